//! What a place or a session offers to people who need it, each fact three-valued.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ternary::Ternary;

/// A feature people ask for. The list is closed; each has one name in URL, JSON and page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessFeature {
    /// Usable in a wheelchair.
    Wheelchair,
    /// Step-free from the street.
    StepFree,
    /// A toilet that a wheelchair user can use.
    AccessibleToilet,
    /// Any toilet.
    Toilet,
    /// A hearing loop.
    HearingLoop,
    /// British (or Irish) Sign Language.
    SignLanguage,
    /// A quiet space or quiet session.
    Quiet,
    /// Parking on site or very near.
    Parking,
    /// Blue Badge parking.
    AccessibleParking,
    /// Baby changing.
    BabyChanging,
    /// Assistance dogs welcome.
    AssistanceDogs,
}

impl AccessFeature {
    /// All of them, in the order they are shown.
    pub const ALL: [AccessFeature; 11] = [
        AccessFeature::Wheelchair,
        AccessFeature::StepFree,
        AccessFeature::AccessibleToilet,
        AccessFeature::Toilet,
        AccessFeature::HearingLoop,
        AccessFeature::SignLanguage,
        AccessFeature::Quiet,
        AccessFeature::Parking,
        AccessFeature::AccessibleParking,
        AccessFeature::BabyChanging,
        AccessFeature::AssistanceDogs,
    ];
}

/// The facts that are stated. A feature that is not in the map is *not stated*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Accessibility {
    /// Stated yes or no.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<AccessFeature, bool>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Accessibility {
    /// Yes, no or not stated.
    pub fn get(&self, feature: AccessFeature) -> Ternary {
        self.facts.get(&feature).copied().into()
    }

    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.text.is_none()
    }
}
