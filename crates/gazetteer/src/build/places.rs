//! Gathers place names, tells namesakes apart, and writes the place file.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read, Write};

use fst::MapBuilder;
use model::identifier::AreaCode;
use model::place::Point;

use crate::areas::file::AreaFile;
use crate::areas::rings::units;
use crate::areas::{Area, AreaKind};
use crate::build::areas::for_each;
use crate::build::combined::{FORMER_COUNTIES, SOUTH_YORKSHIRE};
use crate::build::labels::{as_people_write, kind_word, label, names_of, qualifier, short_names};
use crate::container::{self, FileKind};
use crate::map::bytes_of;
use crate::notes::FileNotes;
use crate::places::PlaceKind;
use crate::places::file::{PlaceRow, section};
use crate::places::fold::fold;
use crate::tree;

/// The places of the file to be.
#[derive(Debug, Default)]
pub(crate) struct PlaceTable {
    places: Vec<Gathered>,
}

#[derive(Debug, Clone)]
struct Gathered {
    name: String,
    /// Other names it answers to.
    aliases: Vec<String>,
    label: String,
    kind: PlaceKind,
    at: [i32; 2],
    radius_metres: i32,
    population: u32,
    stops: u32,
    /// What it is sorted by: people, or less for areas that people seldom mean by a name.
    weight: u64,
    parent: String,
    outcode: String,
    area: Option<usize>,
    authority: Option<usize>,
    /// Whether it may name the ground around it.
    labels_ground: bool,
}

impl PlaceTable {
    /// Takes in `name,lat,lon,type,population,stops,parent,lad,outcode,sources`.
    pub(crate) fn read(&mut self, reader: impl Read, areas: &AreaFile) -> csv::Result<()> {
        let by_name = AreaNames::of(areas);
        for_each(reader, |row| {
            let Some(at) = row.middle() else { return };
            let name = as_people_write(row.text("name").trim());
            let kind = kind_of(row.text("type"));
            let authority = areas.index_of(&AreaCode(row.text("lad").to_owned()));
            let number = |column: &str| row.text(column).parse::<u32>().unwrap_or(0);
            let (population, stops) = (number("population"), number("stops"));
            let area_kind = match kind {
                PlaceKind::Ward => Some(AreaKind::Ward),
                PlaceKind::Neighbourhood => Some(AreaKind::Neighbourhood),
                _ => None,
            };
            let area = area_kind.and_then(|kind| by_name.find(kind, &name, authority?));
            self.places.push(Gathered {
                aliases: short_names(&name, population),
                labels_ground: labels_ground(kind, &name, row.text("sources")),
                name,
                label: String::new(),
                kind,
                at,
                radius_metres: area
                    .map_or_else(|| guessed_radius(kind, population, stops), |area| reach(areas, area)),
                population,
                stops,
                weight: u64::from(population),
                parent: row.text("parent").to_owned(),
                outcode: row.text("outcode").to_owned(),
                area,
                authority,
            });
        })
    }

    /// Adds the areas that people call by name: nations, regions, counties, authorities, NHS areas.
    pub(crate) fn add_areas(&mut self, areas: &AreaFile) {
        for index in 0..areas.len() {
            let Some((kind, seldom)) = areas.kind(index).and_then(place_kind) else { continue };
            let (Some(area), Some(official)) = (areas.area(index), areas.name(index)) else { continue };
            let mut names = names_of(official, kind);
            let name = names.remove(0);
            let authority = (kind == PlaceKind::Authority).then_some(index);
            if area.code.0 == SOUTH_YORKSHIRE {
                names.push("South Yorkshire".to_owned());
            }
            self.places.push(Gathered {
                name,
                aliases: names,
                label: String::new(),
                kind,
                at: [area.point.latitude, area.point.longitude].map(units),
                radius_metres: reach(areas, index),
                population: area.population,
                stops: 0,
                weight: u64::from(area.population) / seldom,
                parent: String::new(),
                outcode: String::new(),
                area: Some(index),
                authority,
                labels_ground: false,
            });
        }
    }

    /// Adds counties that people live in and no government table has any more.
    pub(crate) fn add_former_counties(&mut self, areas: &AreaFile) {
        let authorities: HashMap<&str, usize> = (0..areas.len())
            .filter(|&index| areas.kind(index) == Some(AreaKind::Authority))
            .filter_map(|index| Some((areas.name(index)?, index)))
            .collect();
        for (county, members) in FORMER_COUNTIES {
            let members = members.iter().filter_map(|name| areas.area(*authorities.get(name)?));
            let members: Vec<Area> = members.collect();
            let population: u32 = members.iter().map(|area| area.population).sum();
            let share = |of: fn(&Area) -> f64| {
                members.iter().map(|area| of(area) * f64::from(area.population)).sum::<f64>()
                    / f64::from(population)
            };
            let (latitude, longitude) =
                (share(|area| area.point.latitude), share(|area| area.point.longitude));
            let Some(middle) = Point::new(latitude, longitude) else { continue };
            let corners = members.iter().flat_map(|area| [area.south_west, area.north_east]);
            let reach = corners.map(|corner| middle.distance_metres(&corner)).fold(0.0, f64::max);
            self.places.push(Gathered {
                name: (*county).to_owned(),
                aliases: Vec::new(),
                label: String::new(),
                kind: PlaceKind::County,
                at: [latitude, longitude].map(units),
                radius_metres: reach as i32,
                population,
                stops: 0,
                weight: u64::from(population) / 3,
                parent: String::new(),
                outcode: String::new(),
                area: None,
                authority: None,
                labels_ground: false,
            });
        }
    }

    /// An authority that is named after a town in it stands after that town, and before the next.
    fn put_towns_before_their_authorities(&mut self) {
        let mut towns: HashMap<(String, usize), u64> = HashMap::new();
        for place in self.places.iter().filter(|place| place.area.is_none() && place.weight > 0) {
            if let Some(authority) = place.authority {
                let weight = towns.entry((fold(&place.name), authority)).or_default();
                *weight = place.weight.max(*weight);
            }
        }
        for place in self.places.iter_mut().filter(|place| place.kind == PlaceKind::Authority) {
            let town = place.authority.and_then(|authority| towns.get(&(fold(&place.name), authority)));
            if let Some(&weight) = town {
                place.weight = place.weight.min(weight.saturating_sub(1));
            }
        }
    }

    fn label(&mut self, areas: &AreaFile) {
        for place in &mut self.places {
            place.label = label(&place.name, place.qualifier(areas).as_deref());
        }
        let authority = |place: &Gathered| place.kind == PlaceKind::Authority;
        self.tell_apart(|place| authority(place).then(|| kind_word(place.kind).to_owned()), true);
        self.tell_apart(|place| Some(place.parent.clone()).filter(|parent| !parent.is_empty()), false);
        self.tell_apart(|place| Some(place.outcode.clone()).filter(|outcode| !outcode.is_empty()), true);
        self.tell_apart(|place| Some(kind_word(place.kind).to_owned()), true);
    }

    /// Adds `what` to labels that stand more than once.
    fn tell_apart(&mut self, what: impl Fn(&Gathered) -> Option<String>, in_brackets: bool) {
        let mut times: HashMap<String, u32> = HashMap::new();
        for place in &self.places {
            *times.entry(place.label.clone()).or_default() += 1;
        }
        for place in &mut self.places {
            if times[&place.label] < 2 {
                continue;
            }
            let Some(more) = what(place) else { continue };
            if in_brackets {
                place.label = format!("{} ({more})", place.label);
            } else if let Some((name, rest)) = place.label.split_once(", ") {
                place.label = format!("{name}, {more}, {rest}");
            }
        }
    }

    /// Writes the place file.
    pub(crate) fn write(
        mut self,
        areas: &AreaFile,
        notes: &FileNotes,
        out: &mut impl Write,
    ) -> io::Result<()> {
        self.put_towns_before_their_authorities();
        self.label(areas);
        self.places.sort_by(|a, b| {
            let size = |place: &Gathered| (Reverse(place.weight), Reverse(place.stops), place.kind);
            size(a).cmp(&size(b)).then_with(|| a.label.cmp(&b.label)).then_with(|| a.at.cmp(&b.at))
        });
        let (mut rows, mut text, mut boxes, mut boxed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut by_name: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, place) in self.places.iter().enumerate() {
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                let numbers = by_name.entry(fold(name)).or_default();
                if numbers.last() != Some(&(number as u32)) {
                    numbers.push(number as u32);
                }
            }
            rows.push(place.row(text.len()));
            text.extend(place.name.as_bytes());
            text.extend(place.label.as_bytes());
            if place.labels_ground {
                let [north, east] = place.at;
                boxes.push([north, east, north, east]);
                boxed.push(number as u32);
            }
        }
        let mut names = MapBuilder::memory();
        let mut order: Vec<u32> = Vec::new();
        for (name, numbers) in &by_name {
            let value = (order.len() as u64) << 16 | numbers.len() as u64;
            names.insert(name, value).map_err(io::Error::other)?;
            order.extend(numbers);
        }
        let (leaves, tree_boxes) = tree::pack(&boxes);
        let leaves: Vec<u32> = leaves.iter().map(|&leaf| boxed[leaf as usize]).collect();
        let mut sections = vec![Vec::new(); section::COUNT];
        sections[section::NOTES] = notes.written();
        sections[section::NAMES] = names.into_inner().map_err(io::Error::other)?;
        sections[section::ORDER] = bytes_of(&order).to_vec();
        sections[section::ROWS] = bytes_of(rows.as_flattened()).to_vec();
        sections[section::TEXT] = text;
        sections[section::TREE_BOXES] = bytes_of(tree_boxes.as_flattened()).to_vec();
        sections[section::TREE_LEAVES] = bytes_of(&leaves).to_vec();
        container::write(FileKind::Places, &sections, out)
    }
}

impl Gathered {
    fn qualifier(&self, areas: &AreaFile) -> Option<String> {
        qualifier(&self.name, self.kind, self.authority.or(self.area)?, areas)
    }

    fn row(&self, text_at: usize) -> PlaceRow {
        let number = |index: Option<usize>| index.map_or(-1, |index| index as i32);
        let kind = PlaceKind::ALL.iter().position(|&kind| kind == self.kind).unwrap_or(0);
        [
            text_at as i32,
            (self.name.len() | self.label.len() << 12 | kind << 24) as i32,
            self.at[0],
            self.at[1],
            self.radius_metres,
            self.population as i32,
            self.stops as i32,
            number(self.area),
            number(self.authority),
        ]
    }
}

/// Wards and neighbourhoods by name within their authority.
struct AreaNames {
    by_name: HashMap<(AreaKind, String, usize), usize>,
}

impl AreaNames {
    fn of(areas: &AreaFile) -> AreaNames {
        let mut by_name = HashMap::new();
        for index in 0..areas.len() {
            let Some(kind @ (AreaKind::Ward | AreaKind::Neighbourhood)) = areas.kind(index) else { continue };
            let authority = areas
                .parents(index)
                .into_iter()
                .find(|&parent| areas.kind(parent) == Some(AreaKind::Authority));
            let (Some(authority), Some(name)) = (authority, areas.name(index)) else { continue };
            by_name.insert((kind, fold(name), authority), index);
            for part in name.split([',', '&']).map(fold).filter(|part| !part.is_empty()) {
                by_name.entry((kind, part, authority)).or_insert(index);
            }
        }
        AreaNames { by_name }
    }

    fn find(&self, kind: AreaKind, name: &str, authority: usize) -> Option<usize> {
        self.by_name.get(&(kind, fold(name), authority)).copied()
    }
}

fn kind_of(written: &str) -> PlaceKind {
    match written {
        "city" => PlaceKind::City,
        "town" => PlaceKind::Town,
        "village" => PlaceKind::Village,
        "hamlet" => PlaceKind::Hamlet,
        "suburb" => PlaceKind::Suburb,
        "settlement" => PlaceKind::Settlement,
        "neighbourhood" => PlaceKind::Neighbourhood,
        "ward" => PlaceKind::Ward,
        _ => PlaceKind::Place,
    }
}

/// The kind of place an area is by name, and how seldom it is meant by it.
fn place_kind(kind: AreaKind) -> Option<(PlaceKind, u64)> {
    Some(match kind {
        AreaKind::Nation => (PlaceKind::Nation, 10),
        AreaKind::Region => (PlaceKind::Region, 50),
        AreaKind::CombinedAuthority => (PlaceKind::CombinedAuthority, 10),
        AreaKind::County => (PlaceKind::County, 3),
        AreaKind::Authority => (PlaceKind::Authority, 1),
        AreaKind::NhsArea => (PlaceKind::NhsArea, 1000),
        AreaKind::NhsSubArea | AreaKind::Ward | AreaKind::Neighbourhood | AreaKind::SmallArea => return None,
    })
}

/// About how far a place reaches, where nobody drew it: 3,500 people a square kilometre, within what its
/// kind makes likely.
fn guessed_radius(kind: PlaceKind, population: u32, stops: u32) -> i32 {
    let (least, most) = match kind {
        PlaceKind::City => (2_500.0, 25_000.0),
        PlaceKind::Town => (1_500.0, 8_000.0),
        PlaceKind::Village => (700.0, 2_500.0),
        PlaceKind::Hamlet => (400.0, 1_000.0),
        PlaceKind::Suburb | PlaceKind::Settlement => (800.0, 4_000.0),
        _ => (700.0, 25_000.0),
    };
    let people = f64::from(population.max(stops * 60));
    let metres = (people / 3_500.0 / std::f64::consts::PI).sqrt() * 1_000.0;
    metres.clamp(least, most) as i32
}

/// From an area's middle to a corner of its box.
fn reach(areas: &AreaFile, index: usize) -> i32 {
    let across = areas.area(index).map_or(0.0, |area| area.south_west.distance_metres(&area.north_east));
    (across / 2.0).max(300.0) as i32
}

/// Whether people would say that they live there. Road junctions and post office boxes are in the tables too.
fn labels_ground(kind: PlaceKind, name: &str, sources: &str) -> bool {
    let told = match kind {
        PlaceKind::Ward => false,
        // The postal list alone puts places kilometres from where they are.
        PlaceKind::Place => sources.contains("+") || sources == "geonames" || sources == "msoa",
        _ => sources != "geonames_postal",
    };
    told && !name.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, '(' | '&' | ',' | '/'))
}
