//! A page of results as schema.org data: the list, in its order, of pages that tell each service whole.

use search::answer::Answer;
use serde_json::{Value, json};

use crate::view::View;

/// An `ItemList` of what the page shows, lane after lane; `None` when it shows nothing.
///
/// `numberOfItems` counts what is listed here, as schema.org has it, not what was found.
pub fn json_ld(view: &View, name: &str, answer: &Answer) -> Option<Value> {
    let items: Vec<Value> = answer
        .lanes
        .iter()
        .flat_map(|lane| &lane.hits)
        .enumerate()
        .map(|(before, hit)| {
            let url = view.absolute(&format!("/service/{}", hit.id));
            json!({ "@type": "ListItem", "position": before + 1, "url": url })
        })
        .collect();
    (!items.is_empty()).then(|| {
        json!({
            "@context": "https://schema.org",
            "@type": "ItemList",
            "name": name,
            "numberOfItems": items.len(),
            "itemListElement": items,
        })
    })
}
