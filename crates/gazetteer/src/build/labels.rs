//! What places are called, and what tells them from their namesakes.

use crate::areas::AreaKind;
use crate::areas::file::AreaFile;
use crate::places::PlaceKind;
use crate::places::fold::{fold, short_authority};

/// "Saint Ives" stands on no road sign.
pub(super) fn as_people_write(name: &str) -> String {
    name.strip_prefix("Saint ").map_or_else(|| name.to_owned(), |rest| format!("St {rest}"))
}

/// What people call towns named after their river: "Newcastle", "Hull".
pub(super) fn short_names(name: &str, population: u32) -> Vec<String> {
    if fold(name) == "kingston upon hull" {
        return vec!["Hull".to_owned()];
    }
    let words: Vec<&str> = name.split([' ', '-']).collect();
    let river = words.iter().position(|word| matches!(*word, "upon" | "on" | "under" | "by" | "le" | "in"));
    match river {
        Some(at) if at > 0 && population > 0 => vec![words[..at].join(" ")],
        _ => Vec::new(),
    }
}

/// The names an area answers to, the one to show first.
pub(super) fn names_of(official: &str, kind: PlaceKind) -> Vec<String> {
    let mut names = vec![official.to_owned()];
    for (ending, other) in [(", City of", "City of "), (", County of", "County ")] {
        if let Some(short) = official.strip_suffix(ending) {
            names = vec![short.to_owned(), format!("{other}{short}"), official.to_owned()];
        }
    }
    if kind == PlaceKind::NhsArea {
        let short = official.trim_start_matches("NHS ").trim_end_matches(" Integrated Care Board");
        if short != official {
            names.push(format!("NHS {short}"));
            names.push(format!("{short} ICB"));
        }
    }
    names.dedup();
    names
}

/// What tells a place from its namesakes: its county or authority, or what that lies in when the
/// authority has the same name.
pub(super) fn qualifier(name: &str, kind: PlaceKind, within: usize, areas: &AreaFile) -> Option<String> {
    let parents = areas.parents(within);
    let above = |kind: AreaKind| parents.iter().copied().find(|&parent| areas.kind(parent) == Some(kind));
    let own = (kind != PlaceKind::Authority).then_some(within);
    let candidates = [
        above(AreaKind::County),
        own.filter(|&own| areas.kind(own) == Some(AreaKind::Authority)),
        above(AreaKind::CombinedAuthority),
        above(AreaKind::Region),
        above(AreaKind::Nation),
    ];
    let names = candidates.into_iter().flatten().filter_map(|index| areas.name(index));
    let name = fold(name);
    names.map(short_authority).find(|short| fold(short) != name).map(str::to_owned)
}

/// "Newport, Isle of Wight".
pub(super) fn label(name: &str, qualifier: Option<&str>) -> String {
    qualifier.map_or_else(|| name.to_owned(), |qualifier| format!("{name}, {qualifier}"))
}

/// Words for a kind, to tell a town from the ward of the same name around it.
pub(super) fn kind_word(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::City => "city",
        PlaceKind::Town => "town",
        PlaceKind::Village => "village",
        PlaceKind::Hamlet => "hamlet",
        PlaceKind::Suburb => "suburb",
        PlaceKind::Settlement | PlaceKind::Place => "place",
        PlaceKind::Neighbourhood => "neighbourhood",
        PlaceKind::Ward => "ward",
        PlaceKind::Authority => "whole council area",
        PlaceKind::County => "county",
        PlaceKind::CombinedAuthority => "combined authority",
        PlaceKind::Region => "region",
        PlaceKind::Nation => "nation",
        PlaceKind::NhsArea => "NHS area",
    }
}
