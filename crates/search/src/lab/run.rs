//! One run of the lab over a file of judged questions: every figure, and what changed since the last run.

use std::fmt::Write as _;

use jiff::Zoned;

use super::{Baselines, Figures, Judged, RANKINGS, figures, ours, rankings};
use crate::catalogue::Catalogue;

/// A change of nDCG@5 smaller than this is none.
const NO_CHANGE: f64 = 0.0005;

/// What every ranking made of every question.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Run {
    /// In the order of the file.
    pub asked: Vec<Asked>,
    /// Judgements of services that this catalogue does not have: they count for nothing.
    #[serde(default)]
    pub absent: usize,
}

/// What every ranking made of one question.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// Whether it is one that rankings are not tuned on.
    pub is_held_out: bool,
    /// Whether something good was judged: only then does its order say anything.
    pub tells: bool,
    /// Whether it is a question of need.
    pub is_need: bool,
    /// Figures, in the order of [`RANKINGS`].
    pub figures: Vec<Figures>,
    /// What understanding and answering took us, in microseconds.
    pub microseconds: u64,
}

/// Asks every question of our ranking, and of the baselines where there are any.
pub fn run(catalogue: &Catalogue, baselines: Option<&Baselines>, judged: &[Judged], now: &Zoned) -> Run {
    let mut absent = 0;
    let asked = judged.iter().map(|judged| {
        let (judged, not_here) = judged.in_catalogue(catalogue);
        absent += not_here;
        let ranked = match baselines {
            Some(baselines) => rankings(catalogue, baselines, &judged.question, now),
            None => vec![ours(catalogue, &judged.question, now)],
        };
        Asked {
            question: judged.question.clone(),
            is_held_out: judged.is_held_out(),
            tells: judged.tells(),
            is_need: judged.is_need,
            figures: ranked.iter().map(|ranked| figures(&judged, ranked)).collect(),
            microseconds: ranked.first().map_or(0, |ours| ours.microseconds),
        }
    });
    let asked = asked.collect();
    Run { asked, absent }
}

impl Run {
    /// Mean figures of one ranking over the questions that pass.
    pub fn mean(&self, ranking: usize, passes: impl Fn(&Asked) -> bool) -> Figures {
        let chosen = self.asked.iter().filter(|asked| passes(asked));
        let all: Vec<Figures> = chosen.filter_map(|asked| asked.figures.get(ranking).copied()).collect();
        Figures::mean(&all)
    }

    /// The latency below which this share (0 to 1) of our answers stayed, in microseconds.
    pub fn latency(&self, share: f64) -> u64 {
        let mut all: Vec<u64> = self.asked.iter().map(|asked| asked.microseconds).collect();
        all.sort_unstable();
        let place = (all.len().saturating_sub(1) as f64 * share).round() as usize;
        all.get(place).copied().unwrap_or(0)
    }

    /// The figures as text; beside the last run, what changed question by question.
    pub fn shown(&self, last: Option<&Run>) -> String {
        let mut out = String::new();
        let count = |passes: &dyn Fn(&Asked) -> bool| self.asked.iter().filter(|asked| passes(asked)).count();
        let _ = writeln!(
            out,
            "{} questions, {} of them with something good to find ({} held out); {} of need",
            self.asked.len(),
            count(&|asked| asked.tells),
            count(&|asked| asked.tells && asked.is_held_out),
            count(&|asked| asked.is_need),
        );
        if self.absent > 0 {
            let _ = writeln!(out, "{} judgements are of services this catalogue does not have", self.absent);
        }
        self.table(&mut out, "all", &|_| true);
        self.table(&mut out, "held out", &|asked| asked.is_held_out);
        self.table(&mut out, "tuned on", &|asked| !asked.is_held_out);
        let _ = writeln!(
            out,
            "\nlatency: median {:.1} ms, 95 of 100 within {:.1} ms, the slowest {:.1} ms",
            self.latency(0.5) as f64 / 1000.0,
            self.latency(0.95) as f64 / 1000.0,
            self.latency(1.0) as f64 / 1000.0
        );
        if let Some(last) = last {
            self.changes(last, &mut out);
        }
        out
    }

    fn table(&self, out: &mut String, title: &str, passes: &dyn Fn(&Asked) -> bool) {
        let _ = writeln!(
            out,
            "\n{title:18} nDCG@5 nDCG@10 success@3   zero zero-need wrong-lane false-crisis missed-crisis harmful unjudged@5"
        );
        let rankings = self.asked.first().map_or(0, |asked| asked.figures.len());
        for (ranking, name) in RANKINGS.iter().enumerate().take(rankings) {
            let telling = self.mean(ranking, |asked| passes(asked) && asked.tells);
            let every = self.mean(ranking, passes);
            let need = self.mean(ranking, |asked| passes(asked) && asked.is_need);
            let _ = writeln!(
                out,
                "{name:18} {:6.3} {:7.3} {:9.3} {:6.3} {:9.3} {:10.3} {:12.3} {:13.3} {:7.3} {:10.3}",
                telling.ndcg5,
                telling.ndcg10,
                telling.success3,
                every.zero,
                need.zero,
                every.wrong_lane,
                every.false_crisis,
                every.missed_crisis,
                every.harmful,
                every.unjudged5,
            );
        }
    }

    fn changes(&self, last: &Run, out: &mut String) {
        let mut changed: Vec<(f64, String)> = Vec::new();
        for asked in &self.asked {
            let before = last.asked.iter().find(|before| before.question == asked.question);
            let Some((now, before)) = asked.figures.first().zip(before.and_then(|one| one.figures.first()))
            else {
                changed.push((0.0, format!("{:>7}  {}", "new", asked.question)));
                continue;
            };
            let difference = now.ndcg5 - before.ndcg5;
            if difference.abs() > NO_CHANGE || now.harmful != before.harmful || now.zero != before.zero {
                let line =
                    format!("{difference:+7.3}  {:.3} → {:.3}  {}", before.ndcg5, now.ndcg5, asked.question);
                changed.push((difference, line));
            }
        }
        changed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let _ = writeln!(out, "\nsince the last run: {} questions changed (nDCG@5)", changed.len());
        for (_, line) in changed {
            let _ = writeln!(out, "{line}");
        }
    }

    /// Our worst questions, worst first.
    pub fn worst(&self, limit: usize) -> Vec<&Asked> {
        let mut telling: Vec<&Asked> = self.asked.iter().filter(|asked| asked.tells).collect();
        telling.sort_by(|a, b| a.ndcg5().total_cmp(&b.ndcg5()));
        telling.truncate(limit);
        telling
    }
}

impl Asked {
    /// Our nDCG@5.
    pub fn ndcg5(&self) -> f64 {
        self.figures.first().map_or(0.0, |figures| figures.ndcg5)
    }
}
