//! Who it is for: ages, gender, and the source's own words.

mod age;
mod gender;
#[cfg(test)]
mod tests;

use model::evidence::{Field, Reading};

use super::Cleaning;
use super::text::clean_line;

/// The step.
pub fn clean_eligibility(cleaning: &mut Cleaning<'_>) {
    let draft = &mut cleaning.draft;
    let notes = &mut cleaning.notes;
    let mut line = |text: Option<String>| text.and_then(|text| clean_line(&text, notes));
    let (age_text, who, not_for) =
        (line(draft.age_text.take()), line(draft.eligibility_text.take()), line(draft.not_for.take()));
    let stated_ages = (
        draft.minimum_age.take().as_deref().and_then(age::whole_years),
        draft.maximum_age.take().as_deref().and_then(age::whole_years),
    );
    let stated_gender = draft.gender.take().as_deref().and_then(gender::of_field);

    let mut reading = Reading::Stated;
    let mut ages = (stated_ages.0.filter(|age| *age > 0), stated_ages.1.filter(|age| (1..115).contains(age)));
    let texts = [age_text.as_deref(), who.as_deref()];
    if ages == (None, None) {
        if let Some(read) = texts.into_iter().flatten().find_map(age::read_ages) {
            (ages, reading) = (read, Reading::FromProse);
        } else if let Some(read) = age::in_name(&cleaning.service.name) {
            (ages, reading) = (read, Reading::FromProse);
        }
    }
    if let (Some(youngest), Some(oldest)) = ages
        && youngest > oldest
    {
        cleaning.notes.count("ages-reversed");
        ages = (None, None);
    }
    let gender = stated_gender
        .or_else(|| who.as_deref().and_then(gender::in_prose))
        .or_else(|| gender::in_name(&cleaning.service.name));
    if gender.is_some() && stated_gender.is_none() {
        reading = Reading::FromProse;
    }
    let eligibility = &mut cleaning.service.eligibility;
    (eligibility.minimum_age, eligibility.maximum_age) = ages;
    eligibility.gender = gender;
    eligibility.text = match (age_text, who) {
        (Some(age), Some(who)) if who.contains(&age) => Some(who),
        (Some(age), Some(who)) => Some(format!("{age}. {who}")),
        (age, who) => who.or(age),
    };
    eligibility.not_for = not_for;
    if !eligibility.is_empty() {
        cleaning.say(Field::Eligibility, reading);
    }
}
