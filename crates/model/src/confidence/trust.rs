//! The few bytes of a record on which confidence rests, small enough to lie beside each row of an index.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, Field, Reading, Role, SourceRecord};
use crate::schedule::Recurrence;
use crate::service::{RegisterStatus, Service, Status};

use super::dates::{MONTHS, latest_date_in};

/// A day in two bytes, or none. Days before 2000 count as the first of 2000, which is old enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(u16);

const EPOCH: Date = date(2000, 1, 1);

impl Day {
    /// No day is known.
    pub const NONE: Day = Day(0);

    /// The day of a date.
    pub fn of(date: Date) -> Day {
        Day((days_between(EPOCH, date) + 1).clamp(1, i32::from(u16::MAX)) as u16)
    }

    /// The number as it is stored: 0 for none, else days since 31 December 1999.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The day of a stored number.
    pub fn from_number(number: u16) -> Day {
        Day(number)
    }

    /// Whether a day is known.
    pub fn is_some(self) -> bool {
        self.0 != 0
    }

    /// The date.
    pub fn date(self) -> Option<Date> {
        self.is_some().then(|| EPOCH.saturating_add(jiff::Span::new().days(i64::from(self.0) - 1)))
    }

    /// How many days before `today` it lies; a day to come counts as today.
    pub fn days_before(self, today: Date) -> Option<i32> {
        self.is_some().then(|| (days_between(EPOCH, today) + 1 - i32::from(self.0)).max(0))
    }

    /// How many days ago it was; `None` when it is today or to come.
    pub fn days_past(self, today: Date) -> Option<i32> {
        self.days_before(today).filter(|days| *days > 0)
    }

    /// `3 October 2026`.
    pub fn for_people(self) -> String {
        let mut text = String::new();
        self.write_for_people(&mut text);
        text
    }

    /// Adds `3 October 2026` to a text.
    pub fn write_for_people(self, text: &mut String) {
        match self.date() {
            Some(date) => {
                let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
                // Writing to a string cannot fail.
                let _ = write!(text, "{} {month} {}", date.day(), date.year());
            }
            None => *text += "an unknown day",
        }
    }
}

impl From<Option<Date>> for Day {
    fn from(date: Option<Date>) -> Day {
        date.map_or(Day::NONE, Day::of)
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (from.duration_until(to).as_hours() / 24) as i32
}

/// A part of a record that ages at its own pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What it is and that it exists.
    Purpose,
    /// Where it is.
    Place,
    /// How to reach it.
    Contact,
    /// When it happens.
    Times,
}

impl Part {
    /// All of them, the slowest to age first.
    pub const ALL: [Part; 4] = [Part::Purpose, Part::Place, Part::Contact, Part::Times];

    /// Days in which half of what is said stops being so.
    pub fn half_life_days(self) -> f32 {
        match self {
            Part::Purpose => 1825.0,
            Part::Place => 1095.0,
            Part::Contact => 540.0,
            Part::Times => 270.0,
        }
    }

    /// How much it counts among the parts that are stated.
    pub fn weight(self) -> f32 {
        match self {
            Part::Purpose => 0.35,
            Part::Place => 0.25,
            Part::Contact | Part::Times => 0.2,
        }
    }

    /// For people.
    pub fn text(self) -> &'static str {
        match self {
            Part::Purpose => "what it is",
            Part::Place => "its place",
            Part::Contact => "its telephone number",
            Part::Times => "its times",
        }
    }

    /// The values whose evidence speaks for the part; the first that is stated dates it.
    fn fields(self) -> &'static [Field] {
        match self {
            Part::Purpose => &[Field::Name, Field::Description],
            Part::Place => &[Field::Location],
            Part::Contact => &[Field::Phone, Field::Email, Field::Website],
            Part::Times => &[Field::Schedule],
        }
    }

    /// The value on which sources can disagree in a way that matters to whoever sets out.
    fn disputable(self) -> Field {
        match self {
            Part::Purpose => Field::Status,
            Part::Place => Field::Location,
            Part::Contact => Field::Phone,
            Part::Times => Field::Schedule,
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What confidence rests on: dates, who vouched, agreement and hard facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Trust {
    /// The newest day on which any live record says it was true.
    pub asserted: Day,
    /// The newest such day from somebody who would know: owner, regulator or assurer.
    pub confirmed: Day,
    /// The newest such day for each part, from the records that say what is shown.
    pub parts: [Day; 4],
    /// The newest day on which a crawl saw it.
    pub seen: Day,
    /// The day by which every source had stopped listing it.
    pub gone: Day,
    /// The latest date in its own text.
    pub mentioned: Day,
    /// The last day on which any of its sessions can fall, where all of them end.
    pub ends: Day,
    /// Which parts are stated, a bit a part.
    pub stated: u8,
    /// On which parts live records disagree, a bit a part.
    pub disputed: u8,
    /// How many sources list it and dispute nothing that is shown.
    pub agreeing: u8,
    /// Who vouched on the day `confirmed`.
    pub role: Role,
    /// Whether it is running.
    pub status: Status,
    /// What a register says of its organisation.
    pub register: Option<RegisterStatus>,
    /// Whether a source, but not every source, stopped listing it.
    pub dropped_by_some: bool,
    /// Whether its times were read from prose by our rules.
    pub times_from_prose: bool,
}

impl Trust {
    /// Bytes of the stored form.
    pub const BYTES: usize = 24;

    /// Sums up a record.
    pub fn of(service: &Service) -> Trust {
        let live: Vec<&SourceRecord> =
            service.records.iter().filter(|record| record.gone.is_none()).collect();
        let all_gone = live.is_empty();
        let heard: Vec<&SourceRecord> = if all_gone { service.records.iter().collect() } else { live };
        let vouched = heard.iter().filter(|record| record.role != Role::Aggregator);
        let best = vouched
            .filter_map(|record| Some((record.asserted?, record.role)))
            .max_by_key(|(day, role)| (*day, std::cmp::Reverse(*role)));
        let mut trust = Trust {
            asserted: heard.iter().filter_map(|record| record.asserted).max().into(),
            confirmed: best.map(|(day, _)| day).max(service.assured).into(),
            role: best.map_or(Role::Assurer, |(_, role)| role),
            seen: heard.iter().map(|record| record.seen).max().into(),
            gone: if all_gone {
                service.records.iter().filter_map(|record| record.gone).max().into()
            } else {
                Day::NONE
            },
            dropped_by_some: !all_gone && heard.len() < service.records.len(),
            mentioned: mentioned(service).into(),
            ends: ends(service).into(),
            status: service.status,
            register: service.organisation.as_ref().and_then(|organisation| organisation.register),
            ..Trust::default()
        };
        trust.asserted = trust.asserted.max(trust.confirmed);
        trust.weigh_parts(service);
        trust.agreeing = agreeing_sources(service);
        trust.times_from_prose = service.evidence.iter().any(|line| {
            line.field == Field::Schedule && line.says.is_none() && line.reading == Reading::FromProse
        });
        trust
    }

    fn weigh_parts(&mut self, service: &Service) {
        for part in Part::ALL {
            if states(service, part) {
                self.stated |= part.bit();
            }
            let is_live =
                |line: &&Evidence| record_of(service, line).is_some_and(|record| record.gone.is_none());
            let disputes = |line: &Evidence| line.field == part.disputable() && line.says.is_some();
            if service.evidence.iter().filter(is_live).any(disputes) {
                self.disputed |= part.bit();
            }
            let lines = part.fields().iter().map(|field| dates_of(service, *field));
            self.parts[part as usize] = match lines.flatten().next() {
                Some(newest) => newest,
                None => service.records.first().and_then(|record| record.asserted).into(),
            };
        }
    }

    /// Whether the record states the part.
    pub fn states(&self, part: Part) -> bool {
        part == Part::Purpose || self.stated & part.bit() != 0
    }

    /// Whether live records disagree on the part.
    pub fn is_disputed(&self, part: Part) -> bool {
        self.disputed & part.bit() != 0
    }

    /// The newest day on which somebody says the part was true.
    pub fn asserted_of(&self, part: Part) -> Day {
        self.parts[part as usize]
    }

    /// The stored form.
    pub fn to_bytes(&self) -> [u8; Trust::BYTES] {
        let days = [
            self.asserted,
            self.confirmed,
            self.parts[0],
            self.parts[1],
            self.parts[2],
            self.parts[3],
            self.seen,
            self.gone,
            self.mentioned,
            self.ends,
        ];
        let mut bytes = [0_u8; Trust::BYTES];
        for (pair, day) in bytes.chunks_exact_mut(2).zip(days) {
            pair.copy_from_slice(&day.0.to_le_bytes());
        }
        bytes[20] = self.stated | self.disputed << 4;
        bytes[21] = self.agreeing;
        bytes[22] = self.role as u8 | (self.status as u8) << 2 | register_bits(self.register) << 4;
        bytes[23] = u8::from(self.dropped_by_some) | u8::from(self.times_from_prose) << 1;
        bytes
    }

    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8; Trust::BYTES]) -> Trust {
        let day = |at: usize| Day(u16::from_le_bytes([bytes[at * 2], bytes[at * 2 + 1]]));
        Trust {
            asserted: day(0),
            confirmed: day(1),
            parts: [day(2), day(3), day(4), day(5)],
            seen: day(6),
            gone: day(7),
            mentioned: day(8),
            ends: day(9),
            stated: bytes[20] & 0xF,
            disputed: bytes[20] >> 4,
            agreeing: bytes[21],
            role: [Role::Owner, Role::Regulator, Role::Assurer, Role::Aggregator][usize::from(bytes[22] & 3)],
            status: [Status::Active, Status::TemporarilyClosed, Status::Inactive, Status::Defunct]
                [usize::from(bytes[22] >> 2 & 3)],
            register: [None, Some(RegisterStatus::Registered), Some(RegisterStatus::Removed), None]
                [usize::from(bytes[22] >> 4 & 3)],
            dropped_by_some: bytes[23] & 1 != 0,
            times_from_prose: bytes[23] & 2 != 0,
        }
    }
}

fn register_bits(register: Option<RegisterStatus>) -> u8 {
    match register {
        None => 0,
        Some(RegisterStatus::Registered) => 1,
        Some(RegisterStatus::Removed) => 2,
    }
}

fn states(service: &Service, part: Part) -> bool {
    match part {
        Part::Purpose => true,
        Part::Place => !service.locations.is_empty(),
        Part::Contact => !service.contact.is_empty(),
        Part::Times => !service.schedule.is_empty(),
    }
}

fn record_of<'a>(service: &'a Service, line: &Evidence) -> Option<&'a SourceRecord> {
    service.records.get(usize::from(line.record))
}

/// The newest day among the records that say the shown value of `field`; `None` when no line tells.
fn dates_of(service: &Service, field: Field) -> Option<Day> {
    let lines = service.evidence.iter().filter(|line| line.field == field && line.says.is_none());
    lines.filter_map(|line| record_of(service, line)).map(|record| Day::from(record.asserted)).max()
}

/// Sources that list it today and dispute none of place, number and times.
fn agreeing_sources(service: &Service) -> u8 {
    let disputes = |index: usize| {
        service.evidence.iter().any(|line| {
            usize::from(line.record) == index
                && line.says.is_some()
                && Part::ALL.into_iter().any(|part| part.disputable() == line.field)
        })
    };
    let mut sources: Vec<&str> = service
        .records
        .iter()
        .enumerate()
        .filter(|(index, record)| record.gone.is_none() && !disputes(*index))
        .map(|(_, record)| record.source.as_str())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len().min(255) as u8
}

fn mentioned(service: &Service) -> Option<Date> {
    let texts = [service.description.as_deref(), service.schedule.text.as_deref()];
    texts.into_iter().flatten().filter_map(latest_date_in).max()
}

/// The last day of the last session, when every session has one.
fn ends(service: &Service) -> Option<Date> {
    if service.schedule.always_open || service.schedule.sessions.is_empty() {
        return None;
    }
    let last_days =
        service.schedule.sessions.iter().map(|session| match (&session.recurrence, session.valid_to) {
            (Recurrence::Dated { dates }, _) => dates.iter().max().copied(),
            (_, valid_to) => valid_to,
        });
    last_days.collect::<Option<Vec<Date>>>()?.into_iter().max()
}
