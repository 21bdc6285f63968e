//! Finding: the first so many of a lane, and the counts of all, over ranges of document numbers.

mod heap;

use std::time::Instant;

use tantivy::TERMINATED;

use crate::geometry::{Chord2, EVERYWHERE, Spot, metres_of_chord2};
use crate::lists::{Slot, Wanted};
use crate::marks::{SEVERAL, Says, Test, WORDS};
use crate::parts::Parts;
use crate::rank::{Decay, NOT_STATED_FACTOR};
use crate::tree::Range;
use heap::Heap;

/// Documents looked at between two looks at the clock.
const CLOCK_EVERY: u32 = 4096;

/// What is looked for, whatever the lane.
pub struct Query<'a> {
    /// The opened index.
    pub parts: &'a Parts,
    /// Parts that should agree.
    pub slots: Vec<Slot>,
    /// Parts that must not.
    pub without: Vec<Slot>,
    /// Phrases that add to the score of those that agree.
    pub phrases: Vec<Slot>,
    /// Whether every slot must agree, or any, those with more before those with fewer.
    pub all: bool,
    /// Tests of the marks.
    pub tests: Vec<Test>,
    /// Factor of each quality byte.
    pub priors: [f32; 256],
    /// When to stop.
    pub budget: Budget,
}

/// How much work a question may take.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Documents looked at.
    pub documents: u64,
    /// The moment after which no more is looked at.
    pub deadline: Option<Instant>,
}

/// Where a lane looks.
pub struct Space<'r> {
    /// Ascending ranges of document numbers.
    pub ranges: &'r [Range],
    /// From where distance is measured.
    pub from: Option<Spot>,
    /// Documents of ranges that are not inside must be within this.
    pub within: Chord2,
}

/// How a lane is ordered. Ties are broken by document number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Order {
    /// By score, falling with distance where there is one.
    Best(Option<Decay>),
    /// By distance.
    Nearest,
}

/// One found document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The document.
    pub document: u32,
    /// The number of its service.
    pub service: u32,
    /// The key it was ordered by, smaller first.
    pub key: u64,
    /// The square of the straight line from where was asked.
    pub chord2: Option<Chord2>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Top {
    /// The first so many, in order.
    pub found: Vec<Found>,
    /// How many documents were looked at.
    pub looked_at: u64,
    /// The budget ended before the work.
    pub was_cut: bool,
}

/// Counts over everything that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Services that match and pass every test.
    pub total: u64,
    /// Of those, how many say yes to each bit of the first word.
    pub bits: [u64; 64],
    /// Of those, how many stand under each theme.
    pub topics: [u64; 32],
    /// Services that match but say no to a test: for each test, those of which it is the first such.
    pub hidden: Vec<u64>,
    /// Numbers are estimates.
    pub is_about: bool,
}

impl Found {
    /// Metres from where was asked.
    pub fn metres(&self) -> Option<f64> {
        self.chord2.map(metres_of_chord2)
    }

    /// How many asked parts it lacks, at most 3.
    pub fn lacks(&self) -> u8 {
        (self.key >> 62) as u8
    }

    /// Its score, where it was ordered by score.
    pub fn score(&self) -> f32 {
        f32::from_bits(u32::MAX - self.key as u32)
    }
}

impl Query<'_> {
    /// The first `limit` services of a space, each once, at its best document.
    pub fn top(
        &self,
        space: &Space<'_>,
        order: Order,
        limit: usize,
        accept: &mut dyn FnMut(u32) -> bool,
    ) -> Top {
        let mut heap = Heap::new(limit);
        let mut walk = self.walk();
        let marks = self.parts.marks();
        walk.over(space, |document, inside, text, lacks| {
            let words = &marks[document as usize * WORDS..][..WORDS];
            let mut factor = 1.0;
            for test in &self.tests {
                match test.kind.ask(words) {
                    Says::Yes => {}
                    Says::No => return,
                    Says::NotStated => factor *= NOT_STATED_FACTOR,
                }
            }
            let chord2 = space.from.map(|from| self.parts.spot(document).chord2(from));
            if !inside && chord2.is_some_and(|chord2| chord2 > space.within) {
                return;
            }
            let key = match order {
                Order::Nearest => chord2.unwrap_or(0),
                Order::Best(decay) => {
                    let prior = self.priors[(words[3] >> 24) as usize & 0xff];
                    let near = match (decay, chord2) {
                        (Some(decay), Some(chord2)) => decay.at(metres_of_chord2(chord2) as f32),
                        _ => 1.0,
                    };
                    u64::from(u32::MAX - (text * near * prior * factor).to_bits())
                }
            };
            let key = key | u64::from(lacks.min(3)) << 62;
            if heap.wants(key, document) {
                let service = self.parts.service_of(document);
                if accept(service) {
                    heap.push(Found { document, service, key, chord2 });
                }
            }
        });
        Top { found: heap.into_sorted(), looked_at: walk.looked_at, was_cut: walk.was_cut }
    }

    /// Counts everything in a space.
    pub fn count(&self, space: &Space<'_>) -> Counts {
        let mut counts = Counts {
            total: 0,
            bits: [0; 64],
            topics: [0; 32],
            hidden: vec![0; self.tests.len()],
            is_about: false,
        };
        let mut seen = std::collections::HashSet::new();
        let mut walk = self.walk();
        let marks = self.parts.marks();
        walk.over(space, |document, inside, _, _| {
            if !inside && let Some(from) = space.from && self.parts.spot(document).chord2(from) > space.within {
                return;
            }
            let words = &marks[document as usize * WORDS..][..WORDS];
            if words[1] >> SEVERAL & 1 == 1 && !seen.insert(self.parts.service_of(document)) {
                return;
            }
            for (place, test) in self.tests.iter().enumerate() {
                if test.kind.ask(words) == Says::No {
                    counts.hidden[place] += 1;
                    return;
                }
            }
            counts.total += 1;
            let mut yes = words[0];
            while yes != 0 {
                counts.bits[yes.trailing_zeros() as usize] += 1;
                yes &= yes - 1;
            }
            let mut themes = words[1] as u32;
            while themes != 0 {
                counts.topics[themes.trailing_zeros() as usize] += 1;
                themes &= themes - 1;
            }
        });
        counts.is_about = walk.was_cut;
        counts
    }

    fn walk(&self) -> Walk {
        let mut slots = self.slots.clone();
        if self.all {
            slots.sort_by_key(|slot| slot.documents);
        }
        Walk {
            slots,
            without: self.without.clone(),
            phrases: self.phrases.clone(),
            all: self.all,
            budget: self.budget,
            looked_at: 0,
            was_cut: false,
        }
    }
}

/// One walk over ascending ranges.
struct Walk {
    slots: Vec<Slot>,
    without: Vec<Slot>,
    phrases: Vec<Slot>,
    all: bool,
    budget: Budget,
    looked_at: u64,
    was_cut: bool,
}

impl Walk {
    /// Calls `found` with each matching document, whether its range is inside, its text score, and how
    /// many slots it lacks.
    fn over(&mut self, space: &Space<'_>, mut found: impl FnMut(u32, bool, f32, u8)) {
        for range in space.ranges {
            if self.was_cut {
                return;
            }
            if self.slots.is_empty() {
                self.every(*range, &mut found);
            } else if self.all {
                self.conjunction(*range, &mut found);
            } else {
                self.disjunction(*range, &mut found);
            }
        }
    }

    fn every(&mut self, range: Range, found: &mut impl FnMut(u32, bool, f32, u8)) {
        for document in range.start..range.end {
            if self.is_spent() {
                return;
            }
            if !self.is_without(document) {
                found(document, range.is_inside, 1.0, 0);
            }
        }
    }

    fn conjunction(&mut self, range: Range, found: &mut impl FnMut(u32, bool, f32, u8)) {
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
                let text = self.slots.iter().map(Slot::score).sum::<f32>() + self.phrase_score(document);
                found(document, range.is_inside, text, 0);
            }
            document = self.slots[0].advance();
        }
    }

    fn disjunction(&mut self, range: Range, found: &mut impl FnMut(u32, bool, f32, u8)) {
        let mut document = self.slots.iter_mut().map(|slot| slot.seek(range.start)).min().unwrap_or(TERMINATED);
        while document < range.end {
            if self.is_spent() {
                return;
            }
            let mut text = 0.0;
            let mut lacks = 0;
            for slot in &self.slots {
                if slot.doc() == document {
                    text += slot.score();
                } else {
                    lacks += 1;
                }
            }
            if !self.is_without(document) {
                let text = text + self.phrase_score(document);
                found(document, range.is_inside, text, lacks);
            }
            document =
                self.slots.iter_mut().map(|slot| slot.seek(document + 1)).min().unwrap_or(TERMINATED);
        }
    }

    fn phrase_score(&mut self, document: u32) -> f32 {
        let mut score = 0.0;
        for phrase in &mut self.phrases {
            if phrase.seek(document) == document {
                score += phrase.score();
            }
        }
        score
    }

    fn is_without(&mut self, document: u32) -> bool {
        self.without.iter_mut().any(|slot| slot.seek(document) == document)
    }

    fn is_spent(&mut self) -> bool {
        self.looked_at += 1;
        if self.looked_at > self.budget.documents {
            self.was_cut = true;
        } else if self.looked_at.is_multiple_of(u64::from(CLOCK_EVERY))
            && let Some(deadline) = self.budget.deadline
        {
            self.was_cut = Instant::now() > deadline;
        }
        self.was_cut
    }
}

/// Open slots from what is wanted.
pub fn slots(parts: &Parts, wanted: &[Vec<Wanted>]) -> Vec<Slot> {
    wanted.iter().map(|alternatives| Slot::open(parts, alternatives)).collect()
}

impl Space<'_> {
    /// Ranges that are all inside, without a place to measure from.
    pub fn without_distance(ranges: &[Range]) -> Space<'_> {
        Space { ranges, from: None, within: EVERYWHERE }
    }
}
