//! Files that programs look for at fixed places: robots.txt, the sitemap, security.txt.

use std::fmt::Write;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;

use crate::feeds::atom::xml;
use crate::hub::{Hub, apart};
use crate::problem::Problem;
use crate::state::Shared;

/// Addresses in one file of the sitemap: the most the protocol allows is 50,000.
const URLS_A_FILE: usize = 40_000;
/// Pages that are there whatever the catalogue holds.
const PAGES: [&str; 6] = ["/", "/sources", "/about", "/how-we-choose", "/accessibility", "/privacy"];

/// `GET /robots.txt`
pub async fn robots(hub: Hub) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /search?*&\nDisallow: /cy/search?*&\nDisallow: /desk\nDisallow: /map\nDisallow: /whats-on\n\
         Disallow: /shortlist\nDisallow: /embed\nDisallow: /bulk/\nDisallow: /feeds/\nCrawl-delay: 1\n\n\
         # The whole catalogue is one request: {0}/bulk/services.ndjson\nSitemap: {0}/sitemap.xml\n",
        hub.address
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// `GET /.well-known/security.txt` (RFC 9116)
pub async fn security(State(state): State<Shared>, hub: Hub) -> Response {
    let expires = (state.clock)().timestamp().as_second() / 86_400 * 86_400 + 180 * 86_400;
    let expires = jiff::Timestamp::from_second(expires).unwrap_or(jiff::Timestamp::MAX);
    let text = format!(
        "Contact: {0}/about#security\nExpires: {expires}\nPreferred-Languages: en, cy\n\
         Canonical: {0}/.well-known/security.txt\n",
        hub.address
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// `GET /sitemap.xml`: the index, a file for each 40,000 services.
pub async fn sitemap_index(hub: Hub) -> Response {
    let files = hub.listing().len().div_ceil(URLS_A_FILE);
    let made = hub.catalogue.manifest().made_at;
    let mut out = head("sitemapindex");
    for file in 0..=files {
        let name = if file == 0 { "pages".to_owned() } else { format!("services-{file}") };
        let _ = write!(
            out,
            "<sitemap><loc>{}/sitemaps/{name}.xml</loc><lastmod>{made}</lastmod></sitemap>",
            xml(&hub.address)
        );
    }
    out.push_str("</sitemapindex>\n");
    as_xml(out)
}

/// `GET /sitemaps/{file}`
pub async fn sitemap(hub: Hub, Path(file): Path<String>) -> Response {
    apart(move || {
        let missing = || Problem::not_found("sitemap", &file);
        let name = file.strip_suffix(".xml").ok_or_else(missing)?;
        let mut out = head("urlset");
        let address = xml(&hub.address);
        if name == "pages" {
            for page in PAGES {
                let _ = write!(out, "<url><loc>{address}{page}</loc></url>");
            }
        } else {
            let number: usize =
                name.strip_prefix("services-").and_then(|n| n.parse().ok()).ok_or_else(missing)?;
            let listing = hub.listing();
            let start = number.checked_sub(1).and_then(|before| before.checked_mul(URLS_A_FILE));
            let start = start.filter(|start| *start < listing.len()).ok_or_else(missing)?;
            for row in start..(start + URLS_A_FILE).min(listing.len()) {
                let id = listing.id(row as u32);
                if hub.hidden.contains(id) {
                    continue;
                }
                let changed = listing.changed_at(row as u32).to_zoned(TimeZone::UTC).date();
                let _ =
                    write!(out, "<url><loc>{address}/service/{id}</loc><lastmod>{changed}</lastmod></url>");
            }
        }
        out.push_str("</urlset>\n");
        Ok(as_xml(out))
    })
    .await
}

fn head(root: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
    )
}

fn as_xml(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response()
}
