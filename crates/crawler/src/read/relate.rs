//! Joining records that point at each other by a key, as exports of databases do.
//!
//! The records have to be kept until all are read, so there is a bound on how many.

use std::collections::HashMap;

use serde_json::Value;

use super::meets;
use super::path::{scalar, values_at};
use crate::source::{FieldPath, ReadSettings, Relate};

/// More records than this are not kept for joining.
const MOST_RECORDS: usize = 2_000_000;

/// The records of a source that relates them.
#[derive(Default)]
pub struct Related {
    records: Vec<Value>,
}

impl Related {
    /// Keeps a record until all are there.
    pub fn keep(&mut self, _relations: &[Relate], value: Value) -> Result<(), String> {
        if self.records.len() >= MOST_RECORDS {
            return Err(format!("more than {MOST_RECORDS} records to relate"));
        }
        self.records.push(value);
        Ok(())
    }

    /// Every record with its related records put in under their names, in the order they were read.
    pub fn into_joined(self, settings: &ReadSettings) -> Vec<Value> {
        let mut records = self.records;
        for relation in &settings.relate {
            let index = index_of(&records, relation);
            let joined: Vec<Option<Value>> =
                records.iter().map(|record| related_to(record, relation, &index, &records)).collect();
            for (record, related) in records.iter_mut().zip(joined) {
                if let (Value::Object(fields), Some(related)) = (record, related) {
                    fields.insert(relation.name.clone(), related);
                }
            }
        }
        records
    }
}

fn index_of(records: &[Value], relation: &Relate) -> HashMap<String, Vec<usize>> {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (position, record) in records.iter().enumerate() {
        if relation.only.iter().all(|condition| meets(record, condition)) {
            for key in keys(record, &relation.to) {
                index.entry(key).or_default().push(position);
            }
        }
    }
    index
}

fn keys(record: &Value, path: &FieldPath) -> Vec<String> {
    let mut keys = Vec::new();
    values_at(record, path, &mut |value| {
        if let Some(text) = scalar(value)
            && !text.trim().is_empty()
        {
            keys.push(text.trim().to_owned());
        }
    });
    keys
}

fn related_to(
    record: &Value,
    relation: &Relate,
    index: &HashMap<String, Vec<usize>>,
    records: &[Value],
) -> Option<Value> {
    let mut found = keys(record, &relation.from)
        .into_iter()
        .filter_map(|key| index.get(&key))
        .flatten()
        .map(|position| records[*position].clone());
    if !relation.many {
        return found.next();
    }
    // A hundred related records are more than a page can show.
    let found: Vec<Value> = found.take(100).collect();
    (!found.is_empty()).then_some(Value::Array(found))
}
