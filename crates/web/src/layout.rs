//! The frame of every page: head, quick exit, header, language switch, main, footer.

use maud::{DOCTYPE, Markup, html};

use crate::assets;
use crate::i18n::TextPage;
use crate::view::{View, list_text};

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct Page {
    /// In the browser's tab, before the site's name.
    pub title: String,
    /// One sentence for search engines and previews.
    pub description: Option<String>,
    /// Path of the one address this content has, without the language's prefix.
    pub canonical: Option<String>,
    /// Keep it out of search engines: results, lists, forms.
    pub is_private: bool,
    /// Structured data, already JSON; see [`json_ld`].
    pub json_ld: Option<String>,
    /// Further scripts of this page, by asset name.
    pub scripts: &'static [&'static str],
    /// Further style sheets of this page, by asset name.
    pub styles: &'static [&'static str],
    /// Whether it takes the map library.
    pub needs_map: bool,
    /// Wide content: no narrow column.
    pub is_wide: bool,
    /// Where changes of what it shows can be followed, as Atom.
    pub feed: Option<String>,
}

impl Page {
    /// A page that is no more than its title.
    pub fn new(title: impl Into<String>) -> Page {
        Page { title: title.into(), ..Page::default() }
    }
}

/// The whole document around `main`.
pub fn draw(view: &View, page: &Page, main: &Markup) -> Markup {
    let words = view.words;
    let language = words.language();
    let (other, other_path) = view.other_language();
    html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(language.direction()) class="nhsuk-template" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { @if page.title.is_empty() { (words.say("site-name")) } @else { (page.title) " – " (words.say("site-name")) } }
                @if let Some(description) = &page.description { meta name="description" content=(description); }
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content="#005eb8";
                meta name="referrer" content="no-referrer";
                meta name="format-detection" content="telephone=no";
                @if page.is_private { meta name="robots" content="noindex"; }
                @if let Some(path) = &page.canonical {
                    link rel="canonical" href=(view.absolute(path));
                    meta property="og:title" content=(page.title);
                    meta property="og:url" content=(view.absolute(path));
                    meta property="og:type" content="website";
                    @if let Some(description) = &page.description { meta property="og:description" content=(description); }
                }
                link rel="alternate" hreflang=(other.code()) href=(format!("{}{other_path}", view.address));
                @if let Some(feed) = &page.feed { link rel="alternate" type="application/atom+xml" title=(page.title) href=(feed); }
                link rel="icon" href=(assets::path("icon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::path("site.css")) integrity=(assets::integrity("site.css"));
                @for style in page.styles { link rel="stylesheet" href=(assets::path(style)) integrity=(assets::integrity(style)); }
                script src=(assets::path("site.js")) type="module" integrity=(assets::integrity("site.js")) {}
                @if page.needs_map { script src=(assets::path("leaflet.js")) defer integrity=(assets::integrity("leaflet.js")) {} }
                @for script in page.scripts { script src=(assets::path(script)) type="module" integrity=(assets::integrity(script)) {} }
                @if let Some(data) = &page.json_ld { script type="application/ld+json" { (maud::PreEscaped(data)) } }
            }
            body class={ "nhsuk-template__body" @if page.is_wide { " fp-wide" } } data-list=(list_text(&view.list)) data-prefix=(language.prefix()) {
                a class="nhsuk-skip-link" href="#main" { (words.say("skip-to-main")) }
                (header(view, other.code(), other.own_name(), &other_path))
                div class="nhsuk-width-container fp-body" {
                    main class="nhsuk-main-wrapper" id="main" tabindex="-1" { (main) }
                }
                (footer(view))
            }
        }
    }
}

fn header(view: &View, other_code: &str, other_name: &str, other_path: &str) -> Markup {
    let words = view.words;
    html! {
        header class="fp-header" {
            div class="nhsuk-width-container fp-header__row" {
                a class="fp-header__name" href=(view.to_with_list("/")) {
                    (sign())
                    span { (words.say("site-name")) }
                }
                nav class="fp-header__links" aria-label=(words.say("header-links")) {
                    a href=(view.to_with_list("/whats-on")) { (words.say("whats-on")) }
                    a href=(view.to_with_list("/browse")) { (words.say("browse")) }
                    a href=(view.to_with_list("/shortlist")) id="list-link" {
                        (words.say("your-list"))
                        span id="list-count" { @if !view.list.is_empty() { " (" (view.list.len()) ")" } }
                    }
                    a href=(other_path) lang=(other_code) hreflang=(other_code) { (other_name) }
                }
                a class="fp-exit" id="quick-exit" href="https://www.bbc.co.uk/weather" rel="noreferrer nofollow" { (words.say("quick-exit")) }
            }
        }
    }
}

/// The sign of the house: a finger post.
fn sign() -> Markup {
    html! {
        svg class="fp-header__sign" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false" {
            path fill="currentColor" d="M14 3h4v3h9l4 4-4 4h-9v2H5l-4 4 4 4h9v5h4v-5h0v-8h0V3z" {}
        }
    }
}

fn footer(view: &View) -> Markup {
    let words = view.words;
    html! {
        footer class="fp-footer" {
            div class="nhsuk-width-container" {
                h2 class="nhsuk-u-visually-hidden" { (words.say("footer-links")) }
                ul class="fp-footer__links" {
                    li { a href=(view.to(TextPage::About.path())) { (words.say("about")) } }
                    li { a href=(view.to("/sources")) { (words.say("sources")) } }
                    li { a href=(view.to(TextPage::HowWeChoose.path())) { (words.say("how-we-choose")) } }
                    li { a href=(view.to("/desk")) { (words.say("desk")) } }
                    li { a href=(view.to("/directory")) { (words.say("print-directory")) } }
                    li { a href=(view.to("/offline")) { (words.say("offline-pack")) } }
                    li { a href=(view.to("/api")) { (words.say("for-programs")) } }
                    li { a href=(view.to(TextPage::Accessibility.path())) { (words.say("accessibility")) } }
                    li { a href=(view.to(TextPage::Privacy.path())) { (words.say("privacy")) } }
                }
                p class="fp-footer__line" { (words.say("footer-line")) }
            }
        }
    }
}

/// JSON that may stand inside a script element: `<`, `>` and `&` can end nothing there.
pub fn json_ld(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
