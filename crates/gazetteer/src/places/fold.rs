//! Names as people type them, folded to one spelling.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name: lower case, no accents or apostrophes, hyphens and other marks as gaps, `&` as `and`,
/// `Saint` as `st`. "St. Helen's-on-Sea" becomes "st helens on sea".
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.nfkd() {
        match letter {
            '\'' | '\u{2018}'..='\u{201b}' | '\u{2bc}' | '`' | '\u{b4}' => {}
            mark if is_combining_mark(mark) => {}
            '&' => folded.push_str(" and "),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            letter if letter.is_alphanumeric() => folded.extend(letter.to_lowercase()),
            _ => folded.push(' '),
        }
    }
    let words = folded.split_whitespace().map(|word| if word == "saint" { "st" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// An authority's name as people say it: "Bristol" for "Bristol, City of", "Glasgow" for "Glasgow City".
pub fn short_authority(name: &str) -> &str {
    let name = name.strip_suffix(", City of").or_else(|| name.strip_suffix(", County of")).unwrap_or(name);
    let name = name.strip_prefix("City of ").unwrap_or(name);
    name.strip_suffix(" City").unwrap_or(name)
}

#[cfg(test)]
mod tests;
