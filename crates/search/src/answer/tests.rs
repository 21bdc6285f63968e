use jiff::civil::{date, time};

use super::*;

#[test]
fn a_time_is_told_only_of_a_session_whose_time_somebody_stated() {
    let check = |session: Option<usize>, is_time_stated: bool, expected: bool| {
        let starts = date(2026, 11, 24).to_datetime(time(0, 0, 0, 0));
        let ends = Some(date(2026, 11, 24).to_datetime(time(2, 0, 0, 0)));
        let occurrence = Occurrence { session, starts, ends, is_time_stated, certainty: Certainty::Certain };
        let next = NextSession::from(occurrence);
        assert_eq!((next.is_time_stated, next.ends.is_some()), (expected, expected));
    };
    check(Some(0), true, true);
    check(Some(0), false, false);
    // A whole day of what is always open.
    check(None, true, false);
}
