//! Atom (RFC 4287): services that are new or changed, the latest first.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use jiff::Timestamp;
use model::service::Service;

/// A feed's own facts.
pub struct Feed<'a> {
    /// What it is called.
    pub title: &'a str,
    /// The address it is at, query and all.
    pub this: &'a str,
    /// Where pages are.
    pub address: &'a str,
    /// When anything in it last changed.
    pub updated: Timestamp,
}

/// Draws a feed of services with the moment each changed.
pub fn feed<'a>(about: &Feed<'_>, entries: impl Iterator<Item = (&'a Service, Timestamp)>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let this = xml(about.this);
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>{this}</id><title>{}</title>\
         <updated>{}</updated><link rel=\"self\" href=\"{this}\"/>\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}/\"/>\
         <author><name>Fingerpost</name></author><generator>Fingerpost</generator>",
        xml(about.title),
        about.updated,
        xml(about.address),
    );
    for (service, changed) in entries {
        let page = format!("{}/service/{}", about.address, service.id);
        let _ = write!(
            out,
            "<entry><id>urn:uuid:{}</id><title>{}</title><updated>{changed}</updated>\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
            service.id,
            xml(&service.name),
            xml(&page),
        );
        let words = service.description.as_deref().unwrap_or(&service.name);
        let _ = write!(out, "<summary>{}</summary></entry>", xml(&beginning(words)));
    }
    out.push_str("</feed>\n");
    out
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(400) {
        None => text.to_owned(),
        Some((end, _)) => {
            let cut = &text[..end];
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole))
        }
    }
}

/// Text as it may stand in XML, in content and in attributes.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}
