//! Records as a crawl makes them: read by the settings of their source, cleaned and located.
//!
//! The pairs in `crawled.tsv` name a source and a record of it, and nothing else. Starter sources are always
//! at hand; the others are read from the shared data where that is present.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crawler::clean::{CleanContext, clean};
use crawler::locate::{Locator, area_of_office, cover, locate};
use crawler::mapping::map;
use crawler::read::{Part, records};
use crawler::source::Source;
use gazetteer::Gazetteer;
use jiff::Timestamp;
use jiff::civil::date;
use model::identifier::{ServiceId, SourceId};
use model::service::Service;
use model::vocabulary::Vocabulary;

/// Adds the wanted records, by source. A source that is not there is passed over, and said.
pub fn read(wanted: &BTreeMap<String, BTreeSet<String>>, services: &mut HashMap<ServiceId, Service>) {
    let gazetteer =
        &Gazetteer::open(&root().join("index-data/gazetteer")).expect("the gazetteer is in the repository");
    let vocabulary = vocabulary();
    let mut locator = Locator::new(gazetteer);
    for (id, wanted) in wanted {
        let folder = root().join("scrapers").join(id);
        let text =
            fs::read_to_string(folder.join("source.toml")).expect("a labelled source is in `scrapers`");
        let source = Source::parse(&folder, &text, |name| std::env::var(name).ok())
            .expect("the settings of a labelled source are right");
        if !source.fetch.unset.is_empty() {
            println!("skipped: the pairs of {id}, FINGERPOST_SHARED is not set");
            continue;
        }
        services.extend(read_source(&source, wanted, &vocabulary, gazetteer, &mut locator));
    }
}

fn read_source(
    source: &Source,
    wanted: &BTreeSet<String>,
    vocabulary: &Vocabulary,
    gazetteer: &Gazetteer,
    locator: &mut Locator<'_>,
) -> HashMap<ServiceId, Service> {
    let mut found = HashMap::new();
    let fetched = match crawler::fetch::local(source, Timestamp::UNIX_EPOCH) {
        Ok(Some(fetched)) => fetched,
        other => {
            println!("skipped: the pairs of {}: {other:?}", source.id());
            return found;
        }
    };
    let parts = fetched.files.iter().map(|file| {
        let bytes = Box::new(File::open(&file.path)?);
        Ok(Part { name: file.name.clone(), charset: file.charset.clone(), bytes })
    });
    let context = CleanContext {
        source: &source.info,
        personal: &source.personal,
        one_kind: source.one_kind,
        vocabulary,
        seen: date(2026, 11, 22),
    };
    let mut take = |record: &crawler::read::RawRecord| {
        let draft = map(source, record).ok().filter(|draft| wanted.contains(&draft.record))?;
        let office = area_of_office(gazetteer, &draft);
        let (mut service, _) = clean(&context, draft).ok()?;
        if let Some(area) = office {
            cover(&mut service, area);
        }
        let service = locate(locator, service);
        // Of records that bear one id, the first stands.
        found.entry(service.id).or_insert(service);
        Some(())
    };
    records(source, parts, &mut |item| {
        if let Ok(record) = item {
            take(&record);
        }
        ControlFlow::Continue(())
    })
    .expect("a labelled source can be read");
    found
}

/// The identifier of a record of a source.
pub fn id(source: &str, record: &str) -> ServiceId {
    ServiceId::new(&SourceId::parse(source).expect("the labelled set is whole"), record)
}

fn vocabulary() -> Vocabulary {
    let files = fs::read_dir(root().join("index-data/vocabulary")).expect("the vocabulary");
    let mut texts: Vec<(String, String)> = files
        .map(|entry| entry.expect("the vocabulary").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("the vocabulary")))
        .collect();
    texts.sort();
    Vocabulary::parse(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("the vocabulary")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
