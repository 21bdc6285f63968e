//! One service made ready: its terms, its documents, its row.

use std::collections::HashMap;

use model::identifier::AreaCode;
use model::place::ServiceArea;
use model::service::{Delivery, Service};
use model::vocabulary::Vocabulary;

use crate::facets::marks_of;
use crate::geometry::Spot;
use crate::marks::{Marks, SEVERAL};
use crate::rank;
use crate::rows;
use crate::schema::push_term;
use crate::words::{Stems, Word, is_stop_word, words};

/// More folded words than this are not kept ready stemmed.
const CACHED_STEMS: usize = 200_000;

/// A service, ready to be laid into the files.
pub struct Prepared {
    /// Terms with impacts, as [`crate::schema::Impacts`] reads them.
    pub words: String,
    pub concepts: String,
    pub places: String,
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

/// Makes services ready; keeps stems between them.
#[derive(Default)]
pub struct Preparer {
    stems: Stems,
    cache: HashMap<String, String>,
    weights: HashMap<String, f32>,
}

impl Preparer {
    /// Makes one service ready.
    pub fn prepare(&mut self, service: &Service, topics: &[String], vocabulary: &Vocabulary) -> Prepared {
        Prepared {
            words: self.word_terms(service),
            concepts: concept_terms(service, vocabulary),
            places: self.place_terms(service),
            documents: documents(service, topics),
        }
    }

    fn word_terms(&mut self, service: &Service) -> String {
        self.weights.clear();
        self.add_name(&service.name, rank::NAME_WEIGHT);
        for name in &service.alternate_names {
            self.add_name(name, rank::ALTERNATE_NAME_WEIGHT);
        }
        for category in &service.source_categories {
            self.add_name(category, rank::CATEGORY_WEIGHT);
        }
        if let Some(organisation) = &service.organisation
            && organisation.name != service.name
        {
            self.add_name(&organisation.name, rank::ORGANISATION_WEIGHT);
        }
        if let Some(description) = &service.description {
            let words = words(description);
            self.add_words(&words, rank::description_weight(words.len()));
        }
        let mut terms: Vec<(&String, &f32)> = self.weights.iter().collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        let mut text = String::with_capacity(terms.len() * 8);
        for (term, weight) in terms {
            push_term(&mut text, term, rank::impact(*weight));
        }
        text
    }

    /// Words of a name count with their neighbours joined: a phrase, and a compound written apart.
    fn add_name(&mut self, name: &str, weight: f32) {
        let words = words(name);
        self.add_words(&words, weight);
        for pair in words.windows(2) {
            if !pair[1].is_tied {
                self.add_joined(&pair[0], &pair[1], weight);
            }
        }
    }

    fn add_words(&mut self, words: &[Word], weight: f32) {
        for (place, word) in words.iter().enumerate() {
            if word.is_tied && place > 0 {
                self.add_joined(&words[place - 1], word, weight);
            }
            if !is_stop_word(&word.folded) {
                self.add(&word.folded, weight);
            }
        }
    }

    fn add_joined(&mut self, first: &Word, second: &Word, weight: f32) {
        let joined = format!("{}{}", first.folded, second.folded);
        self.add(&joined, weight);
    }

    fn add(&mut self, folded: &str, weight: f32) {
        let term = self.term(folded);
        *self.weights.entry(term).or_insert(0.0) += weight;
    }

    fn term(&mut self, folded: &str) -> String {
        if let Some(term) = self.cache.get(folded) {
            return term.clone();
        }
        let term = self.stems.term(folded);
        if self.cache.len() < CACHED_STEMS {
            self.cache.insert(folded.to_owned(), term.clone());
        }
        term
    }

    fn place_terms(&mut self, service: &Service) -> String {
        self.weights.clear();
        for location in &service.locations {
            for text in [&location.name, &location.address, &location.town].into_iter().flatten() {
                for word in words(text) {
                    self.add(&word.folded, 1.0);
                }
            }
        }
        let mut terms: Vec<&String> = self.weights.keys().collect();
        terms.sort_unstable();
        let mut text = String::new();
        for term in terms {
            push_term(&mut text, term, 1);
        }
        text
    }
}

/// A concept weighs as much as the service's own words make it sure; one that only its source states weighs
/// by its place among the others.
fn concept_terms(service: &Service, vocabulary: &Vocabulary) -> String {
    let sure = vocabulary.classify(&service.name, &service.source_categories, service.description.as_deref());
    let mut text = String::new();
    let mut above: Vec<String> = Vec::new();
    for (place, concept) in service.categories.iter().enumerate() {
        let certainty = sure.iter().find(|(id, _)| id == concept).map(|(_, certainty)| *certainty);
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
    marks.set_quality(rank::quality(service));
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
