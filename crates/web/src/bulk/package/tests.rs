use std::collections::HashSet;

use jiff::civil::date;

use super::tables::{Made, TABLES};
use crate::labels::Labels;
use crate::oruk::record::{Depth, service};
use crate::town::choir;

fn made(times: usize) -> Made {
    let document = service(&choir(), date(2026, 11, 1), Depth::Full, &Labels::default());
    let mut made = Made::default();
    for _ in 0..times {
        made.add(&document);
    }
    made
}

#[test]
fn every_row_has_as_many_cells_as_its_table_has_columns() {
    let made = made(1);
    for (table, rows) in TABLES.iter().zip(&made.tables) {
        let text = String::from_utf8(rows.bytes.clone()).expect("UTF-8");
        for row in text.lines() {
            // A cell in quotation marks holds no comma once the marks are split away.
            let bare: String = row.split('"').step_by(2).collect();
            assert_eq!(bare.split(',').count(), table.columns.len(), "{}: {row}", table.file);
        }
    }
    assert!(made.tables.iter().filter(|rows| !rows.bytes.is_empty()).count() > 6);
}

#[test]
fn what_many_services_share_stands_once_and_what_is_their_own_each_time() {
    let mut made = made(3);
    let mut rows = |name: &str| {
        let at = TABLES.iter().position(|table| table.name() == name).expect("a table");
        made.tables[at].keep_new(&mut HashSet::new());
        made.tables[at].bytes.split(|byte| *byte == b'\n').count() - 1
    };
    assert_eq!((rows("services"), rows("service_at_locations"), rows("sources")), (3, 3, 3));
    assert_eq!((rows("organizations"), rows("locations"), rows("addresses")), (1, 1, 1));
}
