//! The words of a piece of HTML, by walking over its tags.
//!
//! Descriptions hold little HTML, but much of it is broken: tags that never close, `<` in prose, half a
//! comment. Only the words are wanted, so no tree is built: each tag is a break or nothing, in one pass,
//! in time and memory proportional to the text. The result is plain text; pages escape it like any other.

/// Whether there is anything that looks like a tag.
pub fn has_markup(text: &str) -> bool {
    text.contains('<') && text.as_bytes().windows(2).any(|pair| pair[0] == b'<' && starts_tag(pair[1]))
}

/// The words; blocks become paragraphs, line breaks and list items become lines.
pub fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (words, tag) = rest.split_at(at);
        push_words(&mut text, words);
        if !tag.as_bytes().get(1).copied().is_some_and(starts_tag) {
            text.push('<');
            rest = &tag[1..];
            continue;
        }
        rest = match tag.strip_prefix("<!--") {
            Some(comment) => after(comment, "-->"),
            None => {
                let (name, is_closing, end) = read_tag(tag);
                text.push_str(break_for(&name, is_closing));
                match name.as_str() {
                    "script" | "style" | "template" | "noscript" if !is_closing => {
                        without_element(&tag[end..], &name)
                    }
                    _ => &tag[end..],
                }
            }
        };
    }
    push_words(&mut text, rest);
    text
}

fn starts_tag(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'/' || byte == b'!'
}

/// In HTML a line end is a space.
fn push_words(text: &mut String, words: &str) {
    text.extend(words.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
}

fn after<'h>(html: &'h str, end: &str) -> &'h str {
    html.find(end).map_or("", |at| &html[at + end.len()..])
}

/// The name in lower case, whether it closes, and where the tag ends. `>` in quotation marks is no end;
/// a quotation mark that never closes is none.
fn read_tag(tag: &str) -> (String, bool, usize) {
    let is_closing = tag.as_bytes()[1] == b'/';
    let name_start = if is_closing { 2 } else { 1 };
    let name = tag[name_start..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (name.to_ascii_lowercase(), is_closing, at + 1),
            (None, b'"' | b'\'') if tag.as_bytes()[at - 1] == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    let end = tag.find('>').map_or(tag.len(), |at| at + 1);
    (name.to_ascii_lowercase(), is_closing, end)
}

fn without_element<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return after(rest, ">");
        }
    }
    ""
}

fn break_for(name: &str, is_closing: bool) -> &'static str {
    match (name, is_closing) {
        (
            "p" | "div" | "ul" | "ol" | "dl" | "table" | "section" | "article" | "blockquote" | "header"
            | "footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr",
            _,
        ) => "\n\n",
        ("br", _) | ("tr" | "dt" | "dd", false) => "\n",
        ("li", false) => "\n• ",
        ("td" | "th", false) => " ",
        _ => "",
    }
}
