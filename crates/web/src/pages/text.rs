//! Pages of running text, from a small plain format: `# heading`, `## heading`, `- item`, paragraphs,
//! and `[words](address)` for links.

use maud::{Markup, html};

use crate::i18n::TextPage;
use crate::layout::{self, Page};
use crate::view::View;

/// Draws one.
pub fn draw(view: &View, which: TextPage) -> Markup {
    let text = view.words.text(which);
    let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    let page = Page {
        title: title.to_owned(),
        canonical: Some(which.path().to_owned()),
        description: text.split("\n\n").nth(1).map(|paragraph| paragraph.replace('\n', " ")),
        ..Page::default()
    };
    layout::draw(view, &page, &html! { article class="fp-text" { (body(view, text)) } })
}

/// The text as markup.
pub fn body(view: &View, text: &str) -> Markup {
    html! {
        @for block in text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
            @if let Some(heading) = block.strip_prefix("# ") { h1 class="nhsuk-heading-xl" { (heading) } }
            @else if let Some(heading) = block.strip_prefix("## ") { h2 class="nhsuk-heading-m" { (heading) } }
            @else if block.starts_with("- ") {
                ul class="nhsuk-list nhsuk-list--bullet" {
                    @for item in block.lines().filter_map(|line| line.strip_prefix("- ")) { li { (inline(view, item)) } }
                }
            } @else { p { (inline(view, &block.replace('\n', " "))) } }
        }
    }
}

fn inline(view: &View, text: &str) -> Markup {
    let link = text.find('[').and_then(|start| {
        let middle = start + text[start..].find("](")?;
        let end = middle + text[middle..].find(')')?;
        Some((&text[..start], &text[start + 1..middle], &text[middle + 2..end], &text[end + 1..]))
    });
    html! {
        @match link {
            None => (text),
            Some((before, words, address, after)) => {
                (before)
                a href=(if address.starts_with('/') { view.to(address) } else { address.to_owned() }) { (words) }
                (inline(view, after))
            }
        }
    }
}
