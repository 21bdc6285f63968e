//! Opening the shipped gazetteer, and the questions it is asked most.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use gazetteer::Gazetteer;
use model::place::Point;
use model::postcode::Postcode;

/// As in the program: a found postcode carries its area codes as texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A generator of numbers that are the same every time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

fn measure(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    let open = || Gazetteer::open(&folder).expect("the shipped gazetteer opens");
    criterion.bench_function("open", |bencher| bencher.iter(|| black_box(open())));

    let gazetteer = open();
    let postcodes: Vec<Postcode> = gazetteer.postcodes().map(|record| record.postcode).step_by(37).collect();
    let mut numbers = Numbers(7);
    let mut any_postcode = || postcodes[numbers.next() as usize % postcodes.len()];
    criterion.bench_function("postcode", |bencher| bencher.iter(|| gazetteer.postcode(&any_postcode())));
    criterion.bench_function("find_postcode typed", |bencher| {
        bencher.iter(|| gazetteer.find_postcode(black_box("sk43aa")))
    });
    criterion.bench_function("find_postcode unknown", |bencher| {
        bencher.iter(|| gazetteer.find_postcode(black_box("SK4 3ZZ")))
    });

    let mut numbers = Numbers(11);
    let mut any_point = || Point {
        latitude: 50.0 + (numbers.next() % 10_000) as f64 / 1_000.0,
        longitude: -6.0 + (numbers.next() % 7_000) as f64 / 1_000.0,
    };
    criterion.bench_function("nearest_postcode, anywhere and at sea", |bencher| {
        bencher.iter(|| gazetteer.nearest_postcode(any_point()))
    });
    let mut numbers = Numbers(13);
    let points: Vec<Point> = gazetteer.postcodes().map(|record| record.point).step_by(371).collect();
    let mut any_street = || {
        let Point { latitude, longitude } = points[numbers.next() as usize % points.len()];
        Point { latitude: latitude + 0.001, longitude: longitude - 0.001 }
    };
    criterion.bench_function("nearest_postcode, in a street", |bencher| {
        bencher.iter(|| gazetteer.nearest_postcode(any_street()))
    });

    criterion.bench_function("places_named", |bencher| {
        bencher.iter(|| gazetteer.places_named(black_box("Heaton Norris")))
    });
    criterion.bench_function("places_named, none", |bencher| {
        bencher.iter(|| gazetteer.places_named(black_box("choir groups")))
    });
    criterion.bench_function("suggest_places, two letters", |bencher| {
        bencher.iter(|| gazetteer.suggest_places(black_box("st"), 8))
    });
    criterion.bench_function("similar_places", |bencher| {
        bencher.iter(|| gazetteer.similar_places(black_box("stokport"), 8))
    });
    let found = gazetteer.find_postcode("SK4 3AA");
    let record = found.record().expect("it is live");
    criterion.bench_function("label", |bencher| bencher.iter(|| gazetteer.label(black_box(record))));
    criterion.bench_function("areas_of", |bencher| bencher.iter(|| gazetteer.areas_of(black_box(record))));
}

criterion_group!(benches, measure);
criterion_main!(benches);
