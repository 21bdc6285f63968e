//! Whom something is for by its own name, and whom a question speaks of: children, women, veterans, a people.
//!
//! A name says it in a few plain words ("Junior Football Club", "Polish Saturday School"). Where the question
//! speaks of nobody like that, what is for everybody stands before it; see [`crate::rank::FOR_OTHERS_FACTOR`].

use std::collections::HashMap;
use std::sync::LazyLock;

use model::eligibility::Gender;
use model::vocabulary::Vocabulary;

use crate::question::Question;
use crate::words::words;

/// Words of a name that say whom it is for, one line an audience; who speaks of her husband is a woman.
const NAMED: [&[&str]; 10] = [
    &[
        "child",
        "children",
        "childrens",
        "kid",
        "kids",
        "junior",
        "juniors",
        "toddler",
        "toddlers",
        "baby",
        "babies",
        "nursery",
        "preschool",
        "playgroup",
        "youth",
        "youths",
        "teen",
        "teens",
        "teenage",
        "teenagers",
        "pupil",
        "pupils",
        "school",
        "schools",
        "youngpeople",
        "youngpeoples",
        "youngpersons",
    ],
    &["student", "students", "university", "college"],
    &[
        "women",
        "womens",
        "woman",
        "ladies",
        "mum",
        "mums",
        "mother",
        "mothers",
        "girl",
        "girls",
        "wi",
        "husband",
        "antenatal",
        "postnatal",
        "pregnancy",
        "maternity",
    ],
    &["men", "mens", "boys", "lads", "dad", "dads", "father", "fathers", "wife"],
    &["carer", "carers", "parent", "parents", "family", "families"],
    &[
        "lgb",
        "lgbt",
        "lgbtq",
        "lgbtqi",
        "gay",
        "lesbian",
        "lesbians",
        "bisexual",
        "trans",
        "transgender",
        "queer",
    ],
    &[
        "autism",
        "autistic",
        "asperger",
        "aspergers",
        "dementia",
        "alzheimer",
        "alzheimers",
        "deaf",
        "deafened",
        "blind",
        "disabled",
        "disability",
        "disabilities",
        "sen",
        "send",
    ],
    &["older", "elderly", "elders", "pensioner", "pensioners", "senior", "seniors", "retired"],
    &[
        "asian",
        "african",
        "caribbean",
        "bme",
        "bame",
        "black",
        "polish",
        "somali",
        "chinese",
        "irish",
        "pakistani",
        "bangladeshi",
        "congolese",
        "indian",
        "kurdish",
        "iranian",
        "ukrainian",
        "eritrean",
        "ethiopian",
        "nigerian",
        "zimbabwean",
        "latin",
        "muslim",
        "islamic",
        "jewish",
        "sikh",
        "hindu",
        "refugee",
        "refugees",
        "asylum",
        "gypsy",
        "roma",
        "travellers",
    ],
    &["veteran", "veterans", "soldier", "soldiers", "sailors", "legion", "airmen"],
];

/// Concepts that are about somebody without a word of it in their label, and a name that says whom.
const SPEAKS_OF: [(&str, &str); 9] = [
    ("children/", "children students families"),
    ("family/", "children parents mothers fathers"),
    ("carers/", "carers"),
    ("safety/", "women children families"),
    ("older/", "older"),
    ("care/", "older disabled"),
    ("disability/", "disabled"),
    ("dementia/", "older disabled"),
    ("learning/esol", "asian refugees"),
];

/// The first bit of them in word 1 of the marks.
const FIRST_BIT: u32 = 50;

/// From this age on somebody may be meant by "older".
const OLDER_FROM: u8 = 50;

/// A set of those that something may be for; nobody in particular where it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Audiences(u16);

impl Audiences {
    /// Whom a name, or what somebody typed, speaks of.
    pub fn named_in(text: &str) -> Audiences {
        let words = words(text);
        let alone = words.iter().map(|word| of_word(&word.folded));
        let joined = words.windows(2).map(|pair| of_word(&(pair[0].folded.clone() + &pair[1].folded)));
        Audiences(alone.chain(joined).fold(0, |all, bits| all | bits))
    }

    /// Those of either.
    pub fn and(self, others: Audiences) -> Audiences {
        Audiences(self.0 | others.0)
    }

    /// Whether it is for somebody, and for none of those asked for.
    #[inline]
    pub fn are_others_than(self, asked: Audiences) -> bool {
        self.0 != 0 && self.0 & asked.0 == 0
    }

    /// As they stand in the marks.
    #[inline]
    pub fn of_marks(words: &[u64]) -> Audiences {
        Audiences((words[1] >> FIRST_BIT) as u16 & ((1 << NAMED.len()) - 1))
    }

    /// One bit for each, for those who keep them elsewhere.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// The bits of word 1 of the marks.
    pub fn in_marks(self) -> u64 {
        u64::from(self.0) << FIRST_BIT
    }
}

/// Whom a word names, one bit for each.
fn of_word(word: &str) -> u16 {
    static WORDS: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| {
        let mut words = HashMap::new();
        for (bit, named) in NAMED.iter().enumerate() {
            for word in *named {
                *words.entry(*word).or_default() |= 1 << bit;
            }
        }
        words
    });
    WORDS.get(word).copied().unwrap_or_default()
}

/// Whom a question speaks of: by its words, by what it is about, and by who it was read to be for. One that
/// is about nothing ("what is on this week") speaks of everybody.
pub fn asked(question: &Question, vocabulary: &Vocabulary) -> Audiences {
    if question.concepts.is_empty() && question.words.is_empty() {
        return Audiences((1 << NAMED.len()) - 1);
    }
    let mut asked = Audiences::named_in(&question.reading.typed);
    if let Some(repaired) = &question.reading.repaired {
        asked = asked.and(Audiences::named_in(repaired));
    }
    for concept in question.concepts.iter().map(|asked| &asked.concept) {
        asked = asked.and(Audiences::named_in(&concept.0));
        if let Some(concept) = vocabulary.concept(concept) {
            asked = asked.and(Audiences::named_in(&concept.label));
        }
        for (_, whom) in SPEAKS_OF.iter().filter(|(start, _)| concept.0.starts_with(start)) {
            asked = asked.and(Audiences::named_in(whom));
        }
    }
    let person = &question.person;
    let is_young = person.is_child || person.age.is_some_and(|(from, _)| from < 18);
    let is_older = person.age.is_some_and(|(from, _)| from >= OLDER_FROM);
    let of_gender = match person.gender {
        Some(Gender::Women) => "women",
        Some(Gender::Men) => "men",
        Some(Gender::Everyone) | None => "",
    };
    for (is_so, whom) in [(is_young, "children"), (is_older, "older"), (true, of_gender)] {
        if is_so {
            asked = asked.and(Audiences::named_in(whom));
        }
    }
    asked
}

#[cfg(test)]
mod tests;
