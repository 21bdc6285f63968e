use super::*;

#[test]
fn pages_have_one_form_and_a_safe_scheme() {
    for (written, expected) in [
        ("www.ambleford.example.org", Some("https://www.ambleford.example.org/")),
        ("HTTP://Ambleford.org.uk/Choir", Some("http://ambleford.org.uk/Choir")),
        ("https://ambleford.org.uk/a b", Some("https://ambleford.org.uk/a")),
        ("http//ambleford.org.uk", Some("http://ambleford.org.uk/")),
        ("http://http://ambleford.org.uk", Some("http://ambleford.org.uk/")),
        ("ambleford.org.uk and ambleford.com", Some("https://ambleford.org.uk/")),
        ("facebook.com/amblefordchoir", Some("https://facebook.com/amblefordchoir")),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1).x", None),
        ("ftp://ambleford.org.uk", None),
        ("data:text/html,a.b", None),
        ("https://user:secret@ambleford.org.uk", None),
        ("hello@ambleford.org.uk", None),
        ("N/A", None),
        ("none", None),
        ("https://", None),
        ("127", None),
    ] {
        assert_eq!(clean_website(written).as_deref(), expected, "{written}");
    }
}
