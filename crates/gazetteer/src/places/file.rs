//! The place file: names in a finite-state map, and a row of numbers a place.

use std::path::Path;

use fst::{IntoStreamer, Map, Streamer};

use crate::areas::file::AreaFile;
use crate::container::{Container, FileKind, Section};
use crate::error::GazetteerError;
use crate::notes::FileNotes;
use crate::places::spelling::Slips;
use crate::places::{Place, PlaceKind};
use crate::tree::{self, Origin, point_of};

/// The sections of the place file.
pub(crate) mod section {
    pub(crate) const NOTES: usize = 0;
    /// Folded names; the value is the first place in `ORDER` times 2^16, plus how many.
    pub(crate) const NAMES: usize = 1;
    /// `u32`: places by folded name, the largest first among namesakes.
    pub(crate) const ORDER: usize = 2;
    /// A [`super::PlaceRow`] a place, the largest first of all.
    pub(crate) const ROWS: usize = 3;
    /// Names and labels.
    pub(crate) const TEXT: usize = 4;
    /// Boxes of the places that label the ground, packed as a tree.
    pub(crate) const TREE_BOXES: usize = 5;
    /// `u32` a leaf: its place.
    pub(crate) const TREE_LEAVES: usize = 6;
    pub(crate) const COUNT: usize = 7;
}

/// One place: text offset, length of name and of label and kind (bytes), latitude, longitude, radius in
/// metres, people, stops, area and authority as numbers in the area file (-1 = none).
pub(crate) type PlaceRow = [i32; 9];

/// The opened file.
#[derive(Debug)]
pub(crate) struct PlaceFile {
    container: Container,
    names: Map<Section>,
    notes: FileNotes,
}

impl PlaceFile {
    pub(crate) fn open(path: &Path) -> Result<PlaceFile, GazetteerError> {
        let container = Container::open(path, FileKind::Places, section::COUNT)?;
        let damaged =
            |reason: &str| GazetteerError::Damaged { path: path.to_owned(), reason: reason.to_owned() };
        let notes = FileNotes::read(container.bytes(section::NOTES)).ok_or_else(|| damaged("its notes"))?;
        let names = Map::new(container.section(section::NAMES)).map_err(|_| damaged("its names"))?;
        names.as_fst().verify().map_err(|_| damaged("its names"))?;
        Ok(PlaceFile { container, names, notes })
    }

    pub(crate) fn notes(&self) -> &FileNotes {
        &self.notes
    }

    /// Places of exactly this folded name, the largest first.
    pub(crate) fn named(&self, folded: &str) -> &[u32] {
        self.names.get(folded).map_or(&[], |value| self.namesakes(value))
    }

    /// The `limit` largest places whose folded name begins with `folded`.
    pub(crate) fn beginning(&self, folded: &str, limit: usize) -> Vec<u32> {
        let mut stream = self.names.range().ge(folded).into_stream();
        let mut found = Vec::new();
        while let Some((key, value)) = stream.next() {
            if !key.starts_with(folded.as_bytes()) {
                break;
            }
            found.extend(self.namesakes(value).iter().take(limit));
        }
        // Rows stand with the largest place first, so the smallest numbers are the largest places.
        found.sort_unstable();
        found.dedup();
        found.truncate(limit);
        found
    }

    /// Places whose folded name is a slip or two (in long names three) from `folded`, by slips, then by size. First letters are
    /// seldom wrong, so those that agree come first among equals.
    pub(crate) fn similar(&self, folded: &str, limit: usize) -> Vec<u32> {
        let most = match folded.len() {
            0..=2 => return Vec::new(),
            3..=4 => 1,
            _ => 2,
        };
        let found = self.within(folded, most, limit);
        if found.is_empty() && folded.len() >= 9 { self.within(folded, 3, limit) } else { found }
    }

    fn within(&self, folded: &str, most: u8, limit: usize) -> Vec<u32> {
        let Some(slips) = Slips::new(folded, most) else { return Vec::new() };
        let first = folded.as_bytes()[0];
        let mut found = Vec::new();
        let mut stream = self.names.search(&slips).into_stream();
        while let Some((key, value)) = stream.next() {
            let wrong_start = key.first() != Some(&first);
            let near = slips.between(key);
            found.extend(self.namesakes(value).iter().map(|&place| (near, wrong_start, place)));
        }
        found.sort_unstable();
        let mut places = Vec::new();
        for (_, _, place) in found {
            if !places.contains(&place) && places.len() < limit {
                places.push(place);
            }
        }
        places
    }

    /// The `most` places nearest to a point that label ground, nearest first, with their metres.
    pub(crate) fn nearest(&self, origin: &Origin, most: usize) -> Vec<(f64, u32)> {
        let boxes = self.container.numbers::<i32>(section::TREE_BOXES).as_chunks::<4>().0;
        let leaves = self.container.numbers::<u32>(section::TREE_LEAVES);
        let mut found: Vec<(f64, u32)> = Vec::new();
        tree::nearest(boxes, leaves.len(), origin, f64::INFINITY, |leaf| {
            let Some(row) = self.row(leaves[leaf]) else { return f64::INFINITY };
            let metres = origin.metres_to(row[2], row[3]);
            let after = found.partition_point(|&(other, _)| other <= metres);
            found.insert(after, (metres, leaves[leaf]));
            found.truncate(most);
            if found.len() == most { found[most - 1].0 } else { f64::INFINITY }
        });
        found
    }

    pub(crate) fn kind(&self, place: u32) -> Option<PlaceKind> {
        PlaceKind::ALL.get((self.row(place)?[1] >> 24 & 0xff) as usize).copied()
    }

    pub(crate) fn radius_metres(&self, place: u32) -> Option<f64> {
        self.row(place).map(|row| f64::from(row[4]))
    }

    /// The number of its authority in the area file.
    pub(crate) fn authority(&self, place: u32) -> Option<usize> {
        self.row(place).and_then(|row| usize::try_from(row[8]).ok())
    }

    pub(crate) fn name(&self, place: u32) -> Option<&str> {
        let row = self.row(place)?;
        self.text(row[0], row[1] & 0xfff)
    }

    pub(crate) fn place(&self, place: u32, areas: &AreaFile) -> Option<Place> {
        let row = self.row(place)?;
        let name_length = row[1] & 0xfff;
        let code = |index: i32| usize::try_from(index).ok().and_then(|index| areas.code(index));
        Some(Place {
            name: self.text(row[0], name_length)?.to_owned(),
            label: self.text(row[0] + name_length, row[1] >> 12 & 0xfff)?.to_owned(),
            kind: self.kind(place)?,
            point: point_of(row[2], row[3]),
            radius_metres: f64::from(row[4]),
            population: row[5] as u32,
            stops: row[6] as u32,
            area: code(row[7]),
            authority: code(row[8]),
        })
    }

    fn namesakes(&self, value: u64) -> &[u32] {
        let (start, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        self.container.numbers::<u32>(section::ORDER).get(start..start + count).unwrap_or(&[])
    }

    fn row(&self, place: u32) -> Option<&PlaceRow> {
        self.container.numbers::<i32>(section::ROWS).as_chunks().0.get(place as usize)
    }

    fn text(&self, start: i32, length: i32) -> Option<&str> {
        let start = usize::try_from(start).ok()?;
        let bytes = self.container.bytes(section::TEXT).get(start..start + usize::try_from(length).ok()?)?;
        std::str::from_utf8(bytes).ok()
    }
}
