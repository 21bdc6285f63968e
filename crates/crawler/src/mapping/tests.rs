use std::path::Path;

use serde_json::{Value, json};

use super::*;

fn draft(map: &str, record: Value) -> Draft {
    let text = format!(
        "id = \"ambleford\"\ntitle = \"A\"\npublisher = \"A\"\nlicence = \"OGL-UK-3.0\"\n[fetch]\nurl = \"file:x\"\n\
         [read]\nformat = \"json\"\nabsent = [\"N/A\"]\n[map]\nname = {{ constant = \"N\" }}\n{map}\n"
    );
    let source = Source::parse(Path::new("scrapers/ambleford"), &text, |_| None).expect("the map is good");
    super::map(&source, &RawRecord { row: 1, value: record }).expect("it has a name")
}

/// A field function for `address`, a record, and what comes of it.
fn check(function: &str, record: Value, expected: Option<&str>) {
    let found = draft(&format!("address = {function}"), record);
    let address = found.locations.first().and_then(|location| location.address.as_deref());
    assert_eq!(address, expected, "{function}");
}

#[test]
fn each_field_function_gives_what_its_table_says() {
    check("\"A\"", json!({"A": " x "}), Some("x"));
    check("\"A\"", json!({"A": "N/A"}), None);
    check("\"A\"", json!({"A": 7}), Some("7"));
    check("\"a.b\"", json!({"a": {"b": "x"}}), Some("x"));
    check("\"a.b\"", json!({"a.b": "x", "a": {"b": "y"}}), Some("x"));
    check("\"a[1]\"", json!({"a": ["x", "y"]}), Some("y"));
    check("\"a.*.b\"", json!({"a": [{"b": "x"}, {"b": "y"}]}), Some("x, y"));
    check("\"a\"", json!({"a": ["x", null, "y"]}), Some("x, y"));
    check("{ first = [\"A\", \"B\"] }", json!({"A": " ", "B": "x"}), Some("x"));
    check("{ join = [\"A\", \"B\", \"C\"], with = \", \" }", json!({"A": "x", "C": "y"}), Some("x, y"));
    check("{ all = [\"A\", \"B\"] }", json!({"A": "x", "B": "y"}), Some("x, y"));
    check("{ constant = \"x\" }", json!({}), Some("x"));
    check("{ text = \"{A} in {B}\" }", json!({"A": "x", "B": "y"}), Some("x in y"));
    check("{ text = \"{A} in {B}\" }", json!({"A": "x"}), None);
    check(
        "{ labelled = { Mo = \"A\", Tu = \"B\", We = \"C\" } }",
        json!({"A": "1", "C": "3"}),
        Some("Mo: 1; We: 3"),
    );
    check("{ constant = \"x\", when = { A = \"club\" } }", json!({"A": "Club"}), Some("x"));
    check("{ constant = \"x\", when = { A = \"*\" } }", json!({"A": ""}), None);
    check("{ field = \"A\", after = \": \" }", json!({"A": "At: x"}), Some("x"));
    check("{ field = \"A\", before = \" (\" }", json!({"A": "x (y)"}), Some("x"));
    check("{ field = \"A\", strip = [\"mailto:\", \",\"] }", json!({"A": "mailto:x,,"}), Some("x"));
    check("{ field = \"A\", split = \";\" }", json!({"A": "x; ;y;x"}), Some("x, y"));
    check(
        "{ field = \"A\", find = \"postcode\" }",
        json!({"A": "1 High St, Ambleford sk43aa"}),
        Some("SK4 3AA"),
    );
    check(
        "{ field = \"A\", find = \"email\" }",
        json!({"A": "write to hello@ambleford.org."}),
        Some("hello@ambleford.org"),
    );
    check(
        "{ field = \"A\", find = \"url\" }",
        json!({"A": "see www.ambleford.org."}),
        Some("www.ambleford.org"),
    );
    check(
        "{ field = \"A\", find = \"phone\" }",
        json!({"A": "ring 0161 496 0000 now"}),
        Some("0161 496 0000"),
    );
    check(
        "{ field = \"A\", find = \"date\" }",
        json!({"A": "from 3rd March 2026 on"}),
        Some("3rd March 2026"),
    );
    check("{ field = \"A\", lookup = { \"Big  CHOIRS\" = \"x\" } }", json!({"A": "big choirs"}), Some("x"));
    check("{ field = \"A\", lookup = { a = \"x\" } }", json!({"A": "b"}), None);
    check("{ field = \"A\", lookup = { a = \"x\" }, otherwise = \"y\" }", json!({"A": "b"}), Some("y"));
}

#[test]
fn a_looked_up_category_gives_the_concept_and_keeps_the_word() {
    let found = draft(
        "category = { field = \"Type\", lookup = { Choirs = \"arts/singing\" } }",
        json!({"Type": "Choirs"}),
    );
    assert_eq!(found.concepts, ["arts/singing"]);
    assert_eq!(found.category_words, ["Choirs"]);
    let found = draft("category = { field = \"Type\", lookup = { DEB = \"Debt\" } }", json!({"Type": "DEB"}));
    assert!(found.concepts.is_empty());
    assert_eq!(found.category_words, ["Debt"]);
}

#[test]
fn places_sessions_and_prices_are_read_from_lists() {
    let map = "locations = { each = \"at\", venue = \"v\", postcode = \"p\" }\n\
               sessions = { each = \"times\", byday = \"day\", opens_at = \"from\" }\n\
               prices = { each = \"costs\", price = \"amount\", price_note = \"what\" }";
    let record = json!({
        "at": [{"v": "Hall", "p": "SK4 3AA"}, {"v": "Park"}],
        "times": [{"day": "Monday", "from": "10:00"}, {}],
        "costs": [{"amount": 3.5, "what": "per session"}],
    });
    let found = draft(map, record);
    assert_eq!(found.locations.len(), 2);
    assert_eq!(found.sessions.len(), 1);
    assert_eq!(found.sessions[0].byday.as_deref(), Some("Monday"));
    assert_eq!(found.cost_options[0].amount.as_deref(), Some("3.5"));
}

#[test]
fn a_record_without_an_id_is_known_by_its_content() {
    let one = draft("", json!({"a": 1}));
    assert_eq!(one.record, draft("", json!({"a": 1})).record);
    assert_ne!(one.record, draft("", json!({"a": 2})).record);
    assert_eq!(draft("id = \"a\"", json!({"a": 1})).record, "1");
}

/// T11: an address of an office is told apart from a place where something happens.
#[test]
fn a_run_from_address_is_marked_as_such() {
    let found = draft("place_role = { constant = \"run-from\" }\npostcode = \"p\"", json!({"p": "SK4 3AA"}));
    assert_eq!(found.locations[0].role, LocationRole::RunFrom);
    let found = draft("postcode = \"p\"", json!({"p": "SK4 3AA"}));
    assert_eq!(found.locations[0].role, LocationRole::DeliveredAt);
}

#[test]
fn a_registered_number_is_parted_from_its_scheme() {
    let cases = [
        ("GB-CHC-1234567", ("GB-CHC", "1234567")),
        ("gb-coh-01234567", ("GB-COH", "01234567")),
        ("1234567", ("", "1234567")),
    ];
    for (value, (scheme, number)) in cases {
        assert_eq!(scheme_and_number(value), (scheme.to_owned(), number.to_owned()));
    }
}

#[test]
fn an_open_referral_service_fills_every_field() {
    let service = json!({
        "id": "s1", "name": "Choir", "alternate_name": "Singers", "description": "We sing.",
        "url": "https://choir.example.org", "email": "hello@choir.example.org", "status": "active",
        "application_process": "Just come.", "fees_description": "£3", "eligibility_description": "Anyone",
        "minimum_age": 18, "maximum_age": 99, "assured_date": "2026-01-02", "last_modified": "2026-03-04T05:06:07Z",
        "organization": {"name": "Ambleford Music", "website": "https://music.example.org",
            "organization_identifiers": [{"identifier_scheme": "GB-CHC", "identifier": "1234567"}]},
        "phones": [{"number": "0161 496 0000", "description": "evenings"}, {"number": "0161 496 0001", "type": "fax"}],
        "schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "19:00", "closes_at": "21:00", "attending_type": "online"}],
        "service_areas": [{"name": "Stockport", "uri": "http://statistics.data.gov.uk/id/statistical-geography/E08000007"},
            {"name": "Here", "extent": "{\"type\":\"Polygon\",\"coordinates\":[[[-2.0,53.0],[-2.1,53.0],[-2.1,53.1],[-2.0,53.0]]]}"}],
        "cost_options": [{"amount": 3, "option": "per session", "currency": "GBP"}],
        "languages": [{"code": "ur", "name": "Urdu"}],
        "attributes": [{"taxonomy_term": {"code": "esdServiceType:1", "name": "Singing"}}],
        "contacts": [{"name": "Jo Ambler", "email": "jo@choir.example.org", "phones": [{"number": "07700 900000"}]}],
        "service_at_locations": [{"location": {"name": "Hall", "location_type": "physical", "latitude": 53.4, "longitude": -2.1,
            "external_identifier": "100", "external_identifier_type": "UPRN",
            "addresses": [{"address_1": "1 High St", "city": "Ambleford", "postal_code": "SK4 3AA", "address_type": "physical"}],
            "accessibility": [{"description": "Ramp"}]}}]
    });
    let draft = open_referral::map(&service);
    assert_eq!(draft.record, "s1");
    assert_eq!(draft.organisation.identifiers, [("GB-CHC".to_owned(), "1234567".to_owned())]);
    assert_eq!(draft.phones.len(), 2, "the fax is no telephone");
    assert_eq!(draft.phones[0].note.as_deref(), Some("evenings"));
    assert_eq!(draft.sessions[0].byday.as_deref(), Some("MO"));
    assert_eq!(draft.delivery_words, ["online"]);
    assert_eq!(draft.areas[0].code.as_deref(), Some("E08000007"));
    assert_eq!(draft.areas[1].rings[0].len(), 4);
    assert_eq!(draft.areas[1].rings[0][0], (53.0, -2.0));
    assert_eq!(draft.cost_options[0].amount.as_deref(), Some("3"));
    assert_eq!(draft.languages, ["ur"]);
    assert_eq!(draft.codes, ["esdServiceType:1"]);
    assert_eq!(draft.category_words, ["Singing"]);
    assert_eq!(draft.persons, ["Jo Ambler"]);
    assert_eq!(draft.locations[0].uprn.as_deref(), Some("100"));
    assert_eq!(draft.locations[0].postcode.as_deref(), Some("SK4 3AA"));
    assert_eq!(draft.locations[0].accessibility_text.as_deref(), Some("Ramp"));
    assert_eq!(draft.assured.as_deref(), Some("2026-01-02"));
    assert_eq!(draft.joining_text.as_deref(), Some("Just come."));
}

/// T10: nothing is made online, or in person, that its source does not say is so.
#[test]
fn how_it_is_delivered_is_never_guessed_from_missing_places() {
    let draft = open_referral::map(&json!({"id": "1", "name": "A"}));
    assert!(draft.delivery_words.is_empty() && draft.locations.is_empty());
    let draft = open_referral::map(
        &json!({"name": "A", "service_at_locations": [{"location": {"name": "Zoom", "location_type": "virtual"}}]}),
    );
    assert_eq!(draft.locations[0].role, LocationRole::Online);
}

#[test]
fn a_session_series_of_open_active_fills_every_field() {
    let series = json!({
        "@type": "SessionSeries", "@id": "https://x/1", "name": "Badminton", "description": "Come and play",
        "activity": [{"prefLabel": "Badminton", "@id": "https://openactive.io/activity-list#abc"}],
        "ageRange": {"minValue": 16}, "genderRestriction": "https://openactive.io/FemaleOnly", "isAccessibleForFree": true,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventSchedule": [{"byDay": ["https://schema.org/Thursday"], "repeatFrequency": "P7D", "startTime": "11:00", "endTime": "14:00",
            "startDate": "2026-01-02", "exceptDate": ["2026-07-23T11:00:00Z"]}],
        "location": {"name": "Hall", "address": {"streetAddress": "1 High St", "addressLocality": "Ambleford", "postalCode": "SK4 3AA"},
            "geo": {"latitude": 53.4, "longitude": -2.1}},
        "offers": [{"name": "Adult", "price": 3, "priceCurrency": "GBP", "url": "https://x/book"}],
        "organizer": {"@type": "Organization", "name": "Ambleford Badminton", "telephone": "0161 496 0000"},
        "leader": [{"@type": "Person", "name": "Jo Ambler"}], "accessibilitySupport": [{"prefLabel": "Hearing impairment"}],
    });
    let draft = schema_org::map(&series);
    assert_eq!(draft.record, "https://x/1");
    assert_eq!(draft.codes, ["openActiveActivity:abc"]);
    assert_eq!(draft.category_words, ["Badminton"]);
    assert_eq!(draft.sessions[0].byday.as_deref(), Some("Thursday"));
    assert_eq!(draft.sessions[0].except, ["2026-07-23T11:00:00Z"]);
    assert_eq!(draft.delivery_words, ["in person"]);
    assert_eq!(draft.gender.as_deref(), Some("FemaleOnly"));
    assert_eq!(draft.minimum_age.as_deref(), Some("16"));
    assert_eq!(draft.locations[0].postcode.as_deref(), Some("SK4 3AA"));
    assert_eq!(draft.cost_options[0].amount.as_deref(), Some("3"));
    assert_eq!(draft.organisation.name.as_deref(), Some("Ambleford Badminton"));
    assert_eq!(draft.phones[0].number, "0161 496 0000");
    assert_eq!(draft.persons, ["Jo Ambler"]);
    assert_eq!(draft.is_free, Some(true));
}

#[test]
fn an_event_of_a_calendar_keeps_its_rule() {
    let event = json!({"uid": "1", "summary": "Tai chi", "location": "Hall, SK4 3AA", "start": "2026-01-05T10:00:00",
        "end": "2026-01-05T11:00:00", "rule": {"freq": "WEEKLY", "byday": "MO"}, "except": ["2026-02-02T10:00:00"]});
    let draft = own::map(Format::ICalendar, &event);
    assert_eq!(draft.sessions[0].freq.as_deref(), Some("WEEKLY"));
    assert_eq!(draft.sessions[0].opens_at.as_deref(), Some("2026-01-05T10:00:00"));
    assert_eq!(draft.locations[0].address.as_deref(), Some("Hall, SK4 3AA"));
    let online =
        own::map(Format::ICalendar, &json!({"summary": "A", "location": "https://meet.example.org/x"}));
    assert!(online.locations.is_empty() && online.delivery_words == ["online"]);
}

#[test]
fn a_sector_in_the_field_of_a_postcode_is_kept_for_locating() {
    let found = draft("postcode = \"p\"", json!({"p": "BT14 7"}));
    assert_eq!(found.locations[0].address.as_deref(), Some("BT14 7"));
    assert_eq!(found.locations[0].postcode, None);
}

#[test]
fn a_service_of_open_referral_1_fills_its_fields() {
    let service = json!({
        "id": "s1", "name": "Choir", "fees": "£3", "attending_type": "venue", "assured_date": "2020-01-02", "status": "active",
        "organization": {"name": "Ambleford Music", "uri": "https://music.example.org"},
        "contacts": [{"name": "Jo Ambler", "phones": [{"number": "0161 496 0000"}]}],
        "eligibilitys": [{"eligibility": "Adults", "minimum_age": 18, "maximum_age": 99}],
        "cost_options": [{"amount": 3, "amount_description": "per session"}],
        "languages": [{"language": "Urdu"}],
        "regular_schedules": [{"byday": "MO", "freq": "WEEKLY", "opens_at": "19:00", "closes_at": "21:00", "description": "Mondays"}],
        "service_areas": [{"service_area": "Stockport", "uri": "http://statistics.data.gov.uk/id/statistical-geography/E08000007"}],
        "service_taxonomys": [{"taxonomy": {"id": "esdServiceTypes:172", "name": "Singing", "vocabulary": "esdServiceTypes"}}],
        "service_at_locations": [{"location": {"name": "Hall", "latitude": 53.4, "longitude": -2.1,
            "physical_addresses": [{"address_1": "1 High St", "city": "Ambleford", "postal_code": "SK4 3AA"}],
            "accessibility_for_disabilities": [{"accessibility": "Ramp"}]}}]
    });
    let draft = open_referral::map(&service);
    assert_eq!(draft.minimum_age.as_deref(), Some("18"));
    assert_eq!(draft.eligibility_text.as_deref(), Some("Adults"));
    assert_eq!(draft.phones[0].number, "0161 496 0000");
    assert_eq!(draft.languages, ["Urdu"]);
    assert_eq!(draft.sessions[0].byday.as_deref(), Some("MO"));
    assert_eq!(draft.schedule_text.as_deref(), Some("Mondays"));
    assert_eq!(draft.areas[0].code.as_deref(), Some("E08000007"));
    assert_eq!(draft.codes, ["esdServiceTypes:172"]);
    assert_eq!(draft.locations[0].postcode.as_deref(), Some("SK4 3AA"));
    assert_eq!(draft.locations[0].accessibility_text.as_deref(), Some("Ramp"));
    assert_eq!(draft.cost_options[0].option.as_deref(), Some("per session"));
    assert_eq!(draft.cost_text.as_deref(), Some("£3"));
}
