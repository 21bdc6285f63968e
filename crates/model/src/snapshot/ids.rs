//! `ids.jsonl`: every identifier ever given, since which crawl, and where it leads now. A crawl reads it
//! and extends it, so that an address somebody wrote down goes on working.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::identifier::ServiceId;

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdLine {
    /// The identifier.
    pub id: ServiceId,
    /// The crawl that first gave it, counted from 1.
    pub since: u32,
    /// The service it leads to, when that bears another identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ServiceId>,
}

/// All lines by identifier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IdMap {
    lines: BTreeMap<ServiceId, (u32, Option<ServiceId>)>,
}

impl IdMap {
    /// Reads the file; a line that cannot be read is passed over and counted.
    pub fn parse(text: &str) -> (IdMap, u64) {
        let (mut map, mut unreadable) = (IdMap::default(), 0);
        for line in text.lines().filter(|line| !line.is_empty()) {
            match serde_json::from_str::<IdLine>(line) {
                Ok(line) => map.insert(line),
                Err(_) => unreadable += 1,
            }
        }
        (map, unreadable)
    }

    /// Adds a line, or puts it in the place of the one with the same identifier.
    pub fn insert(&mut self, line: IdLine) {
        self.lines.insert(line.id, (line.since, line.to));
    }

    /// The line of an identifier.
    pub fn get(&self, id: ServiceId) -> Option<IdLine> {
        self.lines.get(&id).map(|(since, to)| IdLine { id, since: *since, to: *to })
    }

    /// Where an identifier leads: itself, unless it was given up for another.
    pub fn resolve(&self, id: ServiceId) -> ServiceId {
        let mut at = id;
        for _ in 0..8 {
            match self.lines.get(&at) {
                Some((_, Some(to))) if *to != at => at = *to,
                _ => break,
            }
        }
        at
    }

    /// The number of the newest crawl in it, 0 when it is empty.
    pub fn last_run(&self) -> u32 {
        self.lines.values().map(|(since, _)| *since).max().unwrap_or(0)
    }

    /// How many identifiers it holds.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines, sorted by identifier.
    pub fn iter(&self) -> impl Iterator<Item = IdLine> + '_ {
        self.lines.iter().map(|(id, (since, to))| IdLine { id: *id, since: *since, to: *to })
    }
}
