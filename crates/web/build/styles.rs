//! Takes from a large style sheet the rules in use, and its colours out into variables.
//!
//! The design system is 278 kB and light only. What is served is the rules whose every class stands in our
//! markup, with each colour replaced by a variable of `assets/site.css`, which knows light and dark.

use std::collections::BTreeSet;

/// A piece of a style sheet.
enum Piece<'a> {
    /// `selector { body }`.
    Rule { selectors: &'a str, body: &'a str },
    /// `@media … { pieces }` and its kin.
    Block { head: &'a str, pieces: Vec<Piece<'a>> },
}

/// The rules of `sheet` that can apply to markup with only the classes in `used`.
pub fn in_use(sheet: &str, used: &BTreeSet<String>) -> String {
    let bare = without_comments(sheet);
    let mut out = String::new();
    write_in_use(&pieces(&bare), used, Colours::Variables, &mut out);
    out
}

/// The class names of the design system that stand in a source text.
#[allow(dead_code, reason = "the test of this module does not scan sources")]
pub fn classes_in(source: &str, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in source.match_indices(prefix) {
        let rest = &source[at..];
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        found.insert(rest[..end].to_owned());
    }
    found
}

/// A sheet of ours without comments and needless space.
pub fn tightened(sheet: &str) -> String {
    let bare = without_comments(sheet);
    let mut out = String::with_capacity(bare.len());
    let mut quote = None;
    for c in bare.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        let is_space = c.is_whitespace() && quote.is_none();
        let before = out.chars().next_back().unwrap_or(' ');
        if is_space && matches!(before, ' ' | '{' | '}' | ';' | ',' | ':') {
            continue;
        }
        if quote.is_none() && before == ' ' && matches!(c, '{' | '}' | ';' | ',') {
            out.pop();
        }
        out.push(if is_space { ' ' } else { c });
    }
    out
}

/// Whether the colours of a part become variables: not in print or forced colours, which set their own.
#[derive(Clone, Copy, PartialEq)]
enum Colours {
    Variables,
    AsTheyAre,
}

fn write_in_use(pieces: &[Piece<'_>], used: &BTreeSet<String>, colours: Colours, out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Rule { selectors, body } => {
                let kept: Vec<&str> =
                    split(selectors, b',').into_iter().filter(|s| can_apply(s, used)).collect();
                // Its pictures are not taken in: a rule that asks for one would ask in vain.
                if kept.is_empty() || body.trim().is_empty() || body.contains("url(/") {
                    continue;
                }
                out.push_str(&kept.join(","));
                out.push('{');
                match colours {
                    Colours::Variables => out.push_str(&recoloured(body)),
                    Colours::AsTheyAre => out.push_str(body),
                }
                out.push('}');
            }
            Piece::Block { head, .. } if head.contains("-ms-") && !head.contains("forced-colors") => {}
            Piece::Block { head, .. } if head.contains("\\0") => {}
            Piece::Block { head, pieces } => {
                let sets_its_own = head.contains("print") || head.contains("forced-colors");
                let inner_colours = if sets_its_own { Colours::AsTheyAre } else { colours };
                let mut inner = String::new();
                write_in_use(pieces, used, inner_colours, &mut inner);
                if !inner.is_empty() {
                    out.push_str(&format!("{}{{{inner}}}", head.replace("(-ms-high-contrast:active),", "")));
                }
            }
        }
    }
}

/// Whether every class a selector asks for is in use; classes within `:not(…)` are not asked for.
fn can_apply(selector: &str, used: &BTreeSet<String>) -> bool {
    if selector.trim() == ":root" {
        return false;
    }
    let asked = without_not(selector);
    let mut rest = asked.as_str();
    while let Some(dot) = rest.find('.') {
        rest = &rest[dot + 1..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '\\' | '@'))
            .unwrap_or(rest.len());
        let class = &rest[..end];
        let is_number = class.starts_with(|c: char| c.is_ascii_digit());
        if !is_number && !used.contains(class) {
            return false;
        }
        rest = &rest[end..];
    }
    true
}

fn without_not(selector: &str) -> String {
    let mut out = String::new();
    let mut rest = selector;
    while let Some(at) = rest.find(":not(") {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 5..];
        rest = inside.find(')').map_or("", |end| &inside[end + 1..]);
    }
    out + rest
}

/// (property starts with, colour, variable): the colours that differ between light and dark.
const VARIABLES: [(&str, &str, &str); 22] = [
    ("color", "#212b32", "--ink"),
    ("color", "#005eb8", "--link"),
    ("color", "#330072", "--visited"),
    ("color", "#7c2855", "--hover"),
    ("color", "#002f5c", "--active"),
    ("color", "#4c6272", "--muted"),
    ("color", "#d5281b", "--error"),
    ("color", "#007f3b", "--good"),
    ("background", "#fff9c4", "--pale"),
    ("background", "#fff", "--paper"),
    ("background", "#f0f4f5", "--ground"),
    ("background", "#d8dde0", "--line"),
    ("background", "#d9e7f4", "--tint"),
    ("background", "#c7dcef", "--tint-strong"),
    ("border", "#d8dde0", "--line"),
    ("border", "#f0f4f5", "--line"),
    ("border", "#aeb7bd", "--line-strong"),
    ("border", "#4c6272", "--field"),
    ("border", "#212b32", "--ink"),
    ("border", "#005eb8", "--link"),
    ("border", "#d5281b", "--error"),
    ("fill", "#005eb8", "--link"),
];

fn recoloured(body: &str) -> String {
    let is_focus = body.contains("#ffeb3b");
    let declarations = split(body, b';').into_iter().filter(|declaration| !declaration.trim().is_empty());
    let mended = declarations.map(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return declaration.to_owned() };
        let mut value = value.to_owned();
        for (start, colour, variable) in VARIABLES {
            if property.starts_with(start) && !(is_focus && start == "color") {
                value = replace_colour(&value, colour, variable);
            }
        }
        format!("{property}:{value}")
    });
    mended.collect::<Vec<_>>().join(";")
}

/// Replaces a colour where it stands whole: `#fff` is no part of `#fff9c4`.
fn replace_colour(value: &str, colour: &str, variable: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find(colour) {
        let after = &rest[at + colour.len()..];
        let is_whole = !after.starts_with(|c: char| c.is_ascii_hexdigit());
        out.push_str(&rest[..at]);
        out.push_str(&if is_whole { format!("var({variable})") } else { colour.to_owned() });
        rest = after;
    }
    out + rest
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out + rest
}

fn pieces(sheet: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = sheet;
    while let Some(stop) = next_outside(rest, b"{;") {
        let head = rest[..stop].trim();
        if rest.as_bytes()[stop] == b';' {
            rest = &rest[stop + 1..];
            continue;
        }
        let inside = &rest[stop + 1..];
        let end = closing(inside);
        let body = &inside[..end];
        if ["@media", "@supports", "@container"].iter().any(|kind| head.starts_with(kind)) {
            found.push(Piece::Block { head, pieces: pieces(body) });
        } else if !head.starts_with('@') {
            found.push(Piece::Rule { selectors: head, body });
        }
        rest = inside.get(end + 1..).unwrap_or("");
    }
    found
}

/// Index of the brace that closes what has been opened just before `text`.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(stop) = next_outside(&text[at..], b"{}") {
        at += stop;
        match (text.as_bytes()[at], depth) {
            (b'}', 0) => return at,
            (b'}', _) => depth -= 1,
            _ => depth += 1,
        }
        at += 1;
    }
    text.len()
}

/// Index of the first of `wanted` that stands in no string and no parentheses.
fn next_outside(text: &str, wanted: &[u8]) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_u32);
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, _) if depth == 0 && wanted.contains(&byte) => return Some(index),
            _ => {}
        }
    }
    None
}

fn split(text: &str, by: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = next_outside(rest, &[by]) {
        parts.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    parts.push(rest);
    parts
}
