//! What it is about: concepts of our taxonomy, from the source's settings, its words, and the name. Of a
//! source of one kind the settings say it all.

use model::evidence::{Field, Reading};
use model::identifier::ConceptId;
use model::postcode::parse_outcode;

use super::Cleaning;
use super::text::clean_line;

/// Most concepts a service is filed under.
const MOST: usize = 8;

/// Whether a drawer says what something is about, and not who passed it on ("via Voluntary Action Leeds")
/// or where it is ("LS7").
fn is_about_something(word: &str) -> bool {
    let is_outcode = word.bytes().last().is_some_and(|last| last.is_ascii_digit())
        && parse_outcode(word).is_some_and(|outcode| outcode == word);
    !word.to_lowercase().starts_with("via ") && !is_outcode
}

/// The step.
pub fn clean_categories(cleaning: &mut Cleaning<'_>) {
    for written in std::mem::take(&mut cleaning.draft.category_words) {
        for part in written.split([';', '|', '\n']) {
            let Some(word) = clean_line(part, &mut cleaning.notes) else { continue };
            if !is_about_something(&word) {
                cleaning.notes.count("category-no-topic");
                continue;
            }
            if !cleaning.service.source_categories.contains(&word) {
                cleaning.service.source_categories.push(word);
            }
        }
    }
    cleaning.service.codes = std::mem::take(&mut cleaning.draft.codes);
    cleaning.service.codes.retain(|code| !code.trim().is_empty());
    let vocabulary = cleaning.context.vocabulary;
    for written in std::mem::take(&mut cleaning.draft.concepts) {
        let concept = ConceptId(written.trim().to_owned());
        if vocabulary.concept(&concept).is_none() && !vocabulary.concepts().is_empty() {
            cleaning.notes.count("concept-unknown");
        } else if !cleaning.service.categories.contains(&concept) {
            cleaning.service.categories.push(concept);
        }
    }
    let is_stated = !cleaning.service.categories.is_empty();
    if !(is_stated && cleaning.context.one_kind) {
        let service = &mut cleaning.service;
        let description = service.description.as_deref();
        for (concept, _) in vocabulary.classify(&service.name, &service.source_categories, description) {
            if service.categories.len() < MOST && !service.categories.contains(&concept) {
                service.categories.push(concept);
            }
        }
    }
    if !cleaning.service.categories.is_empty() {
        cleaning.say(Field::Categories, if is_stated { Reading::Stated } else { Reading::FromProse });
    }
}
