//! Prepares what is missing before the first question: a snapshot, then an index of it.

use anyhow::Context as _;
use search::shelf::{Opened, Shrinking};

use crate::folders::Folders;
use crate::{crawl, index, open};

/// The catalogue that answers; crawled and indexed first where there is none yet.
pub fn catalogue(folders: &Folders) -> anyhow::Result<Opened> {
    match open::catalogue(folders) {
        Ok(opened) => return Ok(opened),
        Err(error) if open::shelf(folders).list().is_empty() => tracing::debug!("{error:#}"),
        Err(error) => eprintln!("{error:#}"),
    }
    let snapshot = match index::newest_snapshot(folders) {
        Ok(snapshot) => snapshot,
        Err(_) => {
            eprintln!(
                "Preparing the directory for the first time: reading the sources in `{}`.",
                folders.scrapers.display()
            );
            let made = crawl::crawl_all(folders)?.snapshot;
            let made = made.as_deref().and_then(|folder| folder.file_name());
            made.context("the crawl made no snapshot")?.to_string_lossy().into_owned()
        }
    };
    eprintln!("Building the index.");
    index::build(folders, &snapshot, Shrinking::Accepted)?;
    open::catalogue(folders)
}
