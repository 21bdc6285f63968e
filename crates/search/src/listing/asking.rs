//! What lists and interfaces ask of an opened catalogue beside questions: where a postcode is, which
//! services have some words, what places a name may mean.

use std::collections::{BTreeMap, HashSet};

use gazetteer::{AreaKind, Place};
use model::identifier::{AreaCode, ServiceId};
use model::place::Point;
use tantivy::TERMINATED;

use super::Listing;
use crate::catalogue::Catalogue;
use crate::lists::{In, List, Wanted};
use crate::words::{Stems, is_stop_word, words};

/// A place somebody may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMeant {
    /// For people: "Newport, Isle of Wight".
    pub label: String,
    /// What to put into the place box to mean it.
    pub near: String,
    /// What it is: `postcode`, `city`, `village` …
    pub kind: String,
    /// Its middle.
    pub point: Point,
}

impl Catalogue {
    /// The columns that lists are answered from.
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// The point of a full postcode, in use or not, and the areas it lies in.
    pub fn postcode_place(&self, typed: &str) -> Option<(Point, Vec<AreaCode>)> {
        let found = self.gazetteer().find_postcode(typed);
        let record = found.record()?;
        Some((record.point, self.gazetteer().areas_of(record)))
    }

    /// The services that have all these words, in name, categories, organisation or description.
    pub fn services_with_words(&self, text: &str) -> HashSet<ServiceId> {
        let mut stemmer = Stems::default();
        let mut found: Option<HashSet<u32>> = None;
        for word in words(text).into_iter().filter(|word| !is_stop_word(&word.folded)) {
            let wanted = Wanted { place: In::Words, term: stemmer.term(&word.folded), weight: 1.0 };
            let mut services = HashSet::new();
            if let Some(mut list) = List::open(&self.parts, &wanted) {
                while list.doc() != TERMINATED {
                    services.insert(self.parts.service_of(list.doc()));
                    list.advance();
                }
            }
            found = Some(match found {
                None => services,
                Some(before) => before.intersection(&services).copied().collect(),
            });
        }
        found.unwrap_or_default().into_iter().filter_map(|service| self.parts.id(service)).collect()
    }

    /// The places that a typed text may mean, the likeliest first.
    pub fn places(&self, typed: &str, limit: usize) -> Vec<PlaceMeant> {
        let gazetteer = self.gazetteer();
        let found = gazetteer.find_postcode(typed);
        if let Some(record) = found.record() {
            return vec![PlaceMeant {
                label: format!("{}, {}", record.postcode, gazetteer.label(record)),
                near: record.postcode.to_string(),
                kind: "postcode".to_owned(),
                point: record.point,
            }];
        }
        if let Some(point) = found.point() {
            let near = typed.trim().to_uppercase();
            return vec![PlaceMeant { label: near.clone(), near, kind: "postcode-area".to_owned(), point }];
        }
        let mut places = gazetteer.places_named(typed);
        places.extend(gazetteer.suggest_places(typed, limit));
        if places.is_empty() {
            places = gazetteer.similar_places(typed, limit);
        }
        let mut seen = HashSet::new();
        places.retain(|place| seen.insert(place.label.clone()));
        places.into_iter().take(limit).map(meant).collect()
    }

    /// The names of authorities and all larger areas.
    pub fn area_names(&self) -> BTreeMap<AreaCode, String> {
        const KINDS: [AreaKind; 6] = [
            AreaKind::Nation,
            AreaKind::Region,
            AreaKind::CombinedAuthority,
            AreaKind::County,
            AreaKind::NhsArea,
            AreaKind::Authority,
        ];
        let codes = KINDS.into_iter().flat_map(|kind| self.gazetteer().areas_of_kind(kind));
        let named = |code: AreaCode| {
            let name = self.gazetteer().area_name(&code)?.to_owned();
            Some((code, name))
        };
        codes.filter_map(named).collect()
    }
}

fn meant(place: Place) -> PlaceMeant {
    PlaceMeant {
        near: place.label.clone(),
        kind: format!("{:?}", place.kind).to_lowercase(),
        point: place.point,
        label: place.label,
    }
}
