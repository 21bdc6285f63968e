//! The terms that one worker has met, each under a number: services carry numbers, and a term is spelt
//! out once.

use model::vocabulary::is_street;
use rustc_hash::FxHashMap;

use crate::codec::Pen;
use crate::words::{Stems, is_stop_word};

/// The fields of the text index, by their number here: words, concepts, words of places.
pub const FIELDS: usize = 3;
/// Words of names, categories, organisation and description.
pub const WORDS: usize = 0;
/// Concepts and themes.
pub const CONCEPTS: usize = 1;
/// Words of venues, addresses and towns.
pub const PLACES: usize = 2;

/// Bits of an entry that hold the impact; those above hold the number of the term, or of a document.
pub const IMPACT_BITS: u32 = 4;

/// With more different words and pairs of words than this, what is known is handed on and learnt anew: that
/// bounds memory, and a small table is a quick one.
const KNOWN: usize = 300_000;

/// The number in an entry, and its impact.
#[inline]
pub fn parted(entry: u32) -> (u32, u8) {
    (entry >> IMPACT_BITS, (entry & ((1 << IMPACT_BITS) - 1)) as u8)
}

/// An entry of this number and impact.
#[inline]
pub fn entry(number: u32, impact: u8) -> u32 {
    number << IMPACT_BITS | u32::from(impact.min((1 << IMPACT_BITS) - 1))
}

/// The terms of a service: entries of its words, then of its concepts, then of its places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    /// Number of a term and impact, see [`entry`].
    pub entries: Vec<u32>,
    /// How many entries each field has.
    pub lengths: [u32; FIELDS],
    /// Whose numbers they are, see [`Learnt::epoch`].
    pub epoch: u32,
}

/// What was known when a worker began anew.
pub struct Learnt {
    /// The numbers of this worker and time are no other's.
    pub epoch: u32,
    /// Every term in order: its text, its number, and how many documents have it in each field.
    pub terms: Vec<u8>,
    /// The words that were counted, each with how many services have it.
    pub words: Vec<(String, u32)>,
}

/// A term at hand.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    /// Weight in the service at hand.
    weight: f32,
    /// Documents that have it, a field.
    documents: [u32; FIELDS],
}

/// A folded word that was met before.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// The number of its term.
    term: u32,
    /// How many services were counted that have it, and the last of them.
    services: u32,
    last: u32,
    is_stop_word: bool,
    is_street: bool,
}

/// A word that [`Terms`] knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordId(u32);

/// The terms that a worker knows.
pub struct Terms {
    stems: Stems,
    words: FxHashMap<String, u32>,
    known: Vec<Known>,
    /// The number of the term of two words written as one.
    pairs: FxHashMap<(WordId, WordId), u32>,
    joined: String,
    /// The number of each term.
    numbers: FxHashMap<String, u32>,
    met: Vec<Met>,
    /// The numbers of the terms of the service at hand.
    touched: Vec<u32>,
    services: u32,
    epoch: u32,
    step: u32,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms::new(0, 1)
    }
}

impl Terms {
    /// The terms of worker `worker` of `workers`.
    pub fn new(worker: u32, workers: u32) -> Terms {
        Terms {
            stems: Stems::default(),
            words: FxHashMap::default(),
            known: Vec::new(),
            pairs: FxHashMap::default(),
            joined: String::new(),
            numbers: FxHashMap::default(),
            met: Vec::new(),
            touched: Vec::new(),
            services: 0,
            epoch: worker,
            step: workers,
        }
    }

    /// Whose numbers are given now.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Begins with the next service.
    pub fn begin(&mut self) {
        self.services += 1;
    }

    /// A folded word. It is good until [`Terms::learnt`].
    pub fn word(&mut self, folded: &str) -> WordId {
        if let Some(word) = self.words.get(folded) {
            return WordId(*word);
        }
        let term = self.stems.term(folded);
        let known = Known {
            term: self.number(&term),
            services: 0,
            last: 0,
            is_stop_word: is_stop_word(folded),
            is_street: is_street(folded),
        };
        let word = self.known.len() as u32;
        self.known.push(known);
        self.words.insert(folded.to_owned(), word);
        WordId(word)
    }

    /// Whether it carries no sense of its own.
    pub fn is_stop_word(&self, word: WordId) -> bool {
        self.known[word.0 as usize].is_stop_word
    }

    /// Whether it makes a street of the word before.
    pub fn is_street(&self, word: WordId) -> bool {
        self.known[word.0 as usize].is_street
    }

    /// Counts the service at hand among those that have a word.
    pub fn count(&mut self, word: WordId) {
        let known = &mut self.known[word.0 as usize];
        if known.last != self.services {
            known.last = self.services;
            known.services += 1;
        }
    }

    /// Adds to the weight of the term of a word.
    pub fn add_word(&mut self, word: WordId, weight: f32) {
        self.add(self.known[word.0 as usize].term, weight);
    }

    /// Adds to the weight of the term of two words written as one, which are spelt so.
    pub fn add_pair(&mut self, words: (WordId, WordId), spelt: (&str, &str), weight: f32) {
        let number = match self.pairs.get(&words) {
            Some(number) => *number,
            None => {
                self.joined.clear();
                self.joined.push_str(spelt.0);
                self.joined.push_str(spelt.1);
                let term = self.stems.term(&self.joined);
                let number = self.number(&term);
                self.pairs.insert(words, number);
                number
            }
        };
        self.add(number, weight);
    }

    /// Adds to the weight of a term that is no word.
    pub fn add_term(&mut self, term: &str, weight: f32) {
        let number = self.number(term);
        self.add(number, weight);
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = self.met.len() as u32;
        self.numbers.insert(term.to_owned(), number);
        self.met.push(Met::default());
        number
    }

    fn add(&mut self, number: u32, weight: f32) {
        let met = &mut self.met[number as usize];
        if met.weight == 0.0 {
            self.touched.push(number);
        }
        met.weight += weight;
    }

    /// Writes what was added since the last time as one field of a service that makes so many documents.
    pub fn write(&mut self, field: usize, documents: usize, to: &mut Entries, impact: impl Fn(f32) -> u8) {
        to.lengths[field] = self.touched.len() as u32;
        for number in self.touched.drain(..) {
            let met = &mut self.met[number as usize];
            met.documents[field] += documents as u32;
            to.entries.push(entry(number, impact(std::mem::take(&mut met.weight))));
        }
    }

    /// What is known, where it has become too much to keep.
    pub fn full(&mut self) -> Option<Learnt> {
        (self.words.len() + self.pairs.len() > KNOWN).then(|| self.learnt())
    }

    /// What is known; it is forgotten here.
    pub fn learnt(&mut self) -> Learnt {
        let mut terms: Vec<(String, u32)> = std::mem::take(&mut self.numbers).into_iter().collect();
        terms.sort_unstable();
        let mut pen = Pen::default();
        for (term, number) in &terms {
            pen.text(term);
            pen.number(u64::from(*number));
            for documents in self.met[*number as usize].documents {
                pen.number(u64::from(documents));
            }
        }
        let words = std::mem::take(&mut self.words).into_iter();
        let words = words.map(|(word, known)| (word, self.known[known as usize].services));
        let words = words.filter(|(_, services)| *services > 0).collect();
        let learnt = Learnt { epoch: self.epoch, terms: pen.bytes, words };
        self.epoch += self.step;
        self.known.clear();
        self.pairs.clear();
        self.met.clear();
        learnt
    }

    /// The terms of entries given since the last time all was forgotten, each with its impact.
    pub fn spelt(&self, entries: &[u32]) -> Vec<(String, u8)> {
        let texts: FxHashMap<u32, &String> =
            self.numbers.iter().map(|(term, number)| (*number, term)).collect();
        let spell = |entry: &u32| {
            let (number, impact) = parted(*entry);
            texts.get(&number).map(|term| ((*term).clone(), impact))
        };
        entries.iter().filter_map(spell).collect()
    }
}
