//! Languages: the one a text is in, and those a service is offered in.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use model::evidence::{Field, Reading};
use regex::Regex;

use super::Cleaning;
use super::words::{any_of, beginning, folded, has};

/// The step: which language name and description are in.
pub fn tag_texts(cleaning: &mut Cleaning<'_>) {
    let stated =
        cleaning.draft.text_language.take().and_then(|language| code_of(&language).map(str::to_owned));
    cleaning.service.text_language = stated.or_else(|| {
        let text = cleaning.service.description.as_deref()?;
        language_of(text).map(str::to_owned)
    });
}

/// How many words are looked at.
const ENOUGH_WORDS: usize = 60;

/// The language of a text, when it is long enough to tell.
///
/// English and Welsh are told by their commonest words, which is quick, sure for these two, and the only
/// way for Welsh, which the general detector does not know. Whatever has few of either goes to that one.
pub fn language_of(text: &str) -> Option<&'static str> {
    let Counts { all, english, welsh } =
        if text.is_ascii() { counts_of_ascii(text) } else { counts_letter_by_letter(text) };
    if all < 4 {
        return None;
    }
    if welsh * 6 >= all && welsh > english {
        return Some("cy");
    }
    if english * 6 >= all {
        return Some("en");
    }
    if all < 8 {
        return None;
    }
    let start = beginning(text, 300);
    let found = whatlang::detect(start).filter(whatlang::Info::is_reliable)?;
    code_of(found.lang().eng_name())
}

/// How many words there are, and how many of them are among the commonest of each language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    all: usize,
    english: usize,
    welsh: usize,
}

impl Counts {
    /// Counts a word in small letters; only one of at most eight bytes is looked up.
    fn count(&mut self, word: u64, length: usize) {
        self.all += 1;
        if length <= 8 {
            self.english += usize::from(ENGLISH.binary_search(&word).is_ok());
            self.welsh += usize::from(WELSH.binary_search(&word).is_ok());
        }
    }
}

fn counts_of_ascii(text: &str) -> Counts {
    let mut counts = Counts::default();
    let (mut word, mut length) = (0, 0);
    for byte in text.bytes().chain([b' ']) {
        if byte.is_ascii_alphabetic() || byte == b'\'' {
            word = word << 8 | u64::from(byte.to_ascii_lowercase());
            length += 1;
        } else if length > 0 {
            counts.count(word, length);
            (word, length) = (0, 0);
            if counts.all == ENOUGH_WORDS {
                break;
            }
        }
    }
    counts
}

fn counts_letter_by_letter(text: &str) -> Counts {
    let mut counts = Counts::default();
    let words = text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
    for written in words.filter(|word| !word.is_empty()).take(ENOUGH_WORDS) {
        let word = written.to_ascii_lowercase().replace('’', "'");
        counts.count(packed(word.as_bytes()), written.len());
    }
    counts
}

/// The commonest words of English.
const ENGLISH: [u64; 30] = packed_all([
    "the", "and", "of", "to", "for", "is", "in", "with", "you", "we", "our", "are", "on", "or", "your", "at",
    "all", "be", "from", "this", "have", "who", "can", "people", "by", "their", "they", "that", "will",
    "not",
]);

/// The commonest words of Welsh.
const WELSH: [u64; 34] = packed_all([
    "yn", "y", "yr", "a'r", "i'r", "o'r", "mae", "ar", "ac", "gyda", "gan", "sydd", "wedi", "ei", "eu",
    "ein", "chi", "ni", "am", "neu", "pobl", "bob", "dydd", "gymraeg", "cymru", "cymraeg", "grŵp", "oes",
    "nid", "bydd", "rydym", "drwy", "hwn", "hon",
]);

/// Each of the words in one number, in the order of the numbers.
const fn packed_all<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut all = [0; N];
    let mut index = 0;
    while index < N {
        let word = packed(words[index].as_bytes());
        let mut place = index;
        while place > 0 && all[place - 1] > word {
            all[place] = all[place - 1];
            place -= 1;
        }
        all[place] = word;
        index += 1;
    }
    all
}

/// A word of at most eight bytes as a number; of a longer one, its end.
const fn packed(word: &[u8]) -> u64 {
    let mut number = 0;
    let mut index = 0;
    while index < word.len() {
        number = number << 8 | word[index] as u64;
        index += 1;
    }
    number
}

/// The step: languages it is offered in.
pub fn clean_languages(cleaning: &mut Cleaning<'_>) {
    for written in std::mem::take(&mut cleaning.draft.languages) {
        for part in written.split([',', ';', '/', '|', '\n']).flat_map(|part| part.split(" and ")) {
            match code_of(part) {
                Some(code) => {
                    cleaning.service.languages.insert(code.to_owned());
                }
                None if !part.trim().is_empty() => cleaning.notes.count("language-unknown"),
                None => {}
            }
        }
    }
    if !cleaning.service.languages.is_empty() {
        cleaning.say(Field::Languages, Reading::Stated);
        return;
    }
    let in_prose = cleaning.service.description.as_deref().map(languages_offered).unwrap_or_default();
    if !in_prose.is_empty() {
        cleaning.service.languages = in_prose.into_iter().map(str::to_owned).collect();
        cleaning.say(Field::Languages, Reading::FromProse);
    }
}

/// Names and codes of languages, as people and standards write them.
const LANGUAGES: [(&str, &str); 62] = [
    ("en", "english"),
    ("cy", "welsh"),
    ("cy", "cymraeg"),
    ("gd", "gaelic"),
    ("gd", "scottish gaelic"),
    ("gd", "scots gaelic"),
    ("ga", "irish"),
    ("sco", "scots"),
    ("kw", "cornish"),
    ("bfi", "bsl"),
    ("bfi", "british sign language"),
    ("ar", "arabic"),
    ("bn", "bengali"),
    ("bn", "bangla"),
    ("syl", "sylheti"),
    ("bg", "bulgarian"),
    ("yue", "cantonese"),
    ("zh", "chinese"),
    ("zh", "mandarin"),
    ("cs", "czech"),
    ("nl", "dutch"),
    ("fa", "farsi"),
    ("fa", "persian"),
    ("prs", "dari"),
    ("fr", "french"),
    ("de", "german"),
    ("el", "greek"),
    ("gu", "gujarati"),
    ("he", "hebrew"),
    ("yi", "yiddish"),
    ("hi", "hindi"),
    ("hu", "hungarian"),
    ("it", "italian"),
    ("ku", "kurdish"),
    ("ckb", "sorani"),
    ("lv", "latvian"),
    ("lt", "lithuanian"),
    ("ml", "malayalam"),
    ("ne", "nepali"),
    ("ps", "pashto"),
    ("ps", "pushto"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("pa", "punjabi"),
    ("pa", "panjabi"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sk", "slovak"),
    ("so", "somali"),
    ("es", "spanish"),
    ("sw", "swahili"),
    ("tl", "tagalog"),
    ("ta", "tamil"),
    ("ti", "tigrinya"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("ur", "urdu"),
    ("vi", "vietnamese"),
    ("yo", "yoruba"),
    ("am", "amharic"),
    ("sq", "albanian"),
    ("vi", "viet"),
];

/// The BCP 47 code of a language's name or code.
fn code_of(written: &str) -> Option<&'static str> {
    const THREE_LETTERS: [(&str, &str); 24] = [
        ("eng", "en"),
        ("cym", "cy"),
        ("wel", "cy"),
        ("gla", "gd"),
        ("gle", "ga"),
        ("pol", "pl"),
        ("urd", "ur"),
        ("ben", "bn"),
        ("pan", "pa"),
        ("guj", "gu"),
        ("ara", "ar"),
        ("som", "so"),
        ("fra", "fr"),
        ("deu", "de"),
        ("spa", "es"),
        ("por", "pt"),
        ("ron", "ro"),
        ("zho", "zh"),
        ("tur", "tr"),
        ("fas", "fa"),
        ("ukr", "uk"),
        ("rus", "ru"),
        ("ita", "it"),
        ("lit", "lt"),
    ];
    let lower = written.trim().to_lowercase();
    let bare = lower.trim_end_matches([')', '.']);
    if let Some((code, _)) = LANGUAGES.iter().find(|(_, name)| *name == bare) {
        return Some(code);
    }
    let tag = bare.split(['-', '_']).next().unwrap_or(bare);
    LANGUAGES
        .iter()
        .map(|(code, _)| *code)
        .find(|code| *code == tag)
        .or_else(|| THREE_LETTERS.iter().find(|(three, _)| *three == tag).map(|(_, code)| *code))
}

/// Languages a text says the service is offered in: only where it says so, not where it names a people.
fn languages_offered(text: &str) -> Vec<&'static str> {
    static HINTS: LazyLock<Regex> = LazyLock::new(|| {
        any_of(&[
            "speak",
            "language",
            "interpret",
            "cymraeg",
            "welsh",
            "bilingual",
            "medium of",
            "available in",
            "and english",
            "english and",
        ])
    });
    if !HINTS.is_match(text) {
        return Vec::new();
    }
    let folded = folded(text);
    let offered = |name: &str| {
        [
            format!("{name} speaking"),
            format!("{name} speaker"),
            format!("speak {name}"),
            format!("speaks {name}"),
            format!("through the medium of {name}"),
            format!("{name} language support"),
            format!("available in {name}"),
            format!("{name} and english"),
            format!("english and {name}"),
        ]
        .iter()
        .any(|phrase| has(&folded, phrase))
    };
    let mut codes: Vec<&'static str> = Vec::new();
    for (code, name) in LANGUAGES {
        if code != "en" && folded.contains(name) && offered(name) && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
