//! From the model's service to its document.

use model::accessibility::Accessibility;
use model::confidence::Confidence;
use model::contact::Contact;
use model::evidence::SourceRecord;
use model::place::{Location, ServiceArea};
use model::schedule::{Recurrence, Session, Weekdays};
use model::service::{Organisation, Service};
use search::listing::organisation_id;

use super::{
    AccessibilityDocument, AreaDocument, ContactDocument, CostDocument, EligibilityDocument,
    EvidenceDocument, IdentifierDocument, JoiningDocument, LocationDocument, OrganisationDocument,
    PriceDocument, RecordDocument, RelatedDocument, ScheduleDocument, ServiceDocument, SessionDocument,
};
use crate::api::answer::PhoneDocument;
use crate::api::{ConfidenceDocument, Labelled, PointDocument, word};
use crate::labels::{Labels, licence_url};

/// One service with the names of its codes.
pub fn service_document(
    service: &Service,
    confidence: Option<&Confidence>,
    labels: &Labels,
) -> ServiceDocument {
    ServiceDocument {
        id: service.id.to_string(),
        name: service.name.clone(),
        alternate_names: service.alternate_names.clone(),
        description: service.description.clone(),
        text_language: service.text_language.clone(),
        organisation: service.organisation.as_ref().map(|organisation| {
            let id = organisation_id(service).map(|id| id.to_string()).unwrap_or_default();
            organisation_document(organisation, id)
        }),
        categories: service
            .categories
            .iter()
            .map(|id| Labelled { id: id.to_string(), label: labels.concept(id).to_owned() })
            .collect(),
        source_categories: service.source_categories.clone(),
        codes: service.codes.clone(),
        delivery: service.delivery.iter().map(word).collect(),
        locations: service.locations.iter().map(location).collect(),
        areas: service.areas.iter().map(area).collect(),
        schedule: (!service.schedule.is_empty()).then(|| ScheduleDocument {
            text: service.schedule.text.clone(),
            sessions: service.schedule.sessions.iter().map(session).collect(),
            always_open: service.schedule.always_open,
        }),
        cost: CostDocument {
            kind: word(&service.cost.kind),
            options: service
                .cost
                .options
                .iter()
                .map(|option| PriceDocument { pence: option.pence, note: option.note.clone() })
                .collect(),
            text: service.cost.text.clone(),
        },
        eligibility: (!service.eligibility.is_empty()).then(|| EligibilityDocument {
            minimum_age: service.eligibility.minimum_age,
            maximum_age: service.eligibility.maximum_age,
            gender: service.eligibility.gender.as_ref().map(word),
            text: service.eligibility.text.clone(),
            not_for: service.eligibility.not_for.clone(),
        }),
        languages: service.languages.iter().cloned().collect(),
        accessibility: accessibility(&service.accessibility),
        contact: contact(&service.contact),
        joining: (!service.joining.is_empty()).then(|| JoiningDocument {
            routes: service.joining.routes.iter().map(word).collect(),
            text: service.joining.text.clone(),
        }),
        first_visit: service.first_visit.clone(),
        status: word(&service.status),
        nature: word(&service.nature),
        last_modified: service.last_modified.map(|date| date.to_string()),
        assured: service.assured.map(|date| date.to_string()),
        confidence: confidence.cloned().map(ConfidenceDocument::from),
        sources: service.records.iter().map(|record| record_document(record, labels)).collect(),
        evidence: service
            .evidence
            .iter()
            .map(|evidence| EvidenceDocument {
                field: word(&evidence.field),
                record: evidence.record,
                reading: word(&evidence.reading),
                says: evidence.says.clone(),
            })
            .collect(),
        related: service
            .related
            .iter()
            .map(|related| RelatedDocument { id: related.id.to_string(), relation: word(&related.relation) })
            .collect(),
    }
}

/// A source's record with its publisher, licence and attribution.
pub fn record_document(record: &SourceRecord, labels: &Labels) -> RecordDocument {
    let info = labels.sources.get(&record.source);
    RecordDocument {
        source: record.source.to_string(),
        title: info.map(|info| info.title.clone()),
        publisher: info.map(|info| info.publisher.clone()),
        licence: info.map(|info| info.licence.clone()),
        licence_url: info.and_then(|info| licence_url(&info.licence)),
        attribution: info.and_then(|info| info.attribution.clone()),
        record: record.record.clone(),
        url: record.url.clone(),
        seen: record.seen.to_string(),
        asserted: record.asserted.map(|date| date.to_string()),
        role: word(&record.role),
        gone: record.gone.map(|date| date.to_string()),
    }
}

fn organisation_document(organisation: &Organisation, id: String) -> OrganisationDocument {
    OrganisationDocument {
        id,
        name: organisation.name.clone(),
        description: organisation.description.clone(),
        website: organisation.website.clone(),
        identifiers: organisation
            .identifiers
            .iter()
            .map(|(scheme, identifier)| IdentifierDocument {
                scheme: scheme.clone(),
                identifier: identifier.clone(),
            })
            .collect(),
        register: organisation.register.as_ref().map(word),
    }
}

fn location(location: &Location) -> LocationDocument {
    let located = location.located.as_ref();
    LocationDocument {
        name: location.name.clone(),
        address: location.address.clone(),
        town: location.town.clone(),
        postcode: location.postcode.map(|postcode| postcode.to_string()),
        point: located.map(|located| PointDocument::from(located.point)),
        precision: located.map(|located| word(&located.precision)),
        authority: located.and_then(|located| located.authority.clone()).map(|code| code.0),
        ward: located.and_then(|located| located.ward.clone()).map(|code| code.0),
        label: located.and_then(|located| located.label.clone()),
        uprn: location.uprn,
        accessibility: accessibility(&location.accessibility),
    }
}

fn area(area: &ServiceArea) -> AreaDocument {
    let nothing = AreaDocument {
        kind: "named",
        name: None,
        code: None,
        point: None,
        radius_metres: None,
        rings: vec![],
    };
    match area {
        ServiceArea::UnitedKingdom => AreaDocument { kind: "united_kingdom", ..nothing },
        ServiceArea::Area { code, name } => {
            AreaDocument { kind: "area", name: Some(name.clone()), code: Some(code.0.clone()), ..nothing }
        }
        ServiceArea::Around { point, radius_metres } => AreaDocument {
            kind: "around",
            point: Some(PointDocument::from(*point)),
            radius_metres: Some(*radius_metres),
            ..nothing
        },
        ServiceArea::Polygon { rings, name } => AreaDocument {
            kind: "polygon",
            name: name.clone(),
            rings: rings
                .iter()
                .map(|ring| ring.iter().map(|point| PointDocument::from(*point)).collect())
                .collect(),
            ..nothing
        },
        ServiceArea::Named { name } => AreaDocument { name: Some(name.clone()), ..nothing },
    }
}

fn session(session: &Session) -> SessionDocument {
    let mut document = SessionDocument {
        freq: "weekly",
        days: Vec::new(),
        nth: Vec::new(),
        days_of_month: Vec::new(),
        dates: Vec::new(),
        interval: None,
        anchor: None,
        opens_at: session.opens_at.map(|time| time.to_string()),
        closes_at: session.closes_at.map(|time| time.to_string()),
        valid_from: session.valid_from.map(|date| date.to_string()),
        valid_to: session.valid_to.map(|date| date.to_string()),
        season: word(&session.season),
        bank_holidays: word(&session.bank_holidays),
        except: session.except.iter().map(ToString::to_string).collect(),
        note: session.note.clone(),
    };
    match &session.recurrence {
        Recurrence::Weekly { days, interval, anchor } => {
            document.days = day_codes(*days);
            document.interval = Some(*interval);
            document.anchor = anchor.map(|date| date.to_string());
        }
        Recurrence::MonthlyByDay { nth, days, interval, anchor } => {
            document.freq = "monthly_by_day";
            document.days = day_codes(*days);
            document.nth.clone_from(nth);
            document.interval = Some(*interval);
            document.anchor = anchor.map(|date| date.to_string());
        }
        Recurrence::MonthlyByDate { days_of_month } => {
            document.freq = "monthly_by_date";
            document.days_of_month.clone_from(days_of_month);
        }
        Recurrence::Dated { dates } => {
            document.freq = "dated";
            document.dates = dates.iter().map(ToString::to_string).collect();
        }
    }
    document
}

/// The days of a set as RFC 5545 writes them, Monday first.
pub fn day_codes(days: Weekdays) -> Vec<&'static str> {
    const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    days.iter().map(|day| CODES[day.to_monday_zero_offset() as usize]).collect()
}

fn accessibility(accessibility: &Accessibility) -> Option<AccessibilityDocument> {
    (!accessibility.is_empty()).then(|| AccessibilityDocument {
        facts: accessibility.facts.iter().map(|(feature, stated)| (word(feature), *stated)).collect(),
        text: accessibility.text.clone(),
    })
}

fn contact(contact: &Contact) -> Option<ContactDocument> {
    (!contact.is_empty()).then(|| ContactDocument {
        phones: contact
            .phones
            .iter()
            .map(|phone| PhoneDocument {
                number: phone.number.clone(),
                readable: phone.readable.clone(),
                note: phone.note.clone(),
            })
            .collect(),
        emails: contact.emails.clone(),
        website: contact.website.clone(),
    })
}
