//! Which pairs are worth comparing: records that share one of several cheap keys.
//!
//! A key that few share is compared all against all. A key that many share (a chain's number, a hall's
//! postcode) is not compared at all by itself; the finer keys made of two things are there for that. So
//! the number of pairs grows with the number of records and not with its square.

use super::features::{Features, digest, mix};
use super::names;

/// The kinds of key, each with the most records that may share one and still be compared all with all.
#[derive(Debug, Clone, Copy)]
enum Key {
    Number = 1,
    NumberAndPostcode,
    NumberAndName,
    Uprn,
    Phone,
    PhoneAndName,
    PhoneAndPostcode,
    Email,
    EmailAndName,
    Page,
    SiteAndName,
    SiteAndPostcode,
    PostcodeAndWord,
    Postcode,
    NameAndSquare,
    NameAndSector,
    Name,
    RecordUrl,
    OrganisationAndPostcode,
    Repeat,
    WordAndSpot,
}

/// The most records sharing one key that are compared all with all.
fn most(key: u64) -> usize {
    const SMALL: [Key; 6] = [Key::Number, Key::Phone, Key::Email, Key::Postcode, Key::Name, Key::Uprn];
    if SMALL.iter().any(|small| *small as u64 == key & 31) { 24 } else { 60 }
}

/// Records beyond the most are still compared with this many neighbours in the order of their identifiers.
const NEIGHBOURS: usize = 4;

/// Pairs worth comparing, the smaller position first, sorted, each once.
pub fn pairs(features: &[&Features]) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(features.len() * 8);
    for (position, of) in features.iter().enumerate() {
        keys(of, |key| keyed.push((key, position as u32)));
    }
    keyed.sort_unstable();
    keyed.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(features.len() * 4);
    let mut tidy_at = 1 << 24;
    for block in keyed.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
        let reach = if block.len() <= most(block[0].0) { block.len() } else { NEIGHBOURS };
        for (index, (_, a)) in block.iter().enumerate() {
            pairs.extend(block[index + 1..].iter().take(reach).map(|(_, b)| (*a, *b)));
        }
        if pairs.len() > tidy_at {
            tidy(&mut pairs);
            // Twice what is left: were it sorted again while most are single, a block at a time, it would never end.
            tidy_at = tidy_at.max(2 * pairs.len());
        }
    }
    drop(keyed);
    tidy(&mut pairs);
    pairs
}

fn tidy(pairs: &mut Vec<(u32, u32)>) {
    pairs.sort_unstable();
    pairs.dedup();
}

/// Calls `give` with each key of a record. The lowest five bits of a key are its kind.
fn keys(of: &Features, mut give: impl FnMut(u64)) {
    let mut key = |kind: Key, a: u64, b: u64| {
        give(mix(a ^ mix(b.wrapping_add(kind as u64))) & !31 | kind as u64);
    };
    let name = of.name_key;
    for number in &of.numbers {
        key(Key::Number, *number, 0);
        key(Key::NumberAndName, *number, name);
        of.places.iter().for_each(|place| key(Key::NumberAndPostcode, *number, place.postcode));
    }
    for phone in &of.phones {
        key(Key::Phone, *phone, 0);
        key(Key::PhoneAndName, *phone, name);
        of.places.iter().for_each(|place| key(Key::PhoneAndPostcode, *phone, place.postcode));
    }
    for email in &of.emails {
        key(Key::Email, *email, 0);
        key(Key::EmailAndName, *email, name);
    }
    if of.page != 0 {
        key(Key::Page, of.page, 0);
    }
    if of.record_url != 0 {
        key(Key::RecordUrl, of.record_url, 0);
        key(Key::Page, of.record_url, 0);
    }
    if of.site != 0 {
        key(Key::SiteAndName, of.site, name);
    }
    if of.renamed || of.repeat > 0 {
        key(Key::Repeat, digest(&[of.source.as_str()]), name);
    }
    key(Key::Name, name, 0);
    for place in &of.places {
        if place.uprn != 0 {
            key(Key::Uprn, mix(place.uprn), 0);
        }
        if place.postcode != 0 {
            key(Key::Postcode, place.postcode, 0);
            key(Key::NameAndSector, name, place.sector);
            if of.site != 0 {
                key(Key::SiteAndPostcode, of.site, place.postcode);
            }
            if !of.organisation.is_empty() {
                key(Key::OrganisationAndPostcode, digest(&[&of.organisation]), place.postcode);
            }
            for word in
                of.names.iter().flat_map(|name| name.split(' ')).filter(|word| !names::is_generic(word))
            {
                key(Key::PostcodeAndWord, digest(&[word]), place.postcode);
            }
        }
        if place.point.0.is_finite() {
            for square in squares(place.point, 1.0) {
                key(Key::NameAndSquare, name, square);
            }
            for spot in squares(place.point, 6.0) {
                for word in telling_words(of) {
                    key(Key::WordAndSpot, word, spot);
                }
            }
        }
    }
}

/// The words of a name by which it may be found under a longer or shorter one.
fn telling_words(of: &Features) -> impl Iterator<Item = u64> {
    of.name()
        .split(' ')
        .filter(|word| word.len() > 3 && !names::is_generic(word))
        .take(3)
        .map(|word| digest(&[word]))
}

/// Squares of about two kilometres, or so many times finer; each point lies in two that overlap, so that
/// neighbours across an edge meet in the other.
fn squares((latitude, longitude): (f32, f32), finer: f32) -> [u64; 2] {
    let square = |shift: f32| {
        let north = (latitude * 50.0 * finer + shift).floor() as i64;
        let east = (longitude * 30.0 * finer + shift).floor() as i64;
        mix((north as u64) << 32 ^ east as u64 & 0xFFFF_FFFF ^ if shift > 0.0 { 1 << 63 } else { 0 })
    };
    [square(0.0), square(0.5)]
}
