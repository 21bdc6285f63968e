//! Reads the vocabulary files. Their form is told in `index-data/vocabulary/README.md`.

use std::collections::HashMap;

use super::matching::{Meaning, PhraseTree};
use super::words::{fold, words};
use super::{Bridge, Concept, ConceptKind, Vocabulary};
use crate::identifier::ConceptId;

/// Weight of a phrase that may mean its concept but often means something else.
pub(super) const WEAK: f32 = 0.4;

/// A vocabulary file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("could not read `{file}`, line {line}: {reason}")]
pub struct VocabularyError {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
}

pub(super) fn vocabulary<'t>(
    files: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Result<Vocabulary, VocabularyError> {
    let mut vocabulary = Vocabulary::default();
    let mut confusables = Confusables::default();
    let mut places = HashMap::new();
    for (file, text) in files {
        let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
        for (index, line) in text.lines().enumerate() {
            let read = match base {
                _ if !base.ends_with(".txt") => continue,
                _ if line.trim().is_empty() || line.trim_start().starts_with('#') => continue,
                "misspellings.txt" => misspelling(&mut vocabulary, line),
                "confusables.txt" => confusable(&mut vocabulary, &mut confusables, line),
                _ if line.starts_with(' ') => concept_line(&mut vocabulary, line.trim()),
                _ => concept_head(&mut vocabulary, line),
            };
            let fail = |reason| VocabularyError { file: file.to_owned(), line: index + 1, reason };
            read.map_err(fail)?;
            if let Some(concept) = vocabulary.concepts.last() {
                places.entry(concept.id.clone()).or_insert_with(|| (file.to_owned(), index + 1));
            }
        }
    }
    check_bridges(&vocabulary, &places)?;
    grow_tree(&mut vocabulary, &confusables);
    Ok(vocabulary)
}

/// `arts/singing | activity | Singing and choirs`
fn concept_head(vocabulary: &mut Vocabulary, line: &str) -> Result<(), String> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [id, kind, label] = parts[..] else {
        return Err("a concept begins with `path | kind | label`".to_owned());
    };
    let well_formed = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-/".contains(&b));
    if !well_formed || id.is_empty() {
        return Err(format!("`{id}` is not a path of lower-case words"));
    }
    let kind = ConceptKind::parse(kind).ok_or_else(|| format!("`{kind}` is not a kind of concept"))?;
    let id = ConceptId(id.to_owned());
    let index = vocabulary.concepts.len();
    if vocabulary.by_id.insert(id.clone(), index).is_some() {
        return Err(format!("`{id}` stands twice"));
    }
    vocabulary.concepts.push(Concept {
        id,
        kind,
        label: label.to_owned(),
        door: None,
        phrases: Vec::new(),
        asked: Vec::new(),
        bridges: Vec::new(),
        codes: Vec::new(),
        alike: Vec::new(),
        test_question: None,
    });
    Ok(())
}

/// `  words: choir, choral society`
fn concept_line(vocabulary: &mut Vocabulary, line: &str) -> Result<(), String> {
    let concept = vocabulary.concepts.last_mut().ok_or("a line of a concept before any concept")?;
    let (key, value) = line.split_once(':').ok_or("a line of a concept is `key: value`")?;
    let value = value.trim();
    match key.trim() {
        "words" => concept.phrases.extend(list(value).map(|phrase| (fold(phrase), 1.0))),
        "asked" => {
            let asked: Vec<String> = list(value).map(fold).collect();
            concept.phrases.extend(asked.iter().map(|phrase| (phrase.clone(), 1.0)));
            concept.asked.extend(asked);
        }
        "weak" => concept.phrases.extend(list(value).map(|phrase| (fold(phrase), WEAK))),
        "alike" => concept.alike.extend(list(value).map(fold)),
        "codes" => concept.codes.extend(list(value).map(str::to_owned)),
        "door" => concept.door = Some(value.to_owned()),
        "ask" => concept.test_question = Some(value.to_owned()),
        "helped by" => concept.bridges.push(bridge(value)?),
        other => {
            return Err(format!(
                "`{other}` is not a key; there are words, asked, weak, alike, helped by, codes, door, ask"
            ));
        }
    }
    Ok(())
}

/// `social/befriending 0.9 Somebody who visits or rings regularly`
fn bridge(value: &str) -> Result<Bridge, String> {
    let mut parts = value.splitn(3, ' ');
    let to = parts.next().unwrap_or_default();
    let weight = parts.next().and_then(|weight| weight.parse::<f32>().ok());
    let weight = weight.filter(|weight| (0.0..=1.0).contains(weight));
    let (Some(weight), Some(because)) = (weight, parts.next()) else {
        return Err("a bridge is `path weight reason`, the weight between 0 and 1".to_owned());
    };
    Ok(Bridge { to: ConceptId(to.to_owned()), weight, because: because.trim().to_owned() })
}

/// `choir: quire, chior`
fn misspelling(vocabulary: &mut Vocabulary, line: &str) -> Result<(), String> {
    let (right, wrong) = line.split_once(':').ok_or("a misspelling is `right: wrong, wrong`")?;
    for wrong in list(wrong) {
        let (wrong, right) = (fold(wrong), fold(right));
        if wrong != right {
            vocabulary.misspellings.insert(wrong, right);
        }
    }
    Ok(())
}

/// What the file of confusables says of phrases and plurals.
#[derive(Default)]
struct Confusables {
    means_nothing: Vec<String>,
    as_written: Vec<String>,
}

/// `means nothing: benefits of`, `as written: wills` or `apart: trans, train`
fn confusable(vocabulary: &mut Vocabulary, confusables: &mut Confusables, line: &str) -> Result<(), String> {
    let (key, value) = line.split_once(':').ok_or("a confusable is `means nothing: …` or `apart: …`")?;
    match key.trim() {
        "means nothing" => confusables.means_nothing.extend(list(value).map(fold)),
        "as written" => confusables.as_written.extend(list(value).map(fold)),
        "apart" => {
            let words: Vec<String> = list(value).map(fold).collect();
            for (index, one) in words.iter().enumerate() {
                for other in &words[index + 1..] {
                    vocabulary.apart.push((one.clone(), other.clone()));
                }
            }
        }
        other => {
            return Err(format!("`{other}` is not a key; there are means nothing, as written and apart"));
        }
    }
    Ok(())
}

fn check_bridges(
    vocabulary: &Vocabulary,
    places: &HashMap<ConceptId, (String, usize)>,
) -> Result<(), VocabularyError> {
    for concept in &vocabulary.concepts {
        for bridge in &concept.bridges {
            if vocabulary.by_id.contains_key(&bridge.to) {
                continue;
            }
            let (file, line) = places.get(&concept.id).cloned().unwrap_or_default();
            let reason = format!("`{}` leads to `{}`, which does not stand anywhere", concept.id, bridge.to);
            return Err(VocabularyError { file, line, reason });
        }
    }
    Ok(())
}

fn grow_tree(vocabulary: &mut Vocabulary, confusables: &Confusables) {
    let mut tree = PhraseTree::keeping(confusables.as_written.iter().cloned());
    for (index, concept) in vocabulary.concepts.iter().enumerate() {
        for (phrase, weight) in &concept.phrases {
            let is_asked = concept.asked.contains(phrase);
            let meaning = Meaning { concept: index as u32, weight: *weight, is_asked };
            tree.add(phrase.split(' '), Some(meaning));
        }
    }
    for phrase in &confusables.means_nothing {
        let folded = words(phrase);
        tree.add(folded.iter().map(|word| word.folded.as_str()), None);
    }
    vocabulary.tree = tree;
}

fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|item| !item.is_empty())
}
