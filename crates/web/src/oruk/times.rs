//! When a service happens, in the terms of RFC 5545.

#[cfg(test)]
mod tests;

use model::identifier::derive;
use model::schedule::{BankHolidays, Recurrence, Season, Session};
use model::service::Service as ModelService;

use super::record::stated;
use super::v3::{Frequency, Schedule};
use crate::api::service::build::day_codes;

/// Every session as a schedule, and the source's own words as one more.
pub fn schedules(service: &ModelService) -> Vec<Schedule> {
    let mut schedules: Vec<Schedule> = service.schedule.sessions.iter().flat_map(session).collect();
    if service.schedule.always_open {
        schedules.push(Schedule {
            freq: Some(Frequency::Weekly),
            interval: Some(1),
            byday: Some("MO,TU,WE,TH,FR,SA,SU".to_owned()),
            opens_at: Some("00:00".to_owned()),
            closes_at: Some("23:59".to_owned()),
            description: Some("Open 24 hours a day, 7 days a week".to_owned()),
            ..Schedule::default()
        });
    }
    if let Some(words) = service.schedule.text.as_deref().and_then(stated) {
        schedules.push(Schedule { description: Some(words), ..Schedule::default() });
    }
    let service_id = service.id.to_string();
    for (index, schedule) in schedules.iter_mut().enumerate() {
        schedule.id = derive("schedule", &[&service_id, &index.to_string()]);
        schedule.service_id = service.id.0;
    }
    schedules
}

fn session(session: &Session) -> Vec<Schedule> {
    let base = Schedule {
        valid_from: session.valid_from.map(|date| date.to_string()),
        valid_to: session.valid_to.map(|date| date.to_string()),
        opens_at: session.opens_at.map(|time| time.strftime("%H:%M").to_string()),
        closes_at: session.closes_at.map(|time| time.strftime("%H:%M").to_string()),
        notes: notes(session),
        ..Schedule::default()
    };
    match &session.recurrence {
        Recurrence::Weekly { days, interval, anchor } => vec![Schedule {
            freq: Some(Frequency::Weekly),
            interval: Some(*interval),
            byday: list(day_codes(*days).into_iter().map(str::to_owned)),
            dtstart: anchor.map(|date| date.to_string()),
            ..base
        }],
        Recurrence::MonthlyByDay { nth, days, interval, anchor } => {
            let codes = day_codes(*days);
            let each = nth.iter().flat_map(|nth| codes.iter().map(move |code| format!("{nth}{code}")));
            vec![Schedule {
                freq: Some(Frequency::Monthly),
                interval: Some(*interval),
                byday: list(each),
                dtstart: anchor.map(|date| date.to_string()),
                ..base
            }]
        }
        Recurrence::MonthlyByDate { days_of_month } => vec![Schedule {
            freq: Some(Frequency::Monthly),
            interval: Some(1),
            bymonthday: list(days_of_month.iter().map(ToString::to_string)),
            ..base
        }],
        Recurrence::Dated { dates } => dates
            .iter()
            .map(|date| Schedule {
                dtstart: Some(date.to_string()),
                valid_from: Some(date.to_string()),
                valid_to: Some(date.to_string()),
                ..base.clone()
            })
            .collect(),
    }
}

fn list(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(","))
}

/// What this session is, and what RFC 5545 has no place for here, in sentences.
pub(crate) fn notes(session: &Session) -> Option<String> {
    let mut sentences = Vec::new();
    match session.season {
        Season::AllYear => {}
        Season::TermTime => sentences.push("Term time only.".to_owned()),
        Season::SchoolHolidays => sentences.push("School holidays only.".to_owned()),
    }
    match session.bank_holidays {
        BankHolidays::NotStated => {}
        BankHolidays::Closed => sentences.push("Not on bank holidays.".to_owned()),
        BankHolidays::Open => sentences.push("Open on bank holidays.".to_owned()),
    }
    if !session.except.is_empty() {
        let dates: Vec<String> = session.except.iter().map(ToString::to_string).collect();
        sentences.push(format!("Not on {}.", dates.join(", ")));
    }
    let note = session.note.as_deref().and_then(stated);
    let said = note.as_deref().unwrap_or_default().to_lowercase();
    sentences.retain(|sentence| !said.contains(sentence.to_lowercase().trim_end_matches('.')));
    let all: Vec<String> = note.into_iter().chain(sentences).collect();
    (!all.is_empty()).then(|| all.join(" "))
}
