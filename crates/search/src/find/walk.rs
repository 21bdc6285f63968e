//! One walk over ascending ranges: which documents agree with what is asked, and how well.

use std::time::Instant;

use tantivy::TERMINATED;

use super::{Budget, Query};
use crate::lists::Slot;
use crate::tree::Range;

/// Documents looked at between two looks at the clock.
const CLOCK_EVERY: u64 = 4096;

/// A document that agrees.
pub struct Match {
    pub document: u32,
    /// It lies in a range that is certainly inside.
    pub is_inside: bool,
    /// How many asked parts it lacks.
    pub lacks: u8,
}

/// How many parts count as lacking at most: beyond, one is as far off as another.
pub const MOST_LACKING: usize = 3;

fn lacks(parts: usize, has: usize) -> u8 {
    (parts - has).min(MOST_LACKING) as u8
}

/// One walk. Ranges must ascend; to go back, start another.
pub struct Walk {
    slots: Vec<Slot>,
    without: Vec<Slot>,
    phrases: Vec<Slot>,
    /// So many of the slots must agree.
    least: usize,
    budget: Budget,
    lists: usize,
    began_at: u64,
    most: u64,
    pub looked_at: u64,
    pub was_cut: bool,
    ends_range: bool,
}

impl Walk {
    /// A walk over documents that lack at most so many of the asked parts, and have one.
    pub fn new(query: &Query<'_>, most_lacking: usize, looked_at: u64) -> Walk {
        let mut slots = query.slots.clone();
        slots.sort_by_key(|slot| slot.documents);
        let least = slots.len().saturating_sub(most_lacking).max(1);
        let asked = query.slots.iter().chain(&query.without).chain(&query.phrases);
        let lists = asked.map(Slot::lists).sum();
        Walk {
            slots,
            without: query.without.clone(),
            phrases: query.phrases.clone(),
            least,
            budget: query.budget.clone(),
            lists,
            began_at: looked_at,
            most: query.budget.documents.min(looked_at.saturating_add(query.budget.documents_over(lists))),
            looked_at,
            was_cut: false,
            ends_range: false,
        }
    }

    /// Calls `found` with each document of `range` that agrees.
    pub fn over(&mut self, range: Range, mut found: impl FnMut(&mut Walk, Match)) {
        if self.was_cut || range.is_empty() {
            return;
        }
        self.ends_range = false;
        if self.slots.is_empty() {
            self.every(range, &mut found);
        } else if self.least == self.slots.len() {
            self.conjunction(range, &mut found);
        } else if self.least > 1 {
            self.several(range, &mut found);
        } else {
            self.disjunction(range, &mut found);
        }
    }

    fn every(&mut self, range: Range, found: &mut impl FnMut(&mut Walk, Match)) {
        for document in range.start..range.end {
            if self.is_spent() {
                return;
            }
            if !self.is_without(document) {
                found(self, Match { document, is_inside: range.is_inside, lacks: 0 });
            }
        }
    }

    fn conjunction(&mut self, range: Range, found: &mut impl FnMut(&mut Walk, Match)) {
        let mut document = self.slots[0].seek(range.start);
        'documents: while document < range.end {
            if self.is_spent() {
                return;
            }
            for slot in 1..self.slots.len() {
                let at = self.slots[slot].seek(document);
                if at != document {
                    document = self.slots[0].seek(at);
                    continue 'documents;
                }
            }
            if !self.is_without(document) {
                found(self, Match { document, is_inside: range.is_inside, lacks: 0 });
            }
            document = self.slots[0].advance();
        }
    }

    /// A document that has so many of the parts stands no earlier than where that many of the lists stand:
    /// what lies before is jumped over.
    fn several(&mut self, range: Range, found: &mut impl FnMut(&mut Walk, Match)) {
        let mut stands = vec![TERMINATED; self.slots.len()];
        let mut from = range.start;
        loop {
            for (stand, slot) in stands.iter_mut().zip(&mut self.slots) {
                *stand = slot.seek(from);
            }
            stands.sort_unstable();
            let document = stands[self.least - 1];
            if document >= range.end || self.is_spent() {
                return;
            }
            let has = self.slots.iter_mut().map(|slot| usize::from(slot.seek(document) == document)).sum();
            if has >= self.least && !self.is_without(document) {
                let lacks = lacks(self.slots.len(), has);
                found(self, Match { document, is_inside: range.is_inside, lacks });
            }
            from = document + 1;
        }
    }

    fn disjunction(&mut self, range: Range, found: &mut impl FnMut(&mut Walk, Match)) {
        let mut document = self.seek_all(range.start);
        while document < range.end {
            if self.is_spent() {
                return;
            }
            if !self.is_without(document) {
                let has = self.slots.iter().filter(|slot| slot.doc() == document).count();
                let lacks = lacks(self.slots.len(), has);
                found(self, Match { document, is_inside: range.is_inside, lacks });
            }
            document = self.seek_all(document + 1);
        }
    }

    fn seek_all(&mut self, target: u32) -> u32 {
        self.slots.iter_mut().map(|slot| slot.seek(target)).min().unwrap_or(TERMINATED)
    }

    /// Looks at no more of this range.
    pub fn end_range(&mut self) {
        self.ends_range = true;
    }

    /// How well the asked parts agree with the document it stands at; phrases add to it.
    #[inline]
    pub fn parts_score(&self, document: u32) -> f32 {
        if self.slots.is_empty() {
            return 1.0;
        }
        self.slots.iter().filter(|slot| slot.doc() == document).map(Slot::score).sum()
    }

    /// The score of its parts with what the phrases add.
    #[inline]
    pub fn with_phrases(&mut self, parts_score: f32, document: u32) -> f32 {
        if self.slots.is_empty() {
            return parts_score;
        }
        self.phrases.iter_mut().fold(parts_score, |score, phrase| {
            if phrase.seek(document) == document { score + phrase.score() } else { score }
        })
    }

    fn is_without(&mut self, document: u32) -> bool {
        self.without.iter_mut().any(|slot| slot.seek(document) == document)
    }

    #[inline]
    fn is_spent(&mut self) -> bool {
        if self.looked_at >= self.most {
            self.was_cut = true;
            return true;
        }
        self.looked_at += 1;
        if self.looked_at.is_multiple_of(CLOCK_EVERY)
            && let Some(deadline) = self.budget.deadline
        {
            self.was_cut = Instant::now() > deadline;
        }
        self.was_cut || self.ends_range
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        self.budget.spent.add(self.looked_at - self.began_at, self.lists);
    }
}
