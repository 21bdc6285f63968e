//! Postcodes as people type them: any spacing and case, `O` for `0`, `I` for `1`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A full unit postcode in canonical form: `SK4 3AA`. Well-formed, not necessarily in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode {
    /// `SK4 3AA` padded with zero bytes.
    text: [u8; 8],
    length: u8,
}

impl Postcode {
    /// Reads a full postcode in any spacing and case, mending `O`/`0` and `I`/`1` slips by position.
    pub fn parse(typed: &str) -> Option<Postcode> {
        let mut compact = [0_u8; 7];
        let mut count = 0;
        for byte in typed.bytes().filter(|b| !matches!(b, b' ' | b'\t' | b'-' | b'.')) {
            if count == 7 || !byte.is_ascii_alphanumeric() {
                return None;
            }
            compact[count] = byte.to_ascii_uppercase();
            count += 1;
        }
        if count < 5 {
            return None;
        }
        let (outward, inward) = compact[..count].split_at(count - 3);
        let inward = [as_digit(inward[0])?, as_letter(inward[1])?, as_letter(inward[2])?];
        let (outward, outward_length) = mend_outward(outward)?;
        let mut text = [0_u8; 8];
        text[..outward_length].copy_from_slice(&outward[..outward_length]);
        text[outward_length] = b' ';
        text[outward_length + 1..outward_length + 4].copy_from_slice(&inward);
        Some(Postcode { text, length: outward_length as u8 + 4 })
    }

    /// `SK4 3AA`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.length as usize]).expect("a postcode is made of ASCII only")
    }

    /// The part before the space: `SK4`.
    pub fn outcode(&self) -> &str {
        &self.as_str()[..self.length as usize - 4]
    }

    /// Outcode and the digit after the space: `SK4 3`.
    pub fn sector(&self) -> &str {
        &self.as_str()[..self.length as usize - 2]
    }
}

/// Reads an outcode of any shape (`M1`, `M60`, `AB10`, `SW1A`, `EC1A`, `W1A`), mended like a postcode.
pub fn parse_outcode(typed: &str) -> Option<String> {
    let upper = typed.trim().to_ascii_uppercase();
    if !(2..=4).contains(&upper.len()) {
        return None;
    }
    let (bytes, length) = mend_outward(upper.as_bytes())?;
    Some(String::from_utf8_lossy(&bytes[..length]).into_owned())
}

/// Reads a sector: `SK4 3`, `sk43`.
pub fn parse_sector(typed: &str) -> Option<String> {
    let compact: String =
        typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    if !compact.is_ascii() || !(3..=5).contains(&compact.len()) {
        return None;
    }
    let (outward, digit) = compact.split_at(compact.len() - 1);
    let digit = as_digit(digit.as_bytes()[0])?;
    Some(format!("{} {}", parse_outcode(outward)?, digit as char))
}

/// One or two letters, a digit, and perhaps one more digit or letter; slips mended by position.
fn mend_outward(outward: &[u8]) -> Option<([u8; 4], usize)> {
    for letters in area_letter_counts(outward) {
        if let Some(mended) = mend_outward_with(outward, letters) {
            return Some((mended, outward.len()));
        }
    }
    None
}

/// How many leading letters to try, the reading that needs no mending first.
fn area_letter_counts(outward: &[u8]) -> [usize; 2] {
    let second_is_digit = outward.get(1).is_some_and(u8::is_ascii_digit);
    if second_is_digit { [1, 2] } else { [2, 1] }
}

fn mend_outward_with(outward: &[u8], letters: usize) -> Option<[u8; 4]> {
    let rest = outward.len().checked_sub(letters)?;
    if !(1..=2).contains(&rest) {
        return None;
    }
    let mut mended = [0_u8; 4];
    for (index, &byte) in outward.iter().enumerate() {
        mended[index] = if index < letters {
            as_letter(byte)?
        } else if index == letters {
            as_digit(byte)?
        } else if byte == b'O' || byte == b'I' {
            as_digit(byte)?
        } else {
            byte
        };
    }
    Some(mended)
}

fn as_digit(byte: u8) -> Option<u8> {
    match byte {
        b'O' => Some(b'0'),
        b'I' | b'L' => Some(b'1'),
        b'0'..=b'9' => Some(byte),
        _ => None,
    }
}

fn as_letter(byte: u8) -> Option<u8> {
    match byte {
        b'0' => Some(b'O'),
        b'1' => Some(b'I'),
        b'A'..=b'Z' => Some(byte),
        _ => None,
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is no full postcode.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a postcode")]
pub struct NotAPostcode(String);

impl FromStr for Postcode {
    type Err = NotAPostcode;
    fn from_str(text: &str) -> Result<Postcode, NotAPostcode> {
        Postcode::parse(text).ok_or_else(|| NotAPostcode(text.to_owned()))
    }
}

impl Serialize for Postcode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Postcode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Postcode, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
