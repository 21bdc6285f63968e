//! `fingerpost doctor`: looks at what usually goes wrong, and says the mend.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::folders::Folders;
use crate::open;

/// Checks disk, data, index, clock and port, and says how to mend what is wrong.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Address the server would listen on.
    #[arg(long, env = "FINGERPOST_LISTEN", default_value = "127.0.0.1:8080", value_name = "HOST:PORT")]
    listen: SocketAddr,
}

/// Data older than this are said to be old, in days.
const OLD_DAYS: i64 = 10;

/// Least free room for a new snapshot and index beside the old ones, in MiB.
const LEAST_FREE_MIB: u64 = 1024;

enum Finding {
    Good(String),
    Mend(String, String),
}

/// Runs every check.
pub fn run(command: &Doctor, folders: &Folders) -> ExitCode {
    let checks: [(&str, Finding); 7] = [
        ("gazetteer", gazetteer(folders)),
        ("vocabulary", vocabulary(folders)),
        ("index", index(folders)),
        ("data age", age(folders)),
        ("disk", disk(&folders.built())),
        ("clock", clock()),
        ("port", port(command.listen)),
    ];
    let mut sick = 0;
    for (what, finding) in checks {
        match finding {
            Finding::Good(words) => println!("good  {what:11} {words}"),
            Finding::Mend(words, mend) => {
                sick += 1;
                println!("MEND  {what:11} {words}\n                  {mend}");
            }
        }
    }
    if sick == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn gazetteer(folders: &Folders) -> Finding {
    match open::gazetteer(folders) {
        Ok(gazetteer) if gazetteer.notices().is_empty() => Finding::Good("opens".to_owned()),
        Ok(gazetteer) => Finding::Good(format!("opens; {}", gazetteer.notices().join("; "))),
        Err(error) => Finding::Mend(format!("{error:#}"), "restore the folder from the release".to_owned()),
    }
}

fn vocabulary(folders: &Folders) -> Finding {
    match open::vocabulary(folders) {
        Ok(vocabulary) => Finding::Good(format!("{} concepts", vocabulary.concepts().len())),
        Err(error) => Finding::Mend(format!("{error:#}"), "restore the folder from the release".to_owned()),
    }
}

fn index(folders: &Folders) -> Finding {
    let shelf = open::shelf(folders);
    let Some(id) = shelf.current() else {
        return Finding::Mend(
            "no index answers yet".to_owned(),
            "run `fingerpost crawl`, then `fingerpost index`".to_owned(),
        );
    };
    if let Some(reason) = shelf.refused(&id) {
        return Finding::Mend(
            format!("`{id}` was refused: {reason}"),
            "run `fingerpost index`, or `fingerpost index rollback`".to_owned(),
        );
    }
    match search::shelf::check_whole(&shelf.folder_of(&id)) {
        Ok(()) => Finding::Good(format!("`{id}` is whole to its last byte")),
        Err(error) => Finding::Mend(
            error.to_string(),
            "until then `fingerpost index rollback` lets the one before answer".to_owned(),
        ),
    }
}

fn age(folders: &Folders) -> Finding {
    let current = open::shelf(folders).list().into_iter().find(|entry| entry.is_current);
    match current.map(|entry| entry.state) {
        Some(Ok((made_at, services))) => {
            let days = (jiff::Timestamp::now().as_second() - made_at.as_second()) / 86_400;
            let words = format!("{services} services, read {days} days ago");
            if days > OLD_DAYS {
                Finding::Mend(
                    words,
                    "run `fingerpost crawl --due`, then `fingerpost index`; a timer unit is in the packaging"
                        .to_owned(),
                )
            } else {
                Finding::Good(words)
            }
        }
        _ => Finding::Mend("there are no data".to_owned(), "run `fingerpost crawl`".to_owned()),
    }
}

/// Free room, as `df` sees it: the program itself opens no file system.
fn disk(folder: &Path) -> Finding {
    let place = folder.ancestors().find(|place| place.exists()).unwrap_or(Path::new("."));
    let listing = std::process::Command::new("df").arg("-Pk").arg(place).output();
    let free = listing.ok().and_then(|output| {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()
    });
    match free.map(|kib| kib / 1024) {
        None => Finding::Good(format!("could not ask `df` about `{}`", place.display())),
        Some(mib) if mib < LEAST_FREE_MIB => Finding::Mend(
            format!("{mib} MiB free where `{}` stands", place.display()),
            format!("make room: at least {LEAST_FREE_MIB} MiB for a new index beside the old ones"),
        ),
        Some(mib) => Finding::Good(format!("{mib} MiB free")),
    }
}

/// The clock cannot be behind the newest file we wrote ourselves, nor before this program was made.
fn clock() -> Finding {
    let now = jiff::Timestamp::now();
    let made =
        jiff::civil::date(2026, 11, 1).to_zoned(jiff::tz::TimeZone::UTC).map(|zoned| zoned.timestamp());
    match made {
        Ok(made) if now < made => Finding::Mend(
            format!("it says {now:.0}, before this program was made"),
            "set the clock: what is open today depends on it (`timedatectl set-ntp true`)".to_owned(),
        ),
        _ => Finding::Good(format!("{now:.0}")),
    }
}

fn port(listen: SocketAddr) -> Finding {
    match TcpListener::bind(listen) {
        Ok(_) => Finding::Good(format!("`{listen}` is free")),
        Err(error) => Finding::Mend(
            format!("`{listen}` cannot be had: {error}"),
            "a server may be running already; if not, choose another address with `--listen`".to_owned(),
        ),
    }
}
