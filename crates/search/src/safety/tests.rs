use model::evidence::{Role, SourceRecord};
use model::identifier::{AreaCode, ConceptId, ServiceId, SourceId};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::service::Service;

use super::{crisis, hide_place, must_hide_place};

#[test]
fn crisis_is_seen_with_negation_and_third_person() {
    let check = |question: &str, expected: Option<&str>| {
        let kind = crisis(question).map(|card| card.kind);
        assert_eq!(kind.as_deref(), expected, "{question}");
    };
    check("I want to kill myself", Some("suicide"));
    check("dont want to live any more", Some("suicide"));
    check("suicide", Some("suicide"));
    check("my husband hits me", Some("domestic-abuse"));
    check("domestic abuse", Some("domestic-abuse"));
    check("my daughter is cutting herself", Some("self-harm"));
    check("my dad hits me", Some("domestic-abuse"));
    check("I've taken too many tablets", Some("overdose"));
    check("homeless tonight", Some("nowhere-tonight"));
    check("teenager at risk of gangs", Some("child-in-danger"));
    check("refuge Leeds", Some("domestic-abuse"));
    check("women's aid near SK4 3AA", Some("domestic-abuse"));
    check("DV support", Some("domestic-abuse"));
    // No crisis.
    check("I am not suicidal", None);
    check("bereaved by suicide group", None);
    check("volunteering for Samaritans", None);
    check("suicide prevention training", None);
    check("domestic abuse awareness course", None);
    check("choir groups near SK4 3AA", None);
    check("self help group", None);
    check("killing time", None);
    check("homeless charity shop", None);
    check("anxiety", None);
    check("refugee council", None);
    check("refuse collection", None);
    check("Mill Lane bird refuge", None);
    check("volunteer at a women's refuge", None);
}

#[test]
fn somebody_who_worries_gets_words_of_their_own() {
    let card = crisis("my friend wants to kill herself").expect("it is a crisis");
    assert!(card.heading.starts_with("Worried"), "{}", card.heading);
    assert!(card.lines.iter().any(|line| line.phone.as_deref() == Some("116 123")));
}

fn service(name: &str, concept: &str) -> Service {
    let source = SourceId::parse("ambleford-groups").expect("it is kebab-case");
    let record = SourceRecord {
        source: source.clone(),
        record: "1".to_owned(),
        url: None,
        seen: jiff::civil::date(2026, 11, 1),
        asserted: None,
        role: Role::Aggregator,
        gone: None,
    };
    let mut service = Service::new(ServiceId::new(&source, "1"), name.to_owned(), record);
    service.categories = vec![ConceptId(concept.to_owned())];
    service
}

#[test]
fn the_place_of_a_refuge_is_hidden() {
    let check = |name: &str, concept: &str, expected: bool| {
        assert_eq!(must_hide_place(&service(name, concept)), expected, "{name}");
    };
    check("Ambleford Women's Refuge", "safety/domestic-abuse", true);
    check("Ambleford Domestic Abuse Advice", "safety/domestic-abuse", false);
    check("Ambleford Refugee Council", "housing/refugee", false);
    check("Mill Lane Bird Refuge", "nature/conservation", false);
}

#[test]
fn of_a_hidden_place_its_district_is_told_once_by_its_name() {
    let leeds = || AreaCode("E08000035".to_owned());
    let place = |label: Option<&str>, town: Option<&str>| Location {
        town: town.map(str::to_owned),
        located: Some(Located {
            point: Point { latitude: 53.8, longitude: -1.5 },
            precision: Precision::Postcode,
            authority: Some(leeds()),
            ward: None,
            label: label.map(str::to_owned),
        }),
        ..Location::default()
    };
    let check = |known: Option<&str>, place: Location, expected: &str| {
        let mut refuge = service("Ambleford Women's Refuge", "safety/domestic-abuse");
        refuge.areas = known
            .map(|name| ServiceArea::Area { code: leeds(), name: name.to_owned() })
            .into_iter()
            .collect();
        refuge.locations = vec![place.clone(), place];
        hide_place(&mut refuge);
        assert!(refuge.locations.is_empty());
        assert_eq!(refuge.areas, [ServiceArea::Area { code: leeds(), name: expected.to_owned() }]);
    };
    check(Some("Leeds"), place(Some("Harehills, Leeds"), None), "Leeds");
    check(None, place(Some("Harehills, Leeds"), Some("Ambleford")), "Leeds");
    check(None, place(None, Some("Ambleford")), "Ambleford");
    check(None, place(None, None), "its own district");
}

/// Where a number may have been confirmed: an operator's page, somebody else's, nowhere yet.
fn says_where(confirmed: &str) -> bool {
    confirmed == "not yet"
        || confirmed == "the emergency number of the United Kingdom"
        || ["operator: ", "other: "]
            .iter()
            .any(|kind| confirmed.len() > kind.len() && confirmed.starts_with(kind))
}

#[test]
fn every_number_on_a_crisis_card_says_where_it_was_confirmed() {
    let file: toml::Table = toml::from_str(super::FILE).expect("the crisis file is well formed");
    let kinds = file["kind"].as_array().expect("kinds");
    let mut numbers = 0;
    for line in kinds.iter().flat_map(|kind| kind["lines"].as_array().expect("lines")) {
        if line.get("phone").is_some() {
            numbers += 1;
            let confirmed = line.get("confirmed").and_then(toml::Value::as_str).unwrap_or_default();
            assert!(says_where(confirmed), "{line}: `{confirmed}`");
        }
    }
    assert!(numbers > 20);
}

#[test]
fn every_helpline_says_where_its_number_was_confirmed() {
    let lines = include_str!("../../../../index-data/starter/helplines.csv");
    let header = lines.lines().next().unwrap_or_default();
    assert!(header.ends_with(",confirmed"), "{header}");
    for line in lines.lines().skip(1) {
        let confirmed = line.rsplit(',').next().unwrap_or_default();
        assert!(confirmed == "no number" || says_where(confirmed), "{line}");
    }
}
