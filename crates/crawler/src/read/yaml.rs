//! The part of YAML that front matter is written in: mappings, lists, quoted and plain scalars, block texts,
//! and lists in brackets. No anchors, no tags, nothing that refers elsewhere.

use serde_json::{Map, Value};

/// Deeper nesting is not read.
const DEEPEST: usize = 32;

struct Line<'t> {
    indent: usize,
    text: &'t str,
    number: usize,
}

/// Reads a document; `Err` holds the number of the line that could not be read, from 1.
pub fn parse(text: &str) -> Result<Value, usize> {
    let all: Vec<&str> = text.lines().collect();
    let lines: Vec<Line<'_>> = all
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .map(|(number, line)| Line {
            indent: line.len() - line.trim_start().len(),
            text: line.trim(),
            number,
        })
        .collect();
    let mut parser = Parser { all: &all, lines: &lines, at: 0 };
    let value = parser.block(0, 0)?;
    match parser.lines.get(parser.at) {
        Some(line) => Err(line.number + 1),
        None => Ok(value),
    }
}

struct Parser<'p, 't> {
    all: &'p [&'t str],
    lines: &'p [Line<'t>],
    at: usize,
}

impl<'t> Parser<'_, 't> {
    fn peek(&self) -> Option<(usize, &'t str, usize)> {
        self.lines.get(self.at).map(|line| (line.indent, line.text, line.number))
    }

    /// A mapping, a list or a scalar whose lines are indented by at least `least`.
    fn block(&mut self, least: usize, depth: usize) -> Result<Value, usize> {
        let Some((indent, text, number)) = self.peek().filter(|(indent, _, _)| *indent >= least) else {
            return Ok(Value::Null);
        };
        if depth > DEEPEST {
            return Err(number + 1);
        }
        if text == "-" || text.starts_with("- ") {
            return self.list(indent, depth);
        }
        if split_key(text).is_some() {
            return self.mapping(indent, depth);
        }
        self.at += 1;
        Ok(scalar(text))
    }

    fn list(&mut self, indent: usize, depth: usize) -> Result<Value, usize> {
        let mut items = Vec::new();
        while let Some((own, text, number)) = self.peek() {
            if own != indent || !(text == "-" || text.starts_with("- ")) {
                break;
            }
            let rest = text[1..].trim_start();
            if rest.is_empty() {
                self.at += 1;
                items.push(self.block(indent + 1, depth + 1)?);
            } else if let Some((key, value)) = split_key(rest) {
                // The mapping begins on the line of the dash.
                let inner = indent + (text.len() - rest.len());
                self.at += 1;
                let first = self.value(value, inner, number, depth + 1)?;
                let mut fields = Map::new();
                fields.insert(key, first);
                if self.peek().is_some_and(|(own, text, _)| own == inner && split_key(text).is_some())
                    && let Value::Object(more) = self.mapping(inner, depth + 1)?
                {
                    fields.extend(more);
                }
                items.push(Value::Object(fields));
            } else {
                self.at += 1;
                items.push(self.value(rest, indent, number, depth + 1)?);
            }
        }
        Ok(Value::Array(items))
    }

    fn mapping(&mut self, indent: usize, depth: usize) -> Result<Value, usize> {
        let mut fields = Map::new();
        while let Some((own, text, number)) = self.peek() {
            if own != indent {
                break;
            }
            let Some((key, value)) = split_key(text) else { return Err(number + 1) };
            self.at += 1;
            let value = self.value(value, indent, number, depth + 1)?;
            fields.insert(key, value);
        }
        Ok(Value::Object(fields))
    }

    /// What stands behind a key or a dash on line `number`.
    fn value(&mut self, text: &'t str, indent: usize, number: usize, depth: usize) -> Result<Value, usize> {
        if depth > DEEPEST {
            return Err(number + 1);
        }
        if text.is_empty() {
            // A list under a key may stand at the key's own indent.
            let is_list = self
                .peek()
                .is_some_and(|(own, text, _)| own == indent && (text == "-" || text.starts_with("- ")));
            return self.block(if is_list { indent } else { indent + 1 }, depth);
        }
        if let Some(style) = text.strip_prefix(['>', '|'])
            && style.chars().all(|c| matches!(c, '-' | '+' | '0'..='9'))
        {
            return Ok(Value::String(self.block_text(number, indent, text.starts_with('>'))));
        }
        let mut whole = text.to_owned();
        // A quoted or plain text may go on in lines that are indented more.
        while let Some((own, more, _)) = self.peek() {
            let is_open = is_open_quote(&whole);
            let goes_on = own > indent && (is_open || split_key(more).is_none() && !more.starts_with("- "));
            if !goes_on && !is_open {
                break;
            }
            whole.push(' ');
            whole.push_str(more);
            self.at += 1;
        }
        Ok(scalar(&whole))
    }

    fn block_text(&mut self, number: usize, indent: usize, is_folded: bool) -> String {
        let mut texts: Vec<&str> = Vec::new();
        let mut next = number + 1;
        while let Some(line) = self.all.get(next) {
            let own = line.len() - line.trim_start().len();
            if !line.trim().is_empty() && own <= indent {
                break;
            }
            texts.push(line.trim());
            next += 1;
        }
        while self.lines.get(self.at).is_some_and(|line| line.number < next) {
            self.at += 1;
        }
        if !is_folded {
            return texts.join("\n").trim_end().to_owned();
        }
        let mut out = String::new();
        for text in texts {
            if text.is_empty() {
                out.push('\n');
            } else {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push(' ');
                }
                out.push_str(text);
            }
        }
        out.trim_end().to_owned()
    }
}

fn is_open_quote(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'"') => text.len() == 1 || !text.ends_with('"') || text.ends_with("\\\""),
        Some(b'\'') => text.len() == 1 || !text.ends_with('\''),
        _ => false,
    }
}

/// `key: value`, or `key:` alone; the key may be quoted.
fn split_key(text: &str) -> Option<(String, &str)> {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let end = text[1..].find(quote)? + 1;
        let rest = text[end + 1..].trim_start().strip_prefix(':')?;
        return Some((text[1..end].to_owned(), rest.trim()));
    }
    if text.starts_with(['[', '{', '#', '&', '*', '!', '|', '>', '%', '@']) {
        return None;
    }
    let at = text.find(": ").or_else(|| text.strip_suffix(':').map(str::len))?;
    Some((text[..at].trim().to_owned(), text[at + 1..].trim()))
}

fn scalar(text: &str) -> Value {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() >= 2 && bytes[0] == b'"' && bytes[bytes.len() - 1] == b'"' {
        let json: Result<String, _> = serde_json::from_str(text);
        return Value::String(json.unwrap_or_else(|_| text[1..text.len() - 1].to_owned()));
    }
    if bytes.len() >= 2 && bytes[0] == b'\'' && bytes[bytes.len() - 1] == b'\'' {
        return Value::String(text[1..text.len() - 1].replace("''", "'"));
    }
    if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let items = inner.split(',').map(str::trim).filter(|item| !item.is_empty());
        return Value::Array(
            items
                .map(|item| if item.starts_with('[') { Value::String(item.to_owned()) } else { scalar(item) })
                .collect(),
        );
    }
    let text = text.find(" #").map_or(text, |at| text[..at].trim_end());
    match text {
        "" | "~" | "null" | "{}" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => number(text).unwrap_or_else(|| Value::String(text.to_owned())),
    }
}

/// A number, unless it is written as nobody writes numbers: a telephone number, a year with a plus.
fn number(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.starts_with(|c: char| c.is_ascii_digit());
    let leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    if !plain || leading_zero {
        return None;
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn front_matter_as_people_write_it_is_read() {
        let cases = [
            ("a: 1\nb: x", json!({"a": 1, "b": "x"})),
            ("a: \"x: y\"\nb: 'it''s'", json!({"a": "x: y", "b": "it's"})),
            ("a:\n  b: 1\n  c: true", json!({"a": {"b": 1, "c": true}})),
            ("a:\n  - x\n  - y\nb: 2", json!({"a": ["x", "y"], "b": 2})),
            ("a:\n- x\n- y\nb: 2", json!({"a": ["x", "y"], "b": 2})),
            ("a: [x, \"y\"]\nb: []", json!({"a": ["x", "y"], "b": []})),
            ("a: >-\n  one\n  two\n\n  three\nb: 1", json!({"a": "one two\nthree", "b": 1})),
            ("a: |\n  one\n  two", json!({"a": "one\ntwo"})),
            (
                "a:\n  -\n    type: text\n    n: 1\n  - type: z",
                json!({"a": [{"type": "text", "n": 1}, {"type": "z"}]}),
            ),
            ("a: one\n  two\nb: 1", json!({"a": "one two", "b": 1})),
            ("a: 0161\nb: -2.5\nc:\nd: ~", json!({"a": "0161", "b": -2.5, "c": null, "d": null})),
            ("# note\na: x # note\n", json!({"a": "x"})),
            ("a: https://x.example.org/y", json!({"a": "https://x.example.org/y"})),
            ("a: 19:30\nb: 7:00pm - 11:00pm", json!({"a": "19:30", "b": "7:00pm - 11:00pm"})),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_or_hangs(text in "[ -~\n]{0,300}", shape in "([ ]{0,6}(- )?[a-c\"'\\[]{0,2}:? ?[>|x]?\n){0,30}") {
            let _ = parse(&text);
            let _ = parse(&shape);
        }
    }
}
