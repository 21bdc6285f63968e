//! Decimal degrees as whole hundred-thousandths, exactly as written.

/// Reads `57.14959` as 5,714,959. More than five decimals are rounded; `None` when it is no such number.
pub(super) fn hundred_thousandths(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    if fraction.len() > 5 {
        return Some((text.parse::<f64>().ok()? * 1e5).round() as i32);
    }
    let fraction_value = fraction.parse::<i32>().unwrap_or(0) * 10_i32.pow(5 - fraction.len() as u32);
    Some(sign * (whole.parse::<i32>().ok()? * 100_000 + fraction_value))
}

/// Whole hundred-thousandths nearest to `degrees`.
pub(super) fn rounded(degrees: f64) -> i32 {
    (degrees * 1e5).round() as i32
}

#[cfg(test)]
mod tests;
