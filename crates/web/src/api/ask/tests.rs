use proptest::prelude::*;
use search::ask::{Ask, LaneKind, Sort};

use super::{FilterNames, query_string, read_ask};
use crate::query::Query;

const FILTERS: [FilterNames<'_>; 2] =
    [FilterNames { key: "cost", values: &["free", "donation"] }, FilterNames { key: "topic", values: &[] }];

#[test]
fn the_whole_state_of_a_search_is_in_its_url() {
    let raw = "q=choir&near=SK4+3AA&within=2.5&cost=free&cost=donation&topic=arts/singing&drop=place\
               &exactly=true&sort=nearest&lane=near-you&page=2&per_page=20";
    let (ask, ignored) = read_ask(Query::parse(raw), &FILTERS).expect("a good search");
    assert_eq!(ask.q, "choir");
    assert_eq!(ask.near.as_deref(), Some("SK4 3AA"));
    assert_eq!(ask.within_miles, Some(2.5));
    assert_eq!(ask.choices.len(), 3);
    assert_eq!((ask.page, ask.per_page, ask.sort), (2, 20, Sort::Nearest));
    assert_eq!(ask.lane, Some(LaneKind::NearYou));
    assert!(ignored.is_empty());
}

#[test]
fn a_wrong_filter_value_names_the_right_ones() {
    let problem = read_ask(Query::parse("cost=cheap&lat=51.5"), &FILTERS).expect_err("both are wrong");
    assert_eq!(problem.parameters[0].parameter, "lon");
    assert_eq!(problem.parameters[1].value, "cheap");
    assert_eq!(problem.parameters[1].allowed, "free, donation");
}

#[test]
fn more_rows_than_a_page_holds_are_cut_to_a_page() {
    let (ask, _) = read_ask(Query::parse("per_page=5000"), &FILTERS).expect("a good search");
    assert_eq!(ask.per_page, 100);
}

proptest! {
    #[test]
    fn a_question_written_as_a_url_reads_back_as_itself(
        q in "[a-z&=+%é ]{0,12}", near in proptest::option::of("[A-Z0-9 ,]{1,8}"), page in 1_u32..50,
        free in any::<bool>(), exactly in any::<bool>(),
    ) {
        let mut ask = Ask::of(q.trim());
        ask.near = near.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
        ask.page = page;
        ask.exactly = exactly;
        if free {
            ask.choices.push(("cost".to_owned(), "free".to_owned()));
        }
        let (read, _) = read_ask(Query::parse(&query_string(&ask)), &FILTERS).expect("our own URL");
        prop_assert_eq!(read, ask);
    }
}
