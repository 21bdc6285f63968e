//! Questions made to cost as much as they can: how much work the dearest takes, and whether what was cut is said.

use std::time::Instant;

use jiff::Zoned;

use crate::answering::CUT;
use crate::ask::{Ask, LaneKind, Sort};
use crate::catalogue::Catalogue;
use crate::compile::MOST_WORK;
use crate::generator::{self, Chance};

/// Longest question, in letters.
const LONGEST: usize = 500;

/// What makes a question dear: words that stand in nearly everything, places, negations, times, prices.
const DEAR: [&str; 16] = [
    "community",
    "group",
    "support",
    "not for",
    "free",
    "near London",
    "near SK4 3AA",
    "open now",
    "on tuesday",
    "within 200 miles",
    "under £5",
    "or",
    "aged 7",
    "without referral",
    "the",
    "-",
];

/// Questions of a seed, each at most [`LONGEST`] letters.
pub fn questions(seed: u64, count: usize) -> Vec<Ask> {
    let chance = &mut Chance::new(seed);
    (0..count)
        .map(|number| {
            let length = [1, 2, 3, 8, 30, 200][number % 6];
            let mut text = String::new();
            for _ in 0..length {
                let word = match chance.below(3) {
                    0 => DEAR[chance.below(DEAR.len())].to_owned(),
                    _ => generator::word(chance),
                };
                if text.chars().count() + word.chars().count() + 1 > LONGEST {
                    break;
                }
                text = format!("{text} {word}");
            }
            Ask {
                page: [1, 1, 1, 50][chance.below(4)],
                per_page: [10, 100][chance.below(2)],
                exactly: chance.happens(0.3),
                sort: [Sort::Best, Sort::Nearest, Sort::Name][chance.below(3)],
                lane: [None, None, Some(LaneKind::NearYou), Some(LaneKind::CoversYou)][chance.below(4)],
                within_miles: chance.happens(0.3).then_some(1_000.0),
                ..Ask::of(text.trim())
            }
        })
        .collect()
}

/// Asks them all, and says what the dearest took.
pub fn costly(catalogue: &Catalogue, asked: &[Ask], now: &Zoned) -> Vec<String> {
    let (mut documents, mut postings, mut over, mut cut) = (0, 0, 0, 0);
    let mut times: Vec<(f64, &str)> = Vec::new();
    for ask in asked {
        let start = Instant::now();
        let question = catalogue.understand(ask, now);
        let answer = catalogue.answer(&question, now);
        times.push((start.elapsed().as_secs_f64() * 1e3, &ask.q));
        documents = documents.max(answer.work.documents);
        postings = postings.max(answer.work.postings);
        let is_over =
            answer.work.documents > MOST_WORK.documents || answer.work.postings > MOST_WORK.postings;
        over += usize::from(is_over);
        cut += usize::from(answer.notices.iter().any(|notice| notice == CUT));
    }
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    vec![
        format!("{} costly questions of up to {LONGEST} letters; budget {MOST_WORK:?}", asked.len()),
        format!("most work of one: {documents} documents, {postings} postings; {over} over the budget"),
        format!("{cut} were cut and say so"),
        format!(
            "{:.1} ms in the middle, {:.1} ms p99, {:.1} ms the slowest",
            at(0.5).0,
            at(0.99).0,
            at(1.0).0
        ),
        format!("the slowest begins: {}", at(1.0).1.chars().take(120).collect::<String>()),
    ]
}
