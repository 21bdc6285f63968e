//! Where things are on this machine: said once, derived everywhere.

use std::path::PathBuf;

use clap::Args;

/// The folders the program works in.
#[derive(Debug, Clone, Args)]
pub struct Folders {
    /// Folder of the data that ships and of what is built from it.
    #[arg(long, env = "FINGERPOST_DATA", default_value = "index-data", global = true, value_name = "FOLDER")]
    pub data: PathBuf,
    /// Folder of the sources, one folder each.
    #[arg(
        long,
        env = "FINGERPOST_SCRAPERS",
        default_value = "scrapers",
        global = true,
        value_name = "FOLDER"
    )]
    pub scrapers: PathBuf,
    /// Folder of what is built on this machine [default: `built` in the data folder].
    #[arg(long, env = "FINGERPOST_BUILT", global = true, value_name = "FOLDER")]
    pub built: Option<PathBuf>,
}

impl Folders {
    /// What a program made on this machine.
    pub fn built(&self) -> PathBuf {
        self.built.clone().unwrap_or_else(|| self.data.join("built"))
    }

    /// Downloads, one folder a source.
    pub fn downloads(&self) -> PathBuf {
        self.built().join("downloads")
    }

    /// Snapshots, one folder each, named so that the newest sorts last.
    pub fn snapshots(&self) -> PathBuf {
        self.built().join("snapshots")
    }

    /// Indexes, one folder each.
    pub fn indexes(&self) -> PathBuf {
        self.built().join("indexes")
    }

    /// What people made: append-only lines.
    pub fn ledger(&self) -> PathBuf {
        self.built().join("ledger")
    }

    /// The one file of it.
    pub fn ledger_file(&self) -> PathBuf {
        self.ledger().join("ledger.jsonl")
    }

    /// The mapped postcode, place and area files.
    pub fn gazetteer(&self) -> PathBuf {
        self.data.join("gazetteer")
    }

    /// The taxonomy and the words people use.
    pub fn vocabulary(&self) -> PathBuf {
        self.data.join("vocabulary")
    }
}
