use super::{fold, singular, words};

#[test]
fn text_is_folded_word_by_word() {
    let check = |text, expected: &str| assert_eq!(fold(text), expected, "{text}");
    check("Men's Shed & Café", "mens shed and cafe");
    check("chair-based exercise", "chair based exercise");
    check("P.I.P. form", "pip form");
    check("50+ club", "50 club");
    check("Ménière’s", "menieres");
    check("Age U.K.", "age uk");
    check("Straße, Łódź", "strasse lodz");
    check("end. Next", "end next");
    check("  ", "");
}

#[test]
fn words_know_where_they_stand() {
    let found = words("A Café, near");
    assert_eq!(&"A Café, near"[found[1].start..found[1].end], "Café");
    assert_eq!(found.len(), 3);
}

#[test]
fn plurals_are_taken_lightly() {
    let check = |word, expected| assert_eq!(singular(word), expected);
    check("choirs", "choir");
    check("classes", "class");
    check("bus", "bus");
    check("buses", "bus");
    check("news", "news");
    check("tennis", "tennis");
    check("fitness", "fitness");
    check("churches", "church");
    check("mens", "men");
}
