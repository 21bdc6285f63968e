//! Writes a ZIP archive as a stream: entries stored as they are, their sizes told after them, in the
//! 64-bit form throughout, since a national catalogue may pass 4 GiB.

/// An archive being written to a growing buffer that its owner empties.
#[derive(Default)]
pub struct Zip {
    offset: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: &'static str,
    at: u64,
    checksum: u32,
    size: u64,
}

impl Zip {
    /// Begins an entry.
    pub fn begin(&mut self, name: &'static str, out: &mut Vec<u8>) {
        self.entries.push(Entry { name, at: self.offset, checksum: 0, size: 0 });
        let before = out.len();
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(45_u16.to_le_bytes());
        out.extend(0x0808_u16.to_le_bytes()); // Sizes follow; names are UTF-8.
        out.extend([0; 2 + 4]); // Stored; no time.
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

    /// Counts bytes of the entry begun last.
    pub fn count(&mut self, bytes: &[u8]) {
        if let Some(entry) = self.entries.last_mut() {
            entry.checksum = checksum(entry.checksum, bytes);
            entry.size += bytes.len() as u64;
        }
        self.offset += bytes.len() as u64;
    }

    /// Ends the entry begun last.
    pub fn end(&mut self, out: &mut Vec<u8>) {
        let Some(entry) = self.entries.last() else { return };
        out.extend(0x0807_4b50_u32.to_le_bytes());
        out.extend(entry.checksum.to_le_bytes());
        out.extend(entry.size.to_le_bytes());
        out.extend(entry.size.to_le_bytes());
        self.offset += 24;
    }

    /// Ends the archive.
    pub fn finish(self, out: &mut Vec<u8>) {
        let before = out.len();
        for entry in &self.entries {
            out.extend(0x0201_4b50_u32.to_le_bytes());
            out.extend(45_u16.to_le_bytes());
            out.extend(45_u16.to_le_bytes());
            out.extend(0x0808_u16.to_le_bytes());
            out.extend([0; 2 + 4]);
            out.extend(entry.checksum.to_le_bytes());
            out.extend([0xff; 8]);
            out.extend((entry.name.len() as u16).to_le_bytes());
            out.extend(28_u16.to_le_bytes());
            out.extend([0; 2 + 2 + 2 + 4]); // No comment, first disk, no attributes.
            out.extend([0xff; 4]);
            out.extend(entry.name.as_bytes());
            out.extend(1_u16.to_le_bytes());
            out.extend(24_u16.to_le_bytes());
            out.extend(entry.size.to_le_bytes());
            out.extend(entry.size.to_le_bytes());
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

/// CRC-32 as ZIP has it, carried on from `before`.
fn checksum(before: u32, bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let mut value = !before;
    for byte in bytes {
        value = TABLE[((value ^ u32::from(*byte)) & 0xff) as usize] ^ (value >> 8);
    }
    !value
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { (value >> 1) ^ 0xedb8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Zip, checksum};

    #[test]
    fn the_checksum_is_that_of_zip() {
        assert_eq!(checksum(0, b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(checksum(0, b"1234"), b"56789"), 0xcbf4_3926);
    }

    #[test]
    fn an_archive_ends_with_its_directory() {
        let mut zip = Zip::default();
        let mut out = Vec::new();
        zip.begin("a.csv", &mut out);
        zip.count(b"hello");
        out.extend(b"hello");
        zip.end(&mut out);
        zip.finish(&mut out);
        assert_eq!(&out[..4], b"PK\x03\x04");
        assert_eq!(&out[out.len() - 22..out.len() - 18], b"PK\x05\x06");
    }
}
