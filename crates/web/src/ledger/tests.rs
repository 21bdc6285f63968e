use std::fs;

use super::append;

#[test]
fn a_line_after_one_that_was_cut_off_begins_on_its_own() {
    let cases = [
        (None, "one\n", "one\n"),
        (Some("zero\n"), "one\n", "zero\none\n"),
        (Some("zero\n{\"at\":\"20"), "one\n", "zero\n{\"at\":\"20\none\n"),
    ];
    for (before, added, expected) in cases {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("ledger/ledger.jsonl");
        if let Some(before) = before {
            fs::create_dir_all(folder.path().join("ledger")).expect("a folder");
            fs::write(&path, before).expect("a ledger");
        }
        append(&path, added).expect("there is room");
        assert_eq!(fs::read_to_string(&path).expect("a ledger"), expected);
    }
}
