//! What a gazetteer file says of itself: from what, when, and under which terms.

use serde::{Deserialize, Serialize};

/// Where the facts of a file come from and what their licences ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileNotes {
    /// What the file holds: "Postcodes of Great Britain".
    pub title: String,
    /// The edition of the data: "ONS Postcode Directory, November 2025".
    pub edition: String,
    /// The licence, by name.
    pub licence: String,
    /// Sentences to print wherever the facts are shown.
    pub attribution: Vec<String>,
}

impl FileNotes {
    pub(crate) fn read(bytes: &[u8]) -> Option<FileNotes> {
        serde_json::from_slice(bytes).ok()
    }

    pub(crate) fn written(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("four fields of text can be written")
    }
}
