use super::*;

fn date(text: &str) -> Date {
    text.parse().expect("a date of the test")
}

#[test]
fn bank_holidays_are_those_that_were_kept() {
    let england = Nation::EnglandAndWales;
    let kept = |year: i16, nation| -> Vec<String> {
        (1..=12)
            .flat_map(|month| (1..=31).filter_map(move |day| Date::new(year, month, day).ok()))
            .filter(|date| is_bank_holiday(*date, nation))
            .map(|date| date.to_string()[5..].to_owned())
            .collect()
    };
    let check = |year, nation, expected: &str| {
        assert_eq!(kept(year, nation).join(" "), expected, "{year} {nation:?}")
    };
    // 25 and 26 December 2021 were a weekend: the days and their substitutes.
    check(2020, england, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-26 12-28");
    check(2021, england, "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28");
    check(2022, england, "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27");
    check(2023, england, "01-01 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26");
    check(2026, england, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28");
    check(
        2022,
        Nation::Scotland,
        "01-01 01-02 01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-25 12-26 12-27",
    );
    check(2024, Nation::Scotland, "01-01 01-02 03-29 05-06 05-27 08-05 11-30 12-02 12-25 12-26");
    check(2026, Nation::Scotland, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-26 12-28");
    check(
        2026,
        Nation::NorthernIreland,
        "01-01 03-17 04-03 04-06 05-04 05-25 07-12 07-13 08-31 12-25 12-26 12-28",
    );
}

#[test]
fn easter_falls_where_it_fell() {
    for (year, expected) in [
        (1961, "1961-04-02"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2011, "2011-04-24"),
        (2024, "2024-03-31"),
        (2026, "2026-04-05"),
        (2038, "2038-04-25"),
    ] {
        assert_eq!(easter(year), date(expected));
    }
}

#[test]
fn a_holiday_only_some_nations_keep_is_not_stated_without_a_nation() {
    assert_eq!(bank_holiday(date("2026-12-25"), None), Ternary::Yes);
    assert_eq!(bank_holiday(date("2026-08-31"), None), Ternary::NotStated);
    assert_eq!(bank_holiday(date("2026-08-31"), Some(Nation::Scotland)), Ternary::No);
    assert_eq!(bank_holiday(date("2026-11-17"), None), Ternary::No);
}

#[test]
fn schools_are_sure_only_where_every_authority_agrees() {
    let check =
        |day: &str, nation, expected| assert_eq!(school(date(day), nation), expected, "{day} {nation:?}");
    check("2026-11-24", None, School::SurelyTerm);
    check("2026-12-25", None, School::SurelyHoliday);
    check("2026-04-03", None, School::SurelyHoliday);
    check("2026-08-05", Some(Nation::EnglandAndWales), School::SurelyHoliday);
    check("2026-08-15", Some(Nation::Scotland), School::Unsure);
    check("2026-08-15", None, School::Unsure);
    check("2026-10-27", Some(Nation::EnglandAndWales), School::Unsure);
    check("2026-02-17", Some(Nation::EnglandAndWales), School::Unsure);
}
