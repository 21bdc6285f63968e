//! The order of all terms: what the workers met, merged, each term with its place among all.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use gazetteer::map::MappedFile;

use super::terms::FIELDS;
use crate::codec::{Eye, Pen};

/// The terms of one worker and time, in order, on disk.
pub struct Run {
    /// See [`super::terms::Learnt::epoch`].
    pub epoch: u32,
    /// What [`super::terms::Terms::learnt`] wrote.
    pub file: MappedFile,
}

/// All terms in order.
pub struct Numbering {
    /// The terms one after another, as a [`Pen`] writes texts.
    terms: MappedFile,
    /// How many documents have each term, by its place, a field.
    pub documents: [Vec<u32>; FIELDS],
    /// By epoch, the place of each number.
    places: Vec<Vec<u32>>,
}

/// A term as a run spells it, with its number there and its documents.
struct Told<'a> {
    term: &'a str,
    number: usize,
    documents: [u32; FIELDS],
}

fn next<'a>(eye: &mut Eye<'a>) -> Option<Told<'a>> {
    let term = eye.text()?;
    let number = usize::try_from(eye.number()?).ok()?;
    let mut documents = [0; FIELDS];
    for count in &mut documents {
        *count = u32::try_from(eye.number()?).ok()?;
    }
    Some(Told { term, number, documents })
}

/// The first eight bytes as a number: most terms are told apart by it alone. Terms hold no zero bytes.
fn beginning(term: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = term.len().min(8);
    bytes[..length].copy_from_slice(&term.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

impl Numbering {
    /// Merges the runs, using the file at `scratch` for the terms.
    pub fn of(runs: &[Run], scratch: &Path) -> io::Result<Numbering> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(scratch)?);
        let mut pen = Pen::default();
        let mut documents: [Vec<u32>; FIELDS] = Default::default();
        let epochs = runs.iter().map(|run| run.epoch as usize + 1).max().unwrap_or(0);
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); epochs];
        let mut eyes: Vec<Eye<'_>> = runs.iter().map(|run| Eye { bytes: run.file.bytes() }).collect();
        let mut told: Vec<Option<Told<'_>>> = eyes.iter_mut().map(next).collect();
        let mut heap: BinaryHeap<Reverse<(u64, &str, usize)>> = told
            .iter()
            .enumerate()
            .filter_map(|(run, told)| {
                told.as_ref().map(|told| Reverse((beginning(told.term), told.term, run)))
            })
            .collect();
        let mut last: Option<&str> = None;
        while let Some(Reverse((_, term, run))) = heap.pop() {
            if last != Some(term) {
                last = Some(term);
                documents.iter_mut().for_each(|counts| counts.push(0));
                pen.bytes.clear();
                pen.text(term);
                out.write_all(&pen.bytes)?;
            }
            let place = documents[0].len() - 1;
            if let Some(told) = told[run].take() {
                let here = &mut places[runs[run].epoch as usize];
                if here.len() <= told.number {
                    here.resize(told.number + 1, 0);
                }
                here[told.number] = place as u32;
                documents.iter_mut().zip(told.documents).for_each(|(counts, more)| counts[place] += more);
            }
            told[run] = next(&mut eyes[run]);
            heap.extend(told[run].as_ref().map(|told| Reverse((beginning(told.term), told.term, run))));
        }
        out.flush()?;
        drop(out);
        Ok(Numbering { terms: MappedFile::open(scratch)?, documents, places })
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.documents[0].len()
    }

    /// The terms in order.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let mut eye = Eye { bytes: self.terms.bytes() };
        std::iter::from_fn(move || eye.text())
    }

    /// By number, the places of the terms of one epoch.
    pub fn places(&self, epoch: u32) -> &[u32] {
        self.places.get(epoch as usize).map_or(&[], Vec::as_slice)
    }
}
