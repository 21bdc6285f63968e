//! The best so many, each service once.

use std::collections::BinaryHeap;

use super::Found;

/// Keeps the `limit` smallest by key, then document, with each service at its best document only.
pub struct Heap {
    limit: usize,
    worst_first: BinaryHeap<Entry>,
}

#[derive(Clone, Copy, PartialEq)]
struct Entry(Found);

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> std::cmp::Ordering {
        (self.0.key, self.0.document).cmp(&(other.0.key, other.0.document))
    }
}

impl Heap {
    pub fn new(limit: usize) -> Heap {
        Heap { limit, worst_first: BinaryHeap::with_capacity(limit.min(1024) + 1) }
    }

    /// Whether a document of this key would be kept.
    #[inline]
    pub fn wants(&self, key: u64, document: u32) -> bool {
        self.worst_first.len() < self.limit
            || self.worst_first.peek().is_some_and(|worst| (key, document) < (worst.0.key, worst.0.document))
    }

    /// The key that must be beaten once there are enough.
    pub fn bound(&self) -> Option<u64> {
        if self.worst_first.len() < self.limit {
            None
        } else {
            self.worst_first.peek().map(|worst| worst.0.key)
        }
    }

    /// Keeps a document that [`Heap::wants`]; `has_others` says its service may have been kept already.
    pub fn push(&mut self, found: Found, has_others: bool) {
        if has_others
            && let Some(same) = self.worst_first.iter().find(|entry| entry.0.service == found.service)
        {
            if (same.0.key, same.0.document) <= (found.key, found.document) {
                return;
            }
            let service = found.service;
            self.worst_first.retain(|entry| entry.0.service != service);
        }
        self.worst_first.push(Entry(found));
        if self.worst_first.len() > self.limit {
            self.worst_first.pop();
        }
    }

    pub fn into_sorted(self) -> Vec<Found> {
        self.worst_first.into_sorted_vec().into_iter().map(|entry| entry.0).collect()
    }
}
