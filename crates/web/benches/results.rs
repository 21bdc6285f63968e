//! Drawing the results page from an answer: three lanes of ten full rows, all filters, ten chips.
//! The bar: under 300 µs beyond the search itself. Drawing depends on the rows shown, not on the catalogue.

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use model::confidence::{Confidence, ConfidenceLabel};
use model::cost::CostKind;
use model::eligibility::JoiningRoute;
use model::identifier::{ConceptId, ServiceId, SourceId};
use model::place::Point;
use model::service::{Nature, Status};
use model::ternary::Ternary;
use search::answer::{Answer, Count, FacetCounts, FacetValue, Hidden, Hit, Lane, NextSession};
use search::ask::LaneKind;
use search::facets::FACETS;
use search::question::{Chip, ChipKind};
use web::i18n::Language;
use web::pages::results;
use web::params::SearchParams;
use web::view::View;

fn hit(number: u32) -> Hit {
    let source = SourceId::parse("ambleford-groups").expect("a good name");
    Hit {
        id: ServiceId::new(&source, &number.to_string()),
        name: format!("Ambleford Community Choir & Friends number {number}"),
        organisation: Some("Ambleford Music Trust".to_owned()),
        summary: Some("We sing for fun, every week in term time. Nobody needs to read music, there is no audition, and there is tea and cake afterwards for whoever would like to stay and talk a while.".to_owned()),
        categories: vec![ConceptId("arts/singing".to_owned())],
        place: Some("St Paul's Church Hall, Heaton Moor Road, Ambleford".to_owned()),
        postcode: Some("SK4 4NX".to_owned()),
        point: Some(Point { latitude: 53.42, longitude: -2.18 }),
        distance_metres: Some(640.0 * f64::from(number)),
        other_places: 2,
        covers: None,
        next: Some(NextSession {
            starts: date(2026, 11, 24).to_datetime(time(19, 0, 0, 0)),
            ends: Some(date(2026, 11, 24).to_datetime(time(21, 0, 0, 0))),
            is_time_stated: true,
            is_only_possible: number.is_multiple_of(3),
        }),
        when_text: Some("Tuesdays 7pm-9pm".to_owned()),
        cost: CostKind::Paid,
        cost_text: Some("£3.50 per session, first one free".to_owned()),
        joining: vec![JoiningRoute::JustTurnUp, JoiningRoute::Book],
        phone: Some(("+441614960101".to_owned(), "0161 496 0101".to_owned())),
        website: Some("https://choir.ambleford.example".to_owned()),
        asked: vec![("Wheelchair accessible".to_owned(), Ternary::NotStated)],
        confidence: Confidence {
            label: ConfidenceLabel::Probable,
            because: "The list it comes from dates it 1 November 2026.".to_owned(),
        },
        status: Status::Active,
        nature: Nature::FrontLine,
        sources: vec![source],
        because: Some("Choirs can help when you feel lonely".to_owned()),
        explanation: Vec::new(),
    }
}

fn answer() -> Answer {
    let lane = |kind: LaneKind| Lane {
        kind,
        total: Count { number: 12_345, is_about: false },
        hits: (1..=10).map(hit).collect(),
        within_metres: Some(8_046.7),
    };
    let facets = FACETS.iter().map(|facet| FacetCounts {
        key: facet.key,
        label: facet.label,
        values: facet
            .values
            .iter()
            .map(|value| FacetValue {
                key: value.key.into(),
                label: value.label.into(),
                count: Count { number: 1_234, is_about: false },
                is_chosen: false,
            })
            .collect(),
    });
    let mut answer = Answer {
        lanes: LaneKind::ALL.into_iter().map(lane).collect(),
        facets: facets.collect(),
        hidden: vec![Hidden { count: 7, reason: "at other times".to_owned() }],
        ..Answer::default()
    };
    answer.reading.chips = (0..10)
        .map(|number| Chip {
            key: format!("topic-{number}"),
            kind: ChipKind::Topic,
            label: "wheelchair accessible".to_owned(),
            from: "wheelchair accessible".to_owned(),
        })
        .collect();
    answer
}

fn draw(criterion: &mut Criterion) {
    let view = View {
        words: Language::English.words(),
        now: date(2026, 11, 22).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment"),
        here: "/search?q=choir+near+SK4+3AA".to_owned(),
        address: "https://find.ambleford.example".to_owned(),
        list: Vec::new(),
    };
    let params = SearchParams::parse("q=choir+near+SK4+3AA");
    let answer = answer();
    let bytes = results::draw(&view, &params, &answer).into_string().len();
    assert!(bytes > 30_000, "a full page has more than {bytes} bytes");
    criterion.bench_function("draw the results page, 30 rows", |bench| {
        bench.iter(|| results::draw(&view, &params, std::hint::black_box(&answer)))
    });
}

criterion_group!(pages, draw);
criterion_main!(pages);
