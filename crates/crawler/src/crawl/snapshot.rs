//! Writing the snapshot folder: merges all readings and writes each file, the manifest last.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use model::evidence::Role;
use model::identifier::SourceId;
use model::report::{CardMaker, Health, Rejection, SourceReport};
use model::service::Service;
use model::snapshot::{FORMAT, IdMap, Manifest, ServiceWriter, VERSION};
use model::source::SourceInfo;

use super::files::{self, Summed};
use super::previous::{Dropped, GoneList, Previous};
use super::reading::{Reading, day_of};
use super::{CrawlError, Progress, Settings, Visit, Watch, row};
use crate::clean;
use crate::merge::{Duplicate, MergeContext, MergeCounts, Merger, Weights, ledger_source};
use crate::report::Tally;

/// Zstandard level of the snapshot, which is kept.
const LEVEL: i32 = 6;

/// How often progress is told, in services.
const TELL_EVERY: u64 = 5_000;

/// The newest whole snapshot: the last by name that has its manifest.
pub fn newest(snapshots: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(snapshots).ok()?;
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .filter(|path| path.join("manifest.json").is_file())
        .max()
}

/// Merges and writes; gives the folder, the report and the number of services.
pub fn write(
    settings: &Settings<'_>,
    visits: &[Visit<'_>],
    last: Option<&Path>,
    watch: &mut Watch<'_>,
) -> Result<(PathBuf, Vec<SourceReport>, u64), CrawlError> {
    let id = name_of(settings.now);
    let folder = free_name(&settings.snapshots, &id);
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or(id);
    let aside = settings.snapshots.join(format!(".new-{id}"));
    let fail = |error: io::Error| CrawlError::write(&aside, error);
    remove_leftovers(&settings.snapshots);
    std::fs::create_dir_all(&aside).map_err(fail)?;
    let (report, services) = fill(settings, visits, last, &aside, &id, watch).map_err(fail)?;
    files::sync_folder(&aside.join("manifest.json")).map_err(fail)?;
    std::fs::rename(&aside, &folder).map_err(fail)?;
    files::sync_folder(&folder).map_err(fail)?;
    Ok((folder, report, services))
}

/// `20261122T041500Z`: names that sort as time does.
fn name_of(now: Timestamp) -> String {
    let digits: String = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    digits
}

fn free_name(snapshots: &Path, id: &str) -> PathBuf {
    let first = snapshots.join(id);
    if !first.exists() {
        return first;
    }
    (1..).map(|n| snapshots.join(format!("{id}-{n}"))).find(|path| !path.exists()).unwrap_or(first)
}

fn remove_leftovers(snapshots: &Path) {
    let Ok(entries) = std::fs::read_dir(snapshots) else { return };
    for entry in entries.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(".new-") {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

fn fill(
    settings: &Settings<'_>,
    visits: &[Visit<'_>],
    last: Option<&Path>,
    folder: &Path,
    id: &str,
    watch: &mut Watch<'_>,
) -> io::Result<(Vec<SourceReport>, u64)> {
    let ids = last.and_then(|last| std::fs::read_to_string(last.join("ids.jsonl")).ok());
    let (ids, _) = IdMap::parse(ids.as_deref().unwrap_or_default());
    let weights = Weights::built_in();
    let context = MergeContext { ledger: settings.ledger, ids: &ids, weights: &weights };
    let spill_path = folder.join("spill");
    let spill = File::options().read(true).write(true).create(true).truncate(true).open(&spill_path)?;
    let mut merger = Merger::new(context, Spill::new(spill));
    let mut added = 0;
    let mut cards = Cards::default();
    for visit in visits {
        if let Some(reading) = &visit.reading {
            let mut card = CardMaker::new(&row(visit).source, day_of(settings.now));
            each_service(reading, &mut |service, row, codes| {
                added += 1;
                card.look_at(row, &service);
                for words in codes.split(',').filter_map(clean::in_words) {
                    card.mended(row, &service.records[0].record, words);
                }
                merger.add(&service, row)
            })?;
            cards.turned_away(reading, &mut card)?;
            cards.makers.insert(visit.folder.id.clone(), card);
        }
    }
    watch(Progress::Merging(added));
    let mut merged = merger.finish()?;
    let mut report = rows(visits, &merged.counts);
    report.extend((merged.told > 0).then(|| ledger_row(merged.told)));
    cards.write(folder, &merged.duplicates)?;
    let mut sums = BTreeMap::new();
    let mut previous = Previous::open(last)?;
    let mut gone = GoneList::carried_over(last);
    let dropped = Dropped::of(visits, std::mem::take(&mut merged.present), day_of(settings.now));
    let mut writer = ServiceWriter::new(packed(folder, "services.jsonl.zst")?)?;
    let mut count = 0;
    for service in merged.services {
        let mut service = service?;
        if let Some(before) = previous.pass(service.id, &merged.ids, &mut gone) {
            dropped.remember(&before, &mut service);
        }
        gone.is_back(service.id);
        writer.write(&service)?;
        count += 1;
        if count % TELL_EVERY == 0 {
            watch(Progress::Writing(count));
        }
    }
    previous.pass_rest(&merged.ids, &mut gone);
    let (file, services) = writer.finish();
    sums.insert("services.jsonl.zst".to_owned(), close(file)?);
    std::fs::remove_file(&spill_path)?;
    sums.insert("rejections.jsonl.zst".to_owned(), write_rejections(folder, visits, &merged.counts)?);
    let report_text = serde_json::to_vec_pretty(&report)?;
    sums.insert("report.json".to_owned(), plain(folder, "report.json", &report_text)?);
    sums.insert("ids.jsonl".to_owned(), lines(folder, "ids.jsonl", merged.ids.iter())?);
    let gone_lines = gone.into_lines(settings.now);
    sums.insert("gone.jsonl".to_owned(), lines(folder, "gone.jsonl", gone_lines)?);
    sums.insert("candidates.jsonl".to_owned(), lines(folder, "candidates.jsonl", merged.candidates)?);
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        id: id.to_owned(),
        made_at: settings.now,
        services,
        checksums: sums,
    };
    plain(folder, "manifest.json", &serde_json::to_vec_pretty(&manifest)?)?;
    watch(Progress::Writing(services));
    Ok((report, services))
}

/// The report cards of a crawl, one a source: `cards/<source>.json`.
#[derive(Default)]
struct Cards {
    makers: BTreeMap<SourceId, CardMaker>,
}

impl Cards {
    fn turned_away(&self, reading: &Reading, card: &mut CardMaker) -> io::Result<()> {
        let Ok(file) = File::open(reading.store.rejections(&reading.state.key)) else { return Ok(()) };
        for line in BufReader::new(zstd::stream::read::Decoder::new(file)?).lines() {
            if let Ok(rejection) = serde_json::from_str::<Rejection>(&line?) {
                card.turned_away(&rejection);
            }
        }
        Ok(())
    }

    fn write(mut self, folder: &Path, duplicates: &[Duplicate]) -> io::Result<()> {
        for pair in duplicates {
            if let Some(card) = self.makers.get_mut(&pair.source) {
                card.duplicated(pair.record.0, &pair.record.1, pair.other.0, &pair.other.1);
            }
        }
        let cards = folder.join("cards");
        std::fs::create_dir_all(&cards)?;
        for (source, card) in self.makers {
            std::fs::write(cards.join(format!("{source}.json")), serde_json::to_vec_pretty(&card.finish())?)?;
        }
        Ok(())
    }
}

/// Rows of the report, with what merging made of each source's records.
fn rows(visits: &[Visit<'_>], counts: &BTreeMap<SourceId, MergeCounts>) -> Vec<SourceReport> {
    visits
        .iter()
        .map(|visit| {
            let mut row = row(visit);
            let merged = counts.get(&visit.folder.id).copied().unwrap_or_default();
            row.kept = merged.kept;
            row.merged = merged.merged;
            if merged.hidden > 0 {
                row.rejected += merged.hidden;
                row.rejected_by_reason.insert("taken-down".to_owned(), merged.hidden);
            }
            row
        })
        .collect()
}

/// The ledger's own row, where what people said is shown.
fn ledger_row(told: u64) -> SourceReport {
    let source = SourceInfo {
        id: ledger_source(),
        title: "What people told us".to_owned(),
        publisher: "whoever runs this directory".to_owned(),
        homepage: None,
        licence: "own-work".to_owned(),
        attribution: None,
        role: Role::Assurer,
        data_date: None,
        checked: None,
    };
    // Each line went into the service it speaks of.
    SourceReport { read: told, merged: told, ..Tally::default().row(&source, Health::Green) }
}

/// Every service of a reading, as seen on the day its source was last current, with its row and the codes
/// of what was mended in it.
fn each_service(
    reading: &Reading,
    found: &mut dyn FnMut(Service, u64, &str) -> io::Result<()>,
) -> io::Result<()> {
    let file = File::open(reading.store.records(&reading.state.key))?;
    let mut input = BufReader::with_capacity(128 * 1024, zstd::stream::read::Decoder::new(file)?);
    let seen = day_of(reading.state.seen);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if !reading.state.repeats.contains(&number) {
            let start = line.iter().position(|byte| *byte == b'{').unwrap_or(0);
            let before = std::str::from_utf8(&line[..start]).unwrap_or_default();
            let (row, codes) = before.split_once('\t').unwrap_or((before, ""));
            let row = row.parse().unwrap_or(0);
            let mut service: Service = serde_json::from_slice(&line[start..])?;
            service.records.iter_mut().for_each(|record| record.seen = seen);
            found(service, row, codes.trim_end())?;
        }
        number += 1;
    }
}

fn write_rejections(
    folder: &Path,
    visits: &[Visit<'_>],
    counts: &BTreeMap<SourceId, MergeCounts>,
) -> io::Result<String> {
    let mut out = packed(folder, "rejections.jsonl.zst")?;
    for visit in visits {
        if let Some(reading) = &visit.reading
            && let Ok(file) = File::open(reading.store.rejections(&reading.state.key))
        {
            io::copy(&mut zstd::stream::read::Decoder::new(file)?, &mut out)?;
        }
        let hidden = counts.get(&visit.folder.id).map_or(0, |merged| merged.hidden);
        for _ in 0..hidden {
            // Which record it was stays unsaid: somebody asked for that.
            let rejection = Rejection {
                source: visit.folder.id.clone(),
                row: 0,
                record: None,
                reason: "taken-down".to_owned(),
                detail: "somebody asked for it to be taken down".to_owned(),
            };
            serde_json::to_writer(&mut out, &rejection)?;
            out.write_all(b"\n")?;
        }
    }
    close(out)
}

type Packed = BufWriter<zstd::stream::write::Encoder<'static, Summed<File>>>;

fn packed(folder: &Path, name: &str) -> io::Result<Packed> {
    let file = Summed::new(File::create(folder.join(name))?);
    Ok(BufWriter::with_capacity(256 * 1024, zstd::stream::write::Encoder::new(file, LEVEL)?))
}

/// Ends the file, syncs it and gives its checksum.
fn close(file: Packed) -> io::Result<String> {
    let encoder = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    let (file, sum) = encoder.finish()?.finish();
    file.sync_all()?;
    Ok(sum)
}

fn plain(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<String> {
    let mut file = Summed::new(File::create(folder.join(name))?);
    file.write_all(bytes)?;
    let (file, sum) = file.finish();
    file.sync_all()?;
    Ok(sum)
}

fn lines<T: serde::Serialize>(
    folder: &Path,
    name: &str,
    items: impl IntoIterator<Item = T>,
) -> io::Result<String> {
    let mut out = BufWriter::new(Summed::new(File::create(folder.join(name))?));
    for item in items {
        serde_json::to_writer(&mut out, &item)?;
        out.write_all(b"\n")?;
    }
    let (file, sum) = out.into_inner().map_err(io::IntoInnerError::into_error)?.finish();
    file.sync_all()?;
    Ok(sum)
}

/// The merger's spill: buffered for writing, and for the reading back that follows.
struct Spill {
    file: BufWriter<File>,
}

impl Spill {
    fn new(file: File) -> Spill {
        Spill { file: BufWriter::with_capacity(1024 * 1024, file) }
    }
}

impl Write for Spill {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl io::Read for Spill {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.flush()?;
        self.file.get_mut().read(buffer)
    }
}

impl io::Seek for Spill {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
