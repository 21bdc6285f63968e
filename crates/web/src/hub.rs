//! What an interface for machines needs of a request: the catalogue of the moment with the names of its
//! codes, the clock, and the address people reach us at.

use std::convert::Infallible;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use arc_swap::ArcSwapOption;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::confidence::{Confidence, Trust, confidence};
use model::identifier::ServiceId;
use model::ledger::{HiddenIds, LedgerTail};
use model::service::Service;
use search::answer::Answer;
use search::ask::Ask;
use search::catalogue::Catalogue;
use search::listing::{ListFilter, Listing, NOT_RUNNING};

use crate::labels::{ConceptLabel, Labels};
use crate::oruk::asked::Finder;
use crate::oruk::vocabularies::{Vocabularies, term};
use crate::pressure::WorkFailed;
use crate::problem::Problem;
use crate::state::{Shared, State};
use crate::telemetry::Telemetry;
use crate::{asking, pressure};

/// The catalogue of the moment and all that goes with it.
#[derive(Clone)]
pub struct Hub {
    /// The opened index.
    pub catalogue: Arc<Catalogue>,
    /// The names of its codes.
    pub names: Arc<Names>,
    /// What was taken down since it was built.
    pub hidden: Arc<HiddenIds>,
    /// What is counted.
    pub telemetry: Telemetry,
    /// Now, in Europe/London.
    pub now: Zoned,
    /// Where people reach us, without a final slash.
    pub address: String,
}

/// The names that go with one catalogue. Made once for each.
pub struct Names {
    /// Sources, concepts and areas.
    pub labels: Labels,
    /// Taxonomies and terms.
    pub vocabularies: Vocabularies,
    made_for: Weak<Catalogue>,
}

/// The names made last: a site has one catalogue at a time.
static NAMES: LazyLock<ArcSwapOption<Names>> = LazyLock::new(ArcSwapOption::empty);

impl FromRequestParts<Shared> for Hub {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Hub, Infallible> {
        let address = state.settings.address.clone().unwrap_or_else(|| address_asked(&parts.headers));
        let seen = parts.extensions.get::<Arc<HiddenIds>>();
        let hidden = seen.map_or_else(|| hidden(&state.ledger), Arc::clone);
        Ok(Hub::with(state, address, hidden))
    }
}

impl Hub {
    /// The hub of the moment, for people who reach us at `address`.
    pub fn of(state: &State, address: String) -> Hub {
        Hub::with(state, address, hidden(&state.ledger))
    }

    fn with(state: &State, address: String, hidden: Arc<HiddenIds>) -> Hub {
        let catalogue = state.catalogue.load_full();
        Hub {
            names: names(&catalogue),
            hidden,
            telemetry: state.telemetry.clone(),
            catalogue,
            now: (state.clock)(),
            address,
        }
    }

    /// Understands a question and answers it.
    pub fn ask(&self, ask: &Ask) -> Answer {
        asking::ask(&self.telemetry, &self.catalogue, ask, &self.now)
    }

    /// The columns that lists are answered from.
    pub fn listing(&self) -> &Listing {
        self.catalogue.listing()
    }

    /// Which state of the directory answers.
    pub fn snapshot(&self) -> &str {
        &self.catalogue.manifest().snapshot
    }

    /// One service that is not hidden.
    pub fn service(&self, id: ServiceId) -> Option<Service> {
        let service = self.catalogue.service(id)?;
        (!self.hidden.hides(&service)).then_some(service)
    }

    /// The day a service last changed here.
    pub fn changed(&self, id: ServiceId) -> Date {
        let listing = self.listing();
        let at = listing.row(id).map_or(self.catalogue.manifest().made_at, |row| listing.changed_at(row));
        at.to_zoned(TimeZone::UTC).date()
    }

    /// How sure one may be of a service today.
    pub fn confidence(&self, service: &Service) -> Confidence {
        confidence(&Trust::of(service), self.now.date())
    }

    /// A filter that lets everything pass that is not hidden.
    pub fn everything(&self) -> ListFilter {
        ListFilter { hidden: self.hidden.iter().collect(), ..ListFilter::default() }
    }

    /// Reads with what this catalogue knows of postcodes and words.
    pub fn with_finder<T>(&self, read: impl FnOnce(&Finder<'_>) -> T) -> T {
        let postcode = |typed: &str| self.catalogue.postcode_place(typed);
        let with_words = |words: &str| self.catalogue.services_with_words(words);
        read(&Finder { postcode: &postcode, with_words: &with_words })
    }
}

/// Runs what may take long where waiting is allowed.
pub async fn apart(work: impl FnOnce() -> Result<Response, Problem> + Send + 'static) -> Response {
    told(pressure::apart(work).await)
}

/// Runs what takes a few milliseconds at most.
pub async fn soon(work: impl FnOnce() -> Result<Response, Problem> + Send + 'static) -> Response {
    told(pressure::soon(work).await)
}

fn told(made: Result<Result<Response, Problem>, WorkFailed>) -> Response {
    match made {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => problem.into_response(),
        Err(error) => {
            tracing::error!(%error, "an answer for a machine could not be made");
            Problem::ours().into_response()
        }
    }
}

/// The address the request came to, when it is plainly a host name.
fn address_asked(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let good = !host.is_empty() && host.len() <= 255 && host.bytes().all(is_plain);
    if good { format!("http://{host}") } else { String::new() }
}

fn names(catalogue: &Arc<Catalogue>) -> Arc<Names> {
    // As long as it is named weakly, nothing else can stand at its address.
    if let Some(names) = NAMES.load_full()
        && std::ptr::eq(names.made_for.as_ptr(), Arc::as_ptr(catalogue))
    {
        return names;
    }
    let mut labels = labels(catalogue);
    let used = catalogue.listing().terms().iter().map(String::as_str).filter(|term| *term != NOT_RUNNING);
    let vocabularies = Vocabularies::new(&labels, used.clone());
    labels.terms = used.map(|key| (key.to_owned(), Arc::new(term(key, &labels)))).collect();
    let names = Arc::new(Names { labels, vocabularies, made_for: Arc::downgrade(catalogue) });
    NAMES.store(Some(Arc::clone(&names)));
    names
}

fn labels(catalogue: &Catalogue) -> Labels {
    let sources = catalogue.sources().iter().map(|report| (report.source.id.clone(), report.source.clone()));
    let concepts = catalogue.vocabulary().concepts().iter().map(|concept| {
        let label =
            ConceptLabel { label: concept.label.clone(), description: None, codes: concept.codes.clone() };
        (concept.id.clone(), label)
    });
    Labels {
        sources: sources.collect(),
        concepts: concepts.collect(),
        areas: catalogue.area_names(),
        ..Labels::default()
    }
}

/// The ledger as far as it was read.
#[derive(Default)]
struct Ledger {
    path: PathBuf,
    tail: LedgerTail,
    hidden: Arc<HiddenIds>,
}

/// What was taken down: the one thing that changes between two builds. Reads only what was added to the
/// ledger since the last time.
pub fn hidden(path: &Path) -> Arc<HiddenIds> {
    static LEDGER: LazyLock<Mutex<Ledger>> = LazyLock::new(Mutex::default);
    let mut ledger = LEDGER.lock().unwrap_or_else(PoisonError::into_inner);
    let length = std::fs::metadata(path).map_or(0, |facts| facts.len());
    if ledger.path != path || length < ledger.tail.offset() {
        *ledger = Ledger { path: path.to_owned(), ..Ledger::default() };
    }
    if length > ledger.tail.offset() {
        let mut added = Vec::new();
        let read = File::open(path).and_then(|mut file| {
            file.seek(SeekFrom::Start(ledger.tail.offset()))?;
            file.read_to_end(&mut added)
        });
        match read {
            Ok(_) => {
                if ledger.tail.feed(&added) {
                    ledger.hidden = Arc::new(ledger.tail.hidden().clone());
                }
            }
            Err(error) => tracing::error!(%error, "the ledger could not be read"),
        }
    }
    Arc::clone(&ledger.hidden)
}
