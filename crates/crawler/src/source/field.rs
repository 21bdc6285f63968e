//! The field functions: the closed list of ways in which `[map]` gets one of our values out of a record.
//!
//! | written | gives |
//! |---|---|
//! | `"Name"` or `{ field = "Name" }` | the field; `a.b`, `a[0]` and `a.*` walk into a tree |
//! | `{ first = ["A", "B"] }` | the first that says something |
//! | `{ join = ["A", "B"], with = ", " }` | those that say something, joined |
//! | `["A", "B"]` or `{ all = ["A", "B"] }` | all values of all of them |
//! | `{ labelled = { Monday = "Mon hours" } }` | `Monday: 9-5; …` of those that say something |
//! | `{ text = "{Name}, {Town}" }` | a text with fields put in; nothing when one of them is empty |
//! | `{ constant = "community/food-bank" }` | the same for every record |
//! | `…, when = { Type = "Club" }` | only for records that meet the condition |
//! | `…, after = ":", before = "("` | what stands after or before the first such text |
//! | `…, strip = ["mailto:"]` | without these at either end |
//! | `…, split = ";"` | several values out of one |
//! | `…, find = "postcode"` | the postcode, phone, email, url, date or number in it |
//! | `…, lookup = { Choirs = "arts/singing" }, otherwise = "…"` | the word on the right |

use std::collections::HashMap;

use toml::de::DeValue;

use super::Relate;
use super::table::{Problems, Table, strings_of};

/// What `[map]` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// A rule for each of our values that is one or a list.
    pub rules: Vec<(Target, FieldRule)>,
    /// `locations`: places that stand in a list in the record.
    pub locations: Vec<Group>,
    /// `sessions`: sessions that stand in a list in the record.
    pub sessions: Vec<Group>,
    /// `prices`: prices that stand in a list in the record.
    pub prices: Vec<Group>,
}

impl Mapping {
    /// Whether there is a rule for `target`.
    pub fn has_target(&self, target: Target) -> bool {
        self.rules.iter().any(|(known, _)| *known == target)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Mapping::default()
    }
}

/// Rules for each item of a list in the record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Where the list stands; absent means the record itself, once.
    pub each: Option<FieldPath>,
    /// The rules, whose paths start at the item.
    pub rules: Vec<(Target, FieldRule)>,
}

/// How one value is had.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldRule {
    /// Where from.
    pub from: Given,
    /// Only for records that meet all of these.
    pub when: Vec<Condition>,
    /// What is done with it, in order.
    pub steps: Vec<Step>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// A field.
    At(FieldPath),
    /// The first rule that gives something.
    First(Vec<FieldRule>),
    /// All that give something, joined.
    Join(Vec<FieldRule>, String),
    /// Every value of every rule.
    All(Vec<FieldRule>),
    /// Each rule's value behind its label.
    Labelled(Vec<(String, FieldRule)>),
    /// Literal pieces and fields, in turn: the literal before each field, then the tail.
    Text(Vec<(String, FieldPath)>, String),
    /// Always these.
    Constant(Vec<String>),
}

/// What is done with a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// What stands after the first such text; unchanged when it is not there.
    After(String),
    /// What stands before the first such text; unchanged when it is not there.
    Before(String),
    /// Without these at either end.
    Strip(Vec<String>),
    /// Several out of one.
    Split(String),
    /// What can be found in it.
    Find(Finder),
    /// The words on the right, by the folded word on the left.
    Lookup {
        /// Left word, folded, to right words.
        table: HashMap<String, Vec<String>>,
        /// For every other word; absent gives nothing.
        otherwise: Option<String>,
    },
}

/// What can be found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finder {
    /// A UK postcode.
    Postcode,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A date.
    Date,
    /// A number.
    Number,
}

const FINDERS: [(&str, Finder); 6] = [
    ("postcode", Finder::Postcode),
    ("phone", Finder::Phone),
    ("email", Finder::Email),
    ("url", Finder::Url),
    ("date", Finder::Date),
    ("number", Finder::Number),
];

/// A field has one of these values.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The field.
    pub path: FieldPath,
    /// Folded values: any of them; `""` means empty, `*` means says something.
    pub values: Vec<String>,
}

/// A path into a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath {
    /// As written, which is tried first as the name of a field.
    pub whole: String,
    /// Its steps.
    pub segments: Vec<Segment>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// A field of an object.
    Key(String),
    /// An item of a list, from 0.
    Index(usize),
    /// Every item of a list or value of an object.
    Each,
}

impl FieldPath {
    /// Reads `a.b`, `a[0].b`, `a.*.b`, `a[].b`; any text is a path.
    pub fn parse(text: &str) -> FieldPath {
        let mut segments = Vec::new();
        for part in text.split('.') {
            let (name, brackets) = part.find('[').map_or((part, ""), |at| part.split_at(at));
            match name.trim() {
                "" => {}
                "*" => segments.push(Segment::Each),
                name => segments.push(Segment::Key(name.to_owned())),
            }
            for index in brackets.split('[').skip(1) {
                let index = index.trim_end_matches(']').trim();
                segments.push(index.parse().map_or(Segment::Each, Segment::Index));
            }
        }
        FieldPath { whole: text.to_owned(), segments }
    }
}

/// One of our values, as `[map]` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is explained in TARGETS")]
pub enum Target {
    Id,
    Url,
    Name,
    AlternateNames,
    Summary,
    Description,
    TextLanguage,
    Organisation,
    OrganisationDescription,
    OrganisationWebsite,
    OrganisationId,
    CharityNumber,
    ScottishCharityNumber,
    NorthernIrelandCharityNumber,
    CompanyNumber,
    Register,
    Category,
    Concept,
    Codes,
    Delivery,
    PlaceRole,
    Venue,
    Address,
    Town,
    Postcode,
    Coordinates,
    Latitude,
    Longitude,
    Easting,
    Northing,
    Uprn,
    BuildingAccess,
    Areas,
    AreaCodes,
    Schedule,
    Freq,
    Interval,
    ByDay,
    ByMonthDay,
    DtStart,
    Until,
    ValidFrom,
    ValidTo,
    OpensAt,
    ClosesAt,
    Starts,
    Ends,
    Except,
    SessionNote,
    Cost,
    Price,
    PriceNote,
    IsFree,
    MinimumAge,
    MaximumAge,
    Ages,
    Gender,
    Eligibility,
    NotFor,
    Languages,
    Accessibility,
    Access,
    Phone,
    Email,
    Website,
    Person,
    Joining,
    FirstVisit,
    Status,
    LastModified,
    Assured,
}

/// Every key of `[map]` with what it means. Where two keys share a target, both may be written.
pub const TARGETS: [(&str, Target, &str); 75] = [
    ("id", Target::Id, "the record's id in the source"),
    ("url", Target::Url, "the record's own page"),
    ("name", Target::Name, "what the service is called"),
    ("alternate_names", Target::AlternateNames, "other names"),
    ("summary", Target::Summary, "a short text that goes before the description"),
    ("description", Target::Description, "what it is"),
    ("text_language", Target::TextLanguage, "language of the texts, `en` or `cy`"),
    ("organisation", Target::Organisation, "who offers it"),
    ("organisation_description", Target::OrganisationDescription, "what that organisation is"),
    ("organisation_website", Target::OrganisationWebsite, "its web page"),
    ("organisation_id", Target::OrganisationId, "its id with scheme: `GB-CHC-1234567`"),
    ("charity_number", Target::CharityNumber, "number at the Charity Commission for England and Wales"),
    ("scottish_charity_number", Target::ScottishCharityNumber, "number at OSCR: `SC012345`"),
    ("northern_ireland_charity_number", Target::NorthernIrelandCharityNumber, "number at CCNI"),
    ("company_number", Target::CompanyNumber, "number at Companies House"),
    ("register", Target::Register, "`registered` or `removed`"),
    ("category", Target::Category, "the source's words; a lookup gives our concepts"),
    ("categories", Target::Category, "the same as `category`"),
    ("concept", Target::Concept, "concepts of our taxonomy"),
    ("codes", Target::Codes, "codes of other vocabularies: `esdServiceType:1`"),
    ("delivery", Target::Delivery, "words for how it is delivered: `online`, `by phone`, `at home`"),
    ("place_role", Target::PlaceRole, "`delivered-at`, `run-from` or `online`"),
    ("venue", Target::Venue, "name of the place"),
    ("address", Target::Address, "the address"),
    ("town", Target::Town, "post town"),
    ("postcode", Target::Postcode, "the postcode"),
    ("coordinates", Target::Coordinates, "latitude and longitude in one text"),
    ("latitude", Target::Latitude, "degrees north"),
    ("longitude", Target::Longitude, "degrees east"),
    ("easting", Target::Easting, "metres east on the national grid"),
    ("northing", Target::Northing, "metres north on the national grid"),
    ("uprn", Target::Uprn, "unique property reference number"),
    ("building_access", Target::BuildingAccess, "access to the building, in words"),
    ("areas", Target::Areas, "names of areas it covers"),
    ("area", Target::Areas, "the same as `areas`"),
    ("area_codes", Target::AreaCodes, "codes of areas it covers: `E08000007`"),
    ("schedule", Target::Schedule, "when, in words or a notation"),
    ("freq", Target::Freq, "`WEEKLY`, `MONTHLY` or an RFC 5545 rule"),
    ("interval", Target::Interval, "every how many weeks or months"),
    ("byday", Target::ByDay, "days of the week"),
    ("bymonthday", Target::ByMonthDay, "days of the month"),
    ("dtstart", Target::DtStart, "the first occurrence"),
    ("until", Target::Until, "the last occurrence"),
    ("valid_from", Target::ValidFrom, "first day it can fall on"),
    ("valid_to", Target::ValidTo, "last day it can fall on"),
    ("opens_at", Target::OpensAt, "start time"),
    ("closes_at", Target::ClosesAt, "end time"),
    ("starts", Target::Starts, "when a single session begins"),
    ("ends", Target::Ends, "when a single session ends"),
    ("except", Target::Except, "days on which it does not happen"),
    ("session_note", Target::SessionNote, "what a session is"),
    ("cost", Target::Cost, "what it costs, in words"),
    ("price", Target::Price, "an amount in pounds"),
    ("price_note", Target::PriceNote, "what the amount buys"),
    ("is_free", Target::IsFree, "yes or no"),
    ("minimum_age", Target::MinimumAge, "youngest age"),
    ("maximum_age", Target::MaximumAge, "oldest age"),
    ("ages", Target::Ages, "ages, in words"),
    ("gender", Target::Gender, "women, men or everyone"),
    ("eligibility", Target::Eligibility, "who it is for"),
    ("not_for", Target::NotFor, "who it is not for"),
    ("languages", Target::Languages, "languages it is offered in"),
    ("accessibility", Target::Accessibility, "access, in words"),
    ("access", Target::Access, "access facts: `{ labelled = { wheelchair = \"Ramp\" } }`"),
    ("phone", Target::Phone, "telephone numbers"),
    ("phones", Target::Phone, "the same as `phone`"),
    ("email", Target::Email, "e-mail addresses"),
    ("website", Target::Website, "web page of the service"),
    ("person", Target::Person, "names of private persons: recognised, never kept"),
    ("joining", Target::Joining, "how to join"),
    ("first_visit", Target::FirstVisit, "what happens the first time"),
    ("status", Target::Status, "active, inactive, closed"),
    ("last_modified", Target::LastModified, "when its owner last changed it"),
    ("updated", Target::LastModified, "the same as `last_modified`"),
    ("assured", Target::Assured, "when somebody last checked it"),
];

const LIST_KEYS: [&str; 3] = ["locations", "sessions", "prices"];

const FUNCTION_KEYS: [&str; 17] = [
    "field",
    "first",
    "join",
    "with",
    "all",
    "labelled",
    "text",
    "constant",
    "value",
    "when",
    "after",
    "before",
    "strip",
    "split",
    "find",
    "lookup",
    "otherwise",
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
    let position = table.position("");
    for problem in table_leftovers(table) {
        problems.add_nearest(
            problem.1,
            &format!("{key}.{}", problem.0),
            "is not a field function".to_owned(),
            &problem.0,
            &FUNCTION_KEYS,
        );
    }
    if sources.len() != 1 {
        let message =
            "needs exactly one of `field`, `first`, `join`, `all`, `labelled`, `text` and `constant`"
                .to_owned();
        problems.add(position, key, message);
        return None;
    }
    Some(FieldRule { from: sources.remove(0), when, steps })
}

fn table_leftovers(table: Table<'_>) -> Vec<(String, usize)> {
    table
        .into_entries()
        .into_iter()
        .filter(|entry| !FUNCTION_KEYS.contains(&entry.key))
        .map(|entry| (entry.key.to_owned(), entry.at))
        .collect()
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
        for entry in lookup.into_entries() {
            match strings_of(entry.value) {
                Some(right) => {
                    words.insert(fold(entry.key), right);
                }
                None => problems.add(entry.at, "lookup", "must give a text or a list of texts".to_owned()),
            }
        }
        steps.push(Step::Lookup { table: words, otherwise });
    }
    steps
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
    for entry in inner.into_entries() {
        match strings_of(entry.value) {
            Some(values) => conditions.push(Condition {
                path: FieldPath::parse(entry.key),
                values: values.iter().map(|value| fold(value)).collect(),
            }),
            None => {
                let message = "must be a text or a list of texts; put a path in quotes: `\"a.b\"`".to_owned();
                problems.add(entry.at, &format!("{key}.{}", entry.key), message);
            }
        }
    }
    conditions
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
