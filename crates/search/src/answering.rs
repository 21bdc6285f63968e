//! From a question to an answer: which lanes, how far, the rows, the counts, and what is said about it.

mod lane;

use jiff::Zoned;
use model::identifier::AreaCode;
use model::place::METRES_PER_MILE;
use model::vocabulary::ConceptKind;
use rustc_hash::FxHashSet;

use crate::answer::{Answer, Count, FacetCounts, FacetValue, Hidden, Lane, NearMiss, Work};
use crate::ask::{LaneKind, Sort};
use crate::asked_from::{REACHES_MILES, asked_from};
use crate::catalogue::Catalogue;
use crate::compile;
use crate::facets::{FACETS, TOPIC, theme};
use crate::find::{Budget, Counts, Ground, Order, Query, Space, Top};
use crate::geometry::{Spot, chord2_of_metres};
use crate::question::{Question, Reach};
use crate::rank::{self, Decay};
use crate::tree::Range;
use crate::{audience, lane_order, near_misses, safety, when};

/// Fewer than this near somebody, and the reach is widened where it was not chosen.
const FEW: u64 = 5;

/// Relaxations that are counted; each costs an answer.
const MOST_RELAXATIONS: usize = 6;

/// Rows a page of a question of which only the counts are wanted; whoever asks has at least one.
const NO_ROWS: u32 = 0;

/// Deepest row that can be paged to.
const DEEPEST_ROW: usize = 10_000;

/// Said where the work of a question was cut.
pub const CUT: &str =
    "So much matches that only a part was looked through. Add a place or another word to see the rest.";

/// Answers a question; where it brings little, with the smallest relaxations and what each would bring. All
/// together take no more than so much work.
pub fn answer_within(catalogue: &Catalogue, question: &Question, now: &Zoned, most: Work) -> Answer {
    let budget = &compile::budget(most);
    let mut answer = answer_as_asked(catalogue, question, now, budget);
    let reading = &question.reading;
    let repaired = reading.repaired.as_deref().unwrap_or_default();
    answer.crisis = safety::crisis(&reading.typed).or_else(|| safety::crisis(repaired));
    let found = total(&answer);
    if found < near_misses::LITTLE && question.lane.is_none() && question.page <= 1 {
        for relaxed in near_misses::relaxations(&question.ask, question).into_iter().take(MOST_RELAXATIONS) {
            let mut counted = catalogue.understand(&relaxed.ask, now);
            counted.per_page = NO_ROWS;
            let relaxed_answer = answer_as_asked(catalogue, &counted, now, budget);
            let more = total(&relaxed_answer).saturating_sub(found);
            if more > 0 {
                let is_about = relaxed_answer.lanes.iter().any(|lane| lane.total.is_about);
                let count = Count { number: more, is_about };
                answer.near_misses.push(NearMiss { label: relaxed.label, count, ask: relaxed.ask });
            }
        }
    }
    answer.work = budget.spent.work();
    answer
}

fn total(answer: &Answer) -> u64 {
    answer.lanes.iter().map(|lane| lane.total.number).sum()
}

fn answer_as_asked(catalogue: &Catalogue, question: &Question, now: &Zoned, budget: &Budget) -> Answer {
    let today = now.date();
    let priors = rank::priors(today).for_audiences(audience::asked(question, &catalogue.vocabulary));
    let mut query = compile::query(&catalogue.parts, question, priors, budget);
    let mut answer = Answer { reading: question.reading.clone(), ..Answer::default() };
    // What was taken down counts as shown already, so that no lane shows it.
    let mut shown = catalogue.hidden_numbers();
    let mut all = Vec::new();
    let mut plans = Vec::new();
    let mut was_cut = false;
    let mut strengths = Vec::new();
    let own_phrases = query.phrases.len();
    let mut knows_place_words = false;
    for kind in lanes_of(catalogue, question) {
        if kind != LaneKind::NearYou && !knows_place_words {
            query.phrases.extend(compile::place_phrases(&catalogue.parts, question));
            knows_place_words = true;
        }
        if question.lane.is_some_and(|only| only != kind) {
            continue;
        }
        let (lane, counts, top) = match kind {
            LaneKind::NearYou => {
                near_you(catalogue, question, &mut query, now, &mut shown, &mut answer.notices)
            }
            LaneKind::CoversYou => {
                let ranges = covering(catalogue, question);
                elsewhere(catalogue, question, &mut query, now, &mut shown, kind, &ranges)
            }
            LaneKind::Anywhere => {
                let [places, areas, drawn, _] = catalogue.parts.manifest.documents;
                let start = places + areas + drawn;
                let all = Range { start, end: catalogue.parts.manifest.all_documents(), is_inside: true };
                elsewhere(catalogue, question, &mut query, now, &mut shown, kind, &[all])
            }
        };
        was_cut |= top.was_cut || counts.is_cut;
        plans.push(format!("{}: {}, {} looked at", kind.key(), top.plan, top.looked_at));
        strengths.push(lane_order::strength(&query, own_phrases, kind, question.origin.as_ref(), &top));
        all.push(counts);
        answer.lanes.push(lane);
    }
    if question.origin.is_some() && question.sort == Sort::Best {
        lane_order::put_better_first(&mut answer.lanes, &strengths);
    }
    if was_cut {
        answer.notices.push(CUT.to_owned());
    }
    if question.explain {
        answer.plan = Some(plans.join("; "));
    }
    if question.per_page != NO_ROWS {
        answer.facets = facet_counts(catalogue, question, &all);
    }
    for (place, test) in query.tests.iter().enumerate() {
        let count = all.iter().map(|counts| counts.hidden.get(place).copied().unwrap_or(0)).sum();
        if count > 0 {
            answer.hidden.push(Hidden { count, reason: test.reason.clone() });
        }
    }
    answer
}

/// The lanes in the order they are shown: nearest first, and where no place was given, what helps from
/// anywhere before places all over the country.
fn lanes_of(catalogue: &Catalogue, question: &Question) -> [LaneKind; 3] {
    let is_need =
        question.concepts.iter().filter_map(|asked| catalogue.vocabulary.concept(&asked.concept)).any(
            |concept| {
                matches!(concept.kind, ConceptKind::Need | ConceptKind::Condition | ConceptKind::Service)
            },
        );
    if question.origin.is_none() && is_need {
        return [LaneKind::Anywhere, LaneKind::CoversYou, LaneKind::NearYou];
    }
    LaneKind::ALL
}

fn near_you(
    catalogue: &Catalogue,
    question: &Question,
    query: &mut Query<'_>,
    now: &Zoned,
    shown: &mut FxHashSet<u32>,
    notices: &mut Vec<String>,
) -> (Lane, Counts, Top) {
    let parts = &catalogue.parts;
    let places = parts.manifest.documents[0];
    let Some(origin) = &question.origin else {
        let everywhere = [Range { start: 0, end: places, is_inside: true }];
        return elsewhere(catalogue, question, query, now, shown, LaneKind::NearYou, &everywhere);
    };
    let taken = shown.clone();
    let from = Spot::of(origin.point);
    let (asked_from, suited_ground) = asked_from(catalogue, origin.point, origin.radius_metres);
    let (suited, mut known) = (asked_from.suited_metres, Some(suited_ground));
    let area = origin.within_area.as_ref().and_then(|code| catalogue.gazetteer.area(code));
    let mut metres = match (question.reach, &area) {
        (Reach::WithinMetres(metres), _) => metres,
        (Reach::Suited, Some(area)) => {
            [area.south_west, area.north_east]
                .iter()
                .map(|corner| corner.distance_metres(&origin.point))
                .fold(1_000.0, f64::max)
                * 1.2
        }
        (Reach::Suited, None) => suited,
    };
    let decay = Decay { half_metres: asked_from.half_metres };
    let order = match question.sort {
        Sort::Nearest => Order::Nearest,
        Sort::Best => Order::Best(Some(decay)),
        Sort::Name => Order::Name,
    };
    let within_area = |service: u32| match (&area, &origin.within_area) {
        (Some(_), Some(code)) => lies_in(catalogue, service, code),
        _ => true,
    };
    let places_end = Range { start: places, end: parts.manifest.all_documents(), is_inside: true };
    let mut nothing_elsewhere = None;
    let may_widen = question.reach == Reach::Suited && area.is_none();
    let mut wider = |total: u64, metres: f64, query: &mut Query<'_>| {
        let mut reaches = REACHES_MILES.iter().map(|miles| miles * METRES_PER_MILE);
        let wider = reaches.find(|wider| may_widen && total < FEW && *wider > metres * 1.2)?;
        let is_nowhere = total == 0
            && *nothing_elsewhere.get_or_insert_with(|| {
                let all = std::mem::replace(&mut query.all, true);
                let is_nothing = query.count(&Space::Ranges(&[places_end]).ground(parts)).total == 0;
                query.all = all;
                is_nothing
            });
        let widest = (rank::WIDEST_REACH_MILES * METRES_PER_MILE).max(suited * 2.0);
        (is_nowhere || wider <= widest).then_some(wider)
    };
    let (counts, top) = loop {
        let space = Space::Circle { from, within: chord2_of_metres(metres) };
        let ground = known.take().filter(|known| known.space == space);
        let ground = ground.unwrap_or_else(|| space.ground(parts));
        let counts = counted(query, &ground);
        // Which they are does not matter before the reach is wide enough; when they are may.
        if question.when.is_none()
            && let Some(wider) = wider(counts.total, metres, query)
        {
            metres = wider;
            continue;
        }
        let (counts, top) =
            found_in(catalogue, question, query, now, &ground, order, counts, &mut |service| {
                !taken.contains(&service) && within_area(service)
            });
        match wider(counts.total, metres, query) {
            Some(wider) => metres = wider,
            None => break (counts, top),
        }
    };
    if question.reach == Reach::Suited && area.is_none() && metres > suited * 1.1 && counts.total > 0 {
        notices
            .push(format!("Little is near, so this looks up to {:.0} miles away.", metres / METRES_PER_MILE));
    }
    // Who asks for all of Suffolk is not told how far its corners are.
    let within = (area.is_none() || question.reach != Reach::Suited).then_some(metres);
    let lane = lane::lane(catalogue, question, query, now, shown, LaneKind::NearYou, &top, &counts, within);
    (lane, counts, top)
}

fn order_without_distance(question: &Question) -> Order {
    match question.sort {
        Sort::Name => Order::Name,
        Sort::Best | Sort::Nearest => Order::Best(None),
    }
}

fn lies_in(catalogue: &Catalogue, service: u32, code: &AreaCode) -> bool {
    let row = catalogue.parts.row(service);
    row.is_some_and(|row| {
        row.places
            .iter()
            .filter_map(|place| place.point)
            .any(|point| catalogue.gazetteer.contains(code, point))
    })
}

/// The documents of areas that hold the place asked from; of all areas when no place was asked.
fn covering(catalogue: &Catalogue, question: &Question) -> Vec<Range> {
    let manifest = &catalogue.parts.manifest;
    let [places, areas, drawn, _] = manifest.documents;
    let Some(origin) = &question.origin else {
        return vec![Range { start: places, end: places + areas + drawn, is_inside: true }];
    };
    let mut ranges: Vec<Range> = origin
        .areas
        .iter()
        .filter_map(|code| {
            let place = manifest.areas.binary_search_by(|(each, _, _)| each.as_str().cmp(&code.0)).ok()?;
            let (_, start, end) = manifest.areas[place];
            Some(Range { start, end, is_inside: true })
        })
        .collect();
    let drawn = catalogue.near.covering(&catalogue.parts, origin.point);
    ranges.extend(drawn.into_iter().map(|start| Range { start, end: start + 1, is_inside: true }));
    ranges.sort_unstable_by_key(|range| range.start);
    ranges.dedup();
    ranges
}

fn elsewhere(
    catalogue: &Catalogue,
    question: &Question,
    query: &mut Query<'_>,
    now: &Zoned,
    shown: &mut FxHashSet<u32>,
    kind: LaneKind,
    ranges: &[Range],
) -> (Lane, Counts, Top) {
    let ground = Space::Ranges(ranges).ground(&catalogue.parts);
    let before = shown.clone();
    let order = order_without_distance(question);
    let opened = ranges.first().filter(|range| range.start > 0).map(|range| query.stand_at(range.start));
    let counts = counted(query, &ground);
    let (counts, top) = found_in(catalogue, question, query, now, &ground, order, counts, &mut |service| {
        !before.contains(&service)
    });
    let lane = lane::lane(catalogue, question, query, now, shown, kind, &top, &counts, None);
    if let Some(opened) = opened {
        query.go_back(opened);
    }
    (lane, counts, top)
}

/// Counts what has everything asked; where that is little and several parts were asked, what has any part.
/// The query is left at which of the two it was.
fn counted(query: &mut Query<'_>, ground: &Ground<'_>) -> Counts {
    query.all = true;
    let counts = query.count(ground);
    if counts.total < FEW && query.slots.len() >= 2 {
        query.all = false;
        return query.count(ground);
    }
    counts
}

/// What was [`counted`]: the first of it, and the counts without what falls at other times.
#[expect(clippy::too_many_arguments, reason = "each is a different thing an order is made from")]
fn found_in(
    catalogue: &Catalogue,
    question: &Question,
    query: &Query<'_>,
    now: &Zoned,
    ground: &Ground<'_>,
    order: Order,
    mut counts: Counts,
    accept: &mut dyn FnMut(u32) -> bool,
) -> (Counts, Top) {
    // Only where a time was asked do rows say how many there are.
    if question.per_page == NO_ROWS && question.when.is_none() {
        return (counts, Top::nothing());
    }
    // Days and parts of days stand in the marks; whether a session truly falls there, its row tells.
    let mut falls_elsewhere: FxHashSet<u32> = FxHashSet::default();
    let mut fits = |service: u32| {
        if !accept(service) || falls_elsewhere.contains(&service) {
            return false;
        }
        let fits = question.when.is_none()
            || catalogue.parts.row(service).is_none_or(|row| when::fits(question, &row, now));
        if !fits {
            falls_elsewhere.insert(service);
        }
        fits
    };
    let limit = question.page.max(1) as usize * question.per_page.clamp(1, 100) as usize;
    let limit = limit.next_multiple_of(rank::TURNS_AMONG_ROWS).min(DEEPEST_ROW);
    let top = query.top(ground, order, limit, &mut fits);
    when::leave_out(falls_elsewhere.len() as u64, limit, query, &mut counts);
    (counts, top)
}

fn facet_counts(catalogue: &Catalogue, question: &Question, all: &[Counts]) -> Vec<FacetCounts> {
    let is_about = all.iter().any(|counts| counts.is_about);
    let is_chosen = |key: &str, value: &str| {
        question.filters.iter().any(|(facet, values)| facet == key && values.iter().any(|each| each == value))
    };
    let mut facets: Vec<FacetCounts> = Vec::with_capacity(FACETS.len() + 1);
    let topics = &catalogue.parts.manifest.topics;
    let topic_values = topics.iter().enumerate().filter_map(|(place, topic)| {
        let number: u64 = all.iter().map(|counts| counts.topics[place]).sum();
        let is_chosen = is_chosen(TOPIC, topic);
        (number > 0 || is_chosen).then(|| {
            let (key, label) = match theme(topic) {
                Some((key, label)) => (key.into(), label.into()),
                None => (topic.clone().into(), topic.clone().into()),
            };
            FacetValue { key, label, count: Count { number, is_about }, is_chosen }
        })
    });
    facets.push(FacetCounts { key: TOPIC, label: "About", values: topic_values.collect() });
    for facet in &FACETS {
        let values = facet.values.iter().filter_map(|value| {
            let number: u64 = all.iter().map(|counts| counts.bits[usize::from(value.bit)]).sum();
            let is_chosen = is_chosen(facet.key, value.key);
            (number > 0 || is_chosen).then(|| FacetValue {
                key: value.key.into(),
                label: value.label.into(),
                count: Count { number, is_about },
                is_chosen,
            })
        });
        facets.push(FacetCounts { key: facet.key, label: facet.label, values: values.collect() });
    }
    facets
}
