//! The one program: reads arguments, opens doors, prints errors.
//!
//! Each subcommand is a file of its own with a `run` function. Data goes to standard output,
//! everything else to standard error.

mod ask;
mod backup;
mod crawl;
mod doctor;
mod folders;
mod gazetteer;
mod index;
mod open;
mod source;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::folders::Folders;

/// A searchable directory of UK community services.
///
/// Without a command it prepares what is missing, then serves the directory on this machine.
#[derive(Debug, Parser)]
#[command(name = "fingerpost", version)]
struct Arguments {
    #[command(flatten)]
    folders: Folders,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ask a question.
    Ask(ask::Question),
    /// Build an index from a snapshot, or look after those there are.
    Index(index::Index),
    /// Look at what usually goes wrong, and say the mend.
    Doctor(doctor::Doctor),
    /// Write what people made (the ledger) to standard output.
    Backup,
    /// Add what people made from a backup on standard input; nothing is lost.
    RestoreBackup,
    /// Fetch, read, clean and merge sources into a snapshot.
    Crawl(crawl::CrawlArguments),
    /// Look after the folders of sources.
    #[command(subcommand)]
    Source(source::SourceCommand),
    /// Work on the gazetteer: postcodes, places and areas.
    #[command(subcommand)]
    Gazetteer(gazetteer::GazetteerCommand),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = run(arguments);
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("fingerpost: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        None => anyhow::bail!("nothing to serve yet in {}", arguments.folders.built().display()),
        Some(Command::Crawl(crawl)) => crawl::run(&crawl, &arguments.folders),
        Some(Command::Source(command)) => source::run(&command, &arguments.folders),
        Some(Command::Ask(question)) => ask::run(&question, &arguments.folders),
        Some(Command::Index(command)) => index::run(&command, &arguments.folders),
        Some(Command::Doctor(command)) => Ok(doctor::run(&command, &arguments.folders)),
        Some(Command::Backup) => backup::backup(&arguments.folders),
        Some(Command::RestoreBackup) => backup::restore(&arguments.folders),
        Some(Command::Gazetteer(command)) => {
            gazetteer::run(&command, &arguments.folders.data)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
