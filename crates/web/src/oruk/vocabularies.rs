//! Taxonomies and their terms. Ours say what the standard has no field for; those of others are named
//! by their usual CURIE prefix.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::identifier::{ConceptId, derive};
use search::listing::{taxonomy_id, term_id};
use uuid::Uuid;

use super::v3::{Attribute, Taxonomy, TaxonomyTerm};
use crate::labels::Labels;

/// Prefix, name, description and address of each taxonomy known by name.
const TAXONOMIES: [(&str, &str, &str, Option<&str>); 14] = [
    ("subject", "Fingerpost subjects", "What a service is about, as a tree of paths.", None),
    ("delivery", "Ways of delivery", "In person, online, by phone, at home.", None),
    ("joining", "Ways to join", "Turn up, book, self-referral, professional referral.", None),
    ("access", "Access", "Stated facts of access; a term that begins with no- is stated not to be so.", None),
    ("cost", "Cost", "Free, by donation or paid, where it is stated.", None),
    ("gender", "Gender", "Women only, men only or everyone, where it is stated.", None),
    ("nature", "Nature of the entry", "Umbrella bodies and bare register entries.", None),
    ("source-words", "Words of the sources", "Each source's own words of category.", None),
    (
        "esdServiceType",
        "LGA service types",
        "The Local Government Association's list of service types.",
        Some("https://id.esd.org.uk/list/serviceTypes"),
    ),
    (
        "esdNeed",
        "LGA needs",
        "The Local Government Association's list of needs.",
        Some("https://id.esd.org.uk/list/needs"),
    ),
    (
        "esdCircumstance",
        "LGA circumstances",
        "The Local Government Association's list of circumstances.",
        Some("https://id.esd.org.uk/list/circumstances"),
    ),
    (
        "openEligibility",
        "Open Eligibility",
        "The Open Eligibility taxonomy of services.",
        Some("https://github.com/auntbertha/openeligibility"),
    ),
    (
        "openActiveActivity",
        "OpenActive activities",
        "The OpenActive list of physical activities.",
        Some("https://openactive.io/activity-list"),
    ),
    ("snomedCT", "SNOMED CT", "Clinical terms, by code.", Some("http://snomed.info/sct")),
];

/// A taxonomy, by its prefix.
pub fn taxonomy(prefix: &str) -> Taxonomy {
    let known = TAXONOMIES.iter().find(|(known, ..)| *known == prefix);
    let (name, description, uri) = match known {
        Some((_, name, description, uri)) => (*name, *description, *uri),
        None => (prefix, prefix, None),
    };
    Taxonomy {
        id: taxonomy_id(prefix),
        name: name.to_owned(),
        description: description.to_owned(),
        uri: uri.map(str::to_owned),
    }
}

/// Every taxonomy and every term that can be asked for: those of the vocabulary, and those that some
/// service has. `used` are the terms of the listing.
#[derive(Debug, Clone, Default)]
pub struct Vocabularies {
    /// By id, in the order of ids.
    pub taxonomies: BTreeMap<Uuid, String>,
    /// By id, in the order of ids: the term's key.
    pub terms: BTreeMap<Uuid, String>,
}

impl Vocabularies {
    /// Collects them.
    pub fn new<'a>(labels: &Labels, used: impl Iterator<Item = &'a str>) -> Vocabularies {
        let subjects = labels.concepts.keys().map(|id| format!("subject:{id}"));
        let keys: Vec<String> = used.map(str::to_owned).chain(subjects).collect();
        let taxonomies = keys.iter().map(|key| prefix_of(key).to_owned());
        let taxonomies = taxonomies.map(|prefix| (taxonomy_id(&prefix), prefix)).collect();
        let with_parents =
            keys.iter().flat_map(|key| std::iter::successors(Some(key.clone()), |key| parent_of(key)));
        Vocabularies { taxonomies, terms: with_parents.map(|key| (term_id(&key), key)).collect() }
    }
}

/// A term, by its key `taxonomy:term`.
pub fn term(key: &str, labels: &Labels) -> TaxonomyTerm {
    let (prefix, term) = key.split_once(':').unwrap_or(("source-words", key));
    let concept = labels.concepts.get(&ConceptId(term.to_owned())).filter(|_| prefix == "subject");
    let (name, description) = match concept {
        Some(concept) => (concept.label.clone(), concept.description.clone()),
        None => (plain_words(prefix, term), None),
    };
    TaxonomyTerm {
        id: term_id(key),
        description: description.unwrap_or_else(|| name.clone()),
        name,
        parent_id: parent_of(key).map(|parent| term_id(&parent)),
        taxonomy: taxonomy(prefix).name,
        taxonomy_id: taxonomy_id(prefix),
        term_uri: term_uri(prefix, term),
        term: key.to_owned(),
    }
}

/// Terms on something, as attributes.
pub fn attributes(
    link_id: Uuid,
    link_type: &'static str,
    keys: &[String],
    labels: &Labels,
) -> Vec<Attribute> {
    let link = link_id.to_string();
    let attribute = |key: &String| {
        let taxonomy_term = labels.terms.get(key).map_or_else(|| Arc::new(term(key, labels)), Arc::clone);
        Attribute {
            id: derive("attribute", &[&link, key]),
            link_id,
            taxonomy_term_id: taxonomy_term.id,
            link_type,
            taxonomy_term,
        }
    };
    keys.iter().map(attribute).collect()
}

/// `subject` of `subject:arts/singing`.
pub fn prefix_of(key: &str) -> &str {
    key.split_once(':').map_or("source-words", |(prefix, _)| prefix)
}

/// The term above: only our subjects are a tree.
pub fn parent_of(key: &str) -> Option<String> {
    let path = key.strip_prefix("subject:")?;
    path.rsplit_once('/').map(|(parent, _)| format!("subject:{parent}"))
}

fn term_uri(prefix: &str, term: &str) -> Option<String> {
    let is_plain = !term.is_empty() && term.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_plain {
        return None;
    }
    Some(match prefix {
        "esdServiceType" => format!("https://id.esd.org.uk/service/{term}"),
        "esdNeed" => format!("https://id.esd.org.uk/need/{term}"),
        "esdCircumstance" => format!("https://id.esd.org.uk/circumstance/{term}"),
        "openActiveActivity" => format!("https://openactive.io/activity-list#{term}"),
        "snomedCT" => format!("http://snomed.info/id/{term}"),
        _ => return None,
    })
}

fn plain_words(prefix: &str, term: &str) -> String {
    let words = term.replace(['_', '-'], " ");
    match (prefix, words.strip_prefix("no ")) {
        ("access", Some(feature)) => format!("Not: {feature}"),
        ("source-words", _) => term.to_owned(),
        ("delivery" | "joining" | "access" | "cost" | "gender" | "nature", _) => {
            let mut letters = words.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
            format!("{first}{}", letters.as_str())
        }
        _ => format!("{prefix} {term}"),
    }
}
