//! Compares two records field by field. Each field comes out at one of a few levels, and each level has a
//! learnt weight; "not stated" is a level of its own and speaks neither way.

mod fields;
mod gate;

use model::place::Point;
use model::service::Nature;

pub use fields::{FIELDS, MOST_LEVELS, field};

use super::features::{self, Features, Place};
use super::names::{self, Alike, SetApart};
use super::weights::Weights;

/// The level of each comparison of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Comparison(pub [u8; FIELDS.len()]);

impl Comparison {
    /// The key of a field's level.
    pub fn level(&self, field: usize) -> &'static str {
        FIELDS[field].levels[usize::from(self.0[field])].0
    }

    /// What speaks for it being one thing, the weightiest first, for people.
    pub fn because_same(&self, weights: &Weights) -> String {
        let mut says: Vec<(f32, &str)> = self.says(weights).filter(|(weight, _)| *weight > 0.0).collect();
        says.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        says.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("; ")
    }

    /// What speaks for and against, the weightiest first, for people.
    pub fn because(&self, weights: &Weights) -> Vec<String> {
        let mut says: Vec<(f32, &str)> =
            self.says(weights).filter(|(weight, _)| weight.abs() >= 0.5).collect();
        says.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(b.1)));
        says.into_iter().map(|(_, words)| words.to_owned()).collect()
    }

    fn says(&self, weights: &Weights) -> impl Iterator<Item = (f32, &'static str)> {
        let said =
            FIELDS.iter().zip(self.0).enumerate().map(|(index, (field, level))| {
                (weights.of(index, level), field.levels[usize::from(level)].1)
            });
        said.filter(|(_, words)| !words.is_empty())
    }
}

/// A pair with its score.
#[derive(Debug, Clone, Copy)]
pub struct Scored {
    /// One record, the smaller position.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Log-odds, to the base 2, that they are one thing.
    pub score: f32,
    /// How it came about.
    pub comparison: Comparison,
}

/// Below this a pair is kept only when the records share an organisation.
const WORTH_KEEPING: f32 = 6.0;

/// Scores pairs on all processors; keeps those that may be one thing or stand in a relation.
pub fn score(features: &[&Features], pairs: &[(u32, u32)], weights: &Weights) -> Vec<Scored> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = pairs.len().div_ceil(threads).max(1);
    let score_share = |share: &[(u32, u32)]| -> Vec<Scored> {
        let scored = share.iter().map(|(a, b)| {
            let comparison = compare(features[*a as usize], features[*b as usize]);
            Scored { a: *a, b: *b, score: weights.score(&comparison), comparison }
        });
        scored
            .filter(|pair| pair.score >= weights.low - WORTH_KEEPING || is_related(&pair.comparison))
            .collect()
    };
    if pairs.len() < 10_000 {
        return score_share(pairs);
    }
    std::thread::scope(|scope| {
        let running: Vec<_> =
            pairs.chunks(share).map(|share| scope.spawn(move || score_share(share))).collect();
        running.into_iter().flat_map(|thread| thread.join().expect("comparing does not panic")).collect()
    })
}

/// Whether both are offered by the same organisation as far as can be told.
pub fn is_related(comparison: &Comparison) -> bool {
    let same_number = comparison.level(field::NUMBER) == "same";
    let same_organisation = comparison.level(field::ORGANISATION) == "same";
    let same_site = matches!(comparison.level(field::PAGE), "same" | "same_front" | "same_site");
    same_number || same_organisation && (same_site || comparison.level(field::NUMBER) != "different")
}

/// Compares two records.
pub fn compare(a: &Features, b: &Features) -> Comparison {
    let best = best_names(a, b);
    let place = place(a, b);
    Comparison([
        best.0 as u8,
        set_apart(a, b, best.1, best.2),
        organisation(a, b),
        number(a, b),
        place,
        phone(a, b),
        page(a, b),
        sets(&a.emails, &b.emails),
        times(a, b),
        kind(a, b),
        u8::from(a.source == b.source),
        u8::from((a.nature == Nature::FrontLine) != (b.nature == Nature::FrontLine)),
        address(a, b),
        house(a, b, best.0, place),
        area(a, b),
    ])
}

fn best_names<'a>(a: &'a Features, b: &'a Features) -> (Alike, &'a str, &'a str) {
    let pairs = a.names.iter().flat_map(|one| b.names.iter().map(move |other| (one, other)));
    pairs
        .map(|(one, other)| (names::alike(one, other, |word| is_place_word(a, b, word)), &**one, &**other))
        .min_by_key(|found| found.0)
        .unwrap_or((Alike::Different, "", ""))
}

/// A word of either address tells where, not what.
fn is_place_word(a: &Features, b: &Features, word: &str) -> bool {
    word.len() > 2 && (a.address_holds(word) || b.address_holds(word))
}

fn set_apart(a: &Features, b: &Features, one: &str, other: &str) -> u8 {
    let shares_aside = || a.aside.split(' ').any(|word| b.aside.split(' ').any(|known| known == word));
    if !a.aside.is_empty() && !b.aside.is_empty() && !shares_aside() {
        return 2;
    }
    match names::set_apart(one, other) {
        SetApart::Nothing => 0,
        SetApart::OneSided => 1,
        SetApart::Both => 2,
    }
}

/// A service named like the other's organisation is as good as the same organisation.
fn organisation(a: &Features, b: &Features) -> u8 {
    let name =
        |of: &'_ Features| if of.organisation.is_empty() { None } else { Some(of.organisation.to_string()) };
    let alike = match (name(a), name(b)) {
        (Some(one), Some(other)) => names::alike(&one, &other, |_| false),
        (Some(one), None) if one != a.name() => names::alike(&one, b.name(), |_| false),
        (None, Some(other)) if other != b.name() => names::alike(a.name(), &other, |_| false),
        _ => return 3,
    };
    let both_stated = !a.organisation.is_empty() && !b.organisation.is_empty();
    match alike {
        Alike::Same => 0,
        Alike::Nearly | Alike::Contained => 1,
        _ if both_stated => 2,
        _ => 3,
    }
}

/// 0 when they share one, 1 when both have some and share none, 2 when one has none.
fn sets(a: &[u64], b: &[u64]) -> u8 {
    if a.is_empty() || b.is_empty() {
        return 2;
    }
    u8::from(!a.iter().any(|one| b.contains(one)))
}

/// Numbers of different registers do not contradict each other.
fn number(a: &Features, b: &Features) -> u8 {
    let share_register = a.numbers.iter().any(|one| b.numbers.iter().any(|other| one & 255 == other & 255));
    match sets(&a.numbers, &b.numbers) {
        0 => 0,
        1 if share_register => 1,
        1 => 2,
        _ => 3,
    }
}

/// Two libraries with one postcode are one when they share a word of their names (lists give the postcode of
/// the head office), and two pharmacies behind one door whatever they are called.
fn house(a: &Features, b: &Features, name: Alike, place: u8) -> u8 {
    let shared = names::houses(a.name()) & names::houses(b.name());
    match place {
        0 if shared & names::PHARMACY != 0 => 0,
        0 | 1 if shared & names::LIBRARY != 0 && name < Alike::Different => 0,
        _ if shared & names::OF_MANY != 0 => 2,
        _ if shared != 0 => 1,
        _ => 3,
    }
}

fn area(a: &Features, b: &Features) -> u8 {
    if a.authorities.is_empty() || b.authorities.is_empty() {
        return 2;
    }
    u8::from(!a.authorities.iter().any(|one| b.authorities.contains(one)))
}

/// A number without a place (03, 08) beside one with a place says nothing: many have both.
fn phone(a: &Features, b: &Features) -> u8 {
    let level = sets(&a.phones, &b.phones);
    let is_of = |numbers: &[u64], placeless: bool| {
        numbers.iter().all(|number| features::is_without_place(*number) == placeless)
    };
    let unlike = [true, false].iter().any(|one| is_of(&a.phones, *one) && is_of(&b.phones, !one));
    if level == 1 && unlike { 2 } else { level }
}

/// The nearest pair of places decides.
fn place(a: &Features, b: &Features) -> u8 {
    const UNKNOWN: u8 = 8;
    /// Best first: the same door before the same postcode before another door in it.
    const RANK: [u8; 9] = [0, 1, 3, 4, 5, 6, 7, 2, 8];
    let pairs = a.places.iter().flat_map(|one| b.places.iter().map(move |other| (one, other)));
    pairs
        .map(|(one, other)| places(one, other))
        .min_by_key(|level| RANK[usize::from(*level)])
        .unwrap_or(UNKNOWN)
}

/// A house number and a street are the same door this far apart: postcodes have slips.
const SLIP_METRES: f64 = 2_000.0;

/// Whether house numbers agree, where both have one.
fn houses(a: &Place, b: &Place) -> Option<bool> {
    let ((from, to), (other_from, other_to)) = (a.numbers, b.numbers);
    (from != 0 && other_from != 0).then_some(from <= other_to && other_from <= to)
}

fn places(a: &Place, b: &Place) -> u8 {
    if a.uprn != 0 && a.uprn == b.uprn {
        return 0;
    }
    if a.postcode != 0 && a.postcode == b.postcode {
        return match houses(a, b) {
            None => 1,
            Some(true) => 0,
            Some(false) => 7,
        };
    }
    let Some(metres) = metres_between(a, b) else {
        return if a.postcode != 0 && b.postcode != 0 { if a.sector == b.sector { 4 } else { 5 } } else { 8 };
    };
    match metres {
        m if m <= SLIP_METRES && a.door != 0 && a.door == b.door => 0,
        m if m <= 150.0 => 2,
        m if m <= 500.0 => 3,
        m if m <= 2_000.0 => 4,
        m if m <= 10_000.0 => 5,
        _ => 6,
    }
}

/// The most alike pair of addresses decides.
fn address(a: &Features, b: &Features) -> u8 {
    let pairs =
        a.places.iter().take(4).flat_map(|one| b.places.iter().take(4).map(move |other| (one, other)));
    pairs.map(|(one, other)| addresses(one, other)).min().unwrap_or(4)
}

fn addresses(a: &Place, b: &Place) -> u8 {
    let words = |place: &Place| place.street.iter().filter(|word| **word != 0).count();
    let (ours, theirs) = (words(a), words(b));
    if ours == 0 || theirs == 0 {
        return 4;
    }
    let shared = a.street.iter().filter(|word| **word != 0 && b.street.contains(word)).count();
    let share = shared as f32 / ours.min(theirs) as f32;
    let other_number = houses(a, b) == Some(false);
    match share {
        s if s >= 0.5 && other_number => 1,
        s if s >= 0.75 => 0,
        s if s >= 0.34 => 2,
        _ => 3,
    }
}

/// Metres between two places that both have a point.
pub fn metres_between(a: &Place, b: &Place) -> Option<f64> {
    let point = |place: &Place| Point::new(f64::from(place.point.0), f64::from(place.point.1));
    let (a, b) = (point(a)?, point(b)?);
    let metres = a.distance_metres(&b);
    metres.is_finite().then_some(metres)
}

fn page(a: &Features, b: &Features) -> u8 {
    if a.page != 0 && a.page == b.page
        || a.record_url != 0
            && (a.record_url == b.page || a.record_url == b.record_url && a.source != b.source)
    {
        return 0;
    }
    match (a.site, b.site) {
        (0, _) | (_, 0) => 4,
        (one, other) if one == other => {
            if a.page == 0 && b.page == 0 {
                1
            } else {
                2
            }
        }
        _ => 3,
    }
}

fn times(a: &Features, b: &Features) -> u8 {
    if a.sessions.is_empty() || b.sessions.is_empty() {
        return 3;
    }
    if a.sessions == b.sessions {
        return 0;
    }
    let days = |of: &Features| of.sessions.iter().fold(0, |days, (day, _)| days | day);
    if days(a) & days(b) == 0 { 2 } else { 1 }
}

fn kind(a: &Features, b: &Features) -> u8 {
    if a.kinds.is_empty() || b.kinds.is_empty() {
        return 4;
    }
    if a.kinds == b.kinds {
        return 0;
    }
    let shared =
        |is_group: bool| a.kinds.iter().any(|kind| (kind & 1 == 0) == is_group && b.kinds.contains(kind));
    match (shared(false), shared(true)) {
        (true, _) => 1,
        (_, true) => 2,
        // What a register says an organisation is for is no kind of service.
        _ if a.nature != b.nature => 4,
        _ => 3,
    }
}
