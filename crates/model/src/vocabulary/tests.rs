use super::{ConceptKind, Vocabulary};

const CONCEPTS: &str = "
# Arts.
arts/singing | activity | Singing and choirs
  words: choir, singing group, choral
  weak: sing
  ask: choir groups near SK4 3AA
arts/crafts | activity | Crafts
  words: art, craft, knit and natter
money/benefits | service | Help with benefits
  words: benefits advice
  weak: benefits
transport/community | service | Community transport
  words: transport, dial a ride
identity/trans | identity | Trans and non-binary people
  words: trans, transgender
place/library | place-kind | Libraries
  words: library
law/legal-advice | service | Legal advice
  words: wills, solicitor
nature/parks | place-kind | Parks
  words: public park
  asked: park
identity/lgbtq | identity | LGBTQ+
  words: lgbt
social/loneliness | need | Loneliness
  door: I feel lonely
  words: lonely, loneliness
  asked: newcomers
  helped by: arts/singing 0.7 Singing together is an easy way to meet people
";
const CONFUSABLES: &str =
    "means nothing: benefits of, library card\nas written: wills\napart: trans, train\n";
const MISSPELLINGS: &str = "choir: quire, chior\nbefriending: be friending\n";

fn vocabulary() -> Vocabulary {
    Vocabulary::parse([
        ("arts.txt", CONCEPTS),
        ("confusables.txt", CONFUSABLES),
        ("misspellings.txt", MISSPELLINGS),
        ("README.md", "anything at all"),
    ])
    .expect("the small vocabulary is well formed")
}

fn found(text: &str) -> Vec<String> {
    let vocabulary = vocabulary();
    vocabulary.concepts_in(text).iter().map(|found| found.concept.id.0.clone()).collect()
}

#[test]
fn a_synonym_matches_whole_words_only() {
    // T13: Hackney's `Contains` let "art" hit "party", "trans" "transport" and "cab" "cabaret".
    let check = |text, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
    check("birthday party", &[]);
    check("trans support group", &["identity/trans"]);
    check("transport to hospital", &["transport/community"]);
    check("art for beginners", &["arts/crafts"]);
    check("the quartz museum", &[]);
}

#[test]
fn the_longest_phrase_wins_and_plurals_meet() {
    let check = |text, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
    check("Choirs and Singing Groups", &["arts/singing", "arts/singing"]);
    check("knit & natter", &["arts/crafts"]);
    check("dial-a-ride", &["transport/community"]);
    check("the benefits of joining in", &[]);
    check("benefits", &["money/benefits"]);
}

#[test]
fn some_plurals_are_not_just_many_of_their_singular() {
    // "This will be fun" was filed under legal advice, because "wills" was read as many a "will".
    let check = |text, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
    check("wills and solicitors", &["law/legal-advice", "law/legal-advice"]);
    check("this will be fun", &[]);
}

#[test]
fn many_drawers_and_drawers_of_people_say_less() {
    let vocabulary = vocabulary();
    let certainty = |categories: &[&str], concept: &str| {
        let categories: Vec<String> = categories.iter().map(|&category| category.to_owned()).collect();
        let found = vocabulary.classify("Anything", &categories, None);
        found.iter().find(|(id, _)| id.0 == concept).map_or(0.0, |(_, certainty)| *certainty)
    };
    let one = certainty(&["Choir"], "arts/singing");
    let many = ["Choir", "Craft", "Transport", "Library", "Trans", "Lonely"];
    assert!(certainty(&many, "arts/singing") < one);
    // A firm of solicitors had ticked that everybody is welcome: that makes it no group.
    assert!(certainty(&["Status - LGBT"], "identity/lgbtq") < one);
    assert_eq!(certainty(&["Status - LGBT"], "identity/lgbtq"), 0.0, "who is welcome is not what it is for");
}

#[test]
fn what_something_is_about_besides_counts_less() {
    // Of two groups where one may sing, the one that does nothing else is the choir.
    let vocabulary = vocabulary();
    let singing = |name: &str| {
        let found = vocabulary.classify(name, &["Choirs".to_owned()], Some("We sing together."));
        found.iter().find(|(id, _)| id.0 == "arts/singing").map(|(_, certainty)| *certainty)
    };
    let (alone, besides) = (singing("The Wednesday Group"), singing("The Library Craft Group"));
    assert!(alone > besides && besides > Some(0.0), "{alone:?} and {besides:?}");
}

#[test]
fn a_match_says_which_words_it_took() {
    let vocabulary = vocabulary();
    let found = vocabulary.concepts_in("a community choir sings");
    assert_eq!((found[0].start_word, found[0].end_word, found[0].weight), (2, 3, 1.0));
    assert_eq!((found[1].start_word, found[1].end_word, found[1].weight), (3, 4, 0.4));
}

#[test]
fn a_service_is_classified_by_name_before_description() {
    let vocabulary = vocabulary();
    let check = |name: &str, categories: &[&str], description: &str, expected: &[&str]| {
        let categories: Vec<String> = categories.iter().map(|&category| category.to_owned()).collect();
        let found = vocabulary.classify(name, &categories, Some(description));
        let found: Vec<&str> = found.iter().map(|(id, _)| id.0.as_str()).collect();
        assert_eq!(found, expected, "{name}");
    };
    check("Ambleford Community Choir", &[], "We meet on Tuesdays.", &["arts/singing"]);
    check("Tuesday Social", &["Choirs"], "", &["arts/singing"]);
    let aside =
        format!("{} The choir room is upstairs.", "We play chess every week and drink tea. ".repeat(6));
    check("Ambleford Chess Club", &[], &aside, &[]);
    check("Library Road Surgery", &[], "", &[]);
    check("Ambleford Library", &[], "", &["place/library"]);
}

#[test]
fn what_people_ask_for_is_not_what_a_description_offers_by_the_way() {
    // Games clubs that welcome newcomers stood under refugees, and pharmacies of Fosse Park under parks.
    let vocabulary = vocabulary();
    let check = |name: &str, drawer: &str, description: &str, expected: &[&str]| {
        let found = vocabulary.classify(name, &[drawer.to_owned()], Some(description));
        let found: Vec<&str> = found.iter().map(|(id, _)| id.0.as_str()).collect();
        assert_eq!(found, expected, "{name}, {drawer}, {description}");
    };
    check("Games Night", "", "Newcomers welcome: newcomers are taught.", &[]);
    check("Newcomers to Ambleford", "", "", &["social/loneliness"]);
    check("Tuesday Group", "Newcomers", "", &["social/loneliness"]);
    check("Walk and Talk", "", "We meet in the park, by the gate of the park.", &[]);
    check("Ambleford Park Library", "", "", &["place/library"]);
    check("Friends of Ambleford Park", "", "", &["nature/parks"]);
    check("Ambleford Park Choir", "Parks", "", &["arts/singing", "nature/parks"]);
    assert_eq!(found("a park near me"), ["nature/parks"]);
}

#[test]
fn of_two_meanings_of_a_phrase_the_surer_counts_in_whatever_order() {
    let check = |one: &str, other: &str, is_asked: bool| {
        for (first, second) in [(one, other), (other, one)] {
            let text = format!("nature/parks | place-kind | Parks\n  {first}\n  {second}");
            let vocabulary = Vocabulary::parse([("nature.txt", text.as_str())]).expect("it is well formed");
            let found = vocabulary.concepts_in("park");
            assert_eq!((found[0].weight, found[0].is_asked), (1.0, is_asked), "{first}, {second}");
        }
    };
    check("asked: park", "weak: parks", true);
    check("asked: park", "words: parks", false);
}

#[test]
fn a_bad_line_is_told_with_its_place() {
    let check = |text: &str, expected: &str| {
        let error = Vocabulary::parse([("arts.txt", text)]).expect_err("it is not well formed");
        assert_eq!(error.to_string(), expected);
    };
    check(
        "arts/singing | hobby | Singing",
        "could not read `arts.txt`, line 1: `hobby` is not a kind of concept",
    );
    check("a | need | A\na | need | B", "could not read `arts.txt`, line 2: `a` stands twice");
    check(
        "a | need | A\n  helped by: b 0.5 because",
        "could not read `arts.txt`, line 1: `a` leads to `b`, which does not stand anywhere",
    );
}

#[test]
fn small_questions_of_the_whole_are_answered() {
    let vocabulary = vocabulary();
    assert_eq!(vocabulary.mended("chior"), Some("choir"));
    assert_eq!(vocabulary.mended("be friending"), Some("befriending"));
    assert!(vocabulary.are_apart("train", "trans"));
    assert!(vocabulary.knows_word("choirs"));
    let (lonely, door) = vocabulary.doors().next().expect("one concept has a door");
    assert_eq!((lonely.kind, door), (ConceptKind::Need, "I feel lonely"));
}
