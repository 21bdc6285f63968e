//! What people said of the status of a service: a line of the ledger that wins over what sources say, with
//! the ledger as one more source in the evidence.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::evidence::{Evidence, Field, Reading, Role, SourceRecord};
use model::identifier::SourceId;
use model::ledger::Entry;
use model::service::{Service, Status};

use super::features::Features;
use super::{MergeContext, NamedClusters, cluster, says};

/// The name under which the ledger stands among the sources.
pub fn ledger_source() -> SourceId {
    SourceId::parse("ledger").expect("`ledger` is kebab-case")
}

/// What somebody who knows said of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    status: Status,
    on: Date,
    until: Option<Date>,
}

/// The last line on each cluster, by its position. Lines name records, so they mean the same whatever was
/// merged or split in between.
pub fn told(features: &[&Features], named: &NamedClusters, context: MergeContext) -> BTreeMap<u32, Told> {
    let mut told = BTreeMap::new();
    for line in &context.ledger.lines {
        if let Entry::Status { id, status, until } = &line.entry
            && let Some(position) = cluster::position(*id, context.ids, features)
        {
            let on = line.at.to_zoned(TimeZone::UTC).date();
            told.insert(named.of[position as usize], Told { status: *status, on, until: *until });
        }
    }
    told
}

impl Told {
    /// Gives the service the status, with the line as evidence. What was closed until a day before the
    /// newest crawl of its sources is closed no more.
    pub fn tell(&self, service: &mut Service) {
        let newest = service.records.iter().map(|record| record.seen).max();
        if self.until.is_some_and(|until| newest.is_some_and(|seen| seen > until)) {
            return;
        }
        let (shown, ours) = (says::status(service.status), says::status(self.status));
        for line in service.evidence.iter_mut().filter(|line| line.field == Field::Status) {
            let says = line.says.take().unwrap_or_else(|| shown.to_owned());
            line.says = (says != ours).then_some(says);
        }
        let record = service.records.len() as u16;
        let told = Evidence { field: Field::Status, record, reading: Reading::Stated, says: None };
        service.evidence.push(told);
        service.records.push(SourceRecord {
            source: ledger_source(),
            record: service.id.to_string(),
            url: None,
            seen: self.on,
            asserted: Some(self.on),
            role: Role::Assurer,
            gone: None,
        });
        service.status = self.status;
    }
}
