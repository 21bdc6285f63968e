use std::path::Path;

use super::*;

const GOOD: &str = r#"
id        = "ambleford-groups"
title     = "Ambleford community groups"
publisher = "Ambleford Council"
licence   = "OGL-UK-3.0"
checked   = 2026-11-20

[fetch]
url   = "https://example.org/groups.csv"
every = "7d"

[read]
format = "csv"

[map]
id       = "GroupID"
name     = "Name"
summary  = { first = ["Short", "Description"] }
address  = { join = ["Address 1", "Town"], with = ", " }
postcode = { field = "Address 2", find = "postcode" }
category = { field = "Type", lookup = { "Choirs" = "arts/singing" } }

[expect]
records       = "300..3000"
with_location = 0.95
"#;

fn parse(text: &str) -> Result<Source, Vec<SourceProblem>> {
    Source::parse(Path::new("scrapers/ambleford-groups"), text, |name| {
        (name == "AMBLEFORD").then(|| "/data".to_owned())
    })
}

#[test]
fn the_example_of_the_house_is_read() {
    let source = parse(GOOD).expect("the example is good");
    assert_eq!(source.info.id.as_str(), "ambleford-groups");
    assert_eq!(source.expect.records, Some((300, 3000)));
    assert_eq!(source.map.rules.len(), 6);
    assert_eq!(source.fetch.every, Duration::from_secs(7 * 86_400));
}

#[test]
fn a_wrong_setting_is_named_with_line_key_and_nearest() {
    // What is replaced, with what, and what the message must hold.
    let cases = [
        (
            "name     =",
            "nmae     =",
            "source.toml:17: `map.nmae`: is not one of our values; did you mean `name`?",
        ),
        (
            "with_location =",
            "with_locations =",
            "`expect.with_locations`: is not a key we know; did you mean `with_location`?",
        ),
        (
            "format = \"csv\"",
            "format = \"cvs\"",
            "`read.format`: `cvs` is not a format we read; did you mean `csv`?",
        ),
        ("lookup =", "lokup =", "`map.category.lokup`: is not a key we know; did you mean `lookup`?"),
        (
            "\"arts/singing\" }",
            "{} }",
            "source.toml:21: `map.category.lookup.Choirs`: must give a text or a list of texts",
        ),
        (
            "find = \"postcode\"",
            "when = { Type = {} }",
            "source.toml:20: `map.postcode.when.Type`: must be a text or a list of texts",
        ),
        (
            "field = \"Type\"",
            "field = \"Type\", first = []",
            "source.toml:21: `map.category`: needs exactly one of `field`, `first`",
        ),
        ("find = \"postcode\"", "find = \"postcod\"", "did you mean `postcode`?"),
        ("\"7d\"", "\"weekly\"", "`fetch.every`: `weekly` is not a time like"),
        ("\"OGL-UK-3.0\"", "\"OGL-UK-3\"", "did you mean `OGL-UK-3.0`?"),
        ("\"300..3000\"", "\"many\"", "`many` is not a range like"),
        ("0.95", "95", "must be a share from 0 to 1, and is a number"),
        ("https://example.org", "gopher://example.org", "is not a `file:`, `http:` or `https:` address"),
        ("publisher =", "publihser =", "`publisher`: is needed and is not there"),
        ("id        = \"ambleford-groups\"", "id = \"Ambleford\"", "is not a source id"),
        ("id        = \"ambleford-groups\"", "id = \"ambleford\"", "is not the folder's name"),
        ("checked   = 2026-11-20", "checked = 2026-11-", "source.toml:6"),
        ("[map]", "[map", "source.toml:15"),
        (
            "checked   = 2026-11-20",
            "checked = 2026-11-20\none_kind = true",
            "source.toml:7: `one_kind`: needs `map.concept`",
        ),
    ];
    for (from, to, expected) in cases {
        assert!(GOOD.contains(from), "the example does not hold {from}");
        let problems = parse(&GOOD.replacen(from, to, 1)).expect_err(to);
        let said = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(said.contains(expected), "{to}: wanted {expected}, got {said}");
    }
}

#[test]
fn a_variable_in_an_address_is_put_in_or_noted_as_unset() {
    let set = GOOD.replace("https://example.org/groups.csv", "file:${AMBLEFORD}/groups.csv");
    let source = parse(&set).expect("good");
    assert_eq!(source.fetch.urls, ["file:/data/groups.csv"]);
    assert!(source.fetch.unset.is_empty());
    let unset = GOOD.replace("https://example.org/groups.csv", "file:${NOWHERE}/groups.csv");
    let source = parse(&unset).expect("good");
    assert_eq!(source.fetch.unset.iter().collect::<Vec<_>>(), ["NOWHERE"]);
}

#[test]
fn a_format_without_fields_of_its_own_needs_a_name() {
    let text = GOOD.replace("name     = \"Name\"", "");
    let problems = parse(&text).expect_err("no name");
    assert!(problems[0].to_string().contains("needs a `[map]` with at least `name`"));
}
