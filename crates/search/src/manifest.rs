//! The folder of an index: which files stand in it, and whether they are whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::rows::Shared;

/// The name of the format.
pub const FORMAT: &str = "fingerpost-index";

/// The version this program writes and reads.
pub const VERSION: u32 = 3;

/// The file that is written last: a folder without it is no index.
pub const FILE: &str = "manifest.json";

/// Bytes at each end of a file that opening looks at.
const END_BYTES: u64 = 4096;

/// `manifest.json` of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The snapshot it was made from.
    pub snapshot: String,
    /// When that snapshot was made.
    pub made_at: jiff::Timestamp,
    /// How many services it holds.
    pub services: u64,
    /// How many documents of each kind: places, coded areas, drawn areas, anywhere.
    pub documents: [u32; 4],
    /// The themes that have a bit, in order.
    pub topics: Vec<String>,
    /// Names that rows share.
    pub shared: Shared,
    /// Coded areas with their first document and the one past their last.
    pub areas: Vec<(String, u32, u32)>,
    /// Every other file, by its path in the folder.
    pub files: BTreeMap<String, FileSeal>,
}

/// What a file was when it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSeal {
    /// Its length in bytes.
    pub bytes: u64,
    /// Blake3 checksum of all of it, hexadecimal.
    pub whole: String,
    /// Blake3 checksum of its first and last 4 KiB: looked at on each opening.
    pub ends: String,
}

/// Why an index could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is none.
    #[error("there is no index at `{}`: run `fingerpost index`", .0.display())]
    Missing(PathBuf),
    /// Another version wrote it.
    #[error("the index has format version {found}, this program reads {VERSION}: run `fingerpost index`")]
    OtherVersion {
        /// The version found.
        found: u32,
    },
    /// A file is not as it was written.
    #[error("`{file}` of the index is damaged ({reason}): run `fingerpost index`")]
    Damaged {
        /// Which file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The text index refused to open.
    #[error("the text index could not be opened: run `fingerpost index`")]
    Text(#[from] tantivy::TantivyError),
}

impl OpenError {
    /// A damaged file.
    pub fn damaged(file: &str, reason: impl std::fmt::Display) -> OpenError {
        OpenError::Damaged { file: file.to_owned(), reason: reason.to_string() }
    }
}

impl Manifest {
    /// Reads the manifest of the index in `folder`, and looks at the length and both ends of each file.
    pub fn open(folder: &Path) -> Result<Manifest, OpenError> {
        let text = std::fs::read(folder.join(FILE)).map_err(|_| OpenError::Missing(folder.to_owned()))?;
        let value: serde_json::Value =
            serde_json::from_slice(&text).map_err(|error| OpenError::damaged(FILE, error))?;
        let version = value.get("version").and_then(serde_json::Value::as_u64);
        match version {
            Some(version) if version == u64::from(VERSION) => {}
            Some(found) => return Err(OpenError::OtherVersion { found: found as u32 }),
            None => return Err(OpenError::damaged(FILE, "it has no version")),
        }
        let manifest: Manifest =
            serde_json::from_value(value).map_err(|error| OpenError::damaged(FILE, error))?;
        for (name, written) in &manifest.files {
            let (bytes, ends) =
                look_at(&folder.join(name)).map_err(|error| OpenError::damaged(name, error))?;
            if bytes != written.bytes {
                let reason = format!("it has {bytes} bytes, {} were written", written.bytes);
                return Err(OpenError::damaged(name, reason));
            }
            if ends != written.ends {
                return Err(OpenError::damaged(name, "its bytes are not those that were written"));
            }
        }
        Ok(manifest)
    }

    /// Reads every file to its end and compares it with its seal: for publishing, and in the background.
    pub fn check_whole(&self, folder: &Path) -> Result<(), OpenError> {
        for (name, written) in &self.files {
            let found = seal(&folder.join(name)).map_err(|error| OpenError::damaged(name, error))?;
            if found != *written {
                return Err(OpenError::damaged(name, "its bytes are not those that were written"));
            }
        }
        Ok(())
    }

    /// All documents.
    pub fn all_documents(&self) -> u32 {
        self.documents.iter().sum()
    }
}

/// The seal of a finished file.
pub fn seal(path: &Path) -> io::Result<FileSeal> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    let (bytes, ends) = look_at(path)?;
    Ok(FileSeal { bytes, whole: hasher.finalize().to_hex().to_string(), ends })
}

/// Length and checksum of both ends.
fn look_at(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let mut ends = Vec::new();
    (&mut file).take(END_BYTES).read_to_end(&mut ends)?;
    if bytes > END_BYTES {
        file.seek(SeekFrom::Start(bytes.saturating_sub(END_BYTES).max(END_BYTES)))?;
        file.read_to_end(&mut ends)?;
    }
    Ok((bytes, blake3::hash(&ends).to_hex().to_string()))
}
