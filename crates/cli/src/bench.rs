//! `fingerpost bench`: invents a catalogue, asks it questions, prints one table. Hidden: for developers.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use search::measure::{Settings, run as measure};

use crate::folders::Folders;
use crate::open;

/// Measures the engine over invented services.
#[derive(Debug, Args)]
pub struct Bench {
    /// How many services are invented.
    #[arg(long, default_value_t = 100_000)]
    services: u64,
    /// The seed of services and questions.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many questions are asked.
    #[arg(long, default_value_t = 600)]
    questions: usize,
    /// Folder for what is made; what is there is used again [default: `bench` in the built folder].
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Measure plain tantivy with a filter beside.
    #[arg(long)]
    plain: bool,
    /// Ask only questions made to cost as much as they can, and count their work.
    #[arg(long)]
    costly: bool,
    /// Measure only kinds of question whose name begins so: `whole answer`.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    kind: String,
    /// Write documents and questions down for the peers in `crates/search/benches/peers`.
    #[arg(long)]
    export: bool,
}

/// Runs the command.
pub fn run(bench: &Bench, folders: &Folders) -> anyhow::Result<ExitCode> {
    let settings = Settings {
        folder: bench.folder.clone().unwrap_or_else(|| folders.built().join("bench")),
        services: bench.services,
        seed: bench.seed,
        questions: bench.questions,
        with_plain: bench.plain,
        with_export: bench.export,
        only_costly: bench.costly,
        kind: bench.kind.clone(),
    };
    measure(&settings, open::gazetteer(folders)?, open::vocabulary(folders)?, &mut |line| {
        println!("{line}")
    })?;
    Ok(ExitCode::SUCCESS)
}
