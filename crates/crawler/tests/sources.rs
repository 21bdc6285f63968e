//! Every folder of `scrapers/`: its sample goes in, and what must come of it stands in `expected.jsonl`.
//! `UPDATE_EXPECT=1` rewrites what is expected. And the world: every data set and example at hand is read
//! by settings alone.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crawler::clean::{CleanContext, clean};
use crawler::mapping::map;
use crawler::read::{Part, records};
use crawler::source::Source;
use model::service::Service;
use model::vocabulary::Vocabulary;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn vocabulary() -> Vocabulary {
    let folder = root().join("index-data/vocabulary");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the vocabulary")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a text"))
        })
        .collect();
    files.sort();
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("the vocabulary")
}

/// A name, a category of the source, a description; what it stood under once, and what it must stand under.
const SOUNDS_LIKE: &[(&str, &str, &str, &str, &str)] = &[
    (
        "Halifax Board Gamers",
        "",
        "Board games every week. Newcomers welcome.",
        "housing/refugee",
        "social/games",
    ),
    ("Craft Club", "", "Explore tales of pirates and mermaids.", "identity/trans", ""),
    ("Nature Club", "", "A club for children aged 6 to 11.", "older/support", ""),
    ("Ambleford Library", "", "Sit and relax with a book.", "mental-health/anxiety", "place/library"),
    ("Fosse Park Pharmacy", "", "", "nature/parks", "health/pharmacy"),
    ("1st Ambleford Senior Section", "", "", "older/support", "children/uniformed"),
    ("Ambleford Tennis Club", "Chapel Allerton", "", "social/faith", "sport/racket"),
    ("Bell Pharmacy", "", "", "arts/bell-ringing", "health/pharmacy"),
    ("Spectrum Sexual Health", "", "", "disability/autism", "health/sexual"),
    ("Ambleford Post Office", "", "", "money/credit-union", "place/post-office"),
    (
        "Woodcraft Folk",
        "",
        "The co-operative movement of children.",
        "place/post-office",
        "children/uniformed",
    ),
    ("The Ancient Arms", "", "We are putting the kettle on.", "sport/golf", ""),
];

#[test]
fn what_sounds_like_a_topic_is_not_filed_under_it() {
    let vocabulary = vocabulary();
    for (name, drawer, description, wrong, right) in SOUNDS_LIKE {
        let found = vocabulary.classify(name, &[(*drawer).to_owned()], Some(description));
        let stands = |path: &str| found.iter().any(|(concept, _)| concept.0 == path);
        assert!(!stands(wrong), "{name} stands under {wrong}");
        assert!(right.is_empty() || stands(right), "{name} does not stand under {right}: {found:?}");
    }
}

/// What came of reading files by settings.
struct Found {
    services: Vec<Service>,
    rejected: usize,
    error: Option<String>,
}

fn read(source: &Source, paths: &[PathBuf], vocabulary: &Vocabulary) -> Found {
    let parts = paths.iter().map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Part { name, charset: None, bytes: Box::new(fs::File::open(path)?) })
    });
    let context = CleanContext {
        source: &source.info,
        personal: &source.personal,
        one_kind: source.one_kind,
        vocabulary,
        seen: jiff::civil::date(2026, 11, 22),
    };
    let mut found = Found { services: Vec::new(), rejected: 0, error: None };
    let outcome = records(source, parts, &mut |item| {
        match item.and_then(|record| map(source, &record)).and_then(|draft| clean(&context, draft)) {
            Ok((service, _)) => found.services.push(service),
            Err(_) => found.rejected += 1,
        }
        ControlFlow::Continue(())
    });
    found.error = outcome.err().map(|error| error.to_string());
    found
}

#[test]
fn the_sample_of_every_source_becomes_what_is_expected() {
    let vocabulary = vocabulary();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("scrapers"))
        .expect("scrapers")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("source.toml").is_file()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("source.toml")).expect("settings");
        let source = match Source::parse(folder, &text, |_| None) {
            Ok(source) => source,
            Err(problems) => {
                wrong.extend(problems.iter().map(ToString::to_string));
                continue;
            }
        };
        let samples: Vec<PathBuf> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("sample")))
            .collect();
        if samples.is_empty() {
            wrong.push(format!("{name}: it has no sample"));
            continue;
        }
        count += 1;
        let found = read(&source, &samples, &vocabulary);
        if let Some(error) = found.error {
            wrong.push(format!("{name}: {error}"));
        }
        let lines: String = found
            .services
            .iter()
            .map(|service| serde_json::to_string(service).expect("a service") + "\n")
            .collect();
        if lines.is_empty() {
            wrong.push(format!("{name}: nothing came of its sample"));
        }
        let path = folder.join("expected.jsonl");
        if update {
            fs::write(&path, lines).expect("written");
        } else if fs::read_to_string(&path).unwrap_or_default() != lines {
            wrong.push(format!("{name}: its sample becomes something else than `expected.jsonl` says"));
        }
    }
    assert!(wrong.is_empty(), "{count} samples read; UPDATE_EXPECT=1 rewrites:\n{}", wrong.join("\n"));
}

/// Files that are broken as published, and what is said of them: a source of such files keeps its last good data.
const BROKEN: &[(&str, &str)] = &[
    ("placecal/*.ics", "holds no VCALENDAR"),
    ("pharmacy-list-2017-truncated", "it breaks off"),
    ("places-2023-03", "not well formed"),
];

/// Settings, files under the shared folder, and the fewest services that must come of them.
const WORLD: &[(&str, &str, usize)] = &[
    ("open-referral", "data/services/oruk/hsds3-examples/service_full.json", 1),
    ("open-referral", "data/services/oruk/hsds3-examples/service_list.json", 1),
    ("open-referral", "data/services/oruk/hsds3-examples/organization_full.json", 1),
    ("open-referral", "data/services/oruk/hsds3-examples/service_at_location_full.json", 1),
    ("open-referral", "data/services/oruk/hsds3-examples/service_at_location_list.json", 1),
    ("open-referral", "data/services/oruk/uk-profile-v3/examples/service_full.json", 1),
    ("open-referral", "data/services/oruk/uk-profile-v3/examples/service_list.json", 1),
    ("open-referral", "data/services/oruk/uk-profile-v3/examples/organization_full.json", 1),
    ("open-referral", "data/services/oruk/bucks-outpost-api/services.json", 10),
    ("open-referral", "data/services/oruk/bucks-outpost-api/service.json", 1),
    ("open-referral", "data/services/oruk/hackney-fss/fss_services.json", 2),
    ("open-referral", "standards/oruk/v3/examples/uk-profile/service_*", 2),
    ("open-referral", "standards/hsds/3.0/examples/service_*", 2),
    ("open-referral", "data/services/oruk/validator-mocks/V3.0-UK-Default/*service*", 1),
    ("open-referral", "data/services/oruk/validator-mocks/V3.0-UK-Test/*service*", 1),
    ("open-referral", "data/services/oruk/validator-mocks/V3.0-UK-Warn/*service*", 1),
    ("hsds-tabular", "data/services/oruk/hsds3-examples/csv__*", 1),
    ("hsds-tabular", "data/services/oruk/uk-profile-v3/examples/csv/*", 1),
    ("open-active", "data/services/openactive/rpde-everyone-active-20200106.json.xz", 200),
    ("open-active", "data/services/openactive/rpde-everyone-active-5items.json", 0),
    ("open-active", "data/services/openactive/feed-normaliser-fixtures/sessionseries.json", 1),
    ("open-active", "data/services/openactive/feed-normaliser-fixtures/sessionseries-with-schedule.json", 1),
    ("open-active", "data/services/openactive/feed-normaliser-fixtures/courseinstance.json", 1),
    ("open-active", "data/services/openactive/feed-normaliser-fixtures/facilityuse.json", 1),
    ("open-active", "data/services/openactive/feed-normaliser-fixtures/event-with-superevent.json", 1),
    (
        "open-active",
        "data/services/openactive/feed-normaliser-fixtures/scheduledsession-with-superevent.json",
        1,
    ),
    ("json-ld", "data/services/openactive/w3c-cg-example-data/examples__good-gym.jsonld", 1),
    ("json-ld", "data/services/openactive/imin-samples/get-1.jsonld", 0),
    ("icalendar", "data/services/html-jsonld-ical/placecal/*.ics", 20),
    ("icalendar", "data/services/html-jsonld-ical/placecal/*.ics.xz", 20),
    ("json-ld", "data/services/html-jsonld-ical/placecal/*.html.xz", 10),
    ("front-matter\"\n[map]\nname = \"title\"#", "data/services/suffolk-lgc-events/raw-md-samples/*", 30),
    (
        "json\"\nrecords = \"grants\"\n[map]\nid = \"id\"\nname = \"recipientOrganization[0].name\"\ndescription = \"description\"#",
        "data/services/360giving-samples/*",
        5_000,
    ),
    (
        "csv\"\n[map]\nid = \"Charity Number\"\nname = \"Charity Name\"\nregister = { constant = \"removed\" }#",
        "data/services/charities-scotland-removed-2020/*.zip",
        20_000,
    ),
    (
        "json-lines\"\n[map]\nid = { join = [\"id\", \"name\"], with = \" \" }\nname = \"name\"#",
        "data/services/charities-ccew-sample-2022/*.xz",
        500,
    ),
    (
        "json\"\nonly = { model = \"advisers.office\" }\n\
         relate = [ { name = \"firm\", from = \"fields.organisation\", to = \"pk\", only = { model = \"advisers.organisation\" } }, \
         { name = \"place\", from = \"fields.location\", to = \"pk\", only = { model = \"advisers.location\" } } ]\n\
         [map]\nid = \"pk\"\nname = \"firm.fields.name\"\npostcode = \"place.fields.postcode\"#",
        "data/services/legal-aid-providers/initial_advisers.json.xz",
        3_000,
    ),
    (
        "csv\"\nmember = \"*.csv\"\n[map]\nname = { first = [\"stop\", \"stop_name\", \"name\"] }#",
        "data/services/mobile-library-stops/stops-csv.tar.xz",
        4_000,
    ),
    (
        "csv\"\n[map]\nname = { first = [\"Library name\", \"name\"] }\npostcode = \"Postcode\"#",
        "data/services/libraries/libraries*.csv*",
        8_000,
    ),
    (
        "json\"\n[map]\nid = \"identifier\"\nname = \"name\"#",
        "data/services/nhs/pharmacy-list-2017-truncated.json.xz",
        1_000,
    ),
    (
        "json\"\n[map]\nid = \"id\"\nname = \"name\"\nschedule = \"openingTimes\"#",
        "data/services/nhs/sexual-health-csu25-2020.json.xz",
        4_000,
    ),
    (
        "csv\"\n[map]\nname = { first = [\"name\", \"Name\", \"Jobcentre\", \"site\"] }#",
        "data/services/trafford-data-lab/*.csv",
        400,
    ),
    (
        "csv\"\n[map]\nid = \"org_id\"\nname = \"name\"\npostcode = \"postcode\"#",
        "data/services/charities-ukcat/*.xz",
        6_000,
    ),
    ("json-lines\"\n[map]\nid = \"id\"\nname = \"name\"#", "data/services/charities-ni-2020/*.xz", 6_000),
    ("geojson\"\n[map]\nname = \"title\"#", "data/services/warm-spaces/places-2026-08.geojson.xz", 8_000),
    ("geojson\"\n[map]\nname = \"title\"#", "data/services/warm-spaces/places-2023-03.geojson.xz", 0),
    (
        "geojson\"\n[map]\nname = \"title\"#",
        "data/services/citizens-advice-pensionwise-2015/locations.json.xz",
        500,
    ),
];

#[test]
fn every_data_set_at_hand_is_read_by_settings_alone() {
    let Some(shared) = std::env::var_os("FINGERPOST_SHARED").map(PathBuf::from) else {
        println!("skipped: the data sets of the world: FINGERPOST_SHARED is not set");
        return;
    };
    let vocabulary = vocabulary();
    let mut wrong = Vec::new();
    for (settings, pattern, least) in WORLD {
        let url = format!("file:{}", shared.join(pattern).display());
        let read_table = match settings.strip_suffix('#') {
            Some(whole) => format!("[read]\nformat = \"{whole}"),
            None => format!("[read]\nformat = \"{settings}\""),
        };
        let text = format!(
            "id = \"world\"\ntitle = \"World\"\npublisher = \"World\"\nlicence = \"none-stated\"\n\
             [fetch]\nurl = \"{url}\"\n{read_table}\n"
        );
        let source = match Source::parse(Path::new("world"), &text, |_| None) {
            Ok(source) => source,
            Err(problems) => {
                wrong.push(format!("{pattern}: {}", problems[0]));
                continue;
            }
        };
        let fetched =
            crawler::fetch::local(&source, jiff::Timestamp::UNIX_EPOCH).expect("local").expect("local");
        let paths: Vec<PathBuf> = fetched.files.into_iter().map(|file| file.path).collect();
        let found = read(&source, &paths, &vocabulary);
        println!(
            "{pattern}: {} services, {} turned away {:?}",
            found.services.len(),
            found.rejected,
            found.error
        );
        let expected = BROKEN
            .iter()
            .find(|(name, _)| {
                // A pattern of several files stands for exactly those; a single one for its stem.
                let stem =
                    pattern.trim_end_matches(".xz").trim_end_matches(".geojson").trim_end_matches(".json");
                if name.contains('*') { pattern.ends_with(name) } else { stem.ends_with(name) }
            })
            .map(|(_, words)| *words);
        let is_as_expected = match (&found.error, expected) {
            (Some(error), Some(words)) => error.contains(words),
            (error, words) => error.is_none() && words.is_none(),
        };
        if found.services.len() < *least || !is_as_expected {
            let count = found.services.len();
            wrong.push(format!("{pattern}: {count} services where {least} are expected, {:?}", found.error));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
