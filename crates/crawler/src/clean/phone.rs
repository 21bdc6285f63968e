//! Telephone numbers: out of prose, to E.164 and to a form people can read.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use model::contact::Phone;

use super::words::something;

/// Numbers of three to six digits that anybody in the country can ring as they are.
const SHORT: [&str; 12] =
    ["101", "105", "111", "112", "119", "159", "999", "116000", "116111", "116117", "116123", "18000"];

/// Every number in a text: "0161 496 0000 / 07700 900123 (evenings)".
pub fn phones_in(written: &str) -> Vec<Phone> {
    let mut phones = Vec::new();
    let Some(written) = something(written) else { return phones };
    let text =
        if written.contains('(') { Cow::Owned(written.replace("(0)", "")) } else { Cow::Borrowed(written) };
    let mut rest = text.as_ref();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let length = run_length(&rest[start..]);
        let run = &rest[start..start + length];
        push_numbers(run, &mut phones);
        rest = &rest[start + length.max(1)..];
    }
    phones
}

/// How far digits go, with what people put between them. Two numbers in a row are parted later.
fn run_length(text: &str) -> usize {
    let mut end = 0;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' | '+' => {
                if c == '+' && at > 0 {
                    break;
                }
                (end, gap) = (at + 1, 0);
            }
            ' ' | '-' | '.' | '(' | ')' | '\u{a0}' | '–' if gap < 3 => gap += 1,
            _ => break,
        }
    }
    end
}

fn push_numbers(run: &str, phones: &mut Vec<Phone>) {
    let digits: String = run.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let mut push = |phone: Phone| {
        if phones.iter().all(|known| known.number != phone.number) {
            phones.push(phone);
        }
    };
    if let Some(phone) = read_number(&digits) {
        push(phone);
    } else if digits.len() >= 20 {
        // "01632 960000 01632 960001": two numbers that only a space parts.
        let (first, second) = digits.split_at(11);
        read_number(first).into_iter().chain(read_number(second)).for_each(push);
    }
}

/// One number, digits only but for a leading `+`.
pub fn read_number(digits: &str) -> Option<Phone> {
    if SHORT.contains(&digits) {
        let readable =
            if digits.len() == 6 { format!("{} {}", &digits[..3], &digits[3..]) } else { digits.to_owned() };
        return Some(Phone { number: digits.to_owned(), readable, note: None });
    }
    let national = match digits.strip_prefix('+').or_else(|| digits.strip_prefix("00")) {
        Some(international) => match international.strip_prefix("44") {
            Some(national) => national.trim_start_matches('0').to_owned(),
            None => return read_foreign(international),
        },
        None => match digits.strip_prefix('0') {
            Some(national) => national.to_owned(),
            // Spreadsheets lose the zero, and some write 44 without a plus.
            None if digits.len() == 12 && digits.starts_with("44") => digits[2..].to_owned(),
            None if digits.len() == 10
                && matches!(digits.as_bytes()[0], b'1' | b'2' | b'3' | b'7' | b'8') =>
            {
                digits.to_owned()
            }
            None => return None,
        },
    };
    is_valid_in_britain(&national).then(|| Phone {
        number: format!("+44{national}"),
        readable: readable(&national),
        note: None,
    })
}

/// The lengths and first digits of the national numbering plan. Drama numbers (01632, 07700 900) pass:
/// examples use them, and no source that has one needs to be told.
fn is_valid_in_britain(national: &str) -> bool {
    let length = national.len();
    match national.as_bytes() {
        [b'1', ..] => length == 10 || length == 9,
        [b'2', b'0' | b'3' | b'4' | b'8' | b'9', ..] => length == 10,
        [b'3', b'0' | b'3' | b'4' | b'7', ..] => length == 10,
        [b'5', b'5' | b'6', ..] => length == 10,
        [b'7', b'0'..=b'9', ..] => length == 10,
        // 0800 1111 and 0845 46 47 are real and short.
        [b'8', b'0', b'0', ..] => matches!(length, 7 | 9 | 10),
        [b'8', b'0', b'8', ..] | [b'8', b'2'..=b'4' | b'7', ..] => length == 10 || national == "8454647",
        [b'9', b'0' | b'1' | b'8', ..] => length == 10,
        _ => false,
    }
}

/// Numbers of other countries go the slow and thorough way.
fn read_foreign(international: &str) -> Option<Phone> {
    let parsed = phonenumber::parse(None, format!("+{international}")).ok()?;
    if !parsed.is_valid() {
        return None;
    }
    let number = parsed.format().mode(phonenumber::Mode::E164).to_string();
    let readable = parsed.format().mode(phonenumber::Mode::International).to_string();
    Some(Phone { number, readable, note: None })
}

/// Parted as people in Britain say it.
fn readable(national: &str) -> String {
    let first = match (national.as_bytes(), national.len()) {
        ([b'2', ..], _) => &[2, 4][..],
        ([b'3' | b'8' | b'9', ..], 10) => &[3, 3],
        ([b'8', ..], 9) => &[3],
        ([b'8', ..], _) => &[3],
        ([b'1', b'1', ..] | [b'1', _, b'1', ..], 10) => &[3, 3],
        _ => &[4],
    };
    let mut readable = String::from("0");
    let mut rest = national;
    for length in first {
        let (part, others) = rest.split_at(*length);
        readable.push_str(part);
        readable.push(' ');
        rest = others;
    }
    readable.push_str(rest);
    readable
}

/// Whether it is a mobile or a personal number.
pub fn is_mobile(phone: &Phone) -> bool {
    phone.number.starts_with("+447") && !phone.number.starts_with("+4476")
}
