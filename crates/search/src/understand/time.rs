//! Reads when: days, dates relative to today, parts of the day. Day and time are one chip, because they
//! must hold for one and the same session.

use jiff::civil::{Date, Time, Weekday, time};
use jiff::{ToSpan, Zoned};
use model::schedule::{Season, Weekdays};

use super::tokens::{self, Token, longest_at};
use super::topic::ConceptSpan;
use super::{Effect, Owner, Parts};
use crate::question::{ChipKind, When};

/// A piece of a time.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Days(Weekdays),
    /// From so many days from today, for so many days.
    Today,
    Tonight,
    Tomorrow,
    ThisWeek,
    NextWeek,
    ThisWeekend,
    NextWeekend,
    Span(Time, Time),
    TodaySpan(Time, Time),
    Now,
    Season(Season),
}

const TERM_TIME: Piece = Piece::Season(Season::TermTime);
const HOLIDAYS: Piece = Piece::Season(Season::SchoolHolidays);
const MORNING: Piece = Piece::Span(time(6, 0, 0, 0), time(11, 59, 0, 0));
const AFTERNOON: Piece = Piece::Span(time(12, 0, 0, 0), time(16, 59, 0, 0));
const EVENING: Piece = Piece::Span(time(17, 0, 0, 0), time(23, 59, 0, 0));
const LUNCHTIME: Piece = Piece::Span(time(11, 30, 0, 0), time(14, 0, 0, 0));
const DAYTIME: Piece = Piece::Span(time(9, 0, 0, 0), time(16, 59, 0, 0));
const SCHOOL_HOURS: Piece = Piece::Span(time(9, 15, 0, 0), time(14, 45, 0, 0));

const PHRASES: [(&str, Piece); 62] = [
    ("today", Piece::Today),
    ("open today", Piece::Today),
    ("tonight", Piece::Tonight),
    ("tomorrow", Piece::Tomorrow),
    ("this week", Piece::ThisWeek),
    ("next week", Piece::NextWeek),
    ("weekend", Piece::Days(Weekdays::WEEKEND)),
    ("weekends", Piece::Days(Weekdays::WEEKEND)),
    ("at weekends", Piece::Days(Weekdays::WEEKEND)),
    ("at the weekend", Piece::Days(Weekdays::WEEKEND)),
    ("at the weekends", Piece::Days(Weekdays::WEEKEND)),
    ("this weekend", Piece::ThisWeekend),
    ("next weekend", Piece::NextWeekend),
    ("weekday", Piece::Days(Weekdays::MONDAY_TO_FRIDAY)),
    ("weekdays", Piece::Days(Weekdays::MONDAY_TO_FRIDAY)),
    ("on weekdays", Piece::Days(Weekdays::MONDAY_TO_FRIDAY)),
    ("during the week", Piece::Days(Weekdays::MONDAY_TO_FRIDAY)),
    ("midweek", Piece::Days(Weekdays::MONDAY_TO_FRIDAY)),
    ("morning", MORNING),
    ("mornings", MORNING),
    ("in the morning", MORNING),
    ("in the mornings", MORNING),
    ("afternoon", AFTERNOON),
    ("afternoons", AFTERNOON),
    ("in the afternoon", AFTERNOON),
    ("in the afternoons", AFTERNOON),
    ("evening", EVENING),
    ("evenings", EVENING),
    ("in the evening", EVENING),
    ("in the evenings", EVENING),
    ("night", EVENING),
    ("nights", EVENING),
    ("at night", EVENING),
    ("after work", EVENING),
    ("lunchtime", LUNCHTIME),
    ("lunch time", LUNCHTIME),
    ("at lunchtime", LUNCHTIME),
    ("daytime", DAYTIME),
    ("during the day", DAYTIME),
    ("in the day", DAYTIME),
    ("school hours", SCHOOL_HOURS),
    ("during school hours", SCHOOL_HOURS),
    ("this morning", Piece::TodaySpan(time(6, 0, 0, 0), time(11, 59, 0, 0))),
    ("this afternoon", Piece::TodaySpan(time(12, 0, 0, 0), time(16, 59, 0, 0))),
    ("this evening", Piece::TodaySpan(time(17, 0, 0, 0), time(23, 59, 0, 0))),
    ("open now", Piece::Now),
    ("right now", Piece::Now),
    ("now", Piece::Now),
    ("term time", TERM_TIME),
    ("in term time", TERM_TIME),
    ("during term time", TERM_TIME),
    ("term time only", TERM_TIME),
    ("half term", HOLIDAYS),
    ("at half term", HOLIDAYS),
    ("in half term", HOLIDAYS),
    ("school holidays", HOLIDAYS),
    ("in the school holidays", HOLIDAYS),
    ("in school holidays", HOLIDAYS),
    ("during the school holidays", HOLIDAYS),
    ("summer holidays", HOLIDAYS),
    ("in the summer holidays", HOLIDAYS),
    ("easter holidays", HOLIDAYS),
];

/// Said where a part of the school year is asked for.
pub(super) const TERMS_DIFFER: &str =
    "School terms differ from council to council: each row says when it runs, so far as it is known.";

/// Names of days as they are typed; two letters and "sun" or "wed" alone are too often something else.
const DAYS: [(&str, Weekday); 15] = [
    ("monday", Weekday::Monday),
    ("mon", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("tue", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("weds", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("thur", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("fri", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sat", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Reads all pieces of time into one chip.
pub(super) fn times(
    typed: &str,
    tokens: &[Token],
    concepts: &[ConceptSpan<'_>],
    now: &Zoned,
    parts: &mut Parts,
) {
    let mut when = When::default();
    let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let Some(length) = piece_at(typed, tokens, index, now, &mut when, |range| {
            parts.are_free(range.clone()) && !concepts.iter().any(|concept| concept.outweighs(range))
        }) else {
            index += 1;
            continue;
        };
        taken.push(index..index + length);
        index += length;
    }
    let Some(first) = taken.first().cloned() else { return };
    let pieces = taken.iter().map(|range| tokens::typed(typed, &tokens[range.clone()]));
    let words: Vec<String> =
        pieces.flat_map(|piece| piece.split(' ').map(shown).collect::<Vec<_>>()).collect();
    let label = words.join(" ");
    parts.take(ChipKind::When, first, label, Effect::When(when));
    let number = parts.found.len() - 1;
    for range in taken.into_iter().skip(1) {
        parts.owner[range].fill(Owner::Part(number));
    }
}

/// Reads one piece at `index` into `when`; gives its length in words.
fn piece_at(
    typed: &str,
    tokens: &[Token],
    index: usize,
    now: &Zoned,
    when: &mut When,
    is_ours: impl Fn(&std::ops::Range<usize>) -> bool,
) -> Option<usize> {
    let today = now.date();
    if let Some((day, length, which)) = day_at(tokens, index) {
        if !is_ours(&(index..index + length)) {
            return None;
        }
        match which {
            WhichDay::Any => when.days = when.days.union(Weekdays::only(day)),
            WhichDay::This => when.dates = Some(single(this(day, today))),
            WhichDay::Next => when.dates = Some(single(next(day, today))),
        }
        return Some(length);
    }
    if let Some((span, length)) = clock_at(typed, tokens, index).filter(|(_, n)| is_ours(&(index..index + n)))
    {
        when.times = Some(span);
        return Some(length);
    }
    let (length, piece) = longest_at(tokens, index, &PHRASES)?;
    if !is_ours(&(index..index + length)) {
        return None;
    }
    let until_sunday = i64::from(6 - today.weekday().to_monday_zero_offset());
    match *piece {
        Piece::Days(days) => when.days = when.days.union(days),
        Piece::Today => when.dates = Some(single(today)),
        Piece::Tonight => {
            when.dates = Some(single(today));
            when.times = Some((time(17, 0, 0, 0), time(23, 59, 0, 0)));
        }
        Piece::Tomorrow => when.dates = Some(single(days_after(today, 1))),
        Piece::ThisWeek => when.dates = Some((today, days_after(today, until_sunday))),
        Piece::NextWeek => {
            let monday = days_after(today, until_sunday + 1);
            when.dates = Some((monday, days_after(monday, 6)));
        }
        Piece::ThisWeekend => {
            let saturday = days_after(today, (until_sunday - 1).max(0));
            when.dates = Some((saturday, days_after(today, until_sunday)));
        }
        Piece::NextWeekend => {
            let saturday = days_after(today, until_sunday + 6);
            when.dates = Some((saturday, days_after(saturday, 1)));
        }
        Piece::Span(from, to) => when.times = Some((from, to)),
        Piece::TodaySpan(from, to) => {
            when.dates = Some(single(today));
            when.times = Some((from, to));
        }
        Piece::Now => {
            let minute = time(now.hour(), now.minute(), 0, 0);
            when.now = true;
            when.dates = Some(single(today));
            when.times = Some((minute, minute));
        }
        Piece::Season(season) => when.season = Some(season),
    }
    Some(length)
}

#[derive(Clone, Copy)]
enum WhichDay {
    Any,
    This,
    Next,
}

/// "tuesday", "on tuesdays", "every tuesday", "this saturday", "next saturday".
fn day_at(tokens: &[Token], index: usize) -> Option<(Weekday, usize, WhichDay)> {
    let name = |index: usize| {
        let word = tokens.get(index)?.folded.as_str();
        let singular = word.strip_suffix('s').filter(|rest| rest.ends_with("day")).unwrap_or(word);
        DAYS.iter().find(|(known, _)| *known == singular).map(|(_, day)| *day)
    };
    let word = tokens[index].folded.as_str();
    match word {
        "this" => Some((name(index + 1)?, 2, WhichDay::This)),
        "next" => Some((name(index + 1)?, 2, WhichDay::Next)),
        "on" | "every" | "each" => Some((name(index + 1)?, 2, WhichDay::Any)),
        _ => Some((name(index)?, 1, WhichDay::Any)),
    }
}

/// "after 5pm", "before noon", "at 6 pm", "between 2 and 4pm", "7.30pm".
fn clock_at(typed: &str, tokens: &[Token], index: usize) -> Option<((Time, Time), usize)> {
    let word = tokens[index].folded.as_str();
    let (at, skip) = match word {
        "after" | "from" | "before" | "until" | "at" | "around" | "between" => (index + 1, 1),
        _ => (index, 0),
    };
    let needs_half = word != "between";
    let (clock, length) = hour_at(typed, tokens, at, needs_half)?;
    match word {
        "after" | "from" => Some(((clock, time(23, 59, 0, 0)), skip + length)),
        "before" | "until" => Some(((time(0, 0, 0, 0), clock.saturating_sub(1.minute())), skip + length)),
        "between" => {
            let and =
                tokens.get(at + length).filter(|token| matches!(token.folded.as_str(), "and" | "to"))?;
            let _ = and;
            let (end, more) = hour_at(typed, tokens, at + length + 1, true)?;
            let both_afternoon = end.hour() >= 12 && clock.hour() < 12 && clock.hour() + 12 < end.hour();
            let start = if both_afternoon { clock.saturating_add(12.hours()) } else { clock };
            (start < end).then_some(((start, end), skip + length + 1 + more))
        }
        _ => Some(((clock, clock), skip + length)),
    }
}

/// "5pm", "5 pm", "7.30pm" (two words: `7`, `30pm`), "noon".
fn hour_at(typed: &str, tokens: &[Token], index: usize, needs_half: bool) -> Option<(Time, usize)> {
    let word = tokens.get(index)?.folded.as_str();
    if matches!(word, "noon" | "midday") {
        return Some((time(12, 0, 0, 0), 1));
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = word.split_at(digits);
    let number: i8 = number.parse().ok()?;
    let next = tokens.get(index + 1).map_or("", |token| token.folded.as_str());
    let half = |hour: i8, minute: i8, half: &str, length: usize| {
        let hour = match (half, hour) {
            ("am", 12) => 0,
            ("pm", hour) if hour < 12 => hour + 12,
            ("am" | "pm" | "", hour) => hour,
            _ => return None,
        };
        Time::new(hour, minute, 0, 0).ok().map(|time| (time, length))
    };
    if let "am" | "pm" = rest {
        return half(number, 0, rest, 1);
    }
    if !rest.is_empty() {
        return None;
    }
    if let "am" | "pm" = next {
        return half(number, 0, next, 2);
    }
    let joined = typed.get(tokens[index].end..tokens.get(index + 1)?.start)?;
    if matches!(joined, "." | ":") {
        let minutes = next.trim_end_matches(['a', 'p', 'm']);
        let minute: i8 = minutes.parse().ok()?;
        let suffix = &next[minutes.len()..];
        return half(number, minute, suffix, 2);
    }
    if needs_half { None } else { half(number, 0, "", 1) }
}

fn single(date: Date) -> (Date, Date) {
    (date, date)
}

fn this(day: Weekday, today: Date) -> Date {
    days_after(today, i64::from(today.weekday().until(day)))
}

/// The first such day after today.
fn next(day: Weekday, today: Date) -> Date {
    let days = i64::from(today.weekday().until(day));
    days_after(today, if days == 0 { 7 } else { days })
}

fn days_after(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

/// Days of the week with a capital letter.
fn shown(word: &str) -> String {
    let word = word.to_lowercase();
    let is_day = DAYS.iter().any(|(name, _)| word == *name || word.strip_suffix('s') == Some(name));
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if is_day => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}
