//! The quality of a record: how complete, how valid and how recent, by one published rule.
//!
//! The rule is the table [`POINTS`] and the two sentences beside [`Quality`]; it is the same for every
//! publisher, and ranking does not use it.

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::confidence::{Day, Trust};
use crate::cost::CostKind;
use crate::service::{Delivery, Service};

/// The quality of one record; every part is 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Quality {
    /// The points of [`POINTS`] that are stated, of all points.
    pub completeness: f32,
    /// The checks that hold, of those that apply: a usable number, page, point and time-table.
    pub validity: f32,
    /// 1 when it was confirmed today, half of that for each year since; 0 when nobody dated it.
    pub recency: f32,
}

impl Quality {
    /// The three together, 0 to 100: half completeness, a quarter each validity and recency.
    pub fn score(&self) -> u8 {
        (self.completeness * 50.0 + self.validity * 25.0 + self.recency * 25.0).round() as u8
    }
}

/// What a complete record states, and what each is worth.
pub const POINTS: [(Point, u8); 12] = [
    (Point::Description, 3),
    (Point::Category, 2),
    (Point::Place, 3),
    (Point::Postcode, 2),
    (Point::Times, 3),
    (Point::Contact, 3),
    (Point::Organisation, 1),
    (Point::Cost, 2),
    (Point::Eligibility, 2),
    (Point::Joining, 2),
    (Point::Access, 1),
    (Point::Date, 2),
];

/// Something a complete record states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "`text` says each of them for people")]
pub enum Point {
    Description,
    Category,
    Place,
    Postcode,
    Times,
    Contact,
    Organisation,
    Cost,
    Eligibility,
    Joining,
    Access,
    Date,
}

impl Point {
    /// For people and for the publisher.
    pub fn text(self) -> &'static str {
        match self {
            Point::Description => "a description of at least fifty letters",
            Point::Category => "what kind of thing it is",
            Point::Place => "where it is, or that it needs no place",
            Point::Postcode => "a full postcode",
            Point::Times => "when it happens",
            Point::Contact => "a telephone number, e-mail address or web page",
            Point::Organisation => "who offers it",
            Point::Cost => "what it costs, or that it is free",
            Point::Eligibility => "who it is for",
            Point::Joining => "how to join",
            Point::Access => "access for disabled people",
            Point::Date => "the day it was last right",
        }
    }

    /// Whether `service` states it. A postcode is not asked of what has no place.
    pub fn is_stated_by(self, service: &Service) -> bool {
        let needs_no_place = || {
            let elsewhere = [Delivery::Online, Delivery::ByPhone, Delivery::AtHome, Delivery::Varies];
            elsewhere.iter().any(|way| service.delivery.contains(way)) || !service.areas.is_empty()
        };
        match self {
            Point::Description => service.description.as_ref().is_some_and(|text| text.chars().count() >= 50),
            Point::Category => !service.categories.is_empty(),
            Point::Place => !service.locations.is_empty() || needs_no_place(),
            Point::Postcode => {
                service.locations.iter().any(|place| place.postcode.is_some())
                    || service.locations.is_empty() && needs_no_place()
            }
            Point::Times => !service.schedule.is_empty(),
            Point::Contact => !service.contact.is_empty(),
            Point::Organisation => service.organisation.is_some(),
            Point::Cost => service.cost.kind != CostKind::NotStated || service.cost.text.is_some(),
            Point::Eligibility => !service.eligibility.is_empty(),
            Point::Joining => !service.joining.is_empty(),
            Point::Access => {
                !service.accessibility.is_empty()
                    || service.locations.iter().any(|place| !place.accessibility.is_empty())
            }
            Point::Date => service.records.iter().any(|record| record.asserted.is_some()),
        }
    }
}

/// The quality of `service` on `today`.
pub fn quality(service: &Service, today: Date) -> Quality {
    Quality {
        completeness: completeness(service),
        validity: validity(service),
        recency: recency(Trust::of(service).asserted, today),
    }
}

/// The points stated, of all points.
pub fn completeness(service: &Service) -> f32 {
    let all: u32 = POINTS.iter().map(|(_, worth)| u32::from(*worth)).sum();
    let stated: u32 = POINTS
        .iter()
        .filter(|(point, _)| point.is_stated_by(service))
        .map(|(_, worth)| u32::from(*worth))
        .sum();
    stated as f32 / all as f32
}

/// The points that are not stated, in the order of the table.
pub fn missing(service: &Service) -> impl Iterator<Item = Point> {
    POINTS.into_iter().map(|(point, _)| point).filter(|point| !point.is_stated_by(service))
}

fn validity(service: &Service) -> f32 {
    let checks = [
        (!service.contact.phones.is_empty())
            .then(|| service.contact.phones.iter().all(|phone| phone.number.starts_with("+44"))),
        service
            .contact
            .website
            .as_ref()
            .map(|page| page.starts_with("https://") || page.starts_with("http://")),
        (!service.locations.is_empty()).then(|| {
            service.locations.iter().any(|place| {
                place.located.as_ref().is_some_and(|located| located.point.is_in_united_kingdom_box())
            })
        }),
        (!service.schedule.is_empty())
            .then_some(!service.schedule.sessions.is_empty() || service.schedule.always_open),
    ];
    let (mut hold, mut apply) = (0_u8, 0_u8);
    for holds in checks.into_iter().flatten() {
        apply += 1;
        hold += u8::from(holds);
    }
    if apply == 0 { 1.0 } else { f32::from(hold) / f32::from(apply) }
}

fn recency(asserted: Day, today: Date) -> f32 {
    asserted.days_before(today).map_or(0.0, |days| (-(days as f32) / 365.0).exp2())
}
