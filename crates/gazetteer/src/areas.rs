//! Areas: names, parents, boxes and boundaries of authorities, wards, NHS areas and the rest.

pub(crate) mod file;
pub(crate) mod rings;

use model::identifier::AreaCode;
use model::place::Point;

/// What kind of area it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaKind {
    /// England, Northern Ireland, Scotland, Wales.
    Nation,
    /// An English region.
    Region,
    /// A combined authority.
    CombinedAuthority,
    /// A county with districts below it.
    County,
    /// Integrated care board, health board, health and social care trust.
    NhsArea,
    /// Part of an integrated care board.
    NhsSubArea,
    /// A local authority district.
    Authority,
    /// An electoral ward.
    Ward,
    /// Middle layer: MSOA, Intermediate Zone, Super Data Zone; with a name people use.
    Neighbourhood,
    /// Small area: LSOA 2021, Data Zone 2022, Northern Irish Data Zone 2021.
    SmallArea,
}

impl AreaKind {
    /// All of them, the largest first, in the order the file numbers them.
    pub const ALL: [AreaKind; 10] = [
        AreaKind::Nation,
        AreaKind::Region,
        AreaKind::CombinedAuthority,
        AreaKind::County,
        AreaKind::NhsArea,
        AreaKind::NhsSubArea,
        AreaKind::Authority,
        AreaKind::Ward,
        AreaKind::Neighbourhood,
        AreaKind::SmallArea,
    ];
}

/// A coded area.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// What it is.
    pub kind: AreaKind,
    /// Its name: "Stockport".
    pub name: String,
    /// The areas it lies in, smallest first.
    pub parents: Vec<AreaCode>,
    /// Where its people are: the middle of its postcodes, or what the source calls its middle.
    pub point: Point,
    /// South-west corner of the box around its postcodes and its boundary, as far as they are known.
    pub south_west: Point,
    /// North-east corner of that box.
    pub north_east: Point,
    /// People; 0 = not known.
    pub population: u32,
    /// Decile of the nation's own deprivation index, for small areas.
    pub deprivation_decile: Option<u8>,
    /// Simplified boundary for drawing: closed rings (first point = last), outer rings and holes
    /// together, to be filled even-odd. Empty where there is none.
    pub rings: Vec<Vec<Point>>,
}
