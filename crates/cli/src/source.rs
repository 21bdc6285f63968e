//! `fingerpost source`: looks after the folders of `scrapers/`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use crawler::source::Source;

use crate::folders::Folders;

/// Look after the folders of sources.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// Check the settings of a source: each unknown key, its line and the nearest known one.
    Check {
        /// Its folder; all of them unless given.
        folder: Option<PathBuf>,
    },
}

/// Runs the subcommand.
pub fn run(command: &SourceCommand, folders: &Folders) -> anyhow::Result<ExitCode> {
    match command {
        SourceCommand::Check { folder } => check(folder.as_deref(), folders),
    }
}

fn check(folder: Option<&Path>, folders: &Folders) -> anyhow::Result<ExitCode> {
    let paths = match folder {
        Some(folder) => vec![folder.to_owned()],
        None => crate::crawl::sources(folders)?
            .iter()
            .map(|known| folders.scrapers.join(known.id.as_str()))
            .collect(),
    };
    let mut problems = 0;
    for path in &paths {
        let file = path.join("source.toml");
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("could not read `{}`", file.display()))?;
        if let Err(found) = Source::parse(path, &text, |name| std::env::var(name).ok()) {
            problems += found.len();
            for problem in found {
                println!("{problem}");
            }
        }
    }
    println!("{} sources looked at, {problems} problems", paths.len());
    Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
