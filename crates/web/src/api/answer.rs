//! An answer as JSON: what `/api/search` says.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use jiff::civil::DateTime;
use model::cost::CostKind;
use model::eligibility::JoiningRoute;
use model::identifier::{ConceptId, ServiceId, SourceId};
use model::service::{Nature, Status};
use model::ternary::Ternary;
use search::answer::{Answer, Count, CrisisCard, FacetCounts, Hit, Lane, NearMiss};
use search::ask::Ask;
use search::question::{ChipKind, Reading};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::query_string;
use super::{ConfidenceDocument, PointDocument};

/// What `/api/search` answers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SearchDocument {
    /// How the question was read, and what was not understood.
    pub meta: SearchMeta,
    /// The lanes that apply, in the order to show them. They are never mixed.
    pub lanes: Vec<LaneDocument>,
    /// Counts for the filters.
    pub facets: Vec<FacetDocument>,
    /// The smallest changes to the question that bring more, when there is little.
    pub near_misses: Vec<NearMissDocument>,
    /// What was left out, and why.
    pub hidden: Vec<HiddenDocument>,
    /// Help to show above the answers: never hide it, never let it block them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crisis: Option<CrisisDocument>,
}

/// What was made of the question.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SearchMeta {
    /// The question as it was read.
    pub reading: ReadingDocument,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many rows a page of a lane has.
    pub per_page: u32,
    /// All answers of all lanes.
    pub total: CountDocument,
    /// Things to tell the person: the reach was widened, the place is not known.
    pub notices: Vec<String>,
    /// Parameters nobody here knows.
    pub ignored: Vec<String>,
    /// How the engine went about it, with `explain=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Which state of the directory answered.
    pub snapshot: String,
    /// Where licences and attributions stand.
    pub attribution: String,
}

/// The question as it was read, each part with the words it came from.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReadingDocument {
    /// What was typed.
    pub typed: String,
    /// The parts, in typed order.
    pub chips: Vec<ChipDocument>,
    /// The words as repaired, when spelling was mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repaired: Option<String>,
    /// Other places of that name.
    pub other_places: Vec<PlaceChoiceDocument>,
    /// What could not be done as asked, for people.
    pub notes: Vec<String>,
}

/// One part of a reading.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChipDocument {
    /// Send it back as `drop=` to leave this part out.
    pub key: String,
    /// `topic`, `words`, `place`, `reach`, `when`, `person`, `access`, `cost`, `how`, `route`,
    /// `without` or `language`.
    pub kind: &'static str,
    /// For people.
    pub label: String,
    /// The typed words it came from.
    pub from: String,
}

/// A place a person may have meant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlaceChoiceDocument {
    /// For people: "Newport, Isle of Wight".
    pub label: String,
    /// What to send as `near=` to mean it.
    pub near: String,
}

/// A number that is exact, or marked as "about".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountDocument {
    /// The number.
    pub number: u64,
    /// Whether it is an estimate.
    pub is_about: bool,
}

/// One lane of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LaneDocument {
    /// `near-you`, `covers-you` or `anywhere`.
    pub lane: &'static str,
    /// All its answers.
    pub total: CountDocument,
    /// The radius searched, in metres, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_metres: Option<f64>,
    /// The rows of this page.
    pub services: Vec<HitDocument>,
}

/// One service in an answer. What is absent is not stated.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HitDocument {
    /// The service's id, for `/api/services/{id}`.
    #[schema(value_type = String)]
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Who offers it, when that is not its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The beginning of its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Its first categories, as paths of the taxonomy.
    #[schema(value_type = Vec<String>)]
    pub categories: Vec<ConceptId>,
    /// The nearest place it is delivered at, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// That place's postcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// That place's point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<PointDocument>,
    /// From the place asked from, along the ground, in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_metres: Option<f64>,
    /// How many other places it has.
    pub other_places: u16,
    /// The area it covers, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<String>,
    /// Its next session that fits the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_session: Option<NextSessionDocument>,
    /// The source's own words on when, where no session could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_text: Option<String>,
    /// What it costs.
    pub cost: HitCost,
    /// How to join: `just_turn_up`, `book`, `self_referral`, `professional_referral`; empty is not stated.
    #[schema(value_type = Vec<String>)]
    pub joining: Vec<JoiningRoute>,
    /// First telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneDocument>,
    /// Web page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// What was asked for, and what is known of it.
    pub asked: Vec<AskedDocument>,
    /// How sure one may be.
    pub confidence: ConfidenceDocument,
    /// `active`, `temporarily_closed`, `inactive` or `defunct`.
    #[schema(value_type = String)]
    pub status: Status,
    /// `front_line`, `umbrella` or `register_entry`.
    #[schema(value_type = String)]
    pub nature: Nature,
    /// The ids of its sources, for `/api/sources`.
    #[schema(value_type = Vec<String>)]
    pub sources: Vec<SourceId>,
    /// How it stands to the question, where that is not plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Each factor of its rank, with `explain=true`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<FactorDocument>,
}

/// A cost in short.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HitCost {
    /// `free`, `donation`, `paid` or `not_stated`.
    #[schema(value_type = String)]
    pub kind: CostKind,
    /// In words: "£3.50 per session".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PhoneDocument {
    /// E.164: `+441614960000`.
    pub number: String,
    /// For people: `0161 496 0000`.
    pub readable: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A feature that was asked for and what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AskedDocument {
    /// For people: "wheelchair accessible".
    pub feature: String,
    /// `yes`, `no` or `not_stated`.
    #[schema(value_type = String)]
    pub known: Ternary,
}

/// The next session of a service, local time.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct NextSessionDocument {
    /// Start, Europe/London: `2026-11-24T10:00:00`; the start of its day where no time is stated.
    #[schema(value_type = String)]
    pub starts: DateTime,
    /// End.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub ends: Option<DateTime>,
    /// Whether the source states the time of day; without, only the date of `starts` says anything.
    pub is_time_stated: bool,
    /// Whether it may not happen: ring first.
    pub is_only_possible: bool,
}

/// One factor of a rank.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FactorDocument {
    /// Which.
    pub factor: String,
    /// How much.
    pub weight: f32,
}

/// The counts of one filter.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FacetDocument {
    /// Its parameter.
    pub key: &'static str,
    /// For people.
    pub label: &'static str,
    /// Its values.
    pub values: Vec<FacetValueDocument>,
}

/// One value of a filter.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FacetValueDocument {
    /// In the URL.
    #[schema(value_type = String)]
    pub key: Cow<'static, str>,
    /// For people.
    #[schema(value_type = String)]
    pub label: Cow<'static, str>,
    /// How many answers have it.
    pub count: CountDocument,
    /// Whether it is chosen now.
    pub is_chosen: bool,
}

/// A smallest change to a question that has few answers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct NearMissDocument {
    /// For people: "12 if any day will do".
    pub label: String,
    /// How many more it brings.
    pub count: CountDocument,
    /// The changed question, as a query string for this address.
    pub query: String,
}

/// Services left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HiddenDocument {
    /// How many.
    pub count: u64,
    /// For people: "under-50s only".
    pub reason: String,
}

/// Help that comes before any answer.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CrisisDocument {
    /// Which kind.
    pub kind: String,
    /// Heading for people.
    pub heading: String,
    /// What to do, whom to ring.
    pub lines: Vec<CrisisLineDocument>,
}

/// One line of help.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CrisisLineDocument {
    /// For people.
    pub text: String,
    /// Number to ring or text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// A page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Turns an answer into its document. `ignored` are the parameters nobody knew.
pub fn search_document(ask: &Ask, answer: Answer, ignored: Vec<String>, snapshot: &str) -> SearchDocument {
    let total =
        answer.lanes.iter().fold(CountDocument { number: 0, is_about: false }, |sum, lane| CountDocument {
            number: sum.number + lane.total.number,
            is_about: sum.is_about || lane.total.is_about,
        });
    SearchDocument {
        meta: SearchMeta {
            reading: reading(answer.reading),
            page: ask.page,
            per_page: ask.per_page,
            total,
            notices: answer.notices,
            ignored,
            plan: answer.plan,
            snapshot: snapshot.to_owned(),
            attribution: "/api/sources".to_owned(),
        },
        lanes: answer.lanes.into_iter().map(lane).collect(),
        facets: answer.facets.into_iter().map(facet).collect(),
        near_misses: answer.near_misses.into_iter().map(near_miss).collect(),
        hidden: answer
            .hidden
            .into_iter()
            .map(|hidden| HiddenDocument { count: hidden.count, reason: hidden.reason })
            .collect(),
        crisis: answer.crisis.map(crisis),
    }
}

/// One filter with its counts.
pub fn facet(counts: FacetCounts) -> FacetDocument {
    let values = counts.values.into_iter().map(|value| FacetValueDocument {
        key: value.key,
        label: value.label,
        count: count(value.count),
        is_chosen: value.is_chosen,
    });
    FacetDocument { key: counts.key, label: counts.label, values: values.collect() }
}

fn count(count: Count) -> CountDocument {
    CountDocument { number: count.number, is_about: count.is_about }
}

fn reading(reading: Reading) -> ReadingDocument {
    let chips = reading.chips.into_iter().map(|chip| ChipDocument {
        key: chip.key,
        kind: chip_kind(chip.kind),
        label: chip.label,
        from: chip.from,
    });
    let places = reading.other_places.into_iter();
    ReadingDocument {
        typed: reading.typed,
        chips: chips.collect(),
        repaired: reading.repaired,
        other_places: places
            .map(|place| PlaceChoiceDocument { label: place.label, near: place.near })
            .collect(),
        notes: reading.notes,
    }
}

fn chip_kind(kind: ChipKind) -> &'static str {
    match kind {
        ChipKind::Topic => "topic",
        ChipKind::Words => "words",
        ChipKind::Place => "place",
        ChipKind::Reach => "reach",
        ChipKind::When => "when",
        ChipKind::Person => "person",
        ChipKind::Access => "access",
        ChipKind::Cost => "cost",
        ChipKind::How => "how",
        ChipKind::Route => "route",
        ChipKind::Without => "without",
        ChipKind::Language => "language",
    }
}

fn lane(lane: Lane) -> LaneDocument {
    LaneDocument {
        lane: lane.kind.key(),
        total: count(lane.total),
        within_metres: lane.within_metres.map(whole_metres),
        services: lane.hits.into_iter().map(hit).collect(),
    }
}

fn hit(hit: Hit) -> HitDocument {
    let asked = hit.asked.into_iter().map(|(feature, known)| AskedDocument { feature, known });
    let explanation = hit.explanation.into_iter().map(|(factor, weight)| FactorDocument { factor, weight });
    HitDocument {
        id: hit.id,
        name: hit.name,
        organisation: hit.organisation,
        summary: hit.summary,
        categories: hit.categories,
        place: hit.place,
        postcode: hit.postcode,
        point: hit.point.map(PointDocument::from),
        distance_metres: hit.distance_metres.map(whole_metres),
        other_places: hit.other_places,
        covers: hit.covers,
        next_session: hit.next.map(|next| NextSessionDocument {
            starts: next.starts,
            ends: next.ends,
            is_time_stated: next.is_time_stated,
            is_only_possible: next.is_only_possible,
        }),
        when_text: hit.when_text,
        cost: HitCost { kind: hit.cost, text: hit.cost_text },
        joining: hit.joining,
        phone: hit.phone.map(|(number, readable)| PhoneDocument { number, readable, note: None }),
        website: hit.website,
        asked: asked.collect(),
        confidence: ConfidenceDocument::from(hit.confidence),
        status: hit.status,
        nature: hit.nature,
        sources: hit.sources,
        because: hit.because,
        explanation: explanation.collect(),
    }
}

fn near_miss(miss: NearMiss) -> NearMissDocument {
    NearMissDocument { query: query_string(&miss.ask), label: miss.label, count: count(miss.count) }
}

fn crisis(card: CrisisCard) -> CrisisDocument {
    let lines = card.lines.into_iter();
    CrisisDocument {
        kind: card.kind,
        heading: card.heading,
        lines: lines
            .map(|line| CrisisLineDocument { text: line.text, phone: line.phone, url: line.url })
            .collect(),
    }
}

/// Points are known to metres at best; more digits would claim more.
fn whole_metres(metres: f64) -> f64 {
    metres.round()
}
