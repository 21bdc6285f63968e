//! How fast a bulk download is made on one core: services as the index holds them, decoded, drawn and
//! written, a line each. A download uses up to four cores.
//!
//! `cargo bench -p web --bench bulk`. For the whole way, with memory: serve an index of a million services
//! (`search::generator`), note `VmHWM` in `/proc/<pid>/status`, and time
//! `curl -o /dev/null -w '%{speed_download}' http://…/bulk/services.ndjson`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::date;
use model::service::Service;
use search::generator;
use serde::Serialize;
use web::api::service::build::service_document;
use web::bulk::table;
use web::labels::Labels;
use web::oruk::record::{Depth, service};

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

criterion_group!(benches, bulk);
criterion_main!(benches);
