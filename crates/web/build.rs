//! Prepares what the site serves: the used parts of the design system, the map library, our own files.
//!
//! The design system and the map library come from npm, pinned by `package-lock.json`, taken in once and
//! never committed. A packager without a network points `FINGERPOST_ASSETS` at a folder that holds them
//! (`nhsuk-frontend/` and `leaflet/`, as in `node_modules`).

#[path = "build/styles.rs"]
mod styles;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    for input in ["assets", "build", "src", "package-lock.json"] {
        println!("cargo:rerun-if-changed={input}");
    }
    println!("cargo:rerun-if-env-changed=FINGERPOST_ASSETS");
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the output folder"));
    let packages = packages(&here);

    let design = read(&packages.join("nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css"));
    let mut used = BTreeSet::new();
    visit(&here.join("src"), "rs", &mut |text| used.extend(styles::classes_in(text, "nhsuk-")));
    let ours = styles::tightened(&read(&here.join("assets/site.css")));
    let site = format!("{}{ours}", styles::in_use(&design, &used));

    let mut table = String::from("&[\n");
    let mut add = |name: &str, content: &[u8]| {
        let (stem, extension) = name.rsplit_once('.').expect("an asset has an extension");
        let hash = digest(content);
        fs::write(out.join(name), content).expect("the output folder can be written");
        table.push_str(&format!(
            "Asset {{ name: {name:?}, path: \"/assets/{stem}-{hash:016x}.{extension}\", content_type: {:?}, \
             bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")) }},\n",
            content_type(extension)
        ));
    };
    add("site.css", site.as_bytes());
    for name in ["site.js", "desk.js", "map.js", "map.css", "icon.svg", "base-map.json"] {
        add(name, read(&here.join("assets").join(name)).as_bytes());
    }
    add("leaflet.css", read(&packages.join("leaflet/dist/leaflet.css")).as_bytes());
    add("leaflet.js", read(&packages.join("leaflet/dist/leaflet.js")).as_bytes());
    table.push(']');
    fs::write(out.join("assets.rs"), table).expect("the output folder can be written");
}

/// The folder of the packages: handed over, there already, or fetched now.
fn packages(here: &Path) -> PathBuf {
    if let Some(folder) = env::var_os("FINGERPOST_ASSETS") {
        let folder = PathBuf::from(folder);
        assert!(
            folder.join("nhsuk-frontend").is_dir() && folder.join("leaflet").is_dir(),
            "FINGERPOST_ASSETS is `{}`, which has no folders `nhsuk-frontend` and `leaflet`",
            folder.display()
        );
        return folder;
    }
    let folder = here.join("node_modules");
    if folder.join("nhsuk-frontend").is_dir() && folder.join("leaflet").is_dir() {
        return folder;
    }
    println!("cargo:warning=fetching the design system once, with `npm ci` in crates/web");
    let fetched = Command::new("npm").arg("ci").current_dir(here).output();
    match fetched {
        Ok(output) if output.status.success() => folder,
        Ok(output) => panic!(
            "`npm ci` in crates/web failed; the site's style sheet comes from npm, once.\n\
             Without a network, set FINGERPOST_ASSETS to a folder holding `nhsuk-frontend` and `leaflet`.\n{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => panic!(
            "could not run `npm` ({error}); the site's style sheet comes from npm, once: install Node.js \
             (`apt-get install npm`), or set FINGERPOST_ASSETS to a folder holding `nhsuk-frontend` and `leaflet`"
        ),
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("could not read `{}`: {error}", path.display()))
}

fn visit(folder: &Path, extension: &str, seen: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(folder).expect("the sources can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            visit(&path, extension, seen);
        } else if path.extension().is_some_and(|e| e == extension) {
            seen(&read(&path));
        }
    }
}

/// FNV-1a: enough to tell two versions of one file apart.
fn digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        other => panic!("no content type for `.{other}`"),
    }
}
