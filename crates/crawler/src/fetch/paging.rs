//! Paging: which address comes after a page, for each platform. Pure: an address and bytes in, addresses out.

use serde_json::Value;
use url::Url;

use crate::source::Format;

/// What follows from a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct After {
    /// Addresses to be asked next, in order, before those that wait already.
    pub next: Vec<String>,
    /// Whether the page's own records are read.
    pub read: bool,
    /// Whether the page is the end of a feed that goes on growing; it is asked again next time.
    pub is_tail: bool,
}

/// The first address of a platform, made of the one in the settings.
pub fn first(format: Format, url: &Url) -> Url {
    let mut url = url.clone();
    match format {
        Format::OpenReferral | Format::OpenReferral1 => {
            let path = url.path().trim_end_matches('/').to_owned();
            // A file or a single service is asked as it stands.
            let is_list = path.ends_with("/services");
            let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
            let is_base = !path.contains("/services") && !is_file;
            if is_base {
                url.set_path(&format!("{path}/services"));
            }
            if (is_list || is_base) && parameter(&url, "page").is_none() {
                set_parameter(&mut url, "page", "1");
                if parameter(&url, "per_page").is_none() {
                    set_parameter(&mut url, "per_page", "50");
                }
            }
        }
        Format::ArcGis => {
            let path = url.path().trim_end_matches('/').to_owned();
            if !path.ends_with("/query") {
                url.set_path(&format!("{path}/query"));
            }
            for (name, value) in [
                ("where", "1=1"),
                ("outFields", "*"),
                ("outSR", "4326"),
                ("f", "geojson"),
                ("resultRecordCount", "1000"),
                ("resultOffset", "0"),
            ] {
                if parameter(&url, name).is_none() {
                    set_parameter(&mut url, name, value);
                }
            }
        }
        Format::Ckan => {
            if !url.path().contains("/api/") {
                // …/dataset/x/resource/<id> or the bare site with `resource_id`.
                if let Some(id) =
                    url.path().split("/resource/").nth(1).and_then(|rest| rest.split('/').next())
                {
                    let id = id.to_owned();
                    set_parameter(&mut url, "resource_id", &id);
                }
                url.set_path("/api/3/action/datastore_search");
            }
            for (name, value) in [("limit", "1000"), ("offset", "0")] {
                if parameter(&url, name).is_none() {
                    set_parameter(&mut url, name, value);
                }
            }
        }
        Format::Socrata => {
            for (name, value) in [("$limit", "1000"), ("$offset", "0"), ("$order", ":id")] {
                if parameter(&url, name).is_none() {
                    set_parameter(&mut url, name, value);
                }
            }
        }
        _ => {}
    }
    url
}

/// Whether a format's pages must be looked into before the next is asked.
pub fn is_paged(format: Format) -> bool {
    matches!(
        format,
        Format::OpenReferral
            | Format::OpenReferral1
            | Format::OpenActive
            | Format::ArcGis
            | Format::Ckan
            | Format::Socrata
            | Format::JsonLd
            | Format::Html
    )
}

/// What comes after a page. `Err` says why the page is not what it should be.
pub fn after(format: Format, url: &Url, bytes: &[u8], only: Option<&str>) -> Result<After, String> {
    if matches!(format, Format::JsonLd | Format::Html) {
        return Ok(after_sitemap(url, bytes, only));
    }
    if !is_paged(format) {
        return Ok(After { read: true, ..After::default() });
    }
    if format == Format::OpenReferral
        && bytes.iter().filter(|byte| **byte == b'\n').count() > 0
        && !is_one_tree(bytes)
    {
        // `format=ndjson`: everything in one answer.
        return Ok(After { read: true, ..After::default() });
    }
    let tree: Value = serde_json::from_slice(bytes).map_err(|error| {
        if error.is_eof() { "it breaks off".to_owned() } else { "it is not well-formed JSON".to_owned() }
    })?;
    Ok(match format {
        Format::OpenReferral | Format::OpenReferral1 => after_open_referral(url, &tree),
        Format::OpenActive => after_open_active(url, &tree)?,
        Format::ArcGis => after_arcgis(url, &tree)?,
        Format::Ckan => after_ckan(url, &tree)?,
        _ => after_socrata(url, &tree),
    })
}

fn is_one_tree(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

fn after_open_referral(url: &Url, tree: &Value) -> After {
    let list = ["contents", "content"].iter().find_map(|name| tree.get(*name)?.as_array());
    let Some(list) = list else { return After { read: true, ..After::default() } };
    let number = |names: &[&str]| names.iter().find_map(|name| tree.get(*name)?.as_u64());
    let asked: u64 = parameter(url, "page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let total = number(&["total_pages", "totalPages"]);
    let last = ["last_page", "last"].iter().find_map(|name| tree.get(*name)?.as_bool());
    let is_last = list.is_empty() || last == Some(true) || total.is_some_and(|total| asked >= total);
    let is_endless = last.is_none() && total.is_none();
    let mut next = Vec::new();
    let is_thin = !list.is_empty() && list.iter().all(is_thin_service);
    if is_thin {
        for service in list {
            if let Some(id) = service.get("id").and_then(crate::read::scalar) {
                let mut detail = url.clone();
                detail.set_query(None);
                if let Ok(mut segments) = detail.path_segments_mut() {
                    segments.pop_if_empty().push(&id);
                }
                next.push(detail.to_string());
            }
        }
    }
    if !is_last && !is_endless {
        let mut page = url.clone();
        set_parameter(&mut page, "page", &(asked + 1).to_string());
        next.push(page.to_string());
    }
    After { next, read: !is_thin, is_tail: false }
}

/// A list item that has nothing but itself: where, when and how to reach it stand in its detail.
fn is_thin_service(service: &Value) -> bool {
    let nested = [
        "service_at_locations",
        "schedules",
        "regular_schedules",
        "contacts",
        "phones",
        "attributes",
        "service_taxonomys",
        "locations",
        "cost_options",
        "service_areas",
        "eligibilitys",
    ];
    service.get("id").is_some() && nested.iter().all(|name| service.get(*name).is_none())
}

fn after_open_active(url: &Url, tree: &Value) -> Result<After, String> {
    let items = tree.get("items").and_then(Value::as_array).ok_or("it has no `items`")?;
    let next = tree.get("next").and_then(Value::as_str).ok_or("it has no `next`")?;
    let next = url.join(next).map_err(|_| "its `next` is no address")?;
    // The last page is empty and leads to itself.
    if items.is_empty() {
        return Ok(After { next: Vec::new(), read: true, is_tail: true });
    }
    Ok(After { next: vec![next.to_string()], read: true, is_tail: false })
}

fn after_arcgis(url: &Url, tree: &Value) -> Result<After, String> {
    if let Some(error) = tree.get("error") {
        let code = error.get("code").and_then(Value::as_i64).unwrap_or(0);
        return Err(format!("the server says error {code}"));
    }
    let features = tree.get("features").and_then(Value::as_array).ok_or("it has no `features`")?;
    let exceeded = [tree.get("exceededTransferLimit"), tree.pointer("/properties/exceededTransferLimit")]
        .into_iter()
        .flatten()
        .any(|flag| flag.as_bool() == Some(true));
    let mut next = Vec::new();
    if exceeded && !features.is_empty() {
        next.push(with_offset(url, "resultOffset", features.len()));
    }
    Ok(After { next, read: true, is_tail: false })
}

fn after_ckan(url: &Url, tree: &Value) -> Result<After, String> {
    if tree.get("success").and_then(Value::as_bool) == Some(false) {
        return Err("the server says it did not succeed".to_owned());
    }
    let records =
        tree.pointer("/result/records").and_then(Value::as_array).ok_or("it has no `result.records`")?;
    let total = tree.pointer("/result/total").and_then(Value::as_u64);
    let offset = offset_of(url, "offset");
    let more = total.is_none_or(|total| offset + (records.len() as u64) < total);
    let next = (!records.is_empty() && more).then(|| with_offset(url, "offset", records.len()));
    Ok(After { next: next.into_iter().collect(), read: true, is_tail: false })
}

fn after_socrata(url: &Url, tree: &Value) -> After {
    let records = tree.as_array().map_or(0, Vec::len);
    let limit: usize = parameter(url, "$limit").and_then(|limit| limit.parse().ok()).unwrap_or(1000);
    let next = (records >= limit && records > 0).then(|| with_offset(url, "$offset", records));
    After { next: next.into_iter().collect(), read: true, is_tail: false }
}

/// Pages that a sitemap lists; a page that is no sitemap is read itself.
fn after_sitemap(url: &Url, bytes: &[u8], only: Option<&str>) -> After {
    let start = &bytes[..bytes.len().min(2048)];
    let start = String::from_utf8_lossy(start);
    let is_sitemap = start.contains("<urlset") || start.contains("<sitemapindex");
    if !is_sitemap {
        return After { read: true, ..After::default() };
    }
    let is_index = start.contains("<sitemapindex");
    let next = crate::read::json_ld::sitemap_addresses(bytes)
        .into_iter()
        .filter(|address| is_index || only.is_none_or(|only| address.contains(only)))
        .filter_map(|address| Some(url.join(&address).ok()?.to_string()))
        .collect();
    After { next, read: false, is_tail: false }
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn set_parameter(url: &mut Url, name: &str, value: &str) {
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != name)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, value);
}

fn offset_of(url: &Url, name: &str) -> u64 {
    parameter(url, name).and_then(|offset| offset.parse().ok()).unwrap_or(0)
}

fn with_offset(url: &Url, name: &str, more: usize) -> String {
    let mut next = url.clone();
    set_parameter(&mut next, name, &(offset_of(url, name) + more as u64).to_string());
    next.to_string()
}

#[cfg(test)]
mod tests;
