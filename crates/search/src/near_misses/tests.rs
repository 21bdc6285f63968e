use super::relaxations;
use crate::ask::Ask;
use crate::question::{Chip, ChipKind, Question, Reach, Reading};

#[test]
fn each_relaxation_changes_exactly_one_part() {
    let chip = |key: &str, kind, label: &str| Chip {
        key: key.to_owned(),
        kind,
        label: label.to_owned(),
        from: label.to_owned(),
    };
    let question = Question {
        reach: Reach::WithinMetres(2.0 * model::place::METRES_PER_MILE),
        reading: Reading {
            chips: vec![
                chip("topic-choir", ChipKind::Topic, "choir"),
                chip("place-ambleford", ChipKind::Place, "near Ambleford"),
                chip("access-wheelchair", ChipKind::Access, "wheelchair accessible"),
                chip("when-tuesday", ChipKind::When, "Tuesday"),
            ],
            ..Reading::default()
        },
        ..Question::default()
    };
    let mut ask = Ask::of("choir near Ambleford within 2 miles wheelchair tuesday");
    ask.choices = vec![("cost".to_owned(), "free".to_owned())];
    ask.page = 3;
    let relaxed = relaxations(&ask, &question);
    let labels: Vec<&str> = relaxed.iter().map(|relaxation| relaxation.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "within 7 miles",
            "if any day or time will do",
            "that do not say “wheelchair accessible”",
            "whatever the cost"
        ]
    );
    for relaxation in &relaxed {
        let changes = usize::from(relaxation.ask.within_miles != ask.within_miles)
            + relaxation.ask.dropped.len()
            + usize::from(relaxation.ask.choices != ask.choices);
        assert_eq!((changes, relaxation.ask.page), (1, 1), "{}", relaxation.label);
    }
}
