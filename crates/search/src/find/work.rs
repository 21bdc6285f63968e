//! The work of a question, counted over all its walks: documents looked at, and steps in lists of postings.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::answer::Work;

/// How much work one walk may take, and all walks of a question together.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Documents one walk may look at.
    pub documents: u64,
    /// The moment after which no more is looked at.
    pub deadline: Option<Instant>,
    /// What the walks of a question share.
    pub spent: Arc<Spent>,
}

/// What was done for a question so far, and what may be done at most.
#[derive(Debug)]
pub struct Spent {
    most: Work,
    documents: AtomicU64,
    postings: AtomicU64,
}

impl Budget {
    /// As much as it takes.
    pub fn unlimited() -> Budget {
        let most = Work { documents: u64::MAX, postings: u64::MAX };
        Budget { documents: u64::MAX, deadline: None, spent: Arc::new(Spent::nothing_of(most)) }
    }

    /// How many documents a walk over so many lists may look at.
    pub(super) fn documents_over(&self, lists: usize) -> u64 {
        let (most, work) = (self.spent.most, self.spent.work());
        let documents = most.documents.saturating_sub(work.documents);
        let postings = most.postings.saturating_sub(work.postings);
        self.documents.min(documents).min(postings / lists.max(1) as u64)
    }
}

impl Spent {
    /// Nothing was done yet, and at most so much may be.
    pub fn nothing_of(most: Work) -> Spent {
        Spent { most, documents: AtomicU64::new(0), postings: AtomicU64::new(0) }
    }

    /// What was done so far.
    pub fn work(&self) -> Work {
        Work {
            documents: self.documents.load(Ordering::Relaxed),
            postings: self.postings.load(Ordering::Relaxed),
        }
    }

    /// Adds the documents of a walk over so many lists: each costs at most one step in every list. Postings
    /// that a list passes over because their score is not wanted are not counted: a walk only ascends, and so
    /// passes over each at most once, a block of 128 at a time.
    pub(super) fn add(&self, documents: u64, lists: usize) {
        self.documents.fetch_add(documents, Ordering::Relaxed);
        self.postings.fetch_add(documents.saturating_mul(lists as u64), Ordering::Relaxed);
    }
}
