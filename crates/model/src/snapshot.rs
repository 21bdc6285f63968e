//! The snapshot: the plain folder that passes from the crawler to search, and the format of its files.
//!
//! A snapshot is a folder of `services.jsonl.zst` (a header line, then a service a line, sorted by id),
//! `rejections.jsonl.zst`, `report.json`, `ids.jsonl`, `gone.jsonl`, `candidates.jsonl` and
//! `manifest.json`. The caller opens the files and compresses; this module knows the lines.

mod ids;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use ids::{IdLine, IdMap};

use crate::identifier::ServiceId;
use crate::service::Service;

/// What the first line of `services.jsonl.zst` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Always [`FORMAT`].
    pub format: String,
    /// Always [`VERSION`] when written by this program.
    pub version: u32,
}

/// The name of the format.
pub const FORMAT: &str = "fingerpost-snapshot";

/// The version this program writes and reads.
pub const VERSION: u32 = 1;

/// `manifest.json`: written last, so a folder without it is no snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The folder's name.
    pub id: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// How many services it holds.
    pub services: u64,
    /// Blake3 checksum, in hexadecimal, of each other file by name.
    pub checksums: BTreeMap<String, String>,
}

/// Why a snapshot's services could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The bytes could not be had.
    #[error("could not read the snapshot")]
    Io(#[from] io::Error),
    /// The first line is missing or strange.
    #[error("this is not a snapshot: the first line is not a `{FORMAT}` header")]
    NotASnapshot,
    /// Another version wrote it.
    #[error(
        "the snapshot has format version {found}, this program reads {VERSION}: run `fingerpost crawl` again"
    )]
    OtherVersion {
        /// The version found.
        found: u32,
    },
    /// A line is not a service.
    #[error("line {line} of the snapshot is not a service: {reason}")]
    BadLine {
        /// Line number from 1, the header being 1.
        line: u64,
        /// What the parser said.
        reason: String,
    },
}

/// Writes the header and then services, a line each.
pub struct ServiceWriter<W: Write> {
    out: W,
    count: u64,
}

impl<W: Write> ServiceWriter<W> {
    /// Writes the header.
    pub fn new(mut out: W) -> io::Result<ServiceWriter<W>> {
        serde_json::to_writer(&mut out, &Header { format: FORMAT.to_owned(), version: VERSION })?;
        out.write_all(b"\n")?;
        Ok(ServiceWriter { out, count: 0 })
    }

    /// Writes one service. The caller hands them sorted by id.
    pub fn write(&mut self, service: &Service) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, service)?;
        self.out.write_all(b"\n")?;
        self.count += 1;
        Ok(())
    }

    /// Hands back the writer and how many services went into it.
    pub fn finish(self) -> (W, u64) {
        (self.out, self.count)
    }
}

/// Reads services in the order they were written.
pub struct ServiceReader<R: BufRead> {
    input: R,
    line: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> ServiceReader<R> {
    /// Reads and checks the header.
    pub fn new(mut input: R) -> Result<ServiceReader<R>, SnapshotError> {
        let mut buffer = Vec::new();
        input.read_until(b'\n', &mut buffer)?;
        let header: Header = serde_json::from_slice(&buffer).map_err(|_| SnapshotError::NotASnapshot)?;
        if header.format != FORMAT {
            return Err(SnapshotError::NotASnapshot);
        }
        if header.version != VERSION {
            return Err(SnapshotError::OtherVersion { found: header.version });
        }
        Ok(ServiceReader { input, line: 1, buffer })
    }
}

impl<R: BufRead> Iterator for ServiceReader<R> {
    type Item = Result<Service, SnapshotError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.buffer.clear();
        self.line += 1;
        match self.input.read_until(b'\n', &mut self.buffer) {
            Ok(0) => None,
            Ok(_) => Some(
                serde_json::from_slice(&self.buffer)
                    .map_err(|error| SnapshotError::BadLine { line: self.line, reason: error.to_string() }),
            ),
            Err(error) => Some(Err(error.into())),
        }
    }
}

/// One line of `candidates.jsonl`: two services a person should look at, the likeliest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// One.
    pub a: ServiceId,
    /// Its name.
    pub a_name: String,
    /// The other.
    pub b: ServiceId,
    /// Its name.
    pub b_name: String,
    /// Log-odds, to the base 2, that they are one thing.
    pub score: f32,
    /// What speaks for and against, for people, the weightiest first.
    pub because: Vec<String>,
}
