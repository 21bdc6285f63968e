//! Names as they are compared: folded, without filler, and with the words that tell one group from its
//! neighbour set apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing of which one is meant.
const FILLER: [&str; 18] = [
    "the", "and", "of", "at", "in", "for", "a", "an", "on", "to", "with", "ltd", "limited", "cic", "cio",
    "uk", "plc", "llp",
];

/// Words half of all names hold, so that sharing one is weak evidence.
const GENERIC: [&str; 48] = [
    "hub",
    "warm",
    "welcome",
    "space",
    "library",
    "centre",
    "community",
    "church",
    "hall",
    "club",
    "group",
    "service",
    "society",
    "association",
    "trust",
    "charity",
    "project",
    "foundation",
    "friend",
    "school",
    "village",
    "memorial",
    "parish",
    "saint",
    "house",
    "surgery",
    "practice",
    "medical",
    "health",
    "clinic",
    "pharmacy",
    "chemist",
    "food",
    "bank",
    "advice",
    "solicitor",
    "committee",
    "fund",
    "charitable",
    "sport",
    "council",
    "information",
    "support",
    "network",
    "branch",
    "local",
    "public",
    "methodist",
];

/// Words that tell one group from another that is otherwise named alike.
const TELLING: [&str; 51] = [
    "junior",
    "youth",
    "women",
    "men",
    "lady",
    "girl",
    "boy",
    "toddler",
    "baby",
    "child",
    "children",
    "kid",
    "senior",
    "beginner",
    "advanced",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "morning",
    "afternoon",
    "evening",
    "north",
    "south",
    "east",
    "west",
    "upper",
    "lower",
    "central",
    "mobile",
    "online",
    "family",
    "teen",
    "adult",
    "parent",
    "carer",
    "infant",
    "primary",
    "nursery",
    "gardening",
    "cub",
    "beaver",
    "scout",
    "brownie",
    "guide",
    "rainbow",
    "explorer",
    "walking",
];

/// Words for what is offered in a house: "Drop-in at Park Surgery" is not the surgery, nor "Park Library Yoga"
/// the library. In brackets behind the name of the house they only say what is to be had there.
const OFFERS: [&str; 19] = [
    "drop",
    "dropin",
    "sexual",
    "contraception",
    "counselling",
    "food",
    "yoga",
    "pilates",
    "zumba",
    "dance",
    "knit",
    "knitting",
    "choir",
    "singing",
    "craft",
    "crafts",
    "bingo",
    "chess",
    "advice",
];

/// Longer and shorter ways to write the same word.
const SAME_WORD: [(&str, &str); 47] = [
    ("med", "medical"),
    ("surg", "surgery"),
    ("hosp", "hospital"),
    ("grp", "group"),
    ("pharm", "pharmacy"),
    ("intl", "international"),
    ("chemist", "pharmacy"),
    ("chemists", "pharmacy"),
    ("foodbank", "food bank"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("st", "saint"),
    ("rd", "road"),
    ("ctr", "centre"),
    ("ctre", "centre"),
    ("cntr", "centre"),
    ("ct", "centre"),
    ("prac", "practice"),
    ("pract", "practice"),
    ("hlth", "health"),
    ("ave", "avenue"),
    ("centr", "centre"),
    ("center", "centre"),
    ("assoc", "association"),
    ("soc", "society"),
    ("comm", "community"),
    ("lib", "library"),
    ("cab", "citizen advice"),
    ("bureau", ""),
    ("bureaux", ""),
    ("&", "and"),
    ("mon", "monday"),
    ("tue", "tuesday"),
    ("tues", "tuesday"),
    ("wed", "wednesday"),
    ("thu", "thursday"),
    ("thur", "thursday"),
    ("thurs", "thursday"),
    ("fri", "friday"),
    ("sat", "saturday"),
    ("sun", "sunday"),
    ("woman", "women"),
    ("man", "men"),
];

/// Marks that publishing systems put behind the name of a copied entry.
const COPY_MARKS: [&str; 3] = ["(duplicated)", "(duplicate)", "(copy)"];

/// A name without the marks of a copied entry: `Choir (Duplicated) (2)` is `Choir`.
fn without_copy_marks(name: &str) -> String {
    let lower = name.to_lowercase();
    if !COPY_MARKS.iter().any(|mark| lower.contains(mark)) {
        return lower;
    }
    let mut kept = lower;
    COPY_MARKS.iter().for_each(|mark| kept = kept.replace(mark, " "));
    let words = kept.split_whitespace().filter(|word| {
        let inner = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
        !inner.is_some_and(|inner| inner.bytes().all(|byte| byte.is_ascii_digit()))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Words in brackets that make a part of a whole: "Age Concern (Dementia Service)".
const PARTS: [&str; 9] =
    ["service", "project", "team", "group", "club", "branch", "office", "shop", "department"];

/// A name without what stands in brackets, which says more of the same thing: "Boots (sexual health)".
/// Words that tell one group from another stay: "Choir (ladies)".
pub fn without_asides(name: &str) -> (String, String) {
    let (mut main, mut aside, mut inner) = (String::with_capacity(name.len()), String::new(), String::new());
    let mut depth = 0_u32;
    for letter in without_copy_marks(name).chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    let tells = fold_words(&inner)
                        .iter()
                        .any(|word| is_telling(word) || is_letter(word) || PARTS.contains(&word.as_str()));
                    let to = if tells { &mut main } else { &mut aside };
                    to.push(' ');
                    to.push_str(&inner);
                    to.push(' ');
                    inner.clear();
                }
            }
            letter if depth > 0 => inner.push(letter),
            letter => main.push(letter),
        }
    }
    if depth > 0 || !main.contains(char::is_alphanumeric) {
        return (name.to_owned(), String::new());
    }
    (main, aside)
}

/// The significant words of a name, in order, each once, parted by spaces.
pub fn fold(name: &str) -> String {
    fold_words(name).join(" ")
}

fn fold_words(name: &str) -> Vec<String> {
    let mut folded = String::with_capacity(name.len());
    let name = without_copy_marks(name);
    for letter in name.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            '\'' | '’' | '‘' | '.' => {}
            '&' => folded.push_str(" and "),
            letter if letter.is_alphanumeric() => folded.extend(letter.to_lowercase()),
            _ => folded.push(' '),
        }
    }
    let mut words: Vec<String> = Vec::new();
    for word in joined_initials(&folded).iter().map(|word| stem(word)) {
        for part in word.split(' ') {
            if !part.is_empty() && !FILLER.contains(&part) && !words.iter().any(|known| known == part) {
                words.push(part.to_owned());
            }
        }
    }
    words
}

/// The words, initials that follow each other joined: "H J Everett" and "HJ Everett" are one.
fn joined_initials(folded: &str) -> Vec<String> {
    let is_initial = |word: &str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut words: Vec<String> = Vec::new();
    let mut after_initial = false;
    for word in folded.split_whitespace() {
        match words.last_mut() {
            Some(last) if after_initial && is_initial(word) => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        after_initial = is_initial(word);
    }
    words
}

/// A word in its singular and usual form; ordinals become numbers.
fn stem(word: &str) -> String {
    if let Some((_, usual)) = SAME_WORD.iter().find(|(short, _)| *short == word) {
        return (*usual).to_owned();
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() && matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") {
        return digits.to_owned();
    }
    let singular = match word {
        "ladies" => "lady",
        "babies" => "baby",
        "womens" => "women",
        "mens" => "men",
        "childrens" => "children",
        word if word.len() > 5 && word.ends_with("ies") => return format!("{}y", &word[..word.len() - 3]),
        word if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") => &word[..word.len() - 1],
        word => word,
    };
    singular.to_owned()
}

/// The words of a folded name in alphabetical order: equal for names that differ in order only.
pub fn sorted_words(folded: &str) -> String {
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether half of all names hold the word.
pub fn is_generic(word: &str) -> bool {
    GENERIC.contains(&word)
}

/// How alike two folded names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same words.
    Same,
    /// The same but for a slip of the pen or a word that says little.
    Nearly,
    /// The same but for a word like "library" or "centre".
    PlainWord,
    /// All words of one stand in the other.
    Contained,
    /// Most of the weight is shared.
    Similar,
    /// Some of the weight is shared.
    Some,
    /// Next to nothing is shared.
    Different,
}

/// How alike two folded names are. `is_plain` knows words beyond the generic ones that set nothing apart
/// here: the town that is in the address anyway.
pub fn alike(a: &str, b: &str, is_plain: impl Fn(&str) -> bool) -> Alike {
    if a == b {
        return if a.is_empty() { Alike::Different } else { Alike::Same };
    }
    let weight = |word: &str| if is_generic(word) || is_plain(word) { 0.35 } else { 1.0 };
    let (a_words, b_words): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (a_all, b_all) =
        (a_words.iter().map(|w| weight(w)).sum::<f32>(), b_words.iter().map(|w| weight(w)).sum::<f32>());
    let (mut shared, mut telling) = (0.0, false);
    let mut used = vec![false; b_words.len()];
    let mut missed: Vec<&str> = Vec::new();
    let mut telling_beyond_place = false;
    for word in &a_words {
        match best_match(word, &b_words, &used) {
            Some((index, likeness)) => {
                used[index] = true;
                shared += weight(word).min(weight(b_words[index])) * likeness;
                telling |= !is_generic(word);
                telling_beyond_place |= !is_generic(word) && !is_telling(word) && !is_plain(word);
            }
            None => missed.push(word),
        }
    }
    let unused = b_words.iter().zip(&used).filter(|(_, used)| !**used).map(|(word, _)| *word);
    let unused: Vec<&str> = unused.collect();
    let plain = |word: &&str| is_generic(word) || telling_beyond_place && is_plain(word);
    let only_plain_is_missing = missed.iter().chain(&unused).all(plain);
    let jaccard = shared / (a_all + b_all - shared);
    // "Story of the Dragon" and "Story of the Snail": long names alike but for what they are about.
    let is_about_another = missed.iter().any(|word| !plain(word)) && unused.iter().any(|word| !plain(word));
    let contained = telling && (missed.is_empty() || unused.is_empty());
    match jaccard {
        _ if missed.is_empty() && unused.is_empty() && jaccard > 0.97 => Alike::Same,
        j if j >= 0.8 && !is_about_another => Alike::Nearly,
        _ if contained && only_plain_is_missing => Alike::PlainWord,
        _ if contained => Alike::Contained,
        j if j >= 0.5 => Alike::Similar,
        j if j >= 0.25 => Alike::Some,
        _ => Alike::Different,
    }
}

fn best_match(word: &str, others: &[&str], used: &[bool]) -> Option<(usize, f32)> {
    if let Some(index) = others.iter().enumerate().position(|(index, other)| !used[index] && *other == word) {
        return Some((index, 1.0));
    }
    if word.len() < 5 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let near = others.iter().enumerate().filter(|(index, other)| {
        !used[*index] && other.len() >= 5 && other.as_bytes()[0] == word.as_bytes()[0]
    });
    near.map(|(index, other)| (index, strsim::jaro_winkler(word, other) as f32))
        .filter(|(_, likeness)| *likeness >= 0.93)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// What sets two names apart though they are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetApart {
    /// Nothing.
    Nothing,
    /// One has a word like "junior" or "Tuesday" that the other lacks.
    OneSided,
    /// Each has a number or such a word that the other lacks.
    Both,
}

/// What sets two folded names apart.
pub fn set_apart(a: &str, b: &str) -> SetApart {
    let both_have_letters = has_letter(a) && has_letter(b);
    let only = |from: &str, other: &str| {
        from.split(' ').any(|word| {
            (is_telling(word) || OFFERS.contains(&word) || both_have_letters && is_letter(word))
                && !other.split(' ').any(|known| known == word)
        })
    };
    let (one, other) = (houses(a), houses(b));
    if one != 0 && other != 0 && one != other {
        return SetApart::Both;
    }
    match (only(a, b), only(b, a)) {
        (false, false) => SetApart::Nothing,
        (true, true) => SetApart::Both,
        _ => SetApart::OneSided,
    }
}

/// Words for kinds of house. "Health Centre" and "Health Centre Pharmacy" are two.
const HOUSES: [&[&str]; 6] = [
    &["medical", "practice", "surgery", "health", "clinic"],
    &["pharmacy"],
    &["library"],
    &["church", "chapel", "cathedral"],
    &["school", "college", "academy"],
    &["food"],
];

/// The bit of pharmacies in [`houses`].
pub const PHARMACY: u8 = 1 << 1;

/// The bit of libraries in [`houses`].
pub const LIBRARY: u8 = 1 << 2;

/// The bits of health centres, churches and schools in [`houses`]: others have rooms there.
pub const OF_MANY: u8 = 1 | 1 << 3 | 1 << 4;

/// The kinds of house a folded name speaks of, a bit each.
pub fn houses(name: &str) -> u8 {
    let kind_of = |word: &str| HOUSES.iter().position(|words| words.contains(&word));
    name.split(' ').filter_map(kind_of).fold(0, |kinds, kind| kinds | 1 << kind)
}

fn is_telling(word: &str) -> bool {
    TELLING.contains(&word) || word.bytes().any(|byte| byte.is_ascii_digit())
}

/// A single letter tells "Group A" from "Group B", but is only an initial where the other has none.
fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn has_letter(name: &str) -> bool {
    name.split(' ').any(is_letter)
}
