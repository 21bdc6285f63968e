//! Everything by need, activity and place: a page a concept, a page a district, a page for both.

use maud::{Markup, html};
use model::vocabulary::{Concept, ConceptKind, Vocabulary};
use search::answer::Answer;

use crate::base_map::{BASE_MAP, District};
use crate::layout::{self, Page};
use crate::params::{SearchParams, encode};
use crate::parts;
use crate::view::View;

/// The kinds in the order they are shown, with their headings.
const KINDS: [(ConceptKind, &str); 6] = [
    (ConceptKind::Need, "browse-needs"),
    (ConceptKind::Activity, "browse-activities"),
    (ConceptKind::Service, "browse-services"),
    (ConceptKind::Condition, "browse-conditions"),
    (ConceptKind::Identity, "browse-identities"),
    (ConceptKind::PlaceKind, "browse-places"),
];

/// All concepts and all districts.
pub fn draw(view: &View, vocabulary: &Vocabulary) -> Markup {
    let words = view.words;
    let mut districts: Vec<&District> = BASE_MAP.areas.iter().collect();
    districts.sort_by(|a, b| a.name.cmp(&b.name));
    let main = html! {
        h1 class="nhsuk-heading-xl" { (words.say("browse-title")) }
        nav class="fp-tools" aria-label=(words.say("on-this-page")) {
            ul {
                @for (_, key) in KINDS { li { a href={ "#" (key) } { (words.say(key)) } } }
                li { a href="#places" { (words.say("browse-districts")) } }
            }
        }
        @for (kind, key) in KINDS {
            @let concepts: Vec<&Concept> = sorted(vocabulary, kind);
            @if !concepts.is_empty() {
                section aria-labelledby=(key) {
                    h2 class="nhsuk-heading-m" id=(key) { (words.say(key)) }
                    ul class="fp-columns" lang="en" { @for concept in concepts { li { a href=(view.to_with_list(&format!("/browse/{}", concept.id))) { (concept.label) } } } }
                }
            }
        }
        section aria-labelledby="places" {
            h2 class="nhsuk-heading-m" id="places" { (words.say("browse-districts")) }
            ul class="fp-columns" { @for district in districts { li { a href=(view.to_with_list(&format!("/browse/in/{}", district.code))) { (district.name) } } } }
        }
    };
    let page = Page {
        title: words.say("browse-title").to_owned(),
        canonical: Some("/browse".to_owned()),
        description: Some(words.say("browse-title").to_owned()),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

fn sorted(vocabulary: &Vocabulary, kind: ConceptKind) -> Vec<&Concept> {
    let mut concepts: Vec<&Concept> =
        vocabulary.concepts().iter().filter(|concept| concept.kind == kind).collect();
    concepts.sort_by(|a, b| a.label.cmp(&b.label));
    concepts
}

/// One concept, everywhere or in one district.
pub fn draw_concept(
    view: &View,
    vocabulary: &Vocabulary,
    concept: &Concept,
    district: Option<&District>,
    answer: &Answer,
) -> Markup {
    let words = view.words;
    let now = view.now.datetime();
    let title = match district {
        Some(district) => view.tell(
            "concept-in",
            &[("what", concept.label.as_str().into()), ("where", district.name.as_str().into())],
        ),
        None => concept.label.clone(),
    };
    let params = SearchParams {
        q: concept.label.clone(),
        near: district.map(|district| district.name.clone()).unwrap_or_default(),
        list: view.list.clone(),
        ..SearchParams::default()
    };
    let main = html! {
        (parts::breadcrumb(view, &[(words.say("browse"), "/browse".to_owned())]))
        h1 class="nhsuk-heading-l" lang="en" { (title) }
        (parts::search_box(view, &params, "/search"))
        @if !concept.bridges.is_empty() {
            h2 class="nhsuk-heading-m" { (words.say("what-helps")) }
            ul class="nhsuk-list nhsuk-list--bullet" lang="en" {
                @for bridge in concept.bridges.iter().take(12) {
                    li { a href=(view.to_with_list(&format!("/browse/{}", bridge.to))) { (vocabulary.label(&bridge.to)) } @if !bridge.because.is_empty() { " – " (bridge.because) } }
                }
            }
        }
        @let hits: Vec<_> = answer.lanes.iter().flat_map(|lane| &lane.hits).take(10).collect();
        @if !hits.is_empty() {
            h2 class="nhsuk-heading-m" { (words.say("some-of-them")) }
            ol class="fp-rows" { @for hit in hits { (parts::row(view, hit, now)) } }
            p class="fp-lane__more" { a class="nhsuk-button nhsuk-button--secondary" href=(view.to(&params.path())) { (words.say("see-all-results")) } }
        } @else { p { (words.say("none-here-yet")) } }
        @if district.is_none() {
            details class="nhsuk-details" {
                summary class="nhsuk-details__summary" { span class="nhsuk-details__summary-text" { (words.say("choose-district")) } }
                div class="nhsuk-details__text" {
                    ul class="fp-columns" { @for other in &BASE_MAP.areas { li { a href=(view.to_with_list(&format!("/browse/{}/in/{}", concept.id, other.code))) { (other.name) } } } }
                }
            }
        }
    };
    let canonical = match district {
        Some(district) => format!("/browse/{}/in/{}", concept.id, district.code),
        None => format!("/browse/{}", concept.id),
    };
    let page =
        Page { description: Some(title.clone()), title, canonical: Some(canonical), ..Page::default() };
    layout::draw(view, &page, &main)
}

/// One district: every kind of thing there.
pub fn draw_district(view: &View, vocabulary: &Vocabulary, district: &District) -> Markup {
    let words = view.words;
    let title = view.tell("district-title", &[("where", district.name.as_str().into())]);
    let params =
        SearchParams { near: district.name.clone(), list: view.list.clone(), ..SearchParams::default() };
    let near = encode(&district.name);
    let main = html! {
        (parts::breadcrumb(view, &[(words.say("browse"), "/browse".to_owned())]))
        h1 class="nhsuk-heading-l" { (title) }
        (parts::search_box(view, &params, "/search"))
        ul class="fp-actions" {
            li { a href=(view.to_with_list(&format!("/whats-on?near={near}"))) { (words.say("whats-on")) } }
            li { a href=(view.to(&format!("/directory?near={near}"))) { (words.say("print-directory")) } }
            li { a href=(view.to(&format!("/offline/{}", district.code))) { (words.say("offline-pack")) } }
        }
        @for (kind, key) in KINDS {
            section aria-labelledby=(key) {
                h2 class="nhsuk-heading-m" id=(key) { (words.say(key)) }
                ul class="fp-columns" lang="en" { @for concept in sorted(vocabulary, kind) { li { a href=(view.to_with_list(&format!("/browse/{}/in/{}", concept.id, district.code))) { (concept.label) } } } }
            }
        }
    };
    let page = Page {
        description: Some(title.clone()),
        title,
        canonical: Some(format!("/browse/in/{}", district.code)),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}
