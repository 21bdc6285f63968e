//! The bound on connections: who is at work, and who makes way when there are too many.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// File descriptors left for index files, logs and the ledger.
const KEPT_FOR_FILES: usize = 128;

/// Most connections that are useful on one machine.
const MOST: usize = 16_384;

/// As many connections as the process may open files, less some for real files.
pub fn suited_to_open_files() -> usize {
    let soft_limit = std::fs::read_to_string("/proc/self/limits").ok().and_then(|limits| {
        let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
        line.split_whitespace().nth(3)?.parse::<usize>().ok()
    });
    soft_limit.unwrap_or(1024).saturating_sub(KEPT_FOR_FILES).clamp(64, MOST)
}

/// Every open connection, the oldest first.
#[derive(Debug)]
pub struct Connections {
    most: usize,
    open: Arc<Mutex<VecDeque<Arc<State>>>>,
}

#[derive(Debug, Default)]
struct State {
    requests_at_work: AtomicUsize,
    evict: Notify,
}

impl Connections {
    /// At most `most` at a time.
    pub fn new(most: usize) -> Connections {
        Connections { most: most.max(1), open: Arc::default() }
    }

    /// Takes in one more. When the bound is reached, the oldest that has no request at work makes way;
    /// where all are at work, the new one still comes in, since work itself is bounded elsewhere.
    pub fn admit(&self) -> Connection {
        let state = Arc::new(State::default());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= self.most {
            let idle = open.iter().position(|state| state.requests_at_work.load(Ordering::Relaxed) == 0);
            if let Some(state) = idle.and_then(|at| open.remove(at)) {
                state.evict.notify_one();
            }
        }
        open.push_back(Arc::clone(&state));
        Connection { state, open: Arc::clone(&self.open) }
    }
}

/// One open connection; it leaves the list when dropped.
#[derive(Debug)]
pub struct Connection {
    state: Arc<State>,
    open: Arc<Mutex<VecDeque<Arc<State>>>>,
}

impl Connection {
    /// Marks a request as at work until the returned mark is dropped.
    pub fn busy(&self) -> Busy {
        self.state.requests_at_work.fetch_add(1, Ordering::Relaxed);
        Busy(Arc::clone(&self.state))
    }

    /// Resolves when this connection has to make way.
    pub async fn evicted(&self) {
        self.state.evict.notified().await;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|state| Arc::ptr_eq(state, &self.state)) {
            open.remove(at);
        }
    }
}

/// A request at work.
#[derive(Debug)]
pub struct Busy(Arc<State>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.requests_at_work.fetch_sub(1, Ordering::Relaxed);
    }
}
