//! Small values as bytes: the form of the ready rows.

use std::fmt;

use gazetteer::map::MappedFile;
use jiff::civil::{Date, Time};

/// Bytes held in memory, or mapped from a file.
pub struct Bytes(Box<dyn AsRef<[u8]> + Send + Sync>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.as_ref().len())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes(Box::new(bytes))
    }
}

impl From<MappedFile> for Bytes {
    fn from(file: MappedFile) -> Bytes {
        Bytes(Box::new(file))
    }
}

/// Writes values one after another.
#[derive(Debug, Default)]
pub struct Pen {
    /// What was written.
    pub bytes: Vec<u8>,
}

impl Pen {
    /// A byte.
    pub fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// A number, short when it is small.
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A number that may be negative.
    pub fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)) as u64);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A text that may be absent; an empty one counts as absent.
    pub fn maybe_text(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or(""));
    }

    /// A date.
    pub fn date(&mut self, date: Date) {
        self.signed(i64::from(date.year()) * 512 + i64::from(date.month()) * 32 + i64::from(date.day()));
    }

    /// A date that may be absent.
    pub fn maybe_date(&mut self, date: Option<Date>) {
        match date {
            Some(date) => self.date(date),
            None => self.signed(0),
        }
    }

    /// A time of day to the minute, that may be absent.
    pub fn maybe_time(&mut self, time: Option<Time>) {
        let minutes = time.map_or(0, |time| 1 + time.hour() as u64 * 60 + time.minute() as u64);
        self.number(minutes);
    }
}

/// Reads what a [`Pen`] wrote. `None` means the bytes are not what was expected.
#[derive(Debug, Clone, Copy)]
pub struct Eye<'a> {
    /// What is still to be read.
    pub bytes: &'a [u8],
}

impl<'a> Eye<'a> {
    /// A byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A count of things that each take at least a byte.
    pub fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.bytes.len()).then_some(count)
    }

    /// A number that may be negative.
    pub fn signed(&mut self) -> Option<i64> {
        let value = self.number()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A text.
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }

    /// A text that may be absent.
    pub fn maybe_text(&mut self) -> Option<Option<&'a str>> {
        let text = self.text()?;
        Some((!text.is_empty()).then_some(text))
    }

    /// A date that may be absent.
    pub fn maybe_date(&mut self) -> Option<Option<Date>> {
        let packed = self.signed()?;
        if packed == 0 {
            return Some(None);
        }
        let (year, rest) = (packed.div_euclid(512), packed.rem_euclid(512));
        Date::new(year as i16, (rest / 32) as i8, (rest % 32) as i8).ok().map(Some)
    }

    /// A date.
    pub fn date(&mut self) -> Option<Date> {
        self.maybe_date()?
    }

    /// A time of day that may be absent.
    pub fn maybe_time(&mut self) -> Option<Option<Time>> {
        let Some(minutes) = self.number()?.checked_sub(1) else { return Some(None) };
        Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok().map(Some)
    }
}
