//! What may be asked of a list: the parameters of HSDS-UK 3.0, of the UK profile, and of version 1.0,
//! each truly filtering, all of them together ("and").

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use jiff::tz;
use model::identifier::{AreaCode, ServiceId};
use model::place::Point;
use model::schedule::Weekdays;
use search::listing::{ListFilter, SessionAsk};
use uuid::Uuid;

use super::vocabularies::Vocabularies;
use crate::query::Query;

/// Rows a page where nothing is said, and the most there can be.
const PER_PAGE: u32 = 50;
const MOST_PER_PAGE: u32 = 100;
/// The most `minimal=true` brings on a page: "aim to return all in one call".
const MOST_MINIMAL: u32 = 100_000;
/// How far one may be asked to go, in metres: the length of the country twice over.
const MOST_PROXIMITY_METRES: f64 = 3_000_000.0;

/// How a list is to be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A page of JSON.
    #[default]
    Json,
    /// All of it, a JSON document a line.
    Ndjson,
}

/// A list that was asked for.
#[derive(Debug, Default)]
pub struct Asked {
    /// What it is narrowed by.
    pub filter: ListFilter,
    /// Page from 1.
    pub page: u32,
    /// Rows a page.
    pub per_page: u32,
    /// How to hand it over.
    pub format: Format,
    /// Everything of each item.
    pub full: bool,
    /// The least of each item.
    pub minimal: bool,
}

/// The point of a postcode, in use or not, and the areas it lies in.
pub type PostcodePlace = (Point, Vec<AreaCode>);

/// What the reader asks of the catalogue.
pub struct Finder<'a> {
    /// Where a postcode is, when it is one.
    pub postcode: &'a dyn Fn(&str) -> Option<PostcodePlace>,
    /// The services that have all these words.
    pub with_words: &'a dyn Fn(&str) -> HashSet<ServiceId>,
}

/// Reads page, size and format, which every list has.
pub fn read_paging(query: &mut Query) -> Asked {
    Asked {
        page: query.whole_number("page", 1..=u32::MAX).unwrap_or(1),
        per_page: query.at_most("per_page", MOST_PER_PAGE).unwrap_or(PER_PAGE),
        format: query
            .choice("format", &[("json", Format::Json), ("ndjson", Format::Ndjson)])
            .unwrap_or_default(),
        ..Asked::default()
    }
}

/// Reads a list of services or of services at locations.
pub fn read_services(query: &mut Query, vocabularies: &Vocabularies, finder: &Finder<'_>) -> Asked {
    let mut asked = read_paging(query);
    asked.full = query.flag("full");
    asked.filter = read_filter(query, vocabularies, finder);
    asked
}

/// The same for a list that may be asked for at its least, all in one call.
pub fn read_services_or_least(query: &mut Query, vocabularies: &Vocabularies, finder: &Finder<'_>) -> Asked {
    let mut asked = read_services(query, vocabularies, finder);
    asked.minimal = query.flag("minimal");
    if asked.minimal {
        asked.per_page = query.at_most("per_page", MOST_MINIMAL).unwrap_or(MOST_MINIMAL);
    }
    asked
}

/// Reads what a list, or a download, is narrowed by.
pub fn read_filter(query: &mut Query, vocabularies: &Vocabularies, finder: &Finder<'_>) -> ListFilter {
    let mut filter = ListFilter { organisation: read_id(query, "organization_id"), ..ListFilter::default() };
    read_terms(query, &mut filter, vocabularies);
    filter.modified_from =
        query.moment("modified_after").map(|moment| moment.to_zoned(tz::TimeZone::UTC).date());
    filter.minimum_age = read_age(query, "minimum_age");
    filter.maximum_age = read_age(query, "maximum_age");
    filter.suits_age = read_age(query, "age");
    filter.sessions = read_sessions(query);
    read_place(query, &mut filter, finder);
    let older = query.text("text");
    if let Some(words) = query.text("search").or(older) {
        filter.only = Some((finder.with_words)(&words));
    }
    filter
}

fn read_terms(query: &mut Query, filter: &mut ListFilter, vocabularies: &Vocabularies) {
    let of = |ids: &[String], known: &BTreeMap<Uuid, String>| -> Vec<String> {
        ids.iter()
            .filter_map(|id| match Uuid::try_parse(id) {
                Ok(id) => known.get(&id).cloned(),
                // A CURIE such as `esdServiceType:1` is as good as an id.
                Err(_) => known.values().find(|key| *key == id).cloned(),
            })
            .collect()
    };
    let terms =
        read_names(query, "taxonomy_term_id", "a UUID, or a CURIE such as esdServiceType:1", |name| {
            name.contains(':')
        });
    if !terms.is_empty() {
        filter.terms.push(of(&terms, &vocabularies.terms));
    }
    let is_known = |name: &str| name.contains(':') || vocabularies.taxonomies.values().any(|key| key == name);
    let mut taxonomies = read_names(
        query,
        "taxonomy_id",
        "a UUID, or the name of a taxonomy such as esdServiceType",
        is_known,
    );
    // Names of version 1.0, free words there: one that is not here has nothing.
    taxonomies.extend(query.all("taxonomy_type"));
    taxonomies.extend(query.all("vocabulary"));
    if !taxonomies.is_empty() {
        // In version 1.0 `taxonomy_id` was the id of a term: one that is no taxonomy is looked for there.
        let named = of(&taxonomies, &vocabularies.taxonomies);
        match named.is_empty() {
            false => filter.taxonomies.push(named),
            true => filter.terms.push(of(&taxonomies, &vocabularies.terms)),
        }
    }
}

/// An id that must be one.
pub fn read_id(query: &mut Query, name: &str) -> Option<Uuid> {
    let typed = query.text(name)?;
    let id = Uuid::try_parse(&typed).ok();
    if id.is_none() {
        query.fault(name, &typed, "a UUID");
    }
    id
}

/// Ids, or names that pass `is_name`, separated by commas or repeated.
fn read_names(
    query: &mut Query,
    parameter: &str,
    allowed: &str,
    is_name: impl Fn(&str) -> bool,
) -> Vec<String> {
    let typed = query.all(parameter);
    let mut names = Vec::new();
    for name in typed.iter().flat_map(|names| names.split(',')).map(str::trim) {
        if Uuid::try_parse(name).is_ok() || is_name(name) {
            names.push(name.to_owned());
        } else {
            query.fault(parameter, name, allowed);
        }
    }
    names
}

fn read_age(query: &mut Query, name: &str) -> Option<u8> {
    let age = query.number(name, 0.0..=150.0)?;
    // Whole years: a minimum of 17.5 is met from 18 on.
    let whole = if name == "maximum_age" { age.floor() } else { age.ceil() };
    Some(whole as u8)
}

/// Sets of `day`, `start_time` and `end_time`: the first of each belong together, and so on; any one
/// set will do.
fn read_sessions(query: &mut Query) -> Vec<SessionAsk> {
    let mut days = Vec::new();
    for value in query.all("day") {
        for part in value.split(',') {
            match day(part) {
                Some(day) => days.push(day),
                None => query.fault("day", part, "MO, TU, WE, TH, FR, SA, SU, or the name of a day"),
            }
        }
    }
    let starts = query.times("start_time");
    let ends = query.times("end_time");
    let sets = days.len().max(starts.len()).max(ends.len());
    (0..sets)
        .map(|set| SessionAsk {
            days: days.get(set).copied().or_else(|| days.last().copied()),
            starts_from: starts.get(set).copied().or_else(|| starts.last().copied()),
            ends_by: ends.get(set).copied().or_else(|| ends.last().copied()),
        })
        .collect()
}

fn day(text: &str) -> Option<Weekdays> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let text = text.trim().to_lowercase();
    let found = NAMES.iter().position(|name| text.len() >= 2 && name.starts_with(&text))?;
    Some(Weekdays::from_bits(1 << found))
}

/// `postcode` with `proximity`: places within reach. `postcode` alone, or `coverage`: areas that cover it.
fn read_place(query: &mut Query, filter: &mut ListFilter, finder: &Finder<'_>) {
    const ALLOWED: &str = "a postcode of the United Kingdom, such as SK4 3AA";
    let proximity = query.number("proximity", 0.0..=MOST_PROXIMITY_METRES);
    let postcode = query.text("postcode");
    let coverage = query.text("coverage");
    if proximity.is_some() && postcode.is_none() {
        query.fault("postcode", "", &format!("{ALLOWED}, beside `proximity`"));
    }
    for (name, typed) in [("postcode", postcode), ("coverage", coverage)] {
        let Some(typed) = typed else { continue };
        let Some((point, areas)) = (finder.postcode)(&typed) else {
            query.fault(name, &typed, ALLOWED);
            continue;
        };
        match proximity.filter(|_| name == "postcode") {
            Some(metres) => filter.near = Some((point, metres)),
            None => filter.covers = Some((point, areas)),
        }
    }
}
