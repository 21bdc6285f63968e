//! Reads who it is for: age, language. (Gender is read with the topics: "women's group" is one.)

use super::tokens::Token;
use super::topic::ConceptSpan;
use super::{Effect, Parts};
use crate::question::{ChipKind, Person};

/// Oldest age we speak of.
pub(super) const OLDEST: u8 = 120;

/// Languages people ask for, as folded words, with BCP 47.
const LANGUAGES: [(&str, &str, &str); 34] = [
    ("welsh", "cy", "Welsh"),
    ("cymraeg", "cy", "Welsh"),
    ("polish", "pl", "Polish"),
    ("polska", "pl", "Polish"),
    ("urdu", "ur", "Urdu"),
    ("punjabi", "pa", "Punjabi"),
    ("panjabi", "pa", "Punjabi"),
    ("bengali", "bn", "Bengali"),
    ("bangla", "bn", "Bengali"),
    ("sylheti", "syl", "Sylheti"),
    ("gujarati", "gu", "Gujarati"),
    ("hindi", "hi", "Hindi"),
    ("arabic", "ar", "Arabic"),
    ("somali", "so", "Somali"),
    ("farsi", "fa", "Persian"),
    ("persian", "fa", "Persian"),
    ("dari", "prs", "Dari"),
    ("pashto", "ps", "Pashto"),
    ("romanian", "ro", "Romanian"),
    ("portuguese", "pt", "Portuguese"),
    ("spanish", "es", "Spanish"),
    ("french", "fr", "French"),
    ("italian", "it", "Italian"),
    ("german", "de", "German"),
    ("chinese", "zh", "Chinese"),
    ("cantonese", "zh", "Chinese"),
    ("mandarin", "zh", "Chinese"),
    ("ukrainian", "uk", "Ukrainian"),
    ("russian", "ru", "Russian"),
    ("turkish", "tr", "Turkish"),
    ("kurdish", "ku", "Kurdish"),
    ("tamil", "ta", "Tamil"),
    ("tigrinya", "ti", "Tigrinya"),
    ("gaelic", "gd", "Scottish Gaelic"),
];

/// "Polish speaking", "in Urdu", "speaks Somali".
pub(super) fn languages(tokens: &[Token], parts: &mut Parts) {
    for index in 0..tokens.len() {
        let word = tokens[index].folded.as_str();
        let Some((_, code, name)) = LANGUAGES.iter().find(|(known, _, _)| *known == word) else { continue };
        let before = index.checked_sub(1).map_or("", |before| tokens[before].folded.as_str());
        let after = tokens.get(index + 1).map_or("", |after| after.folded.as_str());
        let speaks_after = matches!(
            after,
            "speaking" | "speaker" | "speakers" | "interpreter" | "interpreters" | "translator"
        );
        let speaks_before = matches!(before, "in" | "speak" | "speaks" | "speaking");
        let start = if speaks_before { index - 1 } else { index };
        let end = if speaks_after { index + 2 } else { index + 1 };
        if !(speaks_after || speaks_before) || !parts.are_free(start..end) {
            continue;
        }
        let person = Person { languages: vec![(*code).to_owned()], ..Person::default() };
        parts.take(ChipKind::Language, start..end, format!("in {name}"), Effect::Person(person));
    }
}

/// "over 60s", "under 5s", "8 year old", "my mum 85", "60+", "adults".
pub(super) fn ages(typed: &str, tokens: &[Token], concepts: &[ConceptSpan<'_>], parts: &mut Parts) {
    for index in 0..tokens.len() {
        let Some((range, from, to)) = age_at(typed, tokens, index) else { continue };
        if !parts.are_free(range.clone()) || concepts.iter().any(|concept| concept.outweighs(&range)) {
            continue;
        }
        let label = match (from, to) {
            (from, OLDEST) => format!("{from} and over"),
            (0, to) => format!("under {}", to.saturating_add(1)),
            (from, to) if from == to => format!("age {from}"),
            (from, to) => format!("ages {from} to {to}"),
        };
        let person = Person { age: Some((from, to)), is_child: to < 18, ..Person::default() };
        parts.take(ChipKind::Person, range, label, Effect::Person(person));
    }
}

/// The age read at `index`, with the tokens that say it.
fn age_at(typed: &str, tokens: &[Token], index: usize) -> Option<(std::ops::Range<usize>, u8, u8)> {
    let word = |offset: usize| tokens.get(index + offset).map_or("", |token| token.folded.as_str());
    let is_age_word = |word: &str| matches!(word, "age" | "aged" | "ages");
    if matches!(word(0), "adult" | "adults") {
        return Some((index..index + 1, 18, OLDEST));
    }
    if matches!(word(0), "over" | "above") || (is_age_word(word(0)) && matches!(word(1), "over" | "above")) {
        let skip = if is_age_word(word(0)) { 2 } else { 1 };
        let age = number(word(skip))?;
        let end = if matches!(word(skip + 1), "year" | "years" | "yrs") { skip + 2 } else { skip + 1 };
        let end = if matches!(word(end), "old" | "olds") { end + 1 } else { end };
        return (15..OLDEST).contains(&age).then_some((index..index + end, age, OLDEST));
    }
    if matches!(word(0), "under" | "below") {
        let age = number(word(1))?;
        let is_money = typed.get(..tokens.get(index + 1)?.start)?.ends_with('£');
        let is_distance = matches!(word(2), "mile" | "miles" | "km" | "pounds" | "minutes");
        return (!is_money && !is_distance && (1..=30).contains(&age))
            .then(|| (index..index + 2, 0, age - 1));
    }
    if is_age_word(word(0))
        && let Some(from) = number(word(1))
    {
        let to_at = if matches!(word(2), "to" | "and") { 3 } else { 2 };
        return match number(word(to_at)).filter(|to| *to > from) {
            Some(to) => Some((index..index + to_at + 1, from, to)),
            None if word(2) == "plus" => Some((index..index + 3, from, OLDEST)),
            None => Some((index..index + 2, from, from)),
        };
    }
    let age = number(word(0))?;
    let ends_with_plus = typed.get(tokens[index].end..).is_some_and(|rest| rest.starts_with('+'));
    if (ends_with_plus || word(1) == "plus") && (16..OLDEST).contains(&age) {
        let end = if word(1) == "plus" { 2 } else { 1 };
        return Some((index..index + end, age, OLDEST));
    }
    if matches!(word(1), "year" | "years" | "yr" | "yrs") && matches!(word(2), "old" | "olds") {
        return Some((index..index + 3, age, age));
    }
    if matches!(word(1), "month" | "months") && matches!(word(2), "old" | "olds") {
        return Some((index..index + 3, age / 12, age / 12));
    }
    if word(1) == "to" && matches!(word(3), "year" | "years" | "yr" | "yrs") {
        let to = number(word(2)).filter(|to| *to > age)?;
        let end = if matches!(word(4), "old" | "olds") { 5 } else { 4 };
        return Some((index..index + end, age, to));
    }
    let before = index.checked_sub(1).map_or("", |before| tokens[before].folded.as_str());
    let of_somebody = matches!(
        before,
        "mum"
            | "dad"
            | "mother"
            | "father"
            | "nan"
            | "gran"
            | "grandad"
            | "grandmother"
            | "grandfather"
            | "husband"
            | "wife"
            | "neighbour"
            | "son"
            | "daughter"
            | "aunt"
            | "uncle"
            | "im"
            | "is"
            | "mam"
    );
    (of_somebody && (1..OLDEST).contains(&age) && word(1) != "pm" && word(1) != "am").then_some((
        index..index + 1,
        age,
        age,
    ))
}

/// `60`, `60s`.
fn number(word: &str) -> Option<u8> {
    let digits = word.strip_suffix('s').unwrap_or(word);
    digits.parse().ok().filter(|age| *age < OLDEST)
}
