//! The shape all gazetteer files share: who wrote it, how long it is, a checksum, and named sections.
//!
//! Little-endian, sections on 8-byte marks so that numbers can be read in place:
//! `magic 8 | format u32 | kind u32 | length u64 | checksum u64 | sections u32 | 0 u32 |
//! (offset u64, length u64) a section | sections`. The checksum covers everything after itself.

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::error::GazetteerError;
use crate::map::{self, MappedFile, Plain};

/// Raised whenever the layout of any of the files changes.
pub(crate) const FORMAT: u32 = 1;

const MAGIC: &[u8; 8] = b"FPGAZET\n";
const CHECKED_FROM: usize = 32;
const TABLE_AT: usize = 40;
const MOST_SECTIONS: usize = 64;

/// What a gazetteer file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Postcodes = 1,
    Places = 2,
    Areas = 3,
}

/// An opened file whose length, format and checksum are right.
#[derive(Debug)]
pub(crate) struct Container {
    file: Arc<MappedFile>,
    sections: Vec<Range<usize>>,
}

/// A section that keeps its file open by itself.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    file: Arc<MappedFile>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        &self.file.bytes()[self.range.clone()]
    }
}

impl Container {
    /// Opens the file and checks all of it. `sections` is how many its kind has.
    pub(crate) fn open(path: &Path, kind: FileKind, sections: usize) -> Result<Container, GazetteerError> {
        let file = MappedFile::open(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => GazetteerError::Missing { path: path.to_owned() },
            _ => GazetteerError::Unreadable { path: path.to_owned(), source },
        })?;
        let sections = check(file.bytes(), kind, sections).map_err(|fault| fault.at(path))?;
        Ok(Container { file: Arc::new(file), sections })
    }

    /// The bytes of a section.
    pub(crate) fn bytes(&self, section: usize) -> &[u8] {
        &self.file.bytes()[self.sections[section].clone()]
    }

    /// A section for something that must own its bytes.
    pub(crate) fn section(&self, section: usize) -> Section {
        Section { file: Arc::clone(&self.file), range: self.sections[section].clone() }
    }

    /// A section as numbers; empty when its length is no whole number of them.
    pub(crate) fn numbers<T: Plain>(&self, section: usize) -> &[T] {
        map::numbers(self.bytes(section)).unwrap_or(&[])
    }
}

enum Fault {
    Foreign,
    OtherVersion(u32),
    Damaged(String),
}

impl Fault {
    fn at(self, path: &Path) -> GazetteerError {
        let path = path.to_owned();
        match self {
            Fault::Foreign => GazetteerError::Foreign { path },
            Fault::OtherVersion(found) => GazetteerError::OtherVersion { path, found, wanted: FORMAT },
            Fault::Damaged(reason) => GazetteerError::Damaged { path, reason },
        }
    }
}

fn check(bytes: &[u8], kind: FileKind, sections: usize) -> Result<Vec<Range<usize>>, Fault> {
    if bytes.get(..8) != Some(MAGIC) {
        let cut = !bytes.is_empty() && bytes.len() < 8 && MAGIC.starts_with(bytes);
        return Err(if cut {
            Fault::Damaged("it ends within its header".to_owned())
        } else {
            Fault::Foreign
        });
    }
    let ends = || Fault::Damaged("it ends within its header".to_owned());
    let format = map::u32_at(bytes, 8).ok_or_else(ends)?;
    if format != FORMAT {
        return Err(Fault::OtherVersion(format));
    }
    let found_kind = map::u32_at(bytes, 12).ok_or_else(ends)?;
    if found_kind != kind as u32 {
        return Err(Fault::Damaged(format!("it holds kind {found_kind} where {kind:?} was expected")));
    }
    let length = map::u64_at(bytes, 16).ok_or_else(ends)?;
    if length != bytes.len() as u64 {
        let found = bytes.len();
        return Err(Fault::Damaged(format!("it has {found} bytes and says it has {length}")));
    }
    let stated = map::u64_at(bytes, 24).ok_or_else(ends)?;
    if bytes.get(CHECKED_FROM..).map(checksum) != Some(stated) {
        return Err(Fault::Damaged("its checksum is wrong".to_owned()));
    }
    let count = map::u32_at(bytes, 32).ok_or_else(ends)? as usize;
    if count != sections {
        return Err(Fault::Damaged(format!("it has {count} sections where {sections} were expected")));
    }
    (0..count)
        .map(|index| {
            let at = TABLE_AT + index * 16;
            let start = map::u64_at(bytes, at).ok_or_else(ends)? as usize;
            let size = map::u64_at(bytes, at + 8).ok_or_else(ends)? as usize;
            let end = start.checked_add(size).filter(|&end| end <= bytes.len() && start.is_multiple_of(8));
            Ok(start..end.ok_or_else(|| Fault::Damaged(format!("section {index} lies outside it")))?)
        })
        .collect()
}

/// Writes a file of `kind` with these sections.
pub(crate) fn write(kind: FileKind, sections: &[Vec<u8>], out: &mut impl Write) -> io::Result<()> {
    assert!(sections.len() <= MOST_SECTIONS, "a gazetteer file has few sections");
    let mut body = Vec::new();
    body.extend((sections.len() as u32).to_le_bytes());
    body.extend(0_u32.to_le_bytes());
    let mut offset = TABLE_AT + sections.len() * 16;
    for section in sections {
        body.extend((offset as u64).to_le_bytes());
        body.extend((section.len() as u64).to_le_bytes());
        offset += section.len().next_multiple_of(8);
    }
    for section in sections {
        body.extend(section);
        body.resize(body.len().next_multiple_of(8), 0);
    }
    out.write_all(MAGIC)?;
    out.write_all(&FORMAT.to_le_bytes())?;
    out.write_all(&(kind as u32).to_le_bytes())?;
    out.write_all(&((CHECKED_FROM + body.len()) as u64).to_le_bytes())?;
    out.write_all(&checksum(&body).to_le_bytes())?;
    out.write_all(&body)
}

/// A checksum against damage, not against malice. Each step is invertible in the word it takes, so one
/// changed word always changes the sum; four lanes keep up with the memory.
fn checksum(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1_u64, 2, 3, 4];
    let mut chunks = bytes.chunks_exact(32);
    for chunk in &mut chunks {
        for (lane, word) in lanes.iter_mut().zip(chunk.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(ODD);
        }
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = (sum.rotate_left(29) ^ lane).wrapping_mul(ODD);
    }
    for &byte in chunks.remainder() {
        sum = (sum.rotate_left(29) ^ u64::from(byte)).wrapping_mul(ODD);
    }
    sum ^ (sum >> 32)
}

/// What only the fuzz targets need.
#[cfg(fuzzing)]
pub mod fuzzing {
    /// Puts length and checksum right, so that changed bytes get past them.
    pub fn reseal(bytes: &mut [u8]) {
        if bytes.len() >= super::CHECKED_FROM {
            let length = bytes.len() as u64;
            bytes[16..24].copy_from_slice(&length.to_le_bytes());
            let sum = super::checksum(&bytes[super::CHECKED_FROM..]);
            bytes[24..32].copy_from_slice(&sum.to_le_bytes());
        }
    }
}

#[cfg(test)]
mod tests;
