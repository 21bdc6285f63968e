//! What the offline pack is, and one for each district.

use maud::{Markup, html};

use crate::base_map::{BASE_MAP, District};
use crate::layout::{self, Page};
use crate::view::View;

/// Draws it.
pub fn draw(view: &View) -> Markup {
    let words = view.words;
    let mut districts: Vec<&District> = BASE_MAP.areas.iter().collect();
    districts.sort_by(|a, b| a.name.cmp(&b.name));
    let main = html! {
        h1 class="nhsuk-heading-l" { (words.say("offline-pack")) }
        p { (words.say("offline-lede")) }
        p { (words.say("offline-how")) }
        h2 class="nhsuk-heading-m" { (words.say("choose-district")) }
        ul class="fp-columns" { @for district in districts { li { a href=(view.to(&format!("/offline/{}", district.code))) { (district.name) } } } }
    };
    let page = Page {
        title: words.say("offline-pack").to_owned(),
        description: Some(words.say("offline-lede").to_owned()),
        canonical: Some("/offline".to_owned()),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}
