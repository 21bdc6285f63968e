use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::i18n::Language;

fn view() -> View {
    View {
        words: Language::English.words(),
        now: date(2026, 11, 22).at(10, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap(),
        here: "/".into(),
        address: "https://find.ambleford.example".into(),
        list: Vec::new(),
    }
}

fn choir() -> Brief {
    Brief {
        id: ServiceId(Uuid::from_u128(7)),
        name: "Ambleford Choir".into(),
        when: Some("Tue 24 Nov, 7 pm".into()),
        place: Some("Mill Hall, AM1 2AB".into()),
        distance: Some("0.4 miles".into()),
        phone: Some(("+441614960000".into(), "0161 496 0000".into())),
        cost: CostKind::Free,
        joining: vec![JoiningRoute::JustTurnUp],
    }
}

#[test]
fn a_text_message_fits_and_says_the_number_first() {
    let message = choir().text_message(&view());
    assert_eq!(
        message.text,
        "Ambleford Choir. 0161 496 0000. Tue 24 Nov, 7 pm. Mill Hall, AM1 2AB. https://find.ambleford.example/s/AAAAAAAAAAAAAAAAAAAAAH"
    );
    assert_eq!(message.length, message.text.chars().count());
}

#[test]
fn a_sentence_to_read_aloud_is_made_of_facts() {
    assert_eq!(
        choir().spoken(&view()),
        "There is Ambleford Choir at Mill Hall, AM1 2AB, 0.4 miles away. Next: Tue 24 Nov, 7 pm. It is free. You can just turn up."
    );
    let bare = Brief {
        when: None,
        place: None,
        distance: None,
        cost: CostKind::NotStated,
        joining: vec![],
        ..choir()
    };
    assert_eq!(bare.spoken(&view()), "There is Ambleford Choir. Ring them and ask how to join.");
    let silent = Brief { phone: None, ..bare };
    let said = "There is Ambleford Choir. We have no number for them: ask them how to join.";
    assert_eq!(silent.spoken(&view()), said);
}

#[test]
fn the_line_for_the_record_has_no_code() {
    assert_eq!(
        choir().record_line(&view()),
        "22 Nov 2026: signposting. Told about Ambleford Choir (0161 496 0000). Person to get in touch themselves."
    );
}

#[test]
fn signs_outside_the_alphabet_become_their_nearest() {
    assert_eq!(gsm("Tŷ Gŵyl – “Côr” … ☃"), "Ty Gwyl - \"Cor\" ... ");
    assert_eq!(gsm_length("€5"), 3);
}

#[test]
fn what_people_write_loses_its_contacts() {
    for (typed, expected) in [
        ("ring me on 0161 496 0000 please", "ring me on … please"),
        ("write to a@b.example now", "write to … now"),
        ("07700900123", "…"),
        ("it moved to 12 Mill Lane at 10 30", "it moved to 12 Mill Lane at 10 30"),
    ] {
        assert_eq!(without_contacts(typed), expected);
    }
}

proptest! {
    #[test]
    fn no_text_message_is_ever_too_long(name in "\\PC{0,200}", place in "\\PC{0,200}") {
        let message = Brief { name, place: Some(place), ..choir() }.text_message(&view());
        prop_assert!(message.length <= LONGEST_MESSAGE);
        prop_assert!(message.text.chars().all(|c| GSM_BASIC.contains(c) || GSM_EXTENDED.contains(c)));
    }

    #[test]
    fn a_short_address_leads_back(number in any::<u128>()) {
        let id = ServiceId(Uuid::from_u128(number));
        prop_assert_eq!(parse_short_id(&short_id(id)), Some(id));
    }
}
