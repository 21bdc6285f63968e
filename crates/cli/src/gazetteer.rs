//! `fingerpost gazetteer build`: makes the gazetteer files from published tables.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use gazetteer::build::postcodes::PostcodeTable;
use gazetteer::build::{Tally, sources, tables};
use gazetteer::gazetteer::{GREAT_BRITAIN, NORTHERN_IRELAND};
use gazetteer::notes::FileNotes;

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
}

/// Runs the subcommand. `data` is the data folder.
pub fn run(command: &GazetteerCommand, data: &Path) -> anyhow::Result<()> {
    let GazetteerCommand::Build { tables, out } = command;
    let out = out.clone().unwrap_or_else(|| data.join("gazetteer"));
    let tables = tables
        .clone()
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
