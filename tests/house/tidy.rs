//! Habits that a reader relies on: each file says what it is for, and none grows without end.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the workspace is two folders up")
}

/// Longest a source file may be, in lines.
const LONGEST: usize = 500;

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "target" && name != "node_modules" && name != "built" {
                rust_files(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn ours() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["crates", "tests"] {
        rust_files(&workspace().join(folder), &mut found);
    }
    assert!(found.len() > 20, "the house has more files than {}", found.len());
    found
}

fn is_test(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains("/tests/")
        || text.ends_with("/tests.rs")
        || text.contains("/benches/")
        || text.contains("/fuzz/")
}

#[test]
fn every_file_says_first_what_it_is_for() {
    for path in ours().iter().filter(|path| !is_test(path)) {
        let text = std::fs::read_to_string(path).expect("our own files can be read");
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        assert!(
            first.starts_with("//!") || first.starts_with("#!["),
            "{} does not open with `//!`",
            path.display()
        );
    }
}

#[test]
fn no_file_grows_without_end() {
    let mut long: Vec<String> = Vec::new();
    for path in ours().iter().filter(|path| !is_test(path)) {
        let lines = std::fs::read_to_string(path).expect("our own files can be read").lines().count();
        if lines > LONGEST {
            long.push(format!("{} has {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "split by meaning: {long:#?}");
}

#[test]
fn unsafe_code_stands_in_one_reviewed_file() {
    let marker = concat!("un", "safe ");
    for path in ours() {
        let text = std::fs::read_to_string(&path).expect("our own files can be read");
        let uses = text.lines().any(|line| {
            let code = line.split("//").next().unwrap_or_default();
            code.contains(marker) && !code.contains('"')
        });
        assert!(!uses || path.ends_with("gazetteer/src/map.rs"), "{} uses unsafe code", path.display());
    }
}

#[test]
fn nothing_names_a_path_of_the_machine_it_was_made_on() {
    let marks = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];
    let mut files = ours();
    for name in [
        "README.md",
        "Cargo.toml",
        ".ci/run",
        "tests/run",
        "crates/README.md",
        "scrapers/README.md",
        "index-data/README.md",
    ] {
        files.push(workspace().join(name));
    }
    for path in files.iter().filter(|path| path.is_file()) {
        let text = std::fs::read_to_string(path).expect("our own files can be read");
        for mark in marks {
            assert!(!text.contains(mark), "{} names `{mark}`", path.display());
        }
    }
}
