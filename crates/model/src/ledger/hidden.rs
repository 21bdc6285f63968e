//! What a ledger hides, and how a running server keeps up with it.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::{Entry, LedgerLine};
use crate::identifier::ServiceId;
use crate::service::Service;

/// The identifiers that must not be shown: each service taken down, and each source record that was in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HiddenIds {
    takedowns: BTreeMap<ServiceId, (Vec<ServiceId>, Vec<Uuid>)>,
    ids: HashSet<ServiceId>,
    marks: HashSet<Uuid>,
}

impl HiddenIds {
    /// Takes in one more line; lines of other kinds change nothing.
    pub fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::Takedown { id, records, marks, .. } => {
                let mut ids: Vec<ServiceId> = records.iter().map(super::RecordKey::id).collect();
                ids.push(*id);
                let kept = self.takedowns.entry(*id).or_default();
                kept.0.extend(&ids);
                kept.1.extend(marks);
                self.ids.extend(&ids);
                self.marks.extend(marks);
            }
            Entry::Restore { id, .. } => self.restore(*id),
            _ => {}
        }
    }

    /// A restore of any identifier a takedown bound ends that takedown.
    fn restore(&mut self, id: ServiceId) {
        self.takedowns.retain(|taken, (ids, _)| *taken != id && !ids.contains(&id));
        self.ids = self.takedowns.values().flat_map(|(ids, _)| ids).copied().collect();
        self.marks = self.takedowns.values().flat_map(|(_, marks)| marks).copied().collect();
    }

    /// Whether this identifier is hidden.
    pub fn contains(&self, id: ServiceId) -> bool {
        self.ids.contains(&id)
    }

    /// Whether this service is hidden: by its own identifier, by any record in it, or because it is
    /// another source's copy of what was taken down.
    pub fn hides(&self, service: &Service) -> bool {
        if self.ids.is_empty() {
            return false;
        }
        self.contains(service.id)
            || service
                .records
                .iter()
                .any(|record| self.contains(ServiceId::new(&record.source, &record.record)))
            || super::marks(service).iter().any(|mark| self.marks.contains(mark))
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many takedowns stand.
    pub fn takedowns(&self) -> usize {
        self.takedowns.len()
    }

    /// The hidden identifiers, in no order.
    pub fn iter(&self) -> impl Iterator<Item = ServiceId> + '_ {
        self.ids.iter().copied()
    }
}

/// Follows a ledger that others write to: the caller hands in the bytes after [`LedgerTail::offset`].
#[derive(Debug, Clone, Default)]
pub struct LedgerTail {
    offset: u64,
    partial: Vec<u8>,
    hidden: HiddenIds,
    unreadable: u64,
}

impl LedgerTail {
    /// How many bytes were taken in.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// How many lines could not be read.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// What is hidden so far.
    pub fn hidden(&self) -> &HiddenIds {
        &self.hidden
    }

    /// Takes in the next bytes; true when what is hidden changed. A last line without its line end is
    /// kept until the rest arrives.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        self.offset += bytes.len() as u64;
        self.partial.extend_from_slice(bytes);
        let Some(end) = self.partial.iter().rposition(|byte| *byte == b'\n') else {
            return false;
        };
        let whole: Vec<u8> = self.partial.drain(..=end).collect();
        let mut changed = false;
        for line in whole.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
            match serde_json::from_slice::<LedgerLine>(line) {
                Ok(line) => {
                    changed |= matches!(line.entry, Entry::Takedown { .. } | Entry::Restore { .. });
                    self.hidden.apply(&line.entry);
                }
                Err(_) => self.unreadable += 1,
            }
        }
        changed
    }
}
