//! The opened gazetteer: the files of `index-data/gazetteer`, mapped, and the questions they answer.

use std::cmp::Reverse;
use std::path::Path;

use model::identifier::AreaCode;
use model::place::Point;
use model::postcode::{Postcode, outcode_readings, sector_readings};

use crate::areas::file::AreaFile;
use crate::areas::{Area, AreaKind};
use crate::error::GazetteerError;
use crate::notes::FileNotes;
use crate::places::Place;
use crate::places::file::PlaceFile;
use crate::places::fold::{fold, short_authority};
use crate::postcodes::file::{Near, PostcodeFile};
use crate::postcodes::{PostcodeFound, PostcodeRecord};
use crate::tree::Origin;

/// The file of Great Britain's postcodes.
pub const GREAT_BRITAIN: &str = "postcodes-gb.bin";
/// The file of Northern Ireland's postcodes, which may be left out.
pub const NORTHERN_IRELAND: &str = "postcodes-ni.bin";

/// The file of areas.
pub const AREAS: &str = "areas.bin";
/// The file of place names.
pub const PLACES: &str = "places.bin";

/// Beyond this a postcode says nothing of the areas a point lies in.
const FURTHEST_POSTCODE_METRES: f64 = 25_000.0;
/// Beyond this a place lends no name to the ground.
const FURTHEST_NAME_METRES: f64 = 8_000.0;
/// Within this a postcode says more than a simplified boundary.
const NEAR_POSTCODE_METRES: f64 = 2_000.0;

/// Postcodes of Northern Ireland are told by their letters.
const NORTHERN_IRELAND_AREA: &str = "BT";

/// The gazetteer, opened. It never changes, and can be shared between threads.
#[derive(Debug)]
pub struct Gazetteer {
    great_britain: PostcodeFile,
    northern_ireland: Option<PostcodeFile>,
    areas: AreaFile,
    places: PlaceFile,
    notices: Vec<String>,
}

impl Gazetteer {
    /// Opens the gazetteer files of `folder`. Fails when one is damaged, of another version, or missing;
    /// Northern Ireland's postcodes alone may be missing, which [`Gazetteer::notices`] then says.
    pub fn open(folder: &Path) -> Result<Gazetteer, GazetteerError> {
        // All bytes are checked, which is most of the time it takes, so the halves are checked side by side.
        let (great_britain, areas, places) = std::thread::scope(|scope| {
            let others =
                scope.spawn(|| (AreaFile::open(&folder.join(AREAS)), PlaceFile::open(&folder.join(PLACES))));
            let great_britain = PostcodeFile::open(&folder.join(GREAT_BRITAIN));
            let (areas, places) = others.join().expect("opening a file does not panic");
            (great_britain, areas, places)
        });
        let (great_britain, areas, places) = (great_britain?, areas?, places?);
        let mut notices = Vec::new();
        let northern_ireland = match PostcodeFile::open(&folder.join(NORTHERN_IRELAND)) {
            Err(GazetteerError::Missing { .. }) => {
                notices.push(
                    "Postcodes of Northern Ireland (BT) are not in this copy, because their licence is \
                     narrower than the rest; place names there are known."
                        .to_owned(),
                );
                None
            }
            opened => Some(opened?),
        };
        Ok(Gazetteer { great_britain, northern_ireland, areas, places, notices })
    }

    /// What an operator and a visitor should know about this gazetteer: sentences, mostly none.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What each opened file says of its sources and licence.
    pub fn sources(&self) -> Vec<&FileNotes> {
        self.postcode_files()
            .map(PostcodeFile::notes)
            .chain([self.areas.notes(), self.places.notes()])
            .collect()
    }

    /// What the licences of the data ask us to print, each sentence once.
    pub fn attributions(&self) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        for sentence in self.sources().into_iter().flat_map(|notes| &notes.attribution) {
            if !sentences.contains(sentence) {
                sentences.push(sentence.clone());
            }
        }
        sentences
    }

    /// Finds what was typed as a postcode, sector or outcode, and says what it really found.
    pub fn find_postcode(&self, typed: &str) -> PostcodeFound {
        let readings = Postcode::readings(typed);
        if readings.is_empty() {
            return self.find_part(typed);
        }
        if let Some(record) = readings.iter().find_map(|postcode| self.postcode(postcode)) {
            return if record.live { PostcodeFound::Live(record) } else { PostcodeFound::Terminated(record) };
        }
        let in_sector = readings.iter().find_map(|postcode| self.sector(postcode.sector(), Some(*postcode)));
        let in_outcode = || {
            readings.iter().find_map(|postcode| self.outcode(postcode.outcode(), Some(postcode.to_string())))
        };
        in_sector.or_else(in_outcode).unwrap_or_else(|| PostcodeFound::Unknown {
            typed: typed.to_owned(),
            postcode: Some(readings[0]),
        })
    }

    /// A sector or an outcode. `M11` is the outcode where there is one, `M1 1` with its gap the sector.
    fn find_part(&self, typed: &str) -> PostcodeFound {
        let sectors = sector_readings(typed);
        let sector = || sectors.iter().find_map(|sector| self.sector(sector, None));
        let outcode = || outcode_readings(typed).into_iter().find_map(|outcode| self.outcode(&outcode, None));
        let around_sector = || {
            sectors.iter().find_map(|sector| {
                self.outcode(sector.split(' ').next().unwrap_or(sector), Some(sector.clone()))
            })
        };
        let has_gap = typed.trim().contains(char::is_whitespace);
        let found = if has_gap { sector().or_else(outcode) } else { outcode().or_else(sector) };
        found
            .or_else(around_sector)
            .unwrap_or_else(|| PostcodeFound::Unknown { typed: typed.to_owned(), postcode: None })
    }

    fn sector(&self, sector: &str, instead_of: Option<Postcode>) -> Option<PostcodeFound> {
        let summary = self.postcode_file(sector)?.sector(sector)?;
        Some(PostcodeFound::Sector {
            sector: sector.to_owned(),
            point: summary.point,
            radius_metres: summary.radius_metres,
            postcodes: summary.postcodes,
            authority: summary.authority,
            instead_of,
        })
    }

    fn outcode(&self, outcode: &str, instead_of: Option<String>) -> Option<PostcodeFound> {
        let summary = self.postcode_file(outcode)?.outcode(outcode)?;
        Some(PostcodeFound::Outcode {
            outcode: outcode.to_owned(),
            point: summary.point,
            radius_metres: summary.radius_metres,
            postcodes: summary.postcodes,
            authority: summary.authority,
            instead_of,
        })
    }

    /// The record of exactly this postcode, in use or not.
    pub fn postcode(&self, postcode: &Postcode) -> Option<PostcodeRecord> {
        self.postcode_file(postcode.as_str())?.find(postcode)
    }

    /// Every postcode, live and terminated.
    pub fn postcodes(&self) -> impl Iterator<Item = PostcodeRecord> + '_ {
        self.postcode_files().flat_map(PostcodeFile::records)
    }

    /// The live postcodes of a local authority with their points, in order.
    pub fn live_postcodes_of(&self, authority: &AreaCode) -> Vec<(Postcode, Point)> {
        self.postcode_files().flat_map(|file| file.live_of(authority)).collect()
    }

    /// The live postcode nearest to `point` and its distance in metres, however far it is.
    ///
    /// From the far side of the world nearly all of them are equally near, and are looked at: who needs only
    /// what is about here asks [`Gazetteer::nearest_postcode_within`].
    pub fn nearest_postcode(&self, point: Point) -> Option<(PostcodeRecord, f64)> {
        self.nearest_postcode_within(point, f64::INFINITY)
    }

    /// As [`Gazetteer::nearest_postcode`], when there is one within so many metres.
    pub fn nearest_postcode_within(&self, point: Point, most_metres: f64) -> Option<(PostcodeRecord, f64)> {
        let origin = Origin::new(point);
        let mut nearest: Option<(&PostcodeFile, Near)> = None;
        for file in self.postcode_files() {
            let most_metres = nearest.map_or(most_metres, |(_, near)| near.metres);
            if let Some(near) = file.nearest(&origin, most_metres) {
                nearest = Some((file, near));
            }
        }
        let (file, near) = nearest?;
        Some((file.near_record(&near)?, near.metres))
    }

    /// Places of exactly this name (folded: case, accents, apostrophes, hyphens, `St`/`Saint`), the
    /// largest first. An authority named after a town in it stands just after that town.
    pub fn places_named(&self, name: &str) -> Vec<Place> {
        self.resolved(self.places.named(&fold(name)))
    }

    /// Places whose name begins with `prefix`, the largest first.
    pub fn suggest_places(&self, prefix: &str, limit: usize) -> Vec<Place> {
        let folded = fold(prefix);
        if folded.is_empty() {
            return Vec::new();
        }
        self.resolved(&self.places.beginning(&folded, limit))
    }

    /// Places whose name is spelt nearly like `misspelt` (one slip in short names, two in others, three in long ones), the
    /// nearest spelling first, then the largest. Includes places of exactly this name.
    pub fn similar_places(&self, misspelt: &str, limit: usize) -> Vec<Place> {
        self.resolved(&self.places.similar(&fold(misspelt), limit))
    }

    fn resolved(&self, places: &[u32]) -> Vec<Place> {
        places.iter().filter_map(|&place| self.places.place(place, &self.areas)).collect()
    }

    /// A name for people of the ground at a postcode: "Heaton Mersey, Stockport".
    ///
    /// The nearest place that reaches it, small places before large ones; else the neighbourhood its small
    /// area belongs to; else the nearest place within 8 km; else its authority alone.
    pub fn label(&self, record: &PostcodeRecord) -> String {
        let authority = record.authority.as_ref().and_then(|code| self.areas.index_of(code));
        let mut near = self.places.nearest(&Origin::new(record.point), 24);
        near.retain(|near| authority.is_none() || self.places.authority(near.1) == authority);
        let authority = authority.and_then(|index| self.areas.name(index));
        let authority = authority.map(short_authority);
        let name = self.place_around(&near).or_else(|| self.neighbourhood(record)).or_else(|| {
            near.first()
                .filter(|near| near.0 <= FURTHEST_NAME_METRES)
                .and_then(|near| self.places.name(near.1))
        });
        match (name, authority) {
            (Some(name), Some(authority)) if fold(name) != fold(authority) => format!("{name}, {authority}"),
            (Some(name), _) | (None, Some(name)) => name.to_owned(),
            (None, None) => record.postcode.outcode().to_owned(),
        }
    }

    /// A name for people of the ground at a point: "Heaton Mersey, Stockport"; none out at sea or abroad.
    pub fn label_at(&self, point: Point) -> Option<String> {
        let (record, _) = self.nearest_postcode_within(point, FURTHEST_POSTCODE_METRES)?;
        Some(self.label(&record))
    }

    /// Of the places that reach here, the one that says most: near, and not much larger than it must be.
    fn place_around(&self, near: &[(f64, u32)]) -> Option<&str> {
        let reaches = near.iter().filter_map(|&(metres, place)| {
            let radius = self.places.radius_metres(place)?;
            (metres <= radius).then_some((metres + radius / 4.0, place))
        });
        self.places.name(reaches.min_by(|a, b| a.0.total_cmp(&b.0))?.1)
    }

    fn neighbourhood(&self, record: &PostcodeRecord) -> Option<&str> {
        let small_area = self.areas.index_of(record.small_area.as_ref()?)?;
        let above = self.areas.parents(small_area).into_iter();
        let neighbourhood =
            above.into_iter().find(|&parent| self.areas.kind(parent) == Some(AreaKind::Neighbourhood))?;
        self.areas.name(neighbourhood)
    }

    /// The areas a postcode lies in, smallest first: small area, neighbourhood, ward, authority, NHS area,
    /// county, combined authority, region, nation.
    pub fn areas_of(&self, record: &PostcodeRecord) -> Vec<AreaCode> {
        let mut all: Vec<usize> = Vec::new();
        for code in
            [&record.small_area, &record.ward, &record.authority, &record.nhs_area].into_iter().flatten()
        {
            let Some(index) = self.areas.index_of(code) else { continue };
            for area in std::iter::once(index).chain(self.areas.parents(index)) {
                if !all.contains(&area) {
                    all.push(area);
                }
            }
        }
        all.sort_by_key(|&index| Reverse(self.areas.kind(index)));
        all.into_iter().filter_map(|index| self.areas.code(index)).collect()
    }

    /// The areas a point lies in, as its nearest live postcode tells; none where that is further away than
    /// 25 km, out at sea or abroad.
    pub fn areas_at(&self, point: Point) -> Vec<AreaCode> {
        let near = self.nearest_postcode_within(point, FURTHEST_POSTCODE_METRES);
        near.map_or_else(Vec::new, |(record, _)| self.areas_of(&record))
    }

    /// What is known of an area.
    pub fn area(&self, code: &AreaCode) -> Option<Area> {
        self.areas.area(self.areas.index_of(code)?)
    }

    /// The name of an area, without the cost of the rest.
    pub fn area_name(&self, code: &AreaCode) -> Option<&str> {
        self.areas.name(self.areas.index_of(code)?)
    }

    /// Every area of a kind, by code.
    pub fn areas_of_kind(&self, kind: AreaKind) -> Vec<AreaCode> {
        let of_kind = (0..self.areas.len()).filter(|&index| self.areas.kind(index) == Some(kind));
        of_kind.filter_map(|index| self.areas.code(index)).collect()
    }

    /// Whether the point lies in the area: by the codes of its nearest postcode, which are exact where
    /// boundaries are simplified; by the boundary where no postcode is near.
    pub fn contains(&self, code: &AreaCode, point: Point) -> bool {
        if let Some((record, _)) = self.nearest_postcode_within(point, NEAR_POSTCODE_METRES) {
            return self.areas_of(&record).contains(code);
        }
        let by_boundary = self.areas.index_of(code).and_then(|index| self.areas.boundary_holds(index, point));
        by_boundary.unwrap_or_else(|| self.areas_at(point).contains(code))
    }

    fn postcode_files(&self) -> impl Iterator<Item = &PostcodeFile> {
        std::iter::once(&self.great_britain).chain(&self.northern_ireland)
    }

    fn postcode_file(&self, text: &str) -> Option<&PostcodeFile> {
        if text.starts_with(NORTHERN_IRELAND_AREA) {
            self.northern_ireland.as_ref()
        } else {
            Some(&self.great_britain)
        }
    }
}
