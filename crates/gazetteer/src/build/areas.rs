//! Gathers areas, measures them by their postcodes, and writes the area file.

use std::collections::HashMap;
use std::io::{self, Read, Write};

use csv::StringRecord;
use model::identifier::AreaCode;
use model::place::Precision;

use crate::areas::AreaKind;
use crate::areas::file::{AreaRow, padded, section};
use crate::areas::rings::{self, Ring, units};
use crate::build::combined::COMBINED;
use crate::build::decimal::hundred_thousandths;
use crate::build::topology::Topology;
use crate::container::{self, FileKind};
use crate::map::bytes_of;
use crate::notes::FileNotes;
use crate::postcodes::PostcodeRecord;
use crate::tree::Box5;

const NORTHERN_IRELAND: &str = "Northern Ireland";

/// The nations by name, with their codes.
const NATIONS: [(&str, &str); 4] = [
    ("England", "E92000001"),
    ("Wales", "W92000004"),
    ("Scotland", "S92000003"),
    (NORTHERN_IRELAND, "N92000002"),
];

/// The areas of the file to be.
#[derive(Debug, Default)]
pub struct AreaTable {
    areas: Vec<Gathered>,
    by_code: HashMap<String, usize>,
}

#[derive(Debug, Default)]
struct Gathered {
    code: String,
    kind: Option<AreaKind>,
    name: String,
    parents: Vec<String>,
    middle: Option<[i32; 2]>,
    population: u32,
    decile: u8,
    rings: Vec<Ring>,
    measured: Measured,
}

/// What its postcodes say of an area.
#[derive(Debug, Default)]
struct Measured {
    sums: [i64; 2],
    count: i64,
    around: Option<Box5>,
}

impl AreaTable {
    /// Takes in `kind,code,name,parent_code,…`: authorities, counties, regions, NHS areas.
    pub fn read_areas(&mut self, reader: impl Read) -> csv::Result<()> {
        for (name, code) in NATIONS {
            self.add(AreaKind::Nation, code, name, Vec::new());
        }
        for_each(reader, |row| {
            let kind = match row.text("kind") {
                "lad" => AreaKind::Authority,
                "county" => AreaKind::County,
                "region" => AreaKind::Region,
                "combined_authority" => AreaKind::CombinedAuthority,
                "icb" | "health_board" | "hsc_trust" => AreaKind::NhsArea,
                "sub_icb" => AreaKind::NhsSubArea,
                _ => return,
            };
            let nation = NATIONS.iter().find(|(name, _)| *name == row.text("country"));
            let mut parents = vec![row.text("parent_code"), row.text("region_code")];
            parents.extend(nation.map(|(_, code)| *code));
            if kind == AreaKind::Authority {
                parents.extend(combined_authority_of(row.text("name")));
            }
            let parents =
                parents.into_iter().filter(|parent| !parent.is_empty()).map(str::to_owned).collect();
            let area = self.add(kind, row.text("code"), row.text("name"), parents);
            area.population = row.text("population").parse().unwrap_or(0);
            // In the table these are means of postcodes, and Northern Ireland's have terms of their own:
            // there the middle of the boundary serves.
            area.middle = row.middle().filter(|_| row.text("country") != NORTHERN_IRELAND);
        })
    }

    /// Takes in `ward,name,lad`.
    pub fn read_wards(&mut self, reader: impl Read) -> csv::Result<()> {
        for_each(reader, |row| {
            self.add(AreaKind::Ward, row.text("ward"), row.text("name"), vec![row.text("lad").to_owned()]);
        })
    }

    /// Takes in `code,name,local_name,lad,population,lat,lon`: middle layer areas.
    pub fn read_neighbourhoods(&mut self, reader: impl Read) -> csv::Result<()> {
        for_each(reader, |row| {
            let name =
                Some(row.text("local_name")).filter(|name| !name.is_empty()).unwrap_or(row.text("name"));
            let parents = vec![row.text("lad").to_owned()];
            let area = self.add(AreaKind::Neighbourhood, row.text("code"), &tidy(name), parents);
            area.population = row.text("population").parse().unwrap_or(0);
            area.middle = row.middle();
        })
    }

    /// Takes in `kind,code,name,lad,msoa,nhs,lat,lon,population,imd_decile`: small areas, those of the
    /// newest generation only. Needs the neighbourhoods, whose names stand in where a small area has none.
    pub fn read_small_areas(&mut self, reader: impl Read) -> csv::Result<()> {
        for_each(reader, |row| {
            if !matches!(row.text("kind"), "LSOA21" | "DZ22" | "NIDZ21") {
                return;
            }
            let above = self.by_code.get(row.text("msoa")).map(|&index| self.areas[index].name.clone());
            let name = match row.text("name") {
                "" => above.unwrap_or_else(|| row.text("code").to_owned()),
                name => tidy(name),
            };
            let parents = ["msoa", "lad", "nhs"].map(|column| row.text(column).to_owned());
            let parents = parents.into_iter().filter(|parent| !parent.is_empty()).collect();
            let area = self.add(AreaKind::SmallArea, row.text("code"), &name, parents);
            area.population = row.text("population").parse().unwrap_or(0);
            area.decile = row.text("imd_decile").parse().unwrap_or(0);
            area.middle = row.middle();
        })
    }

    /// Takes in boundaries (TopoJSON) of areas that have been read before. Boundaries of authorities are
    /// joined to those of counties, combined authorities and regions.
    pub fn read_boundaries(&mut self, reader: impl Read) -> serde_json::Result<()> {
        let topology = Topology::read(reader)?;
        let mut members: HashMap<String, Vec<&str>> = HashMap::new();
        for code in topology.codes() {
            let Some(&index) = self.by_code.get(code) else { continue };
            self.areas[index].rings = topology.boundary(code);
            if self.areas[index].kind == Some(AreaKind::Authority) {
                for parent in &self.areas[index].parents {
                    members.entry(parent.clone()).or_default().push(code);
                }
            }
        }
        for (code, members) in members {
            let Some(&index) = self.by_code.get(&code) else { continue };
            if self.areas[index].rings.is_empty() && self.areas[index].kind != Some(AreaKind::Nation) {
                self.areas[index].rings = topology.joined(members.into_iter());
            }
        }
        Ok(())
    }

    /// Measures areas by the live postcodes in them.
    pub fn measure(&mut self, postcodes: impl Iterator<Item = PostcodeRecord>) {
        let mut above: HashMap<String, Vec<usize>> = HashMap::new();
        for record in postcodes.filter(|record| record.live && record.precision == Precision::Postcode) {
            let at = [units(record.point.latitude), units(record.point.longitude)];
            let mut within: Vec<usize> = Vec::new();
            for AreaCode(code) in
                [&record.small_area, &record.ward, &record.authority, &record.nhs_area].into_iter().flatten()
            {
                if !above.contains_key(code) {
                    above.insert(code.clone(), self.with_parents(code));
                }
                within.extend(&above[code]);
            }
            within.sort_unstable();
            within.dedup();
            for index in within {
                self.areas[index].measured.add(at);
            }
        }
    }

    fn with_parents(&self, code: &str) -> Vec<usize> {
        let mut all: Vec<usize> = self.by_code.get(code).copied().into_iter().collect();
        let mut next = 0;
        while let Some(&index) = all.get(next) {
            let parents = self.areas[index].parents.iter().filter_map(|parent| self.by_code.get(parent));
            let new: Vec<usize> = parents.copied().filter(|parent| !all.contains(parent)).collect();
            all.extend(new);
            next += 1;
        }
        all
    }

    fn add(&mut self, kind: AreaKind, code: &str, name: &str, parents: Vec<String>) -> &mut Gathered {
        let index = *self.by_code.entry(code.to_owned()).or_insert(self.areas.len());
        if index == self.areas.len() {
            self.areas.push(Gathered::default());
        }
        let area = &mut self.areas[index];
        *area = Gathered {
            code: code.to_owned(),
            kind: Some(kind),
            name: name.to_owned(),
            parents,
            ..Gathered::default()
        };
        area
    }

    /// People of counties, regions and nations, where their authorities tell them.
    fn sum_populations(&mut self) {
        let mut sums: HashMap<usize, u32> = HashMap::new();
        for area in self.areas.iter().filter(|area| area.kind == Some(AreaKind::Authority)) {
            for parent in area.parents.iter().filter_map(|parent| self.by_code.get(parent)) {
                *sums.entry(*parent).or_default() += area.population;
            }
        }
        for (index, population) in sums {
            self.areas[index].population = population;
        }
    }

    /// Writes the area file.
    pub fn write(mut self, notes: &FileNotes, out: &mut impl Write) -> io::Result<()> {
        self.sum_populations();
        self.areas.retain(|area| padded(&area.code).is_some());
        self.areas.sort_by(|a, b| a.code.cmp(&b.code));
        self.by_code =
            self.areas.iter().enumerate().map(|(index, area)| (area.code.clone(), index)).collect();
        let (mut codes, mut rows, mut names, mut boundaries) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for area in &self.areas {
            codes.extend(padded(&area.code).expect("codes too long were left out above"));
            let mut row: AreaRow = [-1; 16];
            let kind = AreaKind::ALL.iter().position(|kind| Some(*kind) == area.kind).unwrap_or(0);
            row[0] = kind as i32 | i32::from(area.decile) << 8;
            row[1] = names.len() as i32;
            row[2] = area.name.len() as i32;
            let parents = area.parents.iter().filter_map(|parent| self.by_code.get(parent));
            for (slot, parent) in row[3..7].iter_mut().zip(parents) {
                *slot = *parent as i32;
            }
            [row[7], row[8]] = area.middle();
            row[9..13].copy_from_slice(&area.around());
            row[13] = area.population as i32;
            let packed = rings::pack(&area.rings);
            row[14] = boundaries.len() as i32;
            row[15] = packed.len() as i32;
            names.extend(area.name.as_bytes());
            boundaries.extend(packed);
            rows.push(row);
        }
        let mut sections = vec![Vec::new(); section::COUNT];
        sections[section::NOTES] = notes.written();
        sections[section::CODES] = codes;
        sections[section::ROWS] = bytes_of(rows.as_flattened()).to_vec();
        sections[section::NAMES] = names;
        sections[section::RINGS] = boundaries;
        container::write(FileKind::Areas, &sections, out)
    }
}

impl Gathered {
    fn middle(&self) -> [i32; 2] {
        let Measured { sums, count, .. } = self.measured;
        if count > 0 {
            return sums.map(|sum| (sum as f64 / count as f64).round() as i32);
        }
        let [south, west, north, east] = self.around();
        self.middle.unwrap_or([(south + north) / 2, (west + east) / 2])
    }

    fn around(&self) -> Box5 {
        let spot = self.middle.map(|[north, east]| [north, east, north, east]);
        let boxes = [self.measured.around, rings::box_of(&self.rings)];
        let joined = boxes
            .into_iter()
            .flatten()
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
        joined.or(spot).unwrap_or_default()
    }
}

impl Measured {
    fn add(&mut self, at: [i32; 2]) {
        self.count += 1;
        self.sums = [self.sums[0] + i64::from(at[0]), self.sums[1] + i64::from(at[1])];
        let [north, east] = at;
        let around = self.around.get_or_insert([north, east, north, east]);
        *around = [around[0].min(north), around[1].min(east), around[2].max(north), around[3].max(east)];
    }
}

fn combined_authority_of(name: &str) -> Option<&'static str> {
    COMBINED.iter().find(|(_, members)| members.contains(&name)).map(|(code, _)| *code)
}

/// "Ards_Peninsula_L4" and the like, as people would write it.
fn tidy(name: &str) -> String {
    name.replace('_', " ").trim().to_owned()
}

/// A row of a table, by column name.
pub(super) struct NamedRow<'a> {
    headers: &'a StringRecord,
    record: &'a StringRecord,
}

impl<'a> NamedRow<'a> {
    /// The text of a column; empty when there is none.
    pub(super) fn text(&self, column: &str) -> &'a str {
        let index = self.headers.iter().position(|header| header == column);
        index.and_then(|index| self.record.get(index)).unwrap_or("")
    }

    pub(super) fn middle(&self) -> Option<[i32; 2]> {
        Some([hundred_thousandths(self.text("lat"))?, hundred_thousandths(self.text("lon"))?])
    }
}

/// Calls `take` for each row.
pub(super) fn for_each(reader: impl Read, mut take: impl FnMut(&NamedRow)) -> csv::Result<()> {
    let mut table = csv::Reader::from_reader(reader);
    let headers = table.headers()?.clone();
    let mut record = StringRecord::new();
    while table.read_record(&mut record)? {
        take(&NamedRow { headers: &headers, record: &record });
    }
    Ok(())
}
