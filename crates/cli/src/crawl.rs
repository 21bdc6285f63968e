//! `fingerpost crawl`: fetches, reads, cleans and merges every source into a snapshot.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, Subcommand};
use crawler::crawl::{Folder, Outcome, Progress, Settings, read_folders};
use crawler::fetch::Manners;
use gazetteer::Gazetteer;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use model::identifier::SourceId;
use model::ledger::Ledger;
use model::report::{Rejection, SourceReport};
use model::vocabulary::Vocabulary;

use crate::folders::Folders;
use crate::open;

/// Fetch, read, clean and merge sources into a snapshot.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct CrawlArguments {
    #[command(subcommand)]
    command: Option<CrawlCommand>,
    /// Only these sources; the others keep their last good data.
    ids: Vec<String>,
    /// Read and report, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// List each record that was turned away, with its reason.
    #[arg(long)]
    rejections: bool,
    /// Make no request: use what was downloaded before.
    #[arg(long)]
    offline: bool,
    /// Only sources whose time has come (`every` in their settings): for cron or a timer.
    #[arg(long)]
    due: bool,
    /// Only sources last fetched longer ago than this (`2d`, `12h`).
    #[arg(long, value_name = "AGE")]
    since: Option<String>,
    /// How many sources at a time.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Take the change of this source although it breaks its promise.
    #[arg(long, value_name = "ID")]
    accept: Vec<String>,
    /// A host that may stand on a private network.
    #[arg(long, value_name = "HOST", env = "FINGERPOST_ALLOW_HOSTS", value_delimiter = ',')]
    allow_host: Vec<String>,
    /// How the operator can be reached: a web page or an address, told to every server that is asked.
    #[arg(long, env = "FINGERPOST_CONTACT", value_name = "CONTACT")]
    contact: Option<String>,
}

#[derive(Debug, Subcommand)]
enum CrawlCommand {
    /// Print the report of the newest snapshot; fails when a source is red.
    Report {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs the subcommand.
pub fn run(arguments: &CrawlArguments, folders: &Folders) -> anyhow::Result<ExitCode> {
    if let Some(CrawlCommand::Report { json }) = &arguments.command {
        return report(folders, *json);
    }
    let sources = sources(folders)?;
    let outcome = crawl(arguments, folders, &sources)?;
    for problem in &outcome.problems {
        eprintln!("{problem}");
    }
    if arguments.rejections {
        print_rejections(folders, &outcome)?;
    }
    print!("{}", crawler::report::table(&outcome.report));
    for (source, why) in &outcome.skipped {
        println!("skipped: {source}: {why}");
    }
    match &outcome.snapshot {
        Some(path) => println!("{} services in {}", outcome.services, path.display()),
        None => println!("a dry run: {} services, nothing written", outcome.services),
    }
    if !crawler::report::adds_up(&outcome.report) {
        anyhow::bail!("the report does not add up: please tell us");
    }
    Ok(ExitCode::SUCCESS)
}

/// Every source folder.
pub fn sources(folders: &Folders) -> anyhow::Result<Vec<Folder>> {
    Ok(read_folders(&folders.scrapers, &|name| std::env::var(name).ok())?)
}

/// Crawls every source with everything as it is by default: what preparing a first start needs.
pub fn crawl_all(folders: &Folders) -> anyhow::Result<Outcome> {
    let arguments = CrawlArguments {
        command: None,
        ids: Vec::new(),
        dry_run: false,
        rejections: false,
        offline: false,
        due: true,
        since: None,
        jobs: None,
        accept: Vec::new(),
        allow_host: Vec::new(),
        contact: None,
    };
    crawl(&arguments, folders, &sources(folders)?)
}

fn crawl(arguments: &CrawlArguments, folders: &Folders, sources: &[Folder]) -> anyhow::Result<Outcome> {
    let gazetteer = Gazetteer::open(&folders.gazetteer())?;
    let (vocabulary, words_digest) = vocabulary(folders)?;
    let ledger = ledger(&folders.ledger())?;
    let now = now()?;
    let settings = Settings {
        downloads: folders.downloads(),
        snapshots: folders.snapshots(),
        gazetteer: Some(&gazetteer),
        vocabulary: &vocabulary,
        ledger: &ledger,
        context_digest: format!("{} {} {words_digest}", program_stamp(), folder_stamp(&folders.gazetteer())),
        now,
        only: ids(&arguments.ids)?,
        accept: ids(&arguments.accept)?,
        jobs: arguments.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from)),
        dry_run: arguments.dry_run,
        fetch: manners(arguments, now)?,
    };
    let mut watch = Watch::new(sources.len() as u64);
    let outcome = crawler::crawl::crawl(&settings, sources, &mut |progress| watch.tell(progress))?;
    watch.end();
    Ok(outcome)
}

fn ids(typed: &[String]) -> anyhow::Result<BTreeSet<SourceId>> {
    typed.iter().map(|id| SourceId::parse(id).with_context(|| format!("`{id}` is no source"))).collect()
}

fn manners(arguments: &CrawlArguments, now: Timestamp) -> anyhow::Result<Manners> {
    let mut manners = Manners {
        offline: arguments.offline,
        due_only: arguments.due,
        allowed_hosts: arguments.allow_host.iter().cloned().collect(),
        ..Manners::default()
    };
    if let Some(contact) = &arguments.contact {
        manners.user_agent = format!("Fingerpost/{} (+{contact})", env!("CARGO_PKG_VERSION"));
    }
    if let Some(age) = &arguments.since {
        let age: Duration = crawler::source::parse_duration(age)
            .with_context(|| format!("`{age}` is not an age like `2d`"))?;
        manners.fetched_before = Some(now - age);
    }
    Ok(manners)
}

/// The moment it is; `FINGERPOST_NOW` stands for it where a test needs the same twice.
fn now() -> anyhow::Result<Timestamp> {
    match std::env::var("FINGERPOST_NOW") {
        Ok(text) => text.parse().with_context(|| format!("FINGERPOST_NOW is no moment: `{text}`")),
        Err(_) => Ok(Timestamp::now()),
    }
}

/// Another program may read the same data otherwise.
fn program_stamp() -> String {
    let stamp = std::env::current_exe().and_then(std::fs::metadata).ok().map(|file| {
        let age = file.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        format!("{}-{}", file.len(), age.unwrap_or_default().as_nanos())
    });
    format!("{} {}", env!("CARGO_PKG_VERSION"), stamp.unwrap_or_default())
}

/// Names and lengths of the files of a folder.
fn folder_stamp(folder: &Path) -> String {
    let Ok(entries) = std::fs::read_dir(folder) else { return String::new() };
    let mut parts: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some(format!("{}:{}", entry.file_name().to_string_lossy(), entry.metadata().ok()?.len()))
        })
        .collect();
    parts.sort();
    parts.join(",")
}

/// The words, and a digest that changes when a word does.
fn vocabulary(folders: &Folders) -> anyhow::Result<(Vocabulary, String)> {
    let files = open::vocabulary_files(folders)?;
    let digests: Vec<String> =
        files.iter().map(|(name, text)| format!("{name}:{}", checksum(text))).collect();
    Ok((open::words(folders, &files)?, digests.join(",")))
}

/// FNV-1a: enough to see that a text is another.
fn checksum(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn ledger(folder: &Path) -> anyhow::Result<Ledger> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Ledger::default()) };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    let mut text = String::new();
    for path in paths {
        let more =
            std::fs::read_to_string(&path).with_context(|| format!("could not read `{}`", path.display()))?;
        text.push_str(&more);
        text.push('\n');
    }
    Ok(Ledger::parse(&text))
}

fn newest_snapshot(folders: &Folders) -> anyhow::Result<PathBuf> {
    crawler::crawl::newest_snapshot(&folders.snapshots())
        .context("there is no snapshot yet: run `fingerpost crawl`")
}

fn report(folders: &Folders, as_json: bool) -> anyhow::Result<ExitCode> {
    let path = newest_snapshot(folders)?.join("report.json");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("could not read `{}`", path.display()))?;
    let rows: Vec<SourceReport> =
        serde_json::from_str(&text).with_context(|| format!("`{}` is no report", path.display()))?;
    if as_json {
        println!("{text}");
    } else {
        print!("{}", crawler::report::table(&rows));
    }
    let is_red = crawler::report::any_red(&rows);
    Ok(if is_red { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn print_rejections(folders: &Folders, outcome: &Outcome) -> anyhow::Result<()> {
    let Some(snapshot) = &outcome.snapshot else {
        for rejection in &outcome.rejections {
            print_rejection(rejection);
        }
        return Ok(());
    };
    let _ = folders;
    let file = std::fs::File::open(snapshot.join("rejections.jsonl.zst"))?;
    for line in BufReader::new(crawler::crawl::unpacked(file)?).lines() {
        print_rejection(&serde_json::from_str(&line?)?);
    }
    Ok(())
}

fn print_rejection(rejection: &Rejection) {
    let record = rejection.record.as_ref().map(|record| format!(" ({record})")).unwrap_or_default();
    println!(
        "{} row {}{record}: {}: {}",
        rejection.source, rejection.row, rejection.reason, rejection.detail
    );
}

/// Progress: a bar on a terminal, plain lines elsewhere. All of it on standard error.
struct Watch {
    bar: Option<ProgressBar>,
    done: u64,
}

impl Watch {
    fn new(sources: u64) -> Watch {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(sources);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} sources  {wide_msg}") {
                bar.set_style(style);
            }
            bar
        });
        Watch { bar, done: 0 }
    }

    fn tell(&mut self, progress: Progress) {
        let (line, is_lasting) = match progress {
            Progress::Fetching(source, bytes) => (format!("{source}: {} KiB fetched", bytes / 1024), false),
            Progress::Reading(source, records) => (format!("{source}: {records} records read"), false),
            Progress::Done(source, said) => {
                self.done += 1;
                (format!("{source}: {said}"), true)
            }
            Progress::Skipped(source, why) => (format!("{source}: skipped: {why}"), true),
            Progress::Merging(records) => (format!("comparing {records} records"), true),
            Progress::Writing(services) => (format!("{services} services written"), false),
        };
        match &self.bar {
            Some(bar) => {
                bar.set_position(self.done);
                bar.set_message(line);
            }
            None if is_lasting => eprintln!("{line}"),
            None => {}
        }
    }

    fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
