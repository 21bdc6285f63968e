use super::*;

fn check(cases: &[(&str, Option<&str>)]) {
    for (written, expected) in cases {
        assert_eq!(clean_text(written, &mut Notes::default()).as_deref(), *expected, "{written:?}");
    }
}

/// T9 of the field study: a café must not lose its é on any way in.
#[test]
fn t9_dementia_cafe_keeps_its_accent() {
    for written in [
        "Dementia Café",
        "Dementia CafÃ©",
        "Dementia Caf&eacute;",
        "Dementia Caf&amp;eacute;",
        "Dementia Cafe\u{301}",
        "Dementia CafÃƒÂ©",
        "Dementia Caf\u{fffd}",
    ] {
        assert_eq!(clean_line(written, &mut Notes::default()).as_deref(), Some("Dementia Café"), "{written}");
    }
}

#[test]
fn mojibake_is_repaired_and_counted_and_right_text_is_left_alone() {
    let mut notes = Notes::default();
    assert_eq!(repair_mojibake("Itâ€™s Â£3 â€“ mÃ´r", &mut notes), "It’s £3 – môr");
    assert_eq!(notes.0.get("mojibake"), Some(&1));
    let mut none = Notes::default();
    for right in ["Café Ôl", "Tŷ Bach", "naïve £3 – “quoted”", "Ynys Môn", "ÂÃ"] {
        assert_eq!(repair_mojibake(right, &mut none), right);
    }
    assert!(none.0.is_empty());
}

#[test]
fn html_becomes_plain_paragraphs() {
    check(&[
        ("<p>One &amp; two</p><p>Three</p>", Some("One & two\n\nThree")),
        (
            "<div>Tea<br>and cake</div><ul><li>scones</li><li>jam</li></ul>",
            Some("Tea\nand cake\n\n• scones\n• jam"),
        ),
        ("&lt;p&gt;Twice escaped&lt;/p&gt;", Some("Twice escaped")),
        ("<script>alert(1)</script>Hello <b>there</b>", Some("Hello there")),
        ("a < b and b > c", Some("a < b and b > c")),
        ("  spaced\u{a0}\u{200b} out \r\n\r\n\r\n more  ", Some("spaced out\n\nmore")),
    ]);
}

#[test]
fn what_says_nothing_is_not_stated() {
    check(&[
        ("N/A", None),
        ("-", None),
        ("TBC", None),
        ("<p></p>", None),
        ("Lorem ipsum dolor sit amet", None),
    ]);
    check(&[
        ("A choir.\nRead more", Some("A choir.")),
        ("A choir for all. Read more", Some("A choir for all.")),
    ]);
}
