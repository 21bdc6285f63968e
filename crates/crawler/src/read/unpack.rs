//! Unpacking: gzip, zstd, xz, brotli, tar and zip, recognised by their first bytes (brotli, which has none,
//! by the name's ending), within a bound on what they unpack to and on how tightly they are packed.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Part, ReadError};

/// How much may come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes one part may unpack to.
    pub unpacked_bytes: u64,
    /// The most bytes that may come of one, once [`FREE_BYTES`] are out.
    pub ratio: u64,
}

/// So much may come out whatever it was packed to.
const FREE_BYTES: u64 = 16 * 1024 * 1024;

/// Members of a zip are held in memory when they are packed inside something else; up to this.
const MOST_BYTES_IN_MEMORY: u64 = 512 * 1024 * 1024;

/// How often a package may hold a package.
const DEEPEST: u32 = 3;

/// A member of an archive, its name and its bytes.
pub type Member<'m> = dyn FnMut(&str, &mut dyn BufRead) -> Result<(), ReadError> + 'm;

impl Limits {
    /// The limits of a source that may download `maximum_bytes`.
    pub fn of(maximum_bytes: u64) -> Limits {
        Limits { unpacked_bytes: maximum_bytes.saturating_mul(8), ratio: 250 }
    }
}

/// Carried inside an [`io::Error`] when a limit was passed.
#[derive(Debug)]
struct Exceeded(Limits);

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it unpacks to too much")
    }
}

impl std::error::Error for Exceeded {}

/// The limits that were passed, when that is what the error says.
pub fn exceeded(error: &io::Error) -> Option<Limits> {
    error.get_ref()?.downcast_ref::<Exceeded>().map(|exceeded| exceeded.0)
}

/// Calls `each` for every member that `wanted` (a name with `*`) names, or for the part itself when it is
/// no archive.
pub fn members(
    part: Part,
    wanted: Option<&str>,
    limits: Limits,
    each: &mut Member<'_>,
) -> Result<(), ReadError> {
    let Part { name, mut bytes, .. } = part;
    let mut magic = [0_u8; 4];
    let length = read_up_to(&mut bytes, &mut magic).map_err(|error| ReadError::io(&name, &error))?;
    bytes.seek(SeekFrom::Start(0)).map_err(|error| ReadError::io(&name, &error))?;
    if is_archive_to_open(&magic[..length], &name, wanted) {
        return zip_members(&name, bytes, wanted, limits, each);
    }
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: bytes, count: Arc::clone(&packed) };
    open(&name, Box::new(BufReader::with_capacity(64 * 1024, counted)), &packed, wanted, limits, 0, each)
}

/// A zip is an archive to open, unless it is a workbook, which reads itself.
fn is_archive_to_open(magic: &[u8], name: &str, wanted: Option<&str>) -> bool {
    let is_workbook = [".xlsx", ".xlsm", ".ods"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    magic.starts_with(b"PK\x03\x04") && !(is_workbook && wanted.is_none())
}

fn open<'r>(
    name: &str,
    mut bytes: Box<dyn BufRead + 'r>,
    packed: &Arc<AtomicU64>,
    wanted: Option<&str>,
    limits: Limits,
    depth: u32,
    each: &mut Member<'_>,
) -> Result<(), ReadError> {
    let fail = |error: &io::Error| ReadError::io(name, error);
    let start = bytes.fill_buf().map_err(|error| fail(&error))?;
    let magic = start[..start.len().min(300)].to_vec();
    let inner_name = |ending: &str| name.strip_suffix(ending).unwrap_or(name).to_owned();
    let (inner, inner_name): (Box<dyn Read + 'r>, String) = if magic.starts_with(&[0x1f, 0x8b]) {
        (Box::new(flate2::bufread::MultiGzDecoder::new(bytes)), inner_name(".gz"))
    } else if magic.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = zstd::stream::read::Decoder::with_buffer(bytes).map_err(|error| fail(&error))?;
        (Box::new(decoder), inner_name(".zst"))
    } else if magic.starts_with(&[0xfd, b'7', b'z', b'X', b'Z', 0]) {
        let stream =
            liblzma::stream::Stream::new_auto_decoder(128 * 1024 * 1024, liblzma::stream::CONCATENATED)
                .map_err(|error| fail(&error.into()))?;
        (Box::new(liblzma::bufread::XzDecoder::new_stream(bytes, stream)), inner_name(".xz"))
    } else if name.ends_with(".br") {
        (Box::new(brotli::Decompressor::new(bytes, 64 * 1024)), inner_name(".br"))
    } else if magic.len() > 262 && &magic[257..262] == b"ustar" {
        return tar_members(name, &mut bytes, wanted, each);
    } else if is_archive_to_open(&magic, name, wanted) {
        let mut held = Vec::new();
        bytes.take(MOST_BYTES_IN_MEMORY).read_to_end(&mut held).map_err(|error| fail(&error))?;
        return zip_members(name, Box::new(io::Cursor::new(held)), wanted, limits, each);
    } else {
        return each(name, &mut bytes);
    };
    if depth == DEEPEST {
        return Err(ReadError::not(name, "a plain file", "it is packed again and again"));
    }
    let limited = Limited { inner, packed: Arc::clone(packed), unpacked: 0, limits };
    let buffered = Box::new(BufReader::with_capacity(64 * 1024, limited));
    open(&inner_name, buffered, packed, wanted, limits, depth + 1, each)
}

fn zip_members(
    name: &str,
    bytes: Box<dyn super::Bytes>,
    wanted: Option<&str>,
    limits: Limits,
    each: &mut Member<'_>,
) -> Result<(), ReadError> {
    let mut archive =
        zip::ZipArchive::new(BufReader::new(bytes)).map_err(|error| ReadError::not(name, "zip", error))?;
    let mut found = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| ReadError::not(name, "zip", error))?;
        let member = file.name().map_or_else(|_| format!("member {index}"), |name| name.into_owned());
        if file.is_dir() || !wanted.is_none_or(|wanted| matches(wanted, &member)) {
            continue;
        }
        found += 1;
        let packed = Arc::new(AtomicU64::new(file.compressed_size()));
        let limited = Limited { inner: Box::new(file), packed: Arc::clone(&packed), unpacked: 0, limits };
        let mut buffered: Box<dyn BufRead + '_> = Box::new(BufReader::with_capacity(64 * 1024, limited));
        let start = buffered.fill_buf().map_err(|error| ReadError::io(&member, &error))?;
        let magic = start[..start.len().min(4)].to_vec();
        if magic.starts_with(b"PK\x03\x04") {
            // A workbook, or a package in a package: its reader opens it, or nobody does.
            each(&member, &mut buffered)?;
        } else {
            open(&member, buffered, &packed, None, limits, 1, each)?;
        }
    }
    if found == 0 {
        return Err(ReadError::not(name, "an archive with such a member", wanted.unwrap_or("*")));
    }
    Ok(())
}

const BLOCK: usize = 512;

fn tar_members(
    name: &str,
    bytes: &mut dyn BufRead,
    wanted: Option<&str>,
    each: &mut Member<'_>,
) -> Result<(), ReadError> {
    let fail = |error: &io::Error| ReadError::io(name, error);
    let mut header = [0_u8; BLOCK];
    loop {
        let got = read_up_to(bytes, &mut header).map_err(|error| fail(&error))?;
        if got < BLOCK || header.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        let member = text_of(&header[..100]);
        let size = u64::from_str_radix(text_of(&header[124..136]).trim(), 8)
            .map_err(|_| ReadError::not(name, "tar", "a size is no octal number"))?;
        let padded = size.div_ceil(BLOCK as u64) * BLOCK as u64;
        let mut content = bytes.take(padded);
        let is_file = matches!(header[156], b'0' | 0);
        if is_file && wanted.is_none_or(|wanted| matches(wanted, &member)) {
            let mut limited = (&mut content).take(size);
            each(&member, &mut limited)?;
        }
        io::copy(&mut content, &mut io::sink()).map_err(|error| fail(&error))?;
    }
}

fn text_of(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

/// Whether `name`, or its last part, is `pattern`, in which `*` stands for anything. Case does not matter.
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let last = name.rsplit('/').next().unwrap_or(&name);
    matches_text(&pattern, &name) || matches_text(&pattern, last)
}

fn matches_text(pattern: &str, name: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Reads until `buffer` is full or the end; gives how much.
pub fn read_up_to(reader: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

struct Counted {
    inner: Box<dyn super::Bytes>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

struct Limited<'r> {
    inner: Box<dyn Read + 'r>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    limits: Limits,
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.unpacked += length as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        let by_ratio = packed.saturating_mul(self.limits.ratio).saturating_add(FREE_BYTES);
        if self.unpacked > self.limits.unpacked_bytes.min(by_ratio) {
            return Err(io::Error::other(Exceeded(self.limits)));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
