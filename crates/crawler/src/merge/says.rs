//! What a record says of a value, in words for people: for the lines of those that were not shown.

use model::cost::CostKind;
use model::eligibility::Gender;
use model::evidence::Field;
use model::place::{Location, ServiceArea};
use model::schedule::{Recurrence, Session, Weekdays};
use model::service::{Delivery, Service, Status};

/// The most letters of a description that are repeated.
const MOST_LETTERS: usize = 160;

/// The value in words; `None` when the record does not state it.
pub fn says(service: &Service, field: Field) -> Option<String> {
    let text = match field {
        Field::Name => service.name.clone(),
        Field::Description => shortened(service.description.as_deref()?),
        Field::Organisation => service.organisation.as_ref()?.name.clone(),
        Field::Categories => service.categories.iter().map(|c| c.0.as_str()).collect::<Vec<_>>().join(", "),
        Field::Delivery => service.delivery.iter().map(|way| delivery(*way)).collect::<Vec<_>>().join(", "),
        Field::Location => service.locations.iter().map(place).collect::<Vec<_>>().join("; "),
        Field::Point => {
            let located = service.locations.iter().find_map(|place| place.located.as_ref())?;
            format!("{:.5}, {:.5}", located.point.latitude, located.point.longitude)
        }
        Field::Areas => service.areas.iter().map(area).collect::<Vec<_>>().join(", "),
        Field::Schedule => schedule(service),
        Field::Cost => cost(service),
        Field::Eligibility => eligibility(service),
        Field::Languages => service.languages.iter().cloned().collect::<Vec<_>>().join(", "),
        Field::Accessibility => accessibility(service),
        Field::Phone => {
            service.contact.phones.iter().map(|p| p.readable.as_str()).collect::<Vec<_>>().join(", ")
        }
        Field::Email => service.contact.emails.join(", "),
        Field::Website => service.contact.website.clone()?,
        Field::Joining => {
            service.joining.text.clone().unwrap_or_else(|| format!("{:?}", service.joining.routes))
        }
        Field::Status => status(service.status).to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_LETTERS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].rsplit_once(' ').map_or(&text[..end], |(head, _)| head)),
    }
}

fn delivery(way: Delivery) -> &'static str {
    match way {
        Delivery::InPerson => "in person",
        Delivery::Online => "online",
        Delivery::ByPhone => "by phone",
        Delivery::AtHome => "at home",
        Delivery::Varies => "the place varies",
    }
}

fn place(place: &Location) -> String {
    let postcode = place.postcode.map(|postcode| postcode.to_string());
    let parts = [place.name.clone(), place.address.clone(), place.town.clone(), postcode];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn area(area: &ServiceArea) -> String {
    match area {
        ServiceArea::UnitedKingdom => "the whole United Kingdom".to_owned(),
        ServiceArea::Area { name, .. } | ServiceArea::Named { name } => name.clone(),
        ServiceArea::Around { radius_metres, .. } => format!("{:.0} km around", radius_metres / 1000.0),
        ServiceArea::Polygon { name, .. } => name.clone().unwrap_or_else(|| "an area on a map".to_owned()),
    }
}

fn schedule(service: &Service) -> String {
    if service.schedule.always_open {
        return "always open".to_owned();
    }
    if let Some(text) = &service.schedule.text {
        return shortened(text);
    }
    service.schedule.sessions.iter().take(8).map(session).collect::<Vec<_>>().join(", ")
}

fn session(session: &Session) -> String {
    let days = match &session.recurrence {
        Recurrence::Weekly { days, interval, .. } => {
            format!("{}{}", days_for_people(*days), if *interval > 1 { " (not every week)" } else { "" })
        }
        Recurrence::MonthlyByDay { days, .. } => format!("{} (monthly)", days_for_people(*days)),
        Recurrence::MonthlyByDate { .. } => "monthly".to_owned(),
        Recurrence::Dated { dates } => dates
            .iter()
            .take(4)
            .map(|date| date.strftime("%-d %B %Y").to_string())
            .collect::<Vec<_>>()
            .join(" and "),
    };
    let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    match (session.opens_at, session.closes_at) {
        (Some(opens), Some(closes)) => format!("{days} {} to {}", time(opens), time(closes)),
        (Some(opens), None) => format!("{days} {}", time(opens)),
        _ => days,
    }
}

fn days_for_people(days: Weekdays) -> String {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    if days == Weekdays::ALL {
        return "every day".to_owned();
    }
    if days == Weekdays::MONDAY_TO_FRIDAY {
        return "Monday to Friday".to_owned();
    }
    days.iter().map(|day| NAMES[day.to_monday_zero_offset() as usize]).collect::<Vec<_>>().join(" and ")
}

fn cost(service: &Service) -> String {
    if let Some(text) = &service.cost.text {
        return shortened(text);
    }
    match service.cost.kind {
        CostKind::Free => "free".to_owned(),
        CostKind::Donation => "by donation".to_owned(),
        CostKind::Paid => service.cost.lowest_pence().map_or_else(
            || "there is a charge".to_owned(),
            |pence| format!("£{}.{:02}", pence / 100, pence % 100),
        ),
        CostKind::NotStated => String::new(),
    }
}

fn eligibility(service: &Service) -> String {
    let eligibility = &service.eligibility;
    if let Some(text) = &eligibility.text {
        return shortened(text);
    }
    let ages = match (eligibility.minimum_age, eligibility.maximum_age) {
        (Some(from), Some(to)) => Some(format!("ages {from} to {to}")),
        (Some(from), None) => Some(format!("ages {from} and over")),
        (None, Some(to)) => Some(format!("ages up to {to}")),
        (None, None) => None,
    };
    let gender = eligibility.gender.map(|gender| match gender {
        Gender::Women => "women and girls only".to_owned(),
        Gender::Men => "men and boys only".to_owned(),
        Gender::Everyone => "everyone".to_owned(),
    });
    [ages, gender, eligibility.not_for.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn accessibility(service: &Service) -> String {
    let facts = service.accessibility.facts.iter().map(|(feature, fact)| {
        let name = serde_json::to_value(feature).ok().and_then(|value| value.as_str().map(str::to_owned));
        format!("{} {}", name.unwrap_or_default().replace('_', " "), if *fact { "yes" } else { "no" })
    });
    facts.chain(service.accessibility.text.as_deref().map(shortened)).collect::<Vec<_>>().join(", ")
}

/// A status in words.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "running",
        Status::TemporarilyClosed => "closed for now",
        Status::Inactive => "not running",
        Status::Defunct => "ended",
    }
}
