use super::{Refusal, Shelf, is_a_name};

#[test]
fn a_name_cannot_lead_out_of_the_shelf() {
    for (name, good) in
        [("20261122-1", true), ("..", false), ("a/b", false), (".hidden", false), ("", false), ("a b", false)]
    {
        assert_eq!(is_a_name(name), good, "{name}");
    }
}

#[test]
fn the_current_name_is_replaced_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shelf = Shelf::at(folder.path());
    assert_eq!(shelf.current(), None);
    shelf.replace("current", "one").expect("it can be written");
    shelf.replace("current", "two").expect("it can be written");
    assert_eq!(shelf.current().as_deref(), Some("two"));
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 1, "nothing is left aside");
}

#[test]
fn only_one_builder_at_a_time() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shelf = Shelf::at(folder.path());
    let hold = shelf.hold().expect("nobody else builds");
    assert!(matches!(shelf.hold(), Err(Refusal::Busy(_))));
    drop(hold);
    assert!(shelf.hold().is_ok());
}

#[test]
fn a_refused_index_stays_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shelf = Shelf::at(folder.path());
    shelf.refuse("bad", "a byte was flipped").expect("it can be written");
    assert_eq!(shelf.refused("bad").as_deref().map(str::trim), Some("a byte was flipped"));
}

#[test]
fn what_a_killed_builder_left_is_swept_away_and_nothing_that_answers_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shelf = Shelf::at(folder.path());
    let file = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        std::fs::write(path, "x").expect("a file");
    };
    for name in ["good/manifest.json", "half/words.bin", "unpublished-1/manifest.json", ".current.99"] {
        file(name);
    }
    for name in ["unpublished-2/manifest.json", ".lock", "unpublished-1.refused", "history"] {
        file(name);
    }
    shelf.append("history", "good").expect("it can be written");
    shelf.replace("current", "good").expect("it can be written");
    shelf.sweep();
    let mut left: Vec<String> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, [".lock", "current", "good", "history", "unpublished-2"]);
}
