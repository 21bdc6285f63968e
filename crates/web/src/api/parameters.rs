//! The parameters of a search, as the OpenAPI document tells them. Nothing here is read: see `ask`.

use utoipa::IntoParams;

/// The same names as on the page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "these are descriptions, not values")]
pub struct Search {
    /// What is typed in the box: "choir groups near SK4 3AA".
    q: Option<String>,
    /// Where: a postcode or a place. Wins over a place in `q`.
    near: Option<String>,
    /// Degrees north, beside `lon`. Wins over `near`.
    #[param(minimum = -90, maximum = 90)]
    lat: Option<f64>,
    /// Degrees east, beside `lat`.
    #[param(minimum = -180, maximum = 180)]
    lon: Option<f64>,
    /// Miles. Without it, suited to the place.
    #[param(minimum = 0, maximum = 1000)]
    within: Option<f64>,
    /// Key of a part of the reading to leave out. May be repeated.
    drop: Option<String>,
    /// Take the words as typed: no spelling repair.
    exactly: Option<YesOrNo>,
    /// Order of the lane near you.
    sort: Option<SortBy>,
    /// Only this lane.
    lane: Option<Lane>,
    /// From 1.
    #[param(minimum = 1, maximum = 10000)]
    page: Option<u32>,
    /// At most 100 are given.
    #[param(minimum = 1)]
    per_page: Option<u32>,
    /// Say how each row came to its place.
    explain: Option<YesOrNo>,
}

/// As programs and as people write it.
#[derive(utoipa::ToSchema)]
pub enum YesOrNo {
    /// Yes.
    #[schema(rename = "true")]
    True,
    /// Yes.
    #[schema(rename = "1")]
    One,
    /// No.
    #[schema(rename = "false")]
    False,
    /// No.
    #[schema(rename = "0")]
    Nought,
}

/// Order of the lane near you.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum SortBy {
    /// By sense.
    Best,
    /// By distance alone.
    Nearest,
    /// By name.
    Name,
}

/// The three lanes.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum Lane {
    /// Has a place one can go to.
    NearYou,
    /// Comes to you, or covers the area you are in.
    CoversYou,
    /// By phone, online or national.
    Anywhere,
}
