//! Every link on every page leads somewhere.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::house::town::server;

/// Addresses of one kind that are asked for: the first of each, since one template draws them all.
const OF_A_KIND: usize = 4;

/// What a page links to on this site, without the part after `#`.
fn links(page: &str) -> Vec<String> {
    let address = &server().address;
    let values = [" href=\"", " src=\""].into_iter().flat_map(|name| page.split(name).skip(1));
    let values = values.filter_map(|rest| rest.split('"').next()).map(|value| value.replace("&amp;", "&"));
    values
        .map(|value| value.strip_prefix(address.as_str()).map_or(value.clone(), str::to_owned))
        .filter(|value| value.starts_with('/') && !value.starts_with("//"))
        .filter_map(|value| value.split('#').next().map(str::to_owned))
        // A pack of a district is a download that takes seconds to make.
        .filter(|value| !value.contains("/offline/"))
        .collect()
}

/// Whether a page is read for its links: a search with more than its words is one of endlessly many.
fn is_read(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_a_question = !query.is_empty();
    let is_whole =
        ["/bulk/", "/feeds/", "/assets/", "/api/", "/oruk/", "/fhir/"].iter().any(|it| path.starts_with(it));
    !is_whole && (!is_a_question || (path.ends_with("/search") && !query.contains('&')))
}

/// The kind of an address: its language, its first word, how deep it lies, and whether it is a narrowed
/// search.
fn kind(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let (language, rest) = path.strip_prefix("/cy").map_or(("", path), |rest| ("cy", rest));
    let first = rest.split('/').nth(1).unwrap_or_default();
    format!("{language} {first} {} {}", rest.matches('/').count(), address.contains('&'))
}

#[test]
fn every_link_of_the_site_leads_somewhere() {
    let mut from: BTreeMap<String, String> = BTreeMap::new();
    let mut waiting: VecDeque<String> = ["/", "/cy", "/embed"].map(str::to_owned).into();
    let mut asked: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut kinds = BTreeMap::new();
    let mut read = 0;
    while let Some(address) = waiting.pop_front() {
        let (status, headers, body) = server().get(&address);
        let on = from.get(&address);
        assert!(status == 200, "{address}, linked from {on:?}, answers {status}");
        if !is_read(&address) || !headers.contains("text/html") {
            continue;
        }
        read += 1;
        for link in links(&body) {
            let known = kinds.entry(kind(&link)).or_insert(0_usize);
            if *known < OF_A_KIND && asked.insert(link.clone()) {
                *known += 1;
                from.insert(link.clone(), address.clone());
                waiting.push_back(link);
            }
        }
    }
    assert!(read > 50, "only {read} pages were read");
}

#[test]
fn an_address_with_a_slash_too_many_leads_to_the_page() {
    for (with, without) in [
        ("/about/", "/about"),
        ("/cy/", "/cy"),
        ("/cy/browse/arts/singing/", "/cy/browse/arts/singing"),
        ("/oruk/v3/services/?per_page=1", "/oruk/v3/services?per_page=1"),
    ] {
        assert_eq!(server().get(with).2, server().get(without).2, "{with}");
    }
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    for elsewhere in ["//ambleford.example/", "//ambleford.example//"] {
        let answer = agent.get(format!("{}{elsewhere}", server().address)).call().expect("an answer");
        let location = answer.headers().get("location").and_then(|it| it.to_str().ok()).unwrap_or_default();
        assert!(!location.starts_with("//"), "{elsewhere} leads to {location}");
    }
}
