use super::*;

const BASE: &str = "https://ambleford.example.org";

/// The addresses that follow a page, without the base, and whether the page is read.
fn check(format: Format, asked: &str, page: &str, expected: Result<(&[&str], bool), &str>) {
    let url = Url::parse(&format!("{BASE}{asked}")).expect(asked);
    let found = after(format, &url, page.as_bytes(), None);
    match (found, expected) {
        (Ok(found), Ok((next, read))) => {
            let next: Vec<String> = next.iter().map(|path| format!("{BASE}{path}")).collect();
            assert_eq!((found.next, found.read), (next, read), "{asked} {page}");
        }
        (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
        (found, expected) => panic!("{asked}: {found:?} where {expected:?}"),
    }
}

#[test]
fn the_next_page_of_every_platform_is_found() {
    let uk = Format::OpenReferral;
    let whole = r#"{"id":"a","name":"A","schedules":[]}"#;
    let page = |more: &str| format!("{{{more}\"contents\":[{whole}]}}");
    check(uk, "/services?page=1", &page("\"total_pages\":3,"), Ok((&["/services?page=2"], true)));
    check(uk, "/services?page=3", &page("\"total_pages\":3,"), Ok((&[], true)));
    check(uk, "/services?page=2", &page("\"last_page\":true,"), Ok((&[], true)));
    check(uk, "/services?page=2", &page("\"last_page\":false,"), Ok((&["/services?page=3"], true)));
    check(uk, "/services?page=2", "{\"total_pages\":9,\"contents\":[]}", Ok((&[], true)));
    check(uk, "/services?page=1", &page(""), Ok((&[], true)));
    check(
        uk,
        "/services?page=1",
        "{\"contents\":[{\"id\":\"a\",\"name\":\"A\"}],\"total_pages\":1}",
        Ok((&["/services/a"], false)),
    );
    check(
        Format::OpenReferral1,
        "/services?page=1",
        r#"{"totalPages":2,"content":[{"id":"a","contacts":[]}]}"#,
        Ok((&["/services?page=2"], true)),
    );
    check(uk, "/services", "{\"contents\":[", Err("breaks off"));
    check(uk, "/services", "<html>", Err("not well-formed"));
    let rpde = Format::OpenActive;
    check(
        rpde,
        "/feed",
        r#"{"items":[{"id":1}],"next":"/feed?afterChangeNumber=1"}"#,
        Ok((&["/feed?afterChangeNumber=1"], true)),
    );
    check(rpde, "/feed?x=1", r#"{"items":[],"next":"/feed?x=1"}"#, Ok((&[], true)));
    check(rpde, "/feed", r#"{"items":[]}"#, Err("no `next`"));
    check(rpde, "/feed", r#"{"next":"x"}"#, Err("no `items`"));
    let arcgis = Format::ArcGis;
    check(
        arcgis,
        "/query?resultOffset=0",
        r#"{"features":[{}],"exceededTransferLimit":true}"#,
        Ok((&["/query?resultOffset=1"], true)),
    );
    check(
        arcgis,
        "/query",
        r#"{"features":[{},{}],"properties":{"exceededTransferLimit":true}}"#,
        Ok((&["/query?resultOffset=2"], true)),
    );
    check(arcgis, "/query", r#"{"features":[{}]}"#, Ok((&[], true)));
    check(arcgis, "/query", r#"{"features":[],"exceededTransferLimit":true}"#, Ok((&[], true)));
    check(arcgis, "/query", r#"{"error":{"code":400}}"#, Err("error 400"));
    let ckan = Format::Ckan;
    check(
        ckan,
        "/s?offset=0",
        r#"{"success":true,"result":{"total":3,"records":[{},{}]}}"#,
        Ok((&["/s?offset=2"], true)),
    );
    check(ckan, "/s?offset=2", r#"{"success":true,"result":{"total":3,"records":[{}]}}"#, Ok((&[], true)));
    check(ckan, "/s", r#"{"success":false}"#, Err("did not succeed"));
    let socrata = Format::Socrata;
    check(
        socrata,
        "/r.json?%24limit=2&%24offset=0",
        "[{},{}]",
        Ok((&["/r.json?%24limit=2&%24offset=2"], true)),
    );
    check(socrata, "/r.json?%24limit=2&%24offset=2", "[{}]", Ok((&[], true)));
    check(Format::Csv, "/a.csv", "a,b", Ok((&[], true)));
    let sitemap = "<urlset><url><loc>/groups/1?a=1&amp;b=2</loc></url><url><loc>/news</loc></url></urlset>";
    check(Format::JsonLd, "/sitemap.xml", sitemap, Ok((&["/groups/1?a=1&b=2", "/news"], false)));
    check(Format::JsonLd, "/groups/1", "<html></html>", Ok((&[], true)));
}

#[test]
fn the_first_address_is_made_for_the_platform() {
    let cases = [
        (Format::OpenReferral, "/api", "/api/services?page=1&per_page=50"),
        (Format::OpenReferral, "/api/services", "/api/services?page=1&per_page=50"),
        (Format::OpenReferral, "/api/services/7", "/api/services/7"),
        (Format::OpenReferral, "/all.json", "/all.json"),
        (Format::Socrata, "/r.json", "/r.json?%24limit=1000&%24offset=0&%24order=%3Aid"),
        (
            Format::Ckan,
            "/dataset/x/resource/abc",
            "/api/3/action/datastore_search?resource_id=abc&limit=1000&offset=0",
        ),
        (
            Format::ArcGis,
            "/FeatureServer/0",
            "/FeatureServer/0/query?where=1%3D1&outFields=*&outSR=4326&f=geojson&resultRecordCount=1000&resultOffset=0",
        ),
        (Format::Csv, "/a.csv", "/a.csv"),
    ];
    for (format, given, expected) in cases {
        let url = Url::parse(&format!("{BASE}{given}")).expect(given);
        assert_eq!(first(format, &url).as_str(), format!("{BASE}{expected}"), "{given}");
    }
}
