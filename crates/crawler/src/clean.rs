//! Cleaning: from a draft to a service that is valid by construction, or a rejection.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::evidence::SourceRecord;
use model::identifier::{ConceptId, ServiceId};
use model::place::{Located, Location, Point, Precision};
use model::postcode::Postcode;
use model::report::Rejection;
use model::service::{Organisation, Service};
use model::source::SourceInfo;
use model::vocabulary::Vocabulary;

use crate::draft::Draft;
use crate::source::Personal;

/// What cleaning goes by, besides the draft.
pub struct CleanContext<'a> {
    /// The source.
    pub source: &'a SourceInfo,
    /// How private persons in it are treated.
    pub personal: &'a Personal,
    /// The words people use.
    pub vocabulary: &'a Vocabulary,
    /// The day the record was seen.
    pub seen: Date,
}

/// What was mended or left out, counted by a stable code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes(pub BTreeMap<&'static str, u64>);

/// Cleans one draft.
pub fn clean(context: &CleanContext<'_>, draft: Draft) -> Result<(Service, Notes), Rejection> {
    let source = context.source;
    let id = ServiceId::new(&source.id, &draft.record);
    let record = SourceRecord {
        source: source.id.clone(),
        record: draft.record.clone(),
        url: draft.url.clone(),
        seen: context.seen,
        asserted: source.data_date,
        role: source.role,
        gone: None,
    };
    let name = draft.name.clone().unwrap_or_default();
    let mut service = Service::new(id, name, record);
    service.description = draft.description.or(draft.summary);
    service.organisation =
        draft.organisation.name.map(|name| Organisation { name, ..Organisation::default() });
    service.categories = draft.concepts.into_iter().map(ConceptId).collect();
    service.source_categories = draft.category_words;
    for place in draft.locations {
        let point = place
            .latitude
            .zip(place.longitude)
            .and_then(|(latitude, longitude)| Point::new(latitude.parse().ok()?, longitude.parse().ok()?));
        service.locations.push(Location {
            name: place.name,
            address: place.address,
            town: place.town,
            postcode: place.postcode.as_deref().and_then(Postcode::parse),
            located: point.filter(Point::is_in_united_kingdom_box).map(|point| Located {
                point,
                precision: Precision::Source,
                authority: None,
                ward: None,
                label: None,
            }),
            ..Location::default()
        });
    }
    service.schedule.text = draft.schedule_text;
    service.contact.website = draft.website.filter(|address| address.starts_with("http"));
    Ok((service, Notes::default()))
}
