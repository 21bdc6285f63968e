//! Reads how far somebody would go: "within 5 miles", "2 mile radius", "walking distance".

use model::place::METRES_PER_MILE;

use super::tokens::{Token, stands_at};
use super::{Effect, Parts};
use crate::question::ChipKind;

/// What people mean by walking distance, in miles.
const WALKING_DISTANCE_MILES: f64 = 1.0;
/// Nobody means more; the United Kingdom is about 700 miles long.
const FARTHEST_MILES: f64 = 800.0;

const BEFORE: [&str; 9] =
    ["within a", "no more than", "less than", "up to", "within", "under", "max", "maximum", "about"];
const AFTER: [&str; 6] = ["radius of", "away from", "radius", "away", "from", "of"];

pub(super) fn reach(tokens: &[Token], parts: &mut Parts) {
    for index in 0..tokens.len() {
        if let Some(length) = stands_at(tokens, index, "walking distance") {
            let start = if index > 0 && tokens[index - 1].folded == "within" { index - 1 } else { index };
            take(parts, start..index + length, WALKING_DISTANCE_MILES);
            continue;
        }
        let Some((miles, mut length)) = distance_at(tokens, index) else { continue };
        let before = BEFORE.iter().find_map(|phrase| {
            let words = phrase.split(' ').count();
            stands_at(tokens, index.checked_sub(words)?, phrase)
        });
        let after = AFTER.iter().find_map(|phrase| stands_at(tokens, index + length, phrase));
        length += after.unwrap_or(0);
        take(parts, index - before.unwrap_or(0)..index + length, miles);
    }
}

fn take(parts: &mut Parts, range: std::ops::Range<usize>, miles: f64) {
    if !parts.are_free(range.clone()) || miles <= 0.0 || miles > FARTHEST_MILES {
        return;
    }
    let unit = if miles == 1.0 { "mile" } else { "miles" };
    let label = format!("within {} {unit}", (miles * 10.0).round() / 10.0);
    parts.take(ChipKind::Reach, range, label, Effect::Reach(miles * METRES_PER_MILE));
}

/// Miles and number of words of "5 miles", "5mi", "10 km" at `index`.
fn distance_at(tokens: &[Token], index: usize) -> Option<(f64, usize)> {
    let word = tokens[index].folded.as_str();
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = word.split_at(digits);
    let number: f64 = match word {
        "a" | "one" => 1.0,
        "two" => 2.0,
        "five" => 5.0,
        "ten" => 10.0,
        _ => number.parse().ok()?,
    };
    let (unit, length) = match unit {
        _ if digits == 0 => (tokens.get(index + 1)?.folded.as_str(), 2),
        "" => (tokens.get(index + 1)?.folded.as_str(), 2),
        unit => (unit, 1),
    };
    match unit {
        "mile" | "miles" | "mi" => Some((number, length)),
        "km" | "kilometre" | "kilometres" | "kms" => Some((number * 1000.0 / METRES_PER_MILE, length)),
        _ => None,
    }
}
