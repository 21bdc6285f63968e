//! The full record of each service, in compressed blocks, by its number.

use std::io;

use model::service::Service;

/// Services in one compressed block.
pub const BLOCK_SERVICES: usize = 16;

/// Level of compression: the best of the quick ones.
const LEVEL: i32 = 6;

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
    let size = zstd::zstd_safe::get_frame_content_size(block).ok().flatten().unwrap_or(1 << 20);
    zstd::bulk::decompress(block, (size as usize).min(LARGEST_BLOCK_BYTES))
}

/// The `place`th service of an unpacked block.
pub fn service(lines: &[u8], place: usize) -> Option<Service> {
    let line = lines.split(|byte| *byte == b'\n').nth(place)?;
    serde_json::from_slice(line).ok()
}
