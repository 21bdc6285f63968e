//! `fingerpost reports`: what people said is wrong, for whoever looks after the directory.

use std::io;
use std::process::ExitCode;

use anyhow::Context as _;
use model::ledger::{Entry, Ledger};

use crate::folders::Folders;

/// A line a report: when, about which service, what, and their words.
pub fn run(folders: &Folders) -> anyhow::Result<ExitCode> {
    let path = folders.ledger_file();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
    };
    let mut count = 0;
    for line in Ledger::parse(&text).lines {
        if let Entry::Report { id, about, text } = line.entry {
            println!("{}  /service/{id}  {about}  {}", line.at, text.unwrap_or_default().replace('\n', " "));
            count += 1;
        }
    }
    eprintln!("{count} reports");
    Ok(ExitCode::SUCCESS)
}
