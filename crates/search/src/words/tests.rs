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

/// The plainest reading: letter by letter, each separator on its own.
fn read_plainly(text: &str) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    let (mut word, mut tie, mut ended_by_hyphen) = (String::new(), false, false);
    for c in text.nfkd().chain([' ']) {
        if c.is_alphanumeric() {
            if word.is_empty() {
                tie = ended_by_hyphen;
            }
            fold_into(c, &mut word);
        } else if parts(c) {
            ended_by_hyphen = !word.is_empty() && is_hyphen(c);
            if !word.is_empty() && word.len() <= LONGEST_WORD_BYTES {
                found.push((word.clone(), tie && !found.is_empty()));
            }
            word.clear();
        }
    }
    found
}

#[test]
fn plain_and_other_texts_are_read_as_letter_by_letter() {
    let pieces = [
        "St Paul's",
        "drop-in",
        "'tis",
        "rock'n'roll",
        "dogs'",
        "-",
        "--",
        "'",
        " ",
        "/",
        "and/or",
        "Caf\u{e9}",
        "A",
        "9",
        "x'-'y",
        "\u{2019}",
        "\u{2010}",
        "stra\u{df}e",
        ".",
        "e-mail",
        "over-60s'",
        "\u{301}",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    ];
    let mut chance = crate::generator::Chance::new(11);
    for _ in 0..20_000 {
        let text: String = (0..chance.below(7)).map(|_| pieces[chance.below(pieces.len())]).collect();
        let read: Vec<(String, bool)> =
            words(&text).into_iter().map(|word| (word.folded, word.is_tied)).collect();
        assert_eq!(read, read_plainly(&text), "{text:?}");
    }
}
