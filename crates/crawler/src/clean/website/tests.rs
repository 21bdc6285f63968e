use proptest::prelude::*;

use super::*;

proptest! {
    /// What needs no reading is what reading would give.
    #[test]
    fn an_address_that_is_taken_as_it_stands_is_the_one_the_whole_reader_writes(
        address in "https?://([a-zA-Z0-9.-]|xn--|0x|é){1,12}(\\.[a-z0-9]{1,4})?([/a-zA-Z0-9._~%?#:@ -]){0,12}",
    ) {
        if let Some((host, path)) = plain_parts(&address) {
            let url = Url::parse(&address).expect("an address");
            prop_assert_eq!(url.host_str(), Some(host));
            let written = if path.is_empty() { format!("{address}/") } else { address.clone() };
            prop_assert_eq!(url.as_str(), written);
        }
    }
}

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
