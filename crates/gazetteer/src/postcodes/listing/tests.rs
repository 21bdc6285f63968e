use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

prop_compose! {
    fn some_rows(letters: &'static [u8], step: i32)(
        south in 4_900_000..6_100_000_i32, west in -900_000..200_000_i32,
        reach in 0..200_000_i32,
        units in prop::collection::btree_map(
            (0..letters.len(), 0..letters.len()), (0.0..1.0_f64, 0.0..1.0_f64, 0..40_u32), 1..200),
    ) -> Vec<Row> {
        let by_unit: BTreeMap<[u8; 2], _> =
            units.into_iter().map(|((a, b), rest)| ([letters[a], letters[b]], rest)).collect();
        by_unit.into_iter().map(|(unit, (up, right, areas))| Row {
            unit,
            latitude_e5: south + (up * f64::from(reach)) as i32 * step,
            longitude_e5: west + (right * f64::from(reach)) as i32 * step,
            areas: areas * 1000,
        }).collect()
    }
}

fn packed(rows: &[Row]) -> Vec<u8> {
    let mut bytes = Vec::new();
    pack(rows, &mut bytes);
    bytes.extend([0; 8]);
    bytes
}

fn check(rows: &[Row]) {
    let bytes = packed(rows);
    let listing = Listing::read(&bytes).unwrap();
    assert_eq!(listing.rows().collect::<Vec<_>>(), rows);
    for row in rows {
        assert_eq!(listing.find(row.unit), Some(*row));
    }
    for unit in [*b"AA", *b"ZZ", *b"HN", *b"OK", *b"a!"] {
        assert_eq!(listing.find(unit).is_some(), rows.iter().any(|row| row.unit == unit));
    }
}

proptest! {
    #[test]
    fn rows_come_back_exactly(rows in some_rows(LETTERS, 1)) {
        check(&rows);
    }

    #[test]
    fn rows_in_tens_come_back_exactly(rows in some_rows(LETTERS, 10)) {
        check(&rows);
    }

    #[test]
    fn rows_with_unusual_letters_come_back_exactly(rows in some_rows(b"ABCDIKMOVXZ", 1)) {
        check(&rows);
    }

    #[test]
    fn any_bytes_are_read_without_falling_over(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Some(listing) = Listing::read(&bytes) {
            listing.rows().count();
            listing.find(*b"AA");
            listing.find(*b"ZZ");
        }
    }
}
