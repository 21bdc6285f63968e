//! What a source promises (`[expect]`), and how private persons in it are treated (`[personal]`).

use std::collections::BTreeSet;

use super::table::{Problems, Table};

/// `[expect]`: outside it, the last good data stay and the source turns red.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expect {
    /// Fewest and most records.
    pub records: Option<(u64, u64)>,
    /// Least share of records with a point.
    pub with_location: Option<f64>,
    /// Least share of records with a telephone number, e-mail address or web page.
    pub with_contact: Option<f64>,
    /// Least share of records with a schedule that could be read.
    pub with_schedule: Option<f64>,
    /// Largest share of records turned away.
    pub rejected: Option<f64>,
    /// Largest share by which the number of records may shrink since the last run.
    pub shrink: Option<f64>,
}

/// `[personal]`: a source can tighten the rule, never loosen it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Personal {
    /// Fields of the source that are never read.
    pub leave_out: BTreeSet<String>,
    /// Fields that hold the name of a private person: left out, and the name taken out of texts.
    pub names: Vec<String>,
    /// Telephone numbers.
    pub phones: PersonalRule,
    /// E-mail addresses.
    pub emails: PersonalRule,
    /// Telephone numbers and e-mail addresses inside descriptions.
    pub texts: PersonalRule,
}

/// What is done with a kind of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PersonalRule {
    /// What looks like a private person's is left out: the rule for every source.
    #[default]
    ByRule,
    /// All of the kind is left out.
    LeaveOut,
}

/// Reads `[expect]`.
pub fn read_expect(table: Option<Table<'_>>, problems: &mut Problems<'_>) -> Expect {
    let Some(mut table) = table else { return Expect::default() };
    let at = table.position("records");
    let records = table.string("records", problems).and_then(|text| {
        let range = parse_range(&text);
        if range.is_none() {
            problems.add(at, "expect.records", format!("`{text}` is not a range like `300..3000`"));
        }
        range
    });
    let expect = Expect {
        records,
        with_location: table.share("with_location", problems),
        with_contact: table.share("with_contact", problems),
        with_schedule: table.share("with_schedule", problems),
        rejected: table.share("rejected", problems),
        shrink: table.share("shrink", problems),
    };
    table.finish(problems);
    expect
}

fn parse_range(text: &str) -> Option<(u64, u64)> {
    let (least, most) = text.split_once("..")?;
    let least = if least.trim().is_empty() { 0 } else { least.trim().replace('_', "").parse().ok()? };
    let most = if most.trim().is_empty() { u64::MAX } else { most.trim().replace('_', "").parse().ok()? };
    (least <= most).then_some((least, most))
}

/// Reads `[personal]`.
pub fn read_personal(table: Option<Table<'_>>, problems: &mut Problems<'_>) -> Personal {
    let Some(mut table) = table else { return Personal::default() };
    let personal = Personal {
        leave_out: table.strings("leave_out", problems).into_iter().collect(),
        names: table.strings("names", problems),
        phones: read_rule("phones", &mut table, problems),
        emails: read_rule("emails", &mut table, problems),
        texts: read_rule("texts", &mut table, problems),
    };
    table.finish(problems);
    personal
}

fn read_rule(key: &'static str, table: &mut Table<'_>, problems: &mut Problems<'_>) -> PersonalRule {
    let choices = [("by-rule", PersonalRule::ByRule), ("leave-out", PersonalRule::LeaveOut)];
    table.choice(key, &choices, problems).unwrap_or_default()
}
