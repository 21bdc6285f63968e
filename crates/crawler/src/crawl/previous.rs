//! What the snapshot before knew: services that left, and records that their source lists no more.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use model::evidence::SourceRecord;
use model::identifier::{ServiceId, SourceId};
use model::report::Gone;
use model::service::Service;
use model::snapshot::{IdMap, ServiceReader};

use super::Visit;
use super::reading::day_of;

/// The services of the snapshot before, in the order of their ids, passed beside those of this one.
pub struct Previous {
    services: Option<ServiceReader<Box<dyn BufRead>>>,
    next: Option<Service>,
}

impl Previous {
    pub fn open(last: Option<&Path>) -> io::Result<Previous> {
        let file = last.and_then(|last| File::open(last.join("services.jsonl.zst")).ok());
        let Some(file) = file else { return Ok(Previous { services: None, next: None }) };
        let input: Box<dyn BufRead> = Box::new(BufReader::new(zstd::stream::read::Decoder::new(file)?));
        let mut previous = Previous { services: ServiceReader::new(input).ok(), next: None };
        previous.advance();
        Ok(previous)
    }

    fn advance(&mut self) {
        self.next = self.services.as_mut().and_then(|services| services.find_map(Result::ok));
    }

    /// Everything before `id` in the old snapshot is not in the new one. Gives what `id` was there.
    pub fn pass(&mut self, id: ServiceId, ids: &IdMap, gone: &mut GoneList) -> Option<Service> {
        while let Some(service) = self.next.take_if(|service| service.id < id) {
            gone.left(&service, ids);
            self.advance();
        }
        let before = self.next.take_if(|service| service.id == id);
        if before.is_some() {
            self.advance();
        }
        before
    }

    pub fn pass_rest(&mut self, ids: &IdMap, gone: &mut GoneList) {
        while let Some(service) = self.next.take() {
            gone.left(&service, ids);
            self.advance();
        }
    }
}

/// Tells which records of a service its sources list no more, though others still list the service.
pub struct Dropped {
    /// The sources that were read: a source that left takes its records along.
    read: BTreeSet<SourceId>,
    /// Every record that is there, sorted.
    present: Vec<ServiceId>,
    today: Date,
}

impl Dropped {
    pub fn of(visits: &[Visit<'_>], present: Vec<ServiceId>, today: Date) -> Dropped {
        let read = visits.iter().filter(|visit| visit.reading.is_some());
        Dropped { read: read.map(|visit| visit.folder.id.clone()).collect(), present, today }
    }

    /// Keeps the name of a record that was part of the service and is listed no more, with the day on which
    /// a crawl first did not find it. What it said goes.
    pub fn remember(&self, before: &Service, now: &mut Service) {
        for record in &before.records {
            let is_there = |listed: &ServiceId| self.present.binary_search(listed).is_ok();
            // A source without ids gives a changed record another one: it still lists the service.
            let is_listed = now.records.iter().any(|other| other.source == record.source);
            if is_listed
                || !self.read.contains(&record.source)
                || is_there(&ServiceId::new(&record.source, &record.record))
            {
                continue;
            }
            let gone = record.gone.or(Some(self.today));
            now.records.push(SourceRecord { gone, ..record.clone() });
        }
    }
}

/// What left, in this crawl and before.
pub struct GoneList {
    before: BTreeMap<ServiceId, Gone>,
    now: Vec<(ServiceId, String, Vec<SourceId>)>,
}

impl GoneList {
    pub fn carried_over(last: Option<&Path>) -> GoneList {
        let text =
            last.and_then(|last| std::fs::read_to_string(last.join("gone.jsonl")).ok()).unwrap_or_default();
        let before = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Gone>(line).ok())
            .map(|gone| (gone.id, gone))
            .collect();
        GoneList { before, now: Vec::new() }
    }

    pub fn is_back(&mut self, id: ServiceId) {
        self.before.remove(&id);
    }

    fn left(&mut self, service: &Service, ids: &IdMap) {
        // A service that was merged into another is not gone: its id leads there.
        if ids.resolve(service.id) == service.id {
            let sources = service.records.iter().map(|record| record.source.clone()).collect();
            self.now.push((service.id, service.name.clone(), sources));
        }
    }

    pub fn into_lines(self, now: Timestamp) -> Vec<Gone> {
        let mut all = self.before;
        for (id, name, sources) in self.now {
            let reason = "its sources no longer list it".to_owned();
            all.insert(id, Gone { id, name, gone: day_of(now), reason, sources });
        }
        all.into_values().collect()
    }
}
