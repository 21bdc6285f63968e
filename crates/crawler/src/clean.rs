//! From a draft to a service: each field cleaned by one step, in the order of one table.
//!
//! Cleaning is pure. A draft's values are the source's own text; a service's values are valid by
//! construction. What cannot be read stays *not stated*; what is read from prose is marked so in the
//! evidence; what is mended or left out is counted in [`Notes`] by a stable code, never by its content.

mod accessibility;
mod category;
mod cost;
mod date;
mod delivery;
mod eligibility;
mod email;
mod joining;
mod language;
mod name;
mod organisation;
mod personal;
mod phone;
mod place;
pub mod schedule;
mod status;
#[cfg(test)]
mod tests;
mod text;
mod website;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::evidence::{Evidence, Field, Reading, SourceRecord};
use model::identifier::ServiceId;
use model::report::Rejection;
use model::service::Service;
use model::source::SourceInfo;
use model::vocabulary::Vocabulary;

use crate::draft::Draft;
use crate::source::Personal;

/// What is the same for all records of a source in one crawl.
#[derive(Debug, Clone, Copy)]
pub struct CleanContext<'c> {
    /// The source.
    pub source: &'c SourceInfo,
    /// How private persons in it are treated.
    pub personal: &'c Personal,
    /// Whether its records are of the kind its settings state and no other.
    pub one_kind: bool,
    /// Our concepts and the words for them.
    pub vocabulary: &'c Vocabulary,
    /// The day the source was seen.
    pub seen: Date,
}

/// What was mended or left out, by a stable code: `mojibake`, `personal-email`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes(pub BTreeMap<&'static str, u64>);

impl Notes {
    /// Counts one more of `code`.
    pub fn count(&mut self, code: &'static str) {
        *self.0.entry(code).or_default() += 1;
    }

    /// Counts all of `other` too.
    pub fn add(&mut self, other: &Notes) {
        for (code, count) in &other.0 {
            *self.0.entry(code).or_default() += count;
        }
    }
}

/// What a code says to whoever publishes the record; `None` where nothing is wrong with it.
pub fn in_words(code: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 19] = [
        ("ages-reversed", "the ages stand the wrong way round"),
        ("coordinates-outside-uk", "the coordinates lie outside the United Kingdom"),
        ("coordinates-swapped", "latitude and longitude are swapped"),
        ("coordinates-unusable", "the coordinates cannot be read"),
        ("coordinates-zero", "the coordinates are zero"),
        ("delivery-unknown", "how it is delivered cannot be read"),
        ("language-unknown", "a language cannot be read"),
        ("mojibake", "letters are broken by a wrong encoding"),
        ("name-case", "the name is all capitals or all small letters"),
        ("name-code", "a code stands behind the name"),
        ("name-copy", "the name of a copied entry says so"),
        ("personal-email", "a private person's e-mail address: left out"),
        ("personal-name", "a private person's name: left out"),
        ("personal-phone", "a private person's telephone number: left out"),
        ("postcode-of-the-street", "the address holds two postcodes: the one beside its street was taken"),
        ("postcode-unusable", "the postcode cannot be read"),
        ("session-unreadable", "a session cannot be read"),
        ("unreadable-character", "letters were lost"),
        ("website-unusable", "the web address cannot be used"),
    ];
    WORDS.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

/// The draft that is left, the service that grows, and what there is to tell.
struct Cleaning<'c> {
    context: &'c CleanContext<'c>,
    draft: Draft,
    service: Service,
    notes: Notes,
}

impl Cleaning<'_> {
    /// Says how the value of a field was had.
    fn say(&mut self, field: Field, reading: Reading) {
        self.service.evidence.push(Evidence { field, record: 0, reading, says: None });
    }
}

/// The steps in their order. The name comes before, because without one there is no service.
///
/// Texts go before what is read from them; places before delivery, which looks at them; contacts after
/// texts, so that a private person's number is told by its company.
const STEPS: [fn(&mut Cleaning<'_>); 16] = [
    personal::clean_texts,
    text::clean_texts,
    organisation::clean_organisation,
    language::tag_texts,
    category::clean_categories,
    place::clean_locations,
    place::clean_areas,
    delivery::clean_delivery,
    schedule::clean_schedule,
    cost::clean_cost,
    eligibility::clean_eligibility,
    language::clean_languages,
    accessibility::clean_accessibility,
    personal::clean_contact,
    joining::clean_joining,
    status::clean_status,
];

/// Room for what is said of the fields of most services.
const EVIDENCE_OF_MOST: usize = 14;

/// Makes a service of a draft, or says why it is none.
pub fn clean(context: &CleanContext<'_>, mut draft: Draft) -> Result<(Service, Notes), Rejection> {
    let mut notes = Notes::default();
    let written = draft.name.take().unwrap_or_default();
    let Some(name) = name::clean_name(&written, &mut notes) else {
        return Err(Rejection {
            source: context.source.id.clone(),
            row: draft.row,
            record: Some(draft.record).filter(|record| !record.is_empty()),
            reason: "no-name".to_owned(),
            detail: "it has no name, or its name is no word".to_owned(),
        });
    };
    let record = source_record(context, &draft);
    let id = ServiceId::new(&context.source.id, &draft.record);
    draft.status = status::with_hint_in_name(draft.status.take(), &written);
    let mut cleaning = Cleaning { context, draft, service: Service::new(id, name, record), notes };
    cleaning.service.evidence.reserve(EVIDENCE_OF_MOST);
    cleaning.say(Field::Name, Reading::Stated);
    for step in STEPS {
        step(&mut cleaning);
    }
    Ok((cleaning.service, cleaning.notes))
}

fn source_record(context: &CleanContext<'_>, draft: &Draft) -> SourceRecord {
    let read =
        |text: &Option<String>| text.as_deref().and_then(|text| date::read_past_date(text, context.seen));
    let asserted = read(&draft.assured).max(read(&draft.last_modified)).or(context.source.data_date);
    SourceRecord {
        source: context.source.id.clone(),
        record: draft.record.clone(),
        url: draft.url.as_deref().and_then(website::clean_website),
        seen: context.seen,
        asserted,
        role: context.source.role,
        gone: None,
    }
}
