//! Open Referral UK out, in and out again: nothing is lost that the standard can say.

use std::collections::HashMap;

use crawler::clean::{CleanContext, clean};
use crawler::mapping::open_referral::map;
use crawler::source::Personal;
use jiff::civil::date;
use model::accessibility::AccessFeature;
use model::contact::Phone;
use model::cost::{CostKind, CostOption};
use model::eligibility::{Gender, JoiningRoute};
use model::evidence::{Role, SourceRecord};
use model::identifier::{AreaCode, ConceptId, ServiceId, SourceId};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::postcode::Postcode;
use model::schedule::{BankHolidays, Recurrence, Season, Session, Weekdays};
use model::service::{Delivery, Nature, Organisation, Service, Status};
use model::source::SourceInfo;
use model::vocabulary::Vocabulary;
use proptest::prelude::*;
use serde_json::Value;
use web::labels::Labels;
use web::oruk::record::{Depth, service};

fn source() -> SourceInfo {
    SourceInfo {
        id: SourceId::parse("ambleford-groups").expect("a good name"),
        title: "Ambleford groups".to_owned(),
        publisher: "Ambleford Council".to_owned(),
        homepage: None,
        licence: "OGL-UK-3.0".to_owned(),
        attribution: None,
        role: Role::Owner,
        data_date: None,
        checked: None,
    }
}

fn out(told: &Service) -> Value {
    let mut document =
        serde_json::to_value(service(told, date(2026, 11, 1), Depth::Full, &Labels::default()))
            .expect("JSON");
    // Where a record comes from is the one thing that changes on the way.
    document.as_object_mut().expect("an object").remove("sources");
    document
}

fn back_in(document: &Value) -> Service {
    let (source, personal) = (source(), Personal::default());
    let vocabulary = Vocabulary::parse([("arts.txt", "arts/singing | activity | Singing\n  words: choir\n")])
        .expect("a small vocabulary");
    let context = CleanContext {
        source: &source,
        personal: &personal,
        vocabulary: &vocabulary,
        seen: date(2026, 11, 22),
    };
    let (mut read, _) = clean(&context, map(document)).expect("what we publish is a service");
    // Points come from coordinates; that they lie in an area is said by `locate`, which needs a gazetteer.
    for location in &mut read.locations {
        if let Some(located) = &mut location.located {
            located.authority = Some(AreaCode("E06000054".to_owned()));
        }
    }
    read
}

/// Ids are derived from the record's own, which is new in the copy: each becomes the number of its turn.
fn without_ids(document: &Value) -> Value {
    fn walk(value: &Value, turns: &mut HashMap<String, usize>) -> Value {
        match value {
            Value::String(text) if text.len() == 36 && text.matches('-').count() == 4 => {
                let next = turns.len();
                Value::from(*turns.entry(text.clone()).or_insert(next))
            }
            Value::Array(items) => items.iter().map(|item| walk(item, turns)).collect(),
            Value::Object(fields) => {
                fields.iter().map(|(key, field)| (key.clone(), walk(field, turns))).collect()
            }
            other => other.clone(),
        }
    }
    walk(document, &mut HashMap::new())
}

fn group() -> Service {
    let id = source().id;
    let record = SourceRecord {
        source: id.clone(),
        record: "7".to_owned(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: None,
        role: Role::Owner,
        gone: None,
    };
    Service::new(ServiceId::new(&id, "7"), "Ambleford Tuesday Group".to_owned(), record)
}

fn hall(uprn: Option<u64>, wheelchair: Option<bool>) -> Location {
    let mut hall = Location {
        name: Some("St Paul's Hall".to_owned()),
        address: Some("1 Church Street".to_owned()),
        town: Some("Trowbridge".to_owned()),
        postcode: Postcode::parse("BA14 8LE"),
        located: Some(Located {
            point: Point { latitude: 51.32, longitude: -2.209 },
            precision: Precision::Source,
            authority: Some(AreaCode("E06000054".to_owned())),
            ward: None,
            label: None,
        }),
        uprn,
        ..Location::default()
    };
    hall.accessibility.text = wheelchair.map(|_| "Ramp at the side door".to_owned());
    hall
}

fn session() -> impl Strategy<Value = Session> {
    let days = (1_u8..=127).prop_map(Weekdays::from_bits);
    let recurrence = prop_oneof![
        days.clone().prop_map(|days| Recurrence::Weekly { days, interval: 1, anchor: None }),
        days.clone().prop_map(|days| Recurrence::Weekly {
            days,
            interval: 2,
            anchor: Some(date(2026, 11, 24))
        }),
        (days, 1_i8..=4).prop_map(|(days, nth)| Recurrence::MonthlyByDay {
            nth: vec![nth],
            days,
            interval: 1,
            anchor: None
        }),
    ];
    (recurrence, 8_i8..12, 13_i8..22).prop_map(|(recurrence, opens, closes)| Session {
        // The standard has one date for both: every other week from then on.
        valid_from: match &recurrence {
            Recurrence::Weekly { anchor, .. } => *anchor,
            _ => None,
        },
        recurrence,
        opens_at: Some(jiff::civil::time(opens, 30, 0, 0)),
        closes_at: Some(jiff::civil::time(closes, 0, 0, 0)),
        valid_to: None,
        season: Season::AllYear,
        bank_holidays: BankHolidays::NotStated,
        except: Vec::new(),
        note: None,
    })
}

fn services() -> impl Strategy<Value = Service> {
    let flags = prop::array::uniform12(any::<bool>());
    (flags, prop::collection::vec(session(), 0..3), prop::option::of(16_u8..60), 0_u32..2000).prop_map(
        |(flags, sessions, minimum_age, pence)| {
            let mut group = group();
            if flags[0] {
                group.description = Some("For everybody, with tea.".to_owned());
            }
            if flags[1] {
                group.organisation = Some(Organisation {
                    name: "Ambleford Music Trust".to_owned(),
                    website: Some("https://music.ambleford.example".to_owned()),
                    identifiers: vec![("GB-CHC".to_owned(), "1099999".to_owned())],
                    ..Organisation::default()
                });
            }
            if flags[2] {
                group.categories = vec![ConceptId("arts/singing".to_owned())];
                group.codes = vec!["esdServiceType:1".to_owned()];
            }
            if flags[3] {
                group.locations = vec![hall(flags[4].then_some(10_092_008_082), Some(true))];
                group.delivery.insert(Delivery::InPerson);
            }
            if flags[5] {
                group.delivery.insert(Delivery::Online);
            }
            if flags[6] {
                group.areas = vec![ServiceArea::Area {
                    code: AreaCode("E06000054".to_owned()),
                    name: "Wiltshire".to_owned(),
                }];
            }
            if flags[7] {
                group.cost.kind = CostKind::Free;
            } else if pence > 0 {
                group.cost.kind = CostKind::Paid;
                group.cost.options = vec![CostOption { pence, note: Some("per session".to_owned()) }];
            }
            if flags[8] {
                group.contact.phones = vec![Phone {
                    number: "+441614960000".to_owned(),
                    readable: "0161 496 0000".to_owned(),
                    note: None,
                }];
                group.contact.emails = vec!["hello@music.ambleford.example".to_owned()];
                group.contact.website = Some("https://music.ambleford.example/choir".to_owned());
            }
            if flags[9] {
                group.joining.routes.insert(JoiningRoute::JustTurnUp);
                group.eligibility.gender = Some(Gender::Women);
                group.accessibility.facts = [(AccessFeature::Wheelchair, true)].into();
            }
            if flags[10] {
                group.last_modified = Some(date(2026, 10, 1));
                group.status = Status::TemporarilyClosed;
            }
            if flags[11] {
                group.nature = Nature::Umbrella;
                group.languages.insert("cy".to_owned());
            }
            group.schedule.sessions = sessions;
            group.eligibility.minimum_age = minimum_age;
            group
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn open_referral_out_in_and_out_again_is_a_fixed_point(group in services()) {
        let first = out(&back_in(&out(&group)));
        let second = out(&back_in(&first));
        prop_assert_eq!(without_ids(&first), without_ids(&second));
    }

    #[test]
    fn what_the_standard_can_say_comes_back(group in services()) {
        let read = back_in(&out(&group));
        prop_assert_eq!(&read.name, &group.name);
        prop_assert_eq!(&read.description, &group.description);
        prop_assert_eq!(&read.categories, &group.categories);
        prop_assert_eq!(&read.codes, &group.codes);
        prop_assert_eq!(read.eligibility.minimum_age, group.eligibility.minimum_age);
        prop_assert_eq!(read.status, group.status);
        prop_assert_eq!(read.cost.kind, group.cost.kind);
        prop_assert_eq!(&read.contact.phones, &group.contact.phones);
        prop_assert_eq!(&read.contact.emails, &group.contact.emails);
        prop_assert_eq!(&read.schedule.sessions, &group.schedule.sessions);
        prop_assert_eq!(read.last_modified.is_some(), true);
        prop_assert_eq!(
            read.locations.iter().map(|place| (place.postcode, place.uprn)).collect::<Vec<_>>(),
            group.locations.iter().map(|place| (place.postcode, place.uprn)).collect::<Vec<_>>()
        );
    }
}
