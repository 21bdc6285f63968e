//! `fingerpost gazetteer build`: makes the gazetteer files from published tables.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use gazetteer::build::areas::AreaTable;
use gazetteer::build::postcodes::PostcodeTable;
use gazetteer::build::{Tally, all, sources, tables};
use gazetteer::gazetteer::{AREAS, GREAT_BRITAIN, NORTHERN_IRELAND, PLACES};
use gazetteer::notes::FileNotes;
use gazetteer::{Gazetteer, PostcodeFound};
use model::place::Point;

/// Work on the gazetteer: postcodes, places and areas.
#[derive(Debug, Subcommand)]
pub enum GazetteerCommand {
    /// Build the gazetteer files anew.
    Build {
        /// Folder with the tables (`postcodes_gb.csv.xz` and the rest).
        #[arg(long, value_name = "FOLDER")]
        tables: Option<PathBuf>,
        /// Folder to write the files to; `gazetteer` in the data folder unless given.
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Say what is known of a postcode or a place name.
    Find {
        /// What people type: a postcode, an outcode, a place name.
        text: String,
    },
}

/// Runs the subcommand. `data` is the data folder.
pub fn run(command: &GazetteerCommand, data: &Path) -> anyhow::Result<()> {
    match command {
        GazetteerCommand::Build { tables, out } => build(tables.as_ref(), out.as_ref(), data),
        GazetteerCommand::Find { text } => find(text, data),
    }
}

fn find(text: &str, data: &Path) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let gazetteer = Gazetteer::open(&data.join("gazetteer"))?;
    for notice in gazetteer.notices() {
        eprintln!("{notice}");
    }
    let found = gazetteer.find_postcode(text);
    match &found {
        PostcodeFound::Live(record) | PostcodeFound::Terminated(record) => {
            let state = if record.live { "in use" } else { "no longer in use" };
            let Point { latitude, longitude } = record.point;
            writeln!(
                out,
                "{} ({state}): {}, {latitude} {longitude}",
                record.postcode,
                gazetteer.label(record)
            )?;
            for code in gazetteer.areas_of(record) {
                writeln!(out, "  {} {}", code.0, gazetteer.area_name(&code).unwrap_or(""))?;
            }
            return Ok(());
        }
        PostcodeFound::Sector { sector, instead_of, .. } => {
            let instead = instead_of.map(|asked| format!(" (there is no {asked})")).unwrap_or_default();
            writeln!(out, "sector {sector}{instead}")?;
        }
        PostcodeFound::Outcode { outcode, instead_of, .. } => {
            let instead =
                instead_of.as_ref().map(|asked| format!(" (there is no {asked})")).unwrap_or_default();
            writeln!(out, "outcode {outcode}{instead}")?;
        }
        PostcodeFound::Unknown { .. } => {}
    }
    let mut places = gazetteer.places_named(text);
    if places.is_empty() && found.point().is_none() {
        writeln!(out, "nothing of that name; did you mean:")?;
        places = gazetteer.similar_places(text, 8);
    }
    for place in places {
        let Point { latitude, longitude } = place.point;
        writeln!(
            out,
            "{} ({:?}, {} people, within {:.1} km of {latitude} {longitude})",
            place.label,
            place.kind,
            place.population,
            place.radius_metres / 1_000.0
        )?;
    }
    Ok(())
}

fn build(tables: Option<&PathBuf>, out: Option<&PathBuf>, data: &Path) -> anyhow::Result<()> {
    let out = out.cloned().unwrap_or_else(|| data.join("gazetteer"));
    let tables = tables
        .cloned()
        .or_else(|| {
            std::env::var_os("FINGERPOST_SHARED").map(|shared| PathBuf::from(shared).join("data/geo"))
        })
        .context("say where the tables are with `--tables FOLDER`, or set FINGERPOST_SHARED")?;
    std::fs::create_dir_all(&out)
        .with_context(|| format!("could not make the folder `{}`", out.display()))?;
    for (name, suffix, notes) in [
        (GREAT_BRITAIN, "gb", sources::great_britain()),
        (NORTHERN_IRELAND, "ni", sources::northern_ireland()),
    ] {
        build_postcodes(&tables, &out, name, suffix, &notes)?;
    }
    build_areas(&tables, &out)?;
    let places = open(&tables.join("places.csv.xz"))?;
    let mut written = Vec::new();
    all::write_places(places, &out.join(AREAS), &mut written)?;
    save(&out.join(PLACES), |writer| writer.write_all(&written))?;
    Ok(())
}

fn build_postcodes(
    tables: &Path,
    out: &Path,
    name: &str,
    suffix: &str,
    notes: &FileNotes,
) -> anyhow::Result<()> {
    let mut gathered = PostcodeTable::default();
    let live = format!("postcodes_{suffix}.csv.xz");
    say(&live, &tables::read_live(open(&tables.join(&live))?, &mut gathered)?);
    let terminated = format!("postcodes_terminated_{suffix}.csv.xz");
    say(&terminated, &tables::read_terminated(open(&tables.join(&terminated))?, &mut gathered)?);
    save(&out.join(name), |writer| gathered.write(notes, writer))
}

fn build_areas(tables: &Path, out: &Path) -> anyhow::Result<()> {
    let mut areas = AreaTable::default();
    areas.read_areas(open(&tables.join("areas.csv"))?)?;
    areas.read_wards(open(&tables.join("wards.csv"))?)?;
    areas.read_neighbourhoods(open(&tables.join("msoas.csv"))?)?;
    areas.read_small_areas(open(&tables.join("small_areas.csv.xz"))?)?;
    for name in ["lad.topojson", "nhs_areas.topojson", "country.topojson", "msoa_uk.topojson.xz"] {
        areas.read_boundaries(open(&tables.join("boundaries").join(name))?)?;
    }
    all::measure_areas(&mut areas, &out.join(GREAT_BRITAIN))?;
    save(&out.join(AREAS), |writer| areas.write(&sources::areas(), writer))
}

/// Says what became of a table's rows.
fn say(name: &str, tally: &Tally) {
    eprintln!(
        "{name}: {} rows, {} live, {} terminated, {} without coordinates, {} repeated, {} unreadable",
        tally.rows, tally.live, tally.terminated, tally.without_coordinates, tally.repeated, tally.unreadable
    );
    for (row, reason) in &tally.examples {
        eprintln!("  row {row}: {reason}");
    }
}

/// Opens a file, unpacking it when its name ends in `.xz`.
fn open(path: &Path) -> anyhow::Result<Box<dyn Read>> {
    let file = File::open(path).with_context(|| format!("could not open `{}`", path.display()))?;
    let file = BufReader::with_capacity(1 << 16, file);
    if path.extension().is_some_and(|extension| extension == "xz") {
        Ok(Box::new(liblzma::read::XzDecoder::new(file)))
    } else {
        Ok(Box::new(file))
    }
}

/// Writes under another name and renames: a mapped file is never written to.
fn save(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) -> anyhow::Result<()> {
    let waiting = path.with_extension("new");
    let could_not = || format!("could not write `{}`", path.display());
    let mut writer = BufWriter::new(File::create(&waiting).with_context(could_not)?);
    write(&mut writer).with_context(could_not)?;
    writer
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)
        .and_then(|mut file| {
            file.flush()?;
            file.sync_all()
        })
        .with_context(could_not)?;
    std::fs::rename(&waiting, path).with_context(could_not)?;
    let bytes = std::fs::metadata(path).with_context(could_not)?.len();
    eprintln!("wrote {} ({:.2} MiB)", path.display(), bytes as f64 / f64::from(1 << 20));
    Ok(())
}
