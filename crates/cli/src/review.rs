//! `fingerpost review`, `same` and `not-same`: a person decides what the score could not.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use jiff::Timestamp;
use model::ledger::{Entry, LedgerLine};
use model::snapshot::Candidate;

use crate::folders::Folders;
use crate::takedown;

/// Pairs that may be one thing.
#[derive(Debug, Args)]
pub struct Review {
    /// How many to show, the likeliest first.
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// As JSON, a pair a line.
    #[arg(long)]
    json: bool,
}

/// Two services or records.
#[derive(Debug, Args)]
pub struct TwoIds {
    /// One identifier.
    a: String,
    /// The other.
    b: String,
    /// Why, for whoever reads the ledger later.
    #[arg(long)]
    reason: Option<String>,
}

/// Shows the pairs of the newest snapshot that a person should look at.
pub fn review(arguments: &Review, folders: &Folders) -> anyhow::Result<ExitCode> {
    let snapshot = crawler::crawl::newest_snapshot(&folders.snapshots())
        .context("there is no snapshot yet: run `fingerpost crawl`")?;
    let path = snapshot.join("candidates.jsonl");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("could not read `{}`", path.display()))?;
    for line in text.lines().take(arguments.limit) {
        if arguments.json {
            println!("{line}");
            continue;
        }
        let pair: Candidate = serde_json::from_str(line)?;
        println!("{:5.1}  {}\n       {}", pair.score, pair.a_name, pair.b_name);
        println!("       {}", pair.because.join("; "));
        println!("       fingerpost same {} {}   (or not-same)\n", pair.a, pair.b);
    }
    eprintln!("{} pairs wait for a person", text.lines().count());
    Ok(ExitCode::SUCCESS)
}

/// Writes down that two are one thing.
pub fn same(ids: &TwoIds, folders: &Folders) -> anyhow::Result<ExitCode> {
    let (a, b) = takedown::two_ids(&ids.a, &ids.b)?;
    decide(Entry::Same { a, b, reason: ids.reason.clone() }, folders)
}

/// Writes down that two are not one thing.
pub fn not_same(ids: &TwoIds, folders: &Folders) -> anyhow::Result<ExitCode> {
    let (a, b) = takedown::two_ids(&ids.a, &ids.b)?;
    decide(Entry::NotSame { a, b, reason: ids.reason.clone() }, folders)
}

fn decide(entry: Entry, folders: &Folders) -> anyhow::Result<ExitCode> {
    takedown::append(folders, &LedgerLine { at: Timestamp::now(), by: "cli".to_owned(), entry })?;
    println!("written down; it holds from the next crawl on");
    Ok(ExitCode::SUCCESS)
}
