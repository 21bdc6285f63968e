//! Any bytes, for a short while: the bodies of the fuzz targets, fed with changed seeds.
//!
//! `FINGERPOST_FUZZ_SECONDS` says how long in all; without it a few seconds. Every case that was once found
//! stands among the seeds, and each seed is tried as it is, each time.

use std::time::{Duration, Instant};

use crate::house::tidy::workspace;

#[path = "../fuzz/bodies.rs"]
mod bodies;

/// Bytes that mean something to one reader or another.
const TOKENS: [&[u8]; 24] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\n",
    b"\r\n",
    b"&",
    b"=",
    b"%",
    b"+",
    b"<",
    b">",
    b"\0",
    b"\xff",
    b" near ",
    b" not ",
    b"SK4 3AA",
    b"99999999999",
    b"-1",
    b"1e309",
    b"\xe2\x80\xae",
];

/// Longest input, as under the fuzzer.
const LONGEST: usize = 4096;

/// Longest time an input may take.
const LONGEST_TIME: Duration = Duration::from_secs(5);

struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = workspace().join("tests/fuzz/seeds").join(name);
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| std::fs::read(path).expect("a seed can be read");
    files.iter().map(read).collect()
}

fn changed(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            2 => drop(bytes.splice(at..at, TOKENS[chance.below(TOKENS.len())].iter().copied())),
            3 => bytes.truncate(at),
            4 => {
                let end = (at + chance.below(40)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
            5 => {
                let end = (at + chance.below(80)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, part));
            }
            _ => {
                let other = &seeds[chance.below(seeds.len())];
                let from = chance.below(other.len() + 1);
                drop(bytes.splice(at.., other[from..].iter().copied()));
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

#[test]
fn any_bytes_are_read_or_refused() {
    let seconds = std::env::var("FINGERPOST_FUZZ_SECONDS").ok().and_then(|text| text.parse::<f64>().ok());
    let each = Duration::from_secs_f64(seconds.unwrap_or(4.0) / bodies::BODIES.len() as f64);
    for (name, body) in bodies::BODIES {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "`{name}` has seeds");
        // What it takes to get ready is none of an input's time.
        body(b"");
        let try_it = |input: &[u8]| {
            // A machine may stand still for a while; it does not do so three times for one input.
            let is_quick = (0..3).any(|_| {
                let began = Instant::now();
                let outcome = std::panic::catch_unwind(|| body(input));
                assert!(outcome.is_ok(), "{name} panicked, bytes {input:?}");
                began.elapsed() < LONGEST_TIME
            });
            assert!(is_quick, "{name} takes too long, bytes {input:?}");
        };
        seeds.iter().for_each(|seed| try_it(seed));
        let (began, mut chance, mut runs) = (Instant::now(), Chance(7), 0_u64);
        while began.elapsed() < each {
            try_it(&changed(&seeds, &mut chance));
            runs += 1;
        }
        println!("{name}: {runs} inputs in {:.1} s", each.as_secs_f64());
        assert!(runs > 3, "`{name}` was hardly tried");
    }
}
