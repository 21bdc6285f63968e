//! The file: a magic word, where each column starts and how long it is, then the columns, each on a
//! boundary of eight bytes, little-endian.

use std::io::{self, Write};
use std::ops::Range;

use gazetteer::map::{MappedFile, Plain, bytes_of, u64_at};

const MAGIC: &[u8; 8] = b"FPLIST03";
/// How many columns there are.
pub(super) const COLUMNS: usize = 31;
const HEADER: usize = 8 + COLUMNS * 16;
/// A coordinate that is not known.
pub(super) const NO_COORDINATE: i32 = i32::MAX;
/// No organisation.
pub(super) const NONE: u32 = u32::MAX;
/// No age, no time.
pub(super) const NO_AGE: u8 = u8::MAX;
/// See [`NO_AGE`].
pub(super) const NO_TIME: u16 = u16::MAX;

/// Where each column lies: (offset, length) in bytes.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    spans: [(usize, usize); COLUMNS],
}

/// The columns. Those that begin with `..._starts` have one entry more than there are rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns<'a> {
    pub ids: &'a [u64],
    pub digests: &'a [u64],
    /// Seconds since 1970 at which the row was first seen as it is.
    pub changed: &'a [i64],
    /// Days since 1970: as stated, otherwise the day it changed here.
    pub modified_days: &'a [i32],
    pub organisations: &'a [u32],
    pub minimum_ages: &'a [u8],
    pub maximum_ages: &'a [u8],
    pub term_starts: &'a [u32],
    pub term_values: &'a [u32],
    pub session_starts: &'a [u32],
    pub session_days: &'a [u8],
    pub session_opens: &'a [u16],
    pub session_closes: &'a [u16],
    pub place_starts: &'a [u32],
    pub place_ids: &'a [u64],
    /// Degrees times 10^7: latitude and longitude in turn.
    pub place_points: &'a [i32],
    pub places_by_id: &'a [u32],
    pub location_ids: &'a [u64],
    pub places_by_location: &'a [u32],
    pub area_starts: &'a [u32],
    pub area_values: &'a [u32],
    pub organisation_ids: &'a [u64],
    pub organisation_starts: &'a [u32],
    pub organisation_services: &'a [u32],
    pub organisation_name_starts: &'a [u32],
    pub organisation_names: &'a [u8],
    pub gone_ids: &'a [u64],
    pub gone_at: &'a [i64],
    /// Rows, and after them those that left, in the order of (time, id).
    pub changes: &'a [u32],
    pub terms: &'a [u8],
    pub areas: &'a [u8],
}

impl Layout {
    pub fn read(bytes: &[u8]) -> Option<Layout> {
        if bytes.get(..8)? != MAGIC {
            return None;
        }
        let mut spans = [(0, 0); COLUMNS];
        for (index, span) in spans.iter_mut().enumerate() {
            let at = 8 + index * 16;
            let offset = usize::try_from(u64_at(bytes, at)?).ok()?;
            let length = usize::try_from(u64_at(bytes, at + 8)?).ok()?;
            bytes.get(offset..offset.checked_add(length)?)?;
            *span = (offset, length);
        }
        Some(Layout { spans })
    }

    pub fn columns<'a>(&self, file: &'a MappedFile) -> Option<Columns<'a>> {
        fn numbers<T: Plain>(file: &MappedFile, span: (usize, usize)) -> Option<&[T]> {
            file.numbers(span.0, span.1 / size_of::<T>())
        }
        let spans = &self.spans;
        Some(Columns {
            ids: numbers(file, spans[0])?,
            digests: numbers(file, spans[1])?,
            changed: numbers(file, spans[2])?,
            modified_days: numbers(file, spans[3])?,
            organisations: numbers(file, spans[4])?,
            minimum_ages: numbers(file, spans[5])?,
            maximum_ages: numbers(file, spans[6])?,
            term_starts: numbers(file, spans[7])?,
            term_values: numbers(file, spans[8])?,
            session_starts: numbers(file, spans[9])?,
            session_days: numbers(file, spans[10])?,
            session_opens: numbers(file, spans[11])?,
            session_closes: numbers(file, spans[12])?,
            place_starts: numbers(file, spans[13])?,
            place_ids: numbers(file, spans[14])?,
            place_points: numbers(file, spans[15])?,
            places_by_id: numbers(file, spans[16])?,
            area_starts: numbers(file, spans[17])?,
            area_values: numbers(file, spans[18])?,
            organisation_ids: numbers(file, spans[19])?,
            organisation_starts: numbers(file, spans[20])?,
            organisation_services: numbers(file, spans[21])?,
            organisation_name_starts: numbers(file, spans[22])?,
            organisation_names: numbers(file, spans[23])?,
            gone_ids: numbers(file, spans[24])?,
            gone_at: numbers(file, spans[25])?,
            changes: numbers(file, spans[26])?,
            terms: numbers(file, spans[27])?,
            areas: numbers(file, spans[28])?,
            location_ids: numbers(file, spans[29])?,
            places_by_location: numbers(file, spans[30])?,
        })
    }
}

impl Columns<'_> {
    pub fn terms_of(&self, row: u32) -> &[u32] {
        &self.term_values[range(self.term_starts, row as usize)]
    }

    pub fn sessions_of(&self, row: u32) -> Range<usize> {
        range(self.session_starts, row as usize)
    }

    pub fn places_of(&self, row: u32) -> Range<usize> {
        range(self.place_starts, row as usize)
    }

    pub fn areas_of(&self, row: u32) -> &[u32] {
        &self.area_values[range(self.area_starts, row as usize)]
    }

    pub fn services_of(&self, organisation: usize) -> &[u32] {
        &self.organisation_services[range(self.organisation_starts, organisation)]
    }

    pub fn organisation_name(&self, organisation: usize) -> &str {
        let bytes = &self.organisation_names[range(self.organisation_name_starts, organisation)];
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

fn range(starts: &[u32], row: usize) -> Range<usize> {
    starts[row] as usize..starts[row + 1] as usize
}

/// Writes a listing of these columns.
pub(super) fn write(out: &mut impl Write, columns: &Columns<'_>) -> io::Result<()> {
    let parts: [&[u8]; COLUMNS] = [
        bytes_of(columns.ids),
        bytes_of(columns.digests),
        bytes_of(columns.changed),
        bytes_of(columns.modified_days),
        bytes_of(columns.organisations),
        columns.minimum_ages,
        columns.maximum_ages,
        bytes_of(columns.term_starts),
        bytes_of(columns.term_values),
        bytes_of(columns.session_starts),
        columns.session_days,
        bytes_of(columns.session_opens),
        bytes_of(columns.session_closes),
        bytes_of(columns.place_starts),
        bytes_of(columns.place_ids),
        bytes_of(columns.place_points),
        bytes_of(columns.places_by_id),
        bytes_of(columns.area_starts),
        bytes_of(columns.area_values),
        bytes_of(columns.organisation_ids),
        bytes_of(columns.organisation_starts),
        bytes_of(columns.organisation_services),
        bytes_of(columns.organisation_name_starts),
        columns.organisation_names,
        bytes_of(columns.gone_ids),
        bytes_of(columns.gone_at),
        bytes_of(columns.changes),
        columns.terms,
        columns.areas,
        bytes_of(columns.location_ids),
        bytes_of(columns.places_by_location),
    ];
    out.write_all(MAGIC)?;
    let mut offset = HEADER;
    for part in parts {
        out.write_all(&(offset as u64).to_le_bytes())?;
        out.write_all(&(part.len() as u64).to_le_bytes())?;
        offset += part.len().next_multiple_of(8);
    }
    for part in parts {
        out.write_all(part)?;
        out.write_all(&[0; 8][..part.len().next_multiple_of(8) - part.len()])?;
    }
    Ok(())
}
