//! One thing becomes one record, whatever the order, and people have the last word.

mod people;
mod properties;
mod records;

use model::evidence::Field;
use model::service::{Nature, Relation};

use super::*;
use records::{Town, id, merge_all, record, with};

#[test]
fn t20_the_same_coffee_morning_listed_by_four_is_shown_once_and_says_why() {
    let town = Town::new();
    let copies = [
        with(record("ambleford-council", "1", "Coffee & Chat"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::phone(s, "+441614960001");
        }),
        with(record("ambleford-library", "c9", "Coffee and Chat"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::weekly(s, "Tuesdays 10am", 0b10, 10);
        }),
        with(record("ambleford-ward", "x", "The Coffee & Chat"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::phone(s, "+441614960001");
        }),
        with(record("link-workers", "77", "Coffee & Chat Ambleford"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::phone(s, "+441614960001");
        }),
    ];
    let merged = merge_all(&town, &copies);
    assert_eq!(merged.services.len(), 1, "{:#?}", merged.candidates);
    let service = &merged.services[0];
    assert_eq!(service.records.len(), 4);
    assert_eq!(service.merged_because.len(), 3);
    assert!(service.merged_because.iter().all(|reason| reason.because.contains("the same postcode")));
    let of_the_name = service.evidence.iter().filter(|line| line.field == Field::Name).count();
    assert_eq!(of_the_name, 4, "each source's claim is kept");
    assert!(copies.iter().all(|copy| merged.ids.resolve(copy.id) == service.id));
}

#[test]
fn two_cafes_of_one_charity_on_different_days_stay_two() {
    let town = Town::new();
    let cafes = [
        with(record("ambleford-council", "1", "Age Ambleford Memory Café"), |s| {
            records::organisation(s, "Age Ambleford", "1000001");
            records::at(s, "SK4 3AA", 53.4100, -2.1700);
            records::weekly(s, "Tuesdays", 0b10, 10);
        }),
        with(record("ambleford-library", "2", "Age Ambleford Memory Café"), |s| {
            records::organisation(s, "Age Ambleford", "1000001");
            records::at(s, "SK4 3BB", 53.4136, -2.1700);
            records::weekly(s, "Thursdays", 0b1000, 14);
        }),
    ];
    let merged = merge_all(&town, &cafes);
    assert_eq!(merged.services.len(), 2);
    assert_eq!(merged.services[0].related[0].relation, Relation::OtherSite);
}

#[test]
fn how_services_stand_to_each_other_is_told_from_both_sides() {
    let town = Town::new();
    let of_the_charity = |record_id: &str, name: &str, postcode: &str, north: f64| {
        with(record("ambleford-council", record_id, name), |s| {
            records::organisation(s, "Age Ambleford", "1000001");
            records::at(s, postcode, north, -2.17);
        })
    };
    let services = [
        of_the_charity("lunch", "Lunch Club", "SK4 3AA", 53.41),
        of_the_charity("shed", "Men's Shed", "SK4 3BB", 53.42),
        with(of_the_charity("umbrella", "Age Ambleford Federation", "SK4 4BB", 53.43), |s| {
            s.nature = Nature::Umbrella;
        }),
        with(record("ambleford-council", "other", "Ambleford Choir"), |s| {
            records::organisation(s, "Ambleford Singers", "1000002");
            records::at(s, "SK4 3AA", 53.41, -2.17);
        }),
    ];
    let merged = merge_all(&town, &services);
    assert_eq!(merged.services.len(), 4);
    let relation = |from: &str, to: &str| {
        let (from, to) = (id("ambleford-council", from), id("ambleford-council", to));
        let service = merged.services.iter().find(|service| service.id == from).unwrap();
        service.related.iter().find(|related| related.id == to).map(|related| related.relation)
    };
    let cases = [
        ("lunch", "shed", Some(Relation::SameOrganisation)),
        ("shed", "lunch", Some(Relation::SameOrganisation)),
        ("lunch", "umbrella", Some(Relation::Umbrella)),
        ("umbrella", "lunch", Some(Relation::SameOrganisation)),
        ("lunch", "other", None),
        ("other", "umbrella", None),
    ];
    for (from, to, expected) in cases {
        assert_eq!(relation(from, to), expected, "{from} to {to}");
    }
}

#[test]
fn groups_that_share_a_hall_stay_apart() {
    let town = Town::new();
    let groups = ["Ambleford Choir", "Tiny Tots Playgroup", "St Mary's Bridge Club"].map(|name| {
        with(record("ambleford-council", name, name), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::phone(s, "+441614960001");
        })
    });
    assert_eq!(merge_all(&town, &groups).services.len(), 3);
}

#[test]
fn the_same_name_in_two_towns_is_two_things() {
    let town = Town::new();
    let groups = [("SK4 3AA", 53.41, -2.17), ("TR1 2AB", 50.26, -5.05)].map(|(postcode, north, east)| {
        with(record(&format!("source-{}", &postcode[..2].to_lowercase()), postcode, "Newtown Library"), |s| {
            records::at(s, postcode, north, east);
        })
    });
    assert_eq!(merge_all(&town, &groups).services.len(), 2);
}

#[test]
fn one_id_given_to_two_things_is_told_apart_and_given_twice_to_one_is_one() {
    let town = Town::new();
    let records = [
        record("ambleford-council", "1", "Ambleford Choir"),
        record("ambleford-council", "1", "Ambleford Choir"),
        record("ambleford-council", "1", "Ambleford Bridge Club"),
    ];
    let merged = merge_all(&town, &records);
    let names: Vec<&str> = merged.services.iter().map(|service| service.name.as_str()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_ne!(merged.services[0].id, merged.services[1].id);
    assert!(merged.services.iter().all(|service| service.records.len() == 1));
}

#[test]
fn the_winner_is_the_one_who_would_know_and_the_others_are_heard() {
    let town = Town::new();
    let copies = [
        with(record("ambleford-council", "1", "Ambleford Choir"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::weekly(s, "Tuesdays", 0b10, 19);
            s.records[0].asserted = Some(jiff::civil::date(2023, 1, 1));
        }),
        with(record("the-choir", "1", "Ambleford Choir"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::weekly(s, "Wednesdays and Tuesdays", 0b110, 19);
            s.records[0].asserted = Some(jiff::civil::date(2026, 9, 1));
            s.records[0].role = model::evidence::Role::Owner;
        }),
    ];
    let merged = merge_all(&town, &copies);
    assert_eq!(merged.services.len(), 1);
    let service = &merged.services[0];
    assert_eq!(service.schedule.text.as_deref(), Some("Wednesdays and Tuesdays"));
    let says: Vec<_> = service.evidence.iter().filter(|line| line.field == Field::Schedule).collect();
    assert!(says.iter().any(|line| line.says.as_deref() == Some("Tuesdays")), "{says:?}");
}

#[test]
fn what_between_the_marks_is_left_to_a_person_with_reasons() {
    let town = Town::new();
    let pair = [
        with(record("ambleford-council", "1", "Ambleford Men's Shed"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17)
        }),
        with(record("ambleford-library", "2", "Ambleford Shed"), |s| {
            records::at(s, "SK4 3AB", 53.411, -2.17)
        }),
    ];
    let merged = merge_all(&town, &pair);
    assert_eq!(merged.services.len(), 2);
    let weights = Weights::built_in();
    for candidate in &merged.candidates {
        assert!((weights.low..weights.high).contains(&candidate.score));
        assert!(!candidate.because.is_empty());
    }
    assert!(
        merged.ids.resolve(id("ambleford-council", "1")) != merged.ids.resolve(id("ambleford-library", "2"))
    );
}

#[test]
fn the_weights_in_the_repository_read_back_as_written() {
    let weights = Weights::built_in();
    let again = Weights::parse(&weights.to_string()).unwrap();
    assert!((again.prior - weights.prior).abs() < 0.01);
    assert!(matches!(Weights::parse("prior = 1\nhigh = 1"), Err(WeightsError::Missing(_))));
    let text = format!("{weights}\n[colour]\nred = 1\n");
    assert!(matches!(Weights::parse(&text), Err(WeightsError::Unknown(_))));
}

#[test]
fn what_stands_in_brackets_is_no_other_name_unless_it_tells_groups_apart() {
    let main = |name: &str| names::fold(&names::without_asides(name).0);
    let cases = [
        ("Mill Pharmacy (sexual health)", "mill pharmacy"),
        ("Choir (ladies)", "choir lady"),
        ("Age Concern (Dementia Service)", "age concern dementia service"),
        ("Choir (Duplicated) (2)", "choir"),
        ("(The) Mill", "mill"),
        ("(Mill)", "mill"),
    ];
    for (name, folded) in cases {
        assert_eq!(main(name), folded, "{name}");
    }
}

#[test]
fn long_names_that_are_about_different_things_are_not_nearly_the_same() {
    let alike = |a: &str, b: &str| names::alike(&names::fold(a), &names::fold(b), |_| false);
    let (dragon, snail) = ("Curious Creatures Story Craft Handling Session Presents Angie Dragon", "Snail");
    let other = dragon.replace("Dragon", snail);
    assert!(alike(dragon, &other) > names::Alike::PlainWord);
    let longer = format!("{dragon} Evening");
    assert_eq!(alike(dragon, &longer), names::Alike::Nearly);
}

#[test]
fn a_class_in_a_library_is_not_the_library_even_on_its_page() {
    let town = Town::new();
    let page = "https://ambleford.example/directory/12/ambleford-library";
    let pair =
        ["Ambleford Library", "Ambleford Library Disability Yoga", "Advice Ambleford - Ambleford Library"]
            .map(|name| {
                with(
                    record(if name.len() < 20 { "uk-libraries" } else { "ambleford-council" }, name, name),
                    |s| {
                        records::at(s, "SK4 3AA", 53.41, -2.17);
                        s.contact.website = Some(page.to_owned());
                    },
                )
            });
    assert_eq!(merge_all(&town, &pair).services.len(), 3);
}
