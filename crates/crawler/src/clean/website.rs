//! Web pages: `http` and `https` only, one form for one page.

#[cfg(test)]
mod tests;

use url::Url;

use super::words::something;

/// Longest address that is kept, in bytes.
const LONGEST: usize = 500;

/// The page's address; `None` when it is not one that a browser should open.
pub fn clean_website(written: &str) -> Option<String> {
    let written = something(written)?;
    let scheme = written.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if scheme
        .is_some_and(|scheme| matches!(scheme.as_str(), "data" | "javascript" | "vbscript" | "file" | "blob"))
    {
        return None;
    }
    // "www.example.org and www.example.com", "https://example.org (opens in new tab)": the first counts.
    let first =
        written.split([' ', '\n', '\t', ',', ';', '|', '<', '>', '"']).find(|part| part.contains('.'))?;
    let first = first.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '\'')).trim_end_matches('.');
    if first.contains('@') && !first.contains('/') {
        return None;
    }
    let mended = mended_scheme(first);
    if mended.len() > LONGEST {
        return None;
    }
    if let Some((host, path)) = plain_parts(&mended) {
        let (is_page, end) = (!is_placeholder(host), if path.is_empty() { "/" } else { "" });
        return is_page.then(|| mended + end);
    }
    let url = Url::parse(&mended).ok()?;
    let host = url.host_str()?;
    let is_name = host.contains('.') && !host.starts_with('.') && host.chars().any(char::is_alphabetic);
    let is_good = matches!(url.scheme(), "http" | "https")
        && is_name
        && url.username().is_empty()
        && url.password().is_none()
        && !is_placeholder(host);
    is_good.then(|| url.into())
}

/// Host and path of an address that stands already as it would be written again, as most do: letters of ASCII,
/// nothing to be encoded, resolved or made small. Only what could be otherwise goes through the whole reader.
fn plain_parts(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_label = |label: &str| {
        label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && label.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !label.starts_with("xn--")
    };
    let (labels, top) = host.rsplit_once('.')?;
    let is_host =
        labels.split('.').all(is_label) && !top.is_empty() && top.bytes().all(|b| b.is_ascii_lowercase());
    let is_path = path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.'))
        && !path.contains("/.");
    (is_host && is_path).then_some((host, path))
}

/// `https://` in front of a bare host, and common slips put right.
fn mended_scheme(written: &str) -> String {
    if written.starts_with("https://") || written.starts_with("http://") {
        return without_second_scheme(written);
    }
    let lower = written.get(..9).unwrap_or(written).to_ascii_lowercase();
    for (slip, length) in [
        ("http//", 6),
        ("https//", 7),
        ("http:/w", 6),
        ("htp://", 6),
        ("ttps://", 7),
        ("ttp://", 6),
        ("http;//", 7),
    ] {
        if lower.starts_with(slip) {
            let secure = if slip.contains("tps") { "https" } else { "http" };
            return format!("{secure}://{}", &written[length..]);
        }
    }
    match written.find(':') {
        Some(at) if written[..at].bytes().all(|b| b.is_ascii_alphabetic()) => without_second_scheme(written),
        _ => format!("https://{}", written.trim_start_matches('/')),
    }
}

/// Mends "http://http://example.org" and "http://www.http://…".
fn without_second_scheme(written: &str) -> String {
    let may_hold_another = written.bytes().skip(1).any(|b| b == b'h');
    let last = may_hold_another.then(|| written.rfind("http")).flatten();
    let last = last.filter(|last| *last > 0 && written[*last..].contains("://"));
    last.map_or_else(|| written.to_owned(), |last| written[last..].to_owned())
}

fn is_placeholder(host: &str) -> bool {
    matches!(
        host,
        "example.com"
            | "www.example.com"
            | "www.none.com"
            | "none.com"
            | "localhost"
            | "tbc.com"
            | "www.tbc.com"
    )
}
