//! Gathers what a page shows of a service: its meetings, its publishers, its neighbours.

use jiff::civil::DateTime;
use jiff::{ToSpan, Zoned};
use model::calendar::Nation;
use model::confidence::{Confidence, Trust, confidence};
use model::identifier::ServiceId;
use model::occurrence::occurrences;
use model::service::Service;
use search::answer::{Hit, NextSession};
use search::ask::{Ask, LaneKind};
use search::catalogue::Catalogue;

use crate::pages::service::ServicePage;
use crate::view::View;

/// A service as the pages of a list show it.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The service.
    pub service: Service,
    /// Its next meetings.
    pub next: Vec<NextSession>,
    /// How sure one may be today.
    pub confidence: Confidence,
    /// Its first concept, for people.
    pub kind: Option<String>,
}

/// How many next dates a page shows.
const DATES: usize = 6;
/// How far ahead dates are looked for, in days.
const AHEAD_DAYS: i32 = 92;

/// The nation whose bank holidays hold for a service.
pub fn nation(service: &Service) -> Option<Nation> {
    let located = service.locations.iter().find_map(|place| place.located.as_ref())?;
    Nation::of_area(located.authority.as_ref()?)
}

/// The next meetings of a service, at most `most`.
pub fn next_meetings(service: &Service, now: &Zoned, most: usize) -> Vec<NextSession> {
    let from = now.datetime();
    let until = from.checked_add(AHEAD_DAYS.days()).unwrap_or(DateTime::MAX);
    meetings(service, from, until).into_iter().take(most).collect()
}

/// The meetings of a service between two moments.
pub fn meetings(service: &Service, from: DateTime, until: DateTime) -> Vec<NextSession> {
    if service.schedule.sessions.is_empty() {
        return Vec::new();
    }
    occurrences(&service.schedule, nation(service), from, until).into_iter().map(NextSession::from).collect()
}

/// Everything the page of a service shows.
pub fn service_page<'a>(
    catalogue: &'a Catalogue,
    view: &View,
    service: &'a Service,
    similar: Vec<Hit>,
    is_reported: bool,
) -> ServicePage<'a> {
    let publishers = catalogue.sources().iter().map(|report| &report.source);
    let related = service
        .related
        .iter()
        .take(12)
        .filter_map(|related| Some((related.relation, related.id, catalogue.service(related.id)?.name)));
    ServicePage {
        service,
        confidence: confidence(&Trust::of(service), view.now.date()),
        next: next_meetings(service, &view.now, DATES),
        sources: publishers.filter(|info| service.records.iter().any(|r| r.source == info.id)).collect(),
        categories: service
            .categories
            .iter()
            .map(|id| (id.clone(), catalogue.vocabulary().label(id).to_owned()))
            .collect(),
        related: related.collect(),
        similar,
        is_reported,
    }
}

/// Up to four others of its first kind near its first place.
pub fn similar(catalogue: &Catalogue, view: &View, service: &Service) -> Vec<Hit> {
    let (Some(kind), Some(located)) =
        (service.categories.first(), service.locations.iter().find_map(|place| place.located.as_ref()))
    else {
        return Vec::new();
    };
    let ask = Ask {
        point: Some(located.point),
        lane: Some(LaneKind::NearYou),
        per_page: 8,
        ..Ask::of(catalogue.vocabulary().label(kind))
    };
    let question = catalogue.understand(&ask, &view.now);
    let answer = catalogue.answer(&question, &view.now);
    let hits =
        answer.lanes.into_iter().filter(|lane| lane.kind == LaneKind::NearYou).flat_map(|lane| lane.hits);
    hits.filter(|hit| hit.id != service.id).take(4).collect()
}

/// A service as a list shows it.
pub fn chosen(catalogue: &Catalogue, view: &View, service: Service) -> Chosen {
    Chosen {
        next: next_meetings(&service, &view.now, 3),
        confidence: confidence(&Trust::of(&service), view.now.date()),
        kind: service.categories.first().map(|id| catalogue.vocabulary().label(id).to_owned()),
        service,
    }
}

/// The services of a list that are still there, in its order.
pub fn chosen_of(catalogue: &Catalogue, view: &View, list: &[ServiceId]) -> Vec<Chosen> {
    let services = list.iter().filter_map(|id| catalogue.service(*id));
    services.map(|service| chosen(catalogue, view, service)).collect()
}
