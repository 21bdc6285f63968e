//! Records of sources that may be tested with but not carried over: read from the shared data, by the
//! identifiers the labels name.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use model::identifier::{ServiceId, SourceId};
use model::place::Precision;
use model::postcode::Postcode;
use model::service::{Nature, Service};
use serde_json::Value;

use crate::labelled;
use crate::records::Facts;

/// How a row of a source becomes facts.
type Reader = fn(&Value) -> Option<Facts>;

/// Where a source lies under `data/services/`, and how one of its rows becomes facts.
const SOURCES: [(&str, &str, Reader); 10] = [
    ("suffolk-events", "suffolk-lgc-events/events.ndjson.xz", suffolk),
    ("warm-spaces-2023-03", "warm-spaces/places-2023-03.geojson.xz", warm_space),
    ("warm-spaces-2026-08", "warm-spaces/places-2026-08.geojson.xz", warm_space),
    ("leeds", "leeds-bds-2019/records.jsonl.xz", listing),
    ("hounslow", "hounslow-connect-2021/records.jsonl.xz", listing),
    ("foodbanks-sample", "foodbanks-uk-sample-2025/foodbanks.json.xz", food_bank),
    ("parkrun", "parkrun-2026/events-uk.geojson.xz", parkrun),
    ("harrow-charities", "harrow-charities-2012/harrow-charities-stripped.ndjson.xz", harrow_charity),
    ("coops-2022", "coops-uk/standard_Q2-2022.csv.xz", coop),
    ("coops-outlets-2019", "coops-uk/open_data_outlets_2019-06.csv.xz", coop_outlet),
];

/// Adds the records the labels name. A source that is not there is passed over.
pub fn read(folder: &Path, services: &mut HashMap<ServiceId, Service>) {
    let wanted: HashSet<ServiceId> =
        labelled::listed().into_iter().flat_map(|line| [line.a, line.b]).collect();
    let mut found: Vec<Facts> = Vec::new();
    for (source, file, facts) in SOURCES {
        let of_it = SourceId::parse(source).expect("the labelled set is whole");
        for row in rows(&folder.join("data/services").join(file)) {
            let Some(mut facts) = facts(&row) else { continue };
            source.clone_into(&mut facts.source);
            if wanted.contains(&ServiceId::new(&of_it, &facts.record)) {
                found.push(facts);
            }
        }
    }
    locate(folder, &mut found);
    for facts in found {
        let service = facts.into_service();
        services.entry(service.id).or_insert(service);
    }
}

/// Gives records without a point the one of their postcode.
fn locate(folder: &Path, found: &mut [Facts]) {
    let mut missing: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, facts) in found.iter().enumerate().filter(|(_, facts)| facts.point.is_none()) {
        if let Some(postcode) = facts.postcode.as_deref().and_then(Postcode::parse) {
            missing.entry(postcode.to_string()).or_default().push(index);
        }
    }
    for row in rows(&folder.join("data/geo/postcodes_gb.csv.xz")) {
        let Some(postcode) = text(&row, "postcode").as_deref().and_then(Postcode::parse) else { continue };
        for index in missing.get(postcode.as_str()).into_iter().flatten() {
            found[*index].point =
                number(&row, "lat").zip(number(&row, "lon").or_else(|| number(&row, "long")));
            found[*index].precision = Some(Precision::Postcode);
        }
    }
}

/// The rows of a file as JSON: lines of it, the items of a list, the features of a map, or the rows of a table.
fn rows(path: &Path) -> Vec<Value> {
    let Ok(file) = std::fs::File::open(path) else {
        println!("skipped: {} is not there", path.display());
        return Vec::new();
    };
    let mut content = String::new();
    liblzma::read::XzDecoder::new(file).read_to_string(&mut content).expect("the labelled set is whole");
    let name = path.to_string_lossy();
    if name.ends_with(".csv.xz") {
        let mut reader = csv::Reader::from_reader(content.trim_start_matches('\u{feff}').as_bytes());
        let headers: Vec<String> =
            reader.headers().expect("the labelled set is whole").iter().map(str::to_owned).collect();
        let rows = reader.records().enumerate().map(|(index, record)| {
            let record = record.expect("the labelled set is whole");
            let mut row: serde_json::Map<String, Value> =
                headers.iter().cloned().zip(record.iter().map(Value::from)).collect();
            row.insert("row".to_owned(), (index + 1).to_string().into());
            Value::Object(row)
        });
        return rows.collect();
    }
    if name.ends_with("ndjson.xz") || name.ends_with("jsonl.xz") {
        return content
            .lines()
            .map(|line| serde_json::from_str(line).expect("the labelled set is whole"))
            .collect();
    }
    match serde_json::from_str(&without_bad_escapes(&content)).expect("the labelled set is whole") {
        Value::Array(rows) => rows,
        Value::Object(mut map) => {
            map.remove("features").and_then(|f| f.as_array().cloned()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// One source writes escapes that JSON does not know.
fn without_bad_escapes(content: &str) -> String {
    let mut good = String::with_capacity(content.len());
    let mut letters = content.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            good.push(if letter.is_control() { ' ' } else { letter });
        } else if let Some(next) = letters.next_if(|next| "\"\\/bfnrtu".contains(*next)) {
            good.push('\\');
            good.push(next);
        }
    }
    good
}

fn text(row: &Value, key: &str) -> Option<String> {
    let value = row.get(key)?.as_str()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn number(row: &Value, key: &str) -> Option<f64> {
    let value = row.get(key)?;
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|number| *number != 0.0)
}

fn phone(typed: Option<String>) -> Option<String> {
    let digits: String = typed?.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("44").map(|rest| format!("0{rest}")).unwrap_or(digits);
    (national.len() == 11 && national.starts_with('0')).then(|| format!("+44{}", &national[1..]))
}

fn suffolk(row: &Value) -> Option<Facts> {
    Some(Facts {
        record: text(row, "path")?,
        name: text(row, "title")?,
        organisation: row.pointer("/organisers/0").and_then(Value::as_str).map(|name| name.replace('-', " ")),
        address: text(row, "address1"),
        postcode: text(row, "postcode"),
        point: number(row, "lat").zip(number(row, "lon")),
        ..Facts::default()
    })
}

fn warm_space(row: &Value) -> Option<Facts> {
    let properties = row.get("properties")?;
    let coordinates = row.pointer("/geometry/coordinates")?;
    let (east, north) = (coordinates.get(0)?.as_f64()?, coordinates.get(1)?.as_f64()?);
    let title = properties.get("title")?.as_str()?;
    let source = properties.get("_source")?.as_str()?;
    let address = text(properties, "address");
    let opening = properties.pointer("/hours/opening").and_then(Value::as_str).unwrap_or("");
    Some(Facts {
        record: format!("{title}|{east}|{north}|{source}"),
        name: html_escape::decode_html_entities(title).trim().to_owned(),
        postcode: address.as_deref().and_then(postcode_in),
        address,
        point: Some((north, east)),
        website: text(properties, "url").filter(|url| url.starts_with("http")),
        sessions: sessions(opening),
        ..Facts::default()
    })
}

/// The last two words that make a postcode, or the last that does by itself.
fn postcode_in(address: &str) -> Option<String> {
    let words: Vec<&str> = address.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).rev().map(|pair| pair.concat());
    pairs.chain(words.iter().rev().map(|word| (*word).to_owned())).find(|typed| {
        let digits = typed.bytes().filter(u8::is_ascii_digit).count();
        digits >= 2 && typed.len() <= 7 && Postcode::parse(typed).is_some()
    })
}

/// Days and starting hours of `Mo-We 10:00-12:00; Fr 13:00-15:00`.
fn sessions(opening: &str) -> Vec<(u8, i8)> {
    const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    let day = |name: &str| DAYS.iter().position(|day| *day == name);
    let mut sessions = Vec::new();
    for part in opening.split(';') {
        let Some((days, hours)) = part.trim().split_once(' ') else { continue };
        let mut bits = 0_u8;
        for range in days.split(',') {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            if let (Some(from), Some(to)) = (day(from), day(to)) {
                (from..=to).for_each(|day| bits |= 1 << day);
            }
        }
        if let Some(hour) = hours.split(':').next().and_then(|hour| hour.parse().ok()).filter(|_| bits != 0) {
            sessions.push((bits, hour));
        }
    }
    sessions
}

fn listing(row: &Value) -> Option<Facts> {
    Some(Facts {
        record: text(row, "id")?,
        name: text(row, "name")?,
        organisation: text(row, "org"),
        address: text(row, "address"),
        postcode: text(row, "postcode"),
        website: text(row, "url").filter(|url| url.starts_with("http")),
        ..Facts::default()
    })
}

fn food_bank(row: &Value) -> Option<Facts> {
    let (name, place) = (text(row, "name")?, text(row, "location_name").unwrap_or_default());
    let postcode = text(row, "postcode")?;
    Some(Facts {
        record: format!("{name}|{place}|{postcode}"),
        name: format!("{name} {place}").trim().to_owned(),
        organisation: text(row, "network"),
        address: text(row, "address"),
        postcode: Some(postcode),
        point: number(row, "lat").zip(number(row, "lon")),
        phone: phone(text(row, "phone")),
        website: text(row, "url"),
        kinds: vec!["food/food-bank".to_owned()],
        ..Facts::default()
    })
}

fn parkrun(row: &Value) -> Option<Facts> {
    let properties = row.get("properties")?;
    let coordinates = row.pointer("/geometry/coordinates")?;
    Some(Facts {
        record: text(properties, "eventname")?,
        name: text(properties, "EventLongName")?,
        point: coordinates.get(1)?.as_f64().zip(coordinates.get(0)?.as_f64()),
        website: text(properties, "Website"),
        kinds: vec!["sport/running".to_owned()],
        ..Facts::default()
    })
}

fn harrow_charity(row: &Value) -> Option<Facts> {
    Some(Facts {
        record: text(row, "Charity Number")?,
        name: text(row, "Title")?,
        scheme: Some("GB-CHC".to_owned()),
        number: text(row, "Charity Number"),
        website: text(row, "website"),
        nature: Some(Nature::RegisterEntry),
        ..Facts::default()
    })
}

fn coop(row: &Value) -> Option<Facts> {
    Some(Facts {
        record: text(row, "Identifier")?,
        name: text(row, "Name")?,
        address: text(row, "Street Address"),
        postcode: text(row, "Postcode"),
        point: number(row, "Latitude").zip(number(row, "Longitude")),
        website: text(row, "Website"),
        ..Facts::default()
    })
}

fn coop_outlet(row: &Value) -> Option<Facts> {
    Some(Facts {
        record: text(row, "row")?,
        name: text(row, "Outlet Name")?,
        organisation: text(row, "Registered Name"),
        address: text(row, "Street"),
        postcode: text(row, "Postcode"),
        phone: phone(text(row, "Phone")),
        website: text(row, "Website"),
        ..Facts::default()
    })
}
