//! How fast bulk downloads are made.
//!
//! `cargo bench --workspace --bench bulk` measures what one core makes of services in memory: decoded, drawn
//! and written, a line each. With the folder of an index in `FINGERPOST_BULK_INDEX` (`fingerpost bench
//! --services 1000000` makes one) it measures the whole way instead, as a download goes it: every service
//! from disk, on all cores, in order, and the memory held above idle.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group};
use gazetteer::Gazetteer;
use jiff::civil::date;
use model::service::Service;
use model::vocabulary::Vocabulary;
use search::catalogue::Catalogue;
use search::generator;
use serde::Serialize;
use web::api::service::build::service_document;
use web::bulk::stream::{Rows, each_batch};
use web::bulk::table;
use web::hub::Hub;
use web::labels::Labels;
use web::oruk::record::{Depth, service};
use web::state::{Settings, State};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SERVICES: u64 = 1_000;

fn bulk(criterion: &mut Criterion) {
    let stored: Vec<Vec<u8>> = (0..SERVICES)
        .map(|number| serde_json::to_vec(&generator::service(1, number)).expect("a service serialises"))
        .collect();
    let labels = Labels::default();
    let made = date(2026, 11, 22);
    let ours = |read: &Service, out: &mut Vec<u8>| line(&service_document(read, None, &labels), out);
    let standard = |read: &Service, out: &mut Vec<u8>| line(&service(read, made, Depth::Full, &labels), out);
    let row = |read: &Service, out: &mut Vec<u8>| table::row(read, &labels, out);
    measure(criterion, "our own NDJSON", &stored, ours);
    measure(criterion, "Open Referral NDJSON", &stored, standard);
    measure(criterion, "CSV", &stored, row);
}

fn measure(
    criterion: &mut Criterion,
    name: &str,
    stored: &[Vec<u8>],
    write: impl Fn(&Service, &mut Vec<u8>),
) {
    let run = || {
        let mut out = Vec::new();
        for bytes in stored {
            let read: Service = serde_json::from_slice(bytes).expect("what was written can be read");
            write(&read, &mut out);
        }
        out
    };
    let mut group = criterion.benchmark_group("bulk");
    group.throughput(Throughput::Bytes(run().len() as u64));
    group.bench_function(name, |bencher| bencher.iter(|| black_box(run())));
    group.finish();
}

fn line(document: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, document).expect("a document serialises");
    out.push(b'\n');
}

/// Every service of the index in `folder`, as each download writes them.
fn whole_way(folder: &Path) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data");
    let gazetteer = Arc::new(Gazetteer::open(&data.join("gazetteer")).expect("the gazetteer ships"));
    let catalogue = Catalogue::open(folder, gazetteer, Arc::new(Vocabulary::default()))
        .expect("an index of this version");
    let state = State::new(Arc::new(catalogue), folder.join("no-ledger"), Settings::default());
    let hub = Hub::of(&state, "https://find.ambleford.example".to_owned());
    println!("{} services", hub.catalogue.len());
    let ours = |read: &Service, hub: &Hub, out: &mut Vec<u8>| {
        line(&service_document(read, None, &hub.names.labels), out)
    };
    let standard = |read: &Service, hub: &Hub, out: &mut Vec<u8>| {
        line(&service(read, hub.changed(read.id), Depth::Full, &hub.names.labels), out)
    };
    let row = |read: &Service, hub: &Hub, out: &mut Vec<u8>| table::row(read, &hub.names.labels, out);
    run("our own NDJSON", &hub, &ours);
    run("Open Referral NDJSON", &hub, &standard);
    run("CSV", &hub, &row);
}

fn run(name: &str, hub: &Hub, write: &(impl Fn(&Service, &Hub, &mut Vec<u8>) + Send + Sync)) {
    let idle = [kilobytes("VmRSS"), kilobytes("RssAnon")];
    let mut most = idle;
    let mut bytes = 0_u64;
    let mut batches = 0;
    let start = Instant::now();
    each_batch(hub, &Rows::All, write, |batch| {
        bytes += batch.len() as u64;
        batches += 1;
        if batches % 16 == 0 {
            most = [most[0].max(kilobytes("VmRSS")), most[1].max(kilobytes("RssAnon"))];
        }
        true
    });
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{name}: {megabytes:.0} MB in {seconds:.1} s, {:.0} MB/s; above idle at most {} MiB resident, {} MiB of it \
         our own",
        megabytes / seconds,
        (most[0] - idle[0]) / 1024,
        (most[1] - idle[1]) / 1024,
    );
}

fn kilobytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

criterion_group!(benches, bulk);

fn main() {
    match std::env::var_os("FINGERPOST_BULK_INDEX") {
        Some(folder) => whole_way(Path::new(&folder)),
        None => {
            benches();
            Criterion::default().configure_from_args().final_summary();
        }
    }
}
