use jiff::civil::date;
use model::confidence::ConfidenceLabel;
use model::cost::CostKind;
use model::evidence::{Role, SourceRecord};
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
