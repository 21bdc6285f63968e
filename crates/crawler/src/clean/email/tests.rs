use super::*;

#[test]
fn addresses_are_found_and_made_lower_case() {
    for (written, expected) in [
        ("Hello@Ambleford.org.uk", "hello@ambleford.org.uk"),
        ("mailto:hello@ambleford.org.uk?subject=Choir", "hello@ambleford.org.uk"),
        ("Ann <choir@ambleford.org>; office@ambleford.org.", "choir@ambleford.org office@ambleford.org"),
        ("hello at ambleford dot org", ""),
        ("@ambleford", ""),
        ("hello@ambleford", ""),
        ("withheld@example.org", ""),
        ("", ""),
    ] {
        assert_eq!(emails_in(written).collect::<Vec<_>>().join(" "), expected, "{written}");
    }
}

#[test]
fn a_private_persons_address_is_told_from_a_groups() {
    let persons = ["Ottoline Marchbanks".to_owned()];
    for (email, expected) in [
        ("ottoline@ambleford.org.uk", true),
        ("o.marchbanks@ambleford.org.uk", true),
        ("jo.bloggs77@gmail.com", true),
        ("bloggs@btinternet.com", true),
        ("amblefordchoir@gmail.com", false),
        ("ambleford.secretary@hotmail.co.uk", false),
        ("info@ambleford.org.uk", false),
        ("jo.bloggs@ambleford.gov.uk", false),
    ] {
        assert_eq!(is_personal(email, &persons), expected, "{email}");
    }
}
