//! The area file: codes in order, a row of sixteen numbers each, names, and packed boundaries.

use std::path::Path;

use model::identifier::AreaCode;
use model::place::Point;

use crate::areas::{Area, AreaKind, rings};
use crate::container::{Container, FileKind};
use crate::error::GazetteerError;
use crate::notes::FileNotes;
use crate::postcodes::file::CODE_BYTES;
use crate::tree::point_of;

/// The sections of the area file.
pub(crate) mod section {
    pub(crate) const NOTES: usize = 0;
    /// Nine bytes a code, ascending.
    pub(crate) const CODES: usize = 1;
    /// A [`super::AreaRow`] a code.
    pub(crate) const ROWS: usize = 2;
    pub(crate) const NAMES: usize = 3;
    pub(crate) const RINGS: usize = 4;
    pub(crate) const COUNT: usize = 5;
}

/// One area: kind and decile, name offset and length, four parents (-1 = none), latitude, longitude,
/// south, west, north, east, people, offset and length of the boundary.
pub(crate) type AreaRow = [i32; 16];

/// The opened file.
#[derive(Debug)]
pub(crate) struct AreaFile {
    container: Container,
    notes: FileNotes,
}

impl AreaFile {
    pub(crate) fn open(path: &Path) -> Result<AreaFile, GazetteerError> {
        let container = Container::open(path, FileKind::Areas, section::COUNT)?;
        let damaged =
            |reason: &str| GazetteerError::Damaged { path: path.to_owned(), reason: reason.to_owned() };
        let notes = FileNotes::read(container.bytes(section::NOTES)).ok_or_else(|| damaged("its notes"))?;
        let file = AreaFile { container, notes };
        if file.codes().len() != file.rows().len() {
            return Err(damaged("its tables do not fit each other"));
        }
        Ok(file)
    }

    pub(crate) fn notes(&self) -> &FileNotes {
        &self.notes
    }

    pub(crate) fn len(&self) -> usize {
        self.rows().len()
    }

    pub(crate) fn index_of(&self, code: &AreaCode) -> Option<usize> {
        self.codes().binary_search(&padded(&code.0)?).ok()
    }

    pub(crate) fn code(&self, index: usize) -> Option<AreaCode> {
        let bytes = self.codes().get(index)?;
        let length = bytes.iter().position(|&byte| byte == 0).unwrap_or(CODE_BYTES);
        Some(AreaCode(std::str::from_utf8(&bytes[..length]).ok()?.to_owned()))
    }

    pub(crate) fn name(&self, index: usize) -> Option<&str> {
        let row = self.rows().get(index)?;
        let start = usize::try_from(row[1]).ok()?;
        let bytes = self.container.bytes(section::NAMES).get(start..start + usize::try_from(row[2]).ok()?)?;
        std::str::from_utf8(bytes).ok()
    }

    pub(crate) fn kind(&self, index: usize) -> Option<AreaKind> {
        AreaKind::ALL.get((self.rows().get(index)?[0] & 0xff) as usize).copied()
    }

    /// The areas it lies in, each once, nearest first.
    pub(crate) fn parents(&self, index: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let mut next = vec![index];
        while let Some(index) = (!next.is_empty()).then(|| next.remove(0)) {
            let Some(row) = self.rows().get(index) else { continue };
            for parent in row[3..7].iter().filter_map(|&parent| usize::try_from(parent).ok()) {
                if !all.contains(&parent) && all.len() < 32 {
                    all.push(parent);
                    next.push(parent);
                }
            }
        }
        all
    }

    pub(crate) fn area(&self, index: usize) -> Option<Area> {
        let row = self.rows().get(index)?;
        let mut parents = self.parents(index);
        parents.sort_by_key(|&parent| std::cmp::Reverse(self.kind(parent)));
        let start = usize::try_from(row[14]).ok()?;
        let packed =
            self.container.bytes(section::RINGS).get(start..start + usize::try_from(row[15]).ok()?)?;
        let decile = (row[0] >> 8) as u8;
        Some(Area {
            code: self.code(index)?,
            kind: self.kind(index)?,
            name: self.name(index)?.to_owned(),
            parents: parents.into_iter().filter_map(|parent| self.code(parent)).collect(),
            point: point_of(row[7], row[8]),
            south_west: point_of(row[9], row[10]),
            north_east: point_of(row[11], row[12]),
            population: row[13] as u32,
            deprivation_decile: (decile > 0).then_some(decile),
            rings: rings::unpack(packed),
        })
    }

    /// Whether the point lies within the boundary, holes left out; `None` where there is no boundary.
    pub(crate) fn boundary_holds(&self, index: usize, point: Point) -> Option<bool> {
        let area = self.area(index)?;
        (!area.rings.is_empty()).then(|| rings::hold(&area.rings, point))
    }

    fn codes(&self) -> &[[u8; CODE_BYTES]] {
        self.container.bytes(section::CODES).as_chunks().0
    }

    fn rows(&self) -> &[AreaRow] {
        self.container.numbers::<i32>(section::ROWS).as_chunks().0
    }
}

/// A code as the file holds it; `None` when it is too long.
pub(crate) fn padded(code: &str) -> Option<[u8; CODE_BYTES]> {
    let mut bytes = [0; CODE_BYTES];
    bytes.get_mut(..code.len())?.copy_from_slice(code.as_bytes());
    Some(bytes)
}
