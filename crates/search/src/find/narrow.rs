//! What is already found bounds what may still be wanted: lists that alone cannot bring a document among the
//! first are given up, and what only a phrase could lift is looked for by its phrase (MaxScore: Turtle and
//! Flood, "Query evaluation: strategies and optimizations", 1995).

use tantivy::TERMINATED;

use super::ROUNDING;
use super::enough::Enough;
use super::walk::Walk;
use crate::lists::Slot;

/// What it costs to come to a document by a phrase, in documents that are come to by their parts.
const COST_BY_PHRASE: u64 = 2;

/// Documents that are wanted only with one of some phrases, which lead to them.
pub struct Aside {
    /// The asked parts, without the lists that no phrase could lift.
    pub parts: Enough,
    /// Whether a phrase leads to documents, for each.
    leads: Vec<bool>,
}

impl Aside {
    /// As [`Enough::leap`], to documents with a phrase that leads.
    pub fn leap(&mut self, phrases: &mut [Slot], from: u32) -> u32 {
        let leading = phrases.iter_mut().zip(&self.leads).filter(|(_, leads)| **leads);
        match leading.map(|(phrase, _)| phrase.seek(from)).min() {
            Some(at) if at == from => self.parts.leap(from),
            at => at.unwrap_or(TERMINATED),
        }
    }
}

impl Walk {
    /// Passes from here on over documents that lack so many parts and have no score that is wanted. To be
    /// called again when less is wanted.
    ///
    /// `is_wanted` tells of a score of parts and phrases whether a document from here on with that score, or a
    /// lower one, may be wanted. Of what lacks nothing, sums are taken in the order in which documents are
    /// scored: then rounding cannot lift any above its bound.
    pub fn narrow(&mut self, lacking: usize, is_wanted: impl Fn(f32) -> bool) {
        if self.parts.slots.is_empty() {
            if !is_wanted(1.0) {
                self.end();
            }
            return;
        }
        let has = self.parts.slots.len() - lacking;
        let best: Vec<f32> = self.parts.slots.iter().map(|slot| slot.best).collect();
        let others: Vec<f32> = (0..best.len()).map(|part| best_without(&best, part, has - 1)).collect();
        let phrases: Vec<f32> = self.phrases.iter().map(|slot| slot.best).collect();
        // Whether a document with this score for one part may be wanted, if it has some phrases.
        let may_be = |part: usize, score: f32, has_phrase: &dyn Fn(usize) -> bool| {
            let parts: f32 = if lacking > 0 {
                (others[part] + score) * ROUNDING
            } else {
                best.iter().enumerate().map(|(at, best)| if at == part { score } else { *best }).sum()
            };
            let phrases = phrases.iter().enumerate().filter(|(at, _)| has_phrase(*at));
            is_wanted(phrases.fold(parts, |sum, (_, best)| sum + best))
        };
        if self.whole.is_none() && !self.parts.is_every() {
            self.whole = Some(self.parts.clone());
        }
        let leads = self.worthwhile(&may_be);
        if let Some(leads) = leads {
            let mut aside = self.aside.take().unwrap_or_else(|| {
                let mut parts = self.parts.clone();
                parts.at = None;
                Aside { parts, leads: Vec::new() }
            });
            aside.leads = leads;
            aside.parts.give_up(|part, score| may_be(part, score, &|_| true));
            self.parts.give_up(|part, score| may_be(part, score, &|_| false));
            self.aside = Some(aside);
        } else {
            self.parts.give_up(|part, score| may_be(part, score, &|_| true));
        }
        let widest = self.aside.as_ref().map_or(&self.parts, |aside| &aside.parts);
        if widest.slots.iter().filter(|slot| !slot.is_empty()).count() < has {
            self.end();
        }
    }

    /// The phrases that are to lead, where it costs less to look for documents by parts that are wanted without
    /// them, and for the others by phrases, than for all by their parts.
    fn worthwhile(&self, may_be: &impl Fn(usize, f32, &dyn Fn(usize) -> bool) -> bool) -> Option<Vec<bool>> {
        let with_phrases = self.parts.left_by(|part, score| may_be(part, score, &|_| true));
        let alone = self.parts.left_by(|part, score| may_be(part, score, &|_| false));
        let mut leads = vec![true; self.phrases.len()];
        let mut least_first: Vec<usize> = (0..self.phrases.len()).collect();
        least_first.sort_by(|a, b| self.phrases[*a].best.total_cmp(&self.phrases[*b].best));
        // A phrase need not lead where what would be given up is not wanted with it either.
        for phrase in least_first {
            leads[phrase] = false;
            let mut given_up = alone.given_up.iter().enumerate();
            leads[phrase] =
                given_up.any(|(part, score)| *score > 0.0 && may_be(part, *score, &|at| !leads[at]));
        }
        let leading = self.phrases.iter().zip(&leads).filter(|(_, leads)| **leads);
        let by_phrase: u64 = leading.map(|(phrase, _)| u64::from(phrase.documents)).sum();
        let is_worthwhile = alone.documents + by_phrase * COST_BY_PHRASE < with_phrases.documents;
        (is_worthwhile || self.aside.is_some()).then_some(leads)
    }

    /// How many parts a document lacks, where its place in the walk may not tell: some lists were given up.
    pub fn truly_lacks(&mut self, document: u32) -> Option<usize> {
        let whole = self.whole.as_mut()?;
        for slot in &mut whole.slots {
            slot.seek(document);
        }
        Some(whole.lacks(document))
    }
}

/// The best sum of so many parts without one of them.
fn best_without(best: &[f32], part: usize, count: usize) -> f32 {
    let mut others: Vec<f32> =
        best.iter().enumerate().filter(|(at, _)| *at != part).map(|(_, best)| *best).collect();
    others.sort_by(|a, b| b.total_cmp(a));
    others.iter().take(count).sum()
}
