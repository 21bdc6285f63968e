//! A table of cases a format.

use std::io::Write;

use serde_json::json;

use super::*;

#[test]
fn front_matter_files_are_records() {
    let format = "format = \"front-matter\"";
    let file = "---\nname: \"Ambleford Games\"\nlocation:\n  lat: 53.5\n---\nCome and play.\n";
    let expected = json!([{"name": "Ambleford Games", "location": {"lat": 53.5}, "file": "games", "body": "Come and play."}]);
    check(format, "clubs/games.md", file, expected, &[]);
    let nodes = "---\nname: A\ntext:\n  -\n    type: paragraph\n    content:\n      -\n        type: text\n        text: 'Hello '\n---\n";
    let (read, _, _) = read_all(format, vec![part("a.md", nodes)]);
    assert_eq!(read[0]["text_text"], "Hello");
    check(format, "a.md", "no matter", json!([]), &["no-front-matter"]);
    check(format, "a.md", "---\n\"\n: [\n---\n", json!([]), &["unreadable-row"]);
}

#[test]
fn placemarks_of_maps_are_records() {
    let format = "format = \"kml\"";
    let kml = "<?xml version=\"1.0\"?><kml><Document><Folder><name>Food &amp; drink</name><Placemark><name>Café</name>\
        <description><![CDATA[<b>Hot</b> soup]]></description><ExtendedData><Data name=\"Postcode\"><value>SK4 3AA</value></Data>\
        </ExtendedData><Point><coordinates>-2.5,53.25,0</coordinates></Point></Placemark></Folder>\
        <Placemark><name>Park</name><Polygon><outerBoundaryIs><LinearRing><coordinates>-2,53 -3,53 -3,54 -2,53</coordinates>\
        </LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>";
    let expected = json!([
        {"name": "Café", "description": "<b>Hot</b> soup", "Postcode": "SK4 3AA", "longitude": -2.5, "latitude": 53.25, "folder": "Food & drink"},
        {"name": "Park", "longitude": -2.5, "latitude": 53.5},
    ]);
    check(format, "a.kml", kml, expected, &[]);
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE k [<!ENTITY a \"aaaa\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
        <kml><Placemark><name>A&a;&x;</name></Placemark></kml>";
    check(format, "a.kml", bomb, json!([{"name": "A"}]), &[]);
    let (_, _, error) = read_all(format, vec![part("a.kml", "<kml><Placemark><name>A")]);
    assert!(error.is_some_and(|error| error.contains("breaks off")));
}

#[test]
fn events_of_calendars_are_records() {
    let format = "format = \"icalendar\"";
    let calendar = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ambleford Hall\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tai chi\\, gentle\r\n\
        DESCRIPTION:Long words that were fol\r\n ded\\nhere\r\nDTSTART;TZID=Europe/London:20260105T100000\r\n\
        DTEND;TZID=Europe/London:20260105T110000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T235959Z\r\n\
        EXDATE;TZID=Europe/London:20260202T100000\r\nGEO:53.5;-2.5\r\nCATEGORIES:Sport,Health\r\n\
        BEGIN:VALARM\r\nDESCRIPTION:ring\r\nEND:VALARM\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20260302T100000\r\nDTSTART:20260303T100000\r\nDTEND:20260303T110000\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20260309T100000\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let expected = json!([{
        "calendar": "Ambleford Hall", "uid": "1", "summary": "Tai chi, gentle", "description": "Long words that were folded\nhere",
        "start": "2026-01-05T10:00:00", "end": "2026-01-05T11:00:00",
        "rule": {"freq": "WEEKLY", "byday": "MO", "until": "2026-12-31T23:59:59Z"},
        "except": ["2026-02-02T10:00:00", "2026-03-02T10:00:00", "2026-03-09T10:00:00"],
        "changed": [{"start": "2026-03-03T10:00:00", "end": "2026-03-03T11:00:00"}],
        "latitude": "53.5", "longitude": "-2.5", "categories": ["Sport", "Health"],
    }]);
    check(format, "a.ics", calendar, expected, &[]);
    for (bytes, words) in
        [("nothing", "no VCALENDAR"), ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", "breaks off")]
    {
        let (_, _, error) = read_all(format, vec![part("a.ics", bytes)]);
        assert!(error.is_some_and(|error| error.contains(words)), "{bytes}");
    }
}

#[test]
fn entries_of_feeds_are_records() {
    let rss = "<rss version=\"2.0\"><channel><title>Ambleford</title><item><guid>7</guid><title>Choir</title>\
        <link>https://a.example.org/7</link><description>We sing</description><category>Music</category></item></channel></rss>";
    let (read, _, error) = read_all("format = \"feed\"", vec![part("a.xml", rss)]);
    assert_eq!(error, None);
    assert_eq!(read[0]["title"], "Choir");
    assert_eq!(read[0]["id"], "7");
    assert_eq!(read[0]["categories"], json!(["Music"]));
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><id>f</id><updated>2026-01-01T00:00:00Z</updated>\
        <entry><id>e</id><title>Choir</title><updated>2026-01-01T00:00:00Z</updated><summary>We sing</summary></entry></feed>";
    let (read, _, _) = read_all("format = \"feed\"", vec![part("a.xml", atom)]);
    assert_eq!(read[0]["summary"], "We sing");
    let (_, _, error) = read_all("format = \"feed\"", vec![part("a.xml", "<html></html>")]);
    assert!(error.is_some());
}

#[test]
fn things_in_pages_are_records() {
    let format = "format = \"json-ld\"";
    let page = "<html><head><link rel=\"canonical\" href=\"https://a.example.org/x\"><script type=\"application/ld+json\">\
        {\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"S\"},{\"@type\":\"MusicEvent\",\"name\":\"Choir\"}]}</script></head></html>";
    check(
        format,
        "a.html",
        page,
        json!([{"@type": "MusicEvent", "name": "Choir", "url": "https://a.example.org/x"}]),
        &[],
    );
    let microdata = "<div itemscope itemtype=\"https://schema.org/Event\"><h1 itemprop=\"name\">Choir</h1>\
        <time itemprop=\"startDate\" datetime=\"2026-12-01T19:00\">1 Dec</time><div itemprop=\"location\" itemscope itemtype=\"https://schema.org/Place\">\
        <span itemprop=\"name\">Hall</span></div></div>";
    let expected = json!([{"@type": "Event", "name": "Choir", "startDate": "2026-12-01T19:00", "location": {"@type": "Place", "name": "Hall"}}]);
    check(format, "a.html", microdata, expected, &[]);
    check(
        format,
        "a.json",
        "[{\"@type\":\"Library\",\"name\":\"L\"}]",
        json!([{"@type": "Library", "name": "L"}]),
        &[],
    );
    check(format, "a.html", "<script type=\"application/ld+json\">{broken</script>", json!([]), &[]);
}

#[test]
fn selectors_read_pages_as_a_last_resort() {
    let format = "format = \"html\"\nselect = \".group\"\nfields = { name = \"h2\", link = \"a@href\", tags = \"li\" }";
    let page = "<div class=group><h2>Choir <b>A</b></h2><a href=\"/7\">more</a><ul><li>x<li>y</ul></div><div class=group></div>";
    check(format, "a.html", page, json!([{"name": "Choir A", "link": "/7", "tags": ["x", "y"]}]), &[]);
}

#[test]
fn the_last_word_on_each_item_of_a_feed_counts() {
    let format = "format = \"open-active\"";
    let page = |items: &str| part("page.json", format!("{{\"next\":\"/n\",\"items\":[{items}]}}"));
    let series = |id: &str, name: &str| {
        format!(
            "{{\"state\":\"updated\",\"kind\":\"SessionSeries\",\"id\":\"{id}\",\"modified\":1,\"data\":{{\"@type\":\"SessionSeries\",\"@id\":\"https://x/{id}\",\"name\":\"{name}\"}}}}"
        )
    };
    let deleted = |id: &str| {
        format!("{{\"state\":\"deleted\",\"kind\":\"SessionSeries\",\"id\":\"{id}\",\"modified\":2}}")
    };
    let session = |id: &str, of: &str| {
        format!(
            "{{\"state\":\"updated\",\"kind\":\"ScheduledSession\",\"id\":\"{id}\",\"modified\":1,\"data\":{{\"@type\":\"ScheduledSession\",\"startDate\":\"2026-12-01\",\"superEvent\":\"https://x/{of}\"}}}}"
        )
    };
    let names = |parts: Vec<io::Result<Part>>| -> Vec<String> {
        let (read, rejected, error) = read_all(format, parts);
        assert_eq!(error, None);
        let parts_of = |thing: &Value| thing["subEvent"].as_array().map_or(0, Vec::len);
        let mut names: Vec<String> = read
            .iter()
            .map(|thing| format!("{} {}", thing["name"].as_str().unwrap_or("-"), parts_of(thing)))
            .collect();
        names.extend(rejected);
        names
    };
    assert_eq!(names(vec![page(&series("1", "Old")), page(&series("1", "New"))]), ["New 0"]);
    assert_eq!(names(vec![page(&series("1", "A")), page(&deleted("1"))]), Vec::<String>::new());
    assert_eq!(
        names(vec![page(&series("1", "A")), page(&deleted("1")), page(&series("1", "Back"))]),
        ["Back 0"]
    );
    let with_parts = vec![
        page(&[session("a", "1"), session("b", "1"), session("c", "9")].join(",")),
        page(&series("1", "A")),
    ];
    assert_eq!(names(with_parts), ["A 2", "part-of-the-unknown"]);
    let (_, _, error) = read_all(format, vec![part("x", "{\"items\":[")]);
    assert!(error.is_some_and(|error| error.contains("breaks off")));
}

#[test]
fn a_tabular_package_is_joined_into_services() {
    let files = vec![
        part("services.csv", "id,organization_id,name\ns1,o1,Choir\n"),
        part("csv__organizations.csv", "id,name\no1,Ambleford Music\n"),
        part("service_at_locations.csv", "id,service_id,location_id\na1,s1,l1\n"),
        part("locations.csv", "id,name,latitude\nl1,Hall,53.5\n"),
        part("addresses.csv", "id,location_id,postal_code\nd1,l1,SK4 3AA\n"),
        part("phones.csv", "id,service_id,number\np1,s1,0161 496 0000\n"),
        part("taxonomy_terms.csv", "id,name\nt1,Singing\n"),
        part("attributes.csv", "id,link_id,taxonomy_term_id\nx1,s1,t1\n"),
        part("datapackage.json", "{}"),
    ];
    let (read, rejected, error) = read_all("format = \"hsds-tabular\"", files);
    assert_eq!((error, rejected.len(), read.len()), (None, 0, 1));
    let service = &read[0];
    assert_eq!(service["organization"]["name"], "Ambleford Music");
    assert_eq!(service["service_at_locations"][0]["location"]["addresses"][0]["postal_code"], "SK4 3AA");
    assert_eq!(service["phones"][0]["number"], "0161 496 0000");
    assert_eq!(service["attributes"][0]["taxonomy_term"]["name"], "Singing");
    let (_, _, error) = read_all("format = \"hsds-tabular\"", vec![part("phones.csv", "id\n1\n")]);
    assert!(error.is_some_and(|error| error.contains("no table `services`")));
}

/// The smallest workbook: one sheet, two columns, two rows, as XML in a zip.
fn workbook() -> Vec<u8> {
    let members = [
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Groups\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>members</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Choir</t></is></c><c r=\"B2\"><v>12</v></c></row></sheetData></worksheet>",
        ),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        writer.write_all(text.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[test]
fn rows_of_workbooks_are_records() {
    let format = "format = \"spreadsheet\"";
    let expected = json!([{"name": "Choir", "members": "12"}]);
    check(format, "a.xlsx", workbook(), expected.clone(), &[]);
    check("format = \"xlsx\"\nsheet = \"groups\"", "a.xlsx", workbook(), expected, &[]);
    for (settings, bytes, words) in [
        ("format = \"xlsx\"\nsheet = \"Other\"", workbook(), "no sheet `Other`"),
        (format, workbook()[..400].to_vec(), "is not spreadsheet"),
        (format, b"name,members".to_vec(), "is not spreadsheet"),
    ] {
        let (_, _, error) = read_all(settings, vec![part("a.xlsx", bytes)]);
        assert!(error.as_deref().is_some_and(|error| error.contains(words)), "{words}: {error:?}");
    }
}

#[test]
fn a_workbook_that_is_a_bomb_is_not_opened() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).expect("memory");
    writer.write_all(&vec![b' '; 40 * 1024 * 1024]).expect("memory");
    let bytes = writer.finish().expect("memory").into_inner();
    let (_, _, error) = read_all("format = \"spreadsheet\"", vec![part("a.xlsx", bytes)]);
    assert!(error.is_some_and(|error| error.contains("unpacks to more")));
}

#[test]
fn platforms_of_open_data_are_read() {
    check(
        "format = \"ckan\"",
        "a",
        "{\"result\":{\"records\":[{\"name\":\"A\"}]}}",
        json!([{"name": "A"}]),
        &[],
    );
    check("format = \"socrata\"", "a", "[{\"name\":\"A\"}]", json!([{"name": "A"}]), &[]);
    check(
        "format = \"arcgis\"",
        "a",
        "{\"features\":[{\"attributes\":{\"name\":\"A\"},\"geometry\":{\"x\":-2.5,\"y\":53.25}}]}",
        json!([{"name": "A", "longitude": -2.5, "latitude": 53.25, "geometry": {"x": -2.5, "y": 53.25}}]),
        &[],
    );
}
