use std::collections::HashSet;

use model::identifier::AreaCode;
use model::place::Point;
use search::listing::{taxonomy_id, term_id};

use super::{Asked, Finder, Format, PostcodePlace, read_services_or_least};
use crate::labels::Labels;
use crate::oruk::vocabularies::Vocabularies;
use crate::problem::Problem;
use crate::query::Query;

fn ambleford(typed: &str) -> Option<PostcodePlace> {
    let is_known = typed.replace(' ', "").eq_ignore_ascii_case("AM11AA");
    is_known.then(|| (Point { latitude: 51.0, longitude: -2.0 }, vec![AreaCode("E1".to_owned())]))
}

fn read(raw: &str) -> Result<Asked, Problem> {
    let keys = ["subject:arts/singing", "esdServiceType:1"];
    let vocabularies = Vocabularies::new(&Labels::default(), keys.into_iter());
    let finder = Finder { postcode: &ambleford, with_words: &|_| HashSet::new() };
    let mut query = Query::parse(raw);
    let asked = read_services_or_least(&mut query, &vocabularies, &finder);
    query.finish()?;
    Ok(asked)
}

#[test]
fn a_postcode_alone_asks_who_covers_it_and_with_a_reach_who_is_near() {
    let alone = read("postcode=am1+1aa").expect("a postcode");
    assert!(alone.filter.covers.is_some() && alone.filter.near.is_none());
    let near = read("postcode=AM11AA&proximity=1000&coverage=AM1%201AA").expect("a postcode and a reach");
    assert_eq!(near.filter.near, Some((Point { latitude: 51.0, longitude: -2.0 }, 1000.0)));
    assert!(near.filter.covers.is_some());
    let problem = read("postcode=ZZ9+9ZZ").expect_err("an unknown postcode");
    assert_eq!(problem.parameters[0].value, "ZZ9 9ZZ");
    assert!(read("proximity=1000").is_err(), "from where?");
}

#[test]
fn terms_are_asked_for_by_id_or_by_curie_and_an_unknown_one_brings_nothing() {
    let check = |raw: String, expected: &[&str]| {
        let asked = read(&raw).expect("a good question");
        assert_eq!(asked.filter.terms[0], expected, "{raw}");
    };
    check(format!("taxonomy_term_id={}", term_id("subject:arts")), &["subject:arts"]);
    check("taxonomy_term_id=esdServiceType:1".to_owned(), &["esdServiceType:1"]);
    check("taxonomy_term_id=subject:nothing".to_owned(), &[]);
    for no_id in ["taxonomy_term_id=nothing", "taxonomy_id=nothing", "organization_id=7"] {
        assert!(read(no_id).is_err(), "{no_id}");
    }
    check(format!("taxonomy_id={}", term_id("subject:arts")), &["subject:arts"]);
    let asked = read(&format!("taxonomy_id={}", taxonomy_id("subject"))).expect("a good question");
    assert_eq!(asked.filter.taxonomies, [["subject"]]);
}

#[test]
fn sets_of_day_and_time_belong_together() {
    let asked = read("day=TU&day=Friday&start_time=10:00&start_time=18:00:00").expect("two sets");
    assert_eq!(asked.filter.sessions.len(), 2);
    assert_eq!(asked.filter.sessions[1].days.map(|days| days.bits()), Some(0b1_0000));
    assert_eq!(asked.filter.sessions[1].starts_from.map(|time| time.hour()), Some(18));
    for bad in ["day=someday", "start_time=ten", "end_time=25:00", "day=T,WE"] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

#[test]
fn what_is_not_allowed_is_a_problem_and_what_is_unknown_is_not() {
    for bad in [
        "page=0",
        "per_page=x",
        "full=yes",
        "minimal=",
        "format=xml",
        "modified_after=now",
        "minimum_age=-1",
        "proximity=far",
    ] {
        assert_eq!(read(bad).err().map(|problem| problem.status), Some(400), "{bad}");
    }
    assert!(read("colour=blue").is_ok());
    assert_eq!(read("format=ndjson").expect("a format").format, Format::Ndjson);
    assert_eq!(read("per_page=100000").expect("many rows").per_page, 100);
}
