//! Opens what commands share: places, words and the catalogue that answers.

use std::sync::Arc;

use anyhow::Context as _;
use gazetteer::Gazetteer;
use model::vocabulary::Vocabulary;
use search::shelf::{Opened, Shelf};

use crate::folders::Folders;

/// Places, with a note for each part that an operator left out.
pub fn gazetteer(folders: &Folders) -> anyhow::Result<Arc<Gazetteer>> {
    let folder = folders.gazetteer();
    let gazetteer = Gazetteer::open(&folder).with_context(|| {
        format!(
            "could not open the gazetteer in `{}`: run from the project's folder, or name it with `--data`",
            folder.display()
        )
    })?;
    for notice in gazetteer.notices() {
        tracing::info!("{notice}");
    }
    Ok(Arc::new(gazetteer))
}

/// Words.
pub fn vocabulary(folders: &Folders) -> anyhow::Result<Arc<Vocabulary>> {
    Ok(Arc::new(words(folders, &vocabulary_files(folders)?)?))
}

/// The files of the vocabulary, each its name and its text, by name.
pub fn vocabulary_files(folders: &Folders) -> anyhow::Result<Vec<(String, String)>> {
    let folder = folders.vocabulary();
    let mut files = Vec::new();
    let listing =
        std::fs::read_dir(&folder).with_context(|| format!("could not list `{}`", folder.display()))?;
    for entry in listing {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("could not read `{}`", path.display()))?;
            files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    Ok(files)
}

/// The words in `files`.
pub fn words(folders: &Folders, files: &[(String, String)]) -> anyhow::Result<Vocabulary> {
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .with_context(|| format!("could not read the vocabulary in `{}`", folders.vocabulary().display()))
}

/// The shelf of indexes.
pub fn shelf(folders: &Folders) -> Shelf {
    Shelf::at(folders.indexes())
}

/// The catalogue that answers now.
pub fn catalogue(folders: &Folders) -> anyhow::Result<Opened> {
    let gazetteer = gazetteer(folders)?;
    let vocabulary = vocabulary(folders)?;
    let opened = shelf(folders).open(&gazetteer, &vocabulary)?;
    for note in &opened.notes {
        tracing::warn!("{note}");
    }
    Ok(opened)
}

/// The moment now, in the time zone services keep.
pub fn now() -> jiff::Zoned {
    jiff::Timestamp::now().to_zoned(jiff::tz::get!("Europe/London"))
}
