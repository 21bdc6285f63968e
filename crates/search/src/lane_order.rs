//! The order of the lanes: nearest first, unless another agrees clearly better with what was asked.

use crate::answer::Lane;
use crate::ask::LaneKind;
use crate::explain;
use crate::find::{Query, Top};
use crate::rank;

/// How well the first rows of a lane agree with what was asked, in the mean and apart from where they are:
/// one that is just right is not worth less for standing alone.
pub fn agreement(query: &Query<'_>, own_phrases: usize, top: &Top) -> f32 {
    let best = top.found.iter().take(rank::ROWS_OF_A_LANE_COMPARED);
    let agreements = best
        .map(|found| explain::agreement(query, own_phrases, found.document) / f32::from(1 + found.lacks()));
    agreements.sum::<f32>() / top.found.len().clamp(1, rank::ROWS_OF_A_LANE_COMPARED) as f32
}

/// What covers the place is shown before what is near it where it agrees clearly better: a club that meets
/// all over the town, before a warm room where games are mentioned. What is anywhere stays last.
pub fn put_clearly_better_first(lanes: &mut [Lane], agreements: &[f32]) {
    let ([near, covers, ..], [of_near, of_covers, ..]) = (&*lanes, agreements) else { return };
    let is_usual = near.kind == LaneKind::NearYou && covers.kind == LaneKind::CoversYou;
    if is_usual && *of_covers > rank::CLEARLY_BETTER * of_near {
        lanes.swap(0, 1);
    }
}
