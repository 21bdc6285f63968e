//! The values that carry evidence: whether a record states one, whether two agree on it, how it is copied.

use model::cost::CostKind;
use model::evidence::Field;
use model::place::Location;
use model::service::{Service, Status};

use crate::merge::names;

/// Every value, in the order of its evidence.
pub const ALL: [Field; 18] = [
    Field::Name,
    Field::Description,
    Field::Organisation,
    Field::Categories,
    Field::Delivery,
    Field::Location,
    Field::Point,
    Field::Areas,
    Field::Schedule,
    Field::Cost,
    Field::Eligibility,
    Field::Languages,
    Field::Accessibility,
    Field::Phone,
    Field::Email,
    Field::Website,
    Field::Joining,
    Field::Status,
];

/// Metres within which two points are the same place.
const SAME_PLACE_METRES: f64 = 150.0;

/// Whether the record says anything of the value. That something runs is said only where evidence says so.
pub fn states(service: &Service, field: Field) -> bool {
    match field {
        Field::Name => !service.name.is_empty(),
        Field::Description => service.description.is_some(),
        Field::Organisation => service.organisation.is_some(),
        Field::Categories => !service.categories.is_empty(),
        Field::Delivery => !service.delivery.is_empty(),
        Field::Location => !service.locations.is_empty(),
        Field::Point => service.locations.iter().any(|place| place.located.is_some()),
        Field::Areas => !service.areas.is_empty(),
        Field::Schedule => !service.schedule.is_empty(),
        Field::Cost => service.cost.kind != CostKind::NotStated || service.cost.text.is_some(),
        Field::Eligibility => !service.eligibility.is_empty(),
        Field::Languages => !service.languages.is_empty(),
        Field::Accessibility => !service.accessibility.is_empty(),
        Field::Phone => !service.contact.phones.is_empty(),
        Field::Email => !service.contact.emails.is_empty(),
        Field::Website => service.contact.website.is_some(),
        Field::Joining => !service.joining.is_empty(),
        Field::Status => {
            service.status != Status::Active
                || service.evidence.iter().any(|line| line.field == Field::Status)
        }
    }
}

/// Whether two records that both state the value mean the same by it.
pub fn agree(a: &Service, b: &Service, field: Field) -> bool {
    match field {
        Field::Name => names::fold(&a.name) == names::fold(&b.name),
        Field::Description => a.description == b.description,
        Field::Organisation => {
            let name = |service: &Service| service.organisation.as_ref().map(|o| names::fold(&o.name));
            name(a) == name(b)
        }
        Field::Categories => a.categories.iter().any(|concept| b.categories.contains(concept)),
        Field::Delivery => a.delivery == b.delivery,
        Field::Location | Field::Point => {
            a.locations.iter().any(|one| b.locations.iter().any(|other| is_same_place(one, other)))
        }
        Field::Areas => a.areas == b.areas,
        Field::Schedule => {
            let (a, b) = (&a.schedule, &b.schedule);
            let same_sessions = !a.sessions.is_empty() && a.sessions == b.sessions;
            a.always_open == b.always_open && (same_sessions || a.text.is_some() && a.text == b.text)
        }
        Field::Cost => a.cost.kind == b.cost.kind && a.cost.lowest_pence() == b.cost.lowest_pence(),
        Field::Eligibility => {
            let ages = |service: &Service| {
                (service.eligibility.minimum_age, service.eligibility.maximum_age, service.eligibility.gender)
            };
            ages(a) == ages(b) && (ages(a) != (None, None, None) || a.eligibility.text == b.eligibility.text)
        }
        Field::Languages => a.languages == b.languages,
        Field::Accessibility => a
            .accessibility
            .facts
            .iter()
            .all(|(feature, fact)| b.accessibility.facts.get(feature).is_none_or(|other| other == fact)),
        Field::Phone => {
            let numbers = &b.contact.phones;
            a.contact.phones.iter().any(|phone| numbers.iter().any(|other| other.number == phone.number))
        }
        Field::Email => a.contact.emails.iter().any(|email| b.contact.emails.contains(email)),
        Field::Website => {
            let bare = |service: &Service| service.contact.website.as_deref().map(bare_page);
            bare(a) == bare(b)
        }
        Field::Joining => a.joining.routes == b.joining.routes,
        Field::Status => a.status == b.status,
    }
}

/// Copies the value. Which texts belong together (a description and its language) go together.
pub fn copy(from: &Service, to: &mut Service, field: Field) {
    match field {
        Field::Name => to.name.clone_from(&from.name),
        Field::Description => {
            to.description.clone_from(&from.description);
            to.text_language.clone_from(&from.text_language);
        }
        Field::Organisation => to.organisation.clone_from(&from.organisation),
        Field::Categories => {
            to.categories.clone_from(&from.categories);
            to.source_categories.clone_from(&from.source_categories);
        }
        Field::Delivery => to.delivery.clone_from(&from.delivery),
        Field::Location => to.locations.clone_from(&from.locations),
        // The point belongs to its place; `complete_places` takes the most precise one of that place.
        Field::Point => {}
        Field::Areas => to.areas.clone_from(&from.areas),
        Field::Schedule => to.schedule.clone_from(&from.schedule),
        Field::Cost => to.cost.clone_from(&from.cost),
        Field::Eligibility => to.eligibility.clone_from(&from.eligibility),
        Field::Languages => to.languages.clone_from(&from.languages),
        Field::Accessibility => to.accessibility.clone_from(&from.accessibility),
        Field::Phone => to.contact.phones.clone_from(&from.contact.phones),
        Field::Email => to.contact.emails.clone_from(&from.contact.emails),
        Field::Website => to.contact.website.clone_from(&from.contact.website),
        Field::Joining => to.joining.clone_from(&from.joining),
        Field::Status => to.status = from.status,
    }
}

/// Whether two places are one: the same property, the same postcode, or points next to each other.
pub fn is_same_place(a: &Location, b: &Location) -> bool {
    if a.uprn.is_some() && a.uprn == b.uprn || a.postcode.is_some() && a.postcode == b.postcode {
        return true;
    }
    match (&a.located, &b.located) {
        (Some(one), Some(other)) => one.point.distance_metres(&other.point) <= SAME_PLACE_METRES,
        _ => false,
    }
}

/// Fills what our places lack from the same places of another record, and takes its point if it is known
/// more precisely.
pub fn complete_places(from: &Service, to: &mut Service) {
    for ours in &mut to.locations {
        let Some(theirs) = from.locations.iter().find(|theirs| is_same_place(ours, theirs)) else { continue };
        ours.name = ours.name.take().or_else(|| theirs.name.clone());
        ours.address = ours.address.take().or_else(|| theirs.address.clone());
        ours.town = ours.town.take().or_else(|| theirs.town.clone());
        ours.postcode = ours.postcode.or(theirs.postcode);
        ours.uprn = ours.uprn.or(theirs.uprn);
        for (feature, fact) in &theirs.accessibility.facts {
            ours.accessibility.facts.entry(*feature).or_insert(*fact);
        }
        let is_better = match (&ours.located, &theirs.located) {
            (Some(one), Some(other)) => other.precision < one.precision,
            (None, Some(_)) => true,
            _ => false,
        };
        if is_better {
            ours.located.clone_from(&theirs.located);
        }
    }
}

fn bare_page(page: &str) -> String {
    let lower = page.to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}
