//! From the national grids to latitude and longitude (WGS 84), within a metre.

use lonlat_bng::convert_osgb36_to_ll;
use model::place::Point;

/// A point of the British National Grid, by OSTN15; `None` outside the ground that OSTN15 covers.
pub fn from_british_grid(easting_metres: f64, northing_metres: f64) -> Option<Point> {
    let on_grid =
        (0.0..=700_000.0).contains(&easting_metres) && (0.0..=1_250_000.0).contains(&northing_metres);
    if !on_grid {
        return None;
    }
    let (longitude, latitude) = convert_osgb36_to_ll(easting_metres, northing_metres).ok()?;
    Point::new(latitude, longitude)
}

/// A point of the Irish Grid (TM65, EPSG:29902), by the seven-parameter shift of the two Ordnance
/// Surveys, which is good to about 0.4 m.
pub fn from_irish_grid(easting_metres: f64, northing_metres: f64) -> Option<Point> {
    let (latitude, longitude) = irish_to_modified_airy(easting_metres, northing_metres);
    let [x, y, z] = to_cartesian(latitude, longitude, &MODIFIED_AIRY);
    let [tx, ty, tz] = SHIFT_METRES;
    let [rx, ry, rz] = ROTATION_SECONDS.map(|seconds| (seconds / 3_600.0).to_radians());
    let scale = 1.0 + SCALE_MILLIONTHS * 1e-6;
    let shifted = [
        tx + scale * (x - rz * y + ry * z),
        ty + scale * (rz * x + y - rx * z),
        tz + scale * (-ry * x + rx * y + z),
    ];
    let (latitude, longitude) = from_cartesian(shifted, &WGS84);
    Point::new(latitude.to_degrees(), longitude.to_degrees())
}

/// From TM65 to WGS 84, position vector convention.
const SHIFT_METRES: [f64; 3] = [482.5, -130.6, 564.6];
const ROTATION_SECONDS: [f64; 3] = [-1.042, -0.214, -0.631];
const SCALE_MILLIONTHS: f64 = 8.15;

struct Ellipsoid {
    semi_major_metres: f64,
    semi_minor_metres: f64,
}

impl Ellipsoid {
    fn eccentricity_squared(&self) -> f64 {
        1.0 - (self.semi_minor_metres / self.semi_major_metres).powi(2)
    }
}

const MODIFIED_AIRY: Ellipsoid =
    Ellipsoid { semi_major_metres: 6_377_340.189, semi_minor_metres: 6_356_034.447_938_5 };
const WGS84: Ellipsoid = Ellipsoid { semi_major_metres: 6_378_137.0, semi_minor_metres: 6_356_752.314_245_2 };

const ORIGIN_LATITUDE: f64 = 53.5;
const ORIGIN_LONGITUDE: f64 = -8.0;
const ORIGIN_SCALE: f64 = 1.000_035;
const FALSE_EASTING: f64 = 200_000.0;
const FALSE_NORTHING: f64 = 250_000.0;

/// Latitude and longitude in radians on the modified Airy ellipsoid, by the series of Redfearn as the
/// Ordnance Survey prints it (good to a millimetre this near to the central meridian).
fn irish_to_modified_airy(easting: f64, northing: f64) -> (f64, f64) {
    let Ellipsoid { semi_major_metres: major, semi_minor_metres: minor } = MODIFIED_AIRY;
    let (major, minor) = (major * ORIGIN_SCALE, minor * ORIGIN_SCALE);
    let squared = MODIFIED_AIRY.eccentricity_squared();
    let origin = ORIGIN_LATITUDE.to_radians();
    let mut latitude = origin;
    for _ in 0..20 {
        let left = northing - FALSE_NORTHING - meridian_arc(latitude, origin, major, minor);
        latitude += left / major;
        if left.abs() < 1e-6 {
            break;
        }
    }
    let sine = latitude.sin();
    let across = major / (1.0 - squared * sine * sine).sqrt();
    let along = major * (1.0 - squared) / (1.0 - squared * sine * sine).powf(1.5);
    let eta = across / along - 1.0;
    let (tangent, secant) = (latitude.tan(), 1.0 / latitude.cos());
    let (t2, t4, t6) = (tangent.powi(2), tangent.powi(4), tangent.powi(6));
    let seven = tangent / (2.0 * along * across);
    let eight = tangent / (24.0 * along * across.powi(3)) * (5.0 + 3.0 * t2 + eta - 9.0 * t2 * eta);
    let nine = tangent / (720.0 * along * across.powi(5)) * (61.0 + 90.0 * t2 + 45.0 * t4);
    let ten = secant / across;
    let eleven = secant / (6.0 * across.powi(3)) * (across / along + 2.0 * t2);
    let twelve = secant / (120.0 * across.powi(5)) * (5.0 + 28.0 * t2 + 24.0 * t4);
    let twelve_a = secant / (5_040.0 * across.powi(7)) * (61.0 + 662.0 * t2 + 1_320.0 * t4 + 720.0 * t6);
    let east = easting - FALSE_EASTING;
    (
        latitude - seven * east.powi(2) + eight * east.powi(4) - nine * east.powi(6),
        ORIGIN_LONGITUDE.to_radians() + ten * east - eleven * east.powi(3) + twelve * east.powi(5)
            - twelve_a * east.powi(7),
    )
}

fn meridian_arc(latitude: f64, origin: f64, major: f64, minor: f64) -> f64 {
    let n = (major - minor) / (major + minor);
    let (less, more) = (latitude - origin, latitude + origin);
    let (n2, n3) = (n * n, n * n * n);
    minor
        * ((1.0 + n + 1.25 * n2 + 1.25 * n3) * less
            - (3.0 * n + 3.0 * n2 + 2.625 * n3) * less.sin() * more.cos()
            + (1.875 * n2 + 1.875 * n3) * (2.0 * less).sin() * (2.0 * more).cos()
            - 35.0 / 24.0 * n3 * (3.0 * less).sin() * (3.0 * more).cos())
}

fn to_cartesian(latitude: f64, longitude: f64, ellipsoid: &Ellipsoid) -> [f64; 3] {
    let squared = ellipsoid.eccentricity_squared();
    let across = ellipsoid.semi_major_metres / (1.0 - squared * latitude.sin().powi(2)).sqrt();
    [
        across * latitude.cos() * longitude.cos(),
        across * latitude.cos() * longitude.sin(),
        across * (1.0 - squared) * latitude.sin(),
    ]
}

fn from_cartesian([x, y, z]: [f64; 3], ellipsoid: &Ellipsoid) -> (f64, f64) {
    let squared = ellipsoid.eccentricity_squared();
    let from_axis = x.hypot(y);
    let mut latitude = z.atan2(from_axis * (1.0 - squared));
    for _ in 0..8 {
        let across = ellipsoid.semi_major_metres / (1.0 - squared * latitude.sin().powi(2)).sqrt();
        latitude = (z + squared * across * latitude.sin()).atan2(from_axis);
    }
    (latitude, y.atan2(x))
}

#[cfg(test)]
mod tests;
