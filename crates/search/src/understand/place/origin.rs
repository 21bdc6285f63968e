//! From where distances are measured: the place box, a point handed over, or what the question said.

use model::identifier::AreaCode;
use model::place::{Point, Precision};

use super::super::filters::OWN_COUNCIL;
use super::super::tokens::tokens as tokens_of;
use super::super::{Context, Parts};
use super::postcode::from_postcode;
use super::{Found, OTHER_PLACES, choice, choose, fold, longest_name, qualifier_length};
use crate::ask::Ask;
use crate::question::{ChipKind, Origin, PlaceChoice, Question};

/// The place box and a point handed over win over what was read from the question.
pub(in super::super) fn put_origin(question: &mut Question, ask: &Ask, context: &Context<'_>) {
    if let Some(point) = ask.point {
        question.origin = Some(here(point, context));
        question.reading.other_places.clear();
    } else if let Some(near) = ask.near.as_deref().map(str::trim).filter(|near| !near.is_empty()) {
        question.reading.other_places.clear();
        question.origin = None;
        match from_box(near, context) {
            Ok(found) => {
                question.origin = Some(found.origin);
                question.reading.notes.extend(found.notes);
                question.reading.other_places = found.others;
            }
            Err(others) => {
                let end = if others.is_empty() {
                    "Try a postcode or the nearest town."
                } else {
                    "Did you mean one of these?"
                };
                question.reading.notes.push(format!("We do not know a place called “{near}”. {end}"));
                question.reading.other_places = others;
            }
        }
    }
    let asks_near_me =
        question.reading.chips.iter().any(|chip| chip.kind == ChipKind::Place && chip.label == "near you");
    if asks_near_me && question.origin.is_none() {
        question
            .reading
            .notes
            .push("Say where you are – a postcode or a town – to see what is nearest.".to_owned());
    }
    must_be_own_council(question);
}

/// Statutory services are one's own council's, even if another's is nearer.
fn must_be_own_council(question: &mut Question) {
    const STATUTORY: [&str; 4] =
        ["place/council", "care/social-care", "transport/blue-badge", "place/registrar"];
    let is_statutory = question.concepts.iter().any(|asked| STATUTORY.contains(&asked.concept.0.as_str()));
    let is_own = is_statutory || question.filters.iter().any(|(key, _)| key == OWN_COUNCIL);
    let origin = question.origin.as_mut().filter(|origin| is_own && origin.within_area.is_none());
    if let Some(origin) = origin {
        origin.within_area = origin.areas.iter().find(|code| is_authority(code)).cloned();
    }
}

/// Codes of local authority districts in all nations, of every kind.
fn is_authority(code: &AreaCode) -> bool {
    ["E06", "E07", "E08", "E09", "N09", "S12", "W06"].iter().any(|kind| code.0.starts_with(kind))
}

fn here(point: Point, context: &Context<'_>) -> Origin {
    let label = context.gazetteer.label_at(point).map_or("you".to_owned(), |label| format!("you, {label}"));
    let areas = context.gazetteer.areas_at(point);
    Origin { point, radius_metres: 0.0, precision: Precision::Source, label, areas, within_area: None }
}

fn from_box(near: &str, context: &Context<'_>) -> Result<Found, Vec<PlaceChoice>> {
    let gazetteer = context.gazetteer;
    if near.bytes().any(|byte| byte.is_ascii_digit())
        && let Some(found) = from_postcode(&gazetteer.find_postcode(near), near, context)
    {
        return Ok(found);
    }
    let (first, rest) = near.split_once(',').unwrap_or((near, ""));
    let places = gazetteer.places_named(first.trim());
    let wanted = fold(near);
    let which = places.iter().position(|place| fold(&place.label) == wanted);
    if let Some(which) = which {
        return Ok(choose(places, Some(&(which, 0)), false, context).0);
    }
    if !places.is_empty() && rest.trim().is_empty() {
        return Ok(choose(places, None, false, context).0);
    }
    let tokens = tokens_of(near);
    let parts = Parts::new(tokens.len());
    if let Some((length, places)) = tokens.first().and_then(|_| longest_name(&tokens, 0, context, &parts)) {
        let qualifier = qualifier_length(&tokens, length, &places);
        if length == tokens.len() || qualifier.is_some() {
            return Ok(choose(places, qualifier.as_ref(), false, context).0);
        }
        return Ok(choose(places, None, false, context).0);
    }
    let similar = gazetteer.similar_places(first.trim(), OTHER_PLACES);
    Err(similar.into_iter().map(choice).collect())
}
