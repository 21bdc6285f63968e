//! Named places: cities to neighbourhoods, and areas by their names.

pub(crate) mod file;
pub mod fold;
pub(crate) mod spelling;

use model::identifier::AreaCode;
use model::place::Point;

/// What kind of place a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A city.
    City,
    /// A town.
    Town,
    /// A village.
    Village,
    /// A few houses.
    Hamlet,
    /// Part of a town.
    Suburb,
    /// A settlement whose size is not told.
    Settlement,
    /// A name whose kind is not told.
    Place,
    /// A neighbourhood.
    Neighbourhood,
    /// An electoral ward.
    Ward,
    /// A local authority district.
    Authority,
    /// A county.
    County,
    /// A combined authority.
    CombinedAuthority,
    /// An English region.
    Region,
    /// England, Northern Ireland, Scotland, Wales.
    Nation,
    /// An integrated care board, health board or trust.
    NhsArea,
}

impl PlaceKind {
    /// All of them, in the order the file numbers them.
    pub const ALL: [PlaceKind; 15] = [
        PlaceKind::City,
        PlaceKind::Town,
        PlaceKind::Village,
        PlaceKind::Hamlet,
        PlaceKind::Suburb,
        PlaceKind::Settlement,
        PlaceKind::Place,
        PlaceKind::Neighbourhood,
        PlaceKind::Ward,
        PlaceKind::Authority,
        PlaceKind::County,
        PlaceKind::CombinedAuthority,
        PlaceKind::Region,
        PlaceKind::Nation,
        PlaceKind::NhsArea,
    ];
}

/// A named place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// "Newport".
    pub name: String,
    /// Enough to tell it from its namesakes: "Newport, Isle of Wight".
    pub label: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Its middle.
    pub point: Point,
    /// About how far it reaches from its middle, in metres.
    pub radius_metres: f64,
    /// People, where known; 0 = not known.
    pub population: u32,
    /// Public transport stops, a measure of size where `population` is 0.
    pub stops: u32,
    /// The area that this name is, when it is one (a ward, an authority, a county …).
    pub area: Option<AreaCode>,
    /// The local authority district it lies in.
    pub authority: Option<AreaCode>,
}
