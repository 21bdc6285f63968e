//! Puts records into clusters: what people said first, then the surest pairs first, and never two records
//! together that people parted or that plainly contradict each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::identifier::ServiceId;
use model::ledger::{Entry, Ledger};
use model::snapshot::IdMap;

use super::MergeContext;
use super::compare::{Scored, compare};
use super::features::Features;

/// A pair in a cluster that was not compared directly may speak against it by this much at most.
const CONTRADICTION: f32 = -8.0;

/// The most cross pairs looked at before two clusters are joined.
const MOST_CROSS_PAIRS: usize = 200;

/// Clusters as lists of positions, each sorted, in the order of their first.
pub fn cluster(features: &[&Features], scored: &[Scored], context: MergeContext) -> Vec<Vec<u32>> {
    let verdicts = Verdicts::of(context.ledger, context.ids, features);
    let mut forest = Forest::new(features.len());
    for window in features.windows(2).enumerate().filter(|(_, pair)| pair[0].id == pair[1].id) {
        forest.join(window.0 as u32, window.0 as u32 + 1);
    }
    for (a, b) in &verdicts.same {
        forest.join(*a, *b);
    }
    let mut sure: Vec<&Scored> = scored
        .iter()
        .filter(|pair| pair.score >= context.weights.high && pair.comparison.may_join_by_score())
        .collect();
    sure.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    for pair in sure {
        let (a, b) = (forest.root(pair.a), forest.root(pair.b));
        if a != b && may_join(&mut forest, a, b, features, &verdicts, context) {
            forest.join(a, b);
        }
    }
    forest.clusters()
}

fn may_join(
    forest: &mut Forest,
    a: u32,
    b: u32,
    features: &[&Features],
    verdicts: &Verdicts,
    context: MergeContext,
) -> bool {
    let (ours, theirs) = (forest.members(a), forest.members(b));
    let cross = ours.iter().flat_map(|one| theirs.iter().map(move |other| (*one, *other)));
    if !verdicts.apart.is_empty() && cross.clone().any(|pair| verdicts.are_apart(pair)) {
        return false;
    }
    if ours.len() * theirs.len() == 1 {
        return true;
    }
    cross.take(MOST_CROSS_PAIRS).all(|(one, other)| {
        let comparison = compare(features[one as usize], features[other as usize]);
        context.weights.score(&comparison) >= CONTRADICTION
    })
}

/// What people said of pairs, the last line on a pair being the one that holds.
struct Verdicts {
    same: Vec<(u32, u32)>,
    apart: BTreeSet<(u32, u32)>,
}

impl Verdicts {
    fn of(ledger: &Ledger, ids: &IdMap, features: &[&Features]) -> Verdicts {
        let mut said: BTreeMap<(u32, u32), bool> = BTreeMap::new();
        for line in &ledger.lines {
            let (a, b, is_same) = match &line.entry {
                Entry::Same { a, b, .. } => (*a, *b, true),
                Entry::NotSame { a, b, .. } => (*a, *b, false),
                _ => continue,
            };
            if let (Some(a), Some(b)) = (position(a, ids, features), position(b, ids, features))
                && a != b
            {
                said.insert((a.min(b), a.max(b)), is_same);
            }
        }
        let same = said.iter().filter(|(_, is_same)| **is_same).map(|(pair, _)| *pair).collect();
        let apart = said.iter().filter(|(_, is_same)| !**is_same).map(|(pair, _)| *pair).collect();
        Verdicts { same, apart }
    }

    fn are_apart(&self, (a, b): (u32, u32)) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }
}

/// The record an identifier names: its own, or, when that record is gone, the one it led to.
pub fn position(id: ServiceId, ids: &IdMap, features: &[&Features]) -> Option<u32> {
    let find = |id: ServiceId| features.binary_search_by_key(&id, |of| of.id).ok();
    find(id).or_else(|| find(ids.resolve(id))).map(|position| position as u32)
}

/// Disjoint sets with their members.
struct Forest {
    parent: Vec<u32>,
    members: HashMap<u32, Vec<u32>>,
}

impl Forest {
    fn new(count: usize) -> Forest {
        Forest { parent: (0..count as u32).collect(), members: HashMap::new() }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let above = self.parent[at as usize];
            self.parent[at as usize] = self.parent[above as usize];
            at = above;
        }
        at
    }

    fn members(&self, root: u32) -> Vec<u32> {
        self.members.get(&root).cloned().unwrap_or_else(|| vec![root])
    }

    /// The smaller root stays the root, so that the outcome does not depend on who came first.
    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (root, child) = (a.min(b), a.max(b));
        let moved = self.members.remove(&child).unwrap_or_else(|| vec![child]);
        self.members.entry(root).or_insert_with(|| vec![root]).extend(moved);
        self.parent[child as usize] = root;
    }

    fn clusters(mut self) -> Vec<Vec<u32>> {
        let mut clusters = Vec::new();
        for position in 0..self.parent.len() as u32 {
            if self.parent[position as usize] == position {
                let mut members = self.members.remove(&position).unwrap_or_else(|| vec![position]);
                members.sort_unstable();
                clusters.push(members);
            }
        }
        clusters
    }
}
