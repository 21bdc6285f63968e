//! Values in words: dates, distances, prices and numbers, in the language of the page.

use jiff::civil::{Date, DateTime, Time};
use model::cost::{Cost, CostKind};
use model::eligibility::JoiningRoute;
use model::place::METRES_PER_MILE;
use search::answer::{Count, NextSession};

use crate::i18n::{Language, Words};

const DAYS: [[&str; 7]; 2] =
    [["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ["Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul"]];
const LONG_DAYS: [[&str; 7]; 2] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul"],
];
const MONTHS: [[&str; 12]; 2] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["Ion", "Chwe", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"],
];

fn row(words: &Words) -> usize {
    match words.language() {
        Language::English => 0,
        Language::Welsh => 1,
    }
}

/// "Tue 25 Nov".
pub fn day(words: &Words, date: Date) -> String {
    let weekday = DAYS[row(words)][date.weekday().to_monday_zero_offset() as usize];
    format!("{weekday} {} {}", date.day(), month(words, date))
}

/// "Tuesday 25 Nov".
pub fn long_day(words: &Words, date: Date) -> String {
    let weekday = LONG_DAYS[row(words)][date.weekday().to_monday_zero_offset() as usize];
    format!("{weekday} {} {}", date.day(), month(words, date))
}

/// "25 Nov 2026".
pub fn date(words: &Words, date: Date) -> String {
    format!("{} {} {}", date.day(), month(words, date), date.year())
}

fn month(words: &Words, date: Date) -> &'static str {
    MONTHS[row(words)][date.month() as usize - 1]
}

/// "2 pm", "10.30 am", "noon", "midnight".
pub fn time(words: &Words, time: Time) -> String {
    let welsh = words.language() == Language::Welsh;
    match (time.hour(), time.minute()) {
        (12, 0) => (if welsh { "hanner dydd" } else { "noon" }).to_owned(),
        (0, 0) => (if welsh { "hanner nos" } else { "midnight" }).to_owned(),
        (hour, minute) => {
            let half = match (hour < 12, welsh) {
                (true, false) => "am",
                (false, false) => "pm",
                (true, true) => "yb",
                (false, true) => "yp",
            };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 { format!("{hour} {half}") } else { format!("{hour}.{minute:02} {half}") }
        }
    }
}

/// "2 pm to 4 pm", or only the start where no end is known.
pub fn span(words: &Words, from: Option<Time>, to: Option<Time>) -> Option<String> {
    let from = from?;
    Some(match to {
        Some(to) => format!("{} {} {}", time(words, from), words.say("to"), time(words, to)),
        None => time(words, from),
    })
}

/// When a session starts: "Today, 2 pm", "Tomorrow, 2 pm", "Tue 25 Nov"; no time where nobody stated one.
pub fn moment(words: &Words, session: &NextSession, today: Date) -> String {
    let date = session.starts.date();
    let day = if date == today {
        words.say("today").to_owned()
    } else if today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) {
        words.say("tomorrow").to_owned()
    } else {
        day(words, date)
    };
    if session.is_time_stated { format!("{day}, {}", time(words, session.starts.time())) } else { day }
}

/// A next session: "Tue 25 Nov, 2 pm to 4 pm", "Open now until 5 pm".
pub fn next_session(words: &Words, next: &NextSession, now: DateTime) -> String {
    let ends_later = next.ends.is_some_and(|end| end > now);
    if next.starts <= now && ends_later {
        let until = next.ends.map(|end| time(words, end.time())).unwrap_or_default();
        return words.tell("open-now-until", &[("time", until.into())]);
    }
    let mut text = moment(words, next, now.date());
    if let Some(end) = next.ends {
        text.push_str(&format!(" {} {}", words.say("to"), time(words, end.time())));
    }
    text
}

/// "0.4 miles", "3 miles", "under 100 yards".
pub fn distance(words: &Words, metres: f64) -> String {
    let miles = metres / METRES_PER_MILE;
    if metres < 91.44 {
        return words.say("under-100-yards").to_owned();
    }
    let number = if miles < 9.95 { format!("{miles:.1}") } else { thousands(miles.round() as u64) };
    let number = number.strip_suffix(".0").map(str::to_owned).unwrap_or(number);
    if number == "1" {
        words.say("one-mile").to_owned()
    } else {
        words.tell("miles", &[("number", number.into())])
    }
}

/// "1,234"; "about 1,200" where it is an estimate.
pub fn count(words: &Words, count: Count) -> String {
    let number = thousands(count.number);
    if count.is_about { words.tell("about-number", &[("number", number.into())]) } else { number }
}

/// "1,234,567".
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "£3.50", "£3", "50p".
pub fn pounds(pence: u32) -> String {
    match (pence / 100, pence % 100) {
        (0, pence) if pence > 0 => format!("{pence}p"),
        (pounds, 0) => format!("£{pounds}"),
        (pounds, pence) => format!("£{pounds}.{pence:02}"),
    }
}

/// The kind of cost in a word or two.
pub fn cost_kind(words: &Words, kind: CostKind) -> &str {
    words.say(match kind {
        CostKind::Free => "cost-free",
        CostKind::Donation => "cost-donation",
        CostKind::Paid => "cost-paid",
        CostKind::NotStated => "cost-not-stated",
    })
}

/// What it costs in the source's words, or the kind of cost; "free" is written as we write it.
pub fn cost_of<'t>(words: &'t Words, kind: CostKind, text: Option<&'t str>) -> &'t str {
    let known = cost_kind(words, kind);
    text.filter(|text| !text.eq_ignore_ascii_case(known)).unwrap_or(known)
}

/// The whole cost: "Free", "£3.50 per session; £2 concession", or the source's own words.
pub fn cost(words: &Words, cost: &Cost) -> String {
    if cost.options.is_empty() {
        let kind = cost_kind(words, cost.kind);
        return match (&cost.text, cost.kind) {
            (Some(text), _) if text.trim_matches([' ', '.']).eq_ignore_ascii_case(kind) => kind.to_owned(),
            (Some(text), CostKind::NotStated) => text.clone(),
            (Some(text), _) => format!("{kind}. {text}"),
            (None, _) => kind.to_owned(),
        };
    }
    let options: Vec<String> = cost
        .options
        .iter()
        .map(|option| match &option.note {
            Some(note) => format!("{} {note}", pounds(option.pence)),
            None => pounds(option.pence),
        })
        .collect();
    options.join("; ")
}

/// Whether times are written for machines: "Mo 09:00-20:00; Sa 10:00-12:00", as maps have them. Where their
/// dates are shown, people need not read it.
pub fn is_notation(times: &str) -> bool {
    const DAYS: [&str; 8] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"];
    times.split(';').map(str::trim).filter(|part| !part.is_empty()).all(|part| {
        let after = DAYS.iter().find_map(|day| part.strip_prefix(day));
        after.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    })
}

/// How one joins, in a few words.
pub fn joining(words: &Words, route: JoiningRoute) -> &str {
    words.say(match route {
        JoiningRoute::JustTurnUp => "join-turn-up",
        JoiningRoute::Book => "join-book",
        JoiningRoute::SelfReferral => "join-self",
        JoiningRoute::ProfessionalReferral => "join-professional",
    })
}

/// A language's name from its BCP 47 code, in the language of the page where we know it.
pub fn language(words: &Words, code: &str) -> String {
    let key = format!("language-{code}");
    let text = words.say(&key);
    if text == key { code.to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
