//! One service made ready: its terms, its documents, its row.

use std::io;

use model::evidence::{Field, Reading};
use model::identifier::AreaCode;
use model::place::ServiceArea;
use model::schedule::Recurrence;
use model::service::{Delivery, Service};
use model::vocabulary::words::fold;
use model::vocabulary::{ConceptKind, VOLUNTEERING, Vocabulary};
use rustc_hash::FxHashMap;

use crate::facets::marks_of;
use crate::geometry::Spot;
use crate::listing::digest;
use crate::marks::{Marks, SEVERAL};
use crate::rank;
use crate::records::Compressor;
use crate::rows;
use crate::schema::push_term;
use crate::words::{Stems, Word, is_stop_word, words};

/// Whether it offers work to volunteers, and nothing to join.
fn is_offer_of_work(service: &Service) -> bool {
    matches!(service.categories.as_slice(), [only] if only.0 == VOLUNTEERING)
}

/// Whether all its dates lay behind when it was last seen.
fn is_over(service: &Service) -> bool {
    let seen = service.records.iter().map(|record| record.seen).max();
    let sessions = &service.schedule.sessions;
    !sessions.is_empty()
        && sessions.iter().all(|session| match &session.recurrence {
            Recurrence::Dated { dates } => dates.iter().max() < seen.as_ref(),
            _ => false,
        })
}

/// Bytes of a name that decide its order.
const SORTED_BYTES: usize = 32;

/// With more different words than this, the known ones are forgotten and learnt anew.
const KNOWN_WORDS: usize = 300_000;

/// A service, ready to be laid into the files.
pub struct Prepared {
    /// Terms with impacts, as [`crate::schema::Impacts`] reads them.
    pub words: String,
    pub concepts: String,
    pub places: String,
    /// The name by which services are put in order.
    pub sort_name: String,
    /// The whole name, folded, by which it is suggested.
    pub folded_name: String,
    /// What tells whether it changed.
    pub digest: u64,
    pub documents: Vec<Document>,
}

/// One document of a service.
#[derive(Debug, Clone)]
pub struct Document {
    pub kind: Kind,
    pub spot: Spot,
    pub marks: Marks,
}

/// The kinds of documents, in the order of their numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A place one can go to.
    Place,
    /// A coded area that is covered.
    Area(AreaCode),
    /// A circle or polygon that is covered.
    Drawn(ServiceArea),
    /// By phone, online, national, or nothing known.
    Anywhere,
}

impl Kind {
    pub fn ordinal(&self) -> u8 {
        match self {
            Kind::Place => 0,
            Kind::Area(_) => 1,
            Kind::Drawn(_) => 2,
            Kind::Anywhere => 3,
        }
    }
}

/// Makes services ready; keeps the terms of words between them.
#[derive(Default)]
pub struct Preparer {
    stems: Stems,
    /// The number of the term of each folded word.
    numbers: FxHashMap<String, u32>,
    /// The number of each term.
    numbers_of_terms: FxHashMap<String, u32>,
    /// Terms by their number, each with its weight in the service at hand.
    terms: Vec<(String, f32)>,
    /// The numbers of the terms of the service at hand.
    touched: Vec<u32>,
    joined: String,
    compressor: Compressor,
}

impl Preparer {
    /// Makes one service ready.
    pub fn prepare(&mut self, service: &Service, topics: &[String], vocabulary: &Vocabulary) -> Prepared {
        Prepared {
            words: self.word_terms(service, vocabulary),
            concepts: concept_terms(service, vocabulary),
            places: self.place_terms(service),
            sort_name: sort_name(&service.name),
            folded_name: fold(&service.name),
            digest: digest(service),
            documents: documents(service, topics),
        }
    }

    /// A block of lines, compressed.
    pub fn compress(&mut self, lines: &[Vec<u8>]) -> io::Result<Vec<u8>> {
        self.compressor.compress(lines)
    }

    fn word_terms(&mut self, service: &Service, vocabulary: &Vocabulary) -> String {
        self.begin();
        let name_weight =
            if is_offer_of_work(service) { rank::OFFER_OF_WORK_WEIGHT } else { rank::NAME_WEIGHT };
        self.add_name(&service.name, name_weight, vocabulary);
        for name in &service.alternate_names {
            self.add_name(name, rank::ALTERNATE_NAME_WEIGHT, vocabulary);
        }
        for category in &service.source_categories {
            let is_of_people = vocabulary
                .concepts_in(category)
                .iter()
                .any(|found| found.weight >= 1.0 && found.concept.kind == ConceptKind::Identity);
            let weight = if is_of_people { rank::WHO_IS_WELCOME_WEIGHT } else { rank::CATEGORY_WEIGHT };
            self.add_name(category, weight, vocabulary);
        }
        if let Some(organisation) = &service.organisation
            && organisation.name != service.name
        {
            self.add_name(&organisation.name, rank::ORGANISATION_WEIGHT, vocabulary);
        }
        if let Some(description) = &service.description {
            let words = words(description);
            self.add_words(&words, rank::description_weight(words.len()), vocabulary);
        }
        self.written(rank::impact)
    }

    /// Words of a name count with their neighbours joined: a phrase, and a compound written apart.
    fn add_name(&mut self, name: &str, weight: f32, vocabulary: &Vocabulary) {
        let words = words(name);
        self.add_words(&words, weight, vocabulary);
        for pair in words.windows(2) {
            if !pair[1].is_tied {
                self.add_joined(&pair[0], &pair[1], weight);
            }
        }
    }

    /// The choir of "Choir Street" is none; joined with its street it can still be found.
    fn add_words(&mut self, words: &[Word], weight: f32, vocabulary: &Vocabulary) {
        for (place, word) in words.iter().enumerate() {
            if word.is_tied && place > 0 {
                self.add_joined(&words[place - 1], word, weight);
            }
            let next = words.get(place + 1).map_or("", |next| next.folded.as_str());
            if !is_stop_word(&word.folded) && !vocabulary.is_street_name(&word.folded, next) {
                self.add(&word.folded, weight);
            }
        }
    }

    fn add_joined(&mut self, first: &Word, second: &Word, weight: f32) {
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        joined.push_str(&first.folded);
        joined.push_str(&second.folded);
        self.add(&joined, weight);
        self.joined = joined;
    }

    fn place_terms(&mut self, service: &Service) -> String {
        self.begin();
        for location in &service.locations {
            for text in [&location.name, &location.address, &location.town].into_iter().flatten() {
                for word in words(text) {
                    self.add(&word.folded, 1.0);
                }
            }
        }
        self.written(|_| 1)
    }

    /// Forgets the service before, and the known words where they have become too many.
    fn begin(&mut self) {
        if self.numbers.len() > KNOWN_WORDS {
            self.numbers.clear();
            self.numbers_of_terms.clear();
            self.terms.clear();
        }
    }

    fn add(&mut self, folded: &str, weight: f32) {
        let number = match self.numbers.get(folded) {
            Some(number) => *number,
            None => self.learn(folded),
        };
        let held = &mut self.terms[number as usize].1;
        if *held == 0.0 {
            self.touched.push(number);
        }
        *held += weight;
    }

    fn learn(&mut self, folded: &str) -> u32 {
        let term = self.stems.term(folded);
        let fresh = self.terms.len() as u32;
        let number = *self.numbers_of_terms.entry(term).or_insert_with_key(|term| {
            self.terms.push((term.clone(), 0.0));
            fresh
        });
        self.numbers.insert(folded.to_owned(), number);
        number
    }

    /// The terms of the service at hand with their impacts.
    fn written(&mut self, impact: impl Fn(f32) -> u8) -> String {
        let mut text = String::with_capacity(self.touched.len() * 8);
        for number in self.touched.drain(..) {
            let (term, weight) = &mut self.terms[number as usize];
            push_term(&mut text, term, impact(std::mem::take(weight)));
        }
        text
    }
}

/// A name as it is sorted: folded, and of a length that keeps a million of them small.
fn sort_name(name: &str) -> String {
    let mut sorted = String::with_capacity(SORTED_BYTES);
    for word in words(name) {
        if !sorted.is_empty() {
            sorted.push(' ');
        }
        sorted.push_str(&word.folded);
        if sorted.len() >= SORTED_BYTES {
            sorted.truncate(sorted.floor_char_boundary(SORTED_BYTES));
            break;
        }
    }
    sorted
}

/// A concept weighs as much as the service's own words make it sure; the first that its source states, and
/// others that only its source states, weigh by their place.
fn concept_terms(service: &Service, vocabulary: &Vocabulary) -> String {
    let sure = vocabulary.classify(&service.name, &service.source_categories, service.description.as_deref());
    let mut text = String::new();
    let mut above: Vec<String> = Vec::new();
    let is_stated = service
        .evidence
        .iter()
        .any(|evidence| evidence.field == Field::Categories && evidence.reading == Reading::Stated);
    for (place, concept) in service.categories.iter().enumerate() {
        let certainty = sure.iter().find(|(id, _)| id == concept).map(|(_, certainty)| *certainty);
        let certainty = certainty.filter(|_| !(is_stated && place == 0));
        let impact = certainty.map_or_else(|| rank::concept_impact(place), rank::sure_concept_impact);
        push_term(&mut text, &concept.0, impact);
        let mut parent = concept.parent();
        while let Some(concept) = parent {
            parent = concept.parent();
            if !above.contains(&concept.0) && !service.categories.contains(&concept) {
                above.push(concept.0);
            }
        }
    }
    for concept in above {
        push_term(&mut text, &concept, rank::THEME_IMPACT);
    }
    text
}

/// The documents of a service: one for each place one can go to, each area it covers, and one where it
/// can be reached from anywhere or nothing is known.
fn documents(service: &Service, topics: &[String]) -> Vec<Document> {
    let mut marks = marks_of(service, topics);
    let cannot_be_joined = is_offer_of_work(service) || is_over(service);
    let quality = rank::quality(service);
    marks.set_quality(if cannot_be_joined { rank::not_to_join(quality) } else { quality });
    let mut documents = places(service, marks);
    let comes_to_you = service.delivery.contains(&Delivery::AtHome);
    let has_places = !documents.is_empty();
    if !has_places || comes_to_you {
        documents.extend(areas(service, marks));
    }
    let is_remote =
        service.delivery.contains(&Delivery::Online) || service.delivery.contains(&Delivery::ByPhone);
    let is_national = !has_places && service.areas.contains(&ServiceArea::UnitedKingdom);
    if is_remote || is_national || documents.is_empty() {
        marks.set_access(&service.accessibility, &Default::default());
        if !is_remote && !is_national {
            marks.set_quality(rank::unplaced(marks.quality()));
        }
        documents.push(Document { kind: Kind::Anywhere, spot: Spot::default(), marks });
    }
    let are_several = documents.len() > 1;
    for document in &mut documents {
        document.marks.set_flag(SEVERAL, are_several);
    }
    documents
}

fn places(service: &Service, marks: Marks) -> Vec<Document> {
    let ways = &service.delivery;
    let one_can_go =
        ways.is_empty() || ways.contains(&Delivery::InPerson) || ways.contains(&Delivery::Varies);
    let mut documents: Vec<Document> = Vec::new();
    if !one_can_go {
        return documents;
    }
    for (place, (location, located)) in rows::placed(service).enumerate() {
        let spot = Spot::of(located.point);
        if documents.iter().any(|document| document.spot == spot) {
            continue;
        }
        let mut marks = marks;
        marks.set_access(&service.accessibility, &location.accessibility);
        marks.set_place(place.min(usize::from(u16::MAX)) as u16);
        documents.push(Document { kind: Kind::Place, spot, marks });
    }
    documents
}

fn areas(service: &Service, mut marks: Marks) -> Vec<Document> {
    marks.set_access(&service.accessibility, &Default::default());
    let mut kinds: Vec<Kind> = Vec::new();
    for area in &service.areas {
        let kind = match area {
            ServiceArea::Area { code, .. } => Kind::Area(code.clone()),
            ServiceArea::Around { .. } | ServiceArea::Polygon { .. } => Kind::Drawn(area.clone()),
            ServiceArea::UnitedKingdom | ServiceArea::Named { .. } => continue,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if service.areas.is_empty() && service.delivery.contains(&Delivery::AtHome) {
        // It comes to people from where it stands; its own district is the least it can be asked for.
        let districts = rows::placed(service).filter_map(|(_, located)| located.authority.clone());
        for district in districts {
            let kind = Kind::Area(district);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds.into_iter().map(|kind| Document { kind, spot: Spot::default(), marks }).collect()
}
