//! Local time to instants in Europe/London, on the nights of the clock changes too.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The one time zone of the directory.
pub(super) static LONDON: TimeZone = jiff::tz::get!("Europe/London");

/// The instant at which the clock on the wall first reaches `local`.
///
/// An hour that the clocks skip is reached at the moment they jump; an hour they repeat is reached on its
/// first pass. So a session never ends before it starts, and none is open twice in a night.
pub fn instant(local: DateTime) -> Timestamp {
    let ambiguous = LONDON.to_ambiguous_timestamp(local);
    let reached = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local),
        AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local),
        AmbiguousOffset::Gap { before, .. } => {
            let after_the_jump = before.to_timestamp(local);
            // A second later, because what precedes the very moment of the jump is the jump before it.
            after_the_jump.map(|moment| {
                match LONDON.preceding(moment + SignedDuration::from_secs(1)).next() {
                    Some(jump) => jump.timestamp(),
                    None => moment,
                }
            })
        }
    };
    let is_past = local.date().year() < 0;
    reached.unwrap_or(if is_past { Timestamp::MIN } else { Timestamp::MAX })
}

/// What the clock on the wall shows at an instant.
pub fn local(moment: Timestamp) -> DateTime {
    LONDON.to_datetime(moment)
}
