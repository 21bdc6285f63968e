//! The official files as they are published: the ONS Postcode Directory and Code-Point Open.

use std::io::Read;

use csv::StringRecord;
use model::place::Point;
use model::postcode::Postcode;

use crate::build::Tally;
use crate::build::decimal::{hundred_thousandths, rounded};
use crate::build::postcodes::{Entry, PostcodeTable, Quality};
use crate::grid::{from_british_grid, from_irish_grid};

/// Postcodes of Northern Ireland, which are on the Irish Grid and under a licence of their own.
const NORTHERN_IRELAND: &str = "BT";

/// How many small areas the English index of 2025, or the one before it, ranks.
const ENGLAND_2025: u32 = 33_755;
const ENGLAND_2019: u32 = 32_844;
const WALES: u32 = 1_909;
const SCOTLAND: u32 = 6_976;
const NORTHERN_IRELAND_SMALL_AREAS: u32 = 890;

/// The two files that come out of one directory.
#[derive(Debug, Default)]
pub struct ByLicence {
    /// Great Britain.
    pub great_britain: PostcodeTable,
    /// Northern Ireland.
    pub northern_ireland: PostcodeTable,
}

/// Takes in the ONS Postcode Directory, any edition since about 2015: columns are found by their names,
/// with or without a year in them. The Channel Islands and the Isle of Man have no coordinates in it.
pub fn read_postcode_directory(reader: impl Read, into: &mut ByLicence) -> csv::Result<Tally> {
    let mut table = csv::Reader::from_reader(reader);
    let columns = Columns::of(table.headers()?);
    let mut tally = Tally::default();
    let mut record = StringRecord::new();
    while table.read_record(&mut record)? {
        tally.rows += 1;
        let entry = match columns.entry(&record) {
            Err(reason) => {
                tally.refuse(tally.rows, reason);
                continue;
            }
            Ok(None) => {
                tally.without_coordinates += 1;
                continue;
            }
            Ok(Some(entry)) => entry,
        };
        let northern_irish = entry.postcode.as_str().starts_with(NORTHERN_IRELAND);
        let table = if northern_irish { &mut into.northern_ireland } else { &mut into.great_britain };
        match table.push(&entry) {
            Err(reason) => tally.refuse(tally.rows, reason),
            Ok(()) if entry.live => tally.live += 1,
            Ok(()) => tally.terminated += 1,
        }
    }
    Ok(tally)
}

/// Takes in a file of Code-Point Open, which has no header: postcode, quality, easting, northing, country,
/// two NHS areas of old, county, district, ward. Northern Ireland is not in it.
pub fn read_code_point(reader: impl Read, into: &mut PostcodeTable) -> csv::Result<Tally> {
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(reader);
    let mut tally = Tally::default();
    let mut record = StringRecord::new();
    while table.read_record(&mut record)? {
        tally.rows += 1;
        match code_point_entry(&record).and_then(|entry| entry.map(|entry| into.push(&entry)).transpose()) {
            Err(reason) => tally.refuse(tally.rows, reason),
            Ok(None) => tally.without_coordinates += 1,
            Ok(Some(())) => tally.live += 1,
        }
    }
    Ok(tally)
}

fn code_point_entry(record: &StringRecord) -> Result<Option<Entry<'_>>, String> {
    let text = |column: usize| record.get(column).unwrap_or("").trim();
    let postcode = read_postcode(text(0))?;
    let Some(point) = grid_point(postcode, text(2), text(3))? else { return Ok(None) };
    Ok(Some(Entry {
        postcode,
        latitude_e5: rounded(point.latitude),
        longitude_e5: rounded(point.longitude),
        live: true,
        // 60 is the quality of a sector's mean.
        quality: if text(1) == "60" { Quality::Sector } else { Quality::Own },
        codes: [text(8), text(9), "", "", ""],
        decile: 0,
    }))
}

/// Where the columns of a postcode directory are.
#[derive(Debug)]
struct Columns {
    postcode: Option<usize>,
    terminated: Option<usize>,
    easting: Option<usize>,
    northing: Option<usize>,
    latitude: Option<usize>,
    longitude: Option<usize>,
    quality: Option<usize>,
    authority: Option<usize>,
    ward: Option<usize>,
    small_area: Option<usize>,
    small_area_2011: Option<usize>,
    /// Integrated care board before health board.
    nhs: [Option<usize>; 2],
    rank: Option<usize>,
    rank_is_of_2025: bool,
}

impl Columns {
    fn of(headers: &StringRecord) -> Columns {
        let headers: Vec<String> = headers
            .iter()
            .map(|header| header.trim_matches(['\u{feff}', ' ', '"']).to_ascii_lowercase())
            .collect();
        let find = |names: &[&str]| {
            names.iter().find_map(|name| headers.iter().position(|header| is_named(header, name)))
        };
        let rank = find(&["imd", "imd20ind"]);
        Columns {
            postcode: find(&["pcds", "pcd_abbr", "pcd8", "pcd7", "pcd2", "pcd"]),
            terminated: find(&["doterm"]),
            easting: find(&["east1m", "oseast1m"]),
            northing: find(&["north1m", "osnrth1m"]),
            latitude: find(&["lat"]),
            longitude: find(&["long"]),
            quality: find(&["gridind", "osgrdind"]),
            authority: find(&["lad", "laua", "oslaua"]),
            ward: find(&["wd", "osward", "ward"]),
            small_area: find(&["lsoa21"]),
            small_area_2011: find(&["lsoa11"]),
            nhs: [find(&["icb"]), find(&["hlth", "oshlthau", "hlthau", "lhb"])],
            rank,
            rank_is_of_2025: rank.is_some_and(|rank| headers[rank].contains("25")),
        }
    }

    /// `None` when the directory gives the postcode no coordinates.
    fn entry<'a>(&self, record: &'a StringRecord) -> Result<Option<Entry<'a>>, String> {
        let text = |column: Option<usize>| column.and_then(|column| record.get(column)).unwrap_or("").trim();
        let code = |column: Option<usize>| real_code(text(column));
        let postcode = read_postcode(text(self.postcode))?;
        let from_grid = grid_point(postcode, text(self.easting), text(self.northing))?;
        let place = from_grid
            .map(|point| (rounded(point.latitude), rounded(point.longitude)))
            .or_else(|| given_degrees(text(self.latitude), text(self.longitude)));
        let Some((latitude_e5, longitude_e5)) = place else { return Ok(None) };
        let authority = code(self.authority);
        let nhs = self.nhs.map(code).into_iter().find(|code| !code.is_empty()).unwrap_or("");
        Ok(Some(Entry {
            postcode,
            latitude_e5,
            longitude_e5,
            live: text(self.terminated).is_empty(),
            quality: if text(self.quality) == "6" { Quality::Sector } else { Quality::Own },
            codes: [authority, code(self.ward), code(self.small_area), code(self.small_area_2011), nhs],
            decile: decile(text(self.rank), authority, self.rank_is_of_2025),
        }))
    }
}

/// `lad25cd` and `lad` are named `lad`; `lsoa21` is not named `lsoa`, for its year tells what it is.
fn is_named(header: &str, name: &str) -> bool {
    let Some(rest) = header.strip_prefix(name) else { return false };
    let rest = rest.strip_suffix("cd").unwrap_or(rest);
    let year = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
    rest.is_empty() || year && !name.ends_with(|letter: char| letter.is_ascii_digit())
}

/// Codes like `E99999999` stand for "none".
fn real_code(code: &str) -> &str {
    if code.ends_with("99999999") || code == "." { "" } else { code }
}

fn read_postcode(text: &str) -> Result<Postcode, String> {
    Postcode::parse(text).ok_or_else(|| format!("`{text}` is no postcode"))
}

/// The point of a grid reference; `None` where there is none. Zero stands for none too.
fn grid_point(postcode: Postcode, easting: &str, northing: &str) -> Result<Option<Point>, String> {
    let metres = |text: &str| text.parse::<f64>().ok().filter(|metres| *metres > 0.0);
    let (Some(east), Some(north)) = (metres(easting), metres(northing)) else {
        let blank = |text: &str| text.is_empty() || text.parse::<f64>() == Ok(0.0);
        let both_blank = blank(easting) || blank(northing);
        return if both_blank {
            Ok(None)
        } else {
            Err(format!("`{easting}, {northing}` is no grid reference"))
        };
    };
    let found = if postcode.as_str().starts_with(NORTHERN_IRELAND) {
        from_irish_grid(east, north)
    } else {
        from_british_grid(east, north)
    };
    found.map(Some).ok_or_else(|| format!("`{easting}, {northing}` lies off the grid"))
}

/// Degrees as the directory gives them; 99.999999 stands for none.
fn given_degrees(latitude: &str, longitude: &str) -> Option<(i32, i32)> {
    let latitude_e5 = hundred_thousandths(latitude).filter(|latitude| *latitude < 9_000_000)?;
    Some((latitude_e5, hundred_thousandths(longitude)?))
}

/// The directory has ranks; the decile is a tenth of the nation's small areas.
fn decile(rank: &str, authority: &str, is_of_2025: bool) -> u8 {
    let of = match authority.as_bytes().first() {
        Some(b'E') if is_of_2025 => ENGLAND_2025,
        Some(b'E') => ENGLAND_2019,
        Some(b'W') => WALES,
        Some(b'S') => SCOTLAND,
        Some(b'N') => NORTHERN_IRELAND_SMALL_AREAS,
        _ => return 0,
    };
    let rank = rank.parse::<u32>().unwrap_or(0).min(of);
    (rank * 10).div_ceil(of) as u8
}

#[cfg(test)]
mod tests;
