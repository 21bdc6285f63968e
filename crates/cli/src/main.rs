//! The one program: reads arguments, opens doors, prints errors.
//!
//! Each subcommand is a file of its own with a `run` function. Data goes to standard output,
//! everything else to standard error.

mod ask;
mod backup;
mod bench;
mod crawl;
mod doctor;
mod folders;
mod gazetteer;
mod index;
mod lab;
mod open;
mod prepare;
mod reports;
mod review;
mod serve;
mod source;
mod takedown;

use std::process::ExitCode;

/// Many threads make and drop many small texts: a fifth of an index build went to the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Serve the directory as pages and as JSON.
    Serve(serve::Serve),
    /// Ask a question.
    Ask(ask::Question),
    /// Build an index from a snapshot, or look after those there are.
    Index(index::Index),
    /// Measure the engine over invented services.
    #[command(hide = true)]
    Bench(bench::Bench),
    /// Measure the ranking by judged questions, beside four simple ones.
    Lab(lab::Lab),
    /// Look at what usually goes wrong, and say the mend.
    Doctor(doctor::Doctor),
    /// Show what people reported to be wrong, the latest last.
    Reports,
    /// Write what people made (the ledger) to standard output.
    Backup,
    /// Add what people made from a backup on standard input; nothing is lost.
    RestoreBackup,
    /// Fetch, read, clean and merge sources into a snapshot.
    Crawl(crawl::CrawlArguments),
    /// Hide a service at once and for good.
    Takedown(takedown::IdAndReason),
    /// End a takedown.
    Restore(takedown::IdAndReason),
    /// Write down that a service runs, is closed for now, or has ended; wins over what sources say.
    Status(takedown::IdAndStatus),
    /// Show pairs of services that may be one thing.
    Review(review::Review),
    /// Write down that two services are one thing; wins over any score.
    Same(review::TwoIds),
    /// Write down that two services, or two records of one, are not one thing.
    NotSame(review::TwoIds),
    /// Look after the folders of sources.
    #[command(subcommand)]
    Source(source::SourceCommand),
    /// Work on the gazetteer: postcodes, places and areas.
    #[command(subcommand)]
    Gazetteer(gazetteer::GazetteerCommand),
}

fn main() -> ExitCode {
    end_with_the_pipe();
    let arguments = Arguments::parse();
    start_log();
    let outcome = run(arguments);
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("fingerpost: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whoever reads only the first lines (`fingerpost ask choir | head -3`) closes the pipe: that is no fault of
/// anybody's, and nothing is said of it.
fn end_with_the_pipe() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let why = panic.payload_as_str().unwrap_or_default();
        if why.starts_with("failed printing to stdout") && why.contains("Broken pipe") {
            std::process::exit(0);
        }
        usual(panic);
    }));
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        None => serve::run(&serve::Serve::usual(), &arguments.folders),
        Some(Command::Serve(command)) => serve::run(&command, &arguments.folders),
        Some(Command::Crawl(crawl)) => crawl::run(&crawl, &arguments.folders),
        Some(Command::Source(command)) => source::run(&command, &arguments.folders),
        Some(Command::Ask(question)) => ask::run(&question, &arguments.folders),
        Some(Command::Index(command)) => index::run(&command, &arguments.folders),
        Some(Command::Lab(command)) => lab::run(&command, &arguments.folders),
        Some(Command::Doctor(command)) => Ok(doctor::run(&command, &arguments.folders)),
        Some(Command::Takedown(service)) => takedown::takedown(&service, &arguments.folders),
        Some(Command::Restore(service)) => takedown::restore(&service, &arguments.folders),
        Some(Command::Status(service)) => takedown::status(&service, &arguments.folders),
        Some(Command::Review(review)) => review::review(&review, &arguments.folders),
        Some(Command::Same(ids)) => review::same(&ids, &arguments.folders),
        Some(Command::NotSame(ids)) => review::not_same(&ids, &arguments.folders),
        Some(Command::Reports) => reports::run(&arguments.folders),
        Some(Command::Bench(command)) => bench::run(&command, &arguments.folders),
        Some(Command::Backup) => backup::backup(&arguments.folders),
        Some(Command::RestoreBackup) => backup::restore(&arguments.folders),
        Some(Command::Gazetteer(command)) => {
            gazetteer::run(&command, &arguments.folders.data)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Log lines go to standard error: for people, or as JSON with `FINGERPOST_LOG=json`; a level may stand
/// beside it (`FINGERPOST_LOG=json,debug`).
fn start_log() {
    let wanted = std::env::var("FINGERPOST_LOG").unwrap_or_default();
    let is_json = wanted.split(',').any(|part| part == "json");
    let level = wanted.split(',').find(|part| *part != "json" && !part.is_empty()).unwrap_or("info");
    let filter = format!("{level},tantivy=warn,hyper=warn,h2=warn,rustls=warn");
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_default();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if is_json { log.json().init() } else { log.with_target(false).init() }
}
