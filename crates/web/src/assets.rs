//! What the site serves beside its pages, taken into the program at build time under names that change
//! with their content, so that a browser may keep them for ever.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// One file.
#[derive(Debug)]
pub struct Asset {
    /// Its plain name: `site.css`.
    pub name: &'static str,
    /// Where it is served: its name with a digest of its content.
    pub path: &'static str,
    /// For the `Content-Type` header.
    pub content_type: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

/// All of them.
pub static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Where an asset is served. The names stand in our code; a test asks for each.
pub fn path(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("/assets/missing", |asset| asset.path)
}

/// The asset served at a path.
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// What a browser is to check an asset by before it trusts it, for the `integrity` attribute.
pub fn integrity(name: &str) -> &'static str {
    static ALL: LazyLock<BTreeMap<&str, String>> =
        LazyLock::new(|| ASSETS.iter().map(|asset| (asset.name, integrity_of(asset.bytes))).collect());
    ALL.get(name).map_or("", String::as_str)
}

/// The `integrity` of a file: `sha256-` and its digest in base 64.
pub fn integrity_of(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::from("sha256-");
    for three in Sha256::digest(bytes).chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > three.len() { '=' } else { sign as char });
        }
    }
    out
}
