//! Learns the weights from labelled pairs: logistic regression on the levels of agreement, which are
//! exactly Fellegi and Sunter's log-odds when fields are independent and stay calibrated when they are not.
//!
//! Each weight is drawn towards the one it had before, so that a level no pair shows keeps its sense.

use super::compare::{Comparison, FIELDS};
use super::weights::Weights;

/// How strongly a weight is drawn towards what it was: one over the variance, in squared bits. Of those
/// tried, the one that did best on the eighths of the tuning part that were left out in turn.
pub const PULL: f64 = 0.5;

/// Steps of descent; the error is convex and settles long before.
const STEPS: usize = 4000;

/// Length of a step.
const RATE: f64 = 0.05;

/// Weights that fit `pairs` (a comparison, and whether it is one thing), drawn by `pull` towards `before`.
pub fn learn(pairs: &[(Comparison, bool)], before: &Weights, pull: f64) -> Weights {
    let mut weights: Vec<Vec<f64>> = (0..FIELDS.len())
        .map(|field| {
            (0..FIELDS[field].levels.len()).map(|level| f64::from(before.of(field, level as u8))).collect()
        })
        .collect();
    let start = weights.clone();
    let mut prior = f64::from(before.prior);
    let start_prior = prior;
    let share = 1.0 / pairs.len().max(1) as f64;
    for _ in 0..STEPS {
        let mut slopes: Vec<Vec<f64>> = weights.iter().map(|row| vec![0.0; row.len()]).collect();
        let mut prior_slope = 0.0;
        for (comparison, is_same) in pairs {
            let levels = comparison.0.iter().map(|level| usize::from(*level));
            let bits: f64 = prior + levels.clone().zip(&weights).map(|(level, row)| row[level]).sum::<f64>();
            let chance = 1.0 / (1.0 + (-bits).exp2());
            let error = chance - f64::from(u8::from(*is_same));
            prior_slope += error;
            for (level, row) in levels.zip(&mut slopes) {
                row[level] += error;
            }
        }
        for ((row, slopes), start) in weights.iter_mut().zip(&slopes).zip(&start) {
            for ((weight, slope), start) in row.iter_mut().zip(slopes).zip(start) {
                *weight -= RATE * (slope + pull * (*weight - start)) * share * 20.0;
            }
        }
        prior -= RATE * (prior_slope + pull * (prior - start_prior)) * share * 20.0;
    }
    let mut learnt = before.clone();
    learnt.prior = prior as f32;
    for (field, row) in weights.iter().enumerate() {
        for (level, weight) in row.iter().enumerate() {
            learnt.set(field, level as u8, *weight as f32);
        }
    }
    learnt
}
