//! The URL of a search: what was typed, untouched, so that the page can show it again.

use model::identifier::ServiceId;
use model::place::Point;
use search::ask::{Ask, LaneKind, Sort};

use crate::view::{list_text, parse_list};

/// The whole state of a search, as typed and chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SearchParams {
    /// The box.
    pub q: String,
    /// The place box beside it.
    pub near: String,
    /// Miles, as typed.
    pub within: String,
    /// A point handed over with permission: latitude, longitude.
    pub point: Option<Point>,
    /// Filters: (facet key, value), in the order of the URL.
    pub choices: Vec<(String, String)>,
    /// Keys of chips the person removed.
    pub dropped: Vec<String>,
    /// Take the words as typed.
    pub exactly: bool,
    /// Order of the first lane.
    pub sort: Sort,
    /// Only this lane.
    pub lane: Option<LaneKind>,
    /// Page, from 1.
    pub page: u32,
    /// Rows a page, when asked for.
    pub per_page: Option<u32>,
    /// Say how each row came to its place.
    pub explain: bool,
    /// The list in hand.
    pub list: Vec<ServiceId>,
}

/// Rows a page when nobody asks for another number.
pub const ROWS_A_PAGE: u32 = 10;
/// The most rows a page has.
pub const MOST_ROWS_A_PAGE: u32 = 50;
/// The most letters of one value that are read; the rest is left off.
const LONGEST_VALUE: usize = 500;
/// The most choices that are read.
const MOST_CHOICES: usize = 40;

impl SearchParams {
    /// Reads the query part of a URL. What cannot be read is left out; nothing is an error.
    pub fn parse(query: &str) -> SearchParams {
        let mut params = SearchParams { page: 1, ..SearchParams::default() };
        let (mut latitude, mut longitude) = (None, None);
        for (key, value) in pairs(query) {
            match key.as_str() {
                "q" => params.q = value,
                "near" => params.near = value,
                "within" => params.within = value,
                "lat" => latitude = value.parse::<f64>().ok(),
                "lon" => longitude = value.parse::<f64>().ok(),
                "drop" if !value.is_empty() && params.dropped.len() < MOST_CHOICES => {
                    params.dropped.push(value);
                }
                "drop" => {}
                "exactly" => params.exactly = is_yes(&value),
                "sort" => params.sort = parse_sort(&value),
                "lane" => params.lane = LaneKind::ALL.into_iter().find(|lane| lane.key() == value),
                "page" => params.page = value.parse().unwrap_or(1).clamp(1, 100_000),
                "per_page" => params.per_page = value.parse().ok(),
                "explain" => params.explain = is_yes(&value),
                "list" => params.list = parse_list(&value),
                _ if !value.is_empty()
                    && is_facet_key(&key)
                    && params.choices.len() < MOST_CHOICES
                    && !params.choices.contains(&(key.clone(), value.clone())) =>
                {
                    params.choices.push((key, value));
                }
                _ => {}
            }
        }
        params.point = latitude.zip(longitude).and_then(|(lat, lon)| Point::new(lat, lon));
        params
    }

    /// The question as search takes it.
    pub fn ask(&self) -> Ask {
        Ask {
            q: self.q.clone(),
            near: Some(self.near.trim()).filter(|near| !near.is_empty()).map(str::to_owned),
            point: self.point,
            within_miles: miles(&self.within),
            choices: self.choices.clone(),
            dropped: self.dropped.clone(),
            exactly: self.exactly,
            sort: self.sort,
            lane: self.lane,
            page: self.page.max(1),
            per_page: self.per_page.unwrap_or(ROWS_A_PAGE).clamp(1, MOST_ROWS_A_PAGE),
            explain: self.explain,
        }
    }

    /// The parameters of a question that search hands out (a near miss), with the list in hand kept.
    pub fn of_ask(ask: &Ask, list: &[ServiceId]) -> SearchParams {
        SearchParams {
            q: ask.q.clone(),
            near: ask.near.clone().unwrap_or_default(),
            within: ask.within_miles.map(|miles| miles.to_string()).unwrap_or_default(),
            point: ask.point,
            choices: ask.choices.clone(),
            dropped: ask.dropped.clone(),
            exactly: ask.exactly,
            sort: ask.sort,
            lane: ask.lane,
            page: 1,
            per_page: Some(ask.per_page).filter(|rows| *rows != ROWS_A_PAGE),
            explain: ask.explain,
            list: list.to_vec(),
        }
    }

    /// The query part of a URL, without the question mark. What is unsaid is left out.
    pub fn query(&self) -> String {
        let mut out = Query::default();
        out.push("q", &self.q);
        out.push("near", &self.near);
        out.push("within", &self.within);
        if let Some(point) = self.point {
            out.push("lat", &point.latitude.to_string());
            out.push("lon", &point.longitude.to_string());
        }
        for (key, value) in &self.choices {
            out.push(key, value);
        }
        for key in &self.dropped {
            out.push("drop", key);
        }
        if self.exactly {
            out.push("exactly", "1");
        }
        out.push("sort", sort_key(self.sort));
        out.push("lane", self.lane.map_or("", LaneKind::key));
        if self.page > 1 {
            out.push("page", &self.page.to_string());
        }
        if let Some(rows) = self.per_page {
            out.push("per_page", &rows.to_string());
        }
        if self.explain {
            out.push("explain", "1");
        }
        out.push("list", &list_text(&self.list));
        out.text
    }

    /// The results page of these parameters, without the language's prefix.
    pub fn path(&self) -> String {
        self.path_on("/search")
    }

    /// Another page over the same question.
    pub fn path_on(&self, page: &str) -> String {
        let query = self.query();
        if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
    }

    /// The same question changed, from its first page.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut SearchParams)) -> SearchParams {
        let mut params = SearchParams { page: 1, ..self.clone() };
        change(&mut params);
        params
    }

    /// Whether nothing at all is asked.
    pub fn is_empty(&self) -> bool {
        self.q.trim().is_empty()
            && self.near.trim().is_empty()
            && self.point.is_none()
            && self.choices.is_empty()
    }
}

/// The pairs of a query part, decoded; each value cut at a sane length.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query.split('&').filter(|part| !part.is_empty()).take(200).map(|part| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(key), decode(value))
    })
}

/// The first value of a key in a query part.
pub fn value_of(query: &str, wanted: &str) -> Option<String> {
    pairs(query).find(|(key, _)| key == wanted).map(|(_, value)| value)
}

/// A query part being written.
#[derive(Debug, Default)]
pub struct Query {
    /// What stands so far.
    pub text: String,
}

impl Query {
    /// Adds a pair, unless the value is empty.
    pub fn push(&mut self, key: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('&');
        }
        encode_into(&mut self.text, key);
        self.text.push('=');
        encode_into(&mut self.text, value);
    }
}

/// A value as it stands in a URL's query.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    encode_into(&mut out, value);
    out
}

fn encode_into(out: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                out.push(byte as char)
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(DIGITS[(byte >> 4) as usize] as char);
                out.push(DIGITS[(byte & 15) as usize] as char);
            }
        }
    }
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| bytes.get(at + 1).zip(bytes.get(at + 2))).flatten();
        match escaped.and_then(|(high, low)| Some(hex(*high)? << 4 | hex(*low)?)) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
                at += 1;
            }
        }
    }
    let text: String = String::from_utf8_lossy(&out)
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .take(LONGEST_VALUE)
        .collect();
    text
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

fn is_facet_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 24
        && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_')
}

fn is_yes(value: &str) -> bool {
    matches!(value, "1" | "yes" | "true" | "on")
}

fn miles(typed: &str) -> Option<f64> {
    let number = typed.trim().trim_end_matches("miles").trim_end_matches("mile").trim();
    number.parse::<f64>().ok().filter(|miles| miles.is_finite() && *miles > 0.0 && *miles <= 1_000.0)
}

fn parse_sort(value: &str) -> Sort {
    match value {
        "nearest" => Sort::Nearest,
        "name" => Sort::Name,
        _ => Sort::Best,
    }
}

/// The name of an order in the URL; the usual order is left out.
pub fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Best => "",
        Sort::Nearest => "nearest",
        Sort::Name => "name",
    }
}

#[cfg(test)]
mod tests;
