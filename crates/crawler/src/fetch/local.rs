//! Files that are on this machine already.

use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{FetchError, Fetched, FetchedFile};
use crate::read::unpack::matches;
use crate::source::Source;

/// The files of a source whose addresses are all `file:`; `None` when one is not.
pub fn local(source: &Source, now: Timestamp) -> Result<Option<Fetched>, FetchError> {
    let addresses: Option<Vec<&str>> =
        source.fetch.urls.iter().map(|url| url.strip_prefix("file:")).collect();
    let Some(addresses) = addresses else { return Ok(None) };
    let mut files = Vec::new();
    let mut hasher = blake3::Hasher::new();
    for address in addresses {
        let path = source.folder.join(address.strip_prefix("//").unwrap_or(address));
        for path in expand(&path)? {
            add_to_digest(&path, &mut hasher)?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.push(FetchedFile { name, url: format!("file:{}", path.display()), charset: None, path });
        }
    }
    Ok(Some(Fetched { files, fetched_at: now, digest: hasher.finalize().to_hex().to_string() }))
}

/// The file itself; the files of a folder; those that a pattern in the last part names. Sorted by name.
fn expand(path: &Path) -> Result<Vec<PathBuf>, FetchError> {
    let nothing = || FetchError::NothingThere { address: path.display().to_string() };
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let last = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (folder, pattern) = if path.is_dir() {
        (path, "*".to_owned())
    } else if last.contains('*') {
        (path.parent().ok_or_else(nothing)?, last)
    } else {
        return Err(nothing());
    };
    let entries = std::fs::read_dir(folder).map_err(|_| nothing())?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && is_data(path) && matches(&pattern, &path.to_string_lossy()))
        .collect();
    paths.sort();
    if paths.is_empty() { Err(nothing()) } else { Ok(paths) }
}

/// Not a hidden file, and not one that tells of the data.
fn is_data(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    !name.starts_with('.') && !name.starts_with("readme") && !name.starts_with("licence") && name != "license"
}

fn add_to_digest(path: &Path, hasher: &mut blake3::Hasher) -> Result<(), FetchError> {
    let fail = |error: std::io::Error| FetchError::File {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    let mut file = std::fs::File::open(path).map_err(fail)?;
    hasher.update(
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default().as_bytes(),
    );
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => {
                hasher.update(&buffer[..length]);
            }
            Err(error) => return Err(fail(error)),
        }
    }
}
