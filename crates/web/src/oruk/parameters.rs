//! The parameters of the lists, as the OpenAPI document tells them. Nothing here is read: see `asked`.

use utoipa::IntoParams;

/// Of services, and of services at places.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "these are descriptions, not values")]
pub struct Services {
    /// Words that name or description must have.
    search: Option<String>,
    /// From 1.
    #[param(minimum = 1)]
    page: Option<u32>,
    /// At most 100 are given.
    #[param(minimum = 1)]
    per_page: Option<u32>,
    /// `ndjson` streams all of it, a document a line.
    format: Option<Format>,
    /// Has this term or one under it: an id, or a CURIE such as `esdServiceType:1`.
    taxonomy_term_id: Option<String>,
    /// Has a term of this taxonomy.
    taxonomy_id: Option<String>,
    /// Offered by this organisation.
    organization_id: Option<String>,
    /// Last modified on this day or later: a date, or a date and time.
    modified_after: Option<String>,
    /// Only id, name, status and last_modified, all in one call.
    minimal: Option<bool>,
    /// Everything of each.
    full: Option<bool>,
    /// With `proximity`: has a place within reach of it. Alone: is stated to cover it.
    postcode: Option<String>,
    /// Metres.
    #[param(minimum = 0)]
    proximity: Option<f64>,
    /// Is stated to cover this postcode (version 1.0).
    coverage: Option<String>,
    /// States a minimum age of at least this.
    #[param(minimum = 0)]
    minimum_age: Option<f64>,
    /// States a maximum age of at most this.
    #[param(minimum = 0)]
    maximum_age: Option<f64>,
    /// Is not stated to be for others than somebody of this age.
    #[param(minimum = 0)]
    age: Option<f64>,
    /// Has a session on this day: `MO` to `SU`. May be repeated.
    day: Option<String>,
    /// Has a session that starts then or later. Belongs to the `day` of the same turn.
    start_time: Option<String>,
    /// Has a session that ends then or earlier. Belongs to the `day` of the same turn.
    end_time: Option<String>,
}

/// Of services, by the names of version 1.0 that version 3.0 has others for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "these are descriptions, not values")]
pub struct OlderNames {
    /// Words that name or description must have: `search` of version 3.0.
    text: Option<String>,
    /// Has a term of this vocabulary: `taxonomy_id` of version 3.0.
    vocabulary: Option<String>,
    /// The same.
    taxonomy_type: Option<String>,
}

/// Of organisations.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "these are descriptions, not values")]
pub struct Organizations {
    /// Words that the name must have.
    search: Option<String>,
    /// With the services of each, whole.
    full_service: Option<bool>,
    /// With registered numbers.
    full: Option<bool>,
    /// From 1.
    #[param(minimum = 1)]
    page: Option<u32>,
    /// At most 100 are given.
    #[param(minimum = 1)]
    per_page: Option<u32>,
    /// `ndjson` streams all of it, a document a line.
    format: Option<Format>,
}

/// Of taxonomies.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "these are descriptions, not values")]
pub struct Taxonomies {
    /// Words that the name must have.
    search: Option<String>,
    /// From 1.
    #[param(minimum = 1)]
    page: Option<u32>,
    /// At most 100 are given.
    #[param(minimum = 1)]
    per_page: Option<u32>,
    /// `ndjson` streams all of it, a document a line.
    format: Option<Format>,
}

/// Of terms.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "these are descriptions, not values")]
pub struct TaxonomyTerms {
    /// Words that the name must have.
    search: Option<String>,
    /// Of this taxonomy.
    taxonomy_id: Option<String>,
    /// Directly under this term.
    parent_id: Option<String>,
    /// Only those that are under none.
    top_only: Option<bool>,
    /// From 1.
    #[param(minimum = 1)]
    page: Option<u32>,
    /// At most 100 are given.
    #[param(minimum = 1)]
    per_page: Option<u32>,
    /// `ndjson` streams all of it, a document a line.
    format: Option<Format>,
}

/// How a list is handed over.
#[derive(utoipa::ToSchema)]
#[schema(as = ListFormat, rename_all = "lowercase")]
pub enum Format {
    /// A page.
    Json,
    /// All of it, a document a line.
    Ndjson,
}
