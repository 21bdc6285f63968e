use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

static TOLD: AtomicUsize = AtomicUsize::new(0);

fn tell() {
    TOLD.fetch_add(1, Ordering::Relaxed);
}

#[test]
fn who_waits_is_told_once_and_only_of_what_takes_long() {
    told_when_long(tell, look_up);
    assert_eq!(TOLD.load(Ordering::Relaxed), 0, "it was short");
    told_when_long(tell, || {
        std::thread::sleep(LONG * 2);
        look_up();
        look_up();
    });
    assert_eq!(TOLD.load(Ordering::Relaxed), 1);
    std::thread::sleep(LONG * 2);
    look_up();
    assert_eq!(TOLD.load(Ordering::Relaxed), 1, "nobody waits any more");
}
