//! The labels, and the records they are about.

use std::collections::HashMap;

use model::identifier::ServiceId;
use model::service::Service;

use crate::{records, shared};

/// The part a pair belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The weights were learnt from it.
    Tuning,
    /// Used to measure, and for nothing else.
    Unseen,
}

/// A line of `pairs.tsv`.
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
    let lines = include_str!("pairs.tsv").lines().skip(1);
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            Listed {
                is_same: columns[0] == "same",
                part: if columns[1] == "tuning" { Part::Tuning } else { Part::Unseen },
                a: ServiceId::parse(columns[2]).expect("the labelled set is whole"),
                b: ServiceId::parse(columns[3]).expect("the labelled set is whole"),
            }
        })
        .collect()
}

/// The pairs whose records are at hand.
pub fn pairs() -> Vec<Pair> {
    let listed = listed();
    let mut services: HashMap<ServiceId, Service> = records::open();
    match std::env::var_os("FINGERPOST_SHARED") {
        Some(folder) => shared::read(folder.as_ref(), &mut services),
        None => println!("skipped: the pairs of other sources, FINGERPOST_SHARED is not set"),
    }
    listed
        .into_iter()
        .filter_map(|line| {
            let (a, b) = (services.get(&line.a)?.clone(), services.get(&line.b)?.clone());
            Some(Pair { is_same: line.is_same, part: line.part, a, b })
        })
        .collect()
}
