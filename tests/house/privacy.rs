//! What a person asks for never reaches a log, a metric or a file.

use std::path::Path;

use crate::house::town::{Server, fingerpost, own_town, wait_until};

/// Words that stand nowhere else.
const SEEDS: [&str; 4] = ["zyxquandle", "brillowhatnot", "EH8 9YL", "eh89yl"];

fn files_with(folder: &Path, seed: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            files_with(&entry.path(), seed, found);
        } else if let Ok(bytes) = std::fs::read(entry.path()) {
            let holds = bytes.windows(seed.len()).any(|window| window.eq_ignore_ascii_case(seed.as_bytes()));
            if holds {
                found.push(entry.path().display().to_string());
            }
        }
    }
}

#[test]
fn t15_what_a_person_asks_for_is_nowhere_afterwards() {
    let built = own_town();
    let mut command = fingerpost(built.path(), &["serve", "--listen", "127.0.0.1:0"]);
    command.env("FINGERPOST_LOG", "debug");
    let server = Server::start_with(command);
    for path in [
        "/search?q=zyxquandle+near+EH8+9YL",
        "/api/search?q=brillowhatnot+near+eh89yl",
        "/api/suggest?q=zyxquandle",
        "/desk?q=brillowhatnot+EH8+9YL",
        "/nothing/zyxquandle",
    ] {
        server.get(path);
    }
    let (_, _, metrics) = server.get("/metrics");
    let log = std::sync::Arc::clone(&server.log);
    wait_until("the log has its lines", || log.lock().is_ok_and(|log| log.contains("/api/search")));
    server.stop();
    let log = log.lock().expect("no test panicked with the log").clone();
    for seed in SEEDS {
        assert!(!log.to_lowercase().contains(&seed.to_lowercase()), "the log holds `{seed}`:\n{log}");
        assert!(!metrics.to_lowercase().contains(&seed.to_lowercase()), "a metric holds `{seed}`");
        assert!(!log.contains("127.0.0.1:") || !log.contains("peer"), "the log names who asked");
    }
    for seed in ["zyxquandle", "brillowhatnot"] {
        let mut found = Vec::new();
        files_with(built.path(), seed, &mut found);
        assert!(found.is_empty(), "`{seed}` stands in {found:?}");
    }
}
