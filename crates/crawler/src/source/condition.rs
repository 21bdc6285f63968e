//! Conditions on a record's fields: `only`, `skip` and `when`.

use super::path::FieldPath;
use super::table::{Problems, Table, strings_of};

/// A field has one of these values.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The field.
    pub path: FieldPath,
    /// Folded values: any of them; `""` means empty, `*` means says something.
    pub values: Vec<String>,
}

/// Lower case, spaces squeezed: how words are compared in lookups and conditions.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// Reads `only`, `skip` or `when`: fields with the values they must have.
pub fn read_conditions(
    key: &'static str,
    table: &mut Table<'_>,
    problems: &mut Problems<'_>,
) -> Vec<Condition> {
    let Some(inner) = table.table(key, problems) else { return Vec::new() };
    let mut conditions = Vec::new();
    let name = inner.name_of("");
    for entry in inner.into_entries() {
        match strings_of(entry.value) {
            Some(values) => conditions.push(Condition {
                path: FieldPath::parse(entry.key),
                values: values.iter().map(|value| fold(value)).collect(),
            }),
            None => {
                let message = "must be a text or a list of texts; put a path in quotes: `\"a.b\"`".to_owned();
                problems.add(entry.at, &format!("{name}{}", entry.key), message);
            }
        }
    }
    conditions
}
