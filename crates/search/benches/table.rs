//! The table of `fingerpost bench`, without the rest of the program: `BENCH_SERVICES=1000000`,
//! `BENCH_FOLDER`, `BENCH_PLAIN=1`, `BENCH_EXPORT=1`. Without `BENCH_SERVICES` it measures nothing.

use std::path::PathBuf;
use std::sync::Arc;

use gazetteer::Gazetteer;
use model::vocabulary::Vocabulary;
use search::measure::{Settings, run};

fn main() {
    let is_set = |name: &str| std::env::var_os(name).is_some();
    let Some(services) = std::env::var("BENCH_SERVICES").ok().and_then(|text| text.parse().ok()) else {
        println!("skipped: BENCH_SERVICES is not set");
        return;
    };
    let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../index-data"));
    let folder = std::env::var_os("BENCH_FOLDER").map_or_else(|| data.join("built/bench"), PathBuf::from);
    let settings = Settings {
        folder,
        services,
        seed: 1,
        questions: 600,
        with_plain: is_set("BENCH_PLAIN"),
        with_export: is_set("BENCH_EXPORT"),
    };
    let gazetteer = Gazetteer::open(&data.join("gazetteer")).expect("the gazetteer ships with the project");
    let measured =
        run(&settings, Arc::new(gazetteer), Arc::new(vocabulary(&data)), &mut |line| println!("{line}"));
    measured.expect("everything that is measured can be made");
}

fn vocabulary(data: &std::path::Path) -> Vocabulary {
    let mut files: Vec<(String, String)> = std::fs::read_dir(data.join("vocabulary"))
        .expect("the vocabulary ships with the project")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "txt"))
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).ok()?;
            Some((entry.file_name().to_string_lossy().into_owned(), text))
        })
        .collect();
    files.sort();
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("the vocabulary parses")
}
