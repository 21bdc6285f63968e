//! Postings as the engine walks them: lists of one term, and slots of alternatives.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED};

use crate::parts::Parts;
use crate::rank::{self, IMPACT_LEVELS};

/// Where a term is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum In {
    /// Words of name, categories, organisation and description.
    Words,
    /// Concepts and themes.
    Concepts,
    /// Words of venues, addresses and towns.
    Places,
    /// Words, as `Words`, where it counts only whether a service says so in its name or elsewhere: neither
    /// how often nor how rare the word is.
    Said,
}

/// A term to look up, with what a full agreement with it is worth (0 to 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Where.
    pub place: In,
    /// The term as indexed: a stem, or the path of a concept.
    pub term: String,
    /// Its worth.
    pub weight: f32,
}

/// A term found in the index.
#[derive(Clone)]
pub struct List {
    postings: SegmentPostings,
    scores: [f32; IMPACT_LEVELS as usize + 1],
    /// Highest score any document has.
    pub best: f32,
    /// How many documents have it.
    pub documents: u32,
}

impl List {
    /// Looks a term up; `None` when no document has it.
    pub fn open(parts: &Parts, wanted: &Wanted) -> Option<List> {
        let inverted = parts.segment.inverted_index(field(parts, wanted.place)).ok()?;
        let ordinal = inverted.terms().term_ord(wanted.term.as_bytes()).ok()??;
        let info = inverted.terms().get(wanted.term.as_bytes()).ok()??;
        let (option, largest) = match wanted.place {
            In::Words | In::Said => (IndexRecordOption::WithFreqs, parts.word_maximum(ordinal)),
            In::Concepts => (IndexRecordOption::WithFreqs, parts.concept_maximum(ordinal)),
            In::Places => (IndexRecordOption::Basic, 1),
        };
        let postings = inverted.read_postings_from_terminfo(&info, option).ok()?;
        let scores = match wanted.place {
            In::Said => rank::said_scores(wanted.weight),
            _ => rank::scores(rank::rarity(info.doc_freq, parts.segment.max_doc()), wanted.weight),
        };
        let best = scores[usize::from(largest.min(IMPACT_LEVELS))];
        Some(List { postings, scores, best, documents: info.doc_freq })
    }

    /// How many documents have a term, without opening its postings.
    pub fn frequency(parts: &Parts, place: In, term: &str) -> u32 {
        let Ok(inverted) = parts.segment.inverted_index(field(parts, place)) else { return 0 };
        inverted.terms().get(term.as_bytes()).ok().flatten().map_or(0, |info| info.doc_freq)
    }

    /// The document it stands at.
    #[inline]
    pub fn doc(&self) -> u32 {
        self.postings.doc()
    }

    /// Moves to the first document at or after `target`.
    #[inline]
    pub fn seek(&mut self, target: u32) -> u32 {
        if self.postings.doc() >= target { self.postings.doc() } else { self.postings.seek(target) }
    }

    /// Moves to the next document.
    #[inline]
    pub fn advance(&mut self) -> u32 {
        self.postings.advance()
    }

    /// The score of the document it stands at.
    #[inline]
    pub fn score(&self) -> f32 {
        self.scores[(self.postings.term_freq() as usize).min(IMPACT_LEVELS as usize)]
    }
}

fn field(parts: &Parts, place: In) -> Field {
    match place {
        In::Words | In::Said => parts.fields.words,
        In::Concepts => parts.fields.concepts,
        In::Places => parts.fields.places,
    }
}

/// One asked part: any of its lists will do, the best counts.
#[derive(Clone)]
pub struct Slot {
    lists: Vec<List>,
    doc: u32,
    /// Highest score any document has.
    pub best: f32,
    /// At most so many documents have it.
    pub documents: u32,
}

impl Slot {
    /// The slot of these alternatives. With none of them in the index it matches nothing.
    pub fn open(parts: &Parts, alternatives: &[Wanted]) -> Slot {
        let lists: Vec<List> = alternatives.iter().filter_map(|wanted| List::open(parts, wanted)).collect();
        let best = lists.iter().map(|list| list.best).fold(0.0, f32::max);
        let documents = lists.iter().fold(0_u32, |sum, list| sum.saturating_add(list.documents));
        let doc = lists.iter().map(List::doc).min().unwrap_or(TERMINATED);
        Slot { lists, doc, best, documents }
    }

    /// How many lists it is.
    pub fn lists(&self) -> usize {
        self.lists.len()
    }

    /// The document it stands at.
    #[inline]
    pub fn doc(&self) -> u32 {
        self.doc
    }

    /// Moves to the first document at or after `target`.
    #[inline]
    pub fn seek(&mut self, target: u32) -> u32 {
        if self.doc < target {
            self.doc = match self.lists.as_mut_slice() {
                [one] => one.seek(target),
                many => many.iter_mut().map(|list| list.seek(target)).min().unwrap_or(TERMINATED),
            };
        }
        self.doc
    }

    /// Moves to the next document.
    #[inline]
    pub fn advance(&mut self) -> u32 {
        self.doc = match self.lists.as_mut_slice() {
            [one] => one.advance(),
            many => {
                let after = self.doc.saturating_add(1);
                many.iter_mut().map(|list| list.seek(after)).min().unwrap_or(TERMINATED)
            }
        };
        self.doc
    }

    /// The score of the document it stands at.
    #[inline]
    pub fn score(&self) -> f32 {
        match self.lists.as_slice() {
            [one] => one.score(),
            many => many.iter().filter(|list| list.doc() == self.doc).map(List::score).fold(0.0, f32::max),
        }
    }
}
