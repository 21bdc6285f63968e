//! What is kept of a source between two runs: its last good reading.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use model::identifier::SourceId;
use serde::{Deserialize, Serialize};

use super::files;
use crate::report::Tally;

/// `state.json`: written last, so that it always tells of files that are whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Digest of all that the reading was made from.
    pub key: String,
    /// When its data were last known to be current.
    pub seen: Timestamp,
    /// Its counts.
    pub tally: Tally,
    /// Lines of the records file, from 0, that repeat another and are left out.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub repeats: BTreeSet<u64>,
    /// The newest snapshot when it was read: its news are still news while that is the newest.
    #[serde(default)]
    pub after_snapshot: Option<String>,
}

/// Where the files of a source's reading lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store of one source.
    pub fn new(downloads: &Path, source: &SourceId) -> Store {
        Store { folder: downloads.join(source.as_str()) }
    }

    /// The last good reading, when there is one.
    pub fn read(&self) -> Option<State> {
        let text = std::fs::read(self.folder.join("state.json")).ok()?;
        let state: State = serde_json::from_slice(&text).ok()?;
        self.records(&state.key).is_file().then_some(state)
    }

    /// Makes `state` the last good reading and removes the files of earlier ones.
    pub fn write(&self, state: &State) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(state)?;
        files::write_whole(&self.folder.join("state.json"), &text)?;
        let kept = [self.records(&state.key), self.rejections(&state.key), self.fingerprints(&state.key)];
        for entry in std::fs::read_dir(&self.folder)?.filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_of_a_reading =
                ["records-", "rejections-", "fingerprints-"].iter().any(|own| name.starts_with(own));
            if is_of_a_reading && !kept.contains(&path) {
                let _ = std::fs::remove_file(path);
            }
        }
        Ok(())
    }

    /// Services, a line each, in the order they were read.
    pub fn records(&self, key: &str) -> PathBuf {
        self.folder.join(format!("records-{}.jsonl.zst", short(key)))
    }

    /// Rejections, a line each.
    pub fn rejections(&self, key: &str) -> PathBuf {
        self.folder.join(format!("rejections-{}.jsonl.zst", short(key)))
    }

    /// Hashes of each record's id and content, sorted.
    pub fn fingerprints(&self, key: &str) -> PathBuf {
        self.folder.join(format!("fingerprints-{}.bin", short(key)))
    }
}

fn short(key: &str) -> &str {
    key.get(..16).unwrap_or(key)
}
