//! The phrases as a tree of words, walked from every word of a text.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::words::singular;

/// A word that stands in no phrase.
pub(super) const UNKNOWN_WORD: u32 = u32::MAX;

/// All phrases. A node is a phrase begun; its meanings are those of the phrase that ends there.
#[derive(Debug)]
pub(super) struct PhraseTree {
    words: HashMap<Box<str>, u32, BuildHasherDefault<QuickHasher>>,
    edges: HashMap<(u32, u32), u32, BuildHasherDefault<QuickHasher>>,
    nodes: Vec<Node>,
    /// Plurals that are not just many of their singular: "wills", "singles".
    as_written: HashSet<Box<str>, BuildHasherDefault<QuickHasher>>,
}

#[derive(Debug, Default)]
struct Node {
    /// Whether a phrase ends here; without meanings it is one that means nothing of ours.
    ends: bool,
    meanings: Vec<Meaning>,
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meaning {
    /// Index of the concept.
    pub(super) concept: u32,
    /// 1 where it says so, less where it may.
    pub(super) weight: f32,
    /// Whether it is one of [`super::Concept::asked`].
    pub(super) is_asked: bool,
}

impl Meaning {
    /// Of two meanings of one phrase, its singular and its plural perhaps, the surer counts.
    fn surety(&self) -> (f32, bool) {
        (self.weight, !self.is_asked)
    }
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundPhrase<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meanings: &'t [Meaning],
}

impl Default for PhraseTree {
    fn default() -> PhraseTree {
        PhraseTree {
            words: HashMap::default(),
            edges: HashMap::default(),
            nodes: vec![Node::default()],
            as_written: HashSet::default(),
        }
    }
}

impl PhraseTree {
    /// An empty tree that takes these plurals for themselves.
    pub(super) fn keeping(as_written: impl Iterator<Item = String>) -> PhraseTree {
        PhraseTree { as_written: as_written.map(String::into_boxed_str).collect(), ..PhraseTree::default() }
    }

    /// The form under which a folded word is known.
    fn form<'w>(&self, folded: &'w str) -> &'w str {
        if folded.ends_with('s') && self.as_written.contains(folded) { folded } else { singular(folded) }
    }

    /// Adds a phrase of folded words that means something, or nothing of ours.
    pub(super) fn add<'w>(&mut self, words: impl Iterator<Item = &'w str>, meaning: Option<Meaning>) {
        let mut node = 0_u32;
        for word in words {
            let next_word = self.words.len() as u32;
            let word = *self.words.entry(self.form(word).into()).or_insert(next_word);
            let fresh = self.nodes.len() as u32;
            let next = *self.edges.entry((node, word)).or_insert(fresh);
            if next == fresh {
                self.nodes.push(Node::default());
            }
            node = next;
        }
        let node = &mut self.nodes[node as usize];
        node.ends = true;
        if let Some(meaning) = meaning {
            match node.meanings.iter_mut().find(|known| known.concept == meaning.concept) {
                Some(known) if known.surety() >= meaning.surety() => {}
                Some(known) => *known = meaning,
                None => node.meanings.push(meaning),
            }
        }
    }

    pub(super) fn word_id(&self, folded: &str) -> u32 {
        self.words.get(self.form(folded)).copied().unwrap_or(UNKNOWN_WORD)
    }

    pub(super) fn knows_word(&self, folded: &str) -> bool {
        self.words.contains_key(self.form(folded))
    }

    pub(super) fn all_words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(|word| &**word)
    }

    /// The phrases in a text, longest first where they would overlap, given in the order of the text.
    /// Those without meanings are phrases that contain a word of ours and mean something else.
    pub(super) fn phrases_in(&self, words: &[u32]) -> Vec<FoundPhrase<'_>> {
        let mut found: Vec<FoundPhrase<'_>> = Vec::new();
        for start in 0..words.len() {
            self.all_from(words, start, &mut found);
        }
        let has_overlap = found.windows(2).any(|pair| pair[1].start < pair[0].end);
        if has_overlap {
            found.sort_by_key(|phrase| (std::cmp::Reverse(phrase.end - phrase.start), phrase.start));
            let mut taken = vec![false; words.len()];
            found.retain(|phrase| {
                let is_free = taken[phrase.start..phrase.end].iter().all(|taken| !taken);
                if is_free {
                    taken[phrase.start..phrase.end].fill(true);
                }
                is_free
            });
            found.sort_by_key(|phrase| phrase.start);
        }
        found
    }

    fn all_from<'t>(&'t self, words: &[u32], start: usize, found: &mut Vec<FoundPhrase<'t>>) {
        let mut node = 0_u32;
        for (offset, &word) in words[start..].iter().enumerate() {
            if word == UNKNOWN_WORD {
                break;
            }
            match self.edges.get(&(node, word)) {
                Some(&next) => node = next,
                None => break,
            }
            let here = &self.nodes[node as usize];
            if here.ends {
                found.push(FoundPhrase { start, end: start + offset + 1, meanings: &here.meanings });
            }
        }
    }
}

/// A quick hash for our own words and numbers: a crawl looks up hundreds of millions of them, and none
/// of them is chosen by an adversary who could gain from collisions.
#[derive(Debug, Default)]
pub(super) struct QuickHasher(u64);

impl QuickHasher {
    fn mix(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            self.mix(u64::from_le_bytes(*chunk));
        }
        if !rest.is_empty() {
            self.mix(rest.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.mix(u64::from(value));
    }
}
