//! Private persons: their names, numbers and addresses are recognised by rule, left out and counted.
//!
//! A service is public, the person who happens to answer its telephone is not. The rules:
//! - a record's fields for a contact person's name are never kept; the name is taken out of its texts;
//! - an e-mail address of a free mail provider is kept only when its first part says a role or a group, and
//!   one that is made of the contact person's name is never kept;
//! - a mobile number is left out when the record names a person as its contact;
//! - in texts, addresses and mobile numbers fall under the same rules.
//!
//! A source can tighten this in its `[personal]` table. Nothing that is left out is logged.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use model::evidence::{Field, Reading};
use regex::Regex;

use super::{Cleaning, email, phone, website};
use crate::source::PersonalRule;

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+\-']+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+").expect("the pattern is right")
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\+44\s?(?:\(0\)\s?)?|\b0)7(?:[\s\-.]?[0-9]){9}\b").expect("the pattern is right")
});
static ANY_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\+44\s?(?:\(0\)\s?)?|\(?\b0)[1-9](?:[\s\-.()]{0,2}[0-9]){8,9}\b")
        .expect("the pattern is right")
});
/// "Contact Jane Bloggs on …", "call Jane on …", "(Jane) …": a name that stands right before a number.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let title = r"(?:(?:Mrs?|Ms|Miss|Dr|Rev(?:erend)?|Fr|Cllr|Sir|Lady)\.?\s+)";
    let name = r"[A-Z][a-z'’\-]+(?:\s+(?:[A-Z]\.?|[A-Z][a-z'’\-]+)){0,2}";
    let lead = r"(?i:contact|call|ring|phone|telephone|text|tel|speak to|ask for|email|e-mail)";
    Regex::new(&format!(r"\b(?:{title}{name}|{lead}:?\s+{title}?{name})\s*(?i:on|at|via|:|-|–|,|\()*\s*$"))
        .expect("the pattern is right")
});

/// The step that takes persons out of every text before anything is read from it.
pub fn clean_texts(cleaning: &mut Cleaning<'_>) {
    let rule = cleaning.context.personal.texts;
    let persons: Vec<String> = cleaning
        .draft
        .persons
        .iter()
        .flat_map(|field| field.split([',', ';', '/', '\n']))
        .flat_map(|field| field.split(" and "))
        .map(|name| name.trim().to_owned())
        .filter(|name| looks_like_a_name(name))
        .collect();
    for _ in &persons {
        cleaning.notes.count("personal-name");
    }
    let draft = &mut cleaning.draft;
    let texts = [
        &mut draft.summary,
        &mut draft.description,
        &mut draft.organisation.description,
        &mut draft.schedule_text,
        &mut draft.cost_text,
        &mut draft.eligibility_text,
        &mut draft.not_for,
        &mut draft.accessibility_text,
        &mut draft.joining_text,
        &mut draft.first_visit,
    ];
    for text in texts.into_iter().flatten() {
        for code in without_persons(text, &persons, rule) {
            cleaning.notes.count(code);
        }
    }
    cleaning.draft.persons = persons;
}

/// Two words or more, each beginning with a capital letter: a role ("Secretary") is no name.
fn looks_like_a_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capitalised = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let has_digit = text.chars().any(|c| c.is_ascii_digit() || c == '@');
    (2..=5).contains(&words.len())
        && words.iter().filter(|word| is_capitalised(word)).count() >= 2
        && !has_digit
        && !is_a_group(text)
}

fn is_a_group(text: &str) -> bool {
    let folded = super::words::folded(text);
    super::words::has_any(
        &folded,
        &[
            "team",
            "office",
            "reception",
            "service",
            "services",
            "group",
            "club",
            "centre",
            "council",
            "trust",
            "church",
            "hall",
            "helpline",
            "line",
            "desk",
            "officer",
            "manager",
            "secretary",
            "department",
            "association",
            "committee",
            "library",
            "project",
            "network",
            "school",
            "surgery",
            "coordinator",
            "co ordinator",
            "admin",
            "enquiries",
        ],
    )
}

/// Takes out what is personal, and gives a code for each thing taken out.
fn without_persons(text: &mut String, persons: &[String], rule: PersonalRule) -> Vec<&'static str> {
    let mut codes = Vec::new();
    if text.contains('@') {
        replace(
            text,
            &EMAIL,
            |found, _| {
                let address = found.to_lowercase();
                (rule == PersonalRule::LeaveOut || email::is_personal(&address, persons))
                    .then_some("personal-email")
            },
            &mut codes,
        );
    }
    if text.contains('7')
        && (rule == PersonalRule::ByRule)
        && text.bytes().filter(u8::is_ascii_digit).take(11).count() == 11
    {
        let has_person = !persons.is_empty();
        replace(
            text,
            &NUMBER,
            |_, before| (has_person || NAMED.is_match(last_part(before))).then_some("personal-phone"),
            &mut codes,
        );
    } else if rule == PersonalRule::LeaveOut {
        replace(text, &ANY_NUMBER, |_, _| Some("personal-phone"), &mut codes);
    }
    for person in persons {
        if text.contains(person.as_str()) {
            *text = text.replace(person.as_str(), "the organiser");
            codes.push("personal-name-in-text");
        }
    }
    codes
}

fn last_part(before: &str) -> &str {
    let start = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    &before[start..]
}

/// Replaces what the pattern finds and the judge condemns; a lead-in with a person's name goes too.
fn replace(
    text: &mut String,
    pattern: &Regex,
    judge: impl Fn(&str, &str) -> Option<&'static str>,
    codes: &mut Vec<&'static str>,
) {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for found in pattern.find_iter(text) {
        let Some(code) = judge(found.as_str(), &text[..found.start()]) else { continue };
        kept.push_str(&text[from..found.start()]);
        let window = kept.len() - last_part(&kept).len();
        if let Some(lead) = NAMED.find(&kept[window..]) {
            kept.truncate(window + lead.start());
        }
        from = found.end();
        codes.push(code);
    }
    if from > 0 {
        kept.push_str(&text[from..]);
        *text = kept;
    }
}

/// The step for telephone numbers, e-mail addresses and the web page.
pub fn clean_contact(cleaning: &mut Cleaning<'_>) {
    let personal = cleaning.context.personal;
    let persons = std::mem::take(&mut cleaning.draft.persons);
    let mut contact = model::contact::Contact::default();
    for draft in std::mem::take(&mut cleaning.draft.phones) {
        let named = draft.note.as_deref().is_some_and(looks_like_a_name);
        let note = draft
            .note
            .filter(|note| !looks_like_a_name(note))
            .and_then(|note| super::words::something(&note).map(str::to_owned));
        for mut found in phone::phones_in(&draft.number) {
            let is_personal = personal.phones == PersonalRule::LeaveOut
                || (phone::is_mobile(&found) && (named || !persons.is_empty()));
            if is_personal {
                cleaning.notes.count("personal-phone");
            } else if contact.phones.iter().all(|known| known.number != found.number) {
                found.note = note.clone();
                contact.phones.push(found);
            }
        }
    }
    for written in std::mem::take(&mut cleaning.draft.emails) {
        for address in email::emails_in(&written) {
            if personal.emails == PersonalRule::LeaveOut || email::is_personal(&address, &persons) {
                cleaning.notes.count("personal-email");
            } else if !contact.emails.contains(&address) {
                contact.emails.push(address);
            }
        }
    }
    contact.website = cleaning.draft.website.as_deref().and_then(website::clean_website);
    if cleaning.draft.website.is_some() && contact.website.is_none() {
        cleaning.notes.count("website-unusable");
    }
    let stated = [
        (!contact.phones.is_empty(), Field::Phone),
        (!contact.emails.is_empty(), Field::Email),
        (contact.website.is_some(), Field::Website),
    ];
    cleaning.service.contact = contact;
    for (_, field) in stated.into_iter().filter(|(is_stated, _)| *is_stated) {
        cleaning.say(field, Reading::Stated);
    }
}
