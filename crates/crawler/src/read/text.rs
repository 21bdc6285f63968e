//! Text out of bytes of any common encoding, as a stream of UTF-8.
//!
//! A byte order mark decides, then what the settings or the server say, then the bytes themselves: valid
//! UTF-8 is UTF-8, anything else is guessed. A stray byte in UTF-8 is read as Windows-1252, which is what
//! it nearly always was.

use std::io::{self, BufRead, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

/// So many bytes are looked at to guess the encoding.
const SAMPLE_BYTES: usize = 256 * 1024;

/// A stream of UTF-8 made of a stream of another encoding.
pub struct Utf8<'r> {
    input: &'r mut dyn BufRead,
    /// Bytes that were looked at and not yet decoded.
    ahead: Vec<u8>,
    ahead_at: usize,
    decoding: Decoding,
    out: Vec<u8>,
    out_at: usize,
    ended: bool,
}

enum Decoding {
    /// UTF-8 with stray bytes mended; up to three bytes wait for the rest of their character.
    Mending(Vec<u8>),
    Other(Box<Decoder>),
}

impl<'r> Utf8<'r> {
    /// Looks at the first bytes and decides.
    pub fn new(input: &'r mut dyn BufRead, label: Option<&str>) -> io::Result<Utf8<'r>> {
        let mut ahead = vec![0; SAMPLE_BYTES];
        let length = super::unpack::read_up_to(input, &mut ahead)?;
        ahead.truncate(length);
        let (encoding, mark) = decide(&ahead, label, length < SAMPLE_BYTES);
        let decoding = if encoding == UTF_8 {
            Decoding::Mending(Vec::new())
        } else {
            Decoding::Other(Box::new(encoding.new_decoder_without_bom_handling()))
        };
        Ok(Utf8 { input, ahead, ahead_at: mark, decoding, out: Vec::new(), out_at: 0, ended: false })
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.out_at = 0;
        while self.out.is_empty() && !self.ended {
            let mut buffer = [0_u8; 32 * 1024];
            let chunk: &[u8] = if self.ahead_at < self.ahead.len() {
                let end = self.ahead.len().min(self.ahead_at + buffer.len());
                let chunk = &self.ahead[self.ahead_at..end];
                self.ahead_at = end;
                chunk
            } else {
                self.ahead = Vec::new();
                self.ahead_at = 0;
                let length = self.input.read(&mut buffer)?;
                &buffer[..length]
            };
            self.ended = chunk.is_empty();
            match &mut self.decoding {
                Decoding::Mending(waiting) => mend(waiting, chunk, &mut self.out),
                Decoding::Other(decoder) => decode(decoder, chunk, self.ended, &mut self.out),
            }
        }
        Ok(())
    }
}

impl Read for Utf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.out_at == self.out.len() {
            self.refill()?;
        }
        let length = buffer.len().min(self.out.len() - self.out_at);
        buffer[..length].copy_from_slice(&self.out[self.out_at..self.out_at + length]);
        self.out_at += length;
        Ok(length)
    }
}

/// The encoding of a text that begins with `sample`, and the length of its byte order mark.
pub fn decide(sample: &[u8], label: Option<&str>, whole: bool) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(sample) {
        return (encoding, mark);
    }
    let valid = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && !whole,
    };
    let labelled = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // Servers say `ISO-8859-1` of UTF-8 far more often than ISO-8859-1 happens to be valid UTF-8.
    if valid && labelled.is_none_or(|encoding| encoding == UTF_8 || encoding == WINDOWS_1252) {
        return (UTF_8, 0);
    }
    if let Some(encoding) = labelled
        && encoding != UTF_8
    {
        return (encoding, 0);
    }
    if valid || mostly_utf8(sample) {
        return (UTF_8, 0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    let guess = detector.guess(Some(b"uk"), Utf8Detection::Deny);
    // Western text is what this country writes; other guesses of short texts are noise.
    if guess.is_single_byte() && sample.len() < 4096 { (WINDOWS_1252, 0) } else { (guess, 0) }
}

/// Whether multi-byte characters of UTF-8 outnumber the stray bytes.
fn mostly_utf8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

fn mend(waiting: &mut Vec<u8>, chunk: &[u8], out: &mut Vec<u8>) {
    let at_end = chunk.is_empty();
    waiting.extend_from_slice(chunk);
    let mut rest: &[u8] = waiting;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                out.extend_from_slice(text.as_bytes());
                rest = &[];
                break;
            }
            Err(error) => {
                let (good, bad) = rest.split_at(error.valid_up_to());
                out.extend_from_slice(good);
                rest = bad;
                let length = match error.error_len() {
                    Some(length) => length,
                    None if at_end => bad.len(),
                    None => break,
                };
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bad[..length]);
                out.extend_from_slice(text.as_bytes());
                rest = &bad[length..];
            }
        }
    }
    let kept = rest.to_vec();
    *waiting = kept;
}

fn decode(decoder: &mut Decoder, mut chunk: &[u8], last: bool, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(chunk.len() * 3 + 16);
    loop {
        let (_, read, _) = decoder.decode_to_string(chunk, &mut text, last);
        chunk = &chunk[read..];
        if chunk.is_empty() {
            break;
        }
        text.reserve(chunk.len() * 3 + 16);
    }
    out.extend_from_slice(text.as_bytes());
}

/// Reads a whole text, up to `most` bytes of UTF-8.
pub fn read_whole(input: &mut dyn BufRead, label: Option<&str>, most: u64) -> io::Result<String> {
    let mut text = String::new();
    Utf8::new(input, label)?.take(most + 1).read_to_string(&mut text)?;
    if text.len() as u64 > most {
        return Err(io::Error::other(format!("it is longer than {} MiB", most / (1024 * 1024))));
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
