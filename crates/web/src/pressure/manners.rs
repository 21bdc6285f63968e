//! Lets the threads that talk to clients go first where processor time is short.
//!
//! To read a request or to hand over an answer takes microseconds, a question takes milliseconds. With equal
//! shares, everybody waits for the end of somebody's slice; with manners, only questions wait for one another.

use std::cell::Cell;

/// How far a thread that computes steps back: to a third of the share of one that talks.
const STEP: i32 = 5;

thread_local! {
    static HAS_STEPPED_BACK: Cell<bool> = const { Cell::new(false) };
}

/// Steps back, once for each thread. Where the system does not allow it nothing is lost but a little order.
pub fn step_back() {
    if !HAS_STEPPED_BACK.replace(true) {
        let _ = rustix::process::nice(STEP);
    }
}
