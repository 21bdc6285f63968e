//! What a written time of day means, alone and in a span: "9-5", "1.30 - 3.30pm", "12 - 2", "9am-18.00pm".

use jiff::civil::Time;

use super::token::Written;

/// A span, its end perhaps not stated.
pub type Span = (Time, Option<Time>);

/// A time that stands alone: only when nothing need be guessed.
pub fn alone(written: Written) -> Option<Time> {
    let alone = match written.is_pm {
        Some(is_pm) => time(on_the_dial(written.hour, is_pm)?, written.minute),
        None if written.has_minutes && (written.is_padded || (8..=12).contains(&written.hour)) => {
            time(written.hour, written.minute)
        }
        None => None,
    };
    // Nothing begins in the night; a form that was filled in wrongly says so.
    alone.filter(|time| (6..23).contains(&time.hour()))
}

/// From one written time to another; `None` where it could be read in two ways.
pub fn span(from: Written, to: Written) -> Option<Span> {
    let (opens, closes) = match (from.is_pm, to.is_pm) {
        (Some(from_pm), Some(to_pm)) => {
            (minutes(on_the_dial(from.hour, from_pm)?, from), minutes(on_the_dial(to.hour, to_pm)?, to))
        }
        (None, Some(to_pm)) => {
            let closes = minutes(on_the_dial(to.hour, to_pm)?, to);
            let opens = minutes(from.hour, from);
            let later = opens + 12 * 60;
            // "1 - 3pm" is after noon, "10 - 2pm" and "8 - 7pm" are not.
            let is_afternoon =
                to_pm && from.hour < 12 && later < closes && !(from.is_padded && from.has_minutes);
            if is_afternoon && from.hour >= 9 {
                return None;
            }
            (if is_afternoon { later } else { opens }, closes)
        }
        (Some(from_pm), None) => {
            let opens = minutes(on_the_dial(from.hour, from_pm)?, from);
            let closes = minutes(to.hour, to);
            let needs_noon = closes <= opens && to.hour < 12;
            (opens, if needs_noon { closes + 12 * 60 } else { closes })
        }
        (None, None) => bare(from, to)?,
    };
    // Twelve hours more at one end, or a span that nobody keeps, is a slip of the pen.
    let is_overnight = closes <= opens && opens >= 17 * 60 && closes <= 10 * 60;
    let is_all_night = opens == 0 && closes == 0;
    if closes <= opens && !is_overnight && !is_all_night && closes != 0 {
        return None;
    }
    let is_noon_or_midnight = to.is_pm == Some(false) && to.hour == 12 && from.is_pm == Some(false);
    if (closes == 0 && opens < 12 * 60 && is_noon_or_midnight && !to.is_padded) || opens >= 24 * 60 {
        return None;
    }
    // Nobody opens before five in the morning for an hour or two.
    if opens < 5 * 60 && closes < 12 * 60 && closes > opens && !is_all_night {
        return None;
    }
    Some((of_minutes(opens)?, Some(of_minutes(closes)?)))
}

/// Neither end says "am" or "pm".
fn bare(from: Written, to: Written) -> Option<(u16, u16)> {
    let (opens, closes) = (minutes(from.hour, from), minutes(to.hour, to));
    if from.hour > 12 || to.hour > 12 || from.hour == 0 || to.hour == 0 {
        return Some((opens, closes));
    }
    let is_padded = from.is_padded && from.hour < 10;
    if opens < closes {
        return match from.hour {
            _ if is_padded => Some((opens, closes)),
            1..=5 => Some((opens + 12 * 60, closes + 12 * 60)),
            8..=12 => Some((opens, closes)),
            // "6 - 8" and "7 - 9" are breakfast or evening.
            _ => None,
        };
    }
    (from.hour >= 7 && to.hour != 12 && opens != closes).then_some((opens, closes + 12 * 60))
}

/// The hour on a 24-hour clock; "14.15pm" is taken for what it says.
fn on_the_dial(hour: u8, is_pm: bool) -> Option<u8> {
    match (hour, is_pm) {
        (12, true) => Some(12),
        (12, false) => Some(0),
        (0..=11, true) => Some(hour + 12),
        (0..=11, false) => Some(hour),
        (13..=23, true) => Some(hour),
        _ => None,
    }
}

fn minutes(hour: u8, written: Written) -> u16 {
    u16::from(hour) * 60 + u16::from(written.minute)
}

fn of_minutes(minutes: u16) -> Option<Time> {
    let minutes = minutes % (24 * 60);
    time((minutes / 60) as u8, (minutes % 60) as u8)
}

fn time(hour: u8, minute: u8) -> Option<Time> {
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}
