//! A JSON value a line.

use std::io::BufRead;

use encoding_rs::WINDOWS_1252;
use serde_json::Value;

use super::{LONGEST_RECORD_BYTES, Output, ReadError};

/// Reads each line; a line that is no JSON object is turned away, the others go on.
pub fn read(name: &str, bytes: &mut dyn BufRead, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
    let mut line = Vec::new();
    let mut first = true;
    loop {
        let long = next_line(bytes, &mut line).map_err(|error| ReadError::io(name, &error))?;
        let Some(long) = long else { return Ok(()) };
        let mut text: &[u8] = &line;
        if first {
            text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
            first = false;
        }
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let wanted = if long {
            output.reject(None, "too-long", "the line is longer than 16 MiB".to_owned())
        } else {
            match parse(text) {
                Ok(value @ Value::Object(_)) => output.record(value),
                Ok(_) => output.reject(None, "not-an-object", "the line is JSON, and no object".to_owned()),
                Err(error) => {
                    // Where, never what: the line may hold a private person.
                    let detail =
                        format!("no JSON at column {} of the line: {}", error.column(), reason(&error));
                    output.reject(None, "unreadable-row", detail)
                }
            }
        };
        if !wanted {
            return Ok(());
        }
    }
}

fn parse(text: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(text).or_else(|error| {
        if std::str::from_utf8(text).is_ok() {
            return Err(error);
        }
        let (mended, _) = WINDOWS_1252.decode_without_bom_handling(text);
        serde_json::from_str(&mended)
    })
}

fn reason(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Eof => "it breaks off",
        serde_json::error::Category::Io => "it could not be read",
        serde_json::error::Category::Syntax | serde_json::error::Category::Data => "it is not well formed",
    }
}

/// Reads the next line without its end; `None` at the end of the input, `Some(true)` when it was too long
/// and only its beginning is kept.
fn next_line(bytes: &mut dyn BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    line.clear();
    let mut any = false;
    let mut long = false;
    loop {
        let chunk = bytes.fill_buf()?;
        if chunk.is_empty() {
            return Ok(any.then_some(long));
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let content = &chunk[..end.unwrap_or(chunk.len())];
        if line.len() + content.len() <= LONGEST_RECORD_BYTES {
            line.extend_from_slice(content);
        } else {
            long = true;
        }
        let used = end.map_or(chunk.len(), |end| end + 1);
        bytes.consume(used);
        if end.is_some() {
            return Ok(Some(long));
        }
    }
}
