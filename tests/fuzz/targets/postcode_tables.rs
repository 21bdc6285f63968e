//! Tables of postcodes as somebody else might publish them: every row is counted, none ends the program.
#![no_main]

use gazetteer::build::official::{ByLicence, read_code_point, read_postcode_directory};
use gazetteer::build::postcodes::PostcodeTable;
use gazetteer::build::tables;
use gazetteer::notes::FileNotes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((kind, table)) = input.split_first() else { return };
    let mut gathered = PostcodeTable::default();
    let tally = match kind % 4 {
        0 => tables::read_live(table, &mut gathered),
        1 => tables::read_terminated(table, &mut gathered),
        2 => read_code_point(table, &mut gathered),
        _ => {
            let mut both = ByLicence::default();
            let tally = read_postcode_directory(table, &mut both);
            gathered = both.great_britain;
            tally
        }
    };
    if let Ok(tally) = tally {
        assert_eq!(tally.rows, tally.live + tally.terminated + tally.without_coordinates + tally.unreadable);
    }
    gathered.write(&FileNotes::default(), &mut std::io::sink()).unwrap();
});
