//! How to reach a service or an organisation.

use serde::{Deserialize, Serialize};

/// Ways to reach somebody. Only contacts of organisations: private individuals are left out at reading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Telephone numbers, the first being the best.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    /// E-mail addresses, lower case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Web page of the service, `http` or `https` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

impl Contact {
    /// Whether there is no way at all.
    pub fn is_empty(&self) -> bool {
        self.phones.is_empty() && self.emails.is_empty() && self.website.is_none()
    }
}

/// A telephone number in both its forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// E.164: `+441614960000`.
    pub number: String,
    /// For people: `0161 496 0000`.
    pub readable: String,
    /// What it is for: "evenings", "text relay".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
