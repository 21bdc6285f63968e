//! One service made ready: its terms, its documents, its row.

use std::io;

use super::terms::{CONCEPTS, Entries, Learnt, PLACES, Terms, WORDS, WordId};
use crate::facets::marks_of;
use crate::geometry::Spot;
use crate::marks::{Marks, SEVERAL};
use crate::rank;
use crate::records::Compressor;
use crate::rows;
use crate::words::Words;
use model::evidence::{Field, Reading};
use model::identifier::AreaCode;
use model::place::ServiceArea;
use model::schedule::Recurrence;
use model::service::{Delivery, Service};
use model::vocabulary::words::fold;
use model::vocabulary::{ConceptKind, VOLUNTEERING, Vocabulary};

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

/// A service, ready to be laid into the files.
pub struct Prepared {
    /// Its terms.
    pub entries: Entries,
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
    terms: Terms,
    /// The text at hand, and its words.
    read: Words,
    words: Vec<WordId>,
    compressor: Compressor,
}

impl Preparer {
    /// For worker `worker` of `workers`.
    pub fn new(worker: usize, workers: usize) -> Preparer {
        Preparer { terms: Terms::new(worker as u32, workers as u32), ..Preparer::default() }
    }

    /// Makes one service ready. `digest` is that of the listing.
    pub fn prepare(
        &mut self,
        service: &Service,
        digest: u64,
        topics: &[String],
        vocabulary: &Vocabulary,
    ) -> Prepared {
        let documents = documents(service, topics);
        let mut entries = Entries { epoch: self.terms.epoch(), ..Entries::default() };
        self.terms.begin();
        self.add_texts(service, vocabulary);
        self.terms.write(WORDS, documents.len(), &mut entries, rank::impact);
        self.add_concepts(service, vocabulary);
        self.terms.write(CONCEPTS, documents.len(), &mut entries, |impact| impact as u8);
        self.add_places(service);
        self.terms.write(PLACES, documents.len(), &mut entries, |_| 1);
        Prepared {
            entries,
            sort_name: self.sort_name(&service.name),
            folded_name: fold(&service.name),
            digest,
            documents,
        }
    }

    /// What is known of terms, where it has become too much to keep.
    pub fn full(&mut self) -> Option<Learnt> {
        self.terms.full()
    }

    /// What is known of terms, at the end.
    pub fn learnt(mut self) -> Learnt {
        self.terms.learnt()
    }

    /// Entries of the last services, spelt out.
    pub fn spelt(&self, entries: &[u32]) -> Vec<(String, u8)> {
        self.terms.spelt(entries)
    }

    /// A block of lines, compressed.
    pub fn compress(&mut self, lines: &[Vec<u8>]) -> io::Result<Vec<u8>> {
        self.compressor.compress(lines)
    }

    fn add_texts(&mut self, service: &Service, vocabulary: &Vocabulary) {
        let name_weight =
            if is_offer_of_work(service) { rank::OFFER_OF_WORK_WEIGHT } else { rank::NAME_WEIGHT };
        self.add_name(&service.name, name_weight, vocabulary);
        self.count();
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
            self.count();
        }
        if let Some(organisation) = &service.organisation
            && organisation.name != service.name
        {
            self.add_name(&organisation.name, rank::ORGANISATION_WEIGHT, vocabulary);
            self.count();
        }
        if let Some(description) = &service.description {
            self.read(description);
            self.add_words(rank::description_weight(self.words.len()), vocabulary);
            self.count();
        }
    }

    /// Reads a text: its words are at hand afterwards.
    fn read(&mut self, text: &str) {
        self.read.read(text);
        self.words.clear();
        self.words.extend((0..self.read.len()).map(|place| self.terms.word(self.read.word(place))));
    }

    /// Counts the words at hand for repairs of spelling.
    fn count(&mut self) {
        self.words.iter().for_each(|word| self.terms.count(*word));
    }

    /// Words of a name count with their neighbours joined: a phrase, and a compound written apart.
    fn add_name(&mut self, name: &str, weight: f32, vocabulary: &Vocabulary) {
        self.read(name);
        self.add_words(weight, vocabulary);
        for place in 1..self.words.len() {
            if !self.read.is_tied(place) {
                self.add_joined(place, weight);
            }
        }
    }

    /// The choir of "Choir Street" is none; joined with its street it can still be found.
    fn add_words(&mut self, weight: f32, vocabulary: &Vocabulary) {
        for place in 0..self.words.len() {
            if self.read.is_tied(place) && place > 0 {
                self.add_joined(place, weight);
            }
            let word = self.words[place];
            let next = self.words.get(place + 1);
            let names_a_street = next.is_some_and(|next| self.terms.is_street(*next))
                && vocabulary.means_something(self.read.word(place));
            if !self.terms.is_stop_word(word) && !names_a_street {
                self.terms.add_word(word, weight);
            }
        }
    }

    /// Adds the word at `place` joined with the one before.
    fn add_joined(&mut self, place: usize, weight: f32) {
        let words = (self.words[place - 1], self.words[place]);
        self.terms.add_pair(words, (self.read.word(place - 1), self.read.word(place)), weight);
    }

    fn add_places(&mut self, service: &Service) {
        for location in &service.locations {
            for text in [&location.name, &location.address].into_iter().flatten() {
                self.add_place(text);
            }
            if let Some(town) = &location.town {
                self.add_place(town);
                self.count();
            }
        }
    }

    fn add_place(&mut self, text: &str) {
        self.read(text);
        self.words.iter().for_each(|word| self.terms.add_word(*word, 1.0));
    }

    /// A concept weighs as much as the service's own words make it sure; the first that its source states,
    /// and others that only its source states, weigh by their place.
    fn add_concepts(&mut self, service: &Service, vocabulary: &Vocabulary) {
        let sure =
            vocabulary.classify(&service.name, &service.source_categories, service.description.as_deref());
        let mut above: Vec<String> = Vec::new();
        let is_stated = service
            .evidence
            .iter()
            .any(|evidence| evidence.field == Field::Categories && evidence.reading == Reading::Stated);
        for (place, concept) in service.categories.iter().enumerate() {
            let certainty = sure.iter().find(|(id, _)| id == concept).map(|(_, certainty)| *certainty);
            let certainty = certainty.filter(|_| !(is_stated && place == 0));
            let impact = certainty.map_or_else(|| rank::concept_impact(place), rank::sure_concept_impact);
            self.terms.add_term(&concept.0, f32::from(impact));
            let mut parent = concept.parent();
            while let Some(concept) = parent {
                parent = concept.parent();
                if !above.contains(&concept.0) && !service.categories.contains(&concept) {
                    above.push(concept.0);
                }
            }
        }
        for concept in above {
            self.terms.add_term(&concept, f32::from(rank::THEME_IMPACT));
        }
    }

    /// A name as it is sorted: folded, and of a length that keeps a million of them small.
    fn sort_name(&mut self, name: &str) -> String {
        self.read.read(name);
        let mut sorted = String::with_capacity(SORTED_BYTES);
        for place in 0..self.read.len() {
            if !sorted.is_empty() {
                sorted.push(' ');
            }
            sorted.push_str(self.read.word(place));
            if sorted.len() >= SORTED_BYTES {
                sorted.truncate(sorted.floor_char_boundary(SORTED_BYTES));
                break;
            }
        }
        sorted
    }
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
