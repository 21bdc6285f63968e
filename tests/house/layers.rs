//! Which crate may stand on which, and which outside crates each may bring in.
//!
//! A new arrow is a decision somebody made on purpose: change the table here and say why in the commit.

use std::collections::BTreeSet;

use crate::house::tidy::workspace;

struct Room {
    name: &'static str,
    ours: &'static [&'static str],
    /// Outside crates that no other room may use.
    owns: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room { name: "model", ours: &[], owns: &[] },
    Room { name: "gazetteer", ours: &["model"], owns: &["geo", "memmap2", "lonlat_bng"] },
    Room {
        name: "crawler",
        ours: &["model", "gazetteer"],
        owns: &[
            "reqwest",
            "rustls",
            "scraper",
            "calamine",
            "quick-xml",
            "ammonia",
            "feed-rs",
            "texting_robots",
            "phonenumber",
        ],
    },
    Room { name: "search", ours: &["model", "gazetteer"], owns: &["tantivy", "rstar"] },
    Room { name: "web", ours: &["model", "search"], owns: &["maud", "tower-http", "utoipa"] },
    Room {
        name: "cli",
        ours: &["model", "gazetteer", "crawler", "search", "web"],
        owns: &["clap", "anyhow", "tracing-subscriber"],
    },
];

/// Rooms in which asynchronous code is allowed.
const MAY_WAIT: &[&str] = &["crawler", "web", "cli"];

fn dependencies(room: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(workspace().join("crates").join(room).join("Cargo.toml"))
        .expect("every room has a Cargo.toml");
    let manifest: toml::Table = text.parse().expect("Cargo.toml is TOML");
    manifest
        .get("dependencies")
        .and_then(|d| d.as_table())
        .map(|d| d.keys().cloned().collect())
        .unwrap_or_default()
}

#[test]
fn every_crate_has_its_row() {
    let mut found: Vec<String> = std::fs::read_dir(workspace().join("crates"))
        .expect("there is a folder of crates")
        .filter_map(|entry| entry.ok().filter(|e| e.path().join("Cargo.toml").is_file()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut listed: Vec<&str> = ROOMS.iter().map(|room| room.name).collect();
    listed.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn arrows_between_our_crates_go_one_way() {
    for room in ROOMS {
        let used = dependencies(room.name);
        for other in ROOMS {
            if used.contains(other.name) {
                assert!(room.ours.contains(&other.name), "`{}` may not use `{}`", room.name, other.name);
            }
        }
    }
}

#[test]
fn each_heavy_outside_crate_has_one_owner() {
    for owner in ROOMS {
        for outside in owner.owns {
            assert!(
                dependencies(owner.name).contains(*outside),
                "`{}` no longer uses `{outside}`: renew the table",
                owner.name
            );
            for room in ROOMS.iter().filter(|room| room.name != owner.name) {
                assert!(
                    !dependencies(room.name).contains(*outside),
                    "`{outside}` belongs to `{}`, not to `{}`",
                    owner.name,
                    room.name
                );
            }
        }
    }
}

#[test]
fn only_the_crawler_the_web_and_the_door_wait() {
    for room in ROOMS.iter().filter(|room| !MAY_WAIT.contains(&room.name)) {
        for outside in ["tokio", "futures-util", "tokio-util", "hyper", "axum"] {
            assert!(!dependencies(room.name).contains(outside), "`{}` may not use `{outside}`", room.name);
        }
    }
}
