//! The block tree: boxes over blocks of neighbouring documents, boxes over those, up to one.
//!
//! Documents stand in the order of the curve, so 64 neighbours in number are neighbours on the ground. A
//! circle becomes a few ranges of document numbers, each certainly inside or to be tested.

use crate::geometry::{Bounds, Chord2, Spot};

/// Documents under one leaf.
pub const LEAF: usize = 64;

/// Children under one box above the leaves.
pub const FAN: usize = 16;

/// Numbers that describe one box in the file.
const NUMBERS: usize = 6;

/// A run of document numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// First document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Every document of it lies within the circle asked for.
    pub is_inside: bool,
}

impl Range {
    /// How many documents it holds.
    pub fn len(&self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }
}

/// The tree, read in place from the numbers [`build`] made.
#[derive(Debug, Clone, Copy)]
pub struct Tree<'a> {
    boxes: &'a [i32],
    documents: usize,
}

/// The boxes over `spots`, leaves first, then each level above, as plain numbers.
pub fn build(spots: impl Iterator<Item = Spot>) -> Vec<i32> {
    let mut level: Vec<Bounds> = Vec::new();
    for (held, spot) in spots.enumerate() {
        if held % LEAF == 0 {
            level.push(Bounds::EMPTY);
        }
        if let Some(last) = level.last_mut() {
            last.add(spot);
        }
    }
    let mut numbers = Vec::new();
    loop {
        for bounds in &level {
            numbers.extend(bounds.low);
            numbers.extend(bounds.high);
        }
        if level.len() <= 1 {
            return numbers;
        }
        level = level
            .chunks(FAN)
            .map(|children| {
                children.iter().fold(Bounds::EMPTY, |mut all, child| {
                    all.join(child);
                    all
                })
            })
            .collect();
    }
}

/// How many numbers [`build`] makes for so many documents.
pub fn numbers_of(documents: usize) -> usize {
    let mut total = 0;
    let mut width = documents.div_ceil(LEAF);
    while width > 0 {
        total += width;
        if width == 1 {
            break;
        }
        width = width.div_ceil(FAN);
    }
    total * NUMBERS
}

impl<'a> Tree<'a> {
    /// The tree over `documents` documents; `None` when the numbers are not as many as that needs.
    pub fn new(boxes: &'a [i32], documents: usize) -> Option<Tree<'a>> {
        (boxes.len() == numbers_of(documents)).then_some(Tree { boxes, documents })
    }

    /// How many leaves there are.
    pub fn leaves(&self) -> usize {
        self.documents.div_ceil(LEAF)
    }

    /// The box of leaf `leaf`.
    pub fn leaf(&self, leaf: usize) -> Bounds {
        self.bounds(leaf)
    }

    fn bounds(&self, index: usize) -> Bounds {
        let n = &self.boxes[index * NUMBERS..(index + 1) * NUMBERS];
        Bounds { low: [n[0], n[1], n[2]], high: [n[3], n[4], n[5]] }
    }

    /// The documents within `within` of `spot`: ascending runs that do not touch with the same mark.
    pub fn circle(&self, spot: Spot, within: Chord2, ranges: &mut Vec<Range>) {
        ranges.clear();
        if self.documents == 0 {
            return;
        }
        let mut levels = [(0_usize, 0_usize); 12];
        let mut depth = 0;
        let (mut first, mut width) = (0, self.leaves());
        loop {
            levels[depth] = (first, width);
            if width == 1 {
                break;
            }
            first += width;
            width = width.div_ceil(FAN);
            depth += 1;
        }
        self.descend(&levels, depth, 0, spot, within, ranges);
    }

    fn descend(
        &self,
        levels: &[(usize, usize); 12],
        depth: usize,
        node: usize,
        spot: Spot,
        within: Chord2,
        ranges: &mut Vec<Range>,
    ) {
        let bounds = self.bounds(levels[depth].0 + node);
        if bounds.nearest(spot) > within {
            return;
        }
        let is_inside = bounds.farthest(spot) <= within;
        if is_inside || depth == 0 {
            let span = LEAF * FAN.pow(depth as u32);
            let end = ((node + 1) * span).min(self.documents);
            push(ranges, Range { start: (node * span) as u32, end: end as u32, is_inside });
            return;
        }
        let children = levels[depth - 1].1;
        for child in node * FAN..((node + 1) * FAN).min(children) {
            self.descend(levels, depth - 1, child, spot, within, ranges);
        }
    }
}

fn push(ranges: &mut Vec<Range>, next: Range) {
    match ranges.last_mut() {
        Some(last) if last.end == next.start && last.is_inside == next.is_inside => last.end = next.end,
        _ => ranges.push(next),
    }
}

#[cfg(test)]
mod tests;
