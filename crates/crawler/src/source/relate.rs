//! Relations: records elsewhere in the same data that a record points at.

use toml::de::DeValue;

use super::condition::{Condition, read_conditions};
use super::path::FieldPath;
use super::table::{Problems, Table};

/// `[[read.relate]]`: joins records of one file (or of another member, sheet or file) by a key.
#[derive(Debug, Clone, PartialEq)]
pub struct Relate {
    /// The name under which the related record appears in the record.
    pub name: String,
    /// The path of the key in the record.
    pub from: FieldPath,
    /// The path of the key in the related record.
    pub to: FieldPath,
    /// Which records can be related to.
    pub only: Vec<Condition>,
    /// Where they stand, when not among the records themselves: a JSON path, a sheet or a member.
    pub records: Option<String>,
    /// Whether several records may be related.
    pub many: bool,
}

/// Reads `[[read.relate]]`.
pub fn read_relations(table: &mut Table<'_>, problems: &mut Problems<'_>) -> Vec<Relate> {
    let at = table.position("relate");
    let name = table.name_of("relate");
    let Some(value) = table.value("relate") else { return Vec::new() };
    let DeValue::Array(items) = value else {
        table.refuse("relate", "a list of tables: `[[read.relate]]`", value, problems);
        return Vec::new();
    };
    let mut relations = Vec::new();
    for item in items.iter() {
        let DeValue::Table(inner) = item.get_ref() else {
            problems.add(at, &name, "must be a list of tables: `[[read.relate]]`".to_owned());
            continue;
        };
        let mut inner = Table::new(&name, item.span().start, inner);
        let relation_name = inner.needed_string("name", problems);
        let from = inner.needed_string("from", problems);
        let to = inner.needed_string("to", problems);
        let only = read_conditions("only", &mut inner, problems);
        let records = inner.string("records", problems);
        let many = inner.truth("many", problems).unwrap_or(false);
        inner.finish(problems);
        if let (Some(name), Some(from), Some(to)) = (relation_name, from, to) {
            let (from, to) = (FieldPath::parse(&from), FieldPath::parse(&to));
            relations.push(Relate { name, from, to, only, records, many });
        }
    }
    relations
}
