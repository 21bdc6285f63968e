//! What is kept of each record in memory while the rest lies in the spill: the few hundred bytes by which
//! records are compared.

use std::hash::Hasher;

use model::identifier::{ServiceId, SourceId};
use model::place::{Location, Precision, ServiceArea};
use model::postcode::Postcode;
use model::schedule::Recurrence;
use model::service::{Nature, Service};

use super::names;

/// A record as it is compared.
#[derive(Debug, Clone)]
pub struct Features {
    /// The identifier it has by itself.
    pub id: ServiceId,
    /// Its source.
    pub source: SourceId,
    /// Its id there.
    pub record: Box<str>,
    /// Front-line, umbrella or register entry.
    pub nature: Nature,
    /// Its folded name, then the other names it goes by.
    pub names: Box<[Box<str>]>,
    /// What stands in brackets in its name, folded.
    pub aside: Box<str>,
    /// Digest of the words of its name in any order.
    pub name_key: u64,
    /// The folded name of its organisation; empty when not stated.
    pub organisation: Box<str>,
    /// Digests of registered numbers.
    pub numbers: Box<[u64]>,
    /// Where it is.
    pub places: Box<[Place]>,
    /// Digests of telephone numbers.
    pub phones: Box<[u64]>,
    /// Digests of e-mail addresses.
    pub emails: Box<[u64]>,
    /// Digest of its web page with its path; 0 for none, or for the front page of a site.
    pub page: u64,
    /// Digest of the site its page is on; 0 for none, or for a site that hosts everybody.
    pub site: u64,
    /// Digest of the record's own address; 0 for none.
    pub record_url: u64,
    /// Regular days with the hour they start, 255 for not stated.
    pub sessions: Box<[(u8, u8)]>,
    /// Digests of the kinds it has (odd), and of the kinds above those (even).
    pub kinds: Box<[u64]>,
    /// Digests of the local authorities it is in, is run from or serves.
    pub authorities: Box<[u32]>,
    /// Whether a takedown covers it.
    pub hidden: bool,
    /// Its place among records of the same source and id.
    pub repeat: u32,
    /// Whether another record of its source has its id but another name.
    pub renamed: bool,
}

/// One place as it is compared.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Digest of the postcode, 0 for none.
    pub postcode: u64,
    /// Digest of the postcode's sector, 0 for none.
    pub sector: u64,
    /// Degrees north and east; not a number for none.
    pub point: (f32, f32),
    /// Unique Property Reference Number, 0 for none.
    pub uprn: u64,
    /// Digest of house number and street, 0 for none.
    pub door: u64,
    /// The first and the last house number, 0 for none.
    pub numbers: (u16, u16),
    /// Digests of the first words of the address, 0 for none.
    pub street: [u32; 8],
}

impl Features {
    /// What is compared of a record.
    pub fn of(service: &Service) -> Features {
        let first = service.records.first();
        let (name, aside) = names::without_asides(&service.name);
        let name = names::fold(&name);
        let organisation = service.organisation.as_ref();
        let page = service.contact.website.as_deref().or(organisation.and_then(|o| o.website.as_deref()));
        let (page, site) = page.map_or((0, 0), page_and_site);
        let mut all_names: Vec<Box<str>> = vec![name.as_str().into()];
        let others = service.alternate_names.iter().take(3);
        all_names.extend(others.map(|other| names::fold(&names::without_asides(other).0).into()));
        Features {
            id: service.id,
            source: first.map_or_else(unknown_source, |record| record.source.clone()),
            record: first.map_or("", |record| record.record.as_str()).into(),
            nature: service.nature,
            name_key: digest(&[&names::sorted_words(&name)]),
            names: all_names.into(),
            aside: names::fold(&aside).into(),
            organisation: organisation.map(|o| names::fold(&o.name)).unwrap_or_default().into(),
            numbers: organisation
                .map_or_else(Vec::new, |o| o.identifiers.iter().filter_map(number).collect())
                .into(),
            places: service.locations.iter().take(24).flat_map(places).collect(),
            phones: service.contact.phones.iter().map(|phone| telephone(&phone.number)).collect(),
            emails: service
                .contact
                .emails
                .iter()
                .filter(|email| !email.starts_with("withheld@"))
                .map(|email| digest(&[email]))
                .collect(),
            page,
            site,
            record_url: first.and_then(|record| record.url.as_deref()).map_or(0, |url| page_and_site(url).0),
            sessions: sessions(service),
            kinds: kinds(service),
            authorities: authorities(service),
            hidden: false,
            repeat: 0,
            renamed: false,
        }
    }

    /// The folded name.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", |name| name)
    }

    /// Whether the word stands in one of its first addresses.
    pub fn address_holds(&self, word: &str) -> bool {
        let word = digest(&[word]) as u32;
        self.places.iter().take(4).any(|place| place.street.contains(&word))
    }

    /// The new identifier and record of a record that was told apart.
    pub fn rename(&self) -> Option<(ServiceId, String)> {
        self.renamed.then(|| (self.id, self.record.to_string()))
    }
}

/// Tells records apart that one source gave the same id: what differs in name or postcode is another
/// thing, and gets an identifier of its own; the rest is the same record twice.
#[derive(Debug, Default)]
pub struct Repeats {
    seen: Vec<(u64, u64)>,
}

impl Repeats {
    /// Call for each record of one identifier, in a fixed order.
    pub fn tell_apart(&mut self, features: &mut Features) {
        let key = (features.name_key, features.places.first().map_or(0, |place| place.postcode));
        features.repeat = self.seen.len() as u32;
        if !self.seen.is_empty() && !self.seen.contains(&key) {
            let told = format!("{}~{:08x}", features.record, (key.0 ^ key.1.rotate_left(7)) as u32);
            features.id = ServiceId::new(&features.source, &told);
            features.record = told.into();
            features.renamed = true;
        } else if let Some(first) = self.seen.iter().position(|seen| *seen == key)
            && first > 0
        {
            let told = format!("{}~{:08x}", features.record, (key.0 ^ key.1.rotate_left(7)) as u32);
            features.id = ServiceId::new(&features.source, &told);
            features.record = told.into();
            features.renamed = true;
        }
        self.seen.push(key);
    }
}

fn unknown_source() -> SourceId {
    SourceId::parse("unknown").expect("`unknown` is kebab-case")
}

/// A digest of texts that is the same on every machine and in every run. Never 0.
pub fn digest(parts: &[&str]) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0x1f);
    }
    hasher.finish() | 1
}

/// FNV-1a with a closing mix: `std`'s hasher does not promise the same digests in the next version.
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        mix(self.0)
    }
}

/// Spreads the bits of a number, so that sums and parts of it are as good as new.
pub fn mix(value: u64) -> u64 {
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

/// The second bit of a telephone number's digest.
const WITHOUT_PLACE: u64 = 2;

/// Digest of a telephone number that remembers whether the number belongs to a place.
fn telephone(number: &str) -> u64 {
    let is_without = number.starts_with("+443") || number.starts_with("+448");
    digest(&[number]) & !WITHOUT_PLACE | if is_without { WITHOUT_PLACE } else { 0 }
}

/// Whether the digest is of a number that belongs to no place.
pub fn is_without_place(telephone: u64) -> bool {
    telephone & WITHOUT_PLACE != 0
}

fn number((scheme, number): &(String, String)) -> Option<u64> {
    let bare = number.trim_start_matches('0');
    // The last byte tells the register.
    (!bare.is_empty() && !scheme.is_empty()).then(|| digest(&[scheme, bare]) & !255 | digest(&[scheme]) & 255)
}

/// The place, and once more with the postcode its address ends on, where that is another: lists that put a
/// head office into the column for postcodes have the right one in the address.
fn places(location: &Location) -> impl Iterator<Item = Place> {
    let first = place(location);
    let written = location.address.as_deref().and_then(postcode_in);
    let other = written.filter(|_| location.postcode.is_some() && written != location.postcode);
    let second = other.map(|postcode| Place {
        postcode: digest(&[postcode.as_str()]),
        sector: digest(&[postcode.sector()]),
        point: (f32::NAN, f32::NAN),
        ..first
    });
    std::iter::once(first).chain(second)
}

/// The first postcode written in an address.
fn postcode_in(address: &str) -> Option<Postcode> {
    let is_inward = |word: &str| {
        let letters = word.as_bytes();
        letters.len() == 3 && letters[0].is_ascii_digit() && letters[1..].iter().all(u8::is_ascii_alphabetic)
    };
    let words = || address.split([' ', ',']).filter(|word| !word.is_empty());
    let mut pairs = words().zip(words().skip(1)).filter(|(_, inward)| is_inward(inward));
    pairs.find_map(|(outward, inward)| Postcode::parse(&format!("{outward} {inward}")))
}

fn place(location: &Location) -> Place {
    let postcode = location.postcode.as_ref();
    let point =
        location.located.as_ref().filter(|located| located.precision <= Precision::TerminatedPostcode);
    let (door, numbers) = location.address.as_deref().map_or((0, (0, 0)), door);
    Place {
        postcode: postcode.map_or(0, |postcode| digest(&[postcode.as_str()])),
        sector: postcode.map_or(0, |postcode| digest(&[postcode.sector()])),
        point: point.map_or((f32::NAN, f32::NAN), |l| (l.point.latitude as f32, l.point.longitude as f32)),
        uprn: location.uprn.unwrap_or(0),
        door,
        numbers,
        street: location.address.as_deref().map_or([0; 8], street),
    }
}

/// House number and the word after it (`12 High` of "Unit 3, 12 High Street, Ambleford"), and the house
/// numbers: of "27-31 Mill Lane" all from the first to the last.
fn door(address: &str) -> (u64, (u16, u16)) {
    let folded = address.to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric() && !"-–/".contains(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &str| word.as_bytes()[0].is_ascii_digit() && word.len() <= 9;
    let Some(at) = words.windows(2).position(|pair| is_number(pair[0]) && !is_number(pair[1])) else {
        return (0, (0, 0));
    };
    let mut numbers = words[at].split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
    let first: u16 = numbers.next().unwrap_or(0);
    let last = numbers.next_back().filter(|last| (first..first.saturating_add(40)).contains(last));
    // "1 The Green": a short word alone names no street.
    let is_short = words[at + 1].len() < 4;
    let street = words[at + 1..words.len().min(at + if is_short { 3 } else { 2 })].join(" ");
    (digest(&[&first.to_string(), &street]), (first, last.unwrap_or(first)))
}

/// The first words of an address that are neither numbers nor very short.
fn street(address: &str) -> [u32; 8] {
    let folded = names::fold(address);
    let words = folded.split(' ').filter(|word| word.len() > 2 && !word.as_bytes()[0].is_ascii_digit());
    let mut street = [0; 8];
    for (slot, word) in street.iter_mut().zip(words) {
        *slot = digest(&[word]) as u32;
    }
    street
}

/// Sites on which anybody has a page: being on one together says nothing.
const HOSTS: [&str; 16] = [
    "facebook.com",
    "fb.com",
    "twitter.com",
    "x.com",
    "instagram.com",
    "eventbrite.co.uk",
    "meetup.com",
    "wordpress.com",
    "blogspot.com",
    "blogspot.co.uk",
    "google.com",
    "youtube.com",
    "linktr.ee",
    "weebly.com",
    "wixsite.com",
    "nhs.uk",
];

fn page_and_site(url: &str) -> (u64, u64) {
    let lower = url.trim().to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://");
    let bare = bare.trim_start_matches("www.").split('#').next().unwrap_or("").trim_end_matches('/');
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    if host.is_empty() || !host.contains('.') {
        return (0, 0);
    }
    let hosts_everybody = HOSTS
        .iter()
        .any(|shared| host == *shared || host.ends_with(&format!(".{shared}")) && *shared != "nhs.uk");
    let page = if path.is_empty() { 0 } else { digest(&[host, path]) };
    (page, if hosts_everybody { 0 } else { digest(&[host]) })
}

fn sessions(service: &Service) -> Box<[(u8, u8)]> {
    let mut sessions: Vec<(u8, u8)> = service
        .schedule
        .sessions
        .iter()
        .filter_map(|session| {
            let days = match &session.recurrence {
                Recurrence::Weekly { days, .. } | Recurrence::MonthlyByDay { days, .. } => days.bits(),
                Recurrence::MonthlyByDate { .. } | Recurrence::Dated { .. } => return None,
            };
            Some((days, session.opens_at.map_or(255, |time| time.hour() as u8)))
        })
        .collect();
    sessions.sort_unstable();
    sessions.dedup();
    sessions.truncate(16);
    sessions.into()
}

fn authorities(service: &Service) -> Box<[u32]> {
    let places = service.locations.iter().take(8).filter_map(|place| place.located.as_ref());
    let areas = service.areas.iter().take(8).filter_map(|area| match area {
        ServiceArea::Area { code, .. } => Some(&code.0),
        _ => None,
    });
    let codes = places.filter_map(|located| located.authority.as_ref().map(|code| &code.0)).chain(areas);
    let mut authorities: Vec<u32> = codes.map(|code| digest(&[code]) as u32).collect();
    authorities.sort_unstable();
    authorities.dedup();
    authorities.into()
}

fn kinds(service: &Service) -> Box<[u64]> {
    let mut kinds: Vec<u64> = Vec::new();
    for concept in service.categories.iter().take(6) {
        kinds.push(digest(&["kind", &concept.0]));
        if let Some(parent) = concept.parent() {
            kinds.push(digest(&["kind", &parent.0]) & !1);
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into()
}
