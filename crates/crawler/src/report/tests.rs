use super::*;

fn tally(services: u64, located: u64, rejected: u64) -> Tally {
    let mut tally =
        Tally { read: services + rejected, cleaned_into_services: services, located, ..Tally::default() };
    if rejected > 0 {
        tally.rejected_by_reason.insert("no-name".to_owned(), rejected);
    }
    tally
}

#[test]
fn a_reading_outside_its_promise_says_which_one_it_broke() {
    let expect = Expect {
        records: Some((10, 100)),
        with_location: Some(0.9),
        rejected: Some(0.1),
        shrink: Some(0.5),
        ..Expect::default()
    };
    let before = tally(80, 80, 0);
    let cases = [
        (tally(50, 50, 0), None),
        (tally(9, 9, 0), Some("promises 10 to 100")),
        (tally(101, 101, 0), Some("promises 10 to 100")),
        (tally(50, 40, 0), Some("with a location")),
        (tally(50, 50, 6), Some("turned away")),
        (tally(39, 39, 0), Some("the run before had 80")),
        (tally(0, 0, 0), Some("promises 10 to 100")),
    ];
    for (reading, expected) in cases {
        let said = broken_promise(&expect, &reading, Some(&before));
        match expected {
            None => assert_eq!(said, None),
            Some(words) => assert!(said.as_deref().unwrap_or_default().contains(words), "{said:?}"),
        }
    }
    assert_eq!(broken_promise(&Expect::default(), &tally(0, 0, 0), None), None);
}
