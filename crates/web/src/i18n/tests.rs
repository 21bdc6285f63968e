use std::collections::BTreeSet;
use std::path::Path;

use search::facets::{FACETS, THEMES};

use super::*;

fn keys(catalogue: &str) -> BTreeSet<&str> {
    catalogue.lines().filter_map(key_of).collect()
}

#[test]
fn both_languages_have_the_same_messages() {
    let english = keys(include_str!("en.ftl"));
    let welsh = keys(include_str!("cy.ftl"));
    let missing: Vec<_> = english.difference(&welsh).collect();
    let surplus: Vec<_> = welsh.difference(&english).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "cy.ftl lacks {missing:?}, has alone {surplus:?}");
}

#[test]
fn no_message_stands_twice() {
    for catalogue in [include_str!("en.ftl"), include_str!("cy.ftl")] {
        let all: Vec<_> = catalogue.lines().filter_map(key_of).collect();
        let twice: Vec<_> = all.iter().filter(|key| all.iter().filter(|k| k == key).count() > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}

#[test]
fn every_message_a_page_says_is_in_the_catalogue() {
    let mut unknown = Vec::new();
    visit(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut |source| {
        for call in [".say(\"", ".tell(\"", "tell(\n            \""] {
            for (at, _) in source.match_indices(call) {
                let rest = &source[at + call.len()..];
                let key = &rest[..rest.find('"').unwrap_or(0)];
                if !ENGLISH.has(key) {
                    unknown.push(key.to_owned());
                }
            }
        }
    });
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_catalogue_parses_whole() {
    for catalogue in [include_str!("en.ftl"), include_str!("cy.ftl")] {
        if let Err((_, errors)) = FluentResource::try_new(catalogue.to_owned()) {
            panic!("{errors:?}");
        }
    }
}

#[test]
fn plurals_are_told_apart() {
    let say = |language: Language, n: i64| {
        language.words().tell("results-count", &[("count", n.into()), ("number", n.to_string().into())])
    };
    assert_eq!(say(Language::English, 1), "1 result");
    assert_eq!(say(Language::English, 2), "2 results");
    assert_eq!(say(Language::Welsh, 2), "2 ganlyniad");
}

#[test]
fn a_path_knows_its_language() {
    assert_eq!(Language::of_path("/cy/search"), (Language::Welsh, "/search"));
    assert_eq!(Language::of_path("/cy"), (Language::Welsh, "/"));
    assert_eq!(Language::of_path("/cymru"), (Language::English, "/cymru"));
    assert_eq!(Language::of_path("/"), (Language::English, "/"));
}

fn visit(folder: &Path, seen: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, seen);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            seen(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_filter_and_its_values_have_a_name_in_both_languages() {
    let values = FACETS.iter().flat_map(|facet| {
        let of_values = facet.values.iter();
        let of_values =
            of_values.map(move |value| (format!("facet-{}-{}", facet.key, value.key), value.label));
        of_values.chain([(format!("facet-{}", facet.key), facet.label)])
    });
    let themes = THEMES.iter().map(|(theme, label)| (format!("facet-topic-{theme}"), *label));
    // The English of the pages is that of the engine's own tables, which the API says.
    let wrong: Vec<String> = values
        .chain(themes)
        .filter(|(key, label)| ENGLISH.say(key) != *label || !WELSH.has(key))
        .map(|(key, _)| key)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
