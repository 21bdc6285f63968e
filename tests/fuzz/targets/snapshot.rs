//! Snapshots and ledgers with anything in them: read line by line, refused with a reason, never fatal;
//! and a service however odd can be judged and has its next session or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::ledger::Ledger;
use model::quality::quality;
use model::snapshot::ServiceReader;
use model::{occurrence, schedule::Schedule};

fuzz_target!(|input: &[u8]| {
    let now = jiff::civil::date(2026, 11, 22).at(3, 0, 0, 0);
    if let Ok(services) = ServiceReader::new(input) {
        for service in services.take(100).flatten() {
            quality(&service, now.date());
        }
    }
    if let Ok(text) = std::str::from_utf8(input) {
        let ledger = Ledger::parse(text);
        ledger.hidden();
        let written: String = ledger.lines.iter().map(|line| line.to_text()).collect();
        assert_eq!(Ledger::parse(&written).lines, ledger.lines);
        if let Ok(schedule) = serde_json::from_str::<Schedule>(text) {
            occurrence::next(&schedule, None, now);
        }
    }
});
