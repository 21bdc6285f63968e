//! Who a service is for, who it is not for, and how one joins.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Who may come. Every part may be unknown; unknown never leaves anyone out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Eligibility {
    /// Youngest age in whole years, when stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_age: Option<u8>,
    /// Oldest age in whole years, when stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_age: Option<u8>,
    /// Women only, men only, or open to all, when stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// The source's own words on who it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Who it is not for, in the source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_for: Option<String>,
}

impl Eligibility {
    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        *self == Eligibility::default()
    }
}

/// A stated restriction by gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Women and girls only.
    Women,
    /// Men and boys only.
    Men,
    /// Stated to be open to all.
    Everyone,
}

/// A way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoiningRoute {
    /// Come along, nothing to do before.
    JustTurnUp,
    /// Book a place or buy a ticket.
    Book,
    /// Get in touch oneself.
    SelfReferral,
    /// A professional (GP, link worker, school, council) must refer.
    ProfessionalReferral,
}

/// How one joins. An empty set is *not stated*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Joining {
    /// Every way that is stated.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub routes: BTreeSet<JoiningRoute>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Joining {
    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        self.routes.is_empty() && self.text.is_none()
    }
}
