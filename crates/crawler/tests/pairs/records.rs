//! Facts of one record, and the service a crawl would make of them.

use std::collections::HashMap;

use jiff::civil::{Time, date};
use model::contact::Phone;
use model::evidence::{Role, SourceRecord};
use model::identifier::{AreaCode, ConceptId, ServiceId, SourceId};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::postcode::Postcode;
use model::schedule::{Session, Weekdays};
use model::service::{Nature, Organisation, Service};
use serde::Deserialize;

/// A line of `records.jsonl`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    pub source: String,
    pub record: String,
    pub name: String,
    pub organisation: Option<String>,
    pub address: Option<String>,
    pub postcode: Option<String>,
    pub scheme: Option<String>,
    pub number: Option<String>,
    pub point: Option<(f64, f64)>,
    pub precision: Option<Precision>,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub uprn: Option<u64>,
    /// The code of the local authority it is in, is run from or serves.
    pub authority: Option<String>,
    /// Concepts, as a crawl finds them.
    pub kinds: Vec<String>,
    pub nature: Option<Nature>,
    /// Days as bits, Monday lowest, and the hour they start.
    pub sessions: Vec<(u8, i8)>,
}

/// The records beside this file.
pub fn open() -> HashMap<ServiceId, Service> {
    let lines = include_str!("records.jsonl").lines();
    lines
        .map(|line| serde_json::from_str::<Facts>(line).expect("the labelled set is whole").into_service())
        .map(|service| (service.id, service))
        .collect()
}

impl Facts {
    /// The service a crawl would make of these facts.
    pub fn into_service(self) -> Service {
        let source = SourceId::parse(&self.source).expect("the labelled set is whole");
        let id = ServiceId::new(&source, &self.record);
        let record = SourceRecord {
            source,
            record: self.record,
            url: None,
            seen: date(2026, 11, 20),
            asserted: None,
            role: Role::Aggregator,
            gone: None,
        };
        let mut service = Service::new(id, self.name, record);
        service.nature = self.nature.unwrap_or_default();
        if self.organisation.is_some() || self.number.is_some() {
            let number = self.scheme.zip(self.number);
            service.organisation = Some(Organisation {
                name: self.organisation.unwrap_or_else(|| service.name.clone()),
                identifiers: number.into_iter().collect(),
                ..Organisation::default()
            });
        }
        let point = self.point.and_then(|(north, east)| Point::new(north, east));
        let located = point.map(|point| Located {
            point,
            precision: self.precision.unwrap_or(Precision::Source),
            authority: None,
            ward: None,
            label: None,
        });
        let postcode = self.postcode.as_deref().and_then(Postcode::parse);
        if self.address.is_some() || postcode.is_some() || located.is_some() {
            let address = self.address;
            service.locations.push(Location {
                address,
                postcode,
                located,
                uprn: self.uprn,
                ..Location::default()
            });
        }
        if let Some(code) = self.authority {
            let name = code.clone();
            service.areas.push(ServiceArea::Area { code: AreaCode(code), name });
        }
        service.contact.website = self.website;
        if let Some(number) = self.phone {
            service.contact.phones.push(Phone { readable: number.clone(), number, note: None });
        }
        service.categories.extend(self.kinds.into_iter().map(ConceptId));
        service.schedule.sessions = self.sessions.into_iter().map(session).collect();
        service
    }
}

fn session((days, hour): (u8, i8)) -> Session {
    Session { opens_at: Time::new(hour, 0, 0, 0).ok(), ..Session::weekly(Weekdays::from_bits(days)) }
}
