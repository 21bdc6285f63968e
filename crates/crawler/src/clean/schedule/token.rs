//! The words of an opening-time text, told apart: days, times, ordinals, dates, marks.

mod phrases;

use jiff::civil::Weekday;
use model::schedule::Weekdays;

use self::phrases::phrase_at;
use super::super::date::month_number;

/// One thing that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Days of the week: one, or what "weekdays" and "daily" mean.
    Days(Weekdays),
    /// A time of day as far as written.
    Time(Written),
    /// A number that may be a time ("9" of "9-5") or a day of a month.
    Number(u16),
    /// First to fifth, and -1 for last.
    Nth(i8),
    /// Sixth and later: only ever a day of a month.
    DayOfMonth(u8),
    /// A month by name.
    Month(i8),
    /// A year.
    Year(i16),
    /// A whole date in figures.
    Date(jiff::civil::Date),
    /// "-", "to", "until" between two of a kind.
    To,
    /// "until", "till": an end without a start.
    Until,
    /// "from", "starting".
    From,
    /// "and", "&", "or", ",", "/".
    And,
    /// A slash, which parts times of one day but also notes.
    Slash,
    /// End of a sentence, a line or a part.
    Break,
    /// A colon within brackets, after which something else is told.
    Colon,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// "every", "each".
    Every,
    /// "other" and "alternate": every second one.
    Other,
    /// "fortnightly", "every two weeks".
    Fortnightly,
    /// "monthly".
    Monthly,
    /// "of the month", "each month".
    OfMonth,
    /// "weekly".
    Weekly,
    /// "term time".
    Term,
    /// "school holidays".
    SchoolHolidays,
    /// "bank holidays".
    BankHolidays,
    /// "closed", "no sessions".
    Closed,
    /// "except", "excluding", "not".
    Except,
    /// "including", "open on".
    Including,
    /// "24 hours", "24/7".
    DayAndNight,
    /// "morning", "afternoon", "evening", "am", "pm" standing alone.
    PartOfDay,
    /// A word that says the time is not to be relied on: "not always", "usually", "varies".
    Unsure,
    /// A word of asking, not of opening: "call", "book", "deadline".
    Asking,
    /// "lunch": a meal, or the hour in which nobody is there.
    Lunch,
    /// Any other word.
    Word,
}

/// A time as written: nothing is read into it yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The hour's figures.
    pub hour: u8,
    /// The minutes; 0 when none are written.
    pub minute: u8,
    /// `Some(true)` for pm, `Some(false)` for am.
    pub is_pm: Option<bool>,
    /// Whether the hour is written with two figures, or the text is a 24-hour one.
    pub is_padded: bool,
    /// Whether minutes are written.
    pub has_minutes: bool,
}

/// Takes a text apart.
pub fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    let mut depth = 0_usize;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_digit() {
            at = push_number(text, at, &mut tokens);
        } else if byte.is_ascii_alphabetic() {
            let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic() || **b == b'\'').count();
            at = push_word(text, at, end, &mut tokens);
        } else {
            match byte {
                b'-' | b'=' => tokens.push(Token::To),
                b',' | b'&' | b'+' => tokens.push(Token::And),
                b'/' => tokens.push(Token::Slash),
                b'.' | b';' | b'\n' | b'|' | b'*' => tokens.push(Token::Break),
                b':' if depth > 0 => tokens.push(Token::Colon),
                b'(' | b'[' => {
                    tokens.push(Token::Open);
                    depth += 1;
                }
                b')' | b']' => {
                    tokens.push(Token::Close);
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    tokens
}

fn push_number(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let length = digits(start);
    let mut end = start + length;
    let is_price = text[..start].ends_with('£');
    let Ok(number) = text[start..end].parse::<u32>() else {
        tokens.push(Token::Word);
        return end;
    };
    if let Some((date, after)) = date_in_figures(text, start) {
        tokens.push(Token::Date(date));
        return after;
    }
    let rest = &text[end..];
    let lower = rest.get(..2).unwrap_or("").to_ascii_lowercase();
    if length <= 2 && matches!(lower.as_str(), "st" | "nd" | "rd" | "th") && !starts_with_letter(&rest[2..]) {
        tokens.push(match number {
            1..=5 => Token::Nth(number as i8),
            6..=31 => Token::DayOfMonth(number as u8),
            _ => Token::Word,
        });
        return end + 2;
    }
    if rest.starts_with("/7") && number == 24 {
        tokens.push(Token::DayAndNight);
        return end + 2;
    }
    let mut minute = None;
    if length <= 2 && rest.starts_with([':', '.']) && digits(end + 1) == 2 {
        minute = text[end + 1..end + 3].parse::<u8>().ok();
        end += 3;
        if text[end..].starts_with(':') && digits(end + 1) >= 2 {
            // A stamp with seconds: noise.
            tokens.push(Token::Word);
            return end + 1 + digits(end + 1);
        }
    }
    let (is_pm, after) = meridian(text, end);
    let is_military = length == 4 && minute.is_none() && number % 100 < 60 && number < 2400;
    let is_year = (1900..2100).contains(&number)
        && is_pm.is_none()
        && !text[end..].trim_start().to_ascii_lowercase().starts_with("h");
    if is_price || text[after..].starts_with(['%', '°']) {
        tokens.push(Token::Word);
        return after;
    }
    if length == 4 && is_year {
        tokens.push(Token::Year(number as i16));
        return after;
    }
    if is_military {
        let (hour, minute) = ((number / 100) as u8, (number % 100) as u8);
        tokens.push(Token::Time(Written { hour, minute, is_pm, is_padded: true, has_minutes: true }));
        return after;
    }
    let is_clock = length <= 2 && number <= 24 && minute.is_none_or(|minute| minute < 60);
    if is_clock && (minute.is_some() || is_pm.is_some()) {
        let is_padded = text[start..].starts_with('0') || number > 12;
        tokens.push(Token::Time(Written {
            hour: number as u8,
            minute: minute.unwrap_or(0),
            is_pm,
            is_padded,
            has_minutes: minute.is_some(),
        }));
        return after;
    }
    push_bare_number(text, number, end, tokens)
}

/// A number without minutes or "am": a count of something is no time.
fn push_bare_number(text: &str, number: u32, end: usize, tokens: &mut Vec<Token>) -> usize {
    let rest = text[end..].trim_start_matches([' ', '-']);
    let word: String =
        rest.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    match (number, word.as_str()) {
        (24, "hour" | "hours" | "hrs" | "hr") => tokens.push(Token::DayAndNight),
        (7, "days" | "day") => tokens.push(Token::Days(Weekdays::ALL)),
        (5, "days") => tokens.push(Token::Word),
        (2, "weeks" | "weekly" | "week") => tokens.push(Token::Fortnightly),
        (
            _,
            "year" | "years" | "yrs" | "yr" | "month" | "months" | "week" | "weeks" | "hour" | "hours"
            | "minute" | "minutes" | "min" | "mins" | "day" | "days" | "people" | "places" | "miles" | "m"
            | "km" | "p" | "sessions" | "yo" | "x" | "wks",
        ) => tokens.push(Token::Word),
        (0..=31, _) if !text[end..].starts_with('+') => {
            tokens.push(Token::Number(number as u16));
            return end;
        }
        _ => {
            tokens.push(Token::Word);
            return end;
        }
    }
    end + (text[end..].len() - rest.len()) + word.len()
}

const NOON: Token =
    Token::Time(Written { hour: 12, minute: 0, is_pm: Some(true), is_padded: true, has_minutes: true });

const MIDNIGHT: Token =
    Token::Time(Written { hour: 12, minute: 0, is_pm: Some(false), is_padded: true, has_minutes: true });

/// "am", "p.m.", "noon" and "midnight" after a number, perhaps after a space, and where they end.
fn meridian(text: &str, end: usize) -> (Option<bool>, usize) {
    let spaces = text[end..].len() - text[end..].trim_start_matches(' ').len();
    let rest = text[end + spaces..].get(..8).unwrap_or(&text[end + spaces..]).to_ascii_lowercase();
    for (form, is_pm) in [
        ("a.m.", false),
        ("a.m", false),
        ("p.m.", true),
        ("p.m", true),
        ("am", false),
        ("pm", true),
        ("noon", true),
        ("midday", true),
        ("midnight", false),
        ("a m", false),
        ("p m", true),
        ("mid-day", true),
    ] {
        // "3.00pmTuesday": a capital letter begins another word.
        let after = text.as_bytes().get(end + spaces + form.len());
        let is_glued = form.len() == 2 && after.is_some_and(u8::is_ascii_uppercase);
        if rest.starts_with(form) && (is_glued || !starts_with_letter(&rest[form.len()..])) {
            return (Some(is_pm), end + spaces + form.len());
        }
    }
    for form in ["hrs", "hours", "h"] {
        let follows_at_once = spaces == 0 || form == "hrs";
        if follows_at_once
            && rest.starts_with(form)
            && !starts_with_letter(&rest[form.len()..])
            && form != "hours"
        {
            return (None, end + spaces + form.len());
        }
    }
    (None, end)
}

fn starts_with_letter(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// "12/03/2026", "12.03.26", "2026-03-12".
fn date_in_figures(text: &str, start: usize) -> Option<(jiff::civil::Date, usize)> {
    let mut parts = [0_i32; 3];
    let mut lengths = [0; 3];
    let mut at = start;
    let mut separator = None;
    for index in 0..3 {
        let length = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || length > 4 {
            return None;
        }
        parts[index] = text[at..at + length].parse().ok()?;
        lengths[index] = length;
        at += length;
        if index < 2 {
            let here = text[at..].chars().next().filter(|c| matches!(c, '/' | '.' | '-'))?;
            if *separator.get_or_insert(here) != here {
                return None;
            }
            at += 1;
        }
    }
    let (year, month, day) = match lengths {
        [4, 1..=2, 1..=2] => (parts[0], parts[1], parts[2]),
        [1..=2, 1..=2, 4] => (parts[2], parts[1], parts[0]),
        [1..=2, 1..=2, 2] if separator != Some('-') => (2000 + parts[2], parts[1], parts[0]),
        _ => return None,
    };
    let date =
        jiff::civil::Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, at))
}

fn push_word(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) -> usize {
    let written = &text[start..end];
    if let Some((token, length)) = phrase_at(&text[start..]) {
        tokens.push(token);
        return start + length;
    }
    let mut lower = written.to_ascii_lowercase();
    if lower.contains('\'') {
        lower = lower.replace('\'', "");
    }
    if let Some(day) = day_named(&lower, written) {
        tokens.push(Token::Days(Weekdays::only(day)));
        return end;
    }
    if let Some(month) = month_named(&lower, written) {
        tokens.push(Token::Month(month));
        return end;
    }
    tokens.push(match lower.as_str() {
        "to" | "til" | "till" | "until" | "untill" | "thru" | "through" => {
            if matches!(lower.as_str(), "to" | "thru" | "through") { Token::To } else { Token::Until }
        }
        "from" | "starting" | "starts" | "commencing" | "since" => Token::From,
        "and" | "or" | "plus" | "also" => Token::And,
        "every" | "each" => Token::Every,
        "other" | "alternate" | "alternating" | "alternative" | "alt" | "alternates" => Token::Other,
        "fortnightly" | "fortnight" | "biweekly" | "forthnightly" | "fornightly" => Token::Fortnightly,
        "monthly" => Token::Monthly,
        "weekly" => Token::Weekly,
        "first" => Token::Nth(1),
        "second" => Token::Nth(2),
        "third" => Token::Nth(3),
        "fourth" => Token::Nth(4),
        "fifth" => Token::Nth(5),
        "last" => Token::Nth(-1),
        "daily" | "everyday" => Token::Days(Weekdays::ALL),
        "weekdays" | "weekday" => Token::Days(Weekdays::MONDAY_TO_FRIDAY),
        "weekends" | "weekend" => Token::Days(Weekdays::WEEKEND),
        "noon" | "midday" => NOON,
        "midnight" => MIDNIGHT,
        "closed" | "close" | "closing" | "closes" | "closure" | "shut" | "off" | "unavailable" => {
            Token::Closed
        }
        "except" | "exc" | "excl" | "excluding" | "excludes" | "not" | "no" | "exluding" | "without"
        | "bar" => Token::Except,
        "including" | "includes" | "inc" | "incl" => Token::Including,
        "termtime" | "term" => Token::Term,
        "ph" => Token::BankHolidays,
        "morning" | "mornings" | "afternoon" | "afternoons" | "evening" | "evenings" | "am" | "pm"
        | "night" | "nights" => Token::PartOfDay,
        "gmt" | "bst" | "usually" | "normally" | "varies" | "vary" | "variable" | "sometimes"
        | "occasional" | "occasionally" | "selected" | "some" | "various" | "approx" | "approximately"
        | "most" | "easter" | "summer" | "winter" | "christmas" | "spring" | "autumn" | "ramadan"
        | "lent" | "advent" | "week" | "weeks" | "rotating" | "rota" | "previous" => Token::Unsure,
        "text" | "call" | "ring" | "phone" | "telephone" | "book" | "booked" | "booking" | "bookings"
        | "reception" | "deadline" | "order" | "orders" | "lines" | "phonelines" | "collection"
        | "answerphone" | "arrive" => Token::Asking,
        "lunch" | "lunchtime" | "lunchtimes" => Token::Lunch,
        _ => Token::Word,
    });
    end
}

/// A day by its name, a common short form, or the two letters of standards. "sat" and "sun" are also
/// words, so in lower case only their long forms count.
fn day_named(lower: &str, written: &str) -> Option<Weekday> {
    let is_capital = written.starts_with(|c: char| c.is_ascii_uppercase());
    let day = match lower {
        "monday" | "mondays" | "mon" | "mons" | "modays" | "monady" => Weekday::Monday,
        "tuesday" | "tuesdays" | "tue" | "tues" | "tuesay" | "teusday" | "tuseday" | "tuesdy" => {
            Weekday::Tuesday
        }
        "wednesday" | "wednesdays" | "wed" | "weds" | "wednesdy" | "wedneday" | "wenesday" | "wednesay"
        | "wedensday" => Weekday::Wednesday,
        "thursday" | "thursdays" | "thu" | "thur" | "thurs" | "thusday" | "thurday" | "thurdays"
        | "thursay" | "thirsday" => Weekday::Thursday,
        "friday" | "fridays" | "fri" | "fris" | "frid" | "firday" | "fridy" => Weekday::Friday,
        "saturday" | "saturdays" | "sats" | "saterday" => Weekday::Saturday,
        "sunday" | "sundays" | "suns" => Weekday::Sunday,
        "sat" if is_capital => Weekday::Saturday,
        "sun" if is_capital => Weekday::Sunday,
        _ => match written {
            "Mo" => Weekday::Monday,
            "Tu" => Weekday::Tuesday,
            "We" => Weekday::Wednesday,
            "Th" => Weekday::Thursday,
            "Fr" => Weekday::Friday,
            "Sa" => Weekday::Saturday,
            "Su" => Weekday::Sunday,
            _ => return None,
        },
    };
    Some(day)
}

/// A month by name; "may", "march" and "mar" only with a capital letter.
fn month_named(lower: &str, written: &str) -> Option<i8> {
    let is_capital = written.starts_with(|c: char| c.is_ascii_uppercase());
    let is_also_a_word = matches!(lower, "may" | "march" | "mar" | "dec" | "august" | "jan");
    (is_capital || !is_also_a_word).then(|| month_number(lower)).flatten()
}
