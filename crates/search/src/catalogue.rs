//! The opened index: immutable, shared between threads, and the whole interface of this crate.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use gazetteer::Gazetteer;
use gazetteer::map::MappedFile;
use jiff::Zoned;
use model::identifier::ServiceId;
use model::ledger::HiddenIds;
use model::place::Point;
use model::report::SourceReport;
use model::service::Service;
use model::vocabulary::Vocabulary;
use rustc_hash::FxHashSet;

use crate::answer::{Answer, Work};
use crate::answering;
use crate::ask::Ask;
use crate::compile::MOST_WORK;
use crate::geometry::{Spot, metres_of_chord2};
use crate::listing::{self, Listing};
use crate::manifest::{Manifest, OpenError};
use crate::near::Near;
use crate::parts::{self, Parts};
use crate::question::Question;
pub use crate::records::Reader;
use crate::records::{self, BLOCK_SERVICES};
use crate::spelling::Dictionary;
use crate::suggest::{self, Names, Phrases, Suggestion, SuggestionKind};
use crate::understand::{Context, understand};

/// An opened index with what is needed to understand questions put to it.
pub struct Catalogue {
    pub(crate) parts: Arc<Parts>,
    pub(crate) near: Near,
    pub(crate) gazetteer: Arc<Gazetteer>,
    pub(crate) vocabulary: Arc<Vocabulary>,
    dictionary: Dictionary,
    phrases: Phrases,
    names: Names,
    hidden: RwLock<Arc<Hidden>>,
    pub(crate) listing: Listing,
    sources: Vec<SourceReport>,
    redirects: HashMap<ServiceId, ServiceId>,
}

/// What was taken down since the index was built.
#[derive(Debug, Default)]
struct Hidden {
    ids: HiddenIds,
    numbers: FxHashSet<u32>,
}

/// A line of `ids.jsonl`, as far as it is a redirect.
#[derive(serde::Deserialize)]
struct Redirect {
    id: ServiceId,
    #[serde(alias = "now", alias = "redirect", alias = "into")]
    to: Option<ServiceId>,
}

impl Catalogue {
    /// Opens the index in `folder`.
    pub fn open(
        folder: &Path,
        gazetteer: Arc<Gazetteer>,
        vocabulary: Arc<Vocabulary>,
    ) -> Result<Catalogue, OpenError> {
        let opened = Parts::open(folder)?;
        let near = Near::open(&opened);
        let sources = match std::fs::read(folder.join("report.json")) {
            Ok(text) => {
                serde_json::from_slice(&text).map_err(|error| OpenError::damaged("report.json", error))?
            }
            Err(_) => Vec::new(),
        };
        let redirects = std::fs::read_to_string(folder.join("ids.jsonl")).unwrap_or_default();
        let redirects = redirects
            .lines()
            .filter_map(|line| serde_json::from_str::<Redirect>(line).ok())
            .filter_map(|redirect| Some((redirect.id, redirect.to?)))
            .collect();
        let bytes = |name: &str| {
            MappedFile::open(&folder.join(name)).map_err(|error| OpenError::damaged(name, error))
        };
        let dictionary = Dictionary::from_bytes(bytes(parts::DICTIONARY)?)
            .map_err(|error| OpenError::damaged(parts::DICTIONARY, error))?;
        let names = Names::from_bytes(bytes(parts::NAMES)?)
            .map_err(|error| OpenError::damaged(parts::NAMES, error))?;
        let listing = Listing::open(&folder.join(listing::FILE))
            .map_err(|error| OpenError::damaged(listing::FILE, error))?;
        Ok(Catalogue {
            listing,
            phrases: Phrases::new(&vocabulary),
            hidden: RwLock::default(),
            parts: opened,
            near,
            gazetteer,
            vocabulary,
            dictionary,
            names,
            sources,
            redirects,
        })
    }

    /// Reads what somebody asked. `now` decides what "today" is.
    pub fn understand(&self, ask: &Ask, now: &Zoned) -> Question {
        let context = Context {
            gazetteer: &self.gazetteer,
            vocabulary: &self.vocabulary,
            dictionary: &self.dictionary,
        };
        understand(ask, &context, now)
    }

    /// Suggestions for what was typed so far.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let mut found =
            suggest::suggest(typed, limit, &self.phrases, &self.names, &self.vocabulary, &self.gazetteer);
        let hidden = self.hidden();
        found.retain(|one| match one.kind {
            SuggestionKind::Service(number) => !hidden.numbers.contains(&number),
            SuggestionKind::Topic | SuggestionKind::Place => true,
        });
        found
    }

    /// Hides what was taken down, and nothing else: what was hidden before and is no more is shown again.
    pub fn hide(&self, ids: &HiddenIds) {
        let numbers = ids.iter().filter_map(|id| self.parts.number(self.current_id(id))).collect();
        let hidden = Arc::new(Hidden { ids: ids.clone(), numbers });
        *self.hidden.write().unwrap_or_else(PoisonError::into_inner) = hidden;
    }

    /// The numbers of services that must not be shown.
    pub(crate) fn hidden_numbers(&self) -> FxHashSet<u32> {
        self.hidden().numbers.clone()
    }

    fn hidden(&self) -> Arc<Hidden> {
        Arc::clone(&self.hidden.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Answers a question. `now` decides what is fresh and what comes next.
    pub fn answer(&self, question: &Question, now: &Zoned) -> Answer {
        self.answer_within(question, now, MOST_WORK)
    }

    /// As [`Catalogue::answer`], with no more than so much work: what is cut is said in a notice.
    pub fn answer_within(&self, question: &Question, now: &Zoned, most: Work) -> Answer {
        answering::answer_within(self, question, now, most)
    }

    /// One service, following redirects of merged records.
    pub fn service(&self, id: ServiceId) -> Option<Service> {
        let service = self.parts.record(self.parts.number(self.current_id(id))?)?;
        (!self.hidden().ids.hides(&service)).then_some(service)
    }

    /// The identifier under which a service stands now; itself where it was never merged.
    pub fn current_id(&self, id: ServiceId) -> ServiceId {
        let mut id = id;
        for _ in 0..16 {
            match self.redirects.get(&id) {
                Some(next) if self.parts.number(id).is_none() => id = *next,
                _ => break,
            }
        }
        id
    }

    /// Every service, in the order of their identifiers.
    pub fn services(&self) -> impl Iterator<Item = Service> + '_ {
        self.services_from(0)
    }

    /// Every service from the `start`th on, in the order of their identifiers.
    pub fn services_from(&self, start: u64) -> impl Iterator<Item = Service> + '_ {
        let first_block = start as usize / BLOCK_SERVICES;
        let blocks = (self.parts.services() as usize).div_ceil(BLOCK_SERVICES);
        let all = (first_block..blocks).flat_map(|block| {
            let lines = self.parts.record_block(block).unwrap_or_default();
            (0..BLOCK_SERVICES).map_while(|place| records::service(&lines, place)).collect::<Vec<_>>()
        });
        let hidden = self.hidden();
        all.skip(start as usize % BLOCK_SERVICES).filter(move |service| !hidden.ids.hides(service))
    }

    /// Hands over the services of these numbers, which ascend, in the order of their identifiers; a block
    /// in which several stand is unpacked once, with the memory of `reader`. What is hidden is left out.
    pub fn each_numbered(&self, numbers: &[u32], reader: &mut Reader, mut take: impl FnMut(&Service)) {
        let hidden = self.hidden();
        let block_of = |number: u32| number as usize / BLOCK_SERVICES;
        for near in numbers.chunk_by(|one, next| block_of(*one) == block_of(*next)) {
            let Some(lines) = self.parts.read_record_block(block_of(near[0]), reader) else { continue };
            let first = (block_of(near[0]) * BLOCK_SERVICES) as u32;
            let mut wanted = near.iter().peekable();
            for (number, line) in (first..).zip(lines.split(|byte| *byte == b'\n')) {
                if wanted.next_if(|wanted| **wanted == number).is_some()
                    && let Ok(service) = serde_json::from_slice::<Service>(line)
                    && !hidden.ids.hides(&service)
                {
                    take(&service);
                }
                if wanted.peek().is_none() {
                    break;
                }
            }
        }
    }

    /// The nearest services of any kind, nearest first, each once, with its distance in metres.
    pub fn nearest(&self, point: Point, limit: usize) -> Vec<(ServiceId, f64)> {
        let hidden = self.hidden_numbers();
        let mut seen = HashSet::new();
        let found = self.near.nearest(&self.parts, Spot::of(point), limit, |document| {
            let service = self.parts.service_of(document);
            !hidden.contains(&service) && seen.insert(service)
        });
        let found = found.into_iter().filter_map(|(document, chord2)| {
            Some((self.parts.id(self.parts.service_of(document))?, metres_of_chord2(chord2)))
        });
        found.collect()
    }

    /// How many services there are.
    pub fn len(&self) -> u64 {
        u64::from(self.parts.services())
    }

    /// Whether there is no service at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the crawl reported of each source.
    pub fn sources(&self) -> &[SourceReport] {
        &self.sources
    }

    /// What the index says of itself: the snapshot it was made from, when, and how much it holds.
    pub fn manifest(&self) -> &Manifest {
        &self.parts.manifest
    }

    /// The vocabulary the catalogue was opened with.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The gazetteer the catalogue was opened with.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }
}
