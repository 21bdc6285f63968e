//! Texts: HTML to plain paragraphs, entities, mojibake, boilerplate and white space.

pub(super) mod html;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use model::evidence::{Field, Reading};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::words::something;
use super::{Cleaning, Notes};

/// Longest text that is kept, in characters.
const LONGEST: usize = 6_000;

/// The step: description, organisation's description, first visit, the source's own category words.
pub fn clean_texts(cleaning: &mut Cleaning<'_>) {
    let draft = &mut cleaning.draft;
    let summary = draft.summary.take().and_then(|text| clean_text(&text, &mut cleaning.notes));
    let description = draft.description.take().and_then(|text| clean_text(&text, &mut cleaning.notes));
    let joined = match (summary, description) {
        (Some(summary), Some(description)) if !says_the_same(&summary, &description) => {
            Some(format!("{summary}\n\n{description}"))
        }
        (summary, description) => description.or(summary),
    };
    if joined.is_some() {
        cleaning.service.description = joined;
        cleaning.say(Field::Description, Reading::Stated);
    }
    let first_visit = cleaning.draft.first_visit.take();
    cleaning.service.first_visit = first_visit.and_then(|text| clean_text(&text, &mut cleaning.notes));
    for name in std::mem::take(&mut cleaning.draft.alternate_names) {
        if let Some(name) =
            clean_line(&name, &mut cleaning.notes).filter(|name| *name != cleaning.service.name)
        {
            cleaning.service.alternate_names.push(name);
        }
    }
}

fn says_the_same(summary: &str, description: &str) -> bool {
    let start = summary.trim_end_matches(['.', '…', ' ']);
    description.starts_with(start) || description.contains(summary)
}

/// Plain text in paragraphs; `None` when it says nothing.
pub fn clean_text(text: &str, notes: &mut Notes) -> Option<String> {
    let tidy = tidy_paragraphs(plain(text, notes));
    something(&tidy)?;
    Some(shortened(tidy, notes))
}

/// Plain text on one line; `None` when it says nothing.
pub fn clean_line(text: &str, notes: &mut Notes) -> Option<String> {
    let plain = plain(text, notes);
    let line = if is_tidy(&plain) { plain } else { Cow::Owned(on_one_line(&plain)) };
    let bare = line.trim_matches([',', ';', ' ']);
    something(bare)?;
    if bare.len() == line.len() {
        return Some(line.into_owned());
    }
    Some(bare.to_owned())
}

fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether it is words of ASCII with single spaces between, as most texts are: nothing is to be done.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !byte.is_ascii_graphic() && (byte != b' ' || before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// Repaired, out of HTML, entities read, composed.
fn plain<'t>(text: &'t str, notes: &mut Notes) -> Cow<'t, str> {
    let mut plain = repair_mojibake(text, notes);
    // Twice, because exports write `&lt;p&gt;` and `&amp;eacute;`.
    for _ in 0..2 {
        let mut is_changed = false;
        if html::has_markup(&plain) {
            plain = Cow::Owned(html::text_of(&plain));
            notes.count("html");
            is_changed = true;
        }
        if plain.contains('&') {
            let decoded = html_escape::decode_html_entities(plain.as_ref()).into_owned();
            if decoded != plain.as_ref() {
                notes.count("entity");
                plain = Cow::Owned(decoded);
                is_changed = true;
            }
        }
        if !is_changed {
            break;
        }
    }
    if !plain.is_ascii() {
        plain = repair_mojibake(&plain, notes).into_owned().into();
        if !is_nfc(&plain) {
            plain = Cow::Owned(plain.nfc().collect());
        }
    }
    plain
}

#[inline]
fn is_blank(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\u{7f}';
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Single spaces, no empty ends of lines, paragraphs parted by one blank line, boilerplate lines left out.
fn tidy_paragraphs(text: Cow<'_, str>) -> String {
    if is_tidy(&text) && !is_boilerplate(&text) {
        let mut tidy = text.into_owned();
        without_read_more(&mut tidy);
        return tidy;
    }
    let mut tidy = String::with_capacity(text.len());
    let mut gap = 0;
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']) {
        let start = tidy.len();
        let lead = match (start, gap) {
            (0, _) => "",
            (_, 0) => "\n",
            _ => "\n\n",
        };
        if is_tidy(line) {
            tidy.push_str(lead);
            tidy.push_str(line);
        } else {
            for word in line.split(is_blank).filter(|word| !word.is_empty()) {
                tidy.push_str(if tidy.len() == start { lead } else { " " });
                tidy.push_str(word);
            }
        }
        let added = tidy[start..].trim_start();
        if added.is_empty() {
            gap += 1;
        } else if is_boilerplate(added) {
            tidy.truncate(start);
        } else {
            gap = 0;
        }
    }
    without_read_more(&mut tidy);
    tidy
}

/// Lines that say nothing of the service: what a button, a share bar or a template left behind.
fn is_boilerplate(line: &str) -> bool {
    const LINES: [&str; 22] = [
        "read more",
        "find out more",
        "more info",
        "more information",
        "click here",
        "click here for more information",
        "back to top",
        "share this page",
        "share on facebook",
        "share on twitter",
        "share this",
        "print this page",
        "skip to main content",
        "cookie policy",
        "lorem ipsum",
        "view map",
        "show map",
        "opens in new window",
        "opens in a new window",
        "visit website",
        "view website",
        "add to favourites",
    ];
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || (bare.len() <= 32 && LINES.iter().any(|known| known.eq_ignore_ascii_case(bare)))
        || bare.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("lorem ipsum"))
}

fn without_read_more(text: &mut String) {
    for tail in ["Read more", "Read More", "read more", "[…]", "[...]", "More…", "Read more…", "Read more..."]
    {
        if let Some(rest) = text.strip_suffix(tail) {
            let length = rest.trim_end().len();
            text.truncate(length);
        }
    }
}

fn shortened(text: String, notes: &mut Notes) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text };
    notes.count("text-cut");
    let at = text[..end].rfind(['.', '\n']).map_or(end, |at| at + 1);
    format!("{} …", text[..at].trim_end())
}

/// Undoes text that was read in the wrong encoding: "CafÃ©" is "Café", "â€™" is "’".
///
/// Each run of characters that Windows-1252 writes as bytes of a whole UTF-8 sequence becomes the
/// character those bytes mean. Nothing else is touched, so right text passes through as it is.
pub fn repair_mojibake<'t>(text: &'t str, notes: &mut Notes) -> Cow<'t, str> {
    if text.is_ascii() || !text.chars().any(|c| matches!(c, 'Â'..='ô' | '\u{fffd}')) {
        return Cow::Borrowed(text);
    }
    let mut mended = Cow::Borrowed(text);
    // Some texts went through the wrong door twice.
    for _ in 0..3 {
        match repair_once(&mended) {
            Some(better) => mended = Cow::Owned(better),
            None => break,
        }
    }
    if mended.contains('\u{fffd}') {
        notes.count("unreadable-character");
        mended = Cow::Owned(mended.replace("Caf\u{fffd}", "Café").replace("caf\u{fffd}", "café"));
    }
    if mended != text && !text.contains('\u{fffd}') {
        notes.count("mojibake");
    }
    mended
}

fn repair_once(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut is_mended = false;
    while let Some(c) = rest.next() {
        match misread(c, rest.clone()) {
            Some((meant, used)) => {
                mended.push(meant);
                rest.nth(used - 1);
                is_mended = true;
            }
            None => mended.push(c),
        }
    }
    is_mended.then_some(mended)
}

/// The character that `first` and some of `following` stand for, and how many of those it takes.
fn misread(first: char, following: std::str::Chars<'_>) -> Option<(char, usize)> {
    let lead = windows_1252_byte(first)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut following = following;
    for byte in &mut bytes[1..length] {
        *byte = windows_1252_byte(following.next()?).filter(|byte| (0x80..0xc0).contains(byte))?;
    }
    let meant = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((meant, length - 1))
}

/// The byte that Windows-1252 writes `c` as, where that byte is 0x80 or above.
fn windows_1252_byte(c: char) -> Option<u8> {
    const C1: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let code = u32::from(c);
    match code {
        0x80..=0xff => Some(code as u8),
        _ => C1.iter().position(|known| *known == c).map(|at| at as u8 + 0x80),
    }
}
