//! The shelf of indexes: which one answers, what was checked before it did, and the way back.
//!
//! A folder holds one folder an index. The file `current` names the one that answers and is replaced by a
//! rename, so a reader sees the old name or the new one and never half of either. `history` holds the
//! names in the order in which they were published. `<id>.refused` says why an index must not answer.

mod canary;
#[cfg(test)]
mod tests;

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gazetteer::Gazetteer;
use jiff::{Timestamp, Zoned};
use model::vocabulary::Vocabulary;

use crate::catalogue::Catalogue;
use crate::manifest::{FILE, Manifest, OpenError};

/// How many indexes are kept to go back to, the current one among them.
pub const KEEP: usize = 3;

/// Share of services by which a new index may shrink before a person has to say that it is right.
const MAY_SHRINK: f64 = 0.1;

/// A folder of indexes.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: PathBuf,
}

/// One index on the shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its folder's name.
    pub id: String,
    /// Whether it answers now.
    pub is_current: bool,
    /// When its snapshot was made and how many services it holds, or why it must not answer.
    pub state: Result<(Timestamp, u64), String>,
}

/// Why an index may not answer. The one before keeps answering.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It does not open, or a byte of it is not as it was written.
    #[error("index `{id}` is refused")]
    Damaged {
        /// Which.
        id: String,
        /// What is wrong.
        #[source]
        reason: OpenError,
    },
    /// It was refused before.
    #[error("index `{id}` was refused before: {reason}")]
    RefusedBefore {
        /// Which.
        id: String,
        /// Why.
        reason: String,
    },
    /// It holds far fewer services than the one that answers.
    #[error(
        "index `{id}` is refused: it holds {now} services, the current one {before}; if that is right, run `fingerpost index use {id} --accept`"
    )]
    Fewer {
        /// Which.
        id: String,
        /// How many the current one holds.
        before: u64,
        /// How many this one holds.
        now: u64,
    },
    /// It does not find what it holds.
    #[error(
        "index `{id}` is refused: asked for {asked} of its own services by name and place, it found {found}"
    )]
    Canaries {
        /// Which.
        id: String,
        /// How many questions were asked.
        asked: usize,
        /// How many were answered rightly.
        found: usize,
    },
    /// There is none before it.
    #[error("there is no earlier index to go back to")]
    NothingEarlier,
    /// Another process builds or publishes now.
    #[error("another process is building or publishing an index in `{}`: wait for it to end", .0.display())]
    Busy(PathBuf),
    /// The disk said no.
    #[error("could not write `{}`", .path.display())]
    Disk {
        /// What could not be written.
        path: PathBuf,
        /// Why.
        #[source]
        reason: io::Error,
    },
}

/// Held while an index is built or published; another builder is told to wait.
#[derive(Debug)]
pub struct Hold(#[expect(dead_code, reason = "the lock lives as long as the file is open")] File);

impl Shelf {
    /// The shelf in `folder`, which need not exist yet.
    pub fn at(folder: impl Into<PathBuf>) -> Shelf {
        Shelf { folder: folder.into() }
    }

    /// Where the index `id` stands or will stand.
    pub fn folder_of(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    /// Keeps every other builder out until the returned value is dropped, also when this process dies.
    pub fn hold(&self) -> Result<Hold, Refusal> {
        let path = self.folder.join(".lock");
        let disk = |reason| Refusal::Disk { path: path.clone(), reason };
        fs::create_dir_all(&self.folder).map_err(disk)?;
        let file = File::options().create(true).write(true).truncate(false).open(&path).map_err(disk)?;
        match file.try_lock() {
            Ok(()) => Ok(Hold(file)),
            Err(TryLockError::WouldBlock) => Err(Refusal::Busy(self.folder.clone())),
            Err(TryLockError::Error(reason)) => Err(disk(reason)),
        }
    }

    /// The name in `current`, whether or not that index is good.
    pub fn current(&self) -> Option<String> {
        let name = fs::read_to_string(self.folder.join("current")).ok()?;
        let name = name.trim();
        is_a_name(name).then(|| name.to_owned())
    }

    /// Every index, oldest name first.
    pub fn list(&self) -> Vec<Entry> {
        let current = self.current();
        let mut ids: Vec<String> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.path().join(FILE).is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        ids.sort();
        ids.into_iter().map(|id| self.entry(id, current.as_deref())).collect()
    }

    fn entry(&self, id: String, current: Option<&str>) -> Entry {
        let state = match self.refused(&id) {
            Some(reason) => Err(reason),
            None => Manifest::open(&self.folder_of(&id))
                .map(|manifest| (manifest.made_at, manifest.services))
                .map_err(|error| error.to_string()),
        };
        Entry { is_current: current == Some(id.as_str()), id, state }
    }

    /// Why `id` must not answer, when it was refused.
    pub fn refused(&self, id: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(format!("{id}.refused"))).ok()
    }

    /// Notes that `id` must not answer any more, with the reason.
    pub fn refuse(&self, id: &str, reason: &str) -> Result<(), Refusal> {
        self.replace(&format!("{id}.refused"), reason)
    }

    /// Opens the index that should answer: the current one, or the newest good one published before it.
    /// With it come the notes of what was passed over and why.
    pub fn open(
        &self,
        gazetteer: &Arc<Gazetteer>,
        vocabulary: &Arc<Vocabulary>,
    ) -> Result<Opened, OpenError> {
        let mut notes = Vec::new();
        let mut first_error = None;
        for id in self.candidates() {
            if let Some(reason) = self.refused(&id) {
                notes.push(format!("index `{id}` was refused: {reason}"));
                continue;
            }
            match Catalogue::open(&self.folder_of(&id), Arc::clone(gazetteer), Arc::clone(vocabulary)) {
                Ok(catalogue) => return Ok(Opened { id, catalogue, notes }),
                Err(error) => {
                    notes.push(format!("index `{id}` does not open: {error}"));
                    first_error.get_or_insert(error);
                }
            }
        }
        Err(first_error.unwrap_or_else(|| OpenError::Missing(self.folder.clone())))
    }

    /// The current index, then those published before it, the latest first.
    fn candidates(&self) -> Vec<String> {
        let mut names: Vec<String> = self.current().into_iter().collect();
        for name in self.history().into_iter().rev() {
            if !names.contains(&name) && self.folder_of(&name).join(FILE).is_file() {
                names.push(name);
            }
        }
        names
    }

    fn history(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.join("history")).unwrap_or_default();
        text.lines().map(str::trim).filter(|name| is_a_name(name)).map(str::to_owned).collect()
    }

    /// Checks the index `id` to its last byte, opens it, asks it for its own services, and only then lets
    /// it answer. `accept` lets it hold far fewer services than the current one.
    pub fn publish(&self, id: &str, checks: &Checks<'_>) -> Result<(), Refusal> {
        if let Some(reason) = self.refused(id) {
            return Err(Refusal::RefusedBefore { id: id.to_owned(), reason });
        }
        let outcome = self.check(id, checks);
        if let Err(Refusal::Damaged { reason, .. }) = &outcome {
            self.refuse(id, &reason.to_string())?;
        }
        outcome?;
        self.append("history", id)?;
        self.replace("current", id)?;
        self.prune();
        Ok(())
    }

    fn check(&self, id: &str, checks: &Checks<'_>) -> Result<(), Refusal> {
        let folder = self.folder_of(id);
        let damaged = |reason| Refusal::Damaged { id: id.to_owned(), reason };
        let manifest = Manifest::open(&folder).map_err(damaged)?;
        manifest.check_whole(&folder).map_err(damaged)?;
        let before = self.current().filter(|current| current != id).and_then(|current| {
            Manifest::open(&self.folder_of(&current)).ok().map(|manifest| manifest.services)
        });
        let now = manifest.services;
        if let Some(before) = before
            && checks.shrinking == Shrinking::Refused
            && (now as f64) < before as f64 * (1.0 - MAY_SHRINK)
        {
            return Err(Refusal::Fewer { id: id.to_owned(), before, now });
        }
        let catalogue = Catalogue::open(&folder, Arc::clone(checks.gazetteer), Arc::clone(checks.vocabulary))
            .map_err(damaged)?;
        let (asked, found) = canary::ask(&catalogue, now, checks.now);
        if found * 4 < asked * 3 {
            return Err(Refusal::Canaries { id: id.to_owned(), asked, found });
        }
        Ok(())
    }

    /// Lets the one published before the current one answer again, and says which that is.
    pub fn roll_back(&self, checks: &Checks<'_>) -> Result<String, Refusal> {
        let earlier = self.candidates().into_iter().skip(1).find(|id| self.refused(id).is_none());
        let id = earlier.ok_or(Refusal::NothingEarlier)?;
        self.publish(&id, &Checks { shrinking: Shrinking::Accepted, ..*checks })?;
        Ok(id)
    }

    /// Removes what builders left that were killed, and all but the newest of those that were built whole and
    /// never published. Only while [`Shelf::hold`] is held: nobody else builds then.
    pub fn sweep(&self) {
        let history = self.history();
        let current = self.current();
        let mut unpublished = Vec::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_whole = entry.path().join(FILE).is_file();
            if entry.path().is_file() {
                // A small file that was being replaced: `.current.1234`.
                let is_aside = name.starts_with('.') && name.trim_start_matches('.').contains('.');
                if is_aside {
                    let _ = fs::remove_file(entry.path());
                }
            } else if !is_whole && is_a_name(&name) {
                let _ = fs::remove_dir_all(entry.path());
            } else if is_whole && !history.contains(&name) && current.as_deref() != Some(&name) {
                unpublished.push(name);
            }
        }
        unpublished.sort();
        unpublished.pop();
        for name in unpublished {
            self.remove(&name);
        }
    }

    fn remove(&self, id: &str) {
        // The manifest goes first: a folder without it is no index, should the rest be cut short.
        let folder = self.folder_of(id);
        let _ = fs::remove_file(folder.join(FILE));
        let _ = fs::remove_dir_all(folder);
        let _ = fs::remove_file(self.folder.join(format!("{id}.refused")));
    }

    /// Removes all but the last [`KEEP`] published ones; what cannot be removed stays and harms nobody.
    fn prune(&self) {
        let kept: Vec<String> = self.candidates().into_iter().take(KEEP).collect();
        for entry in self.list() {
            let was_published = self.history().contains(&entry.id);
            if was_published && !kept.contains(&entry.id) {
                self.remove(&entry.id);
            }
        }
    }

    fn append(&self, name: &str, line: &str) -> Result<(), Refusal> {
        let mut lines = self.history();
        lines.retain(|known| known != line);
        lines.push(line.to_owned());
        let from = lines.len().saturating_sub(100);
        self.replace(name, &lines[from..].join("\n"))
    }

    /// Writes a small file aside, syncs it and renames it over the old one.
    fn replace(&self, name: &str, text: &str) -> Result<(), Refusal> {
        let path = self.folder.join(name);
        let aside = self.folder.join(format!(".{name}.{}", std::process::id()));
        let write = || {
            let mut file = File::create(&aside)?;
            writeln!(file, "{text}")?;
            file.sync_all()?;
            fs::rename(&aside, &path)?;
            File::open(&self.folder)?.sync_all()
        };
        write().map_err(|reason| {
            let _ = fs::remove_file(&aside);
            Refusal::Disk { path: path.clone(), reason }
        })
    }
}

/// An index that was opened, its name, and what was passed over.
pub struct Opened {
    /// Its name.
    pub id: String,
    /// Ready to answer.
    pub catalogue: Catalogue,
    /// What was passed over and why.
    pub notes: Vec<String>,
}

/// What is needed to check an index before it answers.
#[derive(Clone, Copy)]
pub struct Checks<'a> {
    /// Places.
    pub gazetteer: &'a Arc<Gazetteer>,
    /// Words.
    pub vocabulary: &'a Arc<Vocabulary>,
    /// The moment at which the canary questions are asked.
    pub now: &'a Zoned,
    /// Whether far fewer services are right.
    pub shrinking: Shrinking,
}

/// Whether a new index may hold far fewer services than the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shrinking {
    /// No: most likely a source broke.
    Refused,
    /// A person said that it is right.
    Accepted,
}

/// A name cannot lead out of the shelf.
fn is_a_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// Reads every byte of the index in `folder` and compares it with what was written: for a background pass.
pub fn check_whole(folder: &Path) -> Result<(), OpenError> {
    Manifest::open(folder)?.check_whole(folder)
}
