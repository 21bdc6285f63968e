//! What a field function gives for a record.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::read::{meets, scalar, values_at};
use crate::source::{FieldPath, FieldRule, Finder, Given, ReadSettings, Step, fold};

static POSTCODE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:\+44|\(?0)[0-9()\s.-]{8,16}[0-9]"));
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"));
static URL: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"(?i)\b(?:https?://|www\.)[^\s<>"']+[^\s<>"'.,;:!?)]"#));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]{3,9}\s+\d{4})\b",
    )
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"\d+(?:\.\d+)?"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant and well formed")
}

/// The values a rule gives, trimmed, none of them empty.
pub fn evaluate(rule: &FieldRule, record: &Value, settings: &ReadSettings) -> Vec<String> {
    run(rule, record, settings, &rule.steps)
}

/// The values before they are looked up.
pub fn evaluate_before_lookup(rule: &FieldRule, record: &Value, settings: &ReadSettings) -> Vec<String> {
    let end =
        rule.steps.iter().position(|step| matches!(step, Step::Lookup { .. })).unwrap_or(rule.steps.len());
    run(rule, record, settings, &rule.steps[..end])
}

/// For `labelled`, each label with its values; anything else labels itself.
pub fn labelled_values(rule: &FieldRule, record: &Value, settings: &ReadSettings) -> Vec<(String, String)> {
    match &rule.from {
        Given::Labelled(parts) => parts
            .iter()
            .flat_map(|(label, part)| {
                evaluate(part, record, settings).into_iter().map(|value| (label.clone(), value))
            })
            .collect(),
        _ => evaluate(rule, record, settings).into_iter().map(|value| (value, "yes".to_owned())).collect(),
    }
}

fn run(rule: &FieldRule, record: &Value, settings: &ReadSettings, steps: &[Step]) -> Vec<String> {
    if !rule.when.iter().all(|condition| meets(record, condition)) {
        return Vec::new();
    }
    let mut values = given(&rule.from, record, settings);
    for step in steps {
        values = apply(step, values);
    }
    values
}

fn given(from: &Given, record: &Value, settings: &ReadSettings) -> Vec<String> {
    match from {
        Given::At(path) => at(path, record, settings),
        Given::First(rules) => rules
            .iter()
            .map(|rule| evaluate(rule, record, settings))
            .find(|values| !values.is_empty())
            .unwrap_or_default(),
        Given::Join(rules, with) => {
            let values: Vec<String> =
                rules.iter().flat_map(|rule| evaluate(rule, record, settings)).collect();
            if values.is_empty() { values } else { vec![values.join(with)] }
        }
        Given::All(rules) => rules.iter().flat_map(|rule| evaluate(rule, record, settings)).collect(),
        Given::Labelled(parts) => {
            let said: Vec<String> = parts
                .iter()
                .filter_map(|(label, rule)| {
                    let values = evaluate(rule, record, settings);
                    (!values.is_empty()).then(|| format!("{label}: {}", values.join(", ")))
                })
                .collect();
            if said.is_empty() { said } else { vec![said.join("; ")] }
        }
        Given::Text(parts, tail) => text(parts, tail, record, settings).into_iter().collect(),
        Given::Constant(values) => values.clone(),
    }
}

fn at(path: &FieldPath, record: &Value, settings: &ReadSettings) -> Vec<String> {
    let mut values = Vec::new();
    values_at(record, path, &mut |value| {
        if let Some(text) = scalar(value) {
            let text = text.trim();
            let absent = text.is_empty()
                || (!settings.absent.is_empty() && settings.absent.contains(&text.to_lowercase()));
            if !absent {
                values.push(text.to_owned());
            }
        }
    });
    values
}

fn text(
    parts: &[(String, FieldPath)],
    tail: &str,
    record: &Value,
    settings: &ReadSettings,
) -> Option<String> {
    let mut out = String::new();
    for (literal, path) in parts {
        out.push_str(literal);
        let values = at(path, record, settings);
        if values.is_empty() {
            return None;
        }
        out.push_str(&values.join(", "));
    }
    out.push_str(tail);
    Some(out)
}

fn apply(step: &Step, values: Vec<String>) -> Vec<String> {
    let changed = values.into_iter().flat_map(|value| -> Vec<String> {
        match step {
            Step::After(mark) => {
                vec![value.split_once(mark.as_str()).map_or(value.clone(), |(_, rest)| rest.to_owned())]
            }
            Step::Before(mark) => {
                vec![value.split_once(mark.as_str()).map_or(value.clone(), |(rest, _)| rest.to_owned())]
            }
            Step::Strip(marks) => vec![strip(&value, marks)],
            Step::Split(mark) => value.split(mark.as_str()).map(str::to_owned).collect(),
            Step::Find(finder) => find(*finder, &value),
            Step::Lookup { table, otherwise } => match table.get(&fold(&value)) {
                Some(words) => words.clone(),
                None => otherwise.iter().cloned().collect(),
            },
        }
    });
    let mut out: Vec<String> = Vec::new();
    for value in changed {
        let value = value.trim();
        if !value.is_empty() && !out.iter().any(|known| known == value) {
            out.push(value.to_owned());
        }
    }
    out
}

fn strip(value: &str, marks: &[String]) -> String {
    let mut rest = value.trim();
    loop {
        let before = rest.len();
        for mark in marks {
            rest = rest.strip_prefix(mark.as_str()).unwrap_or(rest).trim();
            rest = rest.strip_suffix(mark.as_str()).unwrap_or(rest).trim();
        }
        if rest.len() == before {
            return rest.to_owned();
        }
    }
}

/// What a finder finds in a text.
pub fn find(finder: Finder, value: &str) -> Vec<String> {
    let pattern: &Regex = match finder {
        Finder::Postcode => {
            // The last one: an address ends with it.
            let found = POSTCODE.captures_iter(value).last();
            return found
                .map(|parts| format!("{} {}", &parts[1], &parts[2]).to_uppercase())
                .into_iter()
                .collect();
        }
        Finder::Phone => &PHONE,
        Finder::Email => &EMAIL,
        Finder::Url => &URL,
        Finder::Date => &DATE,
        Finder::Number => &NUMBER,
    };
    pattern.find_iter(value).map(|found| found.as_str().to_owned()).collect()
}
