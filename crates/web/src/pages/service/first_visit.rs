//! What nobody has said about a first visit, as questions to ask. Unknown is never shown as "no".

use model::accessibility::AccessFeature;
use model::cost::CostKind;
use model::service::{Delivery, Service};
use model::ternary::Ternary;

/// Keys of the questions worth asking before a first visit, the most useful first.
pub fn questions(service: &Service) -> Vec<&'static str> {
    let at_a_place = service.delivery.contains(&Delivery::InPerson) || !service.locations.is_empty();
    let knows = |feature: AccessFeature| {
        service.accessibility.get(feature) != Ternary::NotStated
            || service.locations.iter().any(|place| place.accessibility.get(feature) != Ternary::NotStated)
    };
    let mut asks = Vec::new();
    let mut ask = |is_unknown: bool, key: &'static str| {
        if is_unknown {
            asks.push(key);
        }
    };
    let said = service.first_visit.as_deref().unwrap_or_default().to_lowercase();
    ask(service.schedule.is_empty(), "ask-when");
    ask(said.is_empty(), "ask-what-happens");
    ask(at_a_place && !said.contains("ask for") && !said.contains("meet"), "ask-who-greets");
    ask(at_a_place && !said.contains("watch"), "ask-just-watch");
    ask(service.joining.is_empty(), "ask-join");
    ask(service.cost.kind == CostKind::NotStated && service.cost.text.is_none(), "ask-cost");
    ask(at_a_place && !knows(AccessFeature::StepFree) && !knows(AccessFeature::Wheelchair), "ask-steps");
    ask(at_a_place && !knows(AccessFeature::Toilet) && !knows(AccessFeature::AccessibleToilet), "ask-toilet");
    ask(at_a_place, "ask-bring-someone");
    asks
}
