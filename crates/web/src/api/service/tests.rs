use jiff::civil::date;
use model::cost::CostKind;
use model::evidence::{Role, SourceRecord};
use model::identifier::{ConceptId, ServiceId, SourceId};
use model::schedule::{Recurrence, Season, Session, Weekdays};
use model::service::Service;
use model::source::SourceInfo;

use super::build::service_document;
use crate::labels::{ConceptLabel, Labels};

#[test]
fn a_service_is_told_whole_with_its_licence_and_what_is_not_stated_is_absent() {
    let source = SourceId::parse("ambleford-groups").expect("a good name");
    let record = SourceRecord {
        source: source.clone(),
        record: "7".to_owned(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: Some(date(2026, 10, 1)),
        role: Role::Owner,
        gone: None,
    };
    let mut service = Service::new(ServiceId::new(&source, "7"), "Ambleford Choir".to_owned(), record);
    service.categories = vec![ConceptId("arts/singing".to_owned())];
    service.cost.kind = CostKind::Free;
    service.schedule.sessions = vec![Session {
        season: Season::TermTime,
        ..Session::on(Recurrence::MonthlyByDay {
            nth: vec![1, -1],
            days: Weekdays::from_bits(0b10),
            interval: 1,
            anchor: None,
        })
    }];
    let mut labels = Labels::default();
    labels.concepts.insert(
        ConceptId("arts/singing".to_owned()),
        ConceptLabel { label: "Singing".to_owned(), ..ConceptLabel::default() },
    );
    labels.sources.insert(
        source.clone(),
        SourceInfo {
            id: source,
            title: "Ambleford groups".to_owned(),
            publisher: "Ambleford Council".to_owned(),
            homepage: None,
            licence: "OGL-UK-3.0".to_owned(),
            attribution: Some("Contains Ambleford data".to_owned()),
            role: Role::Owner,
            data_date: None,
            checked: None,
        },
    );
    let json = serde_json::to_value(service_document(&service, None, &labels)).expect("a document is JSON");
    assert_eq!(json["categories"][0]["label"], "Singing");
    assert_eq!(json["cost"]["kind"], "free");
    assert_eq!(json["schedule"]["sessions"][0]["freq"], "monthly_by_day");
    assert_eq!(json["schedule"]["sessions"][0]["days"][0], "TU");
    assert_eq!(json["schedule"]["sessions"][0]["season"], "term_time");
    assert_eq!(json["sources"][0]["licence"], "OGL-UK-3.0");
    assert_eq!(json["sources"][0]["attribution"], "Contains Ambleford data");
    assert!(json["sources"][0]["licence_url"].as_str().is_some_and(|url| url.starts_with("https://")));
    for absent in ["description", "organisation", "locations", "contact", "confidence", "eligibility"] {
        assert!(json.get(absent).is_none(), "{absent}");
    }
}
