use super::*;

fn check(text: &str, persons: &[&str], expected: &str, codes: &[&str]) {
    let persons: Vec<String> = persons.iter().map(|name| (*name).to_owned()).collect();
    let mut text = text.to_owned();
    let found = without_persons(&mut text, &persons, PersonalRule::ByRule);
    assert_eq!((text.as_str(), found.as_slice()), (expected, codes));
}

#[test]
fn private_persons_are_taken_out_of_texts() {
    check(
        "Ring 01632 960123 or info@ambleford.org.uk.",
        &[],
        "Ring 01632 960123 or info@ambleford.org.uk.",
        &[],
    );
    check("Write to o.marchbanks9@gmail.com to join.", &[], "Write to  to join.", &["personal-email"]);
    check("Contact Ottoline Marchbanks on 07700 900123.", &[], ".", &["personal-phone"]);
    check("Call Mrs Marchbanks 07700 900123 today", &[], " today", &["personal-phone"]);
    check("Group mobile: 07700 900123", &[], "Group mobile: 07700 900123", &[]);
    check(
        "Run by Ottoline Marchbanks, text 07700 900123",
        &["Ottoline Marchbanks"],
        "Run by the organiser, text ",
        &["personal-phone", "personal-name-in-text"],
    );
}

#[test]
fn a_role_is_no_name() {
    for (text, expected) in [
        ("Ottoline Marchbanks", true),
        ("Dr Ottoline P Marchbanks", true),
        ("Secretary", false),
        ("Ambleford Community Centre", false),
        ("Duty Officer", false),
        ("see website", false),
    ] {
        assert_eq!(looks_like_a_name(text), expected, "{text}");
    }
}
