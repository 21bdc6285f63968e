//! The order of answers: one formula, its constants with their units and reasons.
//!
//! `score = (sum over asked parts of rarity × weight × impact) × decay(distance) × prior(quality)
//!          × welcome × one factor for each thing that nobody stated`
//!
//! Every factor after the sum is at most 1, so the sum alone bounds the score: the engine prunes by that.

use jiff::civil::Date;
use model::service::{Nature, Service, Status};

use crate::audience::Audiences;
use crate::marks::OFFICE;
use crate::words::{Word, words};

/// Impacts run from 1 to this; they stand in the postings.
pub const IMPACT_LEVELS: u8 = 15;

/// A word in the name weighs this many times one in a description: the name says what a thing is.
pub const NAME_WEIGHT: f32 = 4.0;
/// A word in the name of an offer of volunteering: "Volunteering: scout leader" is for leaders, not scouts.
pub const OFFER_OF_WORK_WEIGHT: f32 = 1.0;
/// A word in another name it goes by.
pub const ALTERNATE_NAME_WEIGHT: f32 = 3.0;
/// A word in the source's own categories.
pub const CATEGORY_WEIGHT: f32 = 2.5;
/// A word in a drawer of people ("Status - LGBT"), which says who is welcome.
pub const WHO_IS_WELCOME_WEIGHT: f32 = 0.3;
/// A word in the name of the organisation.
pub const ORGANISATION_WEIGHT: f32 = 1.5;
/// A word in the description.
pub const DESCRIPTION_WEIGHT: f32 = 1.0;

/// Weighted mentions at which the impact reaches half of its ceiling: a second mention adds less.
const SATURATION: f32 = 2.2;

/// Words of a description beyond this share their weight: long texts mention everything.
const USUAL_DESCRIPTION_WORDS: f32 = 60.0;

/// What a mention in a description of so many words weighs.
pub fn description_weight(words: usize) -> f32 {
    DESCRIPTION_WEIGHT
        * (0.35 + 0.65 * (USUAL_DESCRIPTION_WORDS / (words as f32).max(USUAL_DESCRIPTION_WORDS)))
}

/// The impact of the weighted mentions of one word in one service, 1 to [`IMPACT_LEVELS`].
pub fn impact(mentions: f32) -> u8 {
    let share = mentions / (mentions + SATURATION);
    ((share * f32::from(IMPACT_LEVELS) * 1.25).round() as u8).clamp(1, IMPACT_LEVELS)
}

/// What each concept that a source states leaves to the next.
const LEFT_BY_A_STATED_CONCEPT: f32 = 0.7;

/// The impact of a concept that stands at `place` (from 0) among the concepts of a service: of entries that
/// people judged, those of which it is the first had 2.3 in the mean, the second 1.8, the fourth 1.3.
pub fn concept_impact(place: usize) -> u8 {
    let left = LEFT_BY_A_STATED_CONCEPT.powi(place.min(20) as i32);
    ((left * f32::from(IMPACT_LEVELS)).round() as u8).clamp(LEAST_CONCEPT_IMPACT, IMPACT_LEVELS)
}

/// Whatever else it is about, what has a concept has it so much.
const LEAST_CONCEPT_IMPACT: u8 = 2;

/// How many first rows of a lane are compared with those of another.
pub const ROWS_OF_A_LANE_COMPARED: usize = 3;

/// What covers a place that was asked for by its name is worth this share of what is near it: what is for
/// all of Leeds is in Leeds, but one does not know where. The lab is best from 0.6 to 0.7: 0.004 nDCG@5 more
/// than at three quarters or a half.
pub const SHARE_OF_WHAT_COVERS: f32 = 0.65;

/// The same of what covers a whole region or nation: a national helpline is no more of the place than what
/// can be reached from anywhere, and stands behind the service in the town.
pub const SHARE_OF_WHAT_COVERS_A_NATION: f32 = 0.3;

/// The same from a postcode: who gives one asks for what is around the corner.
pub const SHARE_OF_WHAT_COVERS_A_POINT: f32 = 0.4;

/// What can be reached from anywhere stands before what is near only where that is hardly what was asked.
pub const SHARE_OF_WHAT_IS_ANYWHERE: f32 = 0.1;

/// The impact of a concept that a service is so much about by its own words (0 to 1).
pub fn sure_concept_impact(certainty: f32) -> u8 {
    let impact = (certainty * certainty * f32::from(IMPACT_LEVELS)).round() as u8;
    impact.clamp(LEAST_CONCEPT_IMPACT, IMPACT_LEVELS)
}

/// How many rows of one organisation, or of one name, stand together before others get their turn.
pub const ROWS_OF_ONE_ORGANISATION: usize = 2;

/// Turns are taken among this many rows at a time, so that pages neither overlap nor miss a row.
pub const TURNS_AMONG_ROWS: usize = 30;

/// The impact on a theme (`arts`) of a service that has a concept under it.
pub const THEME_IMPACT: u8 = 5;

/// How much a term tells, from how many of all documents have it: 0.2 for a word in nearly all, about
/// 13 for one in a million.
pub fn rarity(document_frequency: u32, documents: u32) -> f32 {
    let (with, all) = (f64::from(document_frequency), f64::from(documents.max(1)));
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln().max(0.2) as f32
}

/// The score of each impact for a term of this rarity, asked for with this weight (0 to 1).
pub fn scores(rarity: f32, weight: f32) -> [f32; IMPACT_LEVELS as usize + 1] {
    let mut scores = [0.0; IMPACT_LEVELS as usize + 1];
    for (impact, score) in scores.iter_mut().enumerate() {
        *score = rarity * weight * impact as f32 / f32::from(IMPACT_LEVELS);
    }
    scores
}

/// What saying so in a name is worth where phrases are alike: about the rarity of a usual topic.
const SAID_RARITY: f32 = 5.0;

/// From this impact on a word stands in a name or a category, and not only in a description.
const IMPACT_OF_A_NAME: usize = 9;

/// Said in passing is worth this share of said in the name.
const SAID_IN_PASSING: f32 = 0.5;

/// The score of each impact where it counts only whether a service says so.
pub fn said_scores(weight: f32) -> [f32; IMPACT_LEVELS as usize + 1] {
    let mut scores = [SAID_RARITY * weight; IMPACT_LEVELS as usize + 1];
    scores[0] = 0.0;
    for score in &mut scores[1..IMPACT_OF_A_NAME] {
        *score *= SAID_IN_PASSING;
    }
    scores
}

/// How far what helps with a need is evened for its rarity: at 0 the rarest stands first, at 1 they stand as
/// the vocabulary weighs them.
pub const EVENED_RARITY_OF_WHAT_HELPS: f32 = 0.7;

/// Weight of two neighbouring words standing together in a name, as a part of the rarer of the two.
pub const PHRASE_WEIGHT: f32 = 0.5;

/// Weight of each typed word of a concept, on top of the concept itself.
pub const TYPED_WORD_WEIGHT: f32 = 0.5;

/// Weight of two neighbouring typed words of a concept, standing together in a name.
pub const TYPED_PHRASE_WEIGHT: f32 = 0.7;

/// Weight of the name of the place asked for, standing in the text of a service.
pub const PLACE_WORD_WEIGHT: f32 = 0.8;

/// Weight of the typed words of a concept where a service has the words but not the concept.
pub const WORDS_OF_CONCEPT_WEIGHT: f32 = 0.6;

/// How the score falls with distance: to a half at `half_metres`, and faster beyond than half over distance
/// does, which brought what is a bus ride too far before what is anywhere (0.004 nDCG@5 in the lab).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decay {
    /// Metres at which the score has fallen to a half.
    pub half_metres: f32,
}

impl Decay {
    /// The factor at so many metres: 1 at the place itself, falling.
    #[inline]
    pub fn at(&self, metres: f32) -> f32 {
        let near = self.half_metres / (self.half_metres + FOURTH_ROOT_OF_TWO_LESS_ONE * metres);
        let near = near * near;
        near * near
    }

    /// The metres beyond which the factor is below `factor`.
    pub fn metres_to(&self, factor: f32) -> f64 {
        if factor <= 0.0 {
            return f64::INFINITY;
        }
        let halves = (1.0 / f64::from(factor)).powf(0.25) - 1.0;
        f64::from(self.half_metres) / f64::from(FOURTH_ROOT_OF_TWO_LESS_ONE) * halves.max(0.0)
    }
}

/// With this, the fourth power of `half / (half + this × metres)` is a half at half.
const FOURTH_ROOT_OF_TWO_LESS_ONE: f32 = 0.189_207_12;

/// How far people go where documents stand as densely as here: about as far as brings them this many
/// documents of any kind, and never less than five miles or more than 50.
pub const SUITED_DOCUMENTS: u32 = 400;

/// The least reach that suits any place, in miles: a bus ride across a town.
pub const LEAST_REACH_MILES: f64 = 5.0;

/// What is little and near is looked for no farther than this, in miles, unless there is nothing at all.
pub const WIDEST_REACH_MILES: f64 = 25.0;

/// The score falls to a half no nearer than this, in metres: within a town, sense counts before a street.
const LEAST_HALF_METRES: f64 = 7_000.0;

/// Metres to a half, in a metre that one looks far, and in one that the place asked from reaches.
const HALF_OF_WHAT_SUITS: f64 = 0.375;
const HALF_OF_A_RADIUS: f64 = 0.3;

/// At how many metres a score has fallen to a half, where one looks so many metres far from a place that
/// reaches so many: what is anywhere in Suffolk is in Suffolk, and its middle is nobody's home.
pub fn half_metres(suited_metres: f64, radius_metres: f64) -> f32 {
    ((suited_metres * HALF_OF_WHAT_SUITS).max(LEAST_HALF_METRES) + radius_metres * HALF_OF_A_RADIUS) as f32
}

/// Factor for each asked thing that nobody stated: behind what says yes, before nothing.
pub const NOT_STATED_FACTOR: f32 = 0.55;

/// The first quarter of a year that freshness counts from.
const FIRST_YEAR: i16 = 2014;

/// How good an entry is by itself, in one byte: quarters of years since 2014 of its last assertion in the
/// low six bits, its nature above.
pub fn quality(service: &Service) -> u8 {
    let asserted = service.records.iter().filter_map(|record| record.asserted);
    let last = asserted.chain(service.last_modified).chain(service.assured).max();
    let quarter = last.map_or(0, |date| quarters(date).clamp(0, 63)) as u8;
    let class = match (service.status, service.nature) {
        (Status::Active, Nature::FrontLine) if raises_money(service) => 3,
        (Status::Active, Nature::FrontLine) => 0,
        (Status::Active, Nature::Umbrella) => 1,
        (Status::Active, Nature::RegisterEntry) => 2,
        _ => 3,
    };
    quarter | class << 6
}

/// Whether it raises money for a cause, by its name or the beginning of its description: somebody with cancer
/// finds no help in a charity shop. Among its like it loses nothing.
fn raises_money(service: &Service) -> bool {
    let description = service.description.as_deref().unwrap_or_default();
    let name_may = holds(&service.name, b"shop");
    let description_may = holds(&description[..description.floor_char_boundary(BEGINNING_BYTES)], b"rais");
    (name_may && is_charity_shop(&service.name)) || (description_may && begins_with_raising(description))
}

/// A glance before reading: nearly no entry raises money, and all are looked at.
fn holds(text: &str, letters: &[u8]) -> bool {
    text.as_bytes().windows(letters.len()).any(|here| here.eq_ignore_ascii_case(letters))
}

fn is_charity_shop(name: &str) -> bool {
    let name = words(name);
    let is_offered_work = name.first().is_some_and(|first| first.folded.starts_with("volunteer"));
    !is_offered_work && name.windows(2).any(|pair| pair[0].folded == "charity" && pair[1].folded == "shop")
}

fn begins_with_raising(description: &str) -> bool {
    if description.starts_with("Registered charity") {
        return false;
    }
    let beginning = words(&description[..description.floor_char_boundary(BEGINNING_BYTES)]);
    let word = |at: usize| beginning.get(at).map_or("", |word| word.folded.as_str());
    (0..BEGINNING_WORDS.min(beginning.len())).any(|at| match (word(at), word(at + 1)) {
        ("fund", "raising") | ("raise" | "raises" | "raising", "funds" | "money") => true,
        (first, _) => first.starts_with("fundrais"),
    })
}

/// How many words, and bytes, of a description say first what something does.
const BEGINNING_WORDS: usize = 7;
const BEGINNING_BYTES: usize = 120;

/// The quality of an entry that nobody can join now: an offer of work to volunteers, what is over.
pub fn not_to_join(quality: u8) -> u8 {
    unplaced(quality)
}

/// The quality of an entry that is neither remote nor national nor anywhere on the map: one cannot tell
/// whether it is anywhere near.
pub fn unplaced(quality: u8) -> u8 {
    if quality >> 6 == 0 { quality | 2 << 6 } else { quality }
}

fn quarters(date: Date) -> i32 {
    i32::from(date.year() - FIRST_YEAR) * 4 + i32::from(date.month() - 1) / 3
}

/// What freshness is worth: from so many whole years on since an entry was last asserted. It is mild, and
/// in steps, so that of equals the nearer stands first and not the one that a register had a month later.
const FRESHNESS: [(i32, f32); 4] = [(0, 1.0), (1, 0.97), (3, 0.94), (5, 0.9)];

/// Factor for what says in its name that it is for somebody (children, veterans, a people) where the question
/// speaks of nobody like that: one who asks for football may not be a junior. In the lab it is worth 0.007
/// nDCG@5; from 0.45 to 0.75 it hardly matters how much it is.
pub const FOR_OTHERS_FACTOR: f32 = 0.6;

/// Words of a name that say it serves others or the whole country: where it has a place, that is an office.
const NAMES_OF_OFFICES: [&str; 11] = [
    "national",
    "uk",
    "international",
    "british",
    "network",
    "forum",
    "federation",
    "alliance",
    "consortium",
    "helpline",
    "directory",
];

/// Factor for the office of what is for the whole country or for other groups, by its name: a group around
/// the corner stands before it. In the lab 0.0036 nDCG@5, better for six questions and worse for none.
const OFFICE_FACTOR: f32 = 0.85;

/// Whether the place of a service is hardly one to go to: the office of a federation, a helpline's desk.
pub fn is_office(service: &Service) -> bool {
    let is_named_so = |word: &Word| NAMES_OF_OFFICES.contains(&word.folded.as_str());
    service.nature == Nature::FrontLine
        && !service.locations.is_empty()
        && words(&service.name).iter().any(is_named_so)
}

/// What an entry is worth by itself, on a day and for somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Priors {
    qualities: [f32; 256],
    asked: Audiences,
}

impl Priors {
    /// For a question that speaks of these.
    pub fn for_audiences(self, asked: Audiences) -> Priors {
        Priors { asked, ..self }
    }

    /// The factor of a quality byte.
    #[inline]
    pub fn of_quality(&self, quality: u8) -> f32 {
        self.qualities[usize::from(quality)]
    }

    /// The factor of whom it is for.
    #[inline]
    pub fn of_audiences(&self, named: Audiences) -> f32 {
        if named.are_others_than(self.asked) { FOR_OTHERS_FACTOR } else { 1.0 }
    }

    /// The factor of what kind of entry it is, and how fresh.
    #[inline]
    pub fn of_entry(&self, words: &[u64]) -> f32 {
        let office = if words[1] >> OFFICE & 1 == 1 { OFFICE_FACTOR } else { 1.0 };
        self.of_quality((words[3] >> 24) as u8) * office
    }

    /// The factor of the marks of a document.
    #[inline]
    pub fn of_marks(&self, words: &[u64]) -> f32 {
        self.of_entry(words) * self.of_audiences(Audiences::of_marks(words))
    }
}

/// The factors on this day, for a question that speaks of nobody.
pub fn priors(today: Date) -> Priors {
    let now = quarters(today).clamp(0, 63);
    let mut priors = [0.0; 256];
    for (byte, prior) in priors.iter_mut().enumerate() {
        let quarter = (byte & 63) as i32;
        let years = if quarter == 0 { 5 } else { (now - quarter).max(0) / 4 };
        let fresh = FRESHNESS.iter().rfind(|(from, _)| years >= *from).map_or(1.0, |(_, factor)| *factor);
        let class = [1.0, 0.75, 0.6, 0.3][byte >> 6];
        *prior = fresh * class;
    }
    Priors { qualities: priors, asked: Audiences::default() }
}

#[cfg(test)]
mod tests;
