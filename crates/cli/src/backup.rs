//! `fingerpost backup` and `restore-backup`: copies of what people made. Everything else can be built again.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use anyhow::Context as _;

use crate::folders::Folders;

/// Writes the ledger to standard output.
pub fn backup(folders: &Folders) -> anyhow::Result<ExitCode> {
    let path = folders.ledger_file();
    let lines = match std::fs::read(&path) {
        Ok(lines) => lines,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
    };
    io::stdout().write_all(&lines)?;
    eprintln!("{} lines", lines.iter().filter(|byte| **byte == b'\n').count());
    Ok(ExitCode::SUCCESS)
}

/// Adds the lines on standard input that the ledger does not hold yet; none that it holds is lost.
pub fn restore(folders: &Folders) -> anyhow::Result<ExitCode> {
    let path = folders.ledger_file();
    let mut given = String::new();
    io::stdin().read_to_string(&mut given).context("could not read the backup from standard input")?;
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let known: BTreeSet<&str> = known.lines().collect();
    let missing: Vec<&str> =
        given.lines().filter(|line| !line.trim().is_empty() && !known.contains(line)).collect();
    let lines: String = missing.iter().map(|line| format!("{line}\n")).collect();
    web::ledger::append(&path, &lines).with_context(|| format!("could not write `{}`", path.display()))?;
    eprintln!("{} lines added, {} were there already", missing.len(), given.lines().count() - missing.len());
    Ok(ExitCode::SUCCESS)
}
