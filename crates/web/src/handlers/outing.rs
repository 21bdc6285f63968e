//! What is on this week, and everything by concept and district.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::ToSpan;
use model::identifier::ConceptId;
use search::answer::Answer;
use search::ask::{Ask, LaneKind};

use crate::base_map::BASE_MAP;
use crate::gather::meetings;
use crate::pages::problem::Problem;
use crate::pages::whats_on::Outing;
use crate::pages::{browse as browse_page, whats_on as whats_on_page};
use crate::params::SearchParams;
use crate::request::{Visit, answer, apart, page, wrong};
use crate::state::Shared;
use crate::view::View;

/// How many services are looked through for meetings.
const MOST_SERVICES: u32 = 100;
/// How many meetings a page shows.
const MOST_OUTINGS: usize = 150;

/// The next seven days near a place.
pub async fn whats_on(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let view = visit.view.clone();
    if params.is_empty() {
        return page(whats_on_page::draw(&view, &params, None, &[]));
    }
    let made = apart(&visit.view, move || {
        let asked = params.ask();
        let q = format!("{} in the next 7 days", asked.q.trim());
        let ask = Ask { q, lane: Some(LaneKind::NearYou), per_page: MOST_SERVICES, page: 1, ..asked };
        let answer = answer(&state, &ask, &view);
        let outings = outings(&state, &view, &answer);
        page(whats_on_page::draw(&view, &params, Some(&answer), &outings))
    });
    made.await.unwrap_or_else(|response| response)
}

fn outings(state: &Shared, view: &View, answer: &Answer) -> Vec<Outing> {
    let catalogue = state.catalogue.load();
    let now = view.now.datetime();
    let until = now.checked_add(7.days()).unwrap_or(now);
    let mut found = Vec::new();
    for hit in answer.lanes.iter().flat_map(|lane| &lane.hits) {
        let Some(service) = catalogue.service(hit.id) else { continue };
        for at in meetings(&service, now, until) {
            found.push(Outing { at, hit: hit.clone() });
        }
    }
    found.sort_by_key(|outing| outing.at.starts);
    found.truncate(MOST_OUTINGS);
    found
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
pub async fn browse_concept(State(state): State<Shared>, Path(path): Path<String>, visit: Visit) -> Response {
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
