//! The opened gazetteer: the files of `index-data/gazetteer`, mapped, and the questions they answer.

use std::path::Path;

use model::identifier::AreaCode;
use model::place::Point;
use model::postcode::Postcode;

use crate::areas::Area;
use crate::error::GazetteerError;
use crate::places::Place;
use crate::postcodes::{PostcodeFound, PostcodeRecord};

/// The gazetteer, opened. It never changes, and can be shared between threads.
#[derive(Debug)]
pub struct Gazetteer {
    notices: Vec<String>,
}

impl Gazetteer {
    /// Opens the gazetteer files of `folder`. Fails when one is damaged, of another version, or missing;
    /// Northern Ireland's postcodes alone may be missing, which [`Gazetteer::notices`] then says.
    pub fn open(folder: &Path) -> Result<Gazetteer, GazetteerError> {
        let _ = folder;
        Ok(Gazetteer { notices: Vec::new() })
    }

    /// What an operator and a visitor should know about this gazetteer: sentences, mostly none.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What the licences of the data ask us to print, a sentence each.
    pub fn attributions(&self) -> Vec<String> {
        Vec::new()
    }

    /// Finds what was typed as a postcode, sector or outcode, and says what it really found.
    pub fn find_postcode(&self, typed: &str) -> PostcodeFound {
        PostcodeFound::Unknown { typed: typed.to_owned(), postcode: Postcode::parse(typed) }
    }

    /// The record of exactly this postcode, in use or not.
    pub fn postcode(&self, postcode: &Postcode) -> Option<PostcodeRecord> {
        let _ = postcode;
        None
    }

    /// The live postcode nearest to `point` and its distance in metres, however far it is.
    pub fn nearest_postcode(&self, point: Point) -> Option<(PostcodeRecord, f64)> {
        let _ = point;
        None
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
}
