//! A fact that may be yes, no, or simply not stated.

use serde::{Deserialize, Serialize};

/// Yes, no, or nobody said. "Not stated" is never "no", and never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ternary {
    /// A source says so.
    Yes,
    /// A source says it is not so.
    No,
    /// No source says either.
    #[default]
    NotStated,
}

impl From<Option<bool>> for Ternary {
    fn from(value: Option<bool>) -> Ternary {
        match value {
            Some(true) => Ternary::Yes,
            Some(false) => Ternary::No,
            None => Ternary::NotStated,
        }
    }
}
