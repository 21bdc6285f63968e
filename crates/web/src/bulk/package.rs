//! The HSDS data package: `datapackage.json` and a CSV file a table, in one archive.
//!
//! One run over the services for each table, so that none is ever held in memory.

use std::sync::Mutex;

use axum::body::{Body, Bytes};
use model::service::Service as ModelService;
use serde_json::{Value, json};

use super::stream::{Rows, body, each_batch};
use super::table::write_cell;
use super::zip::Zip;
use crate::hub::Hub;
use crate::oruk::record::{Depth, service};

/// A table: its file, where its rows are in a service's document, and its columns.
struct Table {
    file: &'static str,
    name: &'static str,
    path: &'static [&'static str],
    columns: &'static [&'static str],
}

const TABLES: [Table; 13] = [
    Table {
        file: "services.csv",
        name: "services",
        path: &[],
        columns: &[
            "id",
            "organization_id",
            "name",
            "alternate_name",
            "description",
            "url",
            "email",
            "status",
            "fees",
            "application_process",
            "eligibility_description",
            "minimum_age",
            "maximum_age",
            "assured_date",
            "alert",
            "last_modified",
        ],
    },
    Table {
        file: "organizations.csv",
        name: "organizations",
        path: &["organization"],
        columns: &["id", "name", "description", "website"],
    },
    Table {
        file: "organization_identifiers.csv",
        name: "organization_identifiers",
        path: &["organization", "organization_identifiers"],
        columns: &["id", "organization_id", "identifier_scheme", "identifier_type", "identifier"],
    },
    Table {
        file: "service_at_locations.csv",
        name: "service_at_locations",
        path: &["service_at_locations"],
        columns: &["id", "service_id", "location_id"],
    },
    Table {
        file: "locations.csv",
        name: "locations",
        path: &["service_at_locations", "location"],
        columns: &[
            "id",
            "location_type",
            "name",
            "description",
            "latitude",
            "longitude",
            "external_identifier",
            "external_identifier_type",
        ],
    },
    Table {
        file: "addresses.csv",
        name: "addresses",
        path: &["service_at_locations", "location", "addresses"],
        columns: &[
            "id",
            "location_id",
            "address_1",
            "city",
            "state_province",
            "postal_code",
            "country",
            "address_type",
        ],
    },
    Table {
        file: "schedules.csv",
        name: "schedules",
        path: &["schedules"],
        columns: &[
            "id",
            "service_id",
            "valid_from",
            "valid_to",
            "dtstart",
            "freq",
            "interval",
            "byday",
            "bymonthday",
            "description",
            "opens_at",
            "closes_at",
            "notes",
        ],
    },
    Table {
        file: "service_areas.csv",
        name: "service_areas",
        path: &["service_areas"],
        columns: &["id", "service_id", "name", "extent", "extent_type", "uri"],
    },
    Table {
        file: "phones.csv",
        name: "phones",
        path: &["phones"],
        columns: &["id", "service_id", "number", "type", "description"],
    },
    Table {
        file: "languages.csv",
        name: "languages",
        path: &["languages"],
        columns: &["id", "service_id", "code"],
    },
    Table {
        file: "cost_options.csv",
        name: "cost_options",
        path: &["cost_options"],
        columns: &["id", "service_id", "option", "amount", "amount_description"],
    },
    Table {
        file: "attributes.csv",
        name: "attributes",
        path: &["attributes"],
        columns: &[
            "id",
            "link_id",
            "taxonomy_term_id",
            "link_type",
            "taxonomy_term.term",
            "taxonomy_term.name",
        ],
    },
    Table {
        file: "sources.csv",
        name: "sources",
        path: &["sources"],
        columns: &[
            "service_id",
            "source",
            "record",
            "url",
            "title",
            "publisher",
            "licence",
            "licence_url",
            "attribution",
            "seen",
            "asserted",
        ],
    },
];

/// The archive as a stream.
pub fn stream(hub: Hub, rows: Rows) -> Body {
    body(move |sender| {
        let send = |bytes: Vec<u8>| sender.blocking_send(Bytes::from(bytes)).is_ok();
        let mut zip = Zip::default();
        let description = description(&hub).to_string().into_bytes();
        let mut out = Vec::new();
        zip.begin("datapackage.json", &mut out);
        zip.count(&description);
        out.extend(description);
        zip.end(&mut out);
        for table in &TABLES {
            zip.begin(table.file, &mut out);
            let head = format!("{}\r\n", table.columns.join(","));
            zip.count(head.as_bytes());
            out.extend(head.into_bytes());
            if !send(std::mem::take(&mut out)) {
                return;
            }
            let mut is_heard = true;
            // The same organisation or place is told by many services, and stands in its table once.
            let seen = Mutex::new(std::collections::HashSet::new());
            let write = |found: &ModelService, hub: &Hub, out: &mut Vec<u8>| {
                write_rows(table, found, hub, &seen, out)
            };
            each_batch(&hub, &rows, &write, |bytes| {
                zip.count(&bytes);
                is_heard = send(bytes);
                is_heard
            });
            if !is_heard {
                return;
            }
            zip.end(&mut out);
        }
        zip.finish(&mut out);
        send(out);
    })
}

fn write_rows(
    table: &Table,
    found: &ModelService,
    hub: &Hub,
    seen: &Mutex<std::collections::HashSet<u128>>,
    out: &mut Vec<u8>,
) {
    let document = service(found, hub.changed(found.id), Depth::Full, &hub.names.labels);
    let Ok(document) = serde_json::to_value(document) else { return };
    let mut rows = vec![&document];
    for step in table.path {
        rows = rows.into_iter().filter_map(|row| row.get(step)).flat_map(each).collect();
    }
    let is_shared =
        matches!(table.name, "organizations" | "organization_identifiers" | "locations" | "addresses");
    for row in rows {
        let id = row["id"].as_str().and_then(|id| uuid::Uuid::try_parse(id).ok());
        if is_shared && let Some(id) = id {
            let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if !seen.insert(id.as_u128()) {
                continue;
            }
        }
        for (number, column) in table.columns.iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            let cell = column.split('.').try_fold(row, |value, key| value.get(key));
            match cell.or_else(|| (*column == "service_id").then(|| &document["id"])) {
                Some(Value::String(text)) => write_cell(text, out),
                Some(Value::Null) | None => {}
                Some(value) => write_cell(&value.to_string(), out),
            }
        }
        out.extend(b"\r\n");
    }
}

fn each(value: &Value) -> std::slice::Iter<'_, Value> {
    match value {
        Value::Array(items) => items.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

fn description(hub: &Hub) -> Value {
    let resources: Vec<Value> = TABLES
        .iter()
        .map(|table| {
            let fields: Vec<Value> =
                table.columns.iter().map(|name| json!({ "name": name, "type": "string" })).collect();
            json!({
                "name": table.name, "path": table.file, "profile": "tabular-data-resource",
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
