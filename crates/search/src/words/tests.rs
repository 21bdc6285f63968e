use super::*;

fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
    assert_eq!(found, expected, "words of {text:?}");
}

#[test]
fn writing_that_wavers_folds_to_the_same_words() {
    check("Dementia Café", &["dementia", "cafe"]);
    check("St Paul's Hall", &["st", "pauls", "hall"]);
    check("St Paul’s Hall", &["st", "pauls", "hall"]);
    check("Merched y Wawr – Tŷ Mawr", &["merched", "y", "wawr", "ty", "mawr"]);
    check("drop-in", &["drop", "in"]);
    check("ﬁsh & chips", &["fish", "chips"]);
    check("  ", &[]);
    check("smørrebrød straße Łódź", &["smorrebrod", "strasse", "lodz"]);
}

#[test]
fn a_hyphen_ties_two_words() {
    let ties: Vec<bool> = words("a drop-in for all").iter().map(|word| word.is_tied).collect();
    assert_eq!(ties, [false, false, true, false, false]);
    assert!(!words("drop - in")[1].is_tied);
}

#[test]
fn compounds_meet_in_one_term() {
    let mut stems = Stems::default();
    assert_eq!(stems.joined("drop", "in"), stems.term("dropin"));
    assert_eq!(stems.joined("play", "groups"), stems.term("playgroup"));
    assert_eq!(stems.joined("coffee", "mornings"), stems.term("coffeemorning"));
}

#[test]
fn forms_of_a_word_share_a_stem() {
    let mut stems = Stems::default();
    for (a, b) in [("choirs", "choir"), ("singing", "sing"), ("walks", "walking"), ("libraries", "library")] {
        assert_eq!(stems.term(a), stems.term(b), "{a} and {b}");
    }
    assert_ne!(stems.term("trans"), stems.term("transport"));
    assert_ne!(stems.term("refuge"), stems.term("refugee"));
}
