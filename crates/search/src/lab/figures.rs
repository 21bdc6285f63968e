//! The figures: nDCG, success, zero rate, harm.

use super::{DEPTH, Judged, Ranked};

/// Figures of one ranking, over one question or the mean of many.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Figures {
    /// Normalised discounted cumulative gain of the first five.
    pub ndcg5: f64,
    /// The same of the first ten.
    pub ndcg10: f64,
    /// Whether one of the first three is at least good.
    pub success3: f64,
    /// Whether nothing at all was found.
    pub zero: f64,
    /// Harmful services among the first ten.
    pub harmful: f64,
    /// A crisis card where none belongs.
    pub false_crisis: f64,
    /// No crisis card where one belongs.
    pub missed_crisis: f64,
    /// Share of rows in a lane they do not belong to.
    pub wrong_lane: f64,
    /// Share of the first five that nobody judged.
    pub unjudged5: f64,
}

/// The figures of one ranking for one question.
pub fn figures(judged: &Judged, ranked: &Ranked) -> Figures {
    let grades: Vec<i8> =
        ranked.services.iter().map(|id| judged.grades.get(id).map_or(0, |(g, _)| *g)).collect();
    let mut ideal: Vec<i8> = judged.grades.values().map(|(grade, _)| (*grade).max(0)).collect();
    ideal.sort_by_key(|grade| std::cmp::Reverse(*grade));
    let ndcg = |depth: usize| {
        let best = gain(&ideal, depth);
        // Nothing good exists: an empty answer, or one that claims little, is right.
        if best == 0.0 { 1.0 } else { gain(&grades, depth) / best }
    };
    let none_good = ideal.first().is_none_or(|best| *best < 2);
    let yes = |is_so: bool| if is_so { 1.0 } else { 0.0 };
    let first_five = ranked.services.iter().take(5);
    let unjudged = first_five.clone().filter(|id| !judged.grades.contains_key(id)).count();
    Figures {
        ndcg5: ndcg(5),
        ndcg10: ndcg(DEPTH),
        success3: yes(none_good || grades.iter().take(3).any(|grade| *grade >= 2)),
        zero: yes(ranked.services.is_empty()),
        harmful: grades.iter().filter(|grade| **grade < 0).count() as f64,
        false_crisis: yes(ranked.has_crisis_card && !judged.is_crisis),
        missed_crisis: yes(!ranked.has_crisis_card && judged.is_crisis),
        wrong_lane: ranked.wrong_lane as f64 / ranked.services.len().max(1) as f64,
        unjudged5: unjudged as f64 / first_five.count().max(1) as f64,
    }
}

fn gain(grades: &[i8], depth: usize) -> f64 {
    grades
        .iter()
        .take(depth)
        .enumerate()
        .map(|(place, grade)| {
            let worth = f64::from(2_i32.pow(u32::from(grade.unsigned_abs()))) - 1.0;
            let worth = if *grade < 0 { -worth } else { worth };
            worth / (place as f64 + 2.0).log2()
        })
        .sum()
}

impl Figures {
    /// The mean of many; nothing for none.
    pub fn mean(all: &[Figures]) -> Figures {
        let count = all.len().max(1) as f64;
        let mean = |take: fn(&Figures) -> f64| all.iter().map(take).sum::<f64>() / count;
        Figures {
            ndcg5: mean(|figures| figures.ndcg5),
            ndcg10: mean(|figures| figures.ndcg10),
            success3: mean(|figures| figures.success3),
            zero: mean(|figures| figures.zero),
            harmful: mean(|figures| figures.harmful),
            false_crisis: mean(|figures| figures.false_crisis),
            missed_crisis: mean(|figures| figures.missed_crisis),
            wrong_lane: mean(|figures| figures.wrong_lane),
            unjudged5: mean(|figures| figures.unjudged5),
        }
    }
}
