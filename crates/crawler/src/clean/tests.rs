use model::contact::Phone;
use model::service::{Delivery, Status};
use proptest::prelude::*;

use super::*;
use crate::draft::{DraftLocation, DraftPhone, LocationRole};
use crate::source::PersonalRule;
use model::evidence::Role;
use model::identifier::SourceId;

fn cleaned_under(personal: &Personal, draft: Draft) -> (Service, Notes) {
    cleaned_as(&Vocabulary::default(), personal, false, draft)
}

fn cleaned_as(
    vocabulary: &Vocabulary,
    personal: &Personal,
    one_kind: bool,
    draft: Draft,
) -> (Service, Notes) {
    let source = SourceInfo {
        id: SourceId::parse("ambleford-groups").expect("a source id"),
        title: "Ambleford groups".to_owned(),
        publisher: "Ambleford Town Council".to_owned(),
        homepage: None,
        licence: "OGL-UK-3.0".to_owned(),
        attribution: None,
        role: Role::Aggregator,
        data_date: None,
        checked: None,
    };
    let seen = Date::constant(2026, 11, 22);
    let context = CleanContext { source: &source, personal, one_kind, vocabulary, seen };
    clean(&context, draft).expect("it has a name")
}

fn cleaned(draft: Draft) -> (Service, Notes) {
    cleaned_under(&Personal::default(), draft)
}

fn draft(name: &str) -> Draft {
    Draft { row: 1, record: "1".to_owned(), name: Some(name.to_owned()), ..Draft::default() }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn reading(service: &Service, field: Field) -> Option<Reading> {
    service.evidence.iter().find(|evidence| evidence.field == field).map(|evidence| evidence.reading)
}

#[test]
fn a_whole_record_is_cleaned_and_says_how_each_value_was_had() {
    let (service, _) = cleaned(Draft {
        description: some("<p>We sing &amp; chat.</p><p>All voices are welcome at the hall.</p>"),
        locations: vec![DraftLocation {
            address: some("The Hall, High Street, Ambleford SK4 3AA"),
            ..DraftLocation::default()
        }],
        schedule_text: some("Tuesdays 7-9pm"),
        cost_text: some("£3.50 per session, first one free"),
        age_text: some("over 60s"),
        phones: vec![DraftPhone { number: "01632 960123".to_owned(), note: None }],
        website: some("www.ambleford.org.uk"),
        ..draft("AMBLEFORD COMMUNITY CHOIR (12345)")
    });
    assert_eq!(service.name, "Ambleford Community Choir");
    assert_eq!(
        service.description.as_deref(),
        Some("We sing & chat.\n\nAll voices are welcome at the hall.")
    );
    assert_eq!(service.text_language.as_deref(), Some("en"));
    assert_eq!(
        service.locations[0].postcode.map(|postcode| postcode.to_string()).as_deref(),
        Some("SK4 3AA")
    );
    assert_eq!(service.schedule.sessions.len(), 1);
    assert_eq!(service.schedule.text.as_deref(), Some("Tuesdays 7-9pm"));
    assert_eq!(service.cost.lowest_pence(), Some(0));
    assert_eq!(service.cost.options[0].pence, 350);
    assert_eq!(service.eligibility.minimum_age, Some(60));
    assert_eq!(
        service.contact.phones,
        [Phone { number: "+441632960123".to_owned(), readable: "01632 960123".to_owned(), note: None }]
    );
    assert_eq!(service.contact.website.as_deref(), Some("https://www.ambleford.org.uk/"));
    for (field, expected) in [
        (Field::Name, Some(Reading::Stated)),
        (Field::Schedule, Some(Reading::FromProse)),
        (Field::Cost, Some(Reading::FromProse)),
        (Field::Eligibility, Some(Reading::FromProse)),
        (Field::Delivery, Some(Reading::Derived)),
        (Field::Phone, Some(Reading::Stated)),
        (Field::Languages, None),
    ] {
        assert_eq!(reading(&service, field), expected, "{field:?}");
    }
}

/// T10 of the field study: no record becomes "online" because nothing is said.
#[test]
fn t10_delivery_is_never_online_by_default() {
    let (nothing_said, _) = cleaned(draft("Knit and Natter"));
    assert!(nothing_said.delivery.is_empty());
    assert_eq!(reading(&nothing_said, Field::Delivery), None);

    let place = DraftLocation {
        address: some("Alternates between Upper and Lower Ambleford"),
        ..DraftLocation::default()
    };
    let (roaming, _) = cleaned(Draft { locations: vec![place], ..draft("Knit and Natter") });
    assert!(roaming.locations.is_empty() && !roaming.delivery.contains(&Delivery::Online));

    let hall =
        DraftLocation { name: some("The Hall"), postcode: some("SK4 3AA"), ..DraftLocation::default() };
    let (at_hall, _) = cleaned(Draft { locations: vec![hall], ..draft("Knit and Natter") });
    assert_eq!(at_hall.delivery.into_iter().collect::<Vec<_>>(), [Delivery::InPerson]);

    let words = vec!["virtual".to_owned()];
    let (stated, _) = cleaned(Draft { delivery_words: words, ..draft("Knit and Natter") });
    assert_eq!(stated.delivery.into_iter().collect::<Vec<_>>(), [Delivery::Online]);
}

/// T11 of the field study: a head office is not where the service is delivered.
#[test]
fn t11_an_address_a_service_is_run_from_is_no_place_to_go_to() {
    let office =
        DraftLocation { role: LocationRole::RunFrom, postcode: some("SK4 3AA"), ..DraftLocation::default() };
    let (run_from, notes) =
        cleaned(Draft { locations: vec![office.clone()], ..draft("Advice by Ambleford") });
    assert!(run_from.locations.is_empty() && run_from.delivery.is_empty());
    assert_eq!(notes.0.get("run-from-address"), Some(&1));

    let hall =
        DraftLocation { name: some("Upwood Hall"), postcode: some("SK4 3AB"), ..DraftLocation::default() };
    let (both, _) = cleaned(Draft { locations: vec![office, hall], ..draft("Advice by Ambleford") });
    let places: Vec<_> = both.locations.iter().filter_map(|location| location.name.as_deref()).collect();
    assert_eq!(places, ["Upwood Hall"]);
}

#[test]
fn private_persons_are_left_out_and_counted() {
    let with_person = Draft {
        description: some("Ring Ottoline Marchbanks on 07700 900123 or write to ottoline99@gmail.com."),
        phones: vec![
            DraftPhone { number: "07700 900123".to_owned(), note: None },
            DraftPhone { number: "01632 960123".to_owned(), note: None },
        ],
        emails: vec!["ottoline99@gmail.com".to_owned(), "info@ambleford.org.uk".to_owned()],
        persons: vec!["Ottoline Marchbanks".to_owned()],
        ..draft("Knit and Natter")
    };
    let (service, notes) = cleaned(with_person.clone());
    let written = serde_json::to_string(&service).expect("it can be written");
    for personal in ["Ottoline", "Marchbanks", "ottoline", "900123"] {
        assert!(!written.contains(personal), "{personal} in {written}");
    }
    assert_eq!(service.contact.emails, ["info@ambleford.org.uk"]);
    assert_eq!(service.contact.phones.len(), 1);
    for code in ["personal-name", "personal-email", "personal-phone"] {
        assert!(notes.0.contains_key(code), "{code} in {notes:?}");
    }
    let strict =
        Personal { emails: PersonalRule::LeaveOut, phones: PersonalRule::LeaveOut, ..Personal::default() };
    let (service, _) = cleaned_under(&strict, with_person);
    assert!(service.contact.is_empty());
}

#[test]
fn a_drawer_says_what_something_is_about_and_not_who_passed_it_on_or_where_it_is() {
    // "via Voluntary Action Leeds" made a thousand services a help for community groups.
    let words = ["Choirs; LS7", "via Voluntary Action Ambleford", "U3A"].map(str::to_owned);
    let (service, notes) = cleaned(Draft { category_words: words.to_vec(), ..draft("Ambleford Choir") });
    assert_eq!(service.source_categories, ["Choirs", "U3A"]);
    assert_eq!(notes.0.get("category-no-topic"), Some(&2));
}

#[test]
fn the_name_of_a_record_of_one_kind_is_not_read_for_more() {
    // Eight surgeries were pottery classes, and a golf club on the Downs was for people with Down's syndrome.
    let vocabulary =
        "health/gp | service | Doctors\n  words: gp\narts/pottery | activity | Pottery\n  words: clay\n";
    let vocabulary = Vocabulary::parse([("made-up.txt", vocabulary)]).expect("it reads");
    let categories = |one_kind, concepts: &[&str]| {
        let concepts = concepts.iter().map(|concept| (*concept).to_owned()).collect();
        let draft = Draft { concepts, ..draft("Clay Ambleford Surgery") };
        let (service, _) = cleaned_as(&vocabulary, &Personal::default(), one_kind, draft);
        service.categories.into_iter().map(|concept| concept.0).collect::<Vec<_>>()
    };
    assert_eq!(categories(true, &["health/gp"]), ["health/gp"]);
    assert_eq!(categories(false, &["health/gp"]), ["health/gp", "arts/pottery"]);
    assert_eq!(
        categories(true, &[]),
        ["arts/pottery"],
        "where no kind is stated the name says what there is"
    );
}

#[test]
fn a_record_without_a_name_is_a_counted_rejection() {
    let source = SourceInfo {
        id: SourceId::parse("ambleford-groups").expect("a source id"),
        title: String::new(),
        publisher: String::new(),
        homepage: None,
        licence: "none-stated".to_owned(),
        attribution: None,
        role: Role::Aggregator,
        data_date: None,
        checked: None,
    };
    let (personal, vocabulary) = (Personal::default(), Vocabulary::default());
    let context = CleanContext {
        source: &source,
        personal: &personal,
        one_kind: false,
        vocabulary: &vocabulary,
        seen: Date::constant(2026, 11, 22),
    };
    let rejection = clean(&context, Draft { row: 7, ..draft("N/A") }).expect_err("it has no name");
    assert_eq!((rejection.reason.as_str(), rejection.row), ("no-name", 7));
}

#[test]
fn a_closed_service_is_told_by_its_status_and_by_its_name() {
    let (shouted, _) = cleaned(draft("*** CLOSED PERMANENTLY *** Lunch Club"));
    assert_eq!((shouted.name.as_str(), shouted.status), ("Lunch Club", Status::Defunct));
    let (stated, _) = cleaned(Draft { status: some("inactive"), ..draft("Lunch Club") });
    assert_eq!(stated.status, Status::Inactive);
}

/// Pieces that texts about times are made of, in any order, and anything else between them.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "Mon",
        "Tuesdays",
        "weekdays",
        "-",
        "to",
        "9",
        "9.30am",
        "5pm",
        "14:00",
        "2nd",
        "last",
        "(",
        ")",
        "[",
        ":",
        ";",
        ",",
        "&amp;",
        "closed",
        "except",
        "until",
        "from",
        "6 Jan",
        "31/12/2026",
        "2026",
        "term time",
        "bank holidays",
        "fortnightly",
        "every other",
        "of the month",
        "24/7",
        "24 hours",
        "noon",
        "pm",
        "é",
        "–",
        "\n",
        "15:43:38",
        "99",
        "0",
        "£3",
        "<p>",
        "</p>",
        "<",
        "lunch",
    ];
    let piece =
        prop_oneof![8 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_cleaning_fail_and_none_comes_out_with_markup(text in pieces(), other in "\\PC{0,60}") {
        let some = || Some(text.clone());
        let (service, _) = cleaned(Draft {
            description: some(),
            summary: Some(other.clone()),
            schedule_text: some(),
            cost_text: some(),
            age_text: some(),
            eligibility_text: Some(other.clone()),
            accessibility_text: some(),
            joining_text: some(),
            status: some(),
            last_modified: some(),
            website: Some(other.clone()),
            url: some(),
            emails: vec![other.clone(), text.clone()],
            phones: vec![DraftPhone { number: text.clone(), note: Some(other.clone()) }],
            languages: vec![other.clone()],
            delivery_words: vec![text.clone()],
            persons: vec![other.clone()],
            locations: vec![DraftLocation { address: some(), postcode: Some(other.clone()), latitude: some(), longitude: Some(other), ..DraftLocation::default() }],
            ..draft("Knit and Natter")
        });
        prop_assert!(service.description.is_none_or(|text| !text.contains("<p>") && !text.contains("</p>")));
        for session in &service.schedule.sessions {
            prop_assert!(session.opens_at.is_some() || session.closes_at.is_none());
        }
    }
}
