//! Recurrence rules of RFC 5545, as text: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU".

use model::schedule::Session;

use super::stated;
use crate::draft::DraftSession;

/// Whether the text is a rule and no prose.
pub fn is_rule(text: &str) -> bool {
    let text = text.trim();
    let bare = text.strip_prefix("RRULE:").unwrap_or(text);
    bare.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("FREQ="))
}

/// The session of a rule, with what may follow it: a start, times.
pub fn read(text: &str) -> Option<Session> {
    let mut draft = DraftSession::default();
    for part in text.trim().trim_start_matches("RRULE:").split([';', '\n', ' ']) {
        let Some((key, value)) = part.split_once(['=', ':']) else { continue };
        let value = Some(value.trim().to_owned());
        match key.trim().to_ascii_uppercase().as_str() {
            "FREQ" => draft.freq = value,
            "INTERVAL" => draft.interval = value,
            "BYDAY" => draft.byday = value,
            "BYMONTHDAY" => draft.bymonthday = value,
            "DTSTART" => draft.dtstart = value,
            "UNTIL" => draft.until = value,
            _ => {}
        }
    }
    stated::read_session(&draft)
}
