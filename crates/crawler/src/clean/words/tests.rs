use proptest::prelude::*;

use super::*;

#[test]
fn folding_leaves_words_and_single_spaces() {
    for (text, expected) in [
        ("", " "),
        ("  Drop-in,  don't book! ", " drop in dont book "),
        ("'", " "),
        ("Caffi’r Plas", " caffir plas "),
        ("£3 – CAFÉ", " 3 café "),
    ] {
        assert_eq!(folded(text), expected, "{text:?}");
    }
}

#[test]
fn a_part_is_found_in_any_case() {
    assert!(contains_in_any_case("*** cLOSED ***", "closed"));
    assert!(contains_in_any_case("closed", "closed"));
    assert!(!contains_in_any_case("close", "closed"));
    assert!(any_of(&["(closed)", "ended"]).is_match("Lunch Club (closed)"));
    assert!(!any_of(&["(closed)", "ended"]).is_match("Lunch Club closed"));
}

#[test]
fn a_beginning_is_counted_in_letters() {
    assert_eq!(beginning("ŵŵŵŵ", 3), "ŵŵŵ");
    assert_eq!(beginning("abc", 3), "abc");
}

proptest! {
    /// The quick way and the slow one agree.
    #[test]
    fn texts_of_ascii_fold_alike_either_way(text in "[ -~\\n\\t']{0,40}") {
        prop_assert_eq!(folded_ascii(&text), folded_letter_by_letter(&text));
    }
}
