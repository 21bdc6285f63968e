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
        if !looks_like_a_postcode(typed) {
            return None;
        }
        let (compact, count) = compact::<7>(typed)?;
        let (outward, inward) = parts(&compact[..count])?;
        area_letter_counts(outward).into_iter().find_map(|letters| Postcode::mended(outward, inward, letters))
    }

    /// All that the typed text can mean, the likeliest first: `S01 4AA` is `S01 4AA` or, more usefully,
    /// `SO1 4AA`, and only who knows the postcodes can tell. At most two.
    pub fn readings(typed: &str) -> Vec<Postcode> {
        if !looks_like_a_postcode(typed) {
            return Vec::new();
        }
        let Some((compact, count)) = compact::<7>(typed) else { return Vec::new() };
        let Some((outward, inward)) = parts(&compact[..count]) else { return Vec::new() };
        area_letter_counts(outward)
            .into_iter()
            .filter_map(|letters| Postcode::mended(outward, inward, letters))
            .collect()
    }

    fn mended(outward: &[u8], inward: &[u8], letters: usize) -> Option<Postcode> {
        let inward = [as_digit(inward[0])?, as_letter(inward[1])?, as_letter(inward[2])?];
        let outward_length = outward.len();
        let outward = mend_outward_with(outward, letters)?;
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
    outcode_readings(typed).into_iter().next()
}

/// All that the typed text can mean as an outcode, the likeliest first: at most two.
pub fn outcode_readings(typed: &str) -> Vec<String> {
    if !has_digit(typed)
        && !DIGITLESS.iter().any(|outcode| typed.trim().as_bytes().eq_ignore_ascii_case(outcode))
    {
        return Vec::new();
    }
    let Some((compact, count)) = compact::<4>(typed) else { return Vec::new() };
    let outward = &compact[..count];
    area_letter_counts(outward)
        .into_iter()
        .filter_map(|letters| mend_outward_with(outward, letters))
        .map(|mended| String::from_utf8_lossy(&mended[..count]).into_owned())
        .collect()
}

/// Reads a sector: `SK4 3`, `sk43`.
pub fn parse_sector(typed: &str) -> Option<String> {
    sector_readings(typed).into_iter().next()
}

/// All that the typed text can mean as a sector, the likeliest first: at most two.
pub fn sector_readings(typed: &str) -> Vec<String> {
    if !has_digit(typed) {
        return Vec::new();
    }
    let Some((compact, count)) = compact::<5>(typed) else { return Vec::new() };
    let Some((&digit, outward)) = compact[..count].split_last() else { return Vec::new() };
    let Some(digit) = as_digit(digit) else { return Vec::new() };
    area_letter_counts(outward)
        .into_iter()
        .filter_map(|letters| mend_outward_with(outward, letters))
        .map(|mended| format!("{} {}", String::from_utf8_lossy(&mended[..outward.len()]), digit as char))
        .collect()
}

/// Words are no postcodes: without any digit, only the gap before the inward code speaks for one
/// (`MI IAE`, not `willow`).
fn looks_like_a_postcode(typed: &str) -> bool {
    let ends_in_inward = || {
        typed.split_whitespace().count() == 2 && typed.trim_end().len() > 4 && {
            typed.split_whitespace().next_back().is_some_and(|last| last.len() == 3)
        }
    };
    has_digit(typed) || ends_in_inward()
}

fn has_digit(typed: &str) -> bool {
    typed.bytes().any(|byte| byte.is_ascii_digit())
}

/// The letters and digits of what was typed, in upper case, without the marks people put between them.
/// `None` when there is anything else, or more than `N`.
fn compact<const N: usize>(typed: &str) -> Option<([u8; N], usize)> {
    let mut compact = [0_u8; N];
    let mut count = 0;
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '_' | '\u{2010}'..='\u{2015}');
    for letter in typed.chars().filter(|&c| !is_between(c)) {
        if count == N || !letter.is_ascii_alphanumeric() {
            return None;
        }
        compact[count] = letter.to_ascii_uppercase() as u8;
        count += 1;
    }
    Some((compact, count))
}

/// Outward and inward code.
fn parts(compact: &[u8]) -> Option<(&[u8], &[u8])> {
    let outward_length = compact.len().checked_sub(3).filter(|&length| length >= 2)?;
    Some(compact.split_at(outward_length))
}

/// How many leading letters to try, the reading that needs no mending first.
fn area_letter_counts(outward: &[u8]) -> [usize; 2] {
    let second_is_digit = outward.get(1).is_some_and(u8::is_ascii_digit);
    if second_is_digit { [1, 2] } else { [2, 1] }
}

/// Outcodes without a digit: Newport's until 1984 (old addresses still carry it), and Girobank's.
const DIGITLESS: [&[u8]; 2] = [b"NPT", b"GIR"];

/// One or two letters, a digit, and perhaps one more digit or letter; slips mended by position.
fn mend_outward_with(outward: &[u8], letters: usize) -> Option<[u8; 4]> {
    if DIGITLESS.contains(&outward) {
        return (letters == 2).then_some([outward[0], outward[1], outward[2], 0]);
    }
    let rest = outward.len().checked_sub(letters)?;
    if !(1..=2).contains(&rest) || !outward.iter().any(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut mended = [0_u8; 4];
    for (index, &byte) in outward.iter().enumerate() {
        mended[index] = if index < letters {
            as_letter(byte)?
        } else if index == letters || matches!(byte, b'O' | b'I') {
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

#[cfg(test)]
mod tests;
