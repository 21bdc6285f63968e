//! The one program: reads arguments, opens doors, prints errors.
//!
//! Each subcommand is a file of its own with a `run` function. Data goes to standard output,
//! everything else to standard error.

mod crawl;
mod folders;
mod gazetteer;
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
        Some(Command::Gazetteer(command)) => {
            gazetteer::run(&command, &arguments.folders.data)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
