//! Reads `[map]`: the rules, as they are written, into what [`super::field`] says of them.

use std::collections::HashMap;

use toml::de::DeValue;

use super::condition::{fold, read_conditions};
use super::field::{FieldRule, Finder, Given, Group, Mapping, Step};
use super::path::FieldPath;
use super::table::{Problems, Table, strings_of};
use super::target::{TARGETS, Target};

const LIST_KEYS: [&str; 3] = ["locations", "sessions", "prices"];

const FINDERS: [(&str, Finder); 6] = [
    ("postcode", Finder::Postcode),
    ("phone", Finder::Phone),
    ("email", Finder::Email),
    ("url", Finder::Url),
    ("date", Finder::Date),
    ("number", Finder::Number),
];

/// Reads `[map]`.
pub fn read_mapping(table: Table<'_>, problems: &mut Problems<'_>) -> Mapping {
    let mut mapping = Mapping::default();
    let place = table.name_of("");
    for entry in table.into_entries() {
        let key = format!("{place}{}", entry.key);
        match entry.key {
            "locations" => mapping.locations = read_groups(&key, entry.at, entry.value, problems),
            "sessions" => mapping.sessions = read_groups(&key, entry.at, entry.value, problems),
            "prices" => mapping.prices = read_groups(&key, entry.at, entry.value, problems),
            name => {
                if let Some(target) = read_target(name, &key, entry.at, problems)
                    && let Some(rule) = read_rule(&key, entry.at, entry.value, problems)
                {
                    mapping.rules.push((target, rule));
                }
            }
        }
    }
    mapping
}

fn read_target(name: &str, key: &str, at: usize, problems: &mut Problems<'_>) -> Option<Target> {
    let found = TARGETS.iter().find(|(known, _, _)| *known == name).map(|(_, target, _)| *target);
    if found.is_none() {
        let known: Vec<&str> = TARGETS.iter().map(|(known, _, _)| *known).chain(LIST_KEYS).collect();
        problems.add_nearest(at, key, "is not one of our values".to_owned(), name, &known);
    }
    found
}

fn read_groups(key: &str, at: usize, value: &DeValue<'_>, problems: &mut Problems<'_>) -> Vec<Group> {
    let tables: Vec<&DeValue<'_>> = match value {
        DeValue::Table(_) => vec![value],
        DeValue::Array(items) => items.iter().map(|item| item.get_ref()).collect(),
        _ => Vec::new(),
    };
    if tables.is_empty() {
        problems.add(at, key, "must be a table, or a list of tables".to_owned());
    }
    let mut groups = Vec::new();
    for value in tables {
        let DeValue::Table(table) = value else {
            problems.add(at, key, "must be a list of tables".to_owned());
            continue;
        };
        let mut group = Group::default();
        for entry in Table::new(key, at, table).into_entries() {
            let inner = format!("{key}.{}", entry.key);
            if entry.key == "each" {
                match entry.value {
                    DeValue::String(path) => group.each = Some(FieldPath::parse(path)),
                    _ => problems.add(entry.at, &inner, "must be a path".to_owned()),
                }
            } else if let Some(target) = read_target(entry.key, &inner, entry.at, problems)
                && let Some(rule) = read_rule(&inner, entry.at, entry.value, problems)
            {
                group.rules.push((target, rule));
            }
        }
        groups.push(group);
    }
    groups
}

fn read_rule(key: &str, at: usize, value: &DeValue<'_>, problems: &mut Problems<'_>) -> Option<FieldRule> {
    match value {
        DeValue::String(path) => Some(plain(Given::At(FieldPath::parse(path)))),
        DeValue::Array(_) => Some(plain(Given::All(read_rules(key, at, value, problems)))),
        DeValue::Table(table) => read_function(key, Table::new(key, at, table), problems),
        _ => {
            problems.add(at, key, "must be a field's name or a field function".to_owned());
            None
        }
    }
}

fn plain(from: Given) -> FieldRule {
    FieldRule { from, when: Vec::new(), steps: Vec::new() }
}

fn read_rules(key: &str, at: usize, value: &DeValue<'_>, problems: &mut Problems<'_>) -> Vec<FieldRule> {
    match value {
        DeValue::Array(items) => items
            .iter()
            .filter_map(|item| read_rule(key, item.span().start, item.get_ref(), problems))
            .collect(),
        other => read_rule(key, at, other, problems).into_iter().collect(),
    }
}

fn read_function(key: &str, mut table: Table<'_>, problems: &mut Problems<'_>) -> Option<FieldRule> {
    let at = table.position("");
    let mut sources = Vec::new();
    if let Some(path) = table.string("field", problems) {
        sources.push(Given::At(FieldPath::parse(&path)));
    }
    if let Some(value) = table.value("first") {
        sources.push(Given::First(read_rules(key, at, value, problems)));
    }
    let with = table.string("with", problems);
    if let Some(value) = table.value("join") {
        let with = with.unwrap_or_else(|| " ".to_owned());
        sources.push(Given::Join(read_rules(key, at, value, problems), with));
    }
    if let Some(value) = table.value("all") {
        sources.push(Given::All(read_rules(key, at, value, problems)));
    }
    if let Some(labelled) = table.table("labelled", problems) {
        let mut parts = Vec::new();
        for entry in labelled.into_entries() {
            if let Some(rule) = read_rule(key, entry.at, entry.value, problems) {
                parts.push((entry.key.to_owned(), rule));
            }
        }
        sources.push(Given::Labelled(parts));
    }
    if let Some(text) = table.string("text", problems) {
        sources.push(parse_template(&text));
    }
    for name in ["constant", "value"] {
        let constants = table.strings(name, problems);
        if !constants.is_empty() {
            sources.push(Given::Constant(constants));
        }
    }
    let when = read_conditions("when", &mut table, problems);
    let steps = read_steps(&mut table, problems);
    table.finish(problems);
    if sources.len() != 1 {
        let message =
            "needs exactly one of `field`, `first`, `join`, `all`, `labelled`, `text` and `constant`"
                .to_owned();
        problems.add(at, key, message);
        return None;
    }
    Some(FieldRule { from: sources.remove(0), when, steps })
}

fn parse_template(text: &str) -> Given {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        let path = FieldPath::parse(&rest[open + 1..open + length]);
        parts.push((rest[..open].to_owned(), path));
        rest = &rest[open + length + 1..];
    }
    Given::Text(parts, rest.to_owned())
}

fn read_steps(table: &mut Table<'_>, problems: &mut Problems<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    steps.extend(table.string("after", problems).map(Step::After));
    steps.extend(table.string("before", problems).map(Step::Before));
    let strip = table.strings("strip", problems);
    if !strip.is_empty() {
        steps.push(Step::Strip(strip));
    }
    steps.extend(table.string("split", problems).map(Step::Split));
    steps.extend(table.choice("find", &FINDERS, problems).map(Step::Find));
    let lookup = table.table("lookup", problems);
    let otherwise = table.string("otherwise", problems);
    if let Some(lookup) = lookup {
        let mut words = HashMap::new();
        let name = lookup.name_of("");
        for entry in lookup.into_entries() {
            match strings_of(entry.value) {
                Some(right) => {
                    words.insert(fold(entry.key), right);
                }
                None => {
                    let message = "must give a text or a list of texts".to_owned();
                    problems.add(entry.at, &format!("{name}{}", entry.key), message);
                }
            }
        }
        steps.push(Step::Lookup { table: words, otherwise });
    }
    steps
}
