//! Where: a point on the ground, how well it is known, and the place a service is delivered at.

use serde::{Deserialize, Serialize};

use crate::accessibility::Accessibility;
use crate::identifier::AreaCode;
use crate::postcode::Postcode;

/// Mean radius of the earth in metres (IUGG R1), used by the haversine formula.
pub const EARTH_RADIUS_METRES: f64 = 6_371_008.8;

/// Metres in an international mile.
pub const METRES_PER_MILE: f64 = 1_609.344;

/// A point on the ground, WGS 84, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north.
    #[serde(rename = "lat")]
    pub latitude: f64,
    /// Degrees east.
    #[serde(rename = "lon")]
    pub longitude: f64,
}

impl Point {
    /// `None` when not finite or outside ±90° and ±180°.
    pub fn new(latitude: f64, longitude: f64) -> Option<Point> {
        let good = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        good.then_some(Point { latitude, longitude })
    }

    /// Whether the point lies in the box of the United Kingdom (Scilly to Shetland, Rockall left out).
    pub fn is_in_united_kingdom_box(&self) -> bool {
        (49.8..=61.0).contains(&self.latitude) && (-8.7..=1.8).contains(&self.longitude)
    }

    /// Distance along the ground, in metres, by the haversine formula on the mean sphere
    /// (within 0.5 % of the WGS 84 geodesic anywhere in the United Kingdom).
    pub fn distance_metres(&self, other: &Point) -> f64 {
        let (lat1, lat2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = (lat2 - lat1) / 2.0;
        let half_lon = (other.longitude - self.longitude).to_radians() / 2.0;
        let a = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_METRES * a.sqrt().min(1.0).asin()
    }
}

/// How a point was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The source gave coordinates.
    Source,
    /// The middle of a live postcode: about a street.
    Postcode,
    /// The last place of a postcode that is no longer in use.
    TerminatedPostcode,
    /// The middle of a postcode sector (`SK4 3`): about a neighbourhood.
    Sector,
    /// The middle of an outcode (`SK4`): about a town.
    Outcode,
    /// The middle of a named place.
    Place,
}

/// A place where a service is delivered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Location {
    /// The venue: "St Paul's Church Hall".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Street address on one line, without the postcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Post town or village, where the source tells it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// The postcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// Where it is, with how that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub located: Option<Located>,
    /// Unique Property Reference Number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uprn: Option<u64>,
    /// Access to this building.
    #[serde(skip_serializing_if = "Accessibility::is_empty")]
    pub accessibility: Accessibility,
}

/// A point with how it is known, and the areas it lies in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// The point.
    #[serde(flatten)]
    pub point: Point,
    /// How the point was found.
    pub precision: Precision,
    /// Local authority district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<AreaCode>,
    /// Electoral ward, Great Britain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ward: Option<AreaCode>,
    /// A name for people: "Heaton Norris, Stockport".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// Ground that a service covers, whatever its own address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ServiceArea {
    /// The whole United Kingdom.
    UnitedKingdom,
    /// A coded area: nation, region, county, authority, ward, NHS area.
    Area {
        /// Its code.
        code: AreaCode,
        /// Its name.
        name: String,
    },
    /// A circle.
    Around {
        /// The middle.
        point: Point,
        /// Radius in metres.
        radius_metres: f64,
    },
    /// A ring of points (GeoJSON order turned into points), closed implicitly.
    Polygon {
        /// The outer rings.
        rings: Vec<Vec<Point>>,
        /// What the source calls it.
        name: Option<String>,
    },
    /// Words that could not be tied to an area. Shown, never used to leave a service out.
    Named {
        /// The source's words.
        name: String,
    },
}

#[cfg(test)]
mod tests;
