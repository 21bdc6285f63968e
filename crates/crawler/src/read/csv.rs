//! Comma-separated values with whatever they are parted by, in any common encoding.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::text::Utf8;
use super::{LONGEST_RECORD_BYTES, Output, ReadError};
use crate::source::ReadSettings;

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Reads a table: each row an object of texts by column name, empty cells left out.
pub fn read(
    settings: &ReadSettings,
    name: &str,
    charset: Option<&str>,
    bytes: &mut dyn BufRead,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    rows(settings, name, charset, bytes, &mut |row| match row {
        Row::Record(value) => output.record(value),
        Row::Bad(reason, detail) => output.reject(None, reason, detail),
    })
}

/// A row, or what is wrong with it.
pub enum Row {
    /// An object of texts.
    Record(Value),
    /// A code for counting, and words for people.
    Bad(&'static str, String),
}

/// Calls `found` with every row, until it says `false`.
pub fn rows(
    settings: &ReadSettings,
    name: &str,
    charset: Option<&str>,
    bytes: &mut dyn BufRead,
    found: &mut dyn FnMut(Row) -> bool,
) -> Result<(), ReadError> {
    let fail = |error: &io::Error| ReadError::io(name, error);
    let label = settings.encoding.as_deref().or(charset);
    let mut text = Utf8::new(bytes, label).map_err(|error| fail(&error))?;
    let mut sample = vec![0; 64 * 1024];
    let length = super::unpack::read_up_to(&mut text, &mut sample).map_err(|error| fail(&error))?;
    sample.truncate(length);
    let delimiter = settings.delimiter.unwrap_or_else(|| detect_delimiter(&sample));
    let since_record = Rc::new(Cell::new(0));
    let bounded =
        Bounded { inner: io::Cursor::new(sample).chain(text), since_record: Rc::clone(&since_record) };
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bounded);
    let mut record = ::csv::StringRecord::new();
    let mut columns: Vec<String> = settings.columns.clone();
    let mut rows_above = if columns.is_empty() { settings.header_row } else { 0 };
    loop {
        since_record.set(0);
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) if error.is_io_error() => {
                return Err(match error.into_kind() {
                    ::csv::ErrorKind::Io(error) => fail(&error),
                    _ => ReadError::not(name, "csv", "it broke off"),
                });
            }
            Err(error) => {
                if !found(Row::Bad("unreadable-row", format!("not a row of a table: {error}"))) {
                    return Ok(());
                }
                continue;
            }
        }
        if rows_above > 0 {
            rows_above -= 1;
            if rows_above == 0 {
                columns = header(&record);
            }
            continue;
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let wanted = if record.len() > columns.len() && has_text_beyond(&record, columns.len()) {
            let detail = format!("{} cells under {} columns", record.len(), columns.len());
            found(Row::Bad("too-many-cells", detail))
        } else {
            found(Row::Record(row(&columns, &record)))
        };
        if !wanted {
            return Ok(());
        }
    }
}

fn has_text_beyond(record: &::csv::StringRecord, columns: usize) -> bool {
    record.iter().skip(columns).any(|cell| !cell.trim().is_empty())
}

/// Column names: trimmed, the nameless called by their place, repeated ones numbered.
fn header(record: &::csv::StringRecord) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (index, cell) in record.iter().enumerate() {
        let name = cell.trim().trim_start_matches('\u{feff}');
        let name = if name.is_empty() { format!("column {}", index + 1) } else { name.to_owned() };
        let repeats = names.iter().filter(|known| known.split(" #").next() == Some(name.as_str())).count();
        names.push(if repeats == 0 { name } else { format!("{name} #{}", repeats + 1) });
    }
    names
}

fn row(columns: &[String], record: &::csv::StringRecord) -> Value {
    let mut fields = Map::with_capacity(columns.len());
    for (column, cell) in columns.iter().zip(record.iter()) {
        let cell = cell.trim();
        if !cell.is_empty() {
            fields.insert(column.clone(), Value::String(cell.to_owned()));
        }
    }
    Value::Object(fields)
}

/// The delimiter that parts the first rows most evenly into the most cells.
pub fn detect_delimiter(sample: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(sample);
        let widths: Vec<usize> =
            reader.records().take(50).filter_map(Result::ok).map(|row| row.len()).collect();
        let first = widths.first().copied().unwrap_or(0);
        let even = widths.iter().filter(|width| **width == first).count();
        if first < 2 { 0 } else { even * 100 / widths.len().max(1) * 10 + first.min(9) }
    };
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let points = score(delimiter);
        if points > best.0 {
            best = (points, delimiter);
        }
    }
    best.1
}

/// Fails when one record takes more than [`LONGEST_RECORD_BYTES`]: a quote that is never closed.
struct Bounded<R> {
    inner: R,
    since_record: Rc<Cell<usize>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let since = self.since_record.get() + length;
        self.since_record.set(since);
        if since > LONGEST_RECORD_BYTES {
            return Err(io::Error::other("a row is longer than 16 MiB: perhaps a quote is never closed"));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
