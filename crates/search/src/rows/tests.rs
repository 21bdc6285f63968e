use proptest::prelude::*;

use super::*;
use crate::generator;

#[test]
fn a_row_reads_as_it_was_written() {
    let mut shared = SharedNames::default();
    for number in 0..500 {
        let service = generator::service(11, number);
        let mut pen = Pen::default();
        write(&service, &mut shared, &mut pen);
        let row = read(&pen.bytes, &shared.names).expect("a row");
        assert_eq!(row.name, service.name);
        assert_eq!(row.schedule, service.schedule);
        assert_eq!(row.cost, service.cost.kind);
        assert_eq!(row.places.len(), service.locations.len());
        assert_eq!(
            row.categories,
            service.categories.iter().take(SHOWN_CONCEPTS).cloned().collect::<Vec<_>>()
        );
        assert_eq!(row.trust, Trust::of(&service));
    }
}

#[test]
fn a_summary_ends_after_a_sentence_or_a_word() {
    let long = "We meet to sing. ".repeat(20);
    let short = summary(&long);
    assert!(short.ends_with("sing.") && short.chars().count() <= SUMMARY_CHARACTERS, "{short}");
    let words = "singing ".repeat(60);
    let short = summary(&words);
    assert!(short.ends_with("singing …") && short.chars().count() <= SUMMARY_CHARACTERS, "{short}");
    assert_eq!(summary("A choir.\n\nMore."), "A choir.");
}

proptest! {
    #[test]
    fn strange_bytes_are_no_row_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, &Shared::default());
    }
}
