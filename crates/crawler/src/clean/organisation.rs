//! Who offers it: name, description, page, registered numbers.

use model::evidence::{Field, Reading};
use model::service::Organisation;

use super::Cleaning;
use super::name::clean_name;
use super::text::clean_text;
use super::website::clean_website;

/// The step.
pub fn clean_organisation(cleaning: &mut Cleaning<'_>) {
    let draft = std::mem::take(&mut cleaning.draft.organisation);
    let notes = &mut cleaning.notes;
    let name = draft.name.and_then(|name| clean_name(&name, notes));
    let description = draft.description.and_then(|text| clean_text(&text, notes));
    let website = draft.website.as_deref().and_then(clean_website);
    let identifiers: Vec<(String, String)> =
        draft.identifiers.iter().filter_map(|(scheme, number)| clean_identifier(scheme, number)).collect();
    let says_something = name.is_some() || !identifiers.is_empty() || draft.register.is_some();
    if !says_something {
        return;
    }
    // A register's entry and many a small group are their own organisation.
    let name = name.unwrap_or_else(|| cleaning.service.name.clone());
    cleaning.service.organisation =
        Some(Organisation { name, description, website, identifiers, register: draft.register });
    cleaning.say(Field::Organisation, Reading::Stated);
}

/// Upper case, without spaces; leading zeros as the register writes them.
fn clean_identifier(scheme: &str, number: &str) -> Option<(String, String)> {
    let number: String = number
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '/')
        .collect::<String>()
        .to_ascii_uppercase();
    let bare = number.strip_suffix(".0").unwrap_or(&number);
    let has_digit = bare.chars().any(|c| c.is_ascii_digit());
    let is_zero = bare.chars().all(|c| c == '0');
    if !has_digit || is_zero || bare.len() > 20 {
        return None;
    }
    let scheme = scheme.trim().to_ascii_uppercase();
    let number = match scheme.as_str() {
        "GB-COH" if bare.len() < 8 && bare.chars().all(|c| c.is_ascii_digit()) => format!("{bare:0>8}"),
        "GB-SC" if !bare.starts_with("SC") => format!("SC{bare:0>6}"),
        "GB-NIC" => bare.trim_start_matches("NIC").to_owned(),
        _ => bare.to_owned(),
    };
    Some((scheme, number))
}
