//! What somebody asked, before anything is understood: the box, the choices and the page.

use model::place::Point;

/// The whole state of a search, as the URL holds it. Nothing in it has been interpreted yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ask {
    /// What was typed in the box.
    pub q: String,
    /// What was typed in the place box beside it; wins over a place read from `q`.
    pub near: Option<String>,
    /// A point handed over with permission; wins over `near`.
    pub point: Option<Point>,
    /// Reach chosen by the person, in miles; absent means "suited to the place".
    pub within_miles: Option<f64>,
    /// Choices from filters: (facet key, value), for example `("cost", "free")`. Repeats are "or"
    /// within a facet and "and" between facets. The keys are those of the facet table.
    pub choices: Vec<(String, String)>,
    /// Keys of chips the person dropped from the reading of `q`.
    pub dropped: Vec<String>,
    /// Take the words as typed: no spelling repair.
    pub exactly: bool,
    /// Order of the lane near you.
    pub sort: Sort,
    /// Show only this lane, on as many pages as it takes.
    pub lane: Option<LaneKind>,
    /// Page, from 1.
    pub page: u32,
    /// Rows a page, 1 to 100.
    pub per_page: u32,
    /// Say how each row came to its place.
    pub explain: bool,
}

impl Ask {
    /// A question in the one box and nothing else: first page of 10.
    pub fn of(q: impl Into<String>) -> Ask {
        Ask { q: q.into(), page: 1, per_page: 10, ..Ask::default() }
    }
}

/// The three lanes, never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneKind {
    /// Has a place one can go to; ordered with distance.
    NearYou,
    /// Comes to you, or covers the area you are in.
    CoversYou,
    /// By phone, online or national.
    Anywhere,
}

impl LaneKind {
    /// In the order they are shown.
    pub const ALL: [LaneKind; 3] = [LaneKind::NearYou, LaneKind::CoversYou, LaneKind::Anywhere];

    /// Its name in URL and JSON.
    pub fn key(self) -> &'static str {
        match self {
            LaneKind::NearYou => "near-you",
            LaneKind::CoversYou => "covers-you",
            LaneKind::Anywhere => "anywhere",
        }
    }
}

/// Order of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By sense: words and concepts, distance, joinability, freshness mildly.
    #[default]
    Best,
    /// By distance alone, among all that match.
    Nearest,
    /// By name.
    Name,
}
