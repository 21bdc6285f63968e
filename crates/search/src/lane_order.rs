//! The order of the lanes: nearest first, unless another agrees clearly better with what was asked.

use crate::answer::Lane;
use crate::ask::LaneKind;
use crate::explain;
use crate::find::{Query, Top};
use crate::rank;

/// How well the first rows of a lane agree with what was asked, apart from where they are.
pub fn agreement(query: &Query<'_>, own_phrases: usize, top: &Top) -> f32 {
    let best = top.found.iter().take(rank::ROWS_OF_A_LANE_COMPARED);
    let agreements = best.map(|found| {
        let prior = query.priors[usize::from(query.parts.marks_of(found.document).quality())];
        explain::agreement(query, own_phrases, found.document) * prior / f32::from(1 + found.lacks())
    });
    agreements.sum()
}

/// A lane whose first rows agree clearly better than those of the lane before it is shown first.
pub fn put_clearly_better_first(lanes: &mut [Lane], agreements: &[f32]) {
    let mut order: Vec<usize> = (0..lanes.len()).collect();
    for place in 1..order.len() {
        let mut place = place;
        while place > 0 && agreements[order[place]] > rank::CLEARLY_BETTER * agreements[order[place - 1]] {
            order.swap(place, place - 1);
            place -= 1;
        }
    }
    let kinds: Vec<LaneKind> = order.iter().map(|&lane| lanes[lane].kind).collect();
    lanes.sort_by_key(|lane| kinds.iter().position(|kind| *kind == lane.kind));
}
