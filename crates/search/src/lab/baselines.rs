//! Four simple rankings over the same services, as other directories have them.

use std::collections::HashMap;

use model::identifier::ServiceId;
use model::place::Point;
use model::service::Service;
use model::vocabulary::words;

use super::{DEPTH, Ranked};

/// Words nobody ranks by.
const STOP_WORDS: [&str; 24] = [
    "a", "an", "and", "the", "of", "in", "near", "for", "to", "with", "is", "my", "i", "me", "on", "at",
    "from", "around", "by", "or", "what", "where", "want", "help",
];
/// BM25's usual constants.
const K1: f64 = 1.2;
const B: f64 = 0.75;
/// Words of this length may be one letter off, of the next two, as the fuzzy matching of others has it.
const FUZZY_ONE_FROM: usize = 4;
const FUZZY_TWO_FROM: usize = 7;

/// All services as the simple rankings see them.
#[derive(Debug, Default)]
pub struct Baselines {
    ids: Vec<ServiceId>,
    points: Vec<Vec<Point>>,
    lengths: Vec<u32>,
    postings: HashMap<String, Vec<(u32, u32)>>,
    by_length: HashMap<usize, Vec<String>>,
}

impl Baselines {
    /// Reads every service.
    pub fn of(services: impl Iterator<Item = Service>) -> Baselines {
        let mut all = Baselines::default();
        for service in services {
            all.add(&service);
        }
        for word in all.postings.keys() {
            all.by_length.entry(word.len()).or_default().push(word.clone());
        }
        all
    }

    fn add(&mut self, service: &Service) {
        let number = self.ids.len() as u32;
        self.ids.push(service.id);
        let points = service.locations.iter().filter_map(|location| Some(location.located.as_ref()?.point));
        self.points.push(points.collect());
        let organisation = service.organisation.as_ref().map(|organisation| organisation.name.as_str());
        let texts = [Some(service.name.as_str()), organisation, service.description.as_deref()];
        let mut counts: HashMap<String, u32> = HashMap::new();
        let mut length = 0;
        for text in texts.into_iter().flatten().chain(service.source_categories.iter().map(String::as_str)) {
            for word in words::words(text) {
                *counts.entry(words::singular(&word.folded).to_owned()).or_default() += 1;
                length += 1;
            }
        }
        self.lengths.push(length);
        for (word, count) in counts {
            self.postings.entry(word).or_default().push((number, count));
        }
    }

    /// All words with fuzzy matching; any word, nearest first; BM25 alone; nearest alone.
    pub fn rankings(&self, question: &str, origin: Option<Point>) -> Vec<Ranked> {
        let words: Vec<String> = words::words(question)
            .into_iter()
            .map(|word| words::singular(&word.folded).to_owned())
            .filter(|word| !STOP_WORDS.contains(&word.as_str()))
            .collect();
        let bm25 = self.bm25(&words, false);
        let fuzzy = self.bm25(&words, true);
        let all: Vec<(u32, f64, usize)> =
            fuzzy.into_iter().filter(|(_, _, matched)| *matched == words.len()).collect();
        let distance = |service: u32| -> f64 {
            let Some(origin) = origin else { return 0.0 };
            let metres = self.points[service as usize].iter().map(|point| point.distance_metres(&origin));
            metres.fold(f64::INFINITY, f64::min)
        };
        let nearest_any: Vec<(u32, f64)> =
            bm25.iter().map(|(service, _, _)| (*service, -distance(*service))).collect();
        let nearest: Vec<(u32, f64)> = match origin {
            Some(_) => (0..self.ids.len() as u32).map(|service| (service, -distance(service))).collect(),
            None => Vec::new(),
        };
        vec![
            self.ranked(all.into_iter().map(|(service, score, _)| (service, score)).collect()),
            self.ranked(nearest_any),
            self.ranked(bm25.into_iter().map(|(service, score, _)| (service, score)).collect()),
            self.ranked(nearest),
        ]
    }

    /// Services with their BM25 and the number of question words they have.
    fn bm25(&self, words: &[String], fuzzy: bool) -> Vec<(u32, f64, usize)> {
        let count = self.ids.len() as f64;
        let mean = self.lengths.iter().map(|length| f64::from(*length)).sum::<f64>() / count.max(1.0);
        let mut scores: HashMap<u32, (f64, usize)> = HashMap::new();
        for word in words {
            let mut of_word: HashMap<u32, f64> = HashMap::new();
            for form in self.forms(word, fuzzy) {
                let Some(postings) = self.postings.get(form) else { continue };
                let with = postings.len() as f64;
                let rarity = (1.0 + (count - with + 0.5) / (with + 0.5)).ln();
                for (service, times) in postings {
                    let times = f64::from(*times);
                    let length = f64::from(self.lengths[*service as usize]);
                    let score = rarity * times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length / mean));
                    let best = of_word.entry(*service).or_default();
                    *best = best.max(score);
                }
            }
            for (service, score) in of_word {
                let sum = scores.entry(service).or_default();
                sum.0 += score;
                sum.1 += 1;
            }
        }
        scores.into_iter().map(|(service, (score, matched))| (service, score, matched)).collect()
    }

    fn forms<'a>(&'a self, word: &'a String, fuzzy: bool) -> Vec<&'a String> {
        let slips = match word.len() {
            _ if !fuzzy => 0,
            length if length >= FUZZY_TWO_FROM => 2,
            length if length >= FUZZY_ONE_FROM => 1,
            _ => 0,
        };
        let mut forms = vec![word];
        if slips > 0 {
            for length in word.len().saturating_sub(slips)..=word.len() + slips {
                let near = self.by_length.get(&length).into_iter().flatten();
                forms.extend(near.filter(|form| *form != word && strsim::osa_distance(form, word) <= slips));
            }
        }
        forms
    }

    fn ranked(&self, mut scored: Vec<(u32, f64)>) -> Ranked {
        let total = scored.len() as u64;
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let services = scored.iter().take(DEPTH).map(|(service, _)| self.ids[*service as usize]).collect();
        Ranked { services, total, wrong_lane: 0, has_crisis_card: false, microseconds: 0 }
    }
}
