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

use super::condition::Condition;
use super::path::FieldPath;
use super::target::Target;

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
