//! The asked parts as a set: which documents have so many of them.

use tantivy::TERMINATED;

use crate::lists::Slot;

/// Parts, of which a document must have so many.
#[derive(Clone)]
pub struct Enough {
    /// The parts, the rarest first.
    pub slots: Vec<Slot>,
    /// So many of them must agree.
    pub least: usize,
    /// The document that was found last.
    pub at: Option<u32>,
    stands: Vec<u32>,
}

impl Enough {
    /// Of these, a document may lack so many, and must have one.
    pub fn new(mut slots: Vec<Slot>, most_lacking: usize) -> Enough {
        slots.sort_by_key(|slot| slot.documents);
        let least = slots.len().saturating_sub(most_lacking).max(1);
        let stands = vec![TERMINATED; slots.len()];
        Enough { slots, least, at: None, stands }
    }

    /// Whether a document must have every part.
    pub fn is_every(&self) -> bool {
        self.least == self.slots.len()
    }

    /// The first document at or after `from` that has enough where it is `from`, and otherwise one before which
    /// none has: a document that has so many of the parts stands no earlier than where that many stand.
    pub fn leap(&mut self, from: u32) -> u32 {
        if self.is_every() {
            return self.slots.iter_mut().map(|slot| slot.seek(from)).find(|at| *at > from).unwrap_or(from);
        }
        if self.least == 1 {
            return self.slots.iter_mut().map(|slot| slot.seek(from)).min().unwrap_or(TERMINATED);
        }
        for (stand, slot) in self.stands.iter_mut().zip(&mut self.slots) {
            *stand = slot.seek(from);
        }
        *self.stands.select_nth_unstable(self.least - 1).1
    }

    /// About how many documents would be left by [`Enough::give_up`], and what each part would give up.
    pub fn left_by(&self, is_wanted: impl Fn(usize, f32) -> bool) -> LeftBy {
        let left = self.slots.iter().enumerate();
        let left = left.map(|(part, slot)| slot.left_by(|score| is_wanted(part, score)));
        let (documents, given_up): (Vec<u64>, Vec<f32>) = left.unzip();
        let documents =
            if self.is_every() { documents.into_iter().min() } else { Some(documents.iter().sum()) };
        LeftBy { documents: documents.unwrap_or_default(), given_up }
    }

    /// Gives up, in each part, scores that are not wanted.
    pub fn give_up(&mut self, is_wanted: impl Fn(usize, f32) -> bool) {
        for (part, slot) in self.slots.iter_mut().enumerate() {
            slot.give_up(|score| is_wanted(part, score));
        }
    }

    /// How many parts a document lacks that was found.
    pub fn lacks(&self, document: u32) -> usize {
        self.slots.iter().filter(|slot| slot.doc() != document).count()
    }

    /// How well its parts agree with a document that was found.
    #[inline]
    pub fn score(&self, document: u32) -> f32 {
        self.slots.iter().filter(|slot| slot.doc() == document).map(Slot::score).sum()
    }
}

/// What would be left of parts if scores were given up.
pub struct LeftBy {
    /// About so many documents.
    pub documents: u64,
    /// The highest score that each part would give up.
    pub given_up: Vec<f32>,
}
