//! Ambleford for tests: an invented town, in which nobody is real.

use jiff::civil::{date, time};
use model::accessibility::{AccessFeature, Accessibility};
use model::contact::{Contact, Phone};
use model::cost::{Cost, CostKind};
use model::evidence::{Role, SourceRecord};
use model::identifier::{AreaCode, ConceptId, ServiceId, SourceId};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::postcode::Postcode;
use model::schedule::{Schedule, Session, Weekdays};
use model::service::{Delivery, Organisation, Service};

/// A service that states nearly everything.
pub fn choir() -> Service {
    let source = SourceId::parse("ambleford-groups").expect("a good name");
    let record = SourceRecord {
        source: source.clone(),
        record: "7".to_owned(),
        url: Some("https://ambleford.example/groups/7".to_owned()),
        seen: date(2026, 11, 20),
        asserted: Some(date(2026, 10, 1)),
        role: Role::Owner,
        gone: None,
    };
    let mut choir = Service::new(ServiceId::new(&source, "7"), "Ambleford Choir".to_owned(), record);
    choir.description = Some("Singing for everybody, no need to read music.".to_owned());
    choir.organisation = Some(Organisation {
        name: "Ambleford Music Trust".to_owned(),
        identifiers: vec![("GB-CHC".to_owned(), "1234567".to_owned())],
        website: Some("https://music.ambleford.example".to_owned()),
        ..Organisation::default()
    });
    choir.categories = vec![ConceptId("arts/singing".to_owned())];
    choir.codes = vec!["esdServiceType:1".to_owned()];
    choir.delivery.insert(Delivery::InPerson);
    choir.locations = vec![Location {
        name: Some("St Paul's Hall".to_owned()),
        address: Some("1 Church Street".to_owned()),
        town: Some("Ambleford".to_owned()),
        postcode: Postcode::parse("AM1 1AA"),
        located: Some(Located {
            point: Point { latitude: 51.321, longitude: -2.209 },
            precision: Precision::Source,
            authority: Some(AreaCode("E06000054".to_owned())),
            ward: None,
            label: Some("Ambleford, Wiltshire".to_owned()),
        }),
        uprn: Some(10_092_008_082),
        accessibility: Accessibility {
            facts: [(AccessFeature::Wheelchair, true), (AccessFeature::HearingLoop, false)].into(),
            text: Some("Ramp at the side door".to_owned()),
        },
    }];
    choir.areas =
        vec![ServiceArea::Area { code: AreaCode("E06000054".to_owned()), name: "Wiltshire".to_owned() }];
    choir.schedule = Schedule {
        text: Some("Tuesdays, 7.30 pm".to_owned()),
        sessions: vec![Session {
            opens_at: Some(time(19, 30, 0, 0)),
            closes_at: Some(time(21, 0, 0, 0)),
            ..Session::weekly(Weekdays::from_bits(0b10))
        }],
        always_open: false,
    };
    choir.cost = Cost { kind: CostKind::Free, ..Cost::default() };
    choir.eligibility.minimum_age = Some(18);
    choir.languages = ["en".to_owned()].into();
    choir.contact = Contact {
        phones: vec![Phone {
            number: "+441614960000".to_owned(),
            readable: "0161 496 0000".to_owned(),
            note: None,
        }],
        emails: vec!["hello@music.ambleford.example".to_owned()],
        website: Some("https://music.ambleford.example/choir".to_owned()),
    };
    choir.last_modified = Some(date(2026, 10, 1));
    choir
}
