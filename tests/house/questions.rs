//! Questions put to the served town, over HTTP, on the terminal and in a page.

use std::process::Stdio;

use crate::house::town::{Server, fingerpost, succeed, town};

fn names(answer: &serde_json::Value, lane: &str) -> Vec<String> {
    answer["lanes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|found| found["lane"] == lane)
        .flat_map(|found| found["services"].as_array().cloned().unwrap_or_default())
        .filter_map(|hit| hit["name"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn choir_groups_near_a_postcode_bring_singing_groups_the_nearer_of_equals_first_and_no_street_called_choir() {
    let server = Server::start(town());
    let answer = server.json("/api/search?q=choir+groups+near+SK4+3AA");
    let near = names(&answer, "near-you");
    let mut found = near.clone();
    found.sort();
    assert_eq!(found, ["Ambleford Community Choir", "Cheadle Male Voice Choir", "Mill Lane Singers"]);
    let place = |name: &str| near.iter().position(|each| each == name);
    assert!(
        place("Ambleford Community Choir") < place("Cheadle Male Voice Choir"),
        "nearest first: {near:?}"
    );
    assert!(!near.contains(&"Dentist in the Precinct".to_owned()), "{near:?}");
    let reading = answer["meta"]["reading"].to_string();
    assert!(reading.contains("SK4 3AA"), "{reading}");
}

#[test]
fn t1_a_phone_line_stays_when_a_postcode_is_typed() {
    let server = Server::start(town());
    let answer = server.json("/api/search?q=debt+near+SK4+3AA");
    assert!(names(&answer, "near-you").contains(&"Ambleford Debt Advice".to_owned()), "{answer:#}");
    assert!(names(&answer, "anywhere").contains(&"Ambleshire Debtline".to_owned()), "{answer:#}");
}

#[test]
fn t2_a_service_for_all_of_scotland_is_never_near_stockport() {
    let server = Server::start(town());
    let answer = server.json("/api/search?q=heating+bills+near+SK4+3AA");
    let everywhere = answer["lanes"].to_string();
    assert!(!everywhere.contains("Scotland Warm Homes"), "{everywhere}");
    let answer = server.json("/api/search?q=heating+bills+near+EH1+1BB");
    assert!(names(&answer, "covers-you").contains(&"Scotland Warm Homes".to_owned()), "{answer:#}");
    assert!(names(&answer, "near-you").is_empty(), "{answer:#}");
}

#[test]
fn t3_both_words_beat_one_word_however_near() {
    let server = Server::start(town());
    let near = names(&server.json("/api/search?q=walking+football+near+SK4+3AA"), "near-you");
    assert_eq!(near.first().map(String::as_str), Some("Ambleford Walking Football"), "{near:?}");
}

#[test]
fn t9_a_broken_accent_is_mended_and_found_either_way() {
    let server = Server::start(town());
    for typed in ["dementia+cafe+near+SK4+3AA", "dementia+caf%C3%A9+near+SK4+3AA"] {
        let near = names(&server.json(&format!("/api/search?q={typed}")), "near-you");
        assert_eq!(near.first().map(String::as_str), Some("Dementia Café"), "{near:?}");
    }
}

#[test]
fn t5_every_shape_of_outcode_is_a_place() {
    let server = Server::start(town());
    for outcode in
        ["M1", "M60", "AB10", "SW1A", "EC1A", "W1A", "sk4", "SK4+3", "sk43aa", "SK4+3AO", "5K4+3AA"]
    {
        let answer = server.json(&format!("/api/search?q=library+near+{outcode}"));
        let chips = answer["meta"]["reading"]["chips"].to_string();
        assert!(
            chips.contains("place") || answer["meta"]["reading"].to_string().contains("notes"),
            "{outcode}: {chips}"
        );
    }
}

#[test]
fn the_terminal_answers_as_the_site_does() {
    let said = succeed(town(), &["ask", "choir groups near SK4 3AA"]);
    assert!(said.contains("Mill Lane Singers") && said.contains("mi  "), "{said}");
    assert!(said.contains("SK4 3AA"), "{said}");
}

#[test]
fn the_terminal_has_a_way_on_where_nothing_was_found() {
    let said = succeed(town(), &["ask", "submarine racing near SK4 3AA"]);
    assert!(said.contains("Nothing was found. Try "), "{said}");
}

#[test]
fn whoever_reads_only_the_first_lines_meets_no_fault() {
    let mut command = fingerpost(town(), &["ask", "things to do", "--explain"]);
    let mut asking =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(asking.stdout.take());
    let output = asking.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("panicked"), "{said}");
}

#[test]
fn an_unknown_place_is_said_with_the_nearest_spellings() {
    let server = Server::start(town());
    let answer = server.json("/api/search?q=choir+near+Stokpurt");
    let text = answer["meta"].to_string();
    assert!(text.contains("Stockport"), "{text}");
}

#[test]
fn a_port_in_use_is_said_with_the_option_that_changes_it() {
    let server = Server::start(town());
    let taken = server.address.trim_start_matches("http://").to_owned();
    let output = fingerpost(town(), &["serve", "--listen", &taken]).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("--listen"), "{said}");
}

#[test]
fn a_missing_index_is_one_sentence_and_the_command_that_mends_it() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let output = fingerpost(empty.path(), &["ask", "choir"]).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("fingerpost index"), "{said}");
}

#[test]
fn pages_for_people_answer_without_script() {
    let server = Server::start(town());
    for path in ["/", "/search?q=choir+near+SK4+3AA", "/sources", "/about"] {
        let (status, headers, body) = server.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(body.contains("</html>") && headers.contains("content-security-policy"), "{path}: {headers}");
        assert!(!headers.contains("set-cookie"), "{path}: {headers}");
    }
    let (status, _, body) = server.get("/nothing-here");
    assert_eq!(status, 404);
    assert!(body.contains("href=\"/\""), "a way on: {body}");
}

#[test]
fn an_explanation_is_asked_for_as_people_and_as_programs_write_it() {
    let server = Server::start(town());
    for (typed, is_explained) in [("1", true), ("true", true), ("0", false), ("false", false)] {
        let answer = server.json(&format!("/api/search?q=choir+near+SK4+3AA&explain={typed}"));
        let first = &answer["lanes"][0]["services"][0];
        let factors = first["explanation"].as_array().map_or(0, Vec::len);
        assert_eq!(factors > 0, is_explained, "explain={typed}: {first:#}");
    }
}
