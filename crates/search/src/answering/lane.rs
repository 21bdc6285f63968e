//! One lane of an answer: its rows in turn, each with what is shown of it.

use jiff::Zoned;
use model::ternary::Ternary;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::answer::{Count, Hit, Lane, NextSession};
use crate::ask::{LaneKind, Sort};
use crate::catalogue::Catalogue;
use crate::facets;
use crate::find::{Counts, Found, Query, Top};
use crate::marks::{Says, TestKind};
use crate::question::Question;
use crate::rows::{Row, RowPlace};
use crate::{because, explain, rank, when};

/// Rows of one organisation or one name give way to others after the first few, among so many rows.
fn in_turn<'f>(catalogue: &Catalogue, found: &'f [Found]) -> Vec<&'f Found> {
    let mut in_turn = Vec::with_capacity(found.len());
    for rows in found.chunks(rank::TURNS_AMONG_ROWS) {
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        let mut later = Vec::new();
        for one in rows {
            let key = catalogue.parts.name_for_turns(one.service).unwrap_or_default().to_lowercase();
            let count = seen.entry(key).or_default();
            *count += 1;
            if *count <= rank::ROWS_OF_ONE_ORGANISATION { in_turn.push(one) } else { later.push(one) }
        }
        in_turn.extend(later);
    }
    in_turn
}

#[expect(clippy::too_many_arguments, reason = "each is a different thing a lane is drawn from")]
pub(super) fn lane(
    catalogue: &Catalogue,
    question: &Question,
    query: &Query<'_>,
    now: &Zoned,
    shown: &mut FxHashSet<u32>,
    kind: LaneKind,
    top: &Top,
    counts: &Counts,
    within_metres: Option<f64>,
) -> Lane {
    let per_page = question.per_page.clamp(1, 100) as usize;
    let start = (question.page.max(1) as usize - 1) * per_page;
    let in_turn = match question.sort {
        Sort::Best => in_turn(catalogue, &top.found),
        Sort::Nearest | Sort::Name => top.found.iter().collect(),
    };
    shown.extend(in_turn.iter().take(start + per_page).map(|found| found.service));
    let page = in_turn.into_iter().skip(start).take(per_page);
    let hits: Vec<Hit> = page.filter_map(|found| hit(catalogue, question, query, now, found)).collect();
    Lane {
        kind,
        total: Count { number: counts.total, is_about: counts.is_about },
        hits,
        within_metres: if kind == LaneKind::NearYou { within_metres } else { None },
    }
}

fn hit(
    catalogue: &Catalogue,
    question: &Question,
    query: &Query<'_>,
    now: &Zoned,
    found: &Found,
) -> Option<Hit> {
    let parts = &catalogue.parts;
    let row = parts.row(found.service)?;
    let marks = parts.marks_of(found.document);
    let is_place = found.document < parts.manifest.documents[0];
    let place = row.places.get(if is_place { usize::from(marks.place()) } else { 0 });
    // Of what comes to an area from elsewhere the area says more than where its office is.
    let place = place.filter(|place| is_place || place.point.is_some() || row.covers.is_none());
    let because = because::because(question, &row.categories);
    let next = next_session(question, &row, place, now);
    let mut asked = Vec::new();
    for (key, values) in &question.filters {
        let Some(facet) = facets::facet(key) else { continue };
        for value in values.iter().filter_map(|value| facet.value(value)) {
            let no = if key == "access" {
                (1, crate::marks::Marks::no_of_access(1 << value.bit))
            } else {
                (0, facet.all_bits())
            };
            let kind = TestKind::Bits { yes: (0, 1 << value.bit), no };
            let says = match kind.ask(&marks.words) {
                Says::Yes => Ternary::Yes,
                Says::No => Ternary::No,
                Says::NotStated => Ternary::NotStated,
            };
            asked.push((value.label.to_owned(), says));
        }
    }
    let explanation =
        if question.explain { explain::factors(question, query, found, &marks) } else { Vec::new() };
    Some(Hit {
        id: parts.id(found.service)?,
        name: row.name,
        organisation: row.organisation,
        summary: row.summary,
        categories: row.categories,
        place: place.and_then(|place| place.label.clone()),
        postcode: place.and_then(|place| place.postcode.clone()),
        point: place.and_then(|place| place.point),
        distance_metres: found.metres().filter(|_| is_place),
        other_places: row.places.len().saturating_sub(1).min(usize::from(u16::MAX)) as u16,
        covers: row.covers,
        next,
        when_text: row.schedule.text,
        cost: row.cost,
        cost_text: row.cost_text,
        joining: row.joining,
        phone: row.phone,
        website: row.website,
        asked,
        confidence: model::confidence::confidence(&row.trust, now.date()),
        status: row.status,
        nature: row.nature,
        sources: row.sources,
        because,
        explanation,
    })
}

/// The next session that fits the time asked for; of a schedule that states none, nothing.
fn next_session(
    question: &Question,
    row: &Row,
    place: Option<&RowPlace>,
    now: &Zoned,
) -> Option<NextSession> {
    if row.schedule.always_open {
        return None;
    }
    when::next(question, &row.schedule, place.and_then(|place| place.nation), now).map(NextSession::from)
}
