//! `fingerpost gazetteer build`: makes the gazetteer files from published tables.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use gazetteer::build::areas::AreaTable;
use gazetteer::build::official::ByLicence;
use gazetteer::build::postcodes::PostcodeTable;
use gazetteer::build::{Tally, all, official, sources, tables};
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
        /// ONS Postcode Directory as published (CSV or its zip), instead of the tables of postcodes.
        #[arg(long, value_name = "FILE", conflicts_with = "code_point")]
        postcode_directory: Option<PathBuf>,
        /// Code-Point Open as published (zip, or one of its CSV files), instead of the table of Great
        /// Britain's postcodes.
        #[arg(long, value_name = "FILE")]
        code_point: Option<PathBuf>,
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
        GazetteerCommand::Build { tables, postcode_directory, code_point, out } => {
            let out = out.clone().unwrap_or_else(|| data.join("gazetteer"));
            std::fs::create_dir_all(&out)
                .with_context(|| format!("could not make the folder `{}`", out.display()))?;
            if let Some(directory) = postcode_directory {
                build_from_directory(directory, &out)
            } else if let Some(code_point) = code_point {
                build_from_code_point(code_point, &out)
            } else {
                build_from_tables(tables.as_ref(), &out)
            }
        }
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

/// Postcodes of the whole country. Areas and places stay as they are.
fn build_from_directory(path: &Path, out: &Path) -> anyhow::Result<()> {
    let mut gathered = ByLicence::default();
    for_each_published(path, is_postcode_directory, |name, reader| {
        say(name, &official::read_postcode_directory(reader, &mut gathered)?);
        Ok(())
    })?;
    let edition = edition_of(path);
    let britain = FileNotes { edition: edition.clone(), ..sources::great_britain() };
    save_postcodes(&out.join(GREAT_BRITAIN), gathered.great_britain, &britain)?;
    if gathered.northern_ireland.is_empty() {
        return Ok(());
    }
    let ireland = FileNotes { edition, ..sources::northern_ireland() };
    save_postcodes(&out.join(NORTHERN_IRELAND), gathered.northern_ireland, &ireland)
}

/// Postcodes of Great Britain with authority and ward. Everything else stays as it is.
fn build_from_code_point(path: &Path, out: &Path) -> anyhow::Result<()> {
    let mut gathered = PostcodeTable::default();
    let mut total = Tally::default();
    for_each_published(path, is_code_point, |_, reader| {
        total.add(&official::read_code_point(reader, &mut gathered)?);
        Ok(())
    })?;
    say(&edition_of(path), &total);
    let notes = FileNotes { edition: edition_of(path), ..sources::great_britain() };
    save_postcodes(&out.join(GREAT_BRITAIN), gathered, &notes)
}

fn is_postcode_directory(name: &str) -> bool {
    name.starts_with("Data/ONSPD_") && name.ends_with(".csv")
}

fn is_code_point(name: &str) -> bool {
    name.starts_with("Data/CSV/") && name.ends_with(".csv")
}

fn edition_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads a file, or every wanted file of a zip, one after the other.
fn for_each_published(
    path: &Path,
    wanted: fn(&str) -> bool,
    mut take: impl FnMut(&str, Box<dyn Read + '_>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if path.extension().is_none_or(|extension| extension != "zip") {
        return take(&edition_of(path), open(path)?);
    }
    let could_not = || format!("could not read `{}`", path.display());
    let file = File::open(path).with_context(could_not)?;
    let mut archive = zip::ZipArchive::new(file).with_context(could_not)?;
    let mut taken = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).with_context(could_not)?;
        let name = entry.name().context("a file of the archive has an unreadable name")?.into_owned();
        if wanted(&name) {
            take(&name, Box::new(BufReader::new(entry)))?;
            taken += 1;
        }
    }
    anyhow::ensure!(taken > 0, "`{}` holds no table of postcodes where one is published", path.display());
    Ok(())
}

/// Everything, from our own tables.
fn build_from_tables(tables: Option<&PathBuf>, out: &Path) -> anyhow::Result<()> {
    let tables = tables
        .cloned()
        .or_else(|| {
            std::env::var_os("FINGERPOST_SHARED").map(|shared| PathBuf::from(shared).join("data/geo"))
        })
        .context("say where the tables are with `--tables FOLDER`, or set FINGERPOST_SHARED")?;
    for (name, suffix, notes) in [
        (GREAT_BRITAIN, "gb", sources::great_britain()),
        (NORTHERN_IRELAND, "ni", sources::northern_ireland()),
    ] {
        build_postcodes(&tables, out, name, suffix, &notes)?;
    }
    build_areas(&tables, out)?;
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
    save_postcodes(&out.join(name), gathered, notes)
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

fn save_postcodes(path: &Path, mut gathered: PostcodeTable, notes: &FileNotes) -> anyhow::Result<()> {
    let repeated = gathered.settle();
    if repeated > 0 {
        eprintln!("{repeated} postcodes stood more than once: live ones were kept before terminated ones");
    }
    save(path, |writer| gathered.write(notes, writer))
}

/// Says what became of a table's rows.
fn say(name: &str, tally: &Tally) {
    eprintln!(
        "{name}: {} rows, {} live, {} terminated, {} without coordinates, {} unreadable",
        tally.rows, tally.live, tally.terminated, tally.without_coordinates, tally.unreadable
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
