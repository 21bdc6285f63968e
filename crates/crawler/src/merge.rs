//! One real thing, one record: finds the records of all sources that tell of the same service, and makes
//! one service of each such cluster, with what every source says kept as evidence.
//!
//! A cluster is a view. Nothing is kept between two runs but the ledger, which people write and which
//! wins, and the map of identifiers. The result depends on the set of records alone, never on their
//! order, so a build without a source is what it would be had the source never been there.
//!
//! Records pass through twice: [`Merger::add`] keeps a few hundred bytes of each in memory and writes the
//! rest to a spill; [`Merged::services`] reads them back, cluster by cluster, in the order of identifiers.

mod assemble;
mod blocking;
mod cluster;
mod compare;
mod features;
mod ids;
pub mod learn;
mod names;
mod relate;
mod said;
mod says;
mod weights;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use model::identifier::{ServiceId, SourceId};
use model::ledger::{HiddenIds, Ledger};
use model::service::{Related, Service};
use model::snapshot::{Candidate, IdMap};

use assemble::Member;
pub use compare::{Comparison, compare};
pub use features::Features;
use said::Told;
pub use said::ledger_source;
pub use weights::{Weights, WeightsError};

/// What merging goes by, besides the records.
#[derive(Debug, Clone, Copy)]
pub struct MergeContext<'a> {
    /// What people said: same, not same, taken down.
    pub ledger: &'a Ledger,
    /// The identifiers given so far.
    pub ids: &'a IdMap,
    /// The weights and the marks.
    pub weights: &'a Weights,
}

/// What merging made.
pub struct Merged<S> {
    /// How many records of each source stand, went into another, or are hidden.
    pub counts: BTreeMap<SourceId, MergeCounts>,
    /// Pairs between the marks, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// The map of identifiers, extended.
    pub ids: IdMap,
    /// Records that tell of the same thing as another of their own source, for report cards.
    pub duplicates: Vec<Duplicate>,
    /// How many services bear a status that a line of the ledger gave them.
    pub told: u64,
    /// The identifiers of all records that came in, sorted.
    pub present: Vec<ServiceId>,
    /// The services, to be read in the order of their identifiers.
    pub services: Services<S>,
}

impl<S: Read + Seek> Merged<S> {
    /// Candidates bear folded names until here; people read them as their sources write them.
    fn name_candidates(&mut self) -> io::Result<()> {
        for candidate in &mut self.candidates {
            for (id, name) in [(candidate.a, &mut candidate.a_name), (candidate.b, &mut candidate.b_name)] {
                if let Some(written) = self.services.name_of(id)? {
                    *name = written;
                }
            }
        }
        Ok(())
    }
}

/// What became of the records of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MergeCounts {
    /// Records that stand as services of their own.
    pub kept: u64,
    /// Records that went into a service of another record.
    pub merged: u64,
    /// Records that somebody asked to be taken down, and their copies.
    pub hidden: u64,
}

/// Two records of one source that tell of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The source.
    pub source: SourceId,
    /// Row and id of the one.
    pub record: (u64, String),
    /// Row and id of the other, which comes first.
    pub other: (u64, String),
}

/// Takes records in, in any order. `S` is a spill that can be read back: a file, or a `Cursor`.
pub struct Merger<'a, S> {
    context: MergeContext<'a>,
    takedowns: HiddenIds,
    spill: S,
    position: u64,
    records: Vec<Kept>,
}

/// One record while its whole lies in the spill.
struct Kept {
    offset: u64,
    length: u32,
    row: u64,
    features: Features,
}

impl<'a> Merger<'a, Cursor<Vec<u8>>> {
    /// A merger that spills into memory: for tests and small crawls.
    pub fn in_memory(context: MergeContext<'a>) -> Merger<'a, Cursor<Vec<u8>>> {
        Merger::new(context, Cursor::new(Vec::new()))
    }
}

impl<'a, S: Read + Write + Seek> Merger<'a, S> {
    /// A merger that spills into `spill`, which must be empty.
    pub fn new(context: MergeContext<'a>, spill: S) -> Merger<'a, S> {
        let takedowns = context.ledger.hidden();
        Merger { context, takedowns, spill, position: 0, records: Vec::new() }
    }

    /// Takes in one record; `row` is its row in its source, 0 where that is not known.
    pub fn add(&mut self, service: &Service, row: u64) -> io::Result<()> {
        let mut features = Features::of(service);
        features.hidden = self.takedowns.hides(service);
        let bytes = serde_json::to_vec(service)?;
        self.spill.write_all(&bytes)?;
        let kept = Kept { offset: self.position, length: bytes.len() as u32, row, features };
        self.position += bytes.len() as u64;
        self.records.push(kept);
        Ok(())
    }

    /// Finds what belongs together.
    pub fn finish(mut self) -> io::Result<Merged<S>> {
        self.spill.flush()?;
        self.sort_records()?;
        let Merger { context, takedowns, spill, records, .. } = self;
        let features: Vec<&Features> = records.iter().map(|kept| &kept.features).collect();
        let pairs = blocking::pairs(&features);
        let scored = compare::score(&features, &pairs, context.weights);
        drop(pairs);
        let clusters = cluster::cluster(&features, &scored, context);
        let named = ids::name(&features, clusters, context.ids);
        let related = relate::relate(&features, &scored, &named);
        let candidates = relate::candidates(&features, &scored, &named, context);
        drop(scored);
        let told = said::told(&features, &named, context);
        let view = View { context, takedowns, records: &records, named, told };
        let mut merged = view.show(spill, related, candidates);
        merged.name_candidates()?;
        Ok(merged)
    }

    /// Puts records into the order of their identifiers, so that nothing after depends on the order in
    /// which they came. Records that bear one identifier are told apart by their bytes.
    fn sort_records(&mut self) -> io::Result<()> {
        self.records.sort_by_key(|kept| kept.features.id);
        let mut start = 0;
        while start < self.records.len() {
            let id = self.records[start].features.id;
            let end = start + self.records[start..].iter().take_while(|kept| kept.features.id == id).count();
            if end - start > 1 {
                let mut spilt = Vec::with_capacity(end - start);
                for kept in self.records.drain(start..end) {
                    spilt.push((read_bytes(&mut self.spill, kept.offset, kept.length)?, kept));
                }
                spilt.sort_by(|a, b| a.0.cmp(&b.0));
                let mut repeats = features::Repeats::default();
                let told_apart = spilt.into_iter().map(|(_, mut kept)| {
                    repeats.tell_apart(&mut kept.features);
                    kept
                });
                self.records.splice(start..start, told_apart);
            }
            start = end;
        }
        self.records.sort_by_key(|kept| (kept.features.id, kept.features.repeat));
        Ok(())
    }
}

/// A cluster with its name.
struct Named {
    /// The identifier it bears.
    id: ServiceId,
    /// Its records, as positions; the one whose identifier it bears first, where that one is in it.
    members: Vec<u32>,
}

/// All clusters, named, sorted by identifier, and the map of identifiers that follows.
struct NamedClusters {
    clusters: Vec<Named>,
    /// Of each record, the position of its cluster.
    of: Vec<u32>,
    ids: IdMap,
}

/// What is needed to decide what is shown.
struct View<'a> {
    context: MergeContext<'a>,
    takedowns: HiddenIds,
    records: &'a [Kept],
    named: NamedClusters,
    /// What people said of the status of a cluster, by its position.
    told: BTreeMap<u32, Told>,
}

impl View<'_> {
    fn show<S>(
        self,
        spill: S,
        mut related: BTreeMap<u32, Vec<Related>>,
        mut candidates: Vec<Candidate>,
    ) -> Merged<S> {
        let mut counts: BTreeMap<SourceId, MergeCounts> = BTreeMap::new();
        let mut shown = Vec::with_capacity(self.named.clusters.len());
        let mut hidden = HashSet::new();
        let mut duplicates = Vec::new();
        let mut told = 0;
        for (position, cluster) in self.named.clusters.iter().enumerate() {
            let is_hidden = self.is_hidden(cluster);
            for (order, kept) in self.members(cluster).enumerate() {
                let count = counts.entry(kept.features.source.clone()).or_default();
                match (is_hidden, order) {
                    (true, _) => count.hidden += 1,
                    (false, 0) => count.kept += 1,
                    (false, _) => count.merged += 1,
                }
            }
            if is_hidden {
                hidden.insert(cluster.id);
                continue;
            }
            duplicates.extend(self.duplicates(cluster));
            let related = related.remove(&(position as u32)).unwrap_or_default();
            let parts = self.members(cluster).enumerate().map(|(order, kept)| Part {
                offset: kept.offset,
                length: kept.length,
                renamed: kept.features.rename(),
                because: if order == 0 { None } else { self.best_tie(cluster, kept) },
            });
            let status = self.told.get(&(position as u32)).copied();
            told += u64::from(status.is_some());
            shown.push(Shown { id: cluster.id, parts: parts.collect(), related, told: status });
        }
        if !hidden.is_empty() {
            candidates.retain(|pair| !hidden.contains(&pair.a) && !hidden.contains(&pair.b));
            for one in &mut shown {
                one.related.retain(|other| !hidden.contains(&other.id));
            }
        }
        let services = Services { spill, weights: self.context.weights.clone(), shown: shown.into_iter() };
        let present = self.records.iter().map(|kept| kept.features.id).collect();
        Merged { counts, candidates, ids: self.named.ids, duplicates, told, present, services }
    }

    fn members(&self, cluster: &Named) -> impl Iterator<Item = &Kept> {
        cluster.members.iter().map(|member| &self.records[*member as usize])
    }

    fn duplicates(&self, cluster: &Named) -> Vec<Duplicate> {
        let mut firsts: Vec<&Kept> = Vec::new();
        let mut found = Vec::new();
        let name = |kept: &Kept| (kept.row, kept.features.record.to_string());
        for kept in self.members(cluster).filter(|_| cluster.members.len() > 1) {
            match firsts.iter().find(|first| first.features.source == kept.features.source) {
                None => firsts.push(kept),
                Some(first) => {
                    let source = kept.features.source.clone();
                    found.push(Duplicate { source, record: name(kept), other: name(first) });
                }
            }
        }
        found
    }

    /// A record that was part of what was taken down stays hidden when its cluster has changed since.
    fn is_hidden(&self, cluster: &Named) -> bool {
        !self.takedowns.is_empty()
            && (self.takedowns.contains(cluster.id)
                || self.members(cluster).any(|kept| {
                    kept.features.hidden
                        || self.takedowns.contains(self.context.ids.resolve(kept.features.id))
                }))
    }

    /// What ties a record to its cluster the most.
    fn best_tie(&self, cluster: &Named, kept: &Kept) -> Option<Comparison> {
        let others = self.members(cluster).filter(|other| other.offset != kept.offset).take(20);
        let ties = others.map(|other| compare(&kept.features, &other.features));
        ties.max_by(|a, b| self.context.weights.score(a).total_cmp(&self.context.weights.score(b)))
    }
}

/// One service to be read back: where its records lie.
struct Shown {
    id: ServiceId,
    parts: Vec<Part>,
    related: Vec<Related>,
    told: Option<Told>,
}

struct Part {
    offset: u64,
    length: u32,
    renamed: Option<(ServiceId, String)>,
    because: Option<Comparison>,
}

/// The services, in the order of their identifiers, made one at a time.
pub struct Services<S> {
    spill: S,
    weights: Weights,
    shown: std::vec::IntoIter<Shown>,
}

impl<S: Read + Seek> Services<S> {
    /// The name of a service that is still to come, as the source it is named after writes it.
    fn name_of(&mut self, id: ServiceId) -> io::Result<Option<String>> {
        let shown = self.shown.as_slice();
        let Ok(position) = shown.binary_search_by_key(&id, |shown| shown.id) else { return Ok(None) };
        let Some(part) = shown[position].parts.first() else { return Ok(None) };
        let bytes = read_bytes(&mut self.spill, part.offset, part.length)?;
        let service: Service = serde_json::from_slice(&bytes)?;
        Ok(Some(service.name))
    }

    fn read(&mut self, shown: Shown) -> io::Result<Service> {
        let mut members = Vec::with_capacity(shown.parts.len());
        for part in shown.parts {
            let bytes = read_bytes(&mut self.spill, part.offset, part.length)?;
            let mut service: Service = serde_json::from_slice(&bytes)?;
            if let Some((id, record)) = part.renamed {
                service.id = id;
                if let Some(first) = service.records.first_mut() {
                    first.record = record;
                }
            }
            let because = part.because.map(|tie| tie.because_same(&self.weights)).unwrap_or_default();
            members.push(Member { service, because });
        }
        let mut service = assemble::assemble(shown.id, members, shown.related);
        if let Some(told) = shown.told {
            told.tell(&mut service);
        }
        Ok(service)
    }
}

impl<S: Read + Seek> Iterator for Services<S> {
    type Item = io::Result<Service>;

    fn next(&mut self) -> Option<io::Result<Service>> {
        let shown = self.shown.next()?;
        Some(self.read(shown))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.shown.size_hint()
    }
}

fn read_bytes(spill: &mut (impl Read + Seek), offset: u64, length: u32) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length as usize];
    spill.seek(SeekFrom::Start(offset))?;
    spill.read_exact(&mut bytes)?;
    Ok(bytes)
}
