//! The order of the lanes: nearest first, unless another is clearly better.

use model::place::Precision;

use crate::answer::Lane;
use crate::ask::LaneKind;
use crate::explain;
use crate::find::{Query, Top};
use crate::manifest::Manifest;
use crate::question::Origin;
use crate::rank;

/// How good the first rows of a lane are in the mean: one that is just right is not worth less for standing
/// alone. Whether they name the place asked for does not count, nor what kind of entries they are: nearly all
/// that a register knows covers a place, and for that the whole lane has its share.
pub fn strength(
    query: &Query<'_>,
    own_phrases: usize,
    kind: LaneKind,
    origin: Option<&Origin>,
    top: &Top,
) -> f32 {
    let wide: Vec<(u32, u32)> = match (kind, origin) {
        (LaneKind::CoversYou, Some(origin)) => wide_areas(&query.parts.manifest, origin).collect(),
        _ => Vec::new(),
    };
    let share = |document: u32| match kind {
        LaneKind::NearYou => 1.0,
        LaneKind::CoversYou if wide.iter().any(|(start, end)| (*start..*end).contains(&document)) => {
            rank::SHARE_OF_WHAT_COVERS_A_NATION
        }
        LaneKind::CoversYou if origin.is_some_and(|origin| origin.precision == Precision::Place) => {
            rank::SHARE_OF_WHAT_COVERS
        }
        LaneKind::CoversYou => rank::SHARE_OF_WHAT_COVERS_A_POINT,
        LaneKind::Anywhere => rank::SHARE_OF_WHAT_IS_ANYWHERE,
    };
    let compared = top.found.iter().take(rank::ROWS_OF_A_LANE_COMPARED);
    let strengths = compared.map(|found| {
        let all = || explain::agreement(query, found.document);
        let of_place = explain::scores_of(&query.phrases[own_phrases..], found.document);
        let asked = if of_place > 0.0 { 1.0 - of_place / all() } else { 1.0 };
        let kind_of_entry = query.priors.of_entry(&query.parts.marks_of(found.document).words);
        let strength = found.score() / kind_of_entry * asked / f32::from(1 + found.lacks());
        strength * share(found.document)
    });
    strengths.sum::<f32>() / top.found.len().clamp(1, rank::ROWS_OF_A_LANE_COMPARED) as f32
}

/// The documents of the regions and nations that a place lies in.
fn wide_areas(manifest: &Manifest, origin: &Origin) -> impl Iterator<Item = (u32, u32)> {
    let wide = origin.areas.iter().filter(|code| WIDE.iter().any(|kind| code.0.starts_with(kind)));
    wide.filter_map(|code| {
        let place = manifest.areas.binary_search_by(|(each, _, _)| each.as_str().cmp(&code.0)).ok()?;
        let (_, start, end) = manifest.areas[place];
        Some((start, end))
    })
}

/// How the codes of regions and nations begin.
const WIDE: [&str; 6] = ["E12", "E92", "W92", "S92", "N92", "K"];

/// What covers the place is shown before what is near it where it is clearly better: a club that meets all
/// over the town, before a warm room where games are mentioned. Lanes as good as each other keep their order.
pub fn put_better_first(lanes: &mut Vec<Lane>, strengths: &[f32]) {
    let mut ordered: Vec<(f32, Lane)> = strengths.iter().copied().zip(std::mem::take(lanes)).collect();
    ordered.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    lanes.extend(ordered.into_iter().map(|(_, lane)| lane));
}
