//! What it costs: free, a gift, or prices in pence.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use model::cost::{Cost, CostKind, CostOption};
use model::evidence::{Field, Reading};
use regex::Regex;

use super::Cleaning;
use super::text::clean_line;
use super::words::{any_of, folded, has_any, something};

/// The step.
pub fn clean_cost(cleaning: &mut Cleaning<'_>) {
    let text = cleaning.draft.cost_text.take().and_then(|text| clean_line(&text, &mut cleaning.notes));
    let options: Vec<CostOption> = std::mem::take(&mut cleaning.draft.cost_options)
        .into_iter()
        .filter(|option| {
            option.currency.as_deref().is_none_or(|code| {
                code.trim().is_empty() || code.trim().eq_ignore_ascii_case("GBP") || code.trim() == "£"
            })
        })
        .filter_map(|option| {
            let note = option.option.as_deref().and_then(something).map(str::to_owned);
            Some(CostOption { pence: pence_of_amount(option.amount.as_deref()?)?, note })
        })
        .collect();
    let mut cost = Cost { text, ..Cost::default() };
    let mut reading = Reading::Stated;
    if let Some(kind) = cleaning.draft.cost_kind {
        (cost.kind, cost.options) = (kind, options);
    } else if !options.is_empty() {
        cost.kind =
            if options.iter().all(|option| option.pence == 0) { CostKind::Free } else { CostKind::Paid };
        cost.options = options;
    } else if let Some(is_free) = cleaning.draft.is_free {
        cost.kind = if is_free { CostKind::Free } else { CostKind::Paid };
        if !is_free && let Some(text) = &cost.text {
            cost.options = read_cost(text).1;
        }
    } else if let Some(text) = &cost.text {
        reading = Reading::FromProse;
        (cost.kind, cost.options) = read_cost(text);
    } else if let Some(kind) = cleaning.service.description.as_deref().and_then(kind_in_prose) {
        reading = Reading::FromProse;
        cost.kind = kind;
    }
    let is_stated = !cost.is_empty();
    cleaning.service.cost = cost;
    if is_stated {
        cleaning.say(Field::Cost, reading);
    }
}

/// "3.50", "£3.50", "3" pounds; never more than ten thousand.
fn pence_of_amount(amount: &str) -> Option<u32> {
    let number = amount.trim().trim_start_matches('£').replace(',', "");
    let pounds: f64 = number.trim().parse().ok()?;
    (0.0..=10_000.0).contains(&pounds).then(|| (pounds * 100.0).round() as u32)
}

/// The kind and the prices of a text that is about cost.
pub fn read_cost(text: &str) -> (CostKind, Vec<CostOption>) {
    let folded = folded(text);
    let options = prices(text);
    let has_price = options.iter().any(|option| option.pence > 0);
    if has_price {
        return (CostKind::Paid, options);
    }
    let charged = has_any(
        &folded,
        &[
            "charge applies",
            "charges apply",
            "fee applies",
            "fees apply",
            "small charge",
            "small fee",
            "membership fee",
            "paid",
            "there is a charge",
            "there is a fee",
            "admission charge",
            "subscription",
            "chargeable",
            "not free",
            "yes",
        ],
    );
    if has_any(
        &folded,
        &[
            "donation",
            "donations",
            "donate",
            "pay what you can",
            "pay what you like",
            "suggested contribution",
            "voluntary contribution",
        ],
    ) {
        return (CostKind::Donation, Vec::new());
    }
    let is_free = has_any(
        &folded,
        &[
            "free",
            "no charge",
            "no cost",
            "free of charge",
            "nothing",
            "at no cost",
            "without charge",
            "no fee",
            "no fees",
            "gratis",
            "am ddim",
            "£0",
            "0",
            "0 00",
        ],
    );
    let first_only = has_any(
        &folded,
        &[
            "first session free",
            "first one free",
            "first visit free",
            "first class free",
            "free trial",
            "free taster",
            "first month free",
            "free parking",
        ],
    );
    match (is_free && !first_only, charged) {
        (true, false) => (CostKind::Free, Vec::new()),
        (_, true) => (CostKind::Paid, Vec::new()),
        (false, false) => (CostKind::NotStated, Vec::new()),
    }
}

/// Every price in a text with the words about it: "£3.50 per session, first one free".
fn prices(text: &str) -> Vec<CostOption> {
    let mut options: Vec<CostOption> = Vec::new();
    for part in text
        .split([',', ';', '/', '|', '\n', '(', ')', '–'])
        .flat_map(|part| part.split(" or "))
        .flat_map(|part| part.split(" and "))
    {
        let Some((pence, rest)) = price_in(part) else {
            let folded = folded(part);
            let is_first_free = has_any(&folded, &["free"])
                && has_any(
                    &folded,
                    &["first", "trial", "taster", "under", "children", "carers", "carer", "members"],
                );
            if is_first_free {
                options.push(CostOption { pence: 0, note: something(part).map(str::to_owned) });
            }
            continue;
        };
        let note = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if !is_not_a_price(&folded(part))
            && options
                .iter()
                .all(|known| known.pence != pence || known.note.as_deref() != Some(note.as_str()))
        {
            options.push(CostOption { pence, note: something(&note).map(str::to_owned) });
        }
    }
    // The usual price first: a free first visit is not what it costs to come.
    options.sort_by_key(|option| option.pence == 0);
    if options.iter().all(|option| option.pence == 0) { Vec::new() } else { options }
}

/// What somebody earns, raises or saves is not what it costs.
fn is_not_a_price(folded: &str) -> bool {
    has_any(
        folded,
        &[
            "save",
            "saving",
            "savings",
            "raised",
            "grant",
            "grants",
            "worth",
            "income",
            "turnover",
            "funding",
            "off",
            "deposit",
            "refundable",
            "prize",
        ],
    )
}

/// The first price and the words about it.
fn price_in(part: &str) -> Option<(u32, String)> {
    if let Some(at) = part.find('£') {
        let after = part[at + '£'.len_utf8()..].trim_start();
        let number: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let pence = pence_of_amount(number.trim_end_matches('.'))?;
        let rest = &after[number.trim_end_matches('.').len()..];
        let is_millions = rest.starts_with(['m', 'k', 'b']) && !rest[1..].starts_with(char::is_alphabetic);
        return (!is_millions).then(|| (pence, format!("{} {}", part[..at].trim(), rest.trim())));
    }
    // "50p".
    let at = part
        .char_indices()
        .find(|(at, c)| {
            *c == 'p'
                && *at > 0
                && part.as_bytes()[at - 1].is_ascii_digit()
                && !part[at + 1..].starts_with(char::is_alphanumeric)
        })?
        .0;
    let start = part[..at]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |before| before + part[before..].chars().next().map_or(1, char::len_utf8));
    let pence: u32 = part[start..at].parse().ok().filter(|pence| (5..=99).contains(pence))?;
    Some((pence, format!("{} {}", part[..start].trim(), part[at + 1..].trim())))
}

/// Only where a description says it of the service itself.
fn kind_in_prose(text: &str) -> Option<CostKind> {
    static HINTS: LazyLock<Regex> = LazyLock::new(|| any_of(&["free", "donation", "charge"]));
    if !HINTS.is_match(text) {
        return None;
    }
    let folded = folded(text);
    let free = [
        "is free",
        "are free",
        "free to attend",
        "free to join",
        "free of charge",
        "completely free",
        "free service",
        "free support group",
        "no charge",
        "free sessions",
        "free weekly",
        "free and confidential",
        "free confidential",
        "free drop in",
        "free advice",
    ];
    let not_free = [
        "feel free",
        "first session is free",
        "parking is free",
        "are free to",
        "is free to members",
        "free to leave",
        "entry is free for",
        "is free for",
        "are free for",
        "if you are free",
        "drug free",
        "smoke free",
        "free school meals",
        "is free from",
        "are free from",
        "free parking",
    ];
    if has_any(&folded, &free) && !has_any(&folded, &not_free) && !text.contains('£') {
        return Some(CostKind::Free);
    }
    has_any(&folded, &["by donation", "donations welcome", "suggested donation", "voluntary donation"])
        .then_some(CostKind::Donation)
        .filter(|_| !text.contains('£'))
}
