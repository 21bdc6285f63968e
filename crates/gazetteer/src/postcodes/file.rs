//! A postcode file: sectors in order, each a block of its live and its terminated postcodes.
//!
//! A lookup is a binary search among some 12,000 sectors, one bit of the sector's bitmap, and one packed
//! row; area codes stand once each in tables, and each distinct set of areas stands once.

use std::path::Path;

use model::identifier::AreaCode;
use model::place::{Point, Precision};
use model::postcode::Postcode;

use crate::container::{Container, FileKind};
use crate::error::GazetteerError;
use crate::map;
use crate::notes::FileNotes;
use crate::postcodes::PostcodeRecord;
use crate::postcodes::key::{outcode_key, sector_key, sector_of};
use crate::postcodes::listing::{Listing, Row};
use crate::tree::{self, Origin, point_of};

/// The sections of a postcode file.
pub(crate) mod section {
    pub(crate) const NOTES: usize = 0;
    /// `u32` a sector, ascending.
    pub(crate) const SECTOR_KEYS: usize = 1;
    /// `u32` a sector and one more: where its block begins.
    pub(crate) const SECTOR_BLOCKS: usize = 2;
    pub(crate) const BLOCKS: usize = 3;
    /// Six `u16` a set: authority, ward, small area, small area of 2011, NHS area, decile and quality.
    pub(crate) const AREA_SETS: usize = 4;
    /// Nine bytes a code, the five tables after each other.
    pub(crate) const CODES: usize = 5;
    /// Six `u32`: where each table of codes begins, and the end.
    pub(crate) const CODE_STARTS: usize = 6;
    /// Six `i32` an outcode, ascending: key, latitude, longitude, radius, postcodes, authority.
    pub(crate) const OUTCODES: usize = 7;
    /// Boxes of clusters of live postcodes, packed as a tree.
    pub(crate) const TREE_BOXES: usize = 8;
    /// `u32` a leaf: the sector its postcodes are of.
    pub(crate) const TREE_LEAVES: usize = 9;
    pub(crate) const COUNT: usize = 10;
}

/// Bytes before the listings of a sector's block: live `u16`, terminated `u16`, latitude `i32`,
/// longitude `i32`, radius `u32`, authority `u16`, offset of the terminated listing `u16`.
pub(crate) const BLOCK_HEADER_BYTES: usize = 20;
/// Bytes of a code.
pub(crate) const CODE_BYTES: usize = 9;
/// "No code".
pub(crate) const NO_CODE: u16 = u16::MAX;

/// The opened file.
#[derive(Debug)]
pub(crate) struct PostcodeFile {
    container: Container,
    notes: FileNotes,
}

/// What is known of a sector or outcode as a whole.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Summary {
    pub(crate) point: Point,
    pub(crate) radius_metres: f64,
    pub(crate) postcodes: u32,
    pub(crate) authority: Option<AreaCode>,
}

/// A live postcode near a point: enough to compare, resolved to a record at the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    pub(crate) metres: f64,
    sector: usize,
    row: Row,
}

impl PostcodeFile {
    pub(crate) fn open(path: &Path) -> Result<PostcodeFile, GazetteerError> {
        let container = Container::open(path, FileKind::Postcodes, section::COUNT)?;
        let damaged =
            |reason: &str| GazetteerError::Damaged { path: path.to_owned(), reason: reason.to_owned() };
        let notes = FileNotes::read(container.bytes(section::NOTES)).ok_or_else(|| damaged("its notes"))?;
        let file = PostcodeFile { container, notes };
        if file.sector_blocks().len() != file.sector_keys().len() + 1 || file.code_starts().len() != 6 {
            return Err(damaged("its tables do not fit each other"));
        }
        Ok(file)
    }

    pub(crate) fn notes(&self) -> &FileNotes {
        &self.notes
    }

    /// The record of a postcode, in use or not.
    pub(crate) fn find(&self, postcode: &Postcode) -> Option<PostcodeRecord> {
        let sector = self.sector_index(postcode.sector())?;
        let unit = *postcode.as_str().as_bytes().last_chunk::<2>()?;
        if let Some(row) = self.listing(sector, true).and_then(|listing| listing.find(unit)) {
            return Some(self.record(*postcode, true, &row));
        }
        let row = self.listing(sector, false)?.find(unit)?;
        Some(self.record(*postcode, false, &row))
    }

    /// Every record, live before terminated in each sector.
    pub(crate) fn records(&self) -> impl Iterator<Item = PostcodeRecord> + '_ {
        (0..self.sector_keys().len()).flat_map(move |sector| {
            [true, false].into_iter().flat_map(move |live| {
                let rows = self.listing(sector, live).map(Listing::rows);
                rows.into_iter()
                    .flatten()
                    .filter_map(move |row| Some(self.record(self.postcode(sector, row.unit)?, live, &row)))
            })
        })
    }

    /// The live postcodes of one local authority, in order.
    pub(crate) fn live_of(&self, authority: &AreaCode) -> impl Iterator<Item = (Postcode, Point)> + use<'_> {
        let sets = self.container.numbers::<u16>(section::AREA_SETS).as_chunks::<6>().0;
        let is_theirs: Vec<bool> =
            sets.iter().map(|set| self.code(0, set[0]).as_ref() == Some(authority)).collect();
        (0..self.sector_keys().len()).flat_map(move |sector| {
            let rows = self.listing(sector, true).into_iter().flat_map(Listing::rows);
            let theirs = rows.filter(|row| is_theirs.get(row.areas as usize) == Some(&true));
            theirs
                .filter_map(|row| {
                    Some((self.postcode(sector, row.unit)?, point_of(row.latitude_e5, row.longitude_e5)))
                })
                .collect::<Vec<_>>()
        })
    }

    pub(crate) fn sector(&self, sector: &str) -> Option<Summary> {
        let block = self.block(self.sector_index(sector)?)?;
        Some(Summary {
            point: point_of(map::i32_at(block, 4)?, map::i32_at(block, 8)?),
            radius_metres: f64::from(map::u32_at(block, 12)?),
            postcodes: u32::from(map::u16_at(block, 0)?),
            authority: self.code(0, map::u16_at(block, 16)?),
        })
    }

    pub(crate) fn outcode(&self, outcode: &str) -> Option<Summary> {
        let rows = self.container.numbers::<i32>(section::OUTCODES).as_chunks::<6>().0;
        let key = outcode_key(outcode)? as i32;
        let index = rows.binary_search_by_key(&key, |row| row[0]).ok()?;
        let [_, latitude, longitude, radius, postcodes, authority] = rows[index];
        Some(Summary {
            point: point_of(latitude, longitude),
            radius_metres: f64::from(radius),
            postcodes: postcodes as u32,
            authority: self.code(0, authority as u16),
        })
    }

    /// The nearest live postcode within `most_metres`; of several at the same spot the first by name.
    pub(crate) fn nearest(&self, origin: &Origin, most_metres: f64) -> Option<Near> {
        let boxes = self.container.numbers::<i32>(section::TREE_BOXES).as_chunks::<4>().0;
        let leaves = self.container.numbers::<u32>(section::TREE_LEAVES);
        let mut best: Option<Near> = None;
        let mut seen: Vec<usize> = Vec::new();
        tree::nearest(boxes, leaves.len(), origin, most_metres, |place| {
            let sector = leaves[place] as usize;
            if seen.contains(&sector) {
                return best.map_or(most_metres, |near| near.metres);
            }
            seen.push(sector);
            let rows = self.listing(sector, true).map(Listing::rows);
            for row in rows.into_iter().flatten() {
                let most = best.map_or(most_metres, |near| near.metres);
                let spot = [row.latitude_e5, row.longitude_e5, row.latitude_e5, row.longitude_e5];
                if origin.at_least_metres_to(&spot) > most {
                    continue;
                }
                let metres = origin.metres_to(row.latitude_e5, row.longitude_e5);
                let first = |near: Near| (sector, row.unit) < (near.sector, near.row.unit);
                if metres < most
                    || best.is_none() && metres <= most
                    || metres == most && best.is_some_and(first)
                {
                    best = Some(Near { metres, sector, row });
                }
            }
            best.map_or(most_metres, |near| near.metres)
        });
        best
    }

    /// The whole record of what [`PostcodeFile::nearest`] found.
    pub(crate) fn near_record(&self, near: &Near) -> Option<PostcodeRecord> {
        Some(self.record(self.postcode(near.sector, near.row.unit)?, true, &near.row))
    }

    fn record(&self, postcode: Postcode, live: bool, row: &Row) -> PostcodeRecord {
        let sets = self.container.numbers::<u16>(section::AREA_SETS).as_chunks::<6>().0;
        let absent = [NO_CODE, NO_CODE, NO_CODE, NO_CODE, NO_CODE, 0];
        let [authority, ward, small, small_2011, nhs, last] =
            sets.get(row.areas as usize).copied().unwrap_or(absent);
        let [decile, quality] = last.to_le_bytes();
        PostcodeRecord {
            postcode,
            point: point_of(row.latitude_e5, row.longitude_e5),
            precision: match (quality, live) {
                (1, _) => Precision::Sector,
                (2, _) => Precision::Outcode,
                (_, true) => Precision::Postcode,
                (_, false) => Precision::TerminatedPostcode,
            },
            live,
            authority: self.code(0, authority),
            ward: self.code(1, ward),
            small_area: self.code(2, small),
            small_area_2011: self.code(3, small_2011),
            nhs_area: self.code(4, nhs),
            deprivation_decile: (decile > 0).then_some(decile),
        }
    }

    fn code(&self, table: usize, index: u16) -> Option<AreaCode> {
        if index == NO_CODE {
            return None;
        }
        let at = (*self.code_starts().get(table)? as usize + usize::from(index)) * CODE_BYTES;
        let bytes = self.container.bytes(section::CODES).get(at..at + CODE_BYTES)?;
        let length = bytes.iter().position(|&byte| byte == 0).unwrap_or(CODE_BYTES);
        Some(AreaCode(std::str::from_utf8(&bytes[..length]).ok()?.to_owned()))
    }

    fn listing(&self, sector: usize, live: bool) -> Option<Listing<'_>> {
        let block = self.block(sector)?;
        let (count_at, at) =
            if live { (0, BLOCK_HEADER_BYTES) } else { (2, usize::from(map::u16_at(block, 18)?)) };
        if map::u16_at(block, count_at)? == 0 {
            return None;
        }
        Listing::read(block.get(at..)?)
    }

    /// A sector's block and what follows it, for rows are read eight bytes at a time.
    fn block(&self, sector: usize) -> Option<&[u8]> {
        self.container.bytes(section::BLOCKS).get(*self.sector_blocks().get(sector)? as usize..)
    }

    fn postcode(&self, sector: usize, unit: [u8; 2]) -> Option<Postcode> {
        let mut text = sector_of(*self.sector_keys().get(sector)?);
        text.extend(unit.map(char::from));
        Postcode::parse(&text)
    }

    fn sector_index(&self, sector: &str) -> Option<usize> {
        self.sector_keys().binary_search(&sector_key(sector)?).ok()
    }

    fn sector_keys(&self) -> &[u32] {
        self.container.numbers(section::SECTOR_KEYS)
    }

    fn sector_blocks(&self) -> &[u32] {
        self.container.numbers(section::SECTOR_BLOCKS)
    }

    fn code_starts(&self) -> &[u32] {
        self.container.numbers(section::CODE_STARTS)
    }
}
