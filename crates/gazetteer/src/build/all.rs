//! Builds area and place files from opened parts of a gazetteer folder, in the order they need each other.

use std::io::{self, Read, Write};
use std::path::Path;

use crate::areas::file::AreaFile;
use crate::build::areas::AreaTable;
use crate::build::places::PlaceTable;
use crate::build::sources;
use crate::error::GazetteerError;
use crate::postcodes::file::PostcodeFile;

/// Measures areas by the postcodes of a postcode file at `path`.
pub fn measure_areas(areas: &mut AreaTable, path: &Path) -> Result<(), GazetteerError> {
    areas.measure(PostcodeFile::open(path)?.records());
    Ok(())
}

/// Writes the place file from the table of places and the area file at `areas`.
pub fn write_places(table: impl Read, areas: &Path, out: &mut impl Write) -> Result<(), GazetteerError> {
    let areas = AreaFile::open(areas)?;
    let mut places = PlaceTable::default();
    let bad_table =
        |reason: String| GazetteerError::Table { table: "the table of places".to_owned(), reason };
    places.read(table, &areas).map_err(|error| bad_table(error.to_string()))?;
    places.add_areas(&areas);
    places.add_former_counties(&areas);
    places.write(&areas, &sources::places(), out).map_err(|error: io::Error| bad_table(error.to_string()))
}
