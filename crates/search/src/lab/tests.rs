use model::identifier::{ServiceId, SourceId};

use super::{Judged, Ranked, figures, parse, write};

fn id(record: &str) -> ServiceId {
    ServiceId::new(&SourceId::parse("ambleford-groups").expect("kebab-case"), record)
}

fn judged(grades: &[(&str, i8)]) -> Judged {
    let grades = grades.iter().map(|(record, grade)| (id(record), (*grade, (*record).to_owned()))).collect();
    Judged { question: "choir".to_owned(), is_need: true, grades, ..Judged::default() }
}

fn ranked(records: &[&str]) -> Ranked {
    Ranked {
        services: records.iter().map(|record| id(record)).collect(),
        total: records.len() as u64,
        wrong_lane: 0,
        has_crisis_card: false,
        microseconds: 1,
    }
}

#[test]
fn a_better_order_has_better_figures() {
    let judged = judged(&[("choir", 3), ("band", 1), ("club", 0), ("harm", -1)]);
    let best = figures(&judged, &ranked(&["choir", "band", "club"]));
    assert!((best.ndcg5 - 1.0).abs() < 1e-9, "{best:?}");
    assert_eq!((best.success3, best.harmful, best.zero), (1.0, 0.0, 0.0));
    let worse = figures(&judged, &ranked(&["club", "band", "harm", "choir"]));
    assert!(worse.ndcg5 < 0.6 && worse.ndcg5 > 0.0, "{worse:?}");
    assert_eq!((worse.success3, worse.harmful), (0.0, 1.0));
    let empty = figures(&judged, &ranked(&[]));
    assert_eq!((empty.ndcg5, empty.zero), (0.0, 1.0));
}

#[test]
fn judgements_are_read_as_they_were_written() {
    let all = vec![judged(&[("choir", 3), ("harm", -1)])];
    assert_eq!(parse(&write(&all)).expect("it is well formed"), all);
    let error = parse("3 nonsense").expect_err("no question");
    assert_eq!(error.to_string(), "could not read the judgements, line 1: a grade before any question");
}
