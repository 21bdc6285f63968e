use super::{Names, Phrases, after_preposition};
use model::vocabulary::Vocabulary;

#[test]
fn the_usual_phrase_of_a_concept_is_suggested_once() {
    let file = "a/choirs | activity | Choirs\n  words: choir, choir practice, choral\na/chess | activity | Chess\n  words: chess\n";
    let vocabulary = Vocabulary::parse([("a.txt", file)]).expect("it is well formed");
    let phrases = Phrases::new(&vocabulary);
    let begun =
        |text| phrases.begun(text, 5).into_iter().map(|(phrase, _, _)| phrase.as_str()).collect::<Vec<_>>();
    assert_eq!(begun("ch"), ["choir", "chess"]);
    assert_eq!(begun("choir p"), ["choir practice"]);
    assert!(begun("zzz").is_empty());
}

#[test]
fn names_are_found_by_their_beginning() {
    let names = [("ambleford chess club".to_owned(), 5), ("ambleford choir".to_owned(), 3)];
    let names = Names::from_bytes(Names::bytes(&names).expect("sorted")).expect("whole");
    let found: Vec<u32> = names.begun("ambleford c", 5).into_iter().map(|(_, number)| number).collect();
    assert_eq!(found, [5, 3]);
}

#[test]
fn what_follows_near_is_a_place() {
    assert_eq!(after_preposition("choir near Stock"), Some(("choir near ", "Stock")));
    assert_eq!(after_preposition("choir"), None);
    assert_eq!(after_preposition("choir near "), None);
}
