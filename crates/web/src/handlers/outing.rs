//! What is on this week, and everything by concept and district.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use model::confidence::ConfidenceLabel;
use model::identifier::ConceptId;
use search::answer::Answer;
use search::ask::{Ask, LaneKind};
use search::question::When;

use crate::asking;
use crate::base_map::BASE_MAP;
use crate::gather::meetings;
use crate::pages::problem::Problem;
use crate::pages::whats_on::Outing;
use crate::pages::{browse as browse_page, whats_on as whats_on_page};
use crate::params::SearchParams;
use crate::request::{Visit, answer, apart, page, without_final_slash, wrong};
use crate::state::Shared;
use crate::view::View;

/// How many services are looked through for meetings.
const MOST_SERVICES: u32 = 100;

/// The next seven days near a place.
pub async fn whats_on(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let view = visit.view.clone();
    if params.is_empty() {
        return page(whats_on_page::draw(&view, &params, None, &[]));
    }
    let made = apart(&visit.view, move || {
        let asked = params.ask();
        let ask = Ask { per_page: MOST_SERVICES, page: 1, ..asked };
        let answer = answer_within_a_week(&state, &view, &ask);
        let outings = outings(&state, &view, &answer);
        page(whats_on_page::draw(&view, &params, Some(&answer), &outings))
    });
    made.await.unwrap_or_else(|response| response)
}

/// What one can go to on one of seven days, today included; a time in the question itself comes first.
fn answer_within_a_week(state: &Shared, view: &View, ask: &Ask) -> Answer {
    let catalogue = state.catalogue.load();
    let ask = Ask { lane: Some(LaneKind::NearYou), ..ask.clone() };
    let mut question = asking::understand(&state.telemetry, &catalogue, &ask, &view.now);
    let when = question.when.get_or_insert_with(When::default);
    if when.dates.is_none() && !when.now {
        when.dates = Some((view.now.date(), days_on(view.now.date(), 6)));
    }
    asking::answer(&state.telemetry, &catalogue, &question, &view.now)
}

fn days_on(today: Date, days: i64) -> Date {
    today.checked_add(days.days()).unwrap_or(today)
}

/// The meetings of the services of an answer within seven days, today included; on each day those with a
/// stated time first.
fn outings(state: &Shared, view: &View, answer: &Answer) -> Vec<Outing> {
    let catalogue = state.catalogue.load();
    let now = view.now.datetime();
    let until = DateTime::from_parts(days_on(now.date(), 7), Time::midnight());
    let mut found = Vec::new();
    for hit in answer.lanes.iter().flat_map(|lane| &lane.hits) {
        let Some(service) = catalogue.service(hit.id) else { continue };
        for at in meetings(&service, now, until) {
            found.push(Outing { at, hit: hit.clone() });
        }
    }
    found.retain(|outing| outing.at.starts.date() >= now.date() && outing.at.starts < until);
    found.sort_by_key(|outing| (outing.at.starts.date(), !outing.has_time(), outing.at.starts));
    found
}

/// What the first page shows of a week, when nobody has said where they are: one thing of each kind.
const KINDS: [&str; 10] = [
    "singing",
    "walking group",
    "coffee morning",
    "crafts",
    "lunch club",
    "chair exercise",
    "gardening",
    "dance",
    "bell ringing",
    "library",
];
/// Rows of it.
const ROWS: usize = 6;

/// A few things on this week, each of another kind and on another day as far as there are days. It is the
/// same for everybody, so it is made once an hour and once for each index.
pub fn this_week(state: &Shared, view: &View) -> Vec<Outing> {
    let key = (state.catalogue.load().manifest().snapshot.clone(), view.now.date(), view.now.hour());
    let known = state.week.lock().ok().and_then(|week| week.clone()).filter(|(made_for, _)| *made_for == key);
    let mut shown = match known {
        Some((_, outings)) => outings,
        None => {
            let outings = choose_week(state, view);
            if let Ok(mut week) = state.week.lock() {
                *week = Some((key, outings.clone()));
            }
            outings
        }
    };
    let catalogue = state.catalogue.load();
    shown.retain(|outing| catalogue.service(outing.hit.id).is_some());
    shown
}

fn choose_week(state: &Shared, view: &View) -> Vec<Outing> {
    let mut chosen: Vec<Outing> = Vec::new();
    let mut days = BTreeSet::new();
    for kind in KINDS {
        let ask = Ask { per_page: 30, ..Ask::of(kind) };
        let answer = answer_within_a_week(state, view, &ask);
        let may_be_shown = |outing: &&Outing| {
            let is_sure =
                matches!(outing.hit.confidence.label, ConfidenceLabel::Confirmed | ConfidenceLabel::Probable);
            is_sure
                && outing.has_time()
                && outing.at.starts > view.now.datetime()
                && !outing.at.is_only_possible
        };
        let all = outings(state, view, &answer);
        let able: Vec<&Outing> = all
            .iter()
            .filter(may_be_shown)
            .filter(|outing| chosen.iter().all(|other| other.hit.id != outing.hit.id))
            .collect();
        let on_a_new_day = able.iter().find(|outing| !days.contains(&outing.at.starts.date()));
        if let Some(outing) = on_a_new_day.or(able.first()) {
            days.insert(outing.at.starts.date());
            chosen.push((*outing).clone());
        }
        if chosen.len() == ROWS {
            break;
        }
    }
    chosen.sort_by_key(|outing| outing.at.starts);
    chosen
}

/// All concepts and districts.
pub async fn browse(State(state): State<Shared>, visit: Visit) -> Response {
    page(browse_page::draw(&visit.view, state.catalogue.load().vocabulary()))
}

/// One district.
pub async fn browse_area(State(state): State<Shared>, Path(area): Path<String>, visit: Visit) -> Response {
    match BASE_MAP.area(&area) {
        Some(district) => {
            page(browse_page::draw_district(&visit.view, state.catalogue.load().vocabulary(), district))
        }
        None => wrong(&visit.view, Problem::NotFound),
    }
}

/// One concept, everywhere or in a district: `arts/singing`, `arts/singing/in/E08000035`.
pub async fn browse_concept(
    State(state): State<Shared>,
    Path(path): Path<String>,
    visit: Visit,
    uri: Uri,
) -> Response {
    // The address takes whatever follows, so that no other one is asked about a slash at its end.
    if let Some(elsewhere) = without_final_slash(&uri) {
        return elsewhere;
    }
    let view = visit.view.clone();
    let made = apart(&visit.view, move || {
        let (concept, area) = match path.rsplit_once("/in/") {
            Some((concept, area)) => (concept, Some(area)),
            None => (path.as_str(), None),
        };
        let catalogue = state.catalogue.load();
        let district = area.map(|area| BASE_MAP.area(area));
        let concept = catalogue.vocabulary().concept(&ConceptId(concept.to_owned()));
        let (Some(concept), None | Some(Some(_))) = (concept, district) else {
            return wrong(&view, Problem::NotFound);
        };
        let district = district.flatten();
        let ask =
            Ask { near: district.map(|district| district.name.clone()), ..Ask::of(concept.label.clone()) };
        let answer = answer(&state, &ask, &view);
        page(browse_page::draw_concept(&view, catalogue.vocabulary(), concept, district, &answer))
    });
    made.await.unwrap_or_else(|response| response)
}
