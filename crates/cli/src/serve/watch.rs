//! Watches what changes under a running server: the index that should answer, and the ledger.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use model::ledger::LedgerTail;
use search::shelf::Shelf;
use web::state::State;

use crate::folders::Folders;
use crate::open;

/// How often to look: well within the minute in which a takedown must be done.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The thread that watches.
pub struct Watcher {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Watcher {
    /// Ends the watch.
    pub fn stop(self) {
        drop(self.stop);
        let _ = self.thread.join();
    }
}

/// Starts watching. `id` is the index that answers now.
pub fn start(folders: Folders, id: String, state: Arc<State>) -> Watcher {
    let (stop, stopped) = channel();
    let mut ledger = LedgerTail::default();
    // What was taken down before must be hidden before the first answer.
    follow_ledger(&state, &mut ledger);
    let thread = std::thread::spawn(move || watch(&folders, id, &state, ledger, &stopped));
    Watcher { stop, thread }
}

fn watch(folders: &Folders, mut id: String, state: &State, mut ledger: LedgerTail, stopped: &Receiver<()>) {
    // To open and to check an index must not slow down those who ask.
    web::pressure::step_back();
    let shelf = open::shelf(folders);
    let mut unchecked = Some(id.clone());
    loop {
        match stopped.recv_timeout(LOOK_EVERY) {
            Err(RecvTimeoutError::Timeout) => {}
            _ => return,
        }
        follow_ledger(state, &mut ledger);
        if let Some(wanted) =
            shelf.current().filter(|wanted| *wanted != id && shelf.refused(wanted).is_none())
        {
            if let Some(taken) = take_over(folders, &shelf, &wanted, state, &ledger) {
                id = taken;
                unchecked = Some(id.clone());
            }
        } else if let Some(whole) = unchecked.take() {
            // Opening looked at lengths and ends; a flipped byte further in is found here.
            if let Err(error) = search::shelf::check_whole(&shelf.folder_of(&whole)) {
                tracing::error!(index = whole, %error, "the index that answers is damaged");
                let _ = shelf.refuse(&whole, &error.to_string());
                if let Some(taken) = take_over(folders, &shelf, &whole, state, &ledger) {
                    id = taken;
                }
            }
        }
    }
}

/// Opens the index that should answer and swaps it in; what was asked meanwhile is answered by the old one.
fn take_over(
    folders: &Folders,
    shelf: &Shelf,
    wanted: &str,
    state: &State,
    ledger: &LedgerTail,
) -> Option<String> {
    let opened = open::gazetteer(folders)
        .and_then(|gazetteer| Ok((gazetteer, open::vocabulary(folders)?)))
        .and_then(|(gazetteer, vocabulary)| Ok(shelf.open(&gazetteer, &vocabulary)?));
    match opened {
        Ok(opened) => {
            for note in &opened.notes {
                tracing::warn!("{note}");
            }
            opened.catalogue.hide(ledger.hidden());
            state.take_over(Arc::new(opened.catalogue));
            tracing::info!(index = opened.id, "took over the index that was published");
            Some(opened.id)
        }
        Err(error) => {
            tracing::error!(
                index = wanted,
                error = format!("{error:#}"),
                "could not take over; the old index still answers"
            );
            let _ = shelf.refuse(wanted, &format!("{error:#}"));
            None
        }
    }
}

fn follow_ledger(state: &State, ledger: &mut LedgerTail) {
    match read_from(&state.ledger, ledger.offset()) {
        Ok(bytes) if bytes.is_empty() => {}
        Ok(bytes) => {
            if ledger.feed(&bytes) {
                state.catalogue.load().hide(ledger.hidden());
                tracing::info!(hidden = ledger.hidden().takedowns(), "took over takedowns from the ledger");
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => tracing::error!(%error, "could not read the ledger"),
    }
}

fn read_from(path: &Path, offset: u64) -> std::io::Result<Vec<u8>> {
    let mut file = std::fs::File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}
