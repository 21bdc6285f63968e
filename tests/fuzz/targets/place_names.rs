//! Anything typed as a place: never falls over, never more than asked for.
#![no_main]

use std::sync::LazyLock;

use gazetteer::Gazetteer;
use gazetteer::places::fold::{fold, short_authority};
use libfuzzer_sys::fuzz_target;

static SMALL: LazyLock<Gazetteer> = LazyLock::new(|| {
    let folder = fuzz::folder();
    fuzz::build(folder.path());
    Gazetteer::open(folder.path()).unwrap()
});

fuzz_target!(|typed: &str| {
    let folded = fold(typed);
    assert_eq!(fold(&folded), folded);
    short_authority(typed);
    SMALL.find_postcode(typed);
    SMALL.places_named(typed);
    assert!(SMALL.suggest_places(typed, 3).len() <= 3);
    assert!(SMALL.similar_places(typed, 3).len() <= 3);
});
