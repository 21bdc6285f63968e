use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(query: &str, expected: impl FnOnce(&mut SearchParams)) {
    let mut wanted = SearchParams { page: 1, ..SearchParams::default() };
    expected(&mut wanted);
    assert_eq!(SearchParams::parse(query), wanted);
}

#[test]
fn a_url_is_read_as_it_was_typed() {
    check("q=choir+near+SK4+3AA", |p| p.q = "choir near SK4 3AA".into());
    check("q=caf%C3%A9&near=Ynys%20M%C3%B4n", |p| {
        p.q = "café".into();
        p.near = "Ynys Môn".into();
    });
    check("cost=free&cost=donation&day=tue", |p| {
        p.choices = vec![
            ("cost".into(), "free".into()),
            ("cost".into(), "donation".into()),
            ("day".into(), "tue".into()),
        ];
    });
    check("drop=place&drop=when&exactly=1&sort=nearest&lane=covers-you&page=3", |p| {
        p.dropped = vec!["place".into(), "when".into()];
        p.exactly = true;
        p.sort = Sort::Nearest;
        p.lane = Some(LaneKind::CoversYou);
        p.page = 3;
    });
}

#[test]
fn what_cannot_be_read_is_left_out_and_nothing_is_an_error() {
    check("page=minus&lane=other&sort=magic&=x&&&lat=91&lon=0", |_| {});
    check("q=%zz%f", |p| p.q = "%zz%f".into());
    check("q=a%00b%0d%0ac", |p| p.q = "ab\nc".into());
    check("Cost=free&<script>=1", |_| {});
}

#[test]
fn a_value_is_cut_at_a_sane_length() {
    assert_eq!(SearchParams::parse(&format!("q={}", "x".repeat(9_000))).q.len(), 500);
}

#[test]
fn miles_are_numbers_of_sense() {
    for (typed, expected) in
        [("5", Some(5.0)), ("2.5 miles", Some(2.5)), ("-1", None), ("inf", None), ("", None), ("far", None)]
    {
        assert_eq!(miles(typed), expected, "{typed}");
    }
}

proptest! {
    #[test]
    fn parameters_survive_the_url(
        q in "[ -~à-ž&=+%#?]{0,40}",
        near in "[ -~]{0,20}",
        value in "[a-z&=;/ ]{1,12}",
        page in 1_u32..500,
    ) {
        let params = SearchParams {
            q, near, page,
            choices: vec![("cost".into(), value)],
            ..SearchParams::default()
        };
        prop_assert_eq!(SearchParams::parse(&params.query()), params);
    }

    #[test]
    fn any_query_is_read_without_a_fault(query in "\\PC{0,300}") {
        let params = SearchParams::parse(&query);
        prop_assert_eq!(SearchParams::parse(&params.query()).query(), params.query());
    }
}
