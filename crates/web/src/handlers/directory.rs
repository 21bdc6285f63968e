//! What leaves the web: the neighbourhood directory and the offline pack.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use search::answer::Hit;
use search::ask::{Ask, LaneKind, Sort};

use crate::base_map::BASE_MAP;
use crate::pages::directory::{self as directory_page, Booklet};
use crate::pages::problem::Problem;
use crate::pages::{offline as offline_page, pack as pack_page, paper};
use crate::params::SearchParams;
use crate::request::{Visit, answer, apart, file, page, wrong};
use crate::state::Shared;
use crate::view::View;

/// Entries of a booklet at most.
const MOST_ENTRIES: usize = 400;
/// Rows asked for at a time.
const ROWS: u32 = 100;

/// The form, and the booklet of a place.
pub async fn directory(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let is_large = crate::params::value_of(&visit.query, "large").is_some();
    let view = visit.view.clone();
    if params.near.trim().is_empty() {
        return page(directory_page::draw(&view, None, is_large));
    }
    let made = apart(&visit.view, move || {
        let booklet = booklet(&state, &view, &params);
        page(directory_page::draw(&view, Some(&booklet), is_large))
    });
    made.await.unwrap_or_else(|response| response)
}

/// The booklet as PDF.
pub async fn pdf(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let is_large = crate::params::value_of(&visit.query, "large").is_some();
    let view = visit.view.clone();
    if params.near.trim().is_empty() {
        return wrong(&view, Problem::BadRequest);
    }
    let made = apart(&visit.view, move || {
        let booklet = booklet(&state, &view, &params);
        file("directory.pdf", "application/pdf", paper::booklet(&view, &booklet, is_large))
    });
    made.await.unwrap_or_else(|response| response)
}

/// Every service one can go to within reach, by the theme of its first concept.
fn booklet(state: &Shared, view: &View, params: &SearchParams) -> Booklet {
    let catalogue = state.catalogue.load();
    let within = if params.within.is_empty() { "1".to_owned() } else { params.within.clone() };
    let asked = SearchParams { within: within.clone(), ..params.clone() }.ask();
    let mut sections: BTreeMap<String, Vec<Hit>> = BTreeMap::new();
    let (mut taken, mut total, mut place, mut notes) = (0, 0, params.near.clone(), Vec::new());
    for number in 1.. {
        let ask = Ask {
            lane: Some(LaneKind::NearYou),
            sort: Sort::Nearest,
            per_page: ROWS,
            page: number,
            ..asked.clone()
        };
        let answer = answer(state, &ask, view);
        if number == 1 {
            total = answer.lanes.iter().map(|lane| lane.total.number).sum();
            notes.clone_from(&answer.reading.notes);
            if let Some(chip) =
                answer.reading.chips.iter().find(|chip| chip.kind == search::question::ChipKind::Place)
            {
                place = chip.label.trim_start_matches("near ").trim_start_matches("in ").to_owned();
            }
        }
        let hits: Vec<Hit> = answer.lanes.into_iter().flat_map(|lane| lane.hits).collect();
        let is_last = hits.len() < ROWS as usize;
        for hit in hits {
            let title = match hit.categories.first() {
                Some(concept) => catalogue.vocabulary().label(concept).to_owned(),
                None => view.say("directory-other").to_owned(),
            };
            sections.entry(title).or_default().push(hit);
            taken += 1;
        }
        if is_last || taken >= MOST_ENTRIES {
            break;
        }
    }
    Booklet {
        near: params.near.clone(),
        within,
        place,
        sections: sections.into_iter().collect(),
        made: view.now.date(),
        is_cut: (taken as u64) < total,
        notes,
    }
}

/// What the pack is, and a pack for each district.
pub async fn offline(visit: Visit) -> Response {
    page(offline_page::draw(&visit.view))
}

/// What the pack's own script needs; nothing is loaded, so nothing can be.
const PACK_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; \
                           base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// One file with a district's services and a search inside.
pub async fn pack(State(state): State<Shared>, Path(area): Path<String>, visit: Visit) -> Response {
    let view = visit.view.clone();
    let Some(district) = BASE_MAP.area(area.trim_end_matches(".html")) else {
        return wrong(&view, Problem::NotFound);
    };
    let made = apart(&visit.view, move || {
        let text = pack_page::draw(&view, &state.catalogue.load(), district);
        let name = format!("attachment; filename=\"fingerpost-{}.html\"", district.code);
        let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response();
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PACK_POLICY));
        if let Ok(name) = HeaderValue::from_str(&name) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        response
    });
    made.await.unwrap_or_else(|response| response)
}
