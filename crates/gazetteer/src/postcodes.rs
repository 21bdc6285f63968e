//! Postcodes: what a typed one turned out to be, and what is known of it.

pub(crate) mod file;
pub(crate) mod key;
pub(crate) mod listing;

use model::identifier::AreaCode;
use model::place::{Point, Precision};
use model::postcode::Postcode;

/// What a typed postcode turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum PostcodeFound {
    /// In use.
    Live(PostcodeRecord),
    /// No longer in use: the record says where it last was.
    Terminated(PostcodeRecord),
    /// A sector (`SK4 3`): typed as such, or the nearest thing to an unknown postcode.
    Sector {
        /// `SK4 3`.
        sector: String,
        /// The middle of its postcodes.
        point: Point,
        /// Holds 95 % of its postcodes, in metres.
        radius_metres: f64,
        /// How many live postcodes it has; none when all are terminated.
        postcodes: u32,
        /// The local authority most of its postcodes lie in.
        authority: Option<AreaCode>,
        /// The full postcode that was typed and is not known, when it was one.
        instead_of: Option<Postcode>,
    },
    /// An outcode (`SK4`): typed as such, or the nearest thing to an unknown postcode.
    Outcode {
        /// `SK4`.
        outcode: String,
        /// The middle of its postcodes.
        point: Point,
        /// Holds 95 % of its postcodes, in metres.
        radius_metres: f64,
        /// How many live postcodes it has; none when all are terminated.
        postcodes: u32,
        /// The local authority most of its postcodes lie in.
        authority: Option<AreaCode>,
        /// What was typed and is not known, as we read it: a full postcode or a sector.
        instead_of: Option<String>,
    },
    /// No postcode, or one of an outcode nobody has heard of.
    Unknown {
        /// What was typed.
        typed: String,
        /// The postcode it would be, when it has the shape of one.
        postcode: Option<Postcode>,
    },
}

impl PostcodeFound {
    /// The point to measure from; `None` when unknown.
    pub fn point(&self) -> Option<Point> {
        match self {
            PostcodeFound::Live(record) | PostcodeFound::Terminated(record) => Some(record.point),
            PostcodeFound::Sector { point, .. } | PostcodeFound::Outcode { point, .. } => Some(*point),
            PostcodeFound::Unknown { .. } => None,
        }
    }

    /// About how far it reaches from the point, in metres: 0 for a postcode.
    pub fn radius_metres(&self) -> f64 {
        match self {
            PostcodeFound::Sector { radius_metres, .. } | PostcodeFound::Outcode { radius_metres, .. } => {
                *radius_metres
            }
            _ => 0.0,
        }
    }

    /// How well the point is known; `None` when unknown.
    pub fn precision(&self) -> Option<Precision> {
        match self {
            PostcodeFound::Live(record) | PostcodeFound::Terminated(record) => Some(record.precision),
            PostcodeFound::Sector { .. } => Some(Precision::Sector),
            PostcodeFound::Outcode { .. } => Some(Precision::Outcode),
            PostcodeFound::Unknown { .. } => None,
        }
    }

    /// The record, when the very postcode is known, in use or not.
    pub fn record(&self) -> Option<&PostcodeRecord> {
        match self {
            PostcodeFound::Live(record) | PostcodeFound::Terminated(record) => Some(record),
            _ => None,
        }
    }
}

/// All that is known of one postcode. An absent code means that the source has none.
#[derive(Debug, Clone, PartialEq)]
pub struct PostcodeRecord {
    /// The postcode.
    pub postcode: Postcode,
    /// Its middle (or last known middle).
    pub point: Point,
    /// `Postcode`, `TerminatedPostcode`, or `Sector`/`Outcode` where the source has no coordinate of
    /// its own for this postcode.
    pub precision: Precision,
    /// Whether it is in use.
    pub live: bool,
    /// Local authority district.
    pub authority: Option<AreaCode>,
    /// Electoral ward.
    pub ward: Option<AreaCode>,
    /// Small area: LSOA 2021, Scottish Data Zone 2022, Northern Irish Data Zone 2021.
    pub small_area: Option<AreaCode>,
    /// Small area before: LSOA 2011, Data Zone 2011, Northern Irish SOA.
    pub small_area_2011: Option<AreaCode>,
    /// Integrated care board, health board, or health and social care trust.
    pub nhs_area: Option<AreaCode>,
    /// Decile of the nation's own deprivation index, 1 = most deprived. Nations do not compare.
    pub deprivation_decile: Option<u8>,
}
