//! `fingerpost takedown`, `restore` and `status`: hide a service at once and for good, end that, and say
//! whether one is running.
//!
//! Each adds a line to the ledger. A running server follows the ledger and needs no rebuild; every later
//! crawl reads it, and binds each copy of the service that any source brings.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use model::identifier::ServiceId;
use model::ledger::{Entry, LedgerLine};
use model::service::{Service, Status};
use model::snapshot::{IdMap, ServiceReader};

use crate::folders::Folders;

/// A service, and why.
#[derive(Debug, Args)]
pub struct IdAndReason {
    /// The identifier of the service, as in the address of its page.
    id: String,
    /// Why: kept in the ledger, never shown. No names of people.
    #[arg(long)]
    reason: String,
}

/// A service, and whether it is running.
#[derive(Debug, Args)]
pub struct IdAndStatus {
    /// The identifier of the service, as in the address of its page.
    id: String,
    /// What somebody who knows says of it.
    #[arg(long = "is", value_enum)]
    status: Said,
    /// The last day it is closed, for what is closed for now: `2027-01-31`.
    #[arg(long, value_name = "DAY")]
    until: Option<jiff::civil::Date>,
}

/// Whether a service is running, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Said {
    /// It runs.
    Running,
    /// It is closed for now.
    ClosedForNow,
    /// It does not run.
    NotRunning,
    /// It has ended.
    Ended,
}

/// Writes down whether a service is running.
pub fn status(arguments: &IdAndStatus, folders: &Folders) -> anyhow::Result<ExitCode> {
    let id = parse_id(&arguments.id)?;
    let status = match arguments.status {
        Said::Running => Status::Active,
        Said::ClosedForNow => Status::TemporarilyClosed,
        Said::NotRunning => Status::Inactive,
        Said::Ended => Status::Defunct,
    };
    if arguments.until.is_some() && status != Status::TemporarilyClosed {
        bail!("`--until` goes with `--is closed-for-now` only");
    }
    let entry = Entry::Status { id, status, until: arguments.until };
    append(folders, &LedgerLine { at: Timestamp::now(), by: "cli".to_owned(), entry })?;
    println!("written down; it holds from the next crawl on");
    Ok(ExitCode::SUCCESS)
}

/// Takes a service down.
pub fn takedown(arguments: &IdAndReason, folders: &Folders) -> anyhow::Result<ExitCode> {
    let id = parse_id(&arguments.id)?;
    let snapshot = crawler::crawl::newest_snapshot(&folders.snapshots());
    let known = snapshot.map(|snapshot| find(&snapshot, id)).transpose()?.flatten();
    let line = match &known {
        Some(service) => LedgerLine::takedown(Timestamp::now(), "cli", service, &arguments.reason),
        None => {
            let reason = arguments.reason.clone();
            let entry = Entry::Takedown { id, reason, records: Vec::new(), marks: Vec::new() };
            LedgerLine { at: Timestamp::now(), by: "cli".to_owned(), entry }
        }
    };
    append(folders, &line)?;
    match known {
        Some(service) => println!(
            "`{}` is taken down with {} source records; a running server hides it within a minute",
            service.name,
            service.records.len()
        ),
        None => println!("no snapshot here holds {id}: the identifier is hidden, its copies are not known"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Ends a takedown.
pub fn restore(arguments: &IdAndReason, folders: &Folders) -> anyhow::Result<ExitCode> {
    let id = parse_id(&arguments.id)?;
    let entry = Entry::Restore { id, reason: arguments.reason.clone() };
    append(folders, &LedgerLine { at: Timestamp::now(), by: "cli".to_owned(), entry })?;
    println!("the takedown of {id} is over; it is back with the next crawl at the latest");
    Ok(ExitCode::SUCCESS)
}

/// Reads an identifier as people copy it.
pub fn parse_id(typed: &str) -> anyhow::Result<ServiceId> {
    let last = typed.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    ServiceId::parse(last).with_context(|| format!("`{typed}` is no identifier of a service"))
}

/// Adds a line to the ledger and waits until it is on the disk.
pub fn append(folders: &Folders, line: &LedgerLine) -> anyhow::Result<()> {
    let path = folders.ledger_file();
    web::ledger::append(&path, &line.to_text())
        .with_context(|| format!("could not write `{}`", path.display()))
}

/// The service that bears the identifier in a snapshot, or the one it leads to now.
fn find(snapshot: &Path, id: ServiceId) -> anyhow::Result<Option<Service>> {
    let ids = std::fs::read_to_string(snapshot.join("ids.jsonl")).unwrap_or_default();
    let id = IdMap::parse(&ids).0.resolve(id);
    let path = snapshot.join("services.jsonl.zst");
    let file = File::open(&path).with_context(|| format!("could not open `{}`", path.display()))?;
    let services = ServiceReader::new(BufReader::new(crawler::crawl::unpacked(file)?))?;
    for service in services {
        let service = service?;
        if service.id == id {
            return Ok(Some(service));
        }
    }
    Ok(None)
}

/// Two identifiers that must differ.
pub fn two_ids(a: &str, b: &str) -> anyhow::Result<(ServiceId, ServiceId)> {
    let (a, b) = (parse_id(a)?, parse_id(b)?);
    if a == b {
        bail!("both identifiers are {a}");
    }
    Ok((a, b))
}
