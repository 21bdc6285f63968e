use proptest::prelude::*;

use super::*;

/// The optimal string alignment distance, written out.
fn naive(a: &[u8], b: &[u8]) -> u8 {
    let mut table = vec![vec![0_u8; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                (i + j) as u8
            } else {
                let changed = table[i - 1][j - 1] + u8::from(a[i - 1] != b[j - 1]);
                let mut best = changed.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[a.len()][b.len()]
}

proptest! {
    #[test]
    fn slips_are_counted_as_the_table_counts_them(a in "[a-d ]{1,12}", b in "[a-d ]{0,12}") {
        let slips = Slips::new(&a, 2).unwrap();
        prop_assert_eq!(slips.between(b.as_bytes()), naive(a.as_bytes(), b.as_bytes()));
    }
}

#[test]
fn a_name_of_nothing_or_beyond_measure_is_not_corrected() {
    assert!(Slips::new("", 1).is_none());
    assert!(Slips::new(&"a".repeat(LONGEST + 1), 1).is_none());
}
