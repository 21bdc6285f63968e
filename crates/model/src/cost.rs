//! What it costs.

use serde::{Deserialize, Serialize};

/// What it costs a person to come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Cost {
    /// The kind, for filters.
    pub kind: CostKind,
    /// Stated prices, the usual one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<CostOption>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Cost {
    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        *self == Cost::default()
    }

    /// The lowest stated price in pence: 0 when free.
    pub fn lowest_pence(&self) -> Option<u32> {
        match self.kind {
            CostKind::Free | CostKind::Donation => Some(0),
            CostKind::Paid => self.options.iter().map(|option| option.pence).min(),
            CostKind::NotStated => None,
        }
    }
}

/// Free, by donation, paid, or nobody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Stated to cost nothing.
    Free,
    /// A gift is asked for.
    Donation,
    /// There is a price.
    Paid,
    /// No source says.
    #[default]
    NotStated,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostOption {
    /// Pence sterling.
    pub pence: u32,
    /// What it buys: "per session", "first visit", "concession".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
