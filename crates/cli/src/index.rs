//! `fingerpost index`: builds an index from a snapshot and lets it answer, or manages those there are.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use search::shelf::{Checks, Shrinking};
use search::writer::Step;

use crate::folders::Folders;
use crate::open;

/// Builds an index from the newest snapshot, checks it, and lets it answer.
#[derive(Debug, Args)]
pub struct Index {
    #[command(subcommand)]
    action: Option<Action>,
    /// Snapshot to index [default: the newest].
    #[arg(long, value_name = "ID")]
    snapshot: Option<String>,
    /// Publish it even if it holds far fewer services than the one that answers now.
    #[arg(long)]
    accept: bool,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists the indexes, and marks the one that answers.
    List,
    /// Lets another index answer, after checking it.
    Use {
        /// Its name, as `fingerpost index list` shows it.
        id: String,
        /// Even if it holds far fewer services.
        #[arg(long)]
        accept: bool,
    },
    /// Lets the index before the current one answer again.
    Rollback,
    /// Reads every byte of the current index and compares it with what was written.
    Check,
}

/// Runs the command.
pub fn run(command: &Index, folders: &Folders) -> anyhow::Result<ExitCode> {
    match &command.action {
        None => {
            let snapshot = match &command.snapshot {
                Some(id) => id.clone(),
                None => newest_snapshot(folders)?,
            };
            let id = build(folders, &snapshot, shrinking(command.accept))?;
            println!("{id}");
        }
        Some(Action::List) => list(folders),
        Some(Action::Use { id, accept }) => {
            with_checks(folders, shrinking(*accept), |checks| open::shelf(folders).publish(id, checks))?;
            println!("{id}");
        }
        Some(Action::Rollback) => {
            let id =
                with_checks(folders, Shrinking::Accepted, |checks| open::shelf(folders).roll_back(checks))?;
            println!("{id}");
        }
        Some(Action::Check) => {
            let id =
                open::shelf(folders).current().context("no index answers yet: run `fingerpost index`")?;
            search::shelf::check_whole(&open::shelf(folders).folder_of(&id))?;
            println!("{id} is whole");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn shrinking(accept: bool) -> Shrinking {
    if accept { Shrinking::Accepted } else { Shrinking::Refused }
}

fn with_checks<T>(
    folders: &Folders,
    shrinking: Shrinking,
    publish: impl FnOnce(&Checks<'_>) -> Result<T, search::shelf::Refusal>,
) -> anyhow::Result<T> {
    let (gazetteer, vocabulary, now) = (open::gazetteer(folders)?, open::vocabulary(folders)?, open::now());
    let _hold = open::shelf(folders).hold()?;
    Ok(publish(&Checks { gazetteer: &gazetteer, vocabulary: &vocabulary, now: &now, shrinking })?)
}

fn list(folders: &Folders) {
    let entries = open::shelf(folders).list();
    if entries.is_empty() {
        eprintln!("there is no index yet: run `fingerpost index`");
    }
    for entry in entries {
        let mark = if entry.is_current { "*" } else { " " };
        match entry.state {
            Ok((made_at, services)) => {
                println!("{mark} {}  {services} services, data of {made_at:.0}", entry.id)
            }
            Err(reason) => println!("{mark} {}  refused: {reason}", entry.id),
        }
    }
}

/// The newest snapshot that is complete.
pub fn newest_snapshot(folders: &Folders) -> anyhow::Result<String> {
    let mut ids: Vec<String> = std::fs::read_dir(folders.snapshots())
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join("manifest.json").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    ids.sort();
    ids.pop().with_context(|| {
        format!("there is no snapshot in `{}`: run `fingerpost crawl` first", folders.snapshots().display())
    })
}

/// Builds the index of `snapshot`, publishes it, and gives its name.
pub fn build(folders: &Folders, snapshot: &str, shrinking: Shrinking) -> anyhow::Result<String> {
    let (gazetteer, vocabulary, now) = (open::gazetteer(folders)?, open::vocabulary(folders)?, open::now());
    let shelf = open::shelf(folders);
    let _hold = shelf.hold()?;
    shelf.sweep();
    let id = free_name(&shelf, snapshot);
    let bar = progress_bar();
    search::build(&folders.snapshots().join(snapshot), &vocabulary, &shelf.folder_of(&id), |progress| {
        bar.set_length(progress.of);
        bar.set_position(progress.done);
        bar.set_message(match progress.step {
            Step::Reading => "reading services",
            Step::Indexing => "writing the index",
            Step::Sealing => "checking the files",
        });
    })
    .with_context(|| format!("could not index snapshot `{snapshot}`; what answered before still answers"))?;
    bar.finish_and_clear();
    shelf.publish(&id, &Checks { gazetteer: &gazetteer, vocabulary: &vocabulary, now: &now, shrinking })?;
    Ok(id)
}

/// The snapshot's name, numbered when an index of it stands already.
fn free_name(shelf: &search::shelf::Shelf, snapshot: &str) -> String {
    if !shelf.folder_of(snapshot).exists() && shelf.refused(snapshot).is_none() {
        return snapshot.to_owned();
    }
    (2..)
        .map(|number| format!("{snapshot}-{number}"))
        .find(|name| !shelf.folder_of(name).exists() && shelf.refused(name).is_none())
        .expect("there is always a next number")
}

/// A bar on a terminal, nothing elsewhere: the steps are logged as lines.
pub fn progress_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:24} [{bar:30}] {human_pos} of {human_len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style.progress_chars("=> "))
}
