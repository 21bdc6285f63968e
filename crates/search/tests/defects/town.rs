//! Ambleford once more, built in memory: services as a snapshot holds them, an index, and a clock of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gazetteer::Gazetteer;
use jiff::Zoned;
use jiff::civil::DateTime;
use model::identifier::{ServiceId, SourceId};
use model::service::Service;
use model::vocabulary::Vocabulary;
use search::Catalogue;
use search::answer::{Answer, Hit, Work};
use search::ask::{Ask, LaneKind};
use search::generator::write_snapshot_of;
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn vocabulary() -> Vocabulary {
    let mut files: Vec<(String, String)> = std::fs::read_dir(root().join("index-data/vocabulary"))
        .expect("the vocabulary ships")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("a readable file")))
        .collect();
    files.sort();
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("the vocabulary that ships is well formed")
}

/// A service under way: what is not said stays not stated.
pub struct Told(Value);

/// A service of this name, with what it says of itself.
pub fn service(name: &str, description: &str) -> Told {
    let source = SourceId::parse("ambleford-groups").expect("kebab-case");
    Told(json!({
        "id": ServiceId::new(&source, name).to_string(),
        "name": name,
        "description": description,
        "status": "active",
        "nature": "front_line",
        "records": [{
            "source": "ambleford-groups", "record": name, "seen": "2026-11-20", "asserted": "2026-11-01",
            "role": "assurer"
        }],
        "evidence": [],
    }))
}

impl Told {
    /// At a place so many metres to the north of SK4 3AA.
    pub fn north_of_sk4(mut self, metres: f64) -> Told {
        let latitude = 53.41612 + metres / 111_320.0;
        let places = self.0["locations"].as_array().cloned().unwrap_or_default();
        let number = places.len() + 1;
        let place = json!({
            "name": format!("Hall {number}"),
            "town": "Ambleford",
            "located": {
                "lat": latitude, "lon": -2.21154, "precision": "source", "authority": "E08000007",
                "label": "Ambleford"
            },
        });
        self.0["locations"] = json!([places, vec![place]].concat());
        self.0["delivery"] = json!(["in_person"]);
        self
    }

    /// At a place in Manchester, the next authority, at this latitude and longitude.
    pub fn in_manchester(mut self, latitude: f64, longitude: f64) -> Told {
        self.0["locations"] = json!([{
            "name": "Over the border",
            "located": {
                "lat": latitude, "lon": longitude, "precision": "source", "authority": "E08000003",
                "label": "Manchester"
            },
        }]);
        self.0["delivery"] = json!(["in_person"]);
        self
    }

    pub fn with(mut self, field: &str, value: Value) -> Told {
        self.0[field] = value;
        self
    }

    /// Sessions every week: day, from, to.
    pub fn weekly(self, sessions: &[(&str, &str, &str)]) -> Told {
        let sessions: Vec<Value> = sessions
            .iter()
            .map(|(day, opens, closes)| {
                json!({
                    "recurrence": { "freq": "weekly", "days": [day.to_uppercase()], "interval": 1 },
                    "opens_at": opens, "closes_at": closes
                })
            })
            .collect();
        self.with("schedule", json!({ "sessions": sessions }))
    }
}

/// An index over a few services, with its folder.
pub struct Town {
    catalogue: Catalogue,
    _folder: tempfile::TempDir,
}

/// A local time in London.
pub fn at(text: &str) -> Zoned {
    let local: DateTime = text.parse().expect("a local time of the test");
    local.to_zoned(jiff::tz::get!("Europe/London")).expect("a time in London")
}

/// A Monday morning.
pub fn monday() -> Zoned {
    at("2026-11-23T10:30")
}

impl Town {
    pub fn of(services: Vec<Told>) -> Town {
        let vocabulary = Arc::new(vocabulary());
        let services: Vec<Service> = services
            .into_iter()
            .map(|told| {
                let mut service: Service = serde_json::from_value(told.0).expect("a whole service");
                let description = service.description.as_deref();
                let about = vocabulary.classify(&service.name, &service.source_categories, description);
                service.categories = about.into_iter().map(|(concept, _)| concept).collect();
                service
            })
            .collect();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (snapshot, index) = (folder.path().join("snapshot"), folder.path().join("index"));
        write_snapshot_of(&snapshot, services.into_iter()).expect("a snapshot");
        search::build(&snapshot, &vocabulary, &index, |_| {}).expect("an index");
        let gazetteer =
            Arc::new(Gazetteer::open(&root().join("index-data/gazetteer")).expect("the gazetteer ships"));
        let catalogue = Catalogue::open(&index, gazetteer, vocabulary).expect("it opens");
        Town { catalogue, _folder: folder }
    }

    pub fn ask_at(&self, ask: &Ask, now: &Zoned) -> Answer {
        self.catalogue.answer(&self.catalogue.understand(ask, now), now)
    }

    pub fn ask_within(&self, ask: &Ask, now: &Zoned, most: Work) -> Answer {
        self.catalogue.answer_within(&self.catalogue.understand(ask, now), now, most)
    }

    pub fn ask(&self, question: &str) -> Answer {
        self.ask_at(&Ask::of(question), &monday())
    }
}

/// The rows of a lane.
pub fn rows(answer: &Answer, lane: LaneKind) -> Vec<&Hit> {
    answer.lanes.iter().filter(|found| found.kind == lane).flat_map(|found| &found.hits).collect()
}

/// The names in a lane, in order.
pub fn names(answer: &Answer, lane: LaneKind) -> Vec<&str> {
    rows(answer, lane).into_iter().map(|hit| hit.name.as_str()).collect()
}

/// The names in any lane.
pub fn all_names(answer: &Answer) -> Vec<&str> {
    LaneKind::ALL.into_iter().flat_map(|lane| names(answer, lane)).collect()
}
