use super::{ASSETS, integrity, integrity_of};

#[test]
fn a_digest_is_as_a_browser_computes_it() {
    assert_eq!(integrity_of(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_eq!(integrity_of(b"Ambleford"), "sha256-jieP9MAjkpJxuzmjPXRpu0umCy80FRCwR0AbPk4k+Vo=");
}

#[test]
fn every_asset_has_one_and_none_is_alike() {
    let mut digests: Vec<&str> = ASSETS.iter().map(|asset| integrity(asset.name)).collect();
    digests.sort_unstable();
    digests.dedup();
    assert_eq!(digests.len(), ASSETS.len());
    assert!(digests.iter().all(|digest| digest.len() == 51));
}
