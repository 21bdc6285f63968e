//! The labels, and the records they are about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::identifier::ServiceId;
use model::service::Service;

use crate::{crawled, records, shared};

/// The part a pair belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The weights were learnt from it.
    Tuning,
    /// Used once to measure, and for nothing else.
    Unseen,
}

/// A line of `pairs.tsv` or of `crawled.tsv`.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Whether a person who read both holds them to be one thing.
    pub is_same: bool,
    pub part: Part,
    pub a: ServiceId,
    pub b: ServiceId,
}

/// A line with its records.
#[derive(Debug, Clone)]
pub struct Pair {
    pub is_same: bool,
    pub part: Part,
    pub a: Service,
    pub b: Service,
}

/// Every line.
pub fn listed() -> Vec<Listed> {
    let drawn = include_str!("pairs.tsv").lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let id = |column: usize| ServiceId::parse(columns[column]).expect("the labelled set is whole");
        // Both halves have been looked at by now: all of it is for tuning.
        Listed { is_same: columns[0] == "same", part: Part::Tuning, a: id(2), b: id(3) }
    });
    let crawled = crawled_lines().map(|columns| {
        let id = |column: usize| crawled::id(columns[column], columns[column + 1]);
        let part = if columns[1] == "tuning" { Part::Tuning } else { Part::Unseen };
        Listed { is_same: columns[0] == "same", part, a: id(3), b: id(5) }
    });
    drawn.chain(crawled).collect()
}

/// The lines of `crawled.tsv`: relation, part, the rule it was drawn by, and source and record of both.
pub fn crawled_lines() -> impl Iterator<Item = Vec<&'static str>> {
    include_str!("crawled.tsv").lines().skip(1).map(|line| line.split('\t').collect())
}

/// The pairs whose records are at hand.
pub fn pairs() -> Vec<Pair> {
    let listed = listed();
    let mut services: HashMap<ServiceId, Service> = records::open();
    match std::env::var_os("FINGERPOST_SHARED") {
        Some(folder) => shared::read(folder.as_ref(), &mut services),
        None => println!("skipped: the pairs of other sources, FINGERPOST_SHARED is not set"),
    }
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for columns in crawled_lines() {
        for (source, record) in [(columns[3], columns[4]), (columns[5], columns[6])] {
            wanted.entry(source.to_owned()).or_default().insert(record.to_owned());
        }
    }
    crawled::read(&wanted, &mut services);
    listed
        .into_iter()
        .filter_map(|line| {
            let (a, b) = (services.get(&line.a)?.clone(), services.get(&line.b)?.clone());
            Some(Pair { is_same: line.is_same, part: line.part, a, b })
        })
        .collect()
}
