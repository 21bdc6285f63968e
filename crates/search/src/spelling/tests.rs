use std::collections::BTreeMap;

use super::Dictionary;

fn dictionary() -> Dictionary {
    let counts = [("choir", 40), ("chair", 90), ("walking", 70), ("befriending", 12), ("tango", 1)];
    let counts: BTreeMap<String, u64> =
        counts.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
    let bytes = Dictionary::bytes(&counts).expect("the words are sorted");
    Dictionary::from_bytes(bytes).expect("the bytes are those of a dictionary")
}

#[test]
fn an_unknown_word_is_repaired_by_what_the_catalogue_contains() {
    let dictionary = dictionary();
    let check =
        |word, expected: Option<&str>| assert_eq!(dictionary.nearest(word).as_deref(), expected, "{word}");
    check("walkin", Some("walking"));
    check("befreinding", Some("befriending"));
    check("chior", None);
    check("choirr", Some("choir"));
    check("tangoo", None);
    check("zzzqqx", None);
}

#[test]
fn a_word_is_known_by_its_services() {
    let dictionary = dictionary();
    assert!(dictionary.contains("choir"));
    assert_eq!(dictionary.services_with("choir"), 40);
    assert!(!dictionary.contains("quire"));
}
