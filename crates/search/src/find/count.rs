//! Counts over everything that matches: exact where that is little work, about where it is not.

use rustc_hash::FxHashSet;

use super::walk::Walk;
use super::{Ground, Query};
use crate::marks::{SEVERAL, Says, WORDS};
use crate::tree::{FAN, LEAF, Range};

/// Expected matches beyond which blocks are sampled.
const MOST_MATCHES: u64 = 4_000;

/// Expected matches in a sample: by it a total is off by two in a hundred, as often as not by less.
const SAMPLED_MATCHES: u64 = 2_000;

/// Documents in a block that is sampled or left out whole.
const BLOCK: u32 = (LEAF * FAN) as u32;

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
    /// The budget ended before all was counted that was to be.
    pub is_cut: bool,
}

impl Query<'_> {
    /// Counts everything in a space; where very much is expected, from a sample of its blocks.
    pub fn count(&self, ground: &Ground<'_>) -> Counts {
        let documents = ground.documents();
        let expected = (documents as f64 * self.share()) as u64;
        if expected <= MOST_MATCHES {
            return self.count_in(ground, &ground.ranges);
        }
        let stride = expected.div_ceil(SAMPLED_MATCHES) as u32;
        let sample: Vec<Range> = ground.ranges.iter().flat_map(|range| sampled(*range, stride)).collect();
        let looked: u64 = sample.iter().map(|range| u64::from(range.len())).sum();
        let mut counts = self.count_in(ground, &sample);
        counts.scale(documents as f64 / looked.max(1) as f64);
        counts
    }

    /// The share of all documents that may match, were its parts independent of one another.
    pub fn share(&self) -> f64 {
        let all = f64::from(self.parts.segment.max_doc().max(1));
        let shares = self.slots.iter().map(|slot| (f64::from(slot.documents) / all).min(1.0));
        match (self.slots.is_empty(), self.all) {
            (true, _) => 1.0,
            (false, true) => shares.product(),
            (false, false) => shares.sum::<f64>().min(1.0),
        }
    }

    fn count_in(&self, ground: &Ground<'_>, ranges: &[Range]) -> Counts {
        let mut tally = Tally::new(self.tests.len());
        let mut walk = Walk::new(self, if self.all { 0 } else { self.slots.len() }, 0);
        let marks = self.parts.marks();
        let (from, within) = (ground.from(), ground.within());
        let mut batch = Vec::with_capacity(BATCH);
        let mut count = |batch: &mut Vec<u32>| {
            // Read first, one after another and nothing between: memory is asked for all of them at once.
            let read: [[u64; 2]; BATCH] = std::array::from_fn(|place| match batch.get(place) {
                Some(document) => {
                    let at = *document as usize * WORDS;
                    [marks[at], marks[at + 1]]
                }
                None => [0; 2],
            });
            for (document, [yes, themes]) in batch.drain(..).zip(read) {
                if themes >> SEVERAL & 1 == 1 && !tally.several.insert(self.parts.service_of(document)) {
                    continue;
                }
                let words = &marks[document as usize * WORDS..][..WORDS];
                match self.tests.iter().position(|test| test.kind.ask(words) == Says::No) {
                    Some(place) => tally.hidden[place] += 1,
                    None => tally.add(yes, themes as u32),
                }
            }
        };
        for range in ranges {
            walk.over(*range, |_, found| {
                if !found.is_inside
                    && let Some(from) = from
                    && self.parts.spot(found.document).chord2(from) > within
                {
                    return;
                }
                batch.push(found.document);
                if batch.len() == BATCH {
                    count(&mut batch);
                }
            });
        }
        count(&mut batch);
        tally.into_counts(walk.was_cut)
    }
}

/// Documents whose marks are read together.
const BATCH: usize = 32;

/// The blocks of a range that are sampled: every `stride`th of the whole, and at least its first.
fn sampled(range: Range, stride: u32) -> impl Iterator<Item = Range> {
    let (first, last) = (range.start / BLOCK, range.end.div_ceil(BLOCK));
    (first..last).filter(move |block| block % stride == 0).map(move |block| Range {
        start: (block * BLOCK).max(range.start),
        end: ((block + 1) * BLOCK).min(range.end),
        ..range
    })
}

/// Counts growing in byte lanes: eight bits of a mask become eight bytes of one number, added at once.
struct Tally {
    total: u64,
    lanes: [u64; 12],
    in_lanes: u8,
    bits: [u64; 96],
    hidden: Vec<u64>,
    several: FxHashSet<u32>,
}

/// Bit `b` of the index as byte `b` of the number.
static SPREAD: [u64; 256] = spread();

const fn spread() -> [u64; 256] {
    let mut table = [0; 256];
    let mut mask = 0;
    while mask < 256 {
        let mut bit = 0;
        while bit < 8 {
            table[mask] |= ((mask >> bit & 1) as u64) << (8 * bit);
            bit += 1;
        }
        mask += 1;
    }
    table
}

impl Tally {
    fn new(tests: usize) -> Tally {
        Tally {
            total: 0,
            lanes: [0; 12],
            in_lanes: 0,
            bits: [0; 96],
            hidden: vec![0; tests],
            several: FxHashSet::default(),
        }
    }

    #[inline]
    fn add(&mut self, yes: u64, themes: u32) {
        self.total += 1;
        let bytes = yes.to_le_bytes().into_iter().chain(themes.to_le_bytes());
        for (lane, byte) in self.lanes.iter_mut().zip(bytes) {
            *lane += SPREAD[usize::from(byte)];
        }
        self.in_lanes += 1;
        if self.in_lanes == u8::MAX {
            self.empty_lanes();
        }
    }

    fn empty_lanes(&mut self) {
        for (place, lane) in self.lanes.iter_mut().enumerate() {
            for (bit, count) in lane.to_le_bytes().into_iter().enumerate() {
                self.bits[place * 8 + bit] += u64::from(count);
            }
            *lane = 0;
        }
        self.in_lanes = 0;
    }

    fn into_counts(mut self, was_cut: bool) -> Counts {
        self.empty_lanes();
        let mut counts = Counts {
            total: self.total,
            bits: [0; 64],
            topics: [0; 32],
            hidden: self.hidden,
            is_about: was_cut,
            is_cut: was_cut,
        };
        counts.bits.copy_from_slice(&self.bits[..64]);
        counts.topics.copy_from_slice(&self.bits[64..]);
        counts
    }
}

impl Counts {
    fn scale(&mut self, factor: f64) {
        let scale = |count: &mut u64| *count = (*count as f64 * factor).round() as u64;
        scale(&mut self.total);
        self.bits.iter_mut().for_each(scale);
        self.topics.iter_mut().for_each(scale);
        self.hidden.iter_mut().for_each(scale);
        self.is_about = true;
    }
}
