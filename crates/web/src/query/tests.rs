use super::Query;

#[test]
fn a_bad_parameter_is_named_with_its_value_and_what_is_allowed() {
    let mut query = Query::parse("page=two&full=maybe&sort=size&modified_after=yesterday&near=SK4%203AA");
    query.whole_number("page", 1..=u32::MAX);
    query.flag("full");
    query.choice("sort", &[("best", ()), ("nearest", ())]);
    query.moment("modified_after");
    let problem = query.finish().expect_err("four parameters are wrong");
    assert_eq!(problem.status, 400);
    let named: Vec<&str> = problem.parameters.iter().map(|bad| bad.parameter.as_str()).collect();
    assert_eq!(named, ["page", "full", "sort", "modified_after"]);
    assert_eq!(problem.parameters[0].value, "two");
    assert_eq!(problem.parameters[2].allowed, "best, nearest");
}

#[test]
fn an_unknown_parameter_is_listed_and_does_no_harm() {
    let mut query = Query::parse("q=choir&utm_source=poster&colour=blue&colour=red");
    assert_eq!(query.text("q").as_deref(), Some("choir"));
    assert_eq!(query.finish().expect("nothing is wrong"), ["colour", "utm_source"]);
}

#[test]
fn whole_numbers_are_digits_within_the_range() {
    let check = |value: &str, expected: Option<u32>| {
        let mut query = Query::parse(&format!("page={value}"));
        assert_eq!(query.whole_number("page", 1..=u32::MAX), expected, "{value}");
    };
    check("1", Some(1));
    check("007", Some(7));
    for bad in ["", "0", "-1", "+1", "1.0", "abc", "99999999999999999999", "1%00"] {
        check(bad, None);
    }
}

#[test]
fn moments_are_dates_or_times_with_or_without_an_offset() {
    let check = |value: &str, expected: Option<&str>| {
        let mut query = Query::parse(&format!("since={value}"));
        assert_eq!(query.moment("since").map(|m| m.to_string()).as_deref(), expected, "{value}");
    };
    check("2026-01-02", Some("2026-01-02T00:00:00Z"));
    check("2026-07-02", Some("2026-07-01T23:00:00Z"));
    check("2026-01-02T10:00:00Z", Some("2026-01-02T10:00:00Z"));
    check("2026-01-02T10:00:00.123%2B01:00", Some("2026-01-02T09:00:00.123Z"));
    check("2026-01-02T10:00:00", Some("2026-01-02T10:00:00Z"));
    check("2026-13-02", None);
    check("soon", None);
    check("", None);
}

#[test]
fn values_are_decoded_whatever_bytes_they_hold() {
    let mut query = Query::parse("q=caf%C3%A9+%26+tea&q=%&near=%zz%ff");
    assert_eq!(query.all("q"), ["café & tea", "%"]);
    assert_eq!(query.text("near").as_deref(), Some("%zz\u{fffd}"));
}
