//! What machine documents say in words beside a code: the names of sources, concepts and areas.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::identifier::{AreaCode, ConceptId, SourceId};
use model::source::SourceInfo;

use crate::oruk::v3::TaxonomyTerm;

/// The names that go with the codes of one catalogue. Made once, when it is opened.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Every source.
    pub sources: BTreeMap<SourceId, SourceInfo>,
    /// Every concept of the taxonomy.
    pub concepts: BTreeMap<ConceptId, ConceptLabel>,
    /// Local authorities and larger areas.
    pub areas: BTreeMap<AreaCode, String>,
    /// Terms as Open Referral UK tells them, ready made, by their key.
    pub terms: HashMap<String, Arc<TaxonomyTerm>>,
}

/// A concept in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConceptLabel {
    /// "Singing and choirs".
    pub label: String,
    /// A sentence on what belongs to it.
    pub description: Option<String>,
    /// Codes of other vocabularies with the same sense: `esdServiceType:1`, `openActiveActivity:…`.
    pub codes: Vec<String>,
}

impl Labels {
    /// The name of a concept; its path when it has none.
    pub fn concept<'a>(&'a self, id: &'a ConceptId) -> &'a str {
        self.concepts.get(id).map_or(id.0.as_str(), |concept| concept.label.as_str())
    }

    /// The name of an area, when it is known.
    pub fn area(&self, code: &AreaCode) -> Option<&str> {
        self.areas.get(code).map(String::as_str)
    }
}

/// The page of a licence, for the SPDX ids that sources here carry.
pub fn licence_url(spdx: &str) -> Option<&'static str> {
    Some(match spdx {
        "OGL-UK-3.0" => "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "OGL-UK-2.0" => "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/",
        "CC-BY-4.0" => "https://creativecommons.org/licenses/by/4.0/",
        "CC-BY-3.0" => "https://creativecommons.org/licenses/by/3.0/",
        "CC-BY-SA-4.0" => "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC-BY-SA-3.0" => "https://creativecommons.org/licenses/by-sa/3.0/",
        "CC0-1.0" => "https://creativecommons.org/publicdomain/zero/1.0/",
        "ODbL-1.0" => "https://opendatacommons.org/licenses/odbl/1-0/",
        "ODC-By-1.0" => "https://opendatacommons.org/licenses/by/1-0/",
        "PDDL-1.0" => "https://opendatacommons.org/licenses/pddl/1-0/",
        _ => return None,
    })
}
