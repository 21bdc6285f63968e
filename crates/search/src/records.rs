//! The full record of each service, in compressed blocks, by its number.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;

use model::service::Service;

/// Services in one compressed block.
pub const BLOCK_SERVICES: usize = 16;

/// Level of compression. Level 6 is a twentieth smaller and took three times as long.
const LEVEL: i32 = 3;

/// No block is larger than this when unpacked; a damaged one must not take the memory.
const LARGEST_BLOCK_BYTES: usize = 64 << 20;

/// Compresses blocks one after another.
#[derive(Default)]
pub struct Compressor {
    held: Option<zstd::bulk::Compressor<'static>>,
}

impl Compressor {
    /// One block of lines, compressed.
    pub fn compress(&mut self, lines: &[Vec<u8>]) -> io::Result<Vec<u8>> {
        let held = match &mut self.held {
            Some(held) => held,
            none => none.insert(zstd::bulk::Compressor::new(LEVEL)?),
        };
        held.compress(&lines.concat())
    }
}

/// The lines of one block.
pub fn lines(block: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::decompress(block, unpacked_bytes(block))
}

fn unpacked_bytes(block: &[u8]) -> usize {
    let size = zstd::zstd_safe::get_frame_content_size(block).ok().flatten().unwrap_or(1 << 20);
    (size as usize).min(LARGEST_BLOCK_BYTES)
}

/// The `place`th service of an unpacked block.
pub fn service(lines: &[u8], place: usize) -> Option<Service> {
    let line = lines.split(|byte| *byte == b'\n').nth(place)?;
    serde_json::from_slice(line).ok()
}

/// Reads many blocks after another with the same memory. The file is read, not mapped: who runs through
/// all of it must not make all of it resident.
#[derive(Default)]
pub struct Reader {
    held: Option<zstd::bulk::Decompressor<'static>>,
    packed: Vec<u8>,
    lines: Vec<u8>,
}

impl Reader {
    /// The lines of the block that stands in `file` at these bytes.
    pub fn lines(&mut self, file: &File, at: Range<u64>) -> io::Result<&[u8]> {
        self.packed.resize(at.end.saturating_sub(at.start) as usize, 0);
        file.read_exact_at(&mut self.packed, at.start)?;
        let held = match &mut self.held {
            Some(held) => held,
            none => none.insert(zstd::bulk::Decompressor::new()?),
        };
        self.lines.clear();
        self.lines.reserve(unpacked_bytes(&self.packed));
        held.decompress_to_buffer(&self.packed, &mut self.lines)?;
        Ok(&self.lines)
    }
}
