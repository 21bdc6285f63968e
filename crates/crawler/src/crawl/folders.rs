//! The folders of `scrapers/`.

use std::path::Path;

use model::identifier::SourceId;
use model::source::SourceInfo;

use super::CrawlError;
use crate::source::{Source, SourceProblem};

/// One folder: its name and what its `source.toml` says, or what is wrong with it.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Its name.
    pub id: SourceId,
    /// Its settings.
    pub source: Result<Source, Vec<SourceProblem>>,
}

impl Folder {
    /// What people are told of it; of a source that could not be read, its name.
    pub fn info(&self) -> SourceInfo {
        match &self.source {
            Ok(source) => source.info.clone(),
            Err(_) => SourceInfo {
                id: self.id.clone(),
                title: self.id.to_string(),
                publisher: String::new(),
                homepage: None,
                licence: "none-stated".to_owned(),
                attribution: None,
                role: model::evidence::Role::Aggregator,
                data_date: None,
                checked: None,
            },
        }
    }
}

/// Reads every folder that holds a `source.toml`, in the order of their names.
pub fn read_folders(
    scrapers: &Path,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Folder>, CrawlError> {
    let fail = |error: std::io::Error| CrawlError::NoSources(scrapers.to_owned(), error.to_string());
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(scrapers).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let file = path.join("source.toml");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !file.is_file() {
            continue;
        }
        let Some(id) = SourceId::parse(&name) else {
            tracing::warn!(
                folder = name,
                "left out: its name is not lower-case words parted by single hyphens"
            );
            continue;
        };
        let source = match std::fs::read_to_string(&file) {
            Ok(text) => Source::parse(&path, &text, variable),
            Err(error) => Err(vec![SourceProblem {
                file,
                line: 1,
                key: String::new(),
                message: format!("could not be read: {error}"),
                nearest: None,
            }]),
        };
        folders.push(Folder { id, source });
    }
    folders.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(folders)
}
