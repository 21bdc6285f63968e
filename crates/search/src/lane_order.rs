//! The order of the lanes: nearest first, unless another is clearly better.

use crate::answer::Lane;
use crate::ask::LaneKind;
use crate::explain;
use crate::find::{Query, Top};
use crate::rank;

/// How good the first rows of a lane are in the mean, apart from whether they name the place asked for: one
/// that is just right is not worth less for standing alone.
pub fn strength(query: &Query<'_>, own_phrases: usize, kind: LaneKind, top: &Top) -> f32 {
    let compared = top.found.iter().take(rank::ROWS_OF_A_LANE_COMPARED);
    let strengths = compared.map(|found| {
        let own = explain::agreement(query, own_phrases, found.document);
        let all = explain::agreement(query, query.phrases.len(), found.document);
        let asked = if all > 0.0 { own / all } else { 1.0 };
        found.score() * asked / f32::from(1 + found.lacks())
    });
    let mean = strengths.sum::<f32>() / top.found.len().clamp(1, rank::ROWS_OF_A_LANE_COMPARED) as f32;
    mean * match kind {
        LaneKind::NearYou => 1.0,
        LaneKind::CoversYou => rank::SHARE_OF_WHAT_COVERS,
        LaneKind::Anywhere => rank::SHARE_OF_WHAT_IS_ANYWHERE,
    }
}

/// What covers the place is shown before what is near it where it is clearly better: a club that meets all
/// over the town, before a warm room where games are mentioned. Lanes as good as each other keep their order.
pub fn put_better_first(lanes: &mut Vec<Lane>, strengths: &[f32]) {
    let mut ordered: Vec<(f32, Lane)> = strengths.iter().copied().zip(std::mem::take(lanes)).collect();
    ordered.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    lanes.extend(ordered.into_iter().map(|(_, lane)| lane));
}
