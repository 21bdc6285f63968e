//! What several words together mean: "every other week", "of the month", "not always".

use model::schedule::Weekdays;

use super::Token;

/// How many there are.
const NUMBER: usize = 117;

/// Phrases of several words; a space stands for any run of spaces and hyphens.
const PHRASES: [(&str, Token); NUMBER] = [
    ("of the month", Token::OfMonth),
    ("of each month", Token::OfMonth),
    ("of every month", Token::OfMonth),
    ("in the month", Token::OfMonth),
    ("in each month", Token::OfMonth),
    ("in every month", Token::OfMonth),
    ("of month", Token::OfMonth),
    ("each month", Token::OfMonth),
    ("every month", Token::OfMonth),
    ("per month", Token::OfMonth),
    ("a month", Token::OfMonth),
    ("once a month", Token::Monthly),
    ("in month", Token::OfMonth),
    ("of a month", Token::OfMonth),
    ("the month", Token::OfMonth),
    ("every other week", Token::Fortnightly),
    ("every two weeks", Token::Fortnightly),
    ("every second week", Token::Fortnightly),
    ("every fortnight", Token::Fortnightly),
    ("alternate weeks", Token::Fortnightly),
    ("bi weekly", Token::Fortnightly),
    ("every week", Token::Weekly),
    ("each week", Token::Weekly),
    ("a week", Token::Weekly),
    ("per week", Token::Weekly),
    ("once a week", Token::Weekly),
    ("every day", Token::Days(Weekdays::ALL)),
    ("each day", Token::Days(Weekdays::ALL)),
    ("seven days", Token::Days(Weekdays::ALL)),
    ("all week", Token::Days(Weekdays::ALL)),
    ("week days", Token::Days(Weekdays::MONDAY_TO_FRIDAY)),
    ("term time only", Token::Term),
    ("term times only", Token::Term),
    ("during term time", Token::Term),
    ("in term time", Token::Term),
    ("term time", Token::Term),
    ("term times", Token::Term),
    ("school term time", Token::Term),
    ("school terms", Token::Term),
    ("school term", Token::Term),
    ("during term", Token::Term),
    ("term only", Token::Term),
    ("school holidays", Token::SchoolHolidays),
    ("school holiday", Token::SchoolHolidays),
    ("half term", Token::SchoolHolidays),
    ("half terms", Token::SchoolHolidays),
    ("holidays only", Token::SchoolHolidays),
    ("bank holidays", Token::BankHolidays),
    ("bank holiday", Token::BankHolidays),
    ("bank hols", Token::BankHolidays),
    ("public holidays", Token::BankHolidays),
    ("public holiday", Token::BankHolidays),
    ("bank hol", Token::BankHolidays),
    ("b hols", Token::BankHolidays),
    ("not always", Token::Unsure),
    ("not every", Token::Unsure),
    ("when available", Token::Unsure),
    ("subject to availability", Token::Word),
    ("subject to change", Token::Word),
    ("not open", Token::Closed),
    ("no session", Token::Closed),
    ("no sessions", Token::Closed),
    ("no group", Token::Closed),
    ("no clinic", Token::Closed),
    ("no service", Token::Closed),
    ("apart from", Token::Except),
    ("other than", Token::Except),
    ("starting from", Token::From),
    ("as from", Token::From),
    ("no appointment", Token::Word),
    ("no need", Token::Word),
    ("no booking", Token::Word),
    ("walk in", Token::Word),
    ("drop in", Token::Word),
    ("all day", Token::PartOfDay),
    ("open to all", Token::Word),
    ("and under", Token::Word),
    ("and over", Token::Word),
    ("or over", Token::Word),
    ("or under", Token::Word),
    ("up to", Token::Until),
    ("check website", Token::Word),
    ("ring first", Token::Word),
    ("call ahead", Token::Word),
    ("please ring", Token::Word),
    ("please call", Token::Word),
    ("call in advance", Token::Word),
    ("please book", Token::Word),
    ("please phone", Token::Word),
    ("book an appointment", Token::Word),
    ("booking required", Token::Word),
    ("booking essential", Token::Word),
    ("booked appointments", Token::Word),
    ("by arrangement", Token::Unsure),
    ("on request", Token::Unsure),
    ("by request", Token::Unsure),
    ("other times", Token::Word),
    ("not known", Token::Word),
    ("first come", Token::Word),
    ("last entry", Token::Asking),
    ("last orders", Token::Asking),
    ("last walk", Token::Asking),
    ("last appointment", Token::Asking),
    ("last admission", Token::Asking),
    ("second hand", Token::Word),
    ("first floor", Token::Word),
    ("no longer", Token::Closed),
    ("first aid", Token::Word),
    ("last appointments", Token::Asking),
    ("not necessary", Token::Word),
    ("not required", Token::Word),
    ("not needed", Token::Word),
    ("phone ahead", Token::Word),
    ("until further notice", Token::Unsure),
    ("contact in advance", Token::Word),
    ("hours total", Token::Word),
    ("hrs total", Token::Word),
];

/// The first phrase that the text begins with as whole words, and how much of the text it takes.
pub(super) fn phrase_at(text: &str) -> Option<(Token, usize)> {
    let letter = text.as_bytes().first()?.to_ascii_lowercase().checked_sub(b'a')?;
    let mut next = *FIRST.get(usize::from(letter))?;
    while let Some((phrase, token)) = PHRASES.get(usize::from(next)) {
        if let Some(length) = phrase_length(text, phrase) {
            return Some((*token, length));
        }
        next = NEXT[usize::from(next)];
    }
    None
}

/// The first phrase of each letter, and behind each phrase the next of its letter: nearly no word begins one,
/// and walking through all of them for every word was most of the work.
const FIRST: [u8; 26] = CHAINS.0;
const NEXT: [u8; NUMBER] = CHAINS.1;
const CHAINS: ([u8; 26], [u8; NUMBER]) = {
    let (mut first, mut next) = ([u8::MAX; 26], [u8::MAX; NUMBER]);
    let mut index = NUMBER;
    while index > 0 {
        index -= 1;
        let letter = (PHRASES[index].0.as_bytes()[0] - b'a') as usize;
        next[index] = first[letter];
        first[letter] = index as u8;
    }
    (first, next)
};

/// How much of the text the phrase takes, when the text begins with it as whole words.
fn phrase_length(text: &str, phrase: &str) -> Option<usize> {
    let (text_bytes, mut at) = (text.as_bytes(), 0);
    for (index, word) in phrase.split(' ').enumerate() {
        if index > 0 {
            let gap = text_bytes[at..].iter().take_while(|b| matches!(b, b' ' | b'-')).count();
            if gap == 0 {
                return None;
            }
            at += gap;
        }
        let piece = text_bytes.get(at..at + word.len())?;
        if !piece.eq_ignore_ascii_case(word.as_bytes()) {
            return None;
        }
        at += word.len();
    }
    let ends = text_bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'\'');
    ends.then_some(at)
}
