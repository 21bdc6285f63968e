//! What the site serves beside its pages, taken into the program at build time under names that change
//! with their content, so that a browser may keep them for ever.

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
