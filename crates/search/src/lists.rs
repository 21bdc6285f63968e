//! Postings as the engine walks them: lists of one term, and slots of alternatives.

use tantivy::TERMINATED;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};

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

/// A term found in the index. It stands at a document, and may be told to stand at none but those of a high
/// score, see [`Slot::give_up`].
#[derive(Clone)]
pub struct List {
    postings: BlockSegmentPostings,
    /// Where in the block it stands.
    place: usize,
    /// It passes over documents of a lower impact.
    least: u32,
    scores: [f32; IMPACT_LEVELS as usize + 1],
    /// Highest score any document has.
    pub best: f32,
    /// How many documents have it.
    pub documents: u32,
}

/// Documents in a block of postings, as tantivy packs them; the last is padded with [`TERMINATED`].
const BLOCK: usize = 128;

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
        let postings = inverted.read_block_postings_from_terminfo(&info, option).ok()?;
        let scores = match wanted.place {
            In::Said => rank::said_scores(wanted.weight),
            _ => rank::scores(rank::rarity(info.doc_freq, parts.segment.max_doc()), wanted.weight),
        };
        let best = scores[usize::from(largest.min(IMPACT_LEVELS))];
        Some(List { postings, place: 0, least: 1, scores, best, documents: info.doc_freq })
    }

    /// How many documents have a term, without opening its postings.
    pub fn frequency(parts: &Parts, place: In, term: &str) -> u32 {
        let Ok(inverted) = parts.segment.inverted_index(field(parts, place)) else { return 0 };
        inverted.terms().get(term.as_bytes()).ok().flatten().map_or(0, |info| info.doc_freq)
    }

    /// The document it stands at.
    #[inline]
    pub fn doc(&self) -> u32 {
        self.postings.doc(self.place)
    }

    /// Moves to the first document at or after `target`.
    #[inline]
    pub fn seek(&mut self, target: u32) -> u32 {
        if self.doc() >= target {
            return self.doc();
        }
        // Often it is the next one.
        self.place = (self.place + 1).min(BLOCK - 1);
        if self.doc() < target {
            self.place = self.postings.seek(target);
        }
        if self.least > 1 {
            self.pass_over();
        }
        self.doc()
    }

    /// Moves to the next document.
    #[inline]
    pub fn advance(&mut self) -> u32 {
        self.seek(self.doc().saturating_add(1))
    }

    /// Moves on to a document of the least impact; after the last block come empty ones, which stand at
    /// [`TERMINATED`].
    fn pass_over(&mut self) {
        loop {
            let here = self.postings.freqs().get(self.place..).unwrap_or_default();
            if let Some(further) = here.iter().position(|impact| *impact >= self.least) {
                self.place += further;
                return;
            }
            if self.postings.block_len() < BLOCK {
                self.place = self.postings.block_len();
                return;
            }
            self.postings.advance();
            self.place = 0;
        }
    }

    /// The score of the document it stands at.
    #[inline]
    pub fn score(&self) -> f32 {
        self.scores[(self.postings.freq(self.place) as usize).min(IMPACT_LEVELS as usize)]
    }

    /// The least impact with a score that is wanted, of those it does not pass over already.
    fn least_wanted(&self, is_wanted: &impl Fn(f32) -> bool) -> u32 {
        let wanted = (self.least..=u32::from(IMPACT_LEVELS)).find(|impact| is_wanted(self.score_of(*impact)));
        wanted.filter(|least| self.score_of(least - 1) < self.best).unwrap_or(NONE_WANTED)
    }

    fn score_of(&self, impact: u32) -> f32 {
        self.scores[impact.min(u32::from(IMPACT_LEVELS)) as usize].min(self.best)
    }
}

/// Above every impact.
const NONE_WANTED: u32 = IMPACT_LEVELS as u32 + 1;

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
    given_up: f32,
}

impl Slot {
    /// The slot of these alternatives. With none of them in the index it matches nothing.
    pub fn open(parts: &Parts, alternatives: &[Wanted]) -> Slot {
        let lists: Vec<List> = alternatives.iter().filter_map(|wanted| List::open(parts, wanted)).collect();
        let best = lists.iter().map(|list| list.best).fold(0.0, f32::max);
        let documents = lists.iter().fold(0_u32, |sum, list| sum.saturating_add(list.documents));
        let doc = lists.iter().map(List::doc).min().unwrap_or(TERMINATED);
        Slot { lists, doc, best, documents, given_up: 0.0 }
    }

    /// Whether nothing has it, or nothing that is wanted.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
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

    /// The score of the document it stands at.
    #[inline]
    pub fn score(&self) -> f32 {
        match self.lists.as_slice() {
            [one] => one.score(),
            many => many.iter().filter(|list| list.doc() == self.doc).map(List::score).fold(0.0, f32::max),
        }
    }

    /// About how many documents would be left by [`Slot::give_up`], and the highest score it would give up.
    pub fn left_by(&self, is_wanted: impl Fn(f32) -> bool) -> (u64, f32) {
        let (mut left, mut given_up) = (0, self.given_up);
        for list in &self.lists {
            let least = list.least_wanted(&is_wanted);
            // As if all impacts were as common.
            left += u64::from(list.documents) * u64::from(NONE_WANTED - least) / u64::from(IMPACT_LEVELS);
            given_up = given_up.max(list.score_of(least - 1));
        }
        (left, given_up)
    }

    /// Stands from now on only at documents with a score that is wanted. What is wanted must only become less.
    pub fn give_up(&mut self, is_wanted: impl Fn(f32) -> bool) {
        self.lists.retain_mut(|list| {
            list.least = list.least_wanted(&is_wanted);
            self.given_up = self.given_up.max(list.score_of(list.least - 1));
            list.least < NONE_WANTED
        });
        self.doc = self.lists.iter().map(List::doc).min().unwrap_or(TERMINATED);
    }
}
