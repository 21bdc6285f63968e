//! Postcodes, sectors and outcodes in a question.

use gazetteer::PostcodeFound;
use model::place::Point;
use model::postcode::{Postcode, parse_outcode, parse_sector};

use super::super::tokens::{self, Token};
use super::super::topic::ConceptSpan;
use super::super::{Context, Effect, Parts};
use super::{Found, NEAR, chip_label};
use crate::question::{ChipKind, Origin};

/// Postcodes, sectors and outcodes, wherever they stand.
pub(in super::super) fn postcodes(
    typed: &str,
    tokens: &[Token],
    concepts: &[ConceptSpan<'_>],
    context: &Context<'_>,
    parts: &mut Parts,
) {
    for index in 0..tokens.len() {
        let Some((length, found)) = postcode_at(typed, tokens, index, context) else { continue };
        if concepts.iter().any(|concept| concept.outweighs(&(index..index + length))) {
            continue;
        }
        let start = with_preposition(tokens, index);
        if parts.are_free(start..index + length) {
            let label = chip_label(&found);
            parts.take(ChipKind::Place, start..index + length, label, Effect::Place(found));
        }
    }
}

fn postcode_at(typed: &str, tokens: &[Token], index: usize, context: &Context<'_>) -> Option<(usize, Found)> {
    for length in (1..=3.min(tokens.len() - index)).rev() {
        let here = &tokens[index..index + length];
        if here.iter().any(|token| token.is_mended) || !looks_like_postcode(here) {
            continue;
        }
        let text: String = here.iter().map(|token| token.folded.as_str()).collect();
        let is_unit = tokens.get(index + length).is_some_and(|next| {
            matches!(
                next.folded.as_str(),
                "mile" | "miles" | "km" | "am" | "pm" | "year" | "years" | "pounds"
            )
        });
        let is_known_shape = Postcode::parse(&text).is_some()
            || (length == 1 && parse_outcode(&text).is_some())
            || (length == 2 && here[1].folded.len() == 1 && !is_unit && parse_sector(&text).is_some())
            || (length == 1 && text.len() >= 3 && parse_sector(&text).is_some());
        if !is_known_shape {
            continue;
        }
        let shown = tokens::typed(typed, here);
        if let Some(found) = from_postcode(&context.gazetteer.find_postcode(&text), &shown, context) {
            return Some((length, found));
        }
    }
    None
}

/// Letters and a digit in the first part, a digit first in the second: so that "for 50s" is none.
fn looks_like_postcode(tokens: &[Token]) -> bool {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let begins_with_letter = |word: &str| word.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let first = tokens[0].folded.as_str();
    let all_short = tokens.iter().all(|token| token.folded.len() <= 7 && token.folded.is_ascii());
    match tokens {
        _ if !all_short || !begins_with_letter(first) => false,
        [_] => has_digit(first),
        [_, second] => has_digit(first) && (has_digit(&second.folded[..1]) || second.folded.len() == 3),
        [_, second, third] => {
            first.len() <= 2
                && second.folded.len() <= 2
                && has_digit(&second.folded)
                && third.folded.len() == 3
                && has_digit(&third.folded)
        }
        _ => false,
    }
}

pub(super) fn from_postcode(found: &PostcodeFound, shown: &str, context: &Context<'_>) -> Option<Found> {
    let gazetteer = context.gazetteer;
    let (point, precision) = (found.point()?, found.precision()?);
    let mut notes = Vec::new();
    let label = match found {
        PostcodeFound::Live(record) => format!("{}, {}", record.postcode, gazetteer.label(record)),
        PostcodeFound::Terminated(record) => {
            notes.push(format!(
                "{} is no longer in use: distances are measured from where it last was.",
                record.postcode
            ));
            format!("{}, {}", record.postcode, gazetteer.label(record))
        }
        PostcodeFound::Sector { sector, instead_of, .. } => {
            if let Some(postcode) = instead_of {
                notes.push(format!(
                    "We do not know {postcode}: distances are measured from the middle of {sector}."
                ));
            }
            area_label(sector, point, context)
        }
        PostcodeFound::Outcode { outcode, instead_of, .. } => {
            if let Some(typed) = instead_of {
                notes.push(format!(
                    "We do not know {typed}: distances are measured from the middle of {outcode}."
                ));
            }
            area_label(outcode, point, context)
        }
        PostcodeFound::Unknown { .. } => shown.to_owned(),
    };
    let areas = match found.record() {
        Some(record) => gazetteer.areas_of(record),
        None => gazetteer.areas_at(point),
    };
    Some(Found {
        origin: Origin {
            point,
            radius_metres: found.radius_metres(),
            precision,
            label,
            areas,
            within_area: None,
        },
        others: Vec::new(),
        notes,
    })
}

/// "SK4, Stockport".
fn area_label(code: &str, point: Point, context: &Context<'_>) -> String {
    match context.gazetteer.label_at(point) {
        Some(label) => format!("{code}, {}", label.rsplit(", ").next().unwrap_or(&label)),
        None => code.to_owned(),
    }
}

/// Includes the preposition before `index`: "near SK4 3AA".
fn with_preposition(tokens: &[Token], index: usize) -> usize {
    for phrase in NEAR {
        let words = phrase.split(' ').count();
        if let Some(start) = index.checked_sub(words)
            && tokens::stands_at(tokens, start, phrase).is_some()
        {
            return start;
        }
    }
    index
}
