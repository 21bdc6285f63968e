//! Records of Ambleford, to merge.

use jiff::civil::{Time, date};
use model::contact::Phone;
use model::evidence::{Role, SourceRecord};
use model::identifier::{ServiceId, SourceId};
use model::ledger::Ledger;
use model::place::{Located, Location, Point, Precision};
use model::postcode::Postcode;
use model::schedule::{Session, Weekdays};
use model::service::{Organisation, Service};
use model::snapshot::{Candidate, IdMap};

use crate::merge::{MergeContext, MergeCounts, Merger, Weights};

/// What a crawl of Ambleford goes by.
pub struct Town {
    pub ledger: Ledger,
    pub ids: IdMap,
    pub weights: Weights,
}

/// What came of it, read whole.
pub struct Made {
    pub services: Vec<Service>,
    pub candidates: Vec<Candidate>,
    pub ids: IdMap,
    pub counts: std::collections::BTreeMap<SourceId, MergeCounts>,
}

impl Town {
    pub fn new() -> Town {
        Town { ledger: Ledger::default(), ids: IdMap::default(), weights: Weights::built_in() }
    }

    pub fn context(&self) -> MergeContext<'_> {
        MergeContext { ledger: &self.ledger, ids: &self.ids, weights: &self.weights }
    }
}

impl Made {
    /// The services as a snapshot holds them.
    pub fn bytes(&self) -> String {
        self.services.iter().map(|service| serde_json::to_string(service).unwrap() + "\n").collect()
    }
}

pub fn merge_all(town: &Town, records: &[Service]) -> Made {
    let mut merger = Merger::in_memory(town.context());
    for record in records {
        merger.add(record, 0).unwrap();
    }
    let merged = merger.finish().unwrap();
    let services: Vec<Service> = merged.services.map(|service| service.unwrap()).collect();
    assert!(services.is_sorted_by_key(|service| service.id));
    Made { services, candidates: merged.candidates, ids: merged.ids, counts: merged.counts }
}

pub fn id(source: &str, record: &str) -> ServiceId {
    ServiceId::new(&SourceId::parse(source).unwrap(), record)
}

pub fn record(source: &str, record: &str, name: &str) -> Service {
    let of = SourceRecord {
        source: SourceId::parse(source).unwrap(),
        record: record.to_owned(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: Some(date(2026, 6, 1)),
        role: Role::Aggregator,
        gone: None,
    };
    Service::new(id(source, record), name.to_owned(), of)
}

pub fn with(mut service: Service, change: impl FnOnce(&mut Service)) -> Service {
    change(&mut service);
    service
}

pub fn at(service: &mut Service, postcode: &str, latitude: f64, longitude: f64) {
    let point = Point::new(latitude, longitude).unwrap();
    service.locations.push(Location {
        postcode: Postcode::parse(postcode),
        located: Some(Located {
            point,
            precision: Precision::Postcode,
            authority: None,
            ward: None,
            label: None,
        }),
        ..Location::default()
    });
}

pub fn phone(service: &mut Service, number: &str) {
    service.contact.phones.push(Phone { number: number.to_owned(), readable: number.to_owned(), note: None });
}

pub fn organisation(service: &mut Service, name: &str, number: &str) {
    service.organisation = Some(Organisation {
        name: name.to_owned(),
        identifiers: vec![("GB-CHC".to_owned(), number.to_owned())],
        ..Organisation::default()
    });
}

pub fn weekly(service: &mut Service, text: &str, days: u8, hour: i8) {
    service.schedule.text = Some(text.to_owned());
    service.schedule.sessions.push(Session {
        opens_at: Some(Time::constant(hour, 0, 0, 0)),
        ..Session::weekly(Weekdays::from_bits(days))
    });
}
