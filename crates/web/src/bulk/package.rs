//! The HSDS data package: `datapackage.json` and a CSV file a table, in one archive.
//!
//! One run over the services. The first table leaves as it is made; the others are packed into files that
//! nobody else sees, and leave after it: no table is ever held in memory.

mod tables;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use axum::body::Body;
use serde_json::{Value, json};

use self::tables::{Made, TABLES};
use super::stream::{Outlet, Rows, body, each_made};
use super::zip::{Packer, Zip};
use crate::hub::Hub;
use crate::oruk::record::{Depth, service};

/// Bytes of a packed table that leave at once.
const CHUNK: usize = 256 * 1024;

/// The archive as a stream. Fails when there is no room beside it for what waits.
pub fn stream(hub: Hub, rows: Rows) -> io::Result<Body> {
    let waiting: Vec<Packer<File>> =
        TABLES[1..].iter().map(|_| tempfile::tempfile().map(Packer::new)).collect::<io::Result<_>>()?;
    Ok(body(move |outlet| {
        if let Err(error) = write(&hub, &rows, waiting, outlet) {
            tracing::error!(%error, "the data package could not be finished");
            outlet.fail(error);
        }
    }))
}

fn write(hub: &Hub, rows: &Rows, mut waiting: Vec<Packer<File>>, outlet: &Outlet) -> io::Result<()> {
    let mut zip = Zip::default();
    let mut out = Vec::new();
    zip.begin("datapackage.json", &mut out);
    let mut packer = Packer::new(Vec::new());
    packer.write_all(description(hub).to_string().as_bytes())?;
    let (packed, sums) = packer.finish()?;
    out.extend(packed);
    zip.end(sums, &mut out);
    zip.begin(TABLES[0].file, &mut out);
    if !outlet.send(out) {
        return Ok(());
    }
    let mut first = Packer::new(Vec::new());
    first.write_all(head(TABLES[0].columns).as_bytes())?;
    for (table, packer) in TABLES[1..].iter().zip(&mut waiting) {
        packer.write_all(head(table.columns).as_bytes())?;
    }
    // The same organisation or place is told by many services, and stands in its table once.
    let mut seen: Vec<HashSet<u64>> = TABLES.iter().map(|_| HashSet::new()).collect();
    let draw = |found: &model::service::Service, hub: &Hub, made: &mut Made| {
        made.add(&service(found, hub.changed(found.id), Depth::Full, &hub.names.labels));
    };
    let mut done: io::Result<()> = Ok(());
    let mut is_heard = true;
    each_made(hub, rows, &Made::default, &draw, |mut made| {
        done = (|| {
            first.write_all(&made.tables[0].bytes)?;
            for (at, packer) in (1..).zip(&mut waiting) {
                made.tables[at].keep_new(&mut seen[at]);
                packer.write_all(&made.tables[at].bytes)?;
            }
            Ok(())
        })();
        let ready = std::mem::take(first.target());
        is_heard = ready.is_empty() || outlet.send(ready);
        done.is_ok() && is_heard
    });
    done?;
    if !is_heard {
        return Ok(());
    }
    let (mut out, sums) = first.finish()?;
    zip.end(sums, &mut out);
    for (table, packer) in TABLES[1..].iter().zip(waiting) {
        zip.begin(table.file, &mut out);
        let (mut file, sums) = packer.finish()?;
        file.seek(SeekFrom::Start(0))?;
        loop {
            let before = out.len();
            let read = io::Read::by_ref(&mut file).take(CHUNK as u64).read_to_end(&mut out)?;
            debug_assert_eq!(out.len(), before + read);
            if read == 0 {
                break;
            }
            if !outlet.send(std::mem::take(&mut out)) {
                return Ok(());
            }
        }
        zip.end(sums, &mut out);
    }
    zip.finish(&mut out);
    outlet.send(out);
    Ok(())
}

fn head(columns: &[&str]) -> String {
    format!("{}\r\n", columns.join(","))
}

fn description(hub: &Hub) -> Value {
    let resources: Vec<Value> = TABLES
        .iter()
        .map(|table| {
            let fields: Vec<Value> =
                table.columns.iter().map(|name| json!({ "name": name, "type": "string" })).collect();
            json!({
                "name": table.name(), "path": table.file, "profile": "tabular-data-resource",
                "schema": { "fields": fields },
            })
        })
        .collect();
    let sources: Vec<Value> = hub
        .catalogue
        .sources()
        .iter()
        .map(|report| {
            json!({
                "title": report.source.title, "path": report.source.homepage,
                "publisher": report.source.publisher, "licence": report.source.licence,
                "attribution": report.source.attribution,
            })
        })
        .collect();
    json!({
        "name": "fingerpost-hsds",
        "profile": "tabular-data-package",
        "title": "Fingerpost: community services of the United Kingdom",
        "version": hub.snapshot(),
        "created": hub.catalogue.manifest().made_at.to_string(),
        "sources": sources,
        "resources": resources,
    })
}
