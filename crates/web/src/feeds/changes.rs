//! What changed: `/changes?since=`, deletions and all.

use search::listing::Change;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What `/changes` answers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChangesDocument {
    /// The changes, the oldest first; each service stands at most once, as it is now.
    pub changes: Vec<ChangeDocument>,
    /// Ask here next: the same address with `after`. Ask again later when there were no changes.
    pub next: String,
    /// Whether there is more at `next` now.
    pub has_more: bool,
    /// About this answer.
    pub meta: crate::api::lists::ListMeta,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChangeDocument {
    /// Which service.
    pub id: Uuid,
    /// `updated` (new or different) or `deleted`.
    pub state: &'static str,
    /// When the build that noticed it was made.
    #[schema(format = DateTime)]
    pub at: String,
    /// The service, for `updated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A change as a document. `hidden` ones were taken down since the build.
pub fn change_document(change: &Change, is_hidden: bool, address: &str) -> ChangeDocument {
    let is_gone = change.is_gone || is_hidden;
    ChangeDocument {
        id: change.id.0,
        state: if is_gone { "deleted" } else { "updated" },
        at: change.at.to_string(),
        url: (!is_gone).then(|| format!("{address}/api/services/{}", change.id)),
    }
}

/// Where a reader of the feed stands: after this change.
pub fn cursor(change: &Change) -> String {
    format!("{}_{}", change.at.as_second(), change.id)
}

/// Reads a cursor back.
pub fn read_cursor(text: &str) -> Option<(jiff::Timestamp, Uuid)> {
    let (seconds, id) = text.split_once('_')?;
    let at = jiff::Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Some((at, Uuid::try_parse(id).ok()?))
}
