//! Anything typed as a postcode: never falls over, and what is read reads the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::postcode::{Postcode, outcode_readings, parse_outcode, parse_sector, sector_readings};

fuzz_target!(|typed: &str| {
    let readings = Postcode::readings(typed);
    assert!(readings.len() <= 2);
    assert_eq!(readings.first().copied(), Postcode::parse(typed));
    for postcode in readings {
        assert_eq!(Postcode::parse(postcode.as_str()), Some(postcode));
        assert!(postcode.sector().starts_with(postcode.outcode()));
        assert_eq!(parse_outcode(postcode.outcode()).as_deref(), Some(postcode.outcode()));
        assert_eq!(parse_sector(postcode.sector()).as_deref(), Some(postcode.sector()));
    }
    for outcode in outcode_readings(typed) {
        assert!(outcode_readings(&outcode).contains(&outcode), "{outcode}");
    }
    for sector in sector_readings(typed) {
        assert!(sector_readings(&sector).contains(&sector), "{sector}");
    }
});
