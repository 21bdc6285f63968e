//! Says when a question takes long, to whoever answers it on a thread that others wait for.
//!
//! Most questions end within half a millisecond, and to call another thread costs a tenth of that. So it is
//! called only for those that go on.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// From here on a question takes long.
pub const LONG: Duration = Duration::from_millis(1);

/// Whom to tell, and from when on.
#[derive(Clone, Copy)]
struct ToTell {
    from: Instant,
    tell: fn(),
}

thread_local! {
    static TO_TELL: Cell<Option<ToTell>> = const { Cell::new(None) };
}

/// Does `work`; once it has taken [`LONG`] and looks up, `tell` is called, at most once.
pub fn told_when_long<T>(tell: fn(), work: impl FnOnce() -> T) -> T {
    /// Nobody is told any more, also when the work ends in a panic.
    struct Ended;
    impl Drop for Ended {
        fn drop(&mut self) {
            TO_TELL.set(None);
        }
    }
    TO_TELL.set(Some(ToTell { from: Instant::now() + LONG, tell }));
    let _ended = Ended;
    work()
}

/// Looks up from the work: for those that do much, every so often.
pub fn look_up() {
    if let Some(told) = TO_TELL.get()
        && Instant::now() >= told.from
    {
        TO_TELL.set(None);
        (told.tell)();
    }
}

#[cfg(test)]
mod tests;
