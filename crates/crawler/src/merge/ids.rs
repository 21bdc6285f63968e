//! Gives each cluster its identifier, the same as in the run before wherever that can be.
//!
//! A cluster bears the oldest identifier that any of its records was ever known by (by crawl, then by
//! number); when a cluster was split, the part that holds the record the identifier was made from keeps it.
//! Every other identifier leads to where its record is now.

use std::collections::HashMap;

use model::identifier::ServiceId;
use model::snapshot::{IdLine, IdMap};

use super::features::Features;
use super::{Named, NamedClusters};

/// Names the clusters and extends the map.
pub fn name(features: &[&Features], clusters: Vec<Vec<u32>>, before: &IdMap) -> NamedClusters {
    let run = before.last_run() + 1;
    let mut ids = before.clone();
    for of in features {
        if before.get(of.id).is_none() {
            ids.insert(IdLine { id: of.id, since: run, to: None });
        }
    }
    let mut taken: HashMap<ServiceId, usize> = HashMap::new();
    let mut names: Vec<Option<ServiceId>> = vec![None; clusters.len()];
    let age = |id: ServiceId, ids: &IdMap| (ids.get(id).map_or(run, |line| line.since), id);
    for (index, members) in clusters.iter().enumerate() {
        let own = members.iter().map(|member| features[*member as usize].id);
        let former = own.clone().map(|id| before.resolve(id));
        let held_by_its_record = own.clone().min_by_key(|id| age(*id, &ids));
        let oldest = own.chain(former).min_by_key(|id| age(*id, &ids));
        names[index] = held_by_its_record;
        if let (Some(oldest), Some(own)) = (oldest, held_by_its_record)
            && oldest != own
            && features.binary_search_by_key(&oldest, |of| of.id).is_err()
        {
            // The record it was made from has left: the first cluster that knew it by that name takes it.
            taken.entry(oldest).or_insert(index);
        }
    }
    for (id, index) in taken {
        let is_older = names[index].is_none_or(|own| age(id, &ids) < age(own, &ids));
        if is_older {
            names[index] = Some(id);
        }
    }
    let mut named: Vec<Named> = clusters
        .into_iter()
        .zip(names)
        .filter_map(|(members, id)| Some(Named { id: id?, members }))
        .collect();
    named.sort_by_key(|cluster| cluster.id);
    let mut of = vec![0; features.len()];
    for (position, cluster) in named.iter_mut().enumerate() {
        let id = cluster.id;
        cluster.members.sort_by_key(|member| {
            let features = features[*member as usize];
            (features.id != id, features.source.clone(), features.record.clone(), features.repeat)
        });
        for member in &cluster.members {
            of[*member as usize] = position as u32;
            let own = features[*member as usize].id;
            let since = ids.get(own).map_or(run, |line| line.since);
            ids.insert(IdLine { id: own, since, to: (own != id).then_some(id) });
        }
        let since = ids.get(id).map_or(run, |line| line.since);
        ids.insert(IdLine { id, since, to: None });
    }
    NamedClusters { clusters: named, of, ids }
}
