//! Sectors and outcodes as numbers, in the order of their letters.

/// Outcodes without a digit, numbered after all others.
const DIGITLESS: [&str; 2] = ["NPT", "GIR"];
const FIRST_DIGITLESS: u32 = 27 * 27 * 370;

/// The number of a sector: `SK4 3`. `None` when it has not the shape of one.
pub(crate) fn sector_key(sector: &str) -> Option<u32> {
    let (outcode, digit) = sector.split_once(' ')?;
    let digit = char::to_digit(digit.chars().next()?, 10)?;
    Some(outcode_key(outcode)? * 10 + digit)
}

/// The number of an outcode: `SK4`. `None` when it has not the shape of one.
pub(crate) fn outcode_key(outcode: &str) -> Option<u32> {
    if let Some(place) = DIGITLESS.iter().position(|digitless| *digitless == outcode) {
        return Some(FIRST_DIGITLESS + place as u32);
    }
    let bytes = outcode.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (area, district) = bytes.split_at(letters);
    let letter = |at: usize| area.get(at).map_or(0, |byte| u32::from(byte - b'A') + 1);
    let second = match district.get(1) {
        None => 0,
        Some(byte @ b'0'..=b'9') => u32::from(byte - b'0') + 1,
        Some(byte @ b'A'..=b'Z') => u32::from(byte - b'A') + 11,
        Some(_) => return None,
    };
    let first = district.first().filter(|byte| byte.is_ascii_digit())?;
    let shape = (1..=2).contains(&letters) && district.len() <= 2;
    shape.then(|| ((letter(0) * 27 + letter(1)) * 10 + u32::from(first - b'0')) * 37 + second)
}

/// The sector of a number.
pub(crate) fn sector_of(key: u32) -> String {
    format!("{} {}", outcode_of(key / 10), key % 10)
}

/// The outcode of a number.
pub(crate) fn outcode_of(key: u32) -> String {
    if let Some(digitless) = key.checked_sub(FIRST_DIGITLESS).and_then(|place| DIGITLESS.get(place as usize))
    {
        return (*digitless).to_owned();
    }
    let mut text = String::with_capacity(4);
    let area = key / 370;
    for letter in [area / 27, area % 27] {
        if letter > 0 {
            text.push(char::from(b'@' + (letter as u8).min(26)));
        }
    }
    text.push(char::from(b'0' + (key / 37 % 10) as u8));
    match key % 37 {
        0 => {}
        digit @ 1..=10 => text.push(char::from(b'0' + (digit - 1) as u8)),
        letter => text.push(char::from(b'A' + (letter - 11) as u8)),
    }
    text
}

#[cfg(test)]
mod tests;
