use super::*;

#[test]
fn a_postcode_is_taken_out_of_an_address() {
    for (written, postcode, rest) in [
        ("The Hall, 1 High Street, Ambleford, SK4 3AA", "SK4 3AA", "The Hall, 1 High Street, Ambleford"),
        ("The Hall, Ambleford SK43AA, UK", "SK4 3AA", "The Hall, Ambleford"),
        ("The Hall,, The Hall, ambleford sk4 3aa", "SK4 3AA", "The Hall, ambleford"),
        ("12 Acre Road, Ambleford", "", "12 Acre Road, Ambleford"),
    ] {
        let draft = DraftLocation { address: Some(written.to_owned()), ..DraftLocation::default() };
        let location = clean_location(&draft, &mut Notes::default());
        assert_eq!(
            location.postcode.map(|postcode| postcode.to_string()).unwrap_or_default(),
            postcode,
            "{written}"
        );
        assert_eq!(location.address.as_deref(), Some(rest), "{written}");
    }
}

#[test]
fn of_two_postcodes_in_an_address_the_one_beside_its_street_is_believed() {
    for (written, stated, expected) in [
        ("1 High Street, Ambleford SK4 3AA, Ambleford, M1 1AE", "M1 1AE", "SK4 3AA"),
        ("1 High Street, Ambleford, SK4 3AA, Ambleford, SK4 3AA", "SK4 3AA", "SK4 3AA"),
        ("1 High Street, Ambleford SK4 3AA", "M1 1AE", "M1 1AE"),
    ] {
        let draft = DraftLocation {
            address: Some(written.to_owned()),
            postcode: Some(stated.to_owned()),
            ..DraftLocation::default()
        };
        let location = clean_location(&draft, &mut Notes::default());
        assert_eq!(location.postcode.map(|found| found.to_string()).as_deref(), Some(expected), "{written}");
        assert_eq!(location.address.as_deref(), Some("1 High Street, Ambleford"), "{written}");
    }
}

#[test]
fn coordinates_are_mended_only_where_it_is_plain_what_was_meant() {
    let read = |latitude: &str, longitude: &str| {
        let draft = DraftLocation {
            latitude: Some(latitude.to_owned()),
            longitude: Some(longitude.to_owned()),
            ..DraftLocation::default()
        };
        let mut notes = Notes::default();
        let point = coordinates::read(&draft, &mut notes);
        let shown = point.map(|point| format!("{:.2} {:.2}", point.latitude, point.longitude));
        (shown, notes.0.keys().copied().collect::<Vec<_>>().join(" "))
    };
    for (latitude, longitude, expected, note) in [
        ("53.41", "-2.16", Some("53.41 -2.16"), ""),
        ("-2.16", "53.41", Some("53.41 -2.16"), "coordinates-swapped"),
        ("0", "0", None, "coordinates-zero"),
        ("0.0", "0.000", None, "coordinates-zero"),
        ("48.85", "2.35", None, "coordinates-outside-uk"),
        ("390500", "390500", Some("53.41 -2.14"), "grid-reference"),
        ("north", "west", None, ""),
        ("NaN", "1", None, ""),
    ] {
        assert_eq!(
            read(latitude, longitude),
            (expected.map(str::to_owned), note.to_owned()),
            "{latitude} {longitude}"
        );
    }
}

#[test]
fn words_that_are_no_place_are_not_shown_as_one() {
    for (written, expected) in [
        ("Various venues in Ambleford", true),
        ("Alternates between Upper and Lower Ambleford", true),
        ("Zoom", true),
        ("The Hall, Ambleford", false),
    ] {
        assert_eq!(is_no_place(written), expected, "{written}");
    }
}

#[test]
fn ground_is_tied_to_codes_or_kept_as_words() {
    let area = |code: Option<&str>, name: Option<&str>| {
        let draft = DraftArea {
            code: code.map(str::to_owned),
            name: name.map(str::to_owned),
            ..DraftArea::default()
        };
        clean_area(draft, &mut Notes::default())
    };
    assert_eq!(area(None, Some("UK")), Some(ServiceArea::UnitedKingdom));
    assert_eq!(
        area(None, Some("Ambleford and Upwood")),
        Some(ServiceArea::Named { name: "Ambleford and Upwood".to_owned() })
    );
    let stockport =
        ServiceArea::Area { code: AreaCode("E08000007".to_owned()), name: "Stockport".to_owned() };
    assert_eq!(area(Some("e08000007"), Some("Stockport")), Some(stockport));
    assert_eq!(area(None, None), None);
}
