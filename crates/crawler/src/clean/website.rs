//! Web pages: `http` and `https` only, one form for one page.

#[cfg(test)]
mod tests;

use url::Url;

use super::words::something;

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
    let url = Url::parse(&mended).ok()?;
    let host = url.host_str()?;
    let is_name = host.contains('.') && !host.starts_with('.') && host.chars().any(char::is_alphabetic);
    let is_good = matches!(url.scheme(), "http" | "https")
        && is_name
        && url.username().is_empty()
        && url.password().is_none()
        && !is_placeholder(host)
        && mended.len() <= 500;
    is_good.then(|| url.to_string())
}

/// `https://` in front of a bare host, and common slips put right.
fn mended_scheme(written: &str) -> String {
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
        Some(at) if written[..at].bytes().all(|b| b.is_ascii_alphabetic()) => {
            // "http://http://example.org" and "http://www.http://…".
            let last = written.rfind("http").filter(|last| *last > 0 && written[*last..].contains("://"));
            last.map_or_else(|| written.to_owned(), |last| written[last..].to_owned())
        }
        _ => format!("https://{}", written.trim_start_matches('/')),
    }
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
