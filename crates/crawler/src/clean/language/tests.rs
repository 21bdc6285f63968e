use proptest::prelude::*;

use super::*;

proptest! {
    /// The quick way and the slow one count alike.
    #[test]
    fn words_of_ascii_are_counted_alike_either_way(text in "((the|A'r|you|Welcome|cymraeg|[a-zA-Z']{0,10})[ .,0-9]{0,2}){0,80}") {
        prop_assert_eq!(counts_of_ascii(&text), counts_letter_by_letter(&text));
    }
}

#[test]
fn texts_are_tagged_with_their_language() {
    for (text, expected) in [
        ("We are a friendly choir for all the people of Ambleford, and you can come along.", Some("en")),
        ("Mae'r grŵp yn cwrdd bob dydd Mawrth yn y neuadd. Croeso i bawb, gyda phaned ar gael.", Some("cy")),
        (
            "Jesteśmy polską szkołą sobotnią dla dzieci w wieku od czterech do szesnastu lat w naszym mieście.",
            Some("pl"),
        ),
        ("Tea", None),
        ("", None),
    ] {
        assert_eq!(language_of(text), expected, "{text}");
    }
}

#[test]
fn languages_have_one_code() {
    for (written, expected) in [
        ("English", Some("en")),
        ("en-GB", Some("en")),
        ("eng", Some("en")),
        ("Welsh", Some("cy")),
        ("BSL", Some("bfi")),
        ("Panjabi", Some("pa")),
        ("Klingon", None),
    ] {
        assert_eq!(code_of(written), expected, "{written}");
    }
}

#[test]
fn a_language_is_offered_only_where_the_text_says_so() {
    assert_eq!(
        languages_offered("Our volunteers speak Urdu; Punjabi-speaking advisers on Fridays."),
        ["pa", "ur"]
    );
    assert_eq!(
        languages_offered("A lunch club for the Polish community. We love languages."),
        Vec::<&str>::new()
    );
    assert_eq!(languages_offered("AVAILABLE IN URDU. Leaflets in English and Polish."), ["pl", "ur"]);
}
