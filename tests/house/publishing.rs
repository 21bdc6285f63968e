//! An index is published whole or not at all, and a bad one never answers.

use std::path::{Path, PathBuf};

use crate::house::town::{Server, indexes, own_town, run, succeed, wait_until};

fn current(built: &Path) -> String {
    std::fs::read_to_string(indexes(built).join("current")).expect("one answers").trim().to_owned()
}

fn files_of(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("an index can be listed").flatten() {
        if entry.path().is_dir() { files_of(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

#[test]
fn a_newer_index_is_taken_over_without_a_failed_request() {
    let built = own_town();
    let server = Server::start(built.path());
    let before = current(built.path());
    succeed(built.path(), &["index"]);
    assert_ne!(current(built.path()), before);
    let log = std::sync::Arc::clone(&server.log);
    wait_until("the server took over", || {
        assert_eq!(server.get("/search?q=choir").0, 200);
        log.lock().is_ok_and(|log| log.contains("took over the index"))
    });
    succeed(built.path(), &["index", "rollback"]);
    assert_eq!(current(built.path()), before);
}

#[test]
fn an_index_with_any_file_cut_short_changed_or_gone_is_refused_by_name() {
    let built = own_town();
    let id = current(built.path());
    let folder = indexes(built.path()).join(&id);
    let mut files = Vec::new();
    files_of(&folder, &mut files);
    assert!(files.len() >= 5, "{files:?}");
    let is_sealed = |path: &&PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // The text engine's own note of its files is not needed to open them.
        name != "manifest.json" && !name.starts_with('.')
    };
    for path in files.iter().filter(is_sealed) {
        let whole = std::fs::read(path).expect("a file of the index can be read");
        if whole.is_empty() {
            continue;
        }
        let mut flipped = whole.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 0x40;
        for broken in [Some(flipped), Some(whole[..whole.len() - 1].to_vec()), None] {
            match &broken {
                Some(bytes) => std::fs::write(path, bytes).expect("a file of the index can be written"),
                None => std::fs::remove_file(path).expect("a file of the index can be removed"),
            }
            let output = run(built.path(), &["index", "check"]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            assert!(!output.status.success() && said.contains(&name), "{name}: {said}");
            std::fs::write(path, &whole).expect("a file of the index can be written");
        }
    }
    succeed(built.path(), &["index", "check"]);
}

#[test]
fn a_damaged_index_gives_way_to_the_one_before() {
    let built = own_town();
    let good = current(built.path());
    succeed(built.path(), &["index"]);
    let newer = indexes(built.path()).join(current(built.path()));
    let mut files = Vec::new();
    files_of(&newer, &mut files);
    let largest = files
        .iter()
        .max_by_key(|path| path.metadata().map(|data| data.len()).unwrap_or(0))
        .expect("it has files");
    std::fs::remove_file(largest).expect("a file can be removed");
    let server = Server::start(built.path());
    assert!(server.log.lock().expect("the log").contains("does not open"));
    assert_eq!(server.get("/search?q=choir+near+SK4+3AA").0, 200);
    let _ = good;
}

#[test]
fn a_second_builder_is_told_to_wait() {
    let built = own_town();
    let lock = std::fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(indexes(built.path()).join(".lock"))
        .expect("the lock file");
    lock.lock().expect("nobody else builds");
    let output = run(built.path(), &["index"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("another process"), "{said}");
}

#[test]
fn a_takedown_hides_a_record_in_a_running_server() {
    let built = own_town();
    let server = Server::start(built.path());
    let answer = server.json("/api/search?q=mens+shed+near+SK4+3AA");
    let id = answer["lanes"][0]["services"][0]["id"].as_str().expect("the shed is found").to_owned();
    succeed(built.path(), &["takedown", &id, "--reason", "asked by its owner"]);
    wait_until("the shed is hidden", || {
        !server.json("/api/search?q=mens+shed+near+SK4+3AA")["lanes"].to_string().contains(&id)
    });
    assert_ne!(server.get(&format!("/service/{id}")).0, 200);
    succeed(built.path(), &["crawl"]);
    succeed(built.path(), &["index"]);
    let answer = server.json("/api/search?q=mens+shed+near+SK4+3AA");
    assert!(!answer["lanes"].to_string().contains("Ambleford Men's Shed"), "it never comes back: {answer:#}");
}

#[test]
fn a_byte_that_flips_in_the_middle_is_found_behind_the_answers_and_the_index_before_answers() {
    let built = own_town();
    let good = current(built.path());
    succeed(built.path(), &["index"]);
    let newer = current(built.path());
    let path = indexes(built.path()).join(&newer).join("dictionary.fst");
    let mut bytes = std::fs::read(&path).expect("a file of the index can be read");
    // Opening looks at 4 KiB at each end.
    assert!(bytes.len() > 2 * 4096 + 100, "{} bytes", bytes.len());
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    std::fs::write(&path, bytes).expect("a file of the index can be written");
    let server = Server::start(built.path());
    let log = std::sync::Arc::clone(&server.log);
    wait_until("the damage is found and the index before answers", || {
        assert_eq!(server.get("/readyz").0, 200);
        log.lock().is_ok_and(|log| log.contains("is damaged") && log.contains("took over"))
    });
    let log = log.lock().expect("the log").clone();
    assert!(log.contains("dictionary.fst"), "the file is named:\n{log}");
    let listed = succeed(built.path(), &["index", "list"]);
    assert!(listed.contains(&format!("{newer}  refused")), "{listed}");
    assert_eq!(server.get("/search?q=choir+near+SK4+3AA").0, 200);
    assert_ne!(good, newer);
}
