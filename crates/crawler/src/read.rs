//! Reading: from downloaded bytes to records as the source wrote them, each a JSON tree.
//!
//! One file a format or platform. Nothing here knows a website, a network or one of our fields. A reader
//! hands each record to its caller as it finds it, so a national feed never stands in memory; what it
//! cannot read of one record is a [`Rejection`], what it cannot read at all is a [`ReadError`].

pub mod csv;
pub mod feed;
pub mod front_matter;
pub mod hsds_tabular;
pub mod html;
pub mod icalendar;
pub mod json;
pub mod json_ld;
pub mod json_lines;
pub mod kml;
pub mod open_active;
pub mod open_referral;
mod path;
mod relate;
pub mod spreadsheet;
pub mod text;
pub mod unpack;
mod yaml;

use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use model::report::Rejection;
use serde_json::Value;

use crate::source::{Condition, Format, Source};

pub use self::path::{says_something, scalar, values_at};
use self::relate::Related;
use self::unpack::Limits;

/// One record, as the source wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRecord {
    /// Its number in the source, from 1, over all its parts.
    pub row: u64,
    /// A JSON object; a row of a table is an object of texts.
    pub value: Value,
}

/// One file or page of a source.
pub struct Part {
    /// Its file name or address: the ending and the member name are looked at.
    pub name: String,
    /// The character set its server named.
    pub charset: Option<String>,
    /// The bytes, packed or not.
    pub bytes: Box<dyn Bytes>,
}

/// Bytes that can be read and gone back in.
pub trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// Why a source could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes could not be had.
    #[error("could not read `{part}`: {reason}")]
    Io {
        /// Which part.
        part: String,
        /// What happened.
        reason: String,
    },
    /// They are not what the format says.
    #[error("`{part}` is not {format}: {reason}")]
    NotTheFormat {
        /// Which part.
        part: String,
        /// The format.
        format: &'static str,
        /// What was found instead.
        reason: String,
    },
    /// They unpack to too much.
    #[error("`{part}` unpacks to more than {limit_mebibytes} MiB or is packed more than {ratio}:1")]
    TooBig {
        /// Which part.
        part: String,
        /// The limit.
        limit_mebibytes: u64,
        /// The limit on how tightly it may be packed.
        ratio: u64,
    },
}

impl ReadError {
    /// Makes sense of an I/O error in `part`.
    pub fn io(part: &str, error: &io::Error) -> ReadError {
        if let Some(limits) = unpack::exceeded(error) {
            return ReadError::TooBig {
                part: part.to_owned(),
                limit_mebibytes: limits.unpacked_bytes / (1024 * 1024),
                ratio: limits.ratio,
            };
        }
        ReadError::Io { part: part.to_owned(), reason: error.to_string() }
    }

    #[expect(clippy::needless_pass_by_value, reason = "an error is handed over for good")]
    fn not(part: &str, format: &'static str, reason: impl ToString) -> ReadError {
        ReadError::NotTheFormat { part: part.to_owned(), format, reason: reason.to_string() }
    }
}

/// What takes the records: `Break` stops the reading.
pub type Emit<'e> = dyn FnMut(Result<RawRecord, Rejection>) -> ControlFlow<()> + 'e;

/// A record longer than this is not read.
pub const LONGEST_RECORD_BYTES: usize = 16 * 1024 * 1024;

/// Reads every record of a source, in order, and hands it to `emit`.
pub fn records(
    source: &Source,
    parts: impl IntoIterator<Item = io::Result<Part>>,
    emit: &mut Emit<'_>,
) -> Result<(), ReadError> {
    let limits = Limits::of(source.fetch.maximum_bytes);
    let mut parts =
        parts.into_iter().map(|part| part.map_err(|error| ReadError::io(source.id().as_str(), &error)));
    let mut output = Output::new(source, emit);
    match source.read.format {
        Format::HsdsTabular => {
            let mut tables = hsds_tabular::Tables::default();
            for part in parts {
                unpack::members(part?, source.read.member.as_deref(), limits, &mut |name, bytes| {
                    tables.read(&source.read, name, bytes)
                })?;
            }
            tables.finish(&mut output)?;
        }
        Format::OpenActive => {
            let mut items = open_active::Items::default();
            for part in parts {
                unpack::members(part?, source.read.member.as_deref(), limits, &mut |name, bytes| {
                    items.read(name, bytes)
                })?;
            }
            items.finish(&mut output);
        }
        _ => parts.try_for_each(|part| read_part(source, limits, part?, &mut output))?,
    }
    output.finish();
    Ok(())
}

fn read_part(
    source: &Source,
    limits: Limits,
    part: Part,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    if output.stopped {
        return Ok(());
    }
    let charset = part.charset.clone();
    let settings = &source.read;
    let charset = charset.as_deref();
    let member = settings.member.as_deref().or_else(|| usual_member(settings.format));
    unpack::members(part, member, limits, &mut |name, bytes| match settings.format {
        Format::Csv => csv::read(settings, name, charset, bytes, output),
        Format::JsonLines => json_lines::read(name, bytes, output),
        Format::Json | Format::Socrata => json::read(settings.records.as_ref(), name, bytes, output),
        Format::Ckan => {
            let usual = crate::source::FieldPath::parse("result.records");
            json::read(Some(settings.records.as_ref().unwrap_or(&usual)), name, bytes, output)
        }
        Format::GeoJson | Format::ArcGis => json::read_features(name, bytes, output),
        Format::OpenReferral | Format::OpenReferral1 => open_referral::read(name, bytes, output),
        Format::Spreadsheet => spreadsheet::read(settings, name, bytes, output),
        Format::Kml => kml::read(name, bytes, output),
        Format::ICalendar => icalendar::read(name, bytes, output),
        Format::Feed => feed::read(name, bytes, output),
        Format::JsonLd => json_ld::read(name, charset, bytes, output),
        Format::Html => html::read(settings, name, charset, bytes, output),
        Format::FrontMatter => front_matter::read(name, bytes, output),
        // These are read over all their parts at once.
        Format::HsdsTabular | Format::OpenActive => Ok(()),
    })
}

/// The members of an archive that a format means, when the settings name none.
fn usual_member(format: Format) -> Option<&'static str> {
    match format {
        Format::Kml => Some("*.kml"),
        Format::FrontMatter => Some("*.md"),
        Format::ICalendar => Some("*.ics"),
        _ => None,
    }
}

/// Calls a parser that others wrote; `None` when it panics, which bad bytes must not bring about here.
fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(parse)).ok()
}

/// Numbers records, leaves out those the source's settings leave out, joins related ones, and hands on.
pub struct Output<'s, 'e> {
    source: &'s Source,
    emit: &'e mut Emit<'e>,
    row: u64,
    stopped: bool,
    related: Option<Related>,
}

impl<'s, 'e> Output<'s, 'e> {
    fn new(source: &'s Source, emit: &'e mut Emit<'_>) -> Output<'s, 'e> {
        // The two lifetimes of `emit` are one here: the output never outlives the call it serves.
        let related = (!source.read.relate.is_empty()).then(Related::default);
        Output { source, emit, row: 0, stopped: false, related }
    }

    /// Hands on a record. `false` means that no more are wanted.
    pub fn record(&mut self, value: Value) -> bool {
        match &mut self.related {
            Some(related) => {
                if let Err(detail) = related.keep(&self.source.read.relate, value) {
                    return self.reject(None, "too-much-to-relate", detail);
                }
                true
            }
            None => self.hand_on(value),
        }
    }

    /// Hands on a record that could not be read.
    pub fn reject(&mut self, record: Option<String>, reason: &str, detail: String) -> bool {
        self.row += 1;
        let rejection = Rejection {
            source: self.source.id().clone(),
            row: self.row,
            record,
            reason: reason.to_owned(),
            detail,
        };
        self.send(Err(rejection))
    }

    fn hand_on(&mut self, value: Value) -> bool {
        let settings = &self.source.read;
        let wanted = settings.only.iter().all(|condition| meets(&value, condition))
            && !settings.skip.iter().any(|condition| meets(&value, condition));
        if !wanted {
            return self.reject(
                None,
                "left-out-by-settings",
                "the source's `only` or `skip` leaves it out".to_owned(),
            );
        }
        self.row += 1;
        let row = self.row;
        self.send(Ok(RawRecord { row, value }))
    }

    fn send(&mut self, item: Result<RawRecord, Rejection>) -> bool {
        if !self.stopped && (self.emit)(item).is_break() {
            self.stopped = true;
        }
        !self.stopped
    }

    fn finish(&mut self) {
        if let Some(related) = self.related.take() {
            for value in related.into_joined(&self.source.read) {
                if !self.hand_on(value) {
                    break;
                }
            }
        }
    }
}

/// Whether a record meets a condition of `only`, `skip` or `when`.
pub fn meets(record: &Value, condition: &Condition) -> bool {
    let mut said = false;
    let mut met = false;
    values_at(record, &condition.path, &mut |value| {
        let Some(text) = scalar(value) else { return };
        let folded = crate::source::fold(&text);
        said |= !folded.is_empty();
        met |= !folded.is_empty() && condition.values.contains(&folded);
    });
    met || condition.values.iter().any(|wanted| (wanted.is_empty() && !said) || (wanted == "*" && said))
}

#[cfg(test)]
mod tests;
