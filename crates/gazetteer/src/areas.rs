//! Areas: names, parents, boxes and boundaries of authorities, wards, NHS areas and the rest.

use model::identifier::AreaCode;
use model::place::Point;

/// What kind of area it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaKind {
    /// England, Northern Ireland, Scotland, Wales.
    Nation,
    /// An English region.
    Region,
    /// A county with districts below it.
    County,
    /// A combined authority.
    CombinedAuthority,
    /// A local authority district.
    Authority,
    /// An electoral ward.
    Ward,
    /// Integrated care board, health board, health and social care trust.
    NhsArea,
    /// Part of an integrated care board.
    NhsSubArea,
    /// Middle layer: MSOA, Intermediate Zone, Super Data Zone; with a name people use.
    Neighbourhood,
    /// Small area: LSOA 2021, Data Zone 2022, Northern Irish Data Zone 2021.
    SmallArea,
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
    /// The middle of its postcodes (people, not ground).
    pub point: Point,
    /// Box of its postcodes and boundary: south-west corner.
    pub south_west: Point,
    /// Box of its postcodes and boundary: north-east corner.
    pub north_east: Point,
    /// People; 0 = not known.
    pub population: u32,
    /// Decile of the nation's own deprivation index, for small areas.
    pub deprivation_decile: Option<u8>,
    /// Simplified boundary for drawing: closed rings (first point = last), outer rings and holes
    /// together, to be filled even-odd. Empty where there is none.
    pub rings: Vec<Vec<Point>>,
}
