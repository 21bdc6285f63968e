//! Open Referral UK out, in and out again: nothing is lost that the standard can say.

use std::collections::HashMap;

use crawler::clean::{CleanContext, clean};
use crawler::mapping::open_referral::map;
use crawler::source::Personal;
use jiff::civil::date;
use model::accessibility::{AccessFeature, Accessibility};
use model::contact::{Contact, Phone};
use model::cost::{Cost, CostKind, CostOption};
use model::eligibility::{Eligibility, Gender, Joining, JoiningRoute};
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
        one_kind: false,
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

fn hall() -> impl Strategy<Value = Location> {
    let facts =
        prop::collection::btree_map(prop::sample::select(AccessFeature::ALL.to_vec()), any::<bool>(), 0..4);
    let known = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (facts, known, prop::option::of(10_092_008_000_u64..10_092_009_000), 0_u32..5).prop_map(
        |(facts, (is_named, has_street, has_postcode, has_point, has_words), uprn, number)| Location {
            name: is_named.then(|| format!("Hall {number}")),
            // The standard wants a whole address or none: what is not whole is described.
            address: has_street.then(|| format!("{number} Church Street")),
            town: has_postcode.then(|| "Trowbridge".to_owned()),
            postcode: Postcode::parse("BA14 8LE").filter(|_| has_postcode),
            located: has_point.then(|| Located {
                point: Point { latitude: 51.32, longitude: -2.209 },
                precision: Precision::Source,
                authority: Some(AreaCode("E06000054".to_owned())),
                ward: None,
                label: None,
            }),
            uprn,
            accessibility: Accessibility {
                facts,
                text: has_words.then(|| "Ring the bell at the side door".to_owned()),
            },
        },
    )
}

fn area() -> impl Strategy<Value = ServiceArea> {
    let corner = |latitude: f64, longitude: f64| Point { latitude, longitude };
    prop_oneof![
        Just(ServiceArea::UnitedKingdom),
        Just(ServiceArea::Area { code: AreaCode("E06000054".to_owned()), name: "Wiltshire".to_owned() }),
        Just(ServiceArea::Named { name: "The villages along the brook".to_owned() }),
        (500_u32..60_000).prop_map(move |metres| ServiceArea::Around {
            point: corner(51.32, -2.209),
            radius_metres: f64::from(metres),
        }),
        prop::option::of(Just("The old parish".to_owned())).prop_map(move |name| ServiceArea::Polygon {
            rings: vec![vec![corner(51.3, -2.3), corner(51.4, -2.3), corner(51.4, -2.1), corner(51.3, -2.3)]],
            name,
        }),
    ]
}

fn recurrence() -> impl Strategy<Value = Recurrence> {
    let days = || (1_u8..=127).prop_map(Weekdays::from_bits);
    let day =
        || (0_i8..60).prop_map(|after| date(2026, 11, 24).saturating_add(jiff::Span::new().days(after)));
    prop_oneof![
        days().prop_map(|days| Recurrence::Weekly { days, interval: 1, anchor: None }),
        (days(), day(), 2_u8..5).prop_map(|(days, day, interval)| Recurrence::Weekly {
            days,
            interval,
            anchor: Some(day)
        }),
        (days(), prop::collection::btree_set(prop_oneof![1_i8..=4, Just(-1_i8)], 1..3)).prop_map(
            |(days, nth)| Recurrence::MonthlyByDay {
                nth: nth.into_iter().collect(),
                days,
                interval: 1,
                anchor: None
            }
        ),
        prop::collection::btree_set(1_i8..=28, 1..3)
            .prop_map(|days| Recurrence::MonthlyByDate { days_of_month: days.into_iter().collect() }),
        day().prop_map(|day| Recurrence::Dated { dates: vec![day] }),
    ]
}

fn session() -> impl Strategy<Value = Session> {
    let times = prop::option::of((8_i8..12, prop::option::of(13_i8..22)));
    let season = prop_oneof![Just(Season::AllYear), Just(Season::TermTime), Just(Season::SchoolHolidays)];
    let holidays =
        prop_oneof![Just(BankHolidays::NotStated), Just(BankHolidays::Closed), Just(BankHolidays::Open)];
    let note = prop::option::of(Just("Beginners.".to_owned()));
    (recurrence(), times, season, holidays, note, any::<bool>(), any::<bool>()).prop_map(
        |(recurrence, times, season, bank_holidays, note, has_end, has_gap)| {
            let is_dated = matches!(recurrence, Recurrence::Dated { .. });
            let time = |hour| jiff::civil::time(hour, 30, 0, 0);
            Session {
                // The standard has one date for both: every other week from then on.
                valid_from: match &recurrence {
                    Recurrence::Weekly { anchor, .. } => *anchor,
                    _ => None,
                },
                recurrence,
                opens_at: times.map(|(opens, _)| time(opens)),
                closes_at: times.and_then(|(_, closes)| closes).map(time),
                valid_to: (has_end && !is_dated).then(|| date(2027, 7, 20)),
                season,
                bank_holidays,
                except: if has_gap { vec![date(2026, 12, 22), date(2026, 12, 29)] } else { Vec::new() },
                note,
            }
        },
    )
}

/// Who it is for, how one joins, what it costs.
fn terms() -> impl Strategy<Value = (Eligibility, Joining, Cost)> {
    let gender = prop_oneof![Just(Gender::Women), Just(Gender::Men), Just(Gender::Everyone)];
    let routes = prop::collection::btree_set(
        prop::sample::select(vec![
            JoiningRoute::JustTurnUp,
            JoiningRoute::Book,
            JoiningRoute::SelfReferral,
            JoiningRoute::ProfessionalReferral,
        ]),
        0..4,
    );
    let kind = prop_oneof![
        Just(CostKind::NotStated),
        Just(CostKind::Free),
        Just(CostKind::Donation),
        Just(CostKind::Paid)
    ];
    let prices = prop::collection::vec((1_u32..3_000, any::<bool>()), 0..3);
    let words = prop::array::uniform3(any::<bool>());
    (
        prop::option::of(16_u8..60),
        prop::option::of(60_u8..99),
        prop::option::of(gender),
        routes,
        kind,
        prices,
        words,
    )
        .prop_map(|(minimum_age, maximum_age, gender, routes, kind, prices, words)| {
            let eligibility = Eligibility {
                minimum_age,
                maximum_age,
                gender,
                text: words[0].then(|| "For everybody of the parish.".to_owned()),
                not_for: None,
            };
            let joining = Joining { routes, text: words[1].then(|| "Ask for Ambleford Hall.".to_owned()) };
            // A price is stated of what is paid; words alone say no kind.
            let prices = if kind == CostKind::Paid { prices } else { Vec::new() };
            let option = |(pence, is_noted): (u32, bool)| CostOption {
                pence,
                note: is_noted.then(|| "per session".to_owned()),
            };
            let text = (words[2] && kind != CostKind::NotStated).then(|| "Ask at the door.".to_owned());
            (eligibility, joining, Cost { kind, options: prices.into_iter().map(option).collect(), text })
        })
}

fn organisation() -> impl Strategy<Value = Organisation> {
    prop::array::uniform3(any::<bool>()).prop_map(|[has_page, has_numbers, is_described]| Organisation {
        name: "Ambleford Music Trust".to_owned(),
        description: is_described.then(|| "Music for the whole valley.".to_owned()),
        website: has_page.then(|| "https://music.ambleford.example/us".to_owned()),
        identifiers: match has_numbers {
            true => vec![
                ("GB-CHC".to_owned(), "1099999".to_owned()),
                ("GB-COH".to_owned(), "01234567".to_owned()),
            ],
            false => Vec::new(),
        },
        ..Organisation::default()
    })
}

fn contact() -> impl Strategy<Value = Contact> {
    prop::array::uniform5(any::<bool>()).prop_map(|has| {
        let phone = |last: u8, note: Option<&str>| Phone {
            number: format!("+44161496000{last}"),
            readable: format!("0161 496 000{last}"),
            note: note.map(str::to_owned),
        };
        let phones = [has[0].then(|| phone(0, None)), has[1].then(|| phone(1, Some("evenings")))];
        let emails = [has[2].then_some("hello"), has[3].then_some("bookings")];
        Contact {
            phones: phones.into_iter().flatten().collect(),
            emails: emails.into_iter().flatten().map(|it| format!("{it}@music.ambleford.example")).collect(),
            website: has[4].then(|| "https://music.ambleford.example/choir".to_owned()),
        }
    })
}

fn services() -> impl Strategy<Value = Service> {
    let who = (prop::option::of(organisation()), contact(), terms());
    let where_and_when = (
        prop::collection::vec(hall(), 0..3),
        prop::collection::vec(area(), 0..3),
        prop::collection::vec(session(), 0..3),
    );
    let ways = prop::sample::select(vec![
        Delivery::InPerson,
        Delivery::Online,
        Delivery::ByPhone,
        Delivery::AtHome,
        Delivery::Varies,
    ]);
    let facts =
        prop::collection::btree_map(prop::sample::select(AccessFeature::ALL.to_vec()), any::<bool>(), 0..3);
    let status = prop_oneof![
        Just(Status::Active),
        Just(Status::TemporarilyClosed),
        Just(Status::Inactive),
        Just(Status::Defunct)
    ];
    let nature = prop_oneof![Just(Nature::FrontLine), Just(Nature::Umbrella), Just(Nature::RegisterEntry)];
    let has = prop::array::uniform9(any::<bool>());
    let rest = (prop::collection::btree_set(ways, 1..4), facts, status, nature, has);
    (who, where_and_when, rest).prop_map(
        |((organisation, contact, (eligibility, joining, cost)), (halls, areas, sessions), rest)| {
            let (delivery, facts, status, nature, has) = rest;
            let text = |number: usize, words: &str| has[number].then(|| words.to_owned());
            let mut group = group();
            group.organisation = organisation;
            group.contact = contact;
            (group.eligibility, group.joining, group.cost) = (eligibility, joining, cost);
            for hall in halls {
                if hall != Location::default() && !group.locations.contains(&hall) {
                    group.locations.push(hall);
                }
            }
            // Nothing is said twice.
            for area in areas {
                if !group.areas.contains(&area) {
                    group.areas.push(area);
                }
            }
            for session in sessions {
                if !group.schedule.sessions.contains(&session) {
                    group.schedule.sessions.push(session);
                }
            }
            group.schedule.text = text(0, "Ring us for the days.");
            group.schedule.always_open = has[1];
            group.delivery = delivery;
            group.accessibility.facts = facts;
            group.status = status;
            group.nature = nature;
            group.description = text(2, "For everybody, with tea.\n\nBring \"a friend\" & sing: 100% fun.");
            group.alternate_names = text(3, "The Tuesday Lot").into_iter().collect();
            if has[4] {
                group.categories = vec![ConceptId("arts/singing".to_owned())];
                group.codes = vec!["esdServiceType:1".to_owned(), "snomedCT:871731000000106".to_owned()];
            }
            group.source_categories = text(5, "Valley life").into_iter().collect();
            if has[6] {
                group.languages = ["cy", "pl"].map(str::to_owned).into();
            }
            group.last_modified = has[7].then(|| date(2026, 10, 1));
            group.assured = has[8].then(|| date(2026, 9, 1));
            group
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn open_referral_out_in_and_out_again_is_a_fixed_point(group in services()) {
        let first = out(&group);
        let second = out(&back_in(&first));
        prop_assert_eq!(without_ids(&first), without_ids(&second));
    }

    #[test]
    fn what_the_standard_can_say_comes_back(group in services()) {
        let read = back_in(&out(&group));
        prop_assert_eq!(&read.name, &group.name);
        prop_assert_eq!(&read.alternate_names, &group.alternate_names);
        prop_assert_eq!(&read.description, &group.description);
        prop_assert_eq!(&read.categories, &group.categories);
        prop_assert_eq!(&read.codes, &group.codes);
        prop_assert_eq!(&read.source_categories, &group.source_categories);
        prop_assert_eq!(&read.delivery, &group.delivery);
        prop_assert_eq!(&read.eligibility, &group.eligibility);
        prop_assert_eq!(&read.joining, &group.joining);
        prop_assert_eq!(&read.cost, &group.cost);
        prop_assert_eq!(&read.languages, &group.languages);
        prop_assert_eq!(&read.accessibility, &group.accessibility);
        prop_assert_eq!((read.status, read.nature), (group.status, group.nature));
        prop_assert_eq!(&read.contact, &group.contact);
        prop_assert_eq!(&read.schedule, &group.schedule);
        prop_assert_eq!(&read.areas, &group.areas);
        prop_assert_eq!(read.assured, group.assured);
        prop_assert_eq!(read.last_modified.is_some(), true);
        prop_assert_eq!(read.locations.len(), group.locations.len());
        for (read, told) in read.locations.iter().zip(&group.locations) {
            prop_assert_eq!((&read.name, read.postcode, read.uprn), (&told.name, told.postcode, told.uprn));
            prop_assert_eq!(&read.accessibility, &told.accessibility);
            prop_assert_eq!(read.located.is_some(), told.located.is_some());
        }
        let told = |service: &Service| {
            service.organisation.as_ref().map(|it| (it.name.clone(), it.website.clone(), it.identifiers.clone()))
        };
        prop_assert_eq!(told(&read), told(&group));
    }
}
