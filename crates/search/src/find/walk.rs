//! One walk over ascending ranges: which documents agree with what is asked, and how well.

use std::time::Instant;

use super::enough::Enough;
use super::narrow::Aside;
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
    pub(super) parts: Enough,
    without: Vec<Slot>,
    pub(super) phrases: Vec<Slot>,
    /// Those that are looked for by their phrases, once the walk was narrowed.
    pub(super) aside: Option<Aside>,
    /// The parts with all their lists, once a walk to documents that may lack some was narrowed.
    pub(super) whole: Option<Enough>,
    budget: Budget,
    lists: usize,
    began_at: u64,
    most: u64,
    pub looked_at: u64,
    pub was_cut: bool,
    is_over: bool,
}

impl Walk {
    /// A walk over documents that lack at most so many of the asked parts, and have one.
    pub fn new(query: &Query<'_>, most_lacking: usize, looked_at: u64) -> Walk {
        let asked = query.slots.iter().chain(&query.without).chain(&query.phrases);
        let lists = asked.map(Slot::lists).sum();
        Walk {
            parts: Enough::new(query.slots.clone(), most_lacking),
            without: query.without.clone(),
            phrases: query.phrases.clone(),
            aside: None,
            whole: None,
            budget: query.budget.clone(),
            lists,
            began_at: looked_at,
            most: query.budget.documents.min(looked_at.saturating_add(query.budget.documents_over(lists))),
            looked_at,
            was_cut: false,
            is_over: false,
        }
    }

    /// Calls `found` with each document of `range` that agrees.
    pub fn over(&mut self, range: Range, mut found: impl FnMut(&mut Walk, Match)) {
        if self.was_cut || self.is_over || range.is_empty() {
            return;
        }
        if self.parts.slots.is_empty() {
            self.every(range, &mut found);
        } else {
            self.with_enough(range, &mut found);
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

    fn with_enough(&mut self, range: Range, found: &mut impl FnMut(&mut Walk, Match)) {
        let all = self.parts.slots.len();
        let mut from = range.start;
        while !self.was_cut && !self.is_over {
            let by_parts = self.next_by_parts(from, range.end);
            let by_phrase = self.next_by_phrase(from, range.end);
            let Some(document) = by_parts.into_iter().chain(by_phrase).min() else { return };
            if !self.is_without(document) {
                let lacks = lacks(all, all - self.standing(document).lacks(document));
                found(self, Match { document, is_inside: range.is_inside, lacks });
            }
            from = document + 1;
        }
    }

    /// The first document with enough parts at or after `from` and before `end`.
    fn next_by_parts(&mut self, from: u32, end: u32) -> Option<u32> {
        self.parts.at = self.next(self.parts.at, from, end, |walk, from| walk.parts.leap(from));
        self.parts.at.filter(|at| *at < end)
    }

    /// The same of those that stand aside.
    fn next_by_phrase(&mut self, from: u32, end: u32) -> Option<u32> {
        let mut aside = self.aside.take()?;
        let known = aside.parts.at;
        aside.parts.at = self.next(known, from, end, |walk, from| aside.leap(&mut walk.phrases, from));
        let at = aside.parts.at.filter(|at| *at < end);
        self.aside = Some(aside);
        at
    }

    /// What is known already where it is not before `from`, and otherwise the first document that `leap` (as
    /// [`Enough::leap`]) leads to before `end`.
    fn next(
        &mut self,
        known: Option<u32>,
        from: u32,
        end: u32,
        mut leap: impl FnMut(&mut Walk, u32) -> u32,
    ) -> Option<u32> {
        if known.is_some_and(|at| at >= from) {
            return known;
        }
        let mut document = leap(self, from);
        while document < end && !self.is_spent() {
            let at = leap(self, document);
            if at == document {
                return Some(document);
            }
            document = at;
        }
        None
    }

    /// The parts as they stand at a document that was found.
    #[inline]
    fn standing(&self, document: u32) -> &Enough {
        let aside = self.aside.as_ref().map(|aside| &aside.parts);
        aside.filter(|parts| parts.at == Some(document)).unwrap_or(&self.parts)
    }

    /// Whether phrases are sought before documents are found: then they may stand beyond what was found before.
    #[inline]
    pub fn is_led_by_phrases(&self) -> bool {
        self.aside.is_some()
    }

    /// Looks at nothing more.
    pub fn end(&mut self) {
        self.is_over = true;
    }

    /// How well the asked parts agree with the document it stands at; phrases add to it.
    #[inline]
    pub fn parts_score(&self, document: u32) -> f32 {
        if self.parts.slots.is_empty() { 1.0 } else { self.standing(document).score(document) }
    }

    /// The score of its parts with what the phrases add.
    #[inline]
    pub fn with_phrases(&mut self, parts_score: f32, document: u32) -> f32 {
        if self.parts.slots.is_empty() {
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
        self.was_cut || self.is_over
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        self.budget.spent.add(self.looked_at - self.began_at, self.lists);
    }
}
