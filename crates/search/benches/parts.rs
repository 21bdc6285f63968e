//! The parts of the engine, each by itself: folding and stemming, the curve, distance.

use criterion::{Criterion, criterion_group, criterion_main};
use model::place::Point;
use search::geometry::{Spot, chord2_of_metres, metres_of_chord2};
use search::words::{Stems, words};
use search::{generator, rank};

fn text(criterion: &mut Criterion) {
    let description = generator::service(1, 1).description.unwrap_or_default();
    criterion
        .bench_function("fold the words of a description", |bencher| bencher.iter(|| words(&description)));
    let mut stems = Stems::default();
    criterion.bench_function("stem a word", |bencher| bencher.iter(|| stems.term("befriending")));
}

fn ground(criterion: &mut Criterion) {
    let here = Spot::of(Point { latitude: 53.41, longitude: -2.16 });
    let there = Spot::of(Point { latitude: 53.48, longitude: -2.24 });
    criterion.bench_function("chord of two spots", |bencher| {
        bencher.iter(|| std::hint::black_box(here).chord2(std::hint::black_box(there)))
    });
    criterion.bench_function("metres of a chord", |bencher| {
        bencher.iter(|| metres_of_chord2(std::hint::black_box(chord2_of_metres(5_000.0))))
    });
    criterion.bench_function("key on the curve", |bencher| {
        bencher.iter(|| std::hint::black_box(here).curve_key())
    });
}

fn order(criterion: &mut Criterion) {
    criterion.bench_function("scores of a term", |bencher| {
        bencher.iter(|| rank::scores(rank::rarity(std::hint::black_box(28_000), 1_000_000), 1.0))
    });
}

criterion_group!(parts, text, ground, order);
criterion_main!(parts);
