use jiff::civil::date;
use model::confidence::ConfidenceLabel;
use model::cost::CostKind;
use model::evidence::{Evidence, Field, Reading, Role, SourceRecord};
use model::identifier::SourceId;

use super::*;
use crate::i18n::Language;

fn view() -> View {
    View {
        words: Language::English.words(),
        now: date(2026, 11, 22).at(10, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap(),
        here: "/service/x".into(),
        address: "https://ambleford.example".into(),
        list: Vec::new(),
    }
}

fn choir() -> Service {
    let source = SourceId::parse("ambleford-groups").unwrap();
    let record = SourceRecord {
        source: source.clone(),
        record: "7".into(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: Some(date(2026, 11, 3)),
        role: Role::Owner,
        gone: None,
    };
    Service::new(ServiceId::new(&source, "7"), "Ambleford <Choir> & friends".into(), record)
}

fn draw_it(service: &Service) -> String {
    let shown = ServicePage {
        service,
        confidence: Confidence { label: ConfidenceLabel::Probable, because: "dated 3 November".into() },
        next: Vec::new(),
        sources: Vec::new(),
        categories: Vec::new(),
        related: Vec::new(),
        similar: Vec::new(),
        is_reported: false,
    };
    draw(&view(), &shown).into_string()
}

#[test]
fn the_text_of_others_is_escaped_everywhere() {
    let page = draw_it(&choir());
    assert!(page.contains("Ambleford &lt;Choir&gt; &amp; friends"));
    assert!(!page.contains("<Choir>"), "neither in the page nor in its structured data");
}

#[test]
fn what_is_unknown_becomes_a_question_and_never_a_no() {
    let page = draw_it(&choir());
    assert!(page.contains("Can I just turn up, or must I book?"));
    assert!(page.contains("What will it cost today?"));
    assert!(!page.contains("<dd class=\"nhsuk-summary-list__value\">No</dd>"));
}

#[test]
fn what_is_known_is_not_asked() {
    let mut choir = choir();
    choir.cost.kind = CostKind::Free;
    let asks = questions(&choir);
    assert!(!asks.contains(&"ask-cost"));
    assert!(asks.contains(&"ask-when"));
}

#[test]
fn a_page_address_of_others_is_a_link_only_when_it_is_a_web_address() {
    let mut choir = choir();
    choir.contact.website = Some("javascript:alert(1)".into());
    assert!(!draw_it(&choir).contains("href=\"javascript"));
    choir.contact.website = Some("https://www.choir.example/sing".into());
    assert!(draw_it(&choir).contains("href=\"https://www.choir.example/sing\""));
}

#[test]
fn a_long_text_is_cut_at_a_word() {
    assert_eq!(cut("Sing with us on Tuesdays", 14), "Sing with us…");
    assert_eq!(cut("Sing", 14), "Sing");
}

#[test]
fn under_a_value_stands_how_many_sources_agree_and_what_another_says() {
    let mut service = choir();
    service.cost.kind = CostKind::Free;
    for (source, year) in [("ambleford-charity", 2025), ("ambleford-library", 2025), ("ambleford-ward", 2023)]
    {
        let mut record = service.records[0].clone();
        record.source = SourceId::parse(source).unwrap();
        record.asserted = Some(date(year, 5, 1));
        service.records.push(record);
    }
    let line = |record: u16, says: Option<&str>| Evidence {
        field: Field::Cost,
        record,
        reading: Reading::Stated,
        says: says.map(str::to_owned),
    };
    service.evidence = vec![line(0, None), line(1, None), line(2, None), line(3, Some("£2 <a time>"))];
    let page = draw_it(&service);
    let text: String = page.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect();
    assert!(text.contains("3 sources agree. 1 says “£2 &lt;a time&gt;” (2023)."), "{text}");
    service.evidence.truncate(1);
    assert!(!draw_it(&service).contains("agree"), "one source alone agrees with nobody");
}
