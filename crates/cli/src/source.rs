//! `fingerpost source`: looks after the folders of `scrapers/`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use crawler::fetch::Manners;
use crawler::source::Source;

use crate::folders::Folders;

/// Look after the folders of sources.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// Check the settings of a source: each unknown key, its line and the nearest known one.
    Check {
        /// Its folder; all of them unless given.
        folder: Option<PathBuf>,
    },
    /// Look at data and write a first `source.toml` for it.
    New {
        /// Where the data are: `https:`, `http:` or `file:`, or a path.
        address: String,
        /// The source's name, place first, then what; made of the address unless given.
        #[arg(long)]
        id: Option<String>,
        /// A host that may stand on a private network.
        #[arg(long, value_name = "HOST", env = "FINGERPOST_ALLOW_HOSTS", value_delimiter = ',')]
        allow_host: Vec<String>,
    },
}

/// Runs the subcommand.
pub fn run(command: &SourceCommand, folders: &Folders) -> anyhow::Result<ExitCode> {
    match command {
        SourceCommand::Check { folder } => check(folder.as_deref(), folders),
        SourceCommand::New { address, id, allow_host } => new(address, id.as_deref(), allow_host, folders),
    }
}

fn check(folder: Option<&Path>, folders: &Folders) -> anyhow::Result<ExitCode> {
    let paths = match folder {
        Some(folder) => vec![folder.to_owned()],
        None => crate::crawl::sources(folders)?
            .iter()
            .map(|known| folders.scrapers.join(known.id.as_str()))
            .collect(),
    };
    let mut problems = 0;
    for path in &paths {
        let file = path.join("source.toml");
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("could not read `{}`", file.display()))?;
        if let Err(found) = Source::parse(path, &text, |name| std::env::var(name).ok()) {
            problems += found.len();
            for problem in found {
                println!("{problem}");
            }
        }
    }
    println!("{} sources looked at, {problems} problems", paths.len());
    Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn new(address: &str, id: Option<&str>, allowed: &[String], folders: &Folders) -> anyhow::Result<ExitCode> {
    let is_address = ["file:", "http://", "https://"].iter().any(|scheme| address.starts_with(scheme));
    let address = if is_address {
        address.to_owned()
    } else {
        let path =
            std::fs::canonicalize(address).with_context(|| format!("there is nothing at `{address}`"))?;
        format!("file:{}", path.display())
    };
    let id = id.map_or_else(|| id_of(&address), str::to_owned);
    let folder = folders.scrapers.join(&id);
    anyhow::ensure!(!folder.exists(), "`{}` is there already: name another with `--id`", folder.display());
    // What is fetched to look at goes into a folder that is removed again.
    let provisional = format!(
        "id = \"{id}\"\ntitle = \"new\"\npublisher = \"new\"\nlicence = \"none-stated\"\n\
         [fetch]\nurl = \"{address}\"\n[read]\nformat = \"csv\"\n[map]\nname = \"name\"\n"
    );
    let source = Source::parse(Path::new(&id), &provisional, |name| std::env::var(name).ok())
        .map_err(|problems| anyhow::anyhow!("{}", problems[0]))?;
    let now = jiff::Timestamp::now();
    let aside = folders.downloads().join(format!(".new-{id}"));
    let manners = Manners { allowed_hosts: allowed.iter().cloned().collect(), ..Manners::default() };
    let fetched = match crawler::fetch::local(&source, now)? {
        Some(fetched) => fetched,
        None => crawler::fetch::remote(&source, &aside, now, &manners, &|_| {})?,
    };
    let file = fetched.files.first().context("nothing came")?;
    let bytes =
        std::fs::read(&file.path).with_context(|| format!("could not read `{}`", file.path.display()))?;
    let written = crawler::guess::settings_for(&id, &address, &file.name, &bytes);
    let _ = std::fs::remove_dir_all(&aside);
    let text = written?;
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make `{}`", folder.display()))?;
    std::fs::write(folder.join("source.toml"), &text)?;
    print!("{text}");
    eprintln!("written to {}: look at each line, then `fingerpost crawl {id} --dry-run`", folder.display());
    Ok(ExitCode::SUCCESS)
}

/// `https://data.ambleford.gov.uk/groups.csv` into `data-ambleford-gov-uk-groups`.
fn id_of(address: &str) -> String {
    let rest = address.split_once(':').map_or(address, |(_, rest)| rest).trim_start_matches('/');
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
    let last = parts.last().map_or("", |last| last.split('.').next().unwrap_or(last));
    let place = if address.starts_with("file:") { parts.iter().rev().nth(1) } else { parts.first() };
    let words = format!("{} {last}", place.copied().unwrap_or_default()).to_lowercase();
    let words: Vec<&str> =
        words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "new-source".to_owned() } else { words.join("-") }
}
