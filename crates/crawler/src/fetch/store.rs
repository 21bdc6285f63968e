//! What was fetched, on disk: the last complete fetch, and one under way.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Fetched, FetchedFile};
use crate::crawl::files;

/// `fetch.json`, or `fetch-under-way.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Digest of the settings it was fetched by.
    pub settings: String,
    /// Pages that are complete on disk, in order.
    pub pages: Vec<Page>,
    /// Addresses still to be asked, in order.
    #[serde(default)]
    pub queue: Vec<String>,
    /// When its last page came, or was known to be current.
    pub fetched_at: Timestamp,
}

/// One page or file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The address asked.
    pub url: String,
    /// Its file in the folder.
    pub file: String,
    /// The name readers see.
    pub name: String,
    /// Blake3 of its bytes.
    pub digest: String,
    /// Whether its records are read: a list whose items were fetched one by one is not.
    pub read: bool,
    /// Entity tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Date of last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// Character set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
}

/// The folder of one source's downloads.
pub struct Store {
    folder: PathBuf,
}

const COMPLETE: &str = "fetch.json";
const UNDER_WAY: &str = "fetch-under-way.json";

impl Store {
    /// The store in `folder`.
    pub fn new(folder: &Path) -> Store {
        Store { folder: folder.to_owned() }
    }

    /// The last complete fetch.
    pub fn complete(&self) -> Option<Ledger> {
        self.load(COMPLETE)
    }

    /// The fetch that was interrupted.
    pub fn under_way(&self) -> Option<Ledger> {
        self.load(UNDER_WAY)
    }

    fn load(&self, name: &str) -> Option<Ledger> {
        let text = std::fs::read(self.folder.join(name)).ok()?;
        let ledger: Ledger = serde_json::from_slice(&text).ok()?;
        ledger.pages.iter().all(|page| self.path(&page.file).is_file()).then_some(ledger)
    }

    /// Notes a fetch under way.
    pub fn write_under_way(&self, ledger: &Ledger) -> io::Result<()> {
        files::write_whole(&self.folder.join(UNDER_WAY), &serde_json::to_vec(ledger)?)
    }

    /// Makes a fetch the last complete one, and removes files that no fetch needs.
    pub fn write_complete(&self, ledger: &Ledger) -> io::Result<()> {
        files::write_whole(&self.folder.join(COMPLETE), &serde_json::to_vec_pretty(ledger)?)?;
        let _ = std::fs::remove_file(self.folder.join(UNDER_WAY));
        let needed: std::collections::HashSet<&str> =
            ledger.pages.iter().map(|page| page.file.as_str()).collect();
        if let Ok(entries) = std::fs::read_dir(self.folder.join("pages")) {
            for entry in entries.filter_map(Result::ok) {
                let name = format!("pages/{}", entry.file_name().to_string_lossy());
                if !needed.contains(name.as_str()) {
                    let _ = std::fs::remove_file(entry.path());
                }
            }
        }
        Ok(())
    }

    /// Where a file lies.
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// What a complete fetch hands to reading.
    pub fn fetched(&self, ledger: &Ledger) -> Fetched {
        let mut hasher = blake3::Hasher::new();
        let mut files = Vec::new();
        for page in ledger.pages.iter().filter(|page| page.read) {
            hasher.update(page.digest.as_bytes());
            files.push(FetchedFile {
                name: page.name.clone(),
                url: page.url.clone(),
                charset: page.charset.clone(),
                path: self.path(&page.file),
            });
        }
        Fetched { files, fetched_at: ledger.fetched_at, digest: hasher.finalize().to_hex().to_string() }
    }
}
