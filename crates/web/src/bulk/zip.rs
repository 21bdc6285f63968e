//! Writes a ZIP archive as a stream: entries packed, their sizes told after them, in the 64-bit form
//! throughout, since a national catalogue may pass 4 GiB.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// How hard entries are packed: the quickest way, a fifth of the size.
const EFFORT: u32 = 1;

/// An archive being written to a growing buffer that its owner empties.
#[derive(Default)]
pub struct Zip {
    offset: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: &'static str,
    at: u64,
    sums: Sums,
}

/// What the archive says of an entry's bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    checksum: u32,
    size: u64,
    packed: u64,
}

/// Packs the bytes of one entry into a target.
pub struct Packer<W: Write> {
    encoder: DeflateEncoder<W>,
    sum: Crc,
    size: u64,
}

impl<W: Write> Packer<W> {
    /// Packs into `target`.
    pub fn new(target: W) -> Packer<W> {
        Packer { encoder: DeflateEncoder::new(target, Compression::new(EFFORT)), sum: Crc::new(), size: 0 }
    }

    /// Where it is packed into.
    pub fn target(&mut self) -> &mut W {
        self.encoder.get_mut()
    }

    /// Ends the entry: its target, and what the archive says of it.
    pub fn finish(mut self) -> io::Result<(W, Sums)> {
        self.encoder.try_finish()?;
        let sums = Sums { checksum: self.sum.sum(), size: self.size, packed: self.encoder.total_out() };
        Ok((self.encoder.finish()?, sums))
    }
}

impl<W: Write> Write for Packer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.encoder.write(bytes)?;
        self.sum.update(&bytes[..taken]);
        self.size += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.encoder.flush()
    }
}

impl Zip {
    /// Begins an entry.
    pub fn begin(&mut self, name: &'static str, out: &mut Vec<u8>) {
        self.entries.push(Entry { name, at: self.offset, sums: Sums::default() });
        let before = out.len();
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(45_u16.to_le_bytes());
        out.extend(0x0808_u16.to_le_bytes()); // Sizes follow; names are UTF-8.
        out.extend(8_u16.to_le_bytes()); // Deflated.
        out.extend([0; 4]); // No time.
        out.extend([0; 4]);
        out.extend([0xff; 8]);
        out.extend((name.len() as u16).to_le_bytes());
        out.extend(20_u16.to_le_bytes());
        out.extend(name.as_bytes());
        out.extend(1_u16.to_le_bytes());
        out.extend(16_u16.to_le_bytes());
        out.extend([0; 16]);
        self.offset += (out.len() - before) as u64;
    }

    /// Ends the entry begun last, of which these bytes were written.
    pub fn end(&mut self, sums: Sums, out: &mut Vec<u8>) {
        let Some(entry) = self.entries.last_mut() else { return };
        entry.sums = sums;
        out.extend(0x0807_4b50_u32.to_le_bytes());
        out.extend(sums.checksum.to_le_bytes());
        out.extend(sums.packed.to_le_bytes());
        out.extend(sums.size.to_le_bytes());
        self.offset += sums.packed + 24;
    }

    /// Ends the archive.
    pub fn finish(self, out: &mut Vec<u8>) {
        let before = out.len();
        for entry in &self.entries {
            out.extend(0x0201_4b50_u32.to_le_bytes());
            out.extend(45_u16.to_le_bytes());
            out.extend(45_u16.to_le_bytes());
            out.extend(0x0808_u16.to_le_bytes());
            out.extend(8_u16.to_le_bytes());
            out.extend([0; 4]);
            out.extend(entry.sums.checksum.to_le_bytes());
            out.extend([0xff; 8]);
            out.extend((entry.name.len() as u16).to_le_bytes());
            out.extend(28_u16.to_le_bytes());
            out.extend([0; 2 + 2 + 2 + 4]); // No comment, first disk, no attributes.
            out.extend([0xff; 4]);
            out.extend(entry.name.as_bytes());
            out.extend(1_u16.to_le_bytes());
            out.extend(24_u16.to_le_bytes());
            out.extend(entry.sums.size.to_le_bytes());
            out.extend(entry.sums.packed.to_le_bytes());
            out.extend(entry.at.to_le_bytes());
        }
        let size = (out.len() - before) as u64;
        let count = self.entries.len() as u64;
        let end = self.offset + size;
        out.extend(0x0606_4b50_u32.to_le_bytes());
        out.extend(44_u64.to_le_bytes());
        out.extend(45_u16.to_le_bytes());
        out.extend(45_u16.to_le_bytes());
        out.extend([0; 8]);
        out.extend(count.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(size.to_le_bytes());
        out.extend(self.offset.to_le_bytes());
        out.extend(0x0706_4b50_u32.to_le_bytes());
        out.extend(0_u32.to_le_bytes());
        out.extend(end.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(0x0605_4b50_u32.to_le_bytes());
        out.extend([0; 4]);
        out.extend((count as u16).to_le_bytes());
        out.extend((count as u16).to_le_bytes());
        out.extend([0xff; 8]);
        out.extend([0; 2]);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Packer, Zip};

    #[test]
    fn an_archive_says_what_is_in_it_and_ends_with_its_directory() {
        let mut zip = Zip::default();
        let mut out = Vec::new();
        zip.begin("a.csv", &mut out);
        let mut packer = Packer::new(Vec::new());
        packer.write_all(b"1234").expect("a buffer");
        packer.write_all(b"56789").expect("a buffer");
        let (packed, sums) = packer.finish().expect("a buffer");
        assert_eq!((sums.checksum, sums.size, sums.packed), (0xcbf4_3926, 9, packed.len() as u64));
        out.extend(packed);
        zip.end(sums, &mut out);
        zip.finish(&mut out);
        assert_eq!(&out[..4], b"PK\x03\x04");
        assert_eq!(&out[out.len() - 22..out.len() - 18], b"PK\x05\x06");
    }
}
