//! How it is delivered: every way that is stated, and none that is not.
//!
//! There is no default. A record without a place is not "online", and a record with an address is "in
//! person" only when that address is where the service is delivered (defects T10 and T11).

#[cfg(test)]
mod tests;

use model::evidence::{Field, Reading};
use model::service::Delivery;

use super::Cleaning;
use super::place::delivery_hint;
use super::words::{folded, has_any};

/// The step.
pub fn clean_delivery(cleaning: &mut Cleaning<'_>) {
    for written in std::mem::take(&mut cleaning.draft.delivery_words) {
        let found = ways_in(&written);
        if found.is_empty() && !super::words::is_nothing(&written) {
            cleaning.notes.count("delivery-unknown");
        }
        cleaning.service.delivery.extend(found);
    }
    if !cleaning.service.delivery.is_empty() {
        cleaning.say(Field::Delivery, Reading::Stated);
        return;
    }
    if !cleaning.service.locations.is_empty() {
        cleaning.service.delivery.insert(Delivery::InPerson);
        cleaning.say(Field::Delivery, Reading::Derived);
        return;
    }
    let in_prose = cleaning.service.description.as_deref().map(ways_in_prose).unwrap_or_default();
    if !in_prose.is_empty() {
        cleaning.service.delivery.extend(in_prose);
        cleaning.say(Field::Delivery, Reading::FromProse);
    }
}

/// Ways in a field of its own: words and codes of standards.
fn ways_in(written: &str) -> Vec<Delivery> {
    let folded = folded(written);
    let mut ways = Vec::new();
    let mut add = |way, phrases: &[&str]| {
        if has_any(&folded, phrases) {
            ways.push(way);
        }
    };
    add(
        Delivery::InPerson,
        &[
            "physical",
            "in person",
            "inperson",
            "face to face",
            "at a venue",
            "on site",
            "offline",
            "offlineeventattendancemode",
            "mixed",
            "drop in",
            "postal",
        ],
    );
    add(
        Delivery::Online,
        &[
            "online",
            "virtual",
            "web",
            "video",
            "video call",
            "zoom",
            "webchat",
            "onlineeventattendancemode",
            "mixed",
            "mixedeventattendancemode",
            "digital",
            "email",
        ],
    );
    add(Delivery::ByPhone, &["phone", "by phone", "telephone", "helpline", "call", "text"]);
    add(
        Delivery::AtHome,
        &[
            "home",
            "at home",
            "home visit",
            "home visits",
            "outreach",
            "comes to you",
            "delivered to you",
            "in your home",
        ],
    );
    add(Delivery::Varies, &["varies", "various", "changes", "various locations", "roaming", "mobile"]);
    ways.retain(|way| *way != Delivery::InPerson || !has_any(&folded, &["postal"]));
    ways
}

/// Ways that prose states, only for records that have no place: a phrase must say how the service itself is
/// delivered.
fn ways_in_prose(text: &str) -> Vec<Delivery> {
    let folded = folded(text);
    let mut ways = Vec::new();
    let mut add = |way, phrases: &[&str]| {
        if has_any(&folded, phrases) {
            ways.push(way);
        }
    };
    add(
        Delivery::Online,
        &[
            "via zoom",
            "on zoom",
            "over zoom",
            "online group",
            "online sessions",
            "online support group",
            "meet online",
            "meets online",
            "held online",
            "online only",
            "online course",
            "online chat",
            "webchat service",
            "virtual sessions",
        ],
    );
    add(
        Delivery::ByPhone,
        &[
            "telephone helpline",
            "phone helpline",
            "helpline is open",
            "telephone support",
            "telephone befriending",
            "by telephone",
            "over the phone",
            "freephone helpline",
            "telephone advice",
            "our helpline",
        ],
    );
    add(
        Delivery::AtHome,
        &[
            "in your own home",
            "visit you at home",
            "home visiting",
            "home visits",
            "in their own home",
            "in their own homes",
            "in people s homes",
            "in peoples homes",
            "delivered to your door",
        ],
    );
    add(
        Delivery::Varies,
        &["various venues", "various locations", "venue varies", "different venues", "alternates between"],
    );
    if ways.is_empty() && delivery_hint(text) == Some("varies") && text.len() < 60 {
        ways.push(Delivery::Varies);
    }
    ways
}
