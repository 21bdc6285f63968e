//! A search's URL, strictly read: the same names as on the page, and a problem for what cannot be
//! understood.

#[cfg(test)]
mod tests;

use model::place::Point;
use search::ask::{Ask, LaneKind, Sort};

use crate::problem::Problem;
use crate::query::Query;

/// The most rows a page of a lane can have.
pub const MOST_PER_PAGE: u32 = 100;

const SORTS: [(&str, Sort); 3] = [("best", Sort::Best), ("nearest", Sort::Nearest), ("name", Sort::Name)];

/// A filter as far as its URL parameter goes.
#[derive(Debug, Clone, Copy)]
pub struct FilterNames<'a> {
    /// The parameter's name.
    pub key: &'a str,
    /// Its values; empty when any word may be one.
    pub values: &'a [&'a str],
}

/// Reads the whole state of a search. Hands back the question and the parameters nobody knew.
pub fn read_ask(mut query: Query, filters: &[FilterNames<'_>]) -> Result<(Ask, Vec<String>), Problem> {
    let lanes = LaneKind::ALL.map(|lane| (lane.key(), lane));
    let mut ask = Ask {
        q: query.text("q").unwrap_or_default(),
        near: query.text("near"),
        within_miles: query.number("within", 0.0..=1000.0),
        dropped: query.all("drop"),
        exactly: query.yes_or_no("exactly"),
        sort: query.choice("sort", &SORTS).unwrap_or_default(),
        lane: query.choice("lane", &lanes),
        page: query.whole_number("page", 1..=10_000).unwrap_or(1),
        per_page: query.at_most("per_page", MOST_PER_PAGE).unwrap_or(10),
        explain: query.yes_or_no("explain"),
        ..Ask::default()
    };
    let latitude = query.number("lat", -90.0..=90.0);
    let longitude = query.number("lon", -180.0..=180.0);
    ask.point = match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => Point::new(latitude, longitude),
        (Some(_), None) => {
            query.fault("lon", "", "a number from -180 to 180, beside `lat`");
            None
        }
        (None, Some(_)) => {
            query.fault("lat", "", "a number from -90 to 90, beside `lon`");
            None
        }
        (None, None) => None,
    };
    for filter in filters {
        for value in query.all(filter.key) {
            if filter.values.is_empty() || filter.values.contains(&value.as_str()) {
                ask.choices.push((filter.key.to_owned(), value));
            } else {
                query.fault(filter.key, &value, &filter.values.join(", "));
            }
        }
    }
    Ok((ask, query.finish()?))
}

/// A question as the query string that asks it.
pub fn query_string(ask: &Ask) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if !ask.q.is_empty() {
        pairs.push(("q", ask.q.clone()));
    }
    if let Some(near) = &ask.near {
        pairs.push(("near", near.clone()));
    }
    if let Some(point) = ask.point {
        pairs.push(("lat", point.latitude.to_string()));
        pairs.push(("lon", point.longitude.to_string()));
    }
    if let Some(miles) = ask.within_miles {
        pairs.push(("within", miles.to_string()));
    }
    for (key, value) in &ask.choices {
        pairs.push((key, value.clone()));
    }
    for key in &ask.dropped {
        pairs.push(("drop", key.clone()));
    }
    if ask.exactly {
        pairs.push(("exactly", "true".to_owned()));
    }
    if ask.sort != Sort::Best
        && let Some((name, _)) = SORTS.iter().find(|(_, sort)| *sort == ask.sort)
    {
        pairs.push(("sort", (*name).to_owned()));
    }
    if let Some(lane) = ask.lane {
        pairs.push(("lane", lane.key().to_owned()));
    }
    if ask.page > 1 {
        pairs.push(("page", ask.page.to_string()));
    }
    if ask.per_page != 10 && ask.per_page != 0 {
        pairs.push(("per_page", ask.per_page.to_string()));
    }
    let parts: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
    parts.join("&")
}

/// Percent-encodes a value for a query string.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
