//! How services stand to each other without being one: another site, the same organisation, an umbrella;
//! and the queue of pairs a person should look at.

use std::collections::{BTreeMap, HashMap};

use model::service::{Nature, Related, Relation};
use model::snapshot::Candidate;

use super::compare::{Scored, field, is_related, metres_between};
use super::features::Features;
use super::{MergeContext, NamedClusters, cluster};

/// The most relations kept of one service.
const MOST_RELATED: usize = 12;

/// The most pairs put before a person in one run.
const MOST_CANDIDATES: usize = 20_000;

/// The relations of each cluster, by its position.
pub fn relate(
    features: &[&Features],
    scored: &[Scored],
    named: &NamedClusters,
) -> BTreeMap<u32, Vec<Related>> {
    let mut found: BTreeMap<u32, Vec<(Related, u32)>> = BTreeMap::new();
    for pair in scored {
        let (a, b) = (named.of[pair.a as usize], named.of[pair.b as usize]);
        if a == b || !is_related(&pair.comparison) {
            continue;
        }
        let (one, other) = (features[pair.a as usize], features[pair.b as usize]);
        let metres = metres(one, other);
        let both = relation(one, other, pair);
        for (from, to, relation) in [(a, b, both.0), (b, a, both.1)] {
            let related = Related { id: named.clusters[to as usize].id, relation };
            found.entry(from).or_default().push((related, metres));
        }
    }
    found.into_iter().map(|(cluster, related)| (cluster, nearest(related))).collect()
}

/// How the second stands to the first, and the first to the second.
fn relation(one: &Features, other: &Features, pair: &Scored) -> (Relation, Relation) {
    let towards = |of: &Features, to: &Features| {
        if to.nature == Nature::Umbrella && of.nature != Nature::Umbrella {
            Relation::Umbrella
        } else {
            Relation::SameOrganisation
        }
    };
    let same_name = matches!(pair.comparison.level(field::NAME), "same" | "nearly" | "contained");
    let elsewhere = !matches!(pair.comparison.level(field::PLACE), "same_door" | "same_postcode" | "unknown");
    if same_name && elsewhere && one.nature == other.nature {
        return (Relation::OtherSite, Relation::OtherSite);
    }
    (towards(one, other), towards(other, one))
}

fn metres(a: &Features, b: &Features) -> u32 {
    let pairs = a.places.iter().flat_map(|one| b.places.iter().map(move |other| (one, other)));
    let nearest = pairs.filter_map(|(one, other)| metres_between(one, other)).min_by(f64::total_cmp);
    nearest.map_or(u32::MAX, |metres| metres as u32)
}

/// Each service once with its closest relation; the nearest first.
fn nearest(mut related: Vec<(Related, u32)>) -> Vec<Related> {
    related.sort_by_key(|(related, metres)| (related.id, related.relation, *metres));
    related.dedup_by_key(|(related, _)| related.id);
    related.sort_by_key(|(related, metres)| (related.relation, *metres, related.id));
    related.truncate(MOST_RELATED);
    related.into_iter().map(|(related, _)| related).collect()
}

/// The pairs between the marks that nobody has decided yet, a pair of services once, the likeliest first.
pub fn candidates(
    features: &[&Features],
    scored: &[Scored],
    named: &NamedClusters,
    context: MergeContext,
) -> Vec<Candidate> {
    let decided = decided(features, named, context);
    let mut best: HashMap<(u32, u32), &Scored> = HashMap::new();
    for pair in scored.iter().filter(|pair| pair.score >= context.weights.low) {
        let (a, b) = (named.of[pair.a as usize], named.of[pair.b as usize]);
        let key = (a.min(b), a.max(b));
        if a == b || decided.contains(&key) {
            continue;
        }
        let kept = best.entry(key).or_insert(pair);
        if (pair.score, pair.b, pair.a) > (kept.score, kept.b, kept.a) {
            *kept = pair;
        }
    }
    let mut found: Vec<((u32, u32), &Scored)> = best.into_iter().collect();
    found.sort_by(|x, y| y.1.score.total_cmp(&x.1.score).then(x.0.cmp(&y.0)));
    found.truncate(MOST_CANDIDATES);
    let name =
        |position: u32| features[named.clusters[position as usize].members[0] as usize].name().to_owned();
    found
        .into_iter()
        .map(|((a, b), pair)| Candidate {
            a: named.clusters[a as usize].id,
            a_name: name(a),
            b: named.clusters[b as usize].id,
            b_name: name(b),
            score: pair.score,
            because: pair.comparison.because(context.weights),
        })
        .collect()
}

fn decided(
    features: &[&Features],
    named: &NamedClusters,
    context: MergeContext,
) -> std::collections::HashSet<(u32, u32)> {
    let pairs = context.ledger.lines.iter().filter_map(|line| match &line.entry {
        model::ledger::Entry::Same { a, b, .. } | model::ledger::Entry::NotSame { a, b, .. } => {
            Some((*a, *b))
        }
        _ => None,
    });
    pairs
        .filter_map(|(a, b)| {
            let a = named.of[cluster::position(a, context.ids, features)? as usize];
            let b = named.of[cluster::position(b, context.ids, features)? as usize];
            Some((a.min(b), a.max(b)))
        })
        .collect()
}
