//! Whether far more is asked than can be answered, told from how many came and how many were let in.
//!
//! The share does not depend on how long the queue is, so shortening the queue cannot end what it answers to.
//! What the queue can hold is no flood but a gust, which the queue is for: whoever opens thirty pages at once is
//! served. A flood begins when somebody found the queue full, and lasts while far more come than are let in.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

/// The time over which is counted, in milliseconds.
const WINDOW_MS: u64 = 100;

/// Fewer arrivals than this in a window are no flood, whatever became of them.
const FEW: usize = 12;

/// Counts of the window that runs, and what the one before it said.
#[derive(Debug)]
pub struct Flood {
    began: Instant,
    window_began_ms: AtomicU64,
    arrived: AtomicUsize,
    admitted: AtomicUsize,
    /// Whether somebody found no room in the window that runs.
    was_full: AtomicBool,
    is_flooded: AtomicBool,
}

impl Default for Flood {
    fn default() -> Flood {
        Flood {
            began: Instant::now(),
            window_began_ms: AtomicU64::new(0),
            arrived: AtomicUsize::new(0),
            admitted: AtomicUsize::new(0),
            was_full: AtomicBool::new(false),
            is_flooded: AtomicBool::new(false),
        }
    }
}

impl Flood {
    /// Counts somebody who comes, and says whether it is a flood.
    pub fn arrival(&self) -> bool {
        self.arrival_at(u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    /// Notes that somebody found the whole queue full.
    pub fn found_full(&self) {
        self.was_full.store(true, Ordering::Relaxed);
    }

    /// Whether the last window said so.
    pub fn is_flooded(&self) -> bool {
        self.is_flooded.load(Ordering::Relaxed)
    }

    /// Counts somebody who was let in.
    pub fn admitted(&self) {
        self.admitted.fetch_add(1, Ordering::Relaxed);
    }

    /// See [`Flood::arrival`], at a time since the start. Counts may be off by one or two where two windows
    /// meet, which does not matter.
    pub fn arrival_at(&self, now_ms: u64) -> bool {
        let began = self.window_began_ms.load(Ordering::Relaxed);
        let has_ended = now_ms.saturating_sub(began) >= WINDOW_MS;
        let swap =
            |to| self.window_began_ms.compare_exchange(began, to, Ordering::Relaxed, Ordering::Relaxed);
        if has_ended && swap(now_ms).is_ok() {
            let arrived = self.arrived.swap(0, Ordering::Relaxed);
            let admitted = self.admitted.swap(0, Ordering::Relaxed);
            let was_full = self.was_full.swap(false, Ordering::Relaxed) || self.is_flooded();
            // A fifth more than were let in.
            let is_over = arrived >= FEW && arrived * 5 > admitted * 6;
            self.is_flooded.store(is_over && was_full, Ordering::Relaxed);
        }
        self.arrived.fetch_add(1, Ordering::Relaxed);
        self.is_flooded.load(Ordering::Relaxed)
    }
}
