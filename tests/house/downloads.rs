//! What can be taken away whole: bulk files, calendars, Atom, the files at fixed places, the embed.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use serde_json::Value;

use crate::house::town::server;

fn total() -> usize {
    let page = server().json("/oruk/v3/services?per_page=1");
    page["total_items"].as_u64().expect("a number") as usize
}

/// The rows of a CSV text after its head, as cells.
fn rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut all: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let row = all.last_mut().expect("a row");
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => {
                row.last_mut().expect("a cell").push('"')
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => all.push(vec![String::new()]),
            letter => row.last_mut().expect("a cell").push(letter),
        }
    }
    assert_eq!(all.pop(), Some(vec![String::new()]), "a file ends with its last row");
    let head = all.remove(0);
    (head, all)
}

#[test]
fn the_whole_catalogue_comes_as_lines_and_as_rows_with_licences() {
    let lines = server().get("/bulk/services.ndjson").2;
    let services: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(services.len(), total());
    for service in &services {
        assert!(service["sources"][0]["licence"].is_string(), "{service}");
    }
    let (head, rows) = rows(&server().get("/bulk/services.csv").2);
    assert_eq!(rows.len(), total());
    let licences = head.iter().position(|name| name == "licences").expect("a column");
    for (row, service) in rows.iter().zip(&services) {
        assert_eq!((row.len(), &row[0]), (head.len(), &service["id"].as_str().expect("an id").to_owned()));
        assert!(!row[licences].is_empty(), "{row:?}");
    }
    let singing = server().get("/bulk/services.csv?taxonomy_term_id=subject:arts/singing").2;
    let count =
        server().json("/oruk/v3/services?taxonomy_term_id=subject:arts/singing")["total_items"].as_u64();
    assert_eq!(Some(self::rows(&singing).1.len() as u64), count);
}

#[test]
fn the_data_package_is_an_archive_whose_tables_hold_together() {
    let url = format!("{}/bulk/hsds.zip", server().address);
    let bytes = ureq::get(&url).call().expect("an answer").into_body().read_to_vec().expect("the archive");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).expect(name).read_to_string(&mut text).expect("text, with a right checksum");
        text
    };
    let package: Value = serde_json::from_str(&text("datapackage.json")).expect("JSON");
    let mut ids: std::collections::BTreeMap<String, BTreeSet<String>> = std::collections::BTreeMap::new();
    let mut links: Vec<(String, String)> = Vec::new();
    for resource in package["resources"].as_array().expect("resources") {
        let (head, rows) = rows(&text(resource["path"].as_str().expect("a path")));
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        assert!(head.iter().eq(fields.iter().filter_map(|field| field["name"].as_str())), "{head:?}");
        let name = resource["name"].as_str().expect("a name").to_owned();
        for row in &rows {
            assert_eq!(row.len(), head.len(), "{name}: {row:?}");
            for (column, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                match column.as_str() {
                    "id" => assert!(
                        ids.entry(name.clone()).or_default().insert(cell.clone()),
                        "{name}: {cell} twice"
                    ),
                    "service_id" => links.push(("services".to_owned(), cell.clone())),
                    "organization_id" => links.push(("organizations".to_owned(), cell.clone())),
                    "location_id" => links.push(("locations".to_owned(), cell.clone())),
                    _ => {}
                }
            }
        }
    }
    assert_eq!(ids["services"].len(), total());
    assert!(ids["organizations"].len() >= 2 && ids["attributes"].len() > total());
    for (table, id) in links {
        assert!(ids[&table].contains(&id), "no row of {table} has the id {id}");
    }
}

#[test]
fn a_searchs_calendar_keeps_to_its_standard() {
    let (status, headers, text) = server().get("/feeds/search.ics?q=choir+near+SK4+3AA");
    assert_eq!(status, 200);
    assert!(headers.contains("content-type: text/calendar"), "{headers}");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.contains("BEGIN:VTIMEZONE") && text.contains("TZID:Europe/London"));
    let mut uids = BTreeSet::new();
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
        if let Some(uid) = line.strip_prefix("UID:") {
            assert!(uids.insert(uid.to_owned()), "{uid} twice");
        }
    }
    assert!(!uids.is_empty());
    assert_eq!(text.matches("BEGIN:VEVENT").count(), text.matches("END:VEVENT").count());
}

#[test]
fn a_saved_search_is_followed_by_atom() {
    let (_, headers, text) = server().get("/feeds/search.atom?q=choir+near+SK4+3AA");
    assert!(headers.contains("content-type: application/atom+xml"), "{headers}");
    let entries: Vec<&str> = text.split("<entry>").skip(1).collect();
    assert!(!entries.is_empty(), "{text}");
    for part in std::iter::once(text.split("<entry>").next().expect("a head")).chain(entries) {
        for needed in ["<id>", "<title", "<updated>"] {
            assert!(part.contains(needed), "{needed} in {part}");
        }
    }
    assert!(text.contains("rel=\"self\""), "{text}");
}

#[test]
fn programs_find_the_files_they_look_for() {
    let (_, _, robots) = server().get("/robots.txt");
    assert!(robots.contains(&format!("Sitemap: {}/sitemap.xml", server().address)), "{robots}");
    let (_, headers, index) = server().get("/sitemap.xml");
    assert!(headers.contains("content-type: application/xml"), "{headers}");
    let between = |text: &str| -> Vec<String> {
        let parts = text.split("<loc>").skip(1).filter_map(|part| part.split("</loc>").next());
        parts.map(|address| address.strip_prefix(&server().address).expect("our own").to_owned()).collect()
    };
    let pages: Vec<String> = between(&index).iter().flat_map(|file| between(&server().get(file).2)).collect();
    assert_eq!(pages.iter().filter(|page| page.starts_with("/service/")).count(), total());
    for page in pages.iter().filter(|page| !page.starts_with("/service/")).chain(pages.last()) {
        assert_eq!(server().get(page).0, 200, "{page}");
    }
    let (_, _, security) = server().get("/.well-known/security.txt");
    let expires = security.lines().find_map(|line| line.strip_prefix("Expires: ")).expect("a day");
    let expires: jiff::Timestamp = expires.parse().expect("a moment");
    let days = (expires.as_second() - jiff::Timestamp::now().as_second()) / 86_400;
    assert!((1..366).contains(&days) && security.contains("Contact: "), "{security}");
}

/// A page's schema.org data.
fn structured(page: &str) -> Option<Value> {
    let data = page.split("<script type=\"application/ld+json\">").nth(1)?;
    Some(serde_json::from_str(data.split("</script>").next().expect("an end")).expect("JSON-LD"))
}

#[test]
fn a_page_of_results_tells_machines_what_it_lists_in_its_order() {
    let page = server().get("/search?q=choir+near+SK4+3AA").2;
    let list = structured(&page).expect("a list");
    assert_eq!(list["@type"], "ItemList");
    let items = list["itemListElement"].as_array().expect("items");
    let rows: Vec<&str> =
        page.split("<li class=\"fp-row\"").skip(1).filter_map(|row| row.split("/service/").nth(1)).collect();
    assert!(!rows.is_empty() && items.len() == rows.len(), "{} of {}", items.len(), rows.len());
    for (number, (item, row)) in items.iter().zip(rows).enumerate() {
        assert_eq!(item["position"], number + 1);
        let url = item["url"].as_str().expect("an address");
        let id = url.rsplit('/').next().expect("an id");
        assert!(url.starts_with(&server().address) && row.starts_with(id), "{url} is not {row:.40}");
    }
    let kept_out = server().get("/search?q=zzzzqqq+near+SK4+3AA").2;
    assert!(structured(&kept_out).is_none(), "a page of nothing lists nothing");
}

#[test]
fn a_page_tells_machines_what_it_is_about() {
    let services = server().json("/oruk/v3/services?per_page=100");
    for service in services["contents"].as_array().expect("services") {
        let id = service["id"].as_str().expect("an id");
        let page = server().get(&format!("/service/{id}")).2;
        let data = structured(&page).expect("structured data");
        assert_eq!(data["@context"], "https://schema.org");
        let canonical = format!("<link rel=\"canonical\" href=\"{}/service/{id}\"", server().address);
        assert!(page.contains(&canonical), "{id} has no canonical link");
        for property in ["og:title", "og:url", "og:type"] {
            assert!(page.contains(&format!("property=\"{property}\"")), "{property}");
        }
    }
}

#[test]
fn the_embed_may_stand_anywhere_and_keeps_nothing() {
    let (status, headers, page) = server().get("/embed?q=choir+near+SK4+3AA&accent=green&scheme=dark");
    assert_eq!(status, 200);
    assert!(headers.contains("frame-ancestors *") && !headers.contains("set-cookie"), "{headers}");
    assert!(!headers.contains("x-frame-options"), "{headers}");
    assert!(page.contains("lang=\"en") && page.contains("<label") && page.contains("/service/"), "{page}");
    for file in ["/embed.js", "/embed-frame.js"] {
        let script = server().get(file).2;
        assert!(!script.contains("document.cookie") && !script.contains("localStorage"), "{file}");
    }
}

#[test]
fn the_page_for_programs_is_linked_from_every_page_in_both_languages() {
    for (page, link) in [("/", "href=\"/api\""), ("/cy", "href=\"/cy/api\"")] {
        assert!(server().get(page).2.contains(link), "{page} does not link to {link}");
        let address = link.trim_start_matches("href=\"").trim_end_matches('"');
        assert_eq!(server().get(address).0, 200, "{address}");
    }
}
