//! The defects others have, as the field study lists them: each is a behaviour held here, end to end, from
//! services to an answer, over a town of its own and a clock of its own.

#[path = "defects/golden.rs"]
mod golden;
#[path = "defects/town.rs"]
mod town;

use model::ternary::Ternary;
use search::answer::{Answer, Work};
use search::ask::{Ask, LaneKind};
use search::question::ChipKind;
use serde_json::json;
use town::{Town, all_names, at, monday, names, rows, service};

fn total(answer: &Answer) -> u64 {
    answer.lanes.iter().map(|lane| lane.total.number).sum()
}

#[test]
fn who_asks_for_football_is_not_sent_to_the_juniors_first() {
    let town = Town::of(vec![
        service("Ambleford Junior Football Club", "Football every week.").north_of_sk4(100.0),
        service("Ambleford Rovers Football Club", "Football every week.").north_of_sk4(1_500.0),
    ]);
    let first = |question: &str| {
        let answer = town.ask(question);
        names(&answer, LaneKind::NearYou).first().map(|name| (*name).to_owned())
    };
    assert_eq!(first("football near SK4 3AA").as_deref(), Some("Ambleford Rovers Football Club"));
    assert_eq!(first("junior football near SK4 3AA").as_deref(), Some("Ambleford Junior Football Club"));
}

#[test]
fn the_office_of_something_national_stands_behind_the_group_in_the_next_street() {
    let town = Town::of(vec![
        service("National Gardening Network", "Gardening groups.").north_of_sk4(300.0),
        service("Ambleford Gardening Club", "Gardening together.").north_of_sk4(900.0),
    ]);
    let answer = town.ask("gardening near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou), ["Ambleford Gardening Club", "National Gardening Network"]);
}

#[test]
fn what_is_asked_for_in_an_area_is_not_said_to_lie_within_so_many_miles() {
    let town = Town::of(vec![service("Ambleford Choir", "A choir.").north_of_sk4(300.0)]);
    let within = |question: &str| {
        let answer = town.ask(question);
        let place = answer.reading.chips.iter().find(|chip| chip.kind == ChipKind::Place);
        let lane = answer.lanes.iter().find(|lane| lane.kind == LaneKind::NearYou).expect("a lane near you");
        (place.expect("a place").label.starts_with("in "), lane.within_metres.is_some())
    };
    assert_eq!(within("choir in Stockport"), (true, false));
    assert_eq!(within("choir near SK4 3AA"), (false, true));
}

#[test]
fn t01_a_phone_line_stays_in_its_own_lane_when_a_postcode_is_typed() {
    let town = Town::of(vec![
        service("Ambleford Debt Advice", "Help with debt.").north_of_sk4(500.0),
        service("Ambleshire Debtline", "Debt advice by phone.")
            .with("delivery", json!(["by_phone"]))
            .with("areas", json!([{ "kind": "united_kingdom" }])),
    ]);
    // In Ambleford and in the Outer Hebrides.
    for (postcode, near) in [("SK4 3AA", vec!["Ambleford Debt Advice"]), ("HS1 2AA", vec![])] {
        let answer = town.ask(&format!("debt near {postcode}"));
        assert_eq!(names(&answer, LaneKind::NearYou), near, "{postcode}");
        assert_eq!(names(&answer, LaneKind::Anywhere), ["Ambleshire Debtline"], "{postcode}");
    }
}

#[test]
fn t02_what_covers_scotland_is_never_near_anybody() {
    let scotland = json!([{ "kind": "area", "code": "S92000003", "name": "Scotland" }]);
    let warm = service("Scotland Warm Homes", "Help with heating bills all over Scotland.");
    let town = Town::of(vec![warm.with("areas", scotland).with("delivery", json!(["at_home"]))]);
    let answer = town.ask("heating bills within 1 mile of EH1 1BB");
    assert_eq!(names(&answer, LaneKind::CoversYou), ["Scotland Warm Homes"]);
    let row = rows(&answer, LaneKind::CoversYou)[0];
    assert_eq!((row.distance_metres, row.covers.as_deref()), (None, Some("Scotland")));
    assert!(names(&answer, LaneKind::NearYou).is_empty());
    assert!(all_names(&town.ask("heating bills near SK4 3AA")).is_empty());
}

#[test]
fn t03_what_has_both_words_stands_before_what_has_one_however_near() {
    let town = Town::of(vec![
        service("Ambleford Strollers", "Walking for everyone.").north_of_sk4(100.0),
        service("Ambleford Rovers", "Football for everyone.").north_of_sk4(150.0),
        service("Old Boys", "Walking football on Wednesdays.").north_of_sk4(7_000.0),
        service("Faraway Walking Football", "Walking football.").north_of_sk4(400_000.0),
    ]);
    let answer = town.ask("walking football near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou).first(), Some(&"Old Boys"));
    assert!(!all_names(&answer).contains(&"Faraway Walking Football"), "nobody travels 250 miles");
    let lane = &answer.lanes[0];
    assert!(lane.within_metres.is_some_and(|metres| metres < 50_000.0), "and the reach is said: {lane:?}");
}

#[test]
fn t06_of_many_places_the_nearest_is_shown_and_the_others_are_counted() {
    let yoga = service("Ambleford Yoga", "Yoga in four halls.");
    let yoga = yoga.north_of_sk4(30_000.0).north_of_sk4(4_000.0).north_of_sk4(800.0).north_of_sk4(9_000.0);
    let answer = Town::of(vec![yoga]).ask("yoga near SK4 3AA");
    let [row] = rows(&answer, LaneKind::NearYou)[..] else { panic!("once: {answer:?}") };
    assert_eq!(row.place.as_deref(), Some("Hall 3, Ambleford"));
    assert_eq!(row.other_places, 3);
    assert!(row.distance_metres.is_some_and(|metres| (790.0..810.0).contains(&metres)), "{row:?}");
}

#[test]
fn t07_a_first_tuesday_is_found_on_first_tuesdays_only() {
    let monthly = json!({ "sessions": [{
        "recurrence": { "freq": "monthly_by_day", "nth": [1], "days": ["TU"], "interval": 1 },
        "opens_at": "14:00:00", "closes_at": "16:00:00"
    }] });
    let town = Town::of(vec![
        service("First Tuesday Chess", "A chess club.").north_of_sk4(500.0).with("schedule", monthly),
        service("Tuesday Chess", "A chess club.")
            .north_of_sk4(700.0)
            .weekly(&[("tu", "18:00:00", "20:00:00")]),
        service("Saturday Chess", "A chess club.")
            .north_of_sk4(900.0)
            .weekly(&[("sa", "10:00:00", "12:00:00")]),
    ]);
    let on = |question: &str, now: &str| {
        let answer = town.ask_at(&Ask::of(format!("{question} near SK4 3AA")), &at(now));
        let mut found: Vec<String> =
            names(&answer, LaneKind::NearYou).into_iter().map(str::to_owned).collect();
        found.sort();
        (found, answer.hidden.iter().map(|hidden| hidden.count).sum::<u64>())
    };
    let found = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    // The 24th of November is a fourth Tuesday, the 1st of December a first.
    assert_eq!(on("chess this tuesday", "2026-11-23T10:30"), (found(&["Tuesday Chess"]), 2));
    assert_eq!(
        on("chess this tuesday", "2026-11-30T10:30"),
        (found(&["First Tuesday Chess", "Tuesday Chess"]), 1)
    );
    assert_eq!(on("chess next saturday", "2026-11-23T10:30"), (found(&["Saturday Chess"]), 2));
}

#[test]
fn t08_words_that_stand_together_beat_words_that_stand_apart_and_each_service_has_its_own() {
    let town = Town::of(vec![
        service("Railway Lines Society", "We draw old railway lines and share food.").north_of_sk4(100.0),
        service("Ambleford Food Lines", "Lines one can ring for food.").north_of_sk4(3_000.0),
        // At one and the same hall.
        service("Polish Saturday School", "Lessons for children.").north_of_sk4(600.0),
        service("Ambleford Bowls", "Bowls on the green.").north_of_sk4(600.0),
    ]);
    let answer = town.ask("food lines near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou).first(), Some(&"Ambleford Food Lines"), "{answer:?}");
    let answer = town.ask("bowls near SK4 3AA");
    assert_eq!(all_names(&answer), ["Ambleford Bowls"], "not what its neighbours do");
}

#[test]
fn t12_without_evidence_there_is_no_answer() {
    let town = Town::of(vec![
        service("Ambleford Dial-a-Ride", "Door-to-door transport. Pay the driver in cash.")
            .north_of_sk4(200.0),
        service("Ambleford Allotments", "Plots for growing.").north_of_sk4(400.0),
    ]);
    for noise in [
        "send money abroad near SK4 3AA",
        "zzzqqx near SK4 3AA",
        "passport renewal near SK4 3AA",
        "buy bitcoin near SK4 3AA",
        "cinema times near SK4 3AA",
    ] {
        assert!(all_names(&town.ask(noise)).is_empty(), "{noise}");
    }
    let answer = town.ask("lonely near SK4 3AA");
    for row in LaneKind::ALL.into_iter().flat_map(|lane| rows(&answer, lane)) {
        assert!(row.because.is_some(), "a row that only helps says how: {row:?}");
    }
}

#[test]
fn t13_words_are_whole_words() {
    let town = Town::of(vec![
        service("Party Planners", "Parties, partitions and cabaret.").north_of_sk4(100.0),
        service("Ambleford Transport Club", "Transport models.").north_of_sk4(150.0),
        service("Cabaret Nights", "Cabaret on Fridays.").north_of_sk4(200.0),
        service("Ambleford Art Group", "Painting and drawing.").north_of_sk4(2_000.0),
        service("Trans Together", "A group for trans people.").north_of_sk4(2_500.0),
        service("Ambleford CAB", "Citizens advice.").north_of_sk4(2_600.0),
    ]);
    for (question, expected) in
        [("art", "Ambleford Art Group"), ("trans", "Trans Together"), ("CAB", "Ambleford CAB")]
    {
        let answer = town.ask(&format!("{question} near SK4 3AA"));
        assert_eq!(all_names(&answer), [expected], "{question}");
    }
}

#[test]
fn t17_open_now_goes_by_the_clock_of_the_place_across_midnight_and_bank_holidays() {
    let schedule = |bank_holidays: &str| {
        json!({ "sessions": [{
            "recurrence": { "freq": "weekly", "days": ["MO"], "interval": 1 },
            "opens_at": "10:00:00", "closes_at": "12:00:00", "bank_holidays": bank_holidays
        }] })
    };
    let town = Town::of(vec![
        service("Monday Food Bank", "A food bank.").north_of_sk4(100.0).with("schedule", schedule("closed")),
        service("Holiday Food Bank", "A food bank.").north_of_sk4(200.0).with("schedule", schedule("open")),
        service("Night Food Bank", "A food bank.")
            .north_of_sk4(300.0)
            .weekly(&[("sa", "22:00:00", "02:00:00")]),
        service("Round the Clock Food Bank", "A food bank.")
            .north_of_sk4(400.0)
            .with("schedule", json!({ "always_open": true })),
    ]);
    let check = |now: &str, expected: &[&str]| {
        let answer = town.ask_at(&Ask::of("food bank open now near SK4 3AA"), &at(now));
        let mut found = names(&answer, LaneKind::NearYou);
        found.sort_unstable();
        assert_eq!(found, expected, "{now}");
    };
    let (monday, holiday) = ("Monday Food Bank", "Holiday Food Bank");
    let (night, clock) = ("Night Food Bank", "Round the Clock Food Bank");
    check("2026-11-23T11:59", &[holiday, monday, clock]);
    check("2026-11-23T12:01", &[clock]);
    // Past midnight: what began on Saturday.
    check("2026-11-22T01:30", &[night, clock]);
    check("2026-11-22T02:30", &[clock]);
    // The last Monday of August is a bank holiday.
    check("2026-08-31T11:00", &[holiday, clock]);
    // Clocks went back on the 25th of October: half past ten is half past ten.
    check("2026-10-26T10:30", &[holiday, monday, clock]);
}

#[test]
fn t18_pages_neither_overlap_nor_miss_and_are_the_same_every_time() {
    let count = 137;
    let services = (0..count)
        .map(|number| {
            let told = service(&format!("Ambleford Yoga {number}"), "Yoga for everyone.");
            told.north_of_sk4(f64::from(number % 5) * 400.0)
        })
        .collect();
    let town = Town::of(services);
    let all = || {
        let mut seen = Vec::new();
        for page in 1.. {
            let ask = Ask { page, lane: Some(LaneKind::NearYou), ..Ask::of("yoga near SK4 3AA") };
            let answer = town.ask_at(&ask, &town::monday());
            let rows: Vec<String> =
                names(&answer, LaneKind::NearYou).into_iter().map(str::to_owned).collect();
            assert_eq!(answer.lanes[0].total.number, u64::from(count as u32));
            if rows.is_empty() {
                return seen;
            }
            seen.extend(rows);
        }
        seen
    };
    let first = all();
    let mut different = first.clone();
    different.sort();
    different.dedup();
    assert_eq!((first.len(), different.len()), (count as usize, count as usize));
    assert_eq!(first, all());
}

#[test]
fn t19_food_needs_no_list_of_what_it_is_not() {
    let town = Town::of(vec![
        service("Ambleford Food Partnership", "We bring together groups that work on food, food and food.")
            .north_of_sk4(100.0)
            .with("nature", json!("umbrella")),
        service("Ambleford Meals on Wheels", "Hot meals brought to your door.").north_of_sk4(150.0),
        service("Ambleford Food Bank", "Free food parcels.").north_of_sk4(1_500.0),
    ]);
    let answer = town.ask("food bank near SK4 3AA");
    let found = names(&answer, LaneKind::NearYou);
    assert_eq!(found.first(), Some(&"Ambleford Food Bank"), "{found:?}");
    let answer = town.ask("meals on wheels near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou).first(), Some(&"Ambleford Meals on Wheels"));
}

#[test]
fn t21_tuesday_evening_must_be_one_and_the_same_session() {
    let town = Town::of(vec![
        service("Apart Pilates", "Pilates.")
            .north_of_sk4(100.0)
            .weekly(&[("tu", "10:00:00", "11:00:00"), ("fr", "18:00:00", "19:00:00")]),
        service("Together Pilates", "Pilates.")
            .north_of_sk4(5_000.0)
            .weekly(&[("tu", "18:00:00", "19:00:00")]),
        service("Early Pilates", "Pilates.").north_of_sk4(200.0).weekly(&[("tu", "17:00:00", "17:30:00")]),
        service("Unsaid Pilates", "Pilates.").north_of_sk4(300.0),
    ]);
    let answer = town.ask("pilates tuesday evening near SK4 3AA");
    assert_eq!(
        names(&answer, LaneKind::NearYou),
        ["Early Pilates", "Together Pilates", "Unsaid Pilates"],
        "what says yes, then what does not say"
    );
    assert_eq!(answer.hidden.iter().map(|hidden| hidden.count).sum::<u64>(), 1, "{:?}", answer.hidden);
    let answer = town.ask("pilates tuesday after 6pm near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou), ["Together Pilates", "Unsaid Pilates"]);
    assert_eq!(answer.hidden.iter().map(|hidden| hidden.count).sum::<u64>(), 2, "{:?}", answer.hidden);
    // The same from the filters beside the rows.
    let choices = [("day", "tu"), ("time", "evening")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    let ask = Ask { choices: choices.to_vec(), ..Ask::of("pilates near SK4 3AA") };
    let answer = town.ask_at(&ask, &town::monday());
    let found = names(&answer, LaneKind::NearYou);
    assert!(!found.contains(&"Apart Pilates") && found.len() == 3, "{found:?}");
}

#[test]
fn t22_my_own_council_is_asked_for_even_where_another_is_nearer() {
    // SK4 3AA lies in Stockport, half a mile from Manchester.
    let town = Town::of(vec![
        service("Burnage Library", "A public library.").in_manchester(53.42, -2.2155),
        service("Heatons Library", "A public library.").north_of_sk4(-1_500.0),
        service("Manchester Blue Badges", "Blue Badge applications.").in_manchester(53.42, -2.2155),
        service("Stockport Blue Badges", "Blue Badge applications.").north_of_sk4(-1_500.0),
    ]);
    let both = town.ask("library near SK4 3AA");
    assert_eq!(names(&both, LaneKind::NearYou), ["Burnage Library", "Heatons Library"]);
    let mine =
        Ask { choices: vec![("council".to_owned(), "mine".to_owned())], ..Ask::of("library near SK4 3AA") };
    let answer = town.ask_at(&mine, &town::monday());
    assert_eq!(names(&answer, LaneKind::NearYou), ["Heatons Library"]);
    let typed = town.ask("library near SK4 3AA in my own council");
    assert_eq!(names(&typed, LaneKind::NearYou), ["Heatons Library"], "{:?}", typed.reading);
    // What only one's own council can do needs no asking.
    let badge = town.ask("blue badge near SK4 3AA");
    assert_eq!(names(&badge, LaneKind::NearYou), ["Stockport Blue Badges"], "{:?}", badge.reading);
}

#[test]
fn a_price_and_a_part_of_the_school_year_leave_out_what_says_otherwise() {
    let price = |pence: u32| json!({ "kind": "paid", "options": [{ "pence": pence }] });
    let session = |season: &str| {
        json!({ "sessions": [{
            "recurrence": { "freq": "weekly", "days": ["WE"], "interval": 1 },
            "opens_at": "10:00:00", "closes_at": "11:00:00", "season": season
        }] })
    };
    let town = Town::of(vec![
        service("Dear Pottery", "Pottery.").north_of_sk4(100.0).with("cost", price(800)),
        service("Cheap Pottery", "Pottery.").north_of_sk4(900.0).with("cost", price(450)),
        service("Free Pottery", "Pottery.").north_of_sk4(950.0).with("cost", json!({ "kind": "free" })),
        service("Unsaid Pottery", "Pottery.").north_of_sk4(200.0),
        service("Term Chess", "Chess.").north_of_sk4(100.0).with("schedule", session("term_time")),
        service("Holiday Chess", "Chess.").north_of_sk4(200.0).with("schedule", session("school_holidays")),
        service("Usual Chess", "Chess.").north_of_sk4(300.0).with("schedule", session("all_year")),
    ]);
    let found = |question: &str| {
        let answer = town.ask(question);
        let hidden: u64 = answer.hidden.iter().map(|hidden| hidden.count).sum();
        let mut found: Vec<String> =
            names(&answer, LaneKind::NearYou).into_iter().map(str::to_owned).collect();
        found.sort();
        (found.join(", "), hidden)
    };
    let (cheap, all) = ("Cheap Pottery, Free Pottery, Unsaid Pottery", 1);
    for typed in ["up to £5", "under £5", "for £5 or less", "up to 5 pounds", "no more than a fiver"] {
        assert_eq!(found(&format!("pottery {typed} near SK4 3AA")), (cheap.to_owned(), all), "{typed}");
    }
    assert_eq!(found("pottery up to £4.40 near SK4 3AA"), ("Free Pottery, Unsaid Pottery".to_owned(), 2));
    assert_eq!(found("chess in term time near SK4 3AA"), ("Term Chess, Usual Chess".to_owned(), 1));
    assert_eq!(found("chess at half term near SK4 3AA"), ("Holiday Chess, Usual Chess".to_owned(), 1));
}

#[test]
fn a_group_is_what_it_is_whatever_word_its_name_has_and_the_nearer_of_equals_stands_first() {
    let town = Town::of(vec![
        service("Ambleford Community Choir", "We meet weekly.").north_of_sk4(2_200.0),
        service("Mill Lane Singers", "We meet weekly.").north_of_sk4(800.0),
        service("Cheadle Choral Society", "We meet weekly.").north_of_sk4(5_000.0),
        service("Choir Street Dentist", "A dentist.").north_of_sk4(10.0),
        service("Northern Chorus", "We meet weekly.").north_of_sk4(22_000.0),
        service("Far Choir", "We meet weekly.").north_of_sk4(38_000.0),
    ]);
    let expected = [
        "Mill Lane Singers",
        "Ambleford Community Choir",
        "Cheadle Choral Society",
        "Northern Chorus",
        "Far Choir",
    ];
    for question in ["choir groups near SK4 3AA", "singing group near SK4 3AA", "choirs near SK4 3AA"] {
        let mut ask = Ask::of(question);
        ask.within_miles = Some(30.0);
        let answer = town.ask_at(&ask, &town::monday());
        assert_eq!(names(&answer, LaneKind::NearYou), expected, "{question}");
    }
}

#[test]
fn what_nobody_stated_is_said_and_stands_after_what_says_yes() {
    let wheelchair = json!({ "facts": { "wheelchair": true } });
    let town = Town::of(vec![
        service("Unsaid Carers", "A group for carers.").north_of_sk4(100.0),
        service("Ramp Carers", "A group for carers.").north_of_sk4(4_000.0).with("accessibility", wheelchair),
    ]);
    let answer = town.ask("carers group wheelchair accessible near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou), ["Ramp Carers", "Unsaid Carers"]);
    let said: Vec<Ternary> = rows(&answer, LaneKind::NearYou).iter().map(|row| row.asked[0].1).collect();
    assert_eq!(said, [Ternary::Yes, Ternary::NotStated]);
}

#[test]
fn no_question_takes_more_work_than_it_may_and_what_was_cut_is_said() {
    let kinds = ["Choir", "Chess Club", "Walking Group", "Lunch Club", "Community Group", "Debt Advice"];
    let groups = (0..240).map(|number| {
        let kind = kinds[number % kinds.len()];
        service(&format!("Ambleford {kind} {number}"), &format!("A friendly community {kind} for all."))
            .north_of_sk4(number as f64 * 150.0)
    });
    let town = Town::of(groups.collect());
    let parts = [
        "choir",
        "community",
        "group",
        "club",
        "near SK4 3AA",
        "near Leeds",
        "not chess",
        "free",
        "on tuesday",
        "ambleford",
        "friendly",
        "open now",
        "within 100 miles",
        "walking",
        "debt",
        "under £5",
        "zyxquandle",
    ];
    let most = Work { documents: 90, postings: 600 };
    let (mut cut, mut whole) = (0, 0);
    for number in 0..400_usize {
        let mut question = String::new();
        for step in 0..=(number % 40) {
            let part = parts[(number * 7 + step * (number % 5 + 1)) % parts.len()];
            if question.len() + part.len() < 500 {
                question = format!("{question} {part}");
            }
        }
        let ask = Ask::of(question.trim());
        let usual = town.ask_at(&ask, &monday());
        let answer = town.ask_within(&ask, &monday(), most);
        let work = answer.work;
        assert!(work.documents <= most.documents && work.postings <= most.postings, "“{question}”: {work:?}");
        let is_told = answer.notices.iter().any(|notice| notice.contains("only a part was looked through"));
        if usual.work.documents <= most.documents && usual.work.postings <= most.postings {
            assert!(!is_told, "“{question}” was not cut: {:?}", usual.work);
            whole += 1;
        } else if total(&usual) > total(&answer) {
            assert!(is_told, "“{question}” was cut and does not say so: {work:?}");
            cut += 1;
        }
    }
    assert!(cut > 20 && whole > 5, "{cut} were cut, {whole} were not");
}

#[test]
fn somebody_in_need_is_not_sent_to_the_charity_shop() {
    let town = Town::of(vec![
        service("Ambleford Cancer Support Charity Shop", "Second-hand clothes.").north_of_sk4(100.0),
        service("Friends of Cancer Support", "Fund raising for Ambleford and around.").north_of_sk4(200.0),
        service("Ambleford Cancer Group", "Meet others with cancer.").north_of_sk4(900.0),
    ]);
    let answer = town.ask("cancer support near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou)[0], "Ambleford Cancer Group");
}

#[test]
fn words_that_stand_beside_any_topic_bring_nobody_to_the_top() {
    let town = Town::of(vec![
        service(
            "Ambleford Family Support Service",
            "Some of our families live with cancer. Cancer and more.",
        )
        .north_of_sk4(100.0),
        service("The Maple Group", "For everybody who lives with cancer: a cancer group.")
            .north_of_sk4(100.0),
    ]);
    let answer = town.ask("cancer support near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou)[0], "The Maple Group");
}

#[test]
fn two_words_for_a_service_mean_the_same_turned_around() {
    let town = Town::of(vec![
        service("Ambleford Day Centre", "A day centre for older people.").north_of_sk4(100.0),
        service("The Maple", "Company by day for adults with learning disabilities.").north_of_sk4(2_000.0),
    ]);
    for question in
        ["learning disability day centre near SK4 3AA", "day centre for learning disability near SK4 3AA"]
    {
        let answer = town.ask(question);
        assert_eq!(names(&answer, LaneKind::NearYou)[0], "The Maple", "{question}");
    }
}

#[test]
fn what_helps_most_stands_first_and_not_what_is_rarest() {
    let choirs = (0..33).map(|number| service(&format!("Ambleford Choir {number}"), "We sing."));
    let classes = (0..6).map(|number| {
        service(&format!("Strength and Balance Class {number}"), "Exercise.")
            .north_of_sk4(300.0 + f64::from(number))
    });
    let rare = service("Ambleford Tai Chi", "Slow movement.").north_of_sk4(100.0);
    let town = Town::of(choirs.chain(classes).chain([rare]).collect());
    let answer = town.ask("falls near SK4 3AA");
    assert_eq!(names(&answer, LaneKind::NearYou)[0], "Strength and Balance Class 0");
}
