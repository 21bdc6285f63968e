//! Where a lane looks: a circle or ranges of documents, and which documents lie there.

use std::borrow::Cow;

use crate::geometry::{Chord2, EVERYWHERE, Spot};
use crate::parts::Parts;
use crate::tree::Range;

/// Where a lane looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Space<'r> {
    /// Places within a circle.
    Circle {
        /// From where distance is measured.
        from: Spot,
        /// How far.
        within: Chord2,
    },
    /// Ascending ranges of document numbers, without distance.
    Ranges(&'r [Range]),
}

/// A space with the documents that lie in it: found once, and looked through as often as it takes.
#[derive(Debug, Clone)]
pub struct Ground<'r> {
    /// The space.
    pub space: Space<'r>,
    /// Its documents: ascending ranges, some of which reach beyond a circle.
    pub ranges: Cow<'r, [Range]>,
}

impl<'r> Space<'r> {
    /// Finds the documents that lie in it.
    pub fn ground(self, parts: &Parts) -> Ground<'r> {
        let ranges = match self {
            Space::Circle { from, within } => {
                let mut ranges = Vec::new();
                if let Some(tree) = parts.tree() {
                    tree.circle(from, within, &mut ranges);
                }
                Cow::Owned(ranges)
            }
            Space::Ranges(given) => Cow::Borrowed(given),
        };
        Ground { space: self, ranges }
    }
}

impl Ground<'_> {
    /// How many documents its ranges hold.
    pub fn documents(&self) -> u64 {
        self.ranges.iter().map(|range| u64::from(range.len())).sum()
    }

    /// From where distance is measured.
    pub(super) fn from(&self) -> Option<Spot> {
        match self.space {
            Space::Circle { from, .. } => Some(from),
            Space::Ranges(_) => None,
        }
    }

    /// How far its documents may lie.
    pub(super) fn within(&self) -> Chord2 {
        match self.space {
            Space::Circle { within, .. } => within,
            Space::Ranges(_) => EVERYWHERE,
        }
    }
}
