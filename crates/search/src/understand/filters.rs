//! Reads access, cost, way of delivery and way in: phrases, each with the filter it means, in one table.

use super::tokens::{Token, longest_at};
use super::topic::ConceptSpan;
use super::{Effect, Parts};
use crate::question::ChipKind::{self, Access, Cost, How, Route};

/// The choice of one's own council's services alone, even where another's are nearer.
pub(super) const OWN_COUNCIL: &str = "council";

/// What a phrase means: chip, facet, values, label.
type Meaning = (ChipKind, &'static str, &'static [&'static str], &'static str);

const WHEELCHAIR: Meaning = (Access, "access", &["wheelchair"], "wheelchair accessible");
const STEP_FREE: Meaning = (Access, "access", &["step-free"], "step-free");
const ACCESSIBLE_TOILET: Meaning = (Access, "access", &["accessible-toilet"], "accessible toilet");
const TOILET: Meaning = (Access, "access", &["toilet"], "with toilets");
const HEARING_LOOP: Meaning = (Access, "access", &["hearing-loop"], "hearing loop");
const SIGN_LANGUAGE: Meaning = (Access, "access", &["sign-language"], "British Sign Language");
const QUIET: Meaning = (Access, "access", &["quiet"], "quiet");
const PARKING: Meaning = (Access, "access", &["parking"], "with parking");
const BLUE_BADGE_PARKING: Meaning = (Access, "access", &["accessible-parking"], "Blue Badge parking");
const BABY_CHANGING: Meaning = (Access, "access", &["baby-changing"], "baby changing");
const DOGS: Meaning = (Access, "access", &["assistance-dogs"], "assistance dogs welcome");
const FREE: Meaning = (Cost, "cost", &["free"], "free");
const FREE_OR_DONATION: Meaning = (Cost, "cost", &["free", "donation"], "free or by donation");
const ONLINE: Meaning = (How, "how", &["online"], "online");
const BY_PHONE: Meaning = (How, "how", &["by-phone"], "by phone");
const AT_HOME: Meaning = (How, "how", &["at-home"], "comes to you");
const IN_PERSON: Meaning = (How, "how", &["in-person"], "in person");
const FROM_HOME: Meaning = (How, "how", &["online", "by-phone", "at-home"], "by phone, online or at home");
const MY_COUNCIL: Meaning = (ChipKind::Place, OWN_COUNCIL, &["mine"], "only in your own council's area");
const TURN_UP: Meaning = (Route, "route", &["just-turn-up"], "just turn up");
const NO_REFERRAL: Meaning =
    (Route, "route", &["just-turn-up", "book", "self-referral"], "without a referral");
const SELF_REFER: Meaning = (Route, "route", &["self-referral"], "refer yourself");
const REFERRED: Meaning = (Route, "route", &["professional-referral"], "referred by a professional");

const PHRASES: [(&str, Meaning); 100] = [
    ("wheelchair accessible", WHEELCHAIR),
    ("wheelchair access", WHEELCHAIR),
    ("wheelchair friendly", WHEELCHAIR),
    ("accessible by wheelchair", WHEELCHAIR),
    ("suitable for wheelchairs", WHEELCHAIR),
    ("suitable for wheelchair", WHEELCHAIR),
    ("suitable for wheelchair users", WHEELCHAIR),
    ("in a wheelchair", WHEELCHAIR),
    ("uses a wheelchair", WHEELCHAIR),
    ("use a wheelchair", WHEELCHAIR),
    ("for wheelchair users", WHEELCHAIR),
    ("wheelchair user", WHEELCHAIR),
    ("wheelchair users", WHEELCHAIR),
    ("wheelchair", WHEELCHAIR),
    ("disabled access", WHEELCHAIR),
    ("step free", STEP_FREE),
    ("step free access", STEP_FREE),
    ("no steps", STEP_FREE),
    ("no stairs", STEP_FREE),
    ("level access", STEP_FREE),
    ("ground floor", STEP_FREE),
    ("accessible toilet", ACCESSIBLE_TOILET),
    ("disabled toilet", ACCESSIBLE_TOILET),
    ("with disabled toilet", ACCESSIBLE_TOILET),
    ("with accessible toilet", ACCESSIBLE_TOILET),
    ("with toilet", TOILET),
    ("with toilets", TOILET),
    ("with a toilet", TOILET),
    ("hearing loop", HEARING_LOOP),
    ("induction loop", HEARING_LOOP),
    ("with hearing loop", HEARING_LOOP),
    ("bsl", SIGN_LANGUAGE),
    ("in bsl", SIGN_LANGUAGE),
    ("with bsl", SIGN_LANGUAGE),
    ("sign language", SIGN_LANGUAGE),
    ("british sign language", SIGN_LANGUAGE),
    ("bsl interpreter", SIGN_LANGUAGE),
    ("bsl interpreted", SIGN_LANGUAGE),
    ("quiet", QUIET),
    ("quiet session", QUIET),
    ("quiet space", QUIET),
    ("not noisy", QUIET),
    ("not too loud", QUIET),
    ("with parking", PARKING),
    ("free parking", PARKING),
    ("car park", PARKING),
    ("blue badge parking", BLUE_BADGE_PARKING),
    ("with disabled parking", BLUE_BADGE_PARKING),
    ("baby changing", BABY_CHANGING),
    ("assistance dogs", DOGS),
    ("assistance dog", DOGS),
    ("guide dogs welcome", DOGS),
    ("free", FREE),
    ("for free", FREE),
    ("no cost", FREE),
    ("free of charge", FREE),
    ("no charge", FREE),
    ("costs nothing", FREE),
    ("without paying", FREE),
    ("by donation", FREE_OR_DONATION),
    ("free or cheap", FREE_OR_DONATION),
    ("pay what you can", FREE_OR_DONATION),
    ("online", ONLINE),
    ("on zoom", ONLINE),
    ("zoom", ONLINE),
    ("virtual", ONLINE),
    ("by phone", BY_PHONE),
    ("by telephone", BY_PHONE),
    ("over the phone", BY_PHONE),
    ("on the phone", BY_PHONE),
    ("home visit", AT_HOME),
    ("home visits", AT_HOME),
    ("comes to me", AT_HOME),
    ("come to me", AT_HOME),
    ("come to my home", AT_HOME),
    ("come to my house", AT_HOME),
    ("in my own home", AT_HOME),
    ("face to face", IN_PERSON),
    ("in person", IN_PERSON),
    ("drop in", TURN_UP),
    ("just turn up", TURN_UP),
    ("no booking", TURN_UP),
    ("no appointment", TURN_UP),
    ("no referral", NO_REFERRAL),
    ("without a referral", NO_REFERRAL),
    ("without referral", NO_REFERRAL),
    ("no gp referral", NO_REFERRAL),
    ("self refer", SELF_REFER),
    ("self referral", SELF_REFER),
    ("refer myself", SELF_REFER),
    ("gp referral", REFERRED),
    ("in my own council", MY_COUNCIL),
    ("my own council only", MY_COUNCIL),
    ("my own council", MY_COUNCIL),
    ("in my council area", MY_COUNCIL),
    ("in my own council area", MY_COUNCIL),
    ("in my own borough", MY_COUNCIL),
    ("only my council", MY_COUNCIL),
    ("my council only", MY_COUNCIL),
    ("only in my borough", MY_COUNCIL),
];

/// Words of the vocabulary's `mental-health/housebound`: who cannot go out is asked about ways in that
/// need no going out.
const HOUSEBOUND: &str = "mental-health/housebound";

pub(super) fn phrases(tokens: &[Token], concepts: &[ConceptSpan<'_>], parts: &mut Parts) {
    let mut index = 0;
    while index < tokens.len() {
        let found = longest_at(tokens, index, &PHRASES);
        let Some((length, &(kind, facet, values, label))) = found else {
            index += 1;
            continue;
        };
        let range = index..index + length;
        if label == "quiet" && length == 1 && is_said_of_something(tokens, index) {
            index += 1;
            continue;
        }
        let belongs_to_concept = concepts.iter().any(|concept| concept.outweighs(&range));
        if parts.are_free(range.clone()) && !belongs_to_concept {
            parts.take(kind, range, label.to_owned(), Effect::Filter(facet, values.to_vec()));
        }
        index += length;
    }
    let has_other_topic = concepts.iter().any(|concept| concept.is_strong && !concept.is(HOUSEBOUND));
    let housebound = concepts.iter().find(|concept| concept.is(HOUSEBOUND));
    if let Some(housebound) = housebound.filter(|_| has_other_topic)
        && parts.are_free(housebound.range.clone())
    {
        let (kind, facet, values, label) = FROM_HOME;
        let effect = Effect::Filter(facet, values.to_vec());
        parts.take(kind, housebound.range.clone(), label.to_owned(), effect);
    }
}

/// "The house is so quiet" asks for no quiet session.
fn is_said_of_something(tokens: &[Token], index: usize) -> bool {
    let before = index.checked_sub(1).map_or("", |before| tokens[before].folded.as_str());
    matches!(before, "so" | "too" | "very" | "is" | "really" | "not" | "its")
}

/// "Cheap" is understood and said on each row: nobody states what is cheap. "Up to £5" leaves out what
/// states a higher price.
pub(super) fn prices(typed: &str, tokens: &[Token], concepts: &[ConceptSpan<'_>], parts: &mut Parts) {
    const NOTE: &str = "Prices are shown where they are known, and nothing is left out because of its price.";
    const BEFORE: [(&str, ()); 10] = [
        ("up to", ()),
        ("under", ()),
        ("less than", ()),
        ("max", ()),
        ("maximum", ()),
        ("no more than", ()),
        ("not more than", ()),
        ("for", ()),
        ("below", ()),
        ("within", ()),
    ];
    const AFTER: [(&str, ()); 7] = [
        ("or less", ()),
        ("or under", ()),
        ("or below", ()),
        ("max", ()),
        ("maximum", ()),
        ("at most", ()),
        ("or cheaper", ()),
    ];
    for index in 0..tokens.len() {
        let word = tokens[index].folded.as_str();
        let length = match word {
            "cheap" | "affordable" | "inexpensive" | "cheaper" => 1,
            "low" if tokens.get(index + 1).is_some_and(|next| next.folded == "cost") => 2,
            _ => 0,
        };
        let belongs_to_concept = concepts.iter().any(|concept| concept.outweighs(&(index..index + length)));
        if length > 0 && parts.are_free(index..index + length) && !belongs_to_concept {
            let effect = Effect::Noted(NOTE.to_owned());
            parts.take(Cost, index..index + length, "low cost".to_owned(), effect);
            continue;
        }
        let before = longest_at(tokens, index, &BEFORE).map_or(0, |(length, ())| length);
        let Some((pence, length)) = price_at(typed, tokens, index + before) else { continue };
        let end = index + before + length;
        let after = longest_at(tokens, end, &AFTER).map_or(0, |(length, ())| length);
        let range = index..end + after;
        if before + after > 0 && parts.are_free(range.clone()) {
            let (pounds, rest) = (pence / 100, pence % 100);
            let label =
                if rest == 0 { format!("up to £{pounds}") } else { format!("up to £{pounds}.{rest:02}") };
            parts.take(Cost, range, label, Effect::MostPence(pence));
        }
    }
}

/// Pence and number of words of "£5", "£3.50", "5 pounds", "50p", "a fiver" at `index`.
fn price_at(typed: &str, tokens: &[Token], index: usize) -> Option<(u32, usize)> {
    let word = |offset: usize| tokens.get(index + offset).map_or("", |token| token.folded.as_str());
    match (word(0), word(1)) {
        ("a", "fiver") => return Some((500, 2)),
        ("a", "tenner") => return Some((1000, 2)),
        ("fiver", _) => return Some((500, 1)),
        ("tenner", _) => return Some((1000, 1)),
        _ => {}
    }
    if let Some(pence) = word(0).strip_suffix('p').and_then(|number| number.parse::<u32>().ok()) {
        return Some((pence, 1));
    }
    let spelt = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let pounds = spelt.iter().position(|known| *known == word(0)).map(|place| place as u32 + 1);
    let pounds: u32 = pounds.or_else(|| word(0).parse::<u16>().ok().map(u32::from))?;
    let number = tokens.get(index)?;
    let has_sign = typed.get(..number.start).is_some_and(|before| before.ends_with('£'));
    let next = tokens.get(index + 1);
    let pence = next.filter(|next| typed.get(number.end..next.start) == Some(".") && next.folded.len() == 2);
    let pence: Option<u32> = pence.and_then(|next| next.folded.parse().ok());
    let length = 1 + usize::from(pence.is_some());
    let has_word = matches!(word(length), "pounds" | "pound" | "quid");
    (has_sign || has_word).then(|| (pounds * 100 + pence.unwrap_or(0), length + usize::from(has_word)))
}

/// Whether the word stands in one of the phrases, and so is no misspelling.
pub(super) fn knows_word(word: &str) -> bool {
    PHRASES.iter().any(|(phrase, _)| phrase.split(' ').any(|known| known == word))
}
