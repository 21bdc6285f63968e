//! The interface is read by people of every age and state: short sentences, short words, no office words.

use super::*;

/// Words of offices and clinics, each with one that people use.
const HARD_WORDS: &str = include_str!("plain-words.txt");

/// Highest grade of Flesch and Kincaid: 6 is what a child of eleven reads.
const HIGHEST_GRADE: f64 = 5.5;
/// Most words of one sentence.
const LONGEST_SENTENCE: usize = 28;

/// Sentences of the catalogue: what stands after a key or a plural, without its values.
fn messages(catalogue: &str) -> Vec<String> {
    let texts = catalogue.lines().filter_map(|line| {
        let text = match line.trim_start().strip_prefix("*[").or(line.trim_start().strip_prefix('[')) {
            Some(plural) => plural.split_once("] ")?.1,
            None => key_of(line).and_then(|_| line.split_once(" = "))?.1,
        };
        Some(text.split('{').map(|part| part.rsplit('}').next().unwrap_or_default()).collect::<String>())
    });
    texts.flat_map(|text| sentences(&text)).collect()
}

fn sentences(text: &str) -> Vec<String> {
    let ends = text.replace(['.', '?', '!', ':'], "\n").replace("\n- ", "\n");
    ends.lines().map(str::trim).filter(|line| line.split(' ').count() > 2).map(str::to_owned).collect()
}

/// A text page without its marks and addresses.
fn page(text: &str) -> Vec<String> {
    let mut bare = String::new();
    for (place, part) in text.split("](").enumerate() {
        bare.push_str(if place == 0 { part } else { part.split_once(')').map_or("", |(_, rest)| rest) });
    }
    bare.replace(['#', '['], "").split("\n\n").flat_map(sentences).collect()
}

/// Groups of vowels, a silent e left out.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_lowercase).collect();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += usize::from(is_vowel(c) && !before);
        before = is_vowel(c);
    }
    let is_silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    if word.is_empty() { 0 } else { (groups - usize::from(is_silent)).max(1) }
}

fn grade(sentences: &[String]) -> f64 {
    let words: Vec<&str> = sentences
        .iter()
        .flat_map(|sentence| sentence.split_whitespace())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * words.len() as f64 / sentences.len() as f64 + 11.8 * syllables as f64 / words.len() as f64 - 15.59
}

/// What is hard to read in a text.
fn faults(name: &str, sentences: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    if grade(sentences) > HIGHEST_GRADE {
        found.push(format!("{name} is for grade {:.1}", grade(sentences)));
    }
    for sentence in sentences {
        if sentence.split_whitespace().count() > LONGEST_SENTENCE {
            found.push(format!("{name}: too long: {sentence}"));
        }
        let folded = format!(" {} ", sentence.to_lowercase().replace([',', ';', '“', '”', '(', ')'], ""));
        for line in HARD_WORDS.lines().filter(|line| !line.starts_with('#')) {
            if let Some((hard, plain)) = line.split_once(" = ")
                && folded.contains(&format!(" {hard} "))
            {
                found.push(format!("{name}: `{hard}` in `{sentence}`: say `{plain}`"));
            }
        }
    }
    found
}

#[test]
fn every_sentence_of_the_interface_is_plain() {
    let mut found = faults("en.ftl", &messages(include_str!("en.ftl")));
    for which in TextPage::ALL {
        found.extend(faults(which.path(), &page(ENGLISH.text(which))));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn office_words_and_long_sentences_are_seen() {
    let bad = "Individuals may utilise the facility prior to their appointment in order to ascertain eligibility for assistance and to commence participation in activities that are delivered within the locality of residence.";
    let found = faults("a text", &sentences(bad)).join("\n");
    for fault in ["is for grade", "too long", "`utilise`", "`prior to`"] {
        assert!(found.contains(fault), "{fault} is not seen: {found}");
    }
    assert!(faults("a text", &sentences("You can just come. It is free for you.")).is_empty());
}
