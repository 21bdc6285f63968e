//! A table of a TOML file that knows where each key stands and which keys were asked for, so that what
//! nobody asked for can be refused with the nearest key somebody did.

use std::fmt;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// What is wrong in a `source.toml`, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceProblem {
    /// The file.
    pub file: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// The key, with its tables: `map.nmae`.
    pub key: String,
    /// What is wrong, for people.
    pub message: String,
    /// The nearest known key or value.
    pub nearest: Option<String>,
}

impl fmt::Display for SourceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file.display(), self.line)?;
        if !self.key.is_empty() {
            write!(f, "`{}`: ", self.key)?;
        }
        write!(f, "{}", self.message)?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

/// The problems found so far in one file.
pub struct Problems<'t> {
    file: &'t Path,
    text: &'t str,
    found: Vec<SourceProblem>,
}

impl<'t> Problems<'t> {
    /// None so far.
    pub fn new(file: &'t Path, text: &'t str) -> Problems<'t> {
        Problems { file, text, found: Vec::new() }
    }

    /// Whether there is one.
    pub fn any(&self) -> bool {
        !self.found.is_empty()
    }

    /// A problem at byte `at`.
    pub fn add(&mut self, at: usize, key: &str, message: String) {
        self.push(at, key, message, None);
    }

    /// A problem with the nearest of `known` to `typed`.
    pub fn add_nearest(&mut self, at: usize, key: &str, message: String, typed: &str, known: &[&str]) {
        self.push(at, key, message, nearest(typed, known));
    }

    fn push(&mut self, at: usize, key: &str, message: String, nearest: Option<String>) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        self.found.push(SourceProblem {
            file: self.file.to_owned(),
            line,
            key: key.to_owned(),
            message,
            nearest,
        });
    }

    /// All of them, in the order of the file.
    pub fn into_vec(mut self) -> Vec<SourceProblem> {
        self.found.sort_by_key(|problem| problem.line);
        self.found
    }
}

/// The known word most like `typed`, when one is like it at all.
pub fn nearest(typed: &str, known: &[&str]) -> Option<String> {
    known
        .iter()
        .map(|word| (likeness(&typed.to_lowercase(), &word.to_lowercase()), *word))
        .filter(|(likeness, _)| *likeness > 0.65)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word.to_owned())
}

/// The better of two measures: one forgives a wrong ending, the other swapped letters in a short word.
fn likeness(typed: &str, word: &str) -> f64 {
    strsim::jaro_winkler(typed, word).max(strsim::normalized_damerau_levenshtein(typed, word))
}

/// One key with its value.
pub struct Entry<'t> {
    /// The key.
    pub key: &'t str,
    /// Byte at which the key stands.
    pub at: usize,
    /// The value.
    pub value: &'t DeValue<'t>,
    asked: bool,
}

/// A table being read.
pub struct Table<'t> {
    name: String,
    at: usize,
    entries: Vec<Entry<'t>>,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    /// The table `name` (empty for the file itself), its keys in the order of the file.
    pub fn new(name: &str, at: usize, table: &'t DeTable<'t>) -> Table<'t> {
        let mut entries: Vec<Entry<'t>> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                at: key.span().start,
                value: value.get_ref(),
                asked: false,
            })
            .collect();
        entries.sort_by_key(|entry| entry.at);
        Table { name: name.to_owned(), at, entries, known: Vec::new() }
    }

    /// The key with the names of its tables.
    pub fn name_of(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// Where the key stands, or the table when it is not there.
    pub fn position(&self, key: &str) -> usize {
        self.entries.iter().find(|entry| entry.key == key).map_or(self.at, |entry| entry.at)
    }

    /// All entries, for tables whose keys are free; none is refused afterwards.
    pub fn into_entries(self) -> Vec<Entry<'t>> {
        self.entries
    }

    /// The value of `key`, which thereby is a known key.
    pub fn value(&mut self, key: &'static str) -> Option<&'t DeValue<'t>> {
        self.known.push(key);
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        entry.asked = true;
        Some(entry.value)
    }

    /// A string.
    pub fn string(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<String> {
        let value = self.value(key)?;
        match value {
            DeValue::String(text) => Some(text.to_string()),
            other => {
                self.refuse(key, "a text in quotes", other, problems);
                None
            }
        }
    }

    /// A string that must be there.
    pub fn needed_string(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<String> {
        let there = self.entries.iter().any(|entry| entry.key == key);
        let text = self.string(key, problems);
        if !there {
            problems.add(self.at, &self.name_of(key), "is needed and is not there".to_owned());
        }
        text
    }

    /// A date or a string, as text.
    pub fn date_text(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<String> {
        match self.value(key)? {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            other => {
                self.refuse(key, "a date", other, problems);
                None
            }
        }
    }

    /// A string, or a list of strings.
    pub fn strings(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match strings_of(value) {
            Some(strings) => strings,
            None => {
                self.refuse(key, "a text or a list of texts", value, problems);
                Vec::new()
            }
        }
    }

    /// A whole number from 0.
    pub fn integer(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<u64> {
        let value = self.value(key)?;
        let number = match value {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.refuse(key, "a whole number", value, problems);
        }
        number
    }

    /// A share from 0 to 1.
    pub fn share(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<f64> {
        let value = self.value(key)?;
        let number: Option<f64> = match value {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let share = number.filter(|share| (0.0..=1.0).contains(share));
        if share.is_none() {
            self.refuse(key, "a share from 0 to 1", value, problems);
        }
        share
    }

    /// True or false.
    pub fn truth(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<bool> {
        match self.value(key)? {
            DeValue::Boolean(truth) => Some(*truth),
            other => {
                self.refuse(key, "`true` or `false`", other, problems);
                None
            }
        }
    }

    /// One of a list of words.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        problems: &mut Problems<'_>,
    ) -> Option<T> {
        let at = self.position(key);
        let text = self.string(key, problems)?;
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, choice)| *choice);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let message = format!("`{text}` is none of `{}`", words.join("`, `"));
            problems.add_nearest(at, &self.name_of(key), message, &text, &words);
        }
        found
    }

    /// A table within.
    pub fn table(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<Table<'t>> {
        let at = self.position(key);
        match self.value(key)? {
            DeValue::Table(table) => Some(Table::new(&self.name_of(key), at, table)),
            other => {
                self.refuse(key, "a table", other, problems);
                None
            }
        }
    }

    /// A table whose keys are free and whose values are texts, in the order of the file.
    pub fn string_table(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Vec<(String, String)> {
        let Some(table) = self.table(key, problems) else { return Vec::new() };
        let name = table.name.clone();
        let mut pairs = Vec::new();
        for entry in table.into_entries() {
            match entry.value {
                DeValue::String(text) => pairs.push((entry.key.to_owned(), text.to_string())),
                _ => problems.add(entry.at, &format!("{name}.{}", entry.key), "must be a text".to_owned()),
            }
        }
        pairs
    }

    /// Says that the value of `key` is not what it should be.
    pub fn refuse(&self, key: &str, wanted: &str, found: &DeValue<'_>, problems: &mut Problems<'_>) {
        let message = format!("must be {wanted}, and is {}", kind_of(found));
        problems.add(self.position(key), &self.name_of(key), message);
    }

    /// Refuses every key that was not asked for.
    pub fn finish(self, problems: &mut Problems<'_>) {
        for entry in self.entries.iter().filter(|entry| !entry.asked) {
            let message = "is not a key we know".to_owned();
            problems.add_nearest(entry.at, &self.name_of(entry.key), message, entry.key, &self.known);
        }
    }
}

/// A text, a number or a truth as a list of one, a list of them as it is.
pub fn strings_of(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::Array(items) => items.iter().map(|item| scalar_of(item.get_ref())).collect(),
        other => Some(vec![scalar_of(other)?]),
    }
}

fn scalar_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// What a value is, for people.
pub fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
