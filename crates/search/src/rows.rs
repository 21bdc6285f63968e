//! Ready rows: everything a line of results needs of a service, so that drawing a page opens no store.

mod sessions;

use std::collections::HashMap;
use std::hash::Hash;

use model::accessibility::AccessFeature;
use model::calendar::Nation;
use model::confidence::Trust;
use model::cost::CostKind;
use model::eligibility::{Gender, JoiningRoute};
use model::identifier::{ConceptId, SourceId};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::schedule::Schedule;
use model::service::{Nature, Service, Status};
use model::ternary::Ternary;

use crate::codec::{Eye, Pen};

/// Longest summary, in characters.
const SUMMARY_CHARACTERS: usize = 200;

/// Concepts shown in a row.
const SHOWN_CONCEPTS: usize = 4;

/// Names that many rows share, kept once: concepts and sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Shared {
    /// Every concept of the catalogue.
    pub concepts: Vec<ConceptId>,
    /// Every source of the catalogue.
    pub sources: Vec<SourceId>,
}

/// [`Shared`] as it grows.
#[derive(Debug, Default)]
pub struct SharedNames {
    /// What has been named so far.
    pub names: Shared,
    concepts: HashMap<ConceptId, u64>,
    sources: HashMap<SourceId, u64>,
}

impl SharedNames {
    /// Starts with the concepts of a vocabulary, in its order.
    pub fn new(concepts: Vec<ConceptId>) -> SharedNames {
        let mut shared = SharedNames::default();
        for concept in concepts {
            shared.concept(&concept);
        }
        shared
    }

    fn concept(&mut self, concept: &ConceptId) -> u64 {
        ordinal(&mut self.names.concepts, &mut self.concepts, concept)
    }

    fn source(&mut self, source: &SourceId) -> u64 {
        ordinal(&mut self.names.sources, &mut self.sources, source)
    }
}

fn ordinal<T: Clone + Eq + Hash>(names: &mut Vec<T>, ordinals: &mut HashMap<T, u64>, name: &T) -> u64 {
    if let Some(ordinal) = ordinals.get(name) {
        return *ordinal;
    }
    let ordinal = names.len() as u64;
    names.push(name.clone());
    ordinals.insert(name.clone(), ordinal);
    ordinal
}

/// A service as a line of results knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Who offers it, when that is not its name.
    pub organisation: Option<String>,
    /// The first sentence or so of its description.
    pub summary: Option<String>,
    /// Its first concepts.
    pub categories: Vec<ConceptId>,
    /// Where it is delivered, places with a point first, in the order documents count them.
    pub places: Vec<RowPlace>,
    /// The ground it covers, for people.
    pub covers: Option<String>,
    /// When.
    pub schedule: Schedule,
    /// Cost.
    pub cost: CostKind,
    /// Cost in words.
    pub cost_text: Option<String>,
    /// Ways in.
    pub joining: Vec<JoiningRoute>,
    /// First number: E.164 and readable.
    pub phone: Option<(String, String)>,
    /// Web page.
    pub website: Option<String>,
    /// Access of the session.
    pub access: Access,
    /// Stated ages.
    pub ages: (Option<u8>, Option<u8>),
    /// Stated gender.
    pub gender: Option<Gender>,
    /// Whether it runs.
    pub status: Status,
    /// What kind of entry.
    pub nature: Nature,
    /// What confidence is judged by.
    pub trust: Trust,
    /// Where it comes from, each source once.
    pub sources: Vec<SourceId>,
}

/// A place of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowPlace {
    /// For people.
    pub label: Option<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// Where, to a centimetre.
    pub point: Option<Point>,
    /// How that is known.
    pub precision: Option<Precision>,
    /// Whose bank holidays it keeps.
    pub nation: Option<Nation>,
    /// Access of the building.
    pub access: Access,
}

/// Access features as bits, in the order of [`AccessFeature::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Access {
    yes: u16,
    no: u16,
}

impl Access {
    fn of(accessibility: &model::accessibility::Accessibility) -> Access {
        let mut access = Access::default();
        for (place, feature) in AccessFeature::ALL.into_iter().enumerate() {
            match accessibility.get(feature) {
                Ternary::Yes => access.yes |= 1 << place,
                Ternary::No => access.no |= 1 << place,
                Ternary::NotStated => {}
            }
        }
        access
    }
}

/// Which of a service's locations have a document of their own, in order: those with a point.
pub fn placed(service: &Service) -> impl Iterator<Item = (&Location, &Located)> {
    service.locations.iter().filter_map(|location| Some((location, location.located.as_ref()?)))
}

/// Writes the row of a service.
pub fn write(service: &Service, shared: &mut SharedNames, pen: &mut Pen) {
    pen.text(&service.name);
    let organisation = service.organisation.as_ref().map(|organisation| organisation.name.as_str());
    pen.maybe_text(organisation.filter(|name| !name.eq_ignore_ascii_case(&service.name)));
    pen.maybe_text(service.description.as_deref().map(summary).as_deref());
    pen.number(service.categories.len().min(SHOWN_CONCEPTS) as u64);
    for concept in service.categories.iter().take(SHOWN_CONCEPTS) {
        pen.number(shared.concept(concept));
    }
    write_places(service, pen);
    pen.maybe_text(covers(service).as_deref());
    sessions::write(&service.schedule, pen);
    pen.byte(service.cost.kind as u8);
    pen.maybe_text(cost_text(service).as_deref());
    pen.byte(service.joining.routes.iter().fold(0, |bits, route| bits | 1 << *route as u8));
    let phone = service.contact.phones.first();
    pen.maybe_text(phone.map(|phone| phone.number.as_str()));
    pen.maybe_text(phone.map(|phone| phone.readable.as_str()));
    pen.maybe_text(service.contact.website.as_deref());
    write_access(Access::of(&service.accessibility), pen);
    pen.number(service.eligibility.minimum_age.map_or(0, |age| 1 + u64::from(age)));
    pen.number(service.eligibility.maximum_age.map_or(0, |age| 1 + u64::from(age)));
    pen.byte(service.eligibility.gender.map_or(0, |gender| 1 + gender as u8));
    pen.byte(service.status as u8);
    pen.byte(service.nature as u8);
    pen.bytes.extend_from_slice(&Trust::of(service).to_bytes());
    let mut sources: Vec<&SourceId> = Vec::new();
    for record in &service.records {
        if !sources.contains(&&record.source) {
            sources.push(&record.source);
        }
    }
    pen.number(sources.len() as u64);
    for source in sources {
        pen.number(shared.source(source));
    }
}

fn write_places(service: &Service, pen: &mut Pen) {
    let without = service.locations.iter().filter(|location| location.located.is_none());
    let with = placed(service).map(|(location, _)| location);
    pen.number(service.locations.len() as u64);
    for location in with.chain(without) {
        pen.maybe_text(place_label(location).as_deref());
        pen.maybe_text(location.postcode.as_ref().map(ToString::to_string).as_deref());
        match &location.located {
            Some(located) => {
                pen.byte(1 + located.precision as u8);
                pen.signed((located.point.latitude * 1e7).round() as i64);
                pen.signed((located.point.longitude * 1e7).round() as i64);
            }
            None => pen.byte(0),
        }
        pen.byte(nation_of(location).map_or(0, |nation| 1 + nation as u8));
        write_access(Access::of(&location.accessibility), pen);
    }
}

fn nation_of(location: &Location) -> Option<Nation> {
    Nation::of_area(location.located.as_ref()?.authority.as_ref()?)
}

fn write_access(access: Access, pen: &mut Pen) {
    pen.number(u64::from(access.yes));
    pen.number(u64::from(access.no));
}

fn place_label(location: &Location) -> Option<String> {
    let address = location.address.as_deref();
    let venue = location.name.as_deref();
    let district = location
        .town
        .as_deref()
        .or_else(|| location.located.as_ref().and_then(|located| located.label.as_deref()));
    let first = venue.or_else(|| address.map(|address| address.split(',').next().unwrap_or(address).trim()));
    match (first, district) {
        (Some(first), Some(district)) if !first.contains(district) => Some(format!("{first}, {district}")),
        (Some(first), _) => Some(first.to_owned()),
        (None, district) => district.map(str::to_owned),
    }
}

fn covers(service: &Service) -> Option<String> {
    let names: Vec<&str> = service
        .areas
        .iter()
        .filter_map(|area| match area {
            ServiceArea::UnitedKingdom => Some("the whole of the UK"),
            ServiceArea::Area { name, .. } | ServiceArea::Named { name } => Some(name.as_str()),
            ServiceArea::Polygon { name, .. } => name.as_deref(),
            ServiceArea::Around { .. } => None,
        })
        .collect();
    match names.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [one, two] => Some(format!("{one} and {two}")),
        [one, two, rest @ ..] => Some(format!("{one}, {two} and {} more", rest.len())),
    }
}

fn cost_text(service: &Service) -> Option<String> {
    if let Some(option) = service.cost.options.first() {
        let (pounds, pence) = (option.pence / 100, option.pence % 100);
        let price = if pence == 0 { format!("£{pounds}") } else { format!("£{pounds}.{pence:02}") };
        return Some(match &option.note {
            Some(note) => format!("{price} {note}"),
            None => price,
        });
    }
    service.cost.text.as_deref().filter(|text| text.chars().count() <= 80).map(str::to_owned)
}

/// No character takes more than four bytes.
const LONGEST_SUMMARY_BYTES: usize = 4 * (SUMMARY_CHARACTERS + 1);

/// The beginning of a text, at most [`SUMMARY_CHARACTERS`], cut after a sentence or at a word.
pub fn summary(text: &str) -> String {
    let first = text.split("\n\n").map(str::trim).find(|part| !part.is_empty()).unwrap_or("");
    let mut flat = String::new();
    for word in first.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
        if flat.len() > LONGEST_SUMMARY_BYTES {
            break;
        }
    }
    let Some((end, _)) = flat.char_indices().nth(SUMMARY_CHARACTERS) else { return flat };
    let head = &flat[..end];
    if let Some(stop) = head.rfind(". ").filter(|stop| *stop > SUMMARY_CHARACTERS / 3) {
        return head[..=stop].to_owned();
    }
    let cut = head.char_indices().nth(SUMMARY_CHARACTERS - 2).map_or(head, |(end, _)| &head[..end]);
    let cut = cut.rsplit_once(' ').map_or(cut, |(kept, _)| kept);
    format!("{} …", cut.trim_end_matches([',', ';', ':', '-', '–']))
}

/// Reads a row. `None` means the bytes are not a row.
pub fn read(bytes: &[u8], shared: &Shared) -> Option<Row> {
    let eye = &mut Eye { bytes };
    let name = eye.text()?.to_owned();
    let organisation = owned(eye)?;
    let summary = owned(eye)?;
    let mut categories = Vec::with_capacity(eye.count()?);
    for _ in 0..categories.capacity() {
        categories.push(shared.concepts.get(eye.number()? as usize)?.clone());
    }
    let count = eye.count()?;
    let mut places = Vec::with_capacity(count);
    for _ in 0..count {
        places.push(read_place(eye)?);
    }
    let covers = owned(eye)?;
    let schedule = sessions::read(eye)?;
    let cost = *COSTS.get(eye.byte()? as usize)?;
    let cost_text = owned(eye)?;
    let routes = eye.byte()?;
    let joining = ROUTES.into_iter().filter(|route| routes >> *route as u8 & 1 == 1).collect();
    let phone = match (owned(eye)?, owned(eye)?) {
        (Some(number), Some(readable)) => Some((number, readable)),
        _ => None,
    };
    let website = owned(eye)?;
    let access = read_access(eye)?;
    let ages = (read_age(eye)?, read_age(eye)?);
    let gender = [None, Some(Gender::Women), Some(Gender::Men), Some(Gender::Everyone)]
        .get(eye.byte()? as usize)
        .copied()?;
    let status = *STATUSES.get(eye.byte()? as usize)?;
    let nature = *NATURES.get(eye.byte()? as usize)?;
    let (trust, rest) = eye.bytes.split_first_chunk::<{ Trust::BYTES }>()?;
    let trust = Trust::from_bytes(trust);
    eye.bytes = rest;
    let count = eye.count()?;
    let mut sources = Vec::with_capacity(count);
    for _ in 0..count {
        sources.push(shared.sources.get(eye.number()? as usize)?.clone());
    }
    Some(Row {
        name,
        organisation,
        summary,
        categories,
        places,
        covers,
        schedule,
        cost,
        cost_text,
        joining,
        phone,
        website,
        access,
        ages,
        gender,
        status,
        nature,
        trust,
        sources,
    })
}

/// By what name rows take turns: who offers it, or else its own. Reads no further than that.
pub fn name_for_turns(bytes: &[u8]) -> Option<&str> {
    let eye = &mut Eye { bytes };
    let name = eye.text()?;
    Some(eye.maybe_text()?.unwrap_or(name))
}

fn owned(eye: &mut Eye<'_>) -> Option<Option<String>> {
    Some(eye.maybe_text()?.map(str::to_owned))
}

fn read_place(eye: &mut Eye<'_>) -> Option<RowPlace> {
    let label = owned(eye)?;
    let postcode = owned(eye)?;
    let (point, precision) = match eye.byte()?.checked_sub(1) {
        None => (None, None),
        Some(precision) => {
            let latitude = eye.signed()? as f64 / 1e7;
            let longitude = eye.signed()? as f64 / 1e7;
            (Point::new(latitude, longitude), Some(*PRECISIONS.get(precision as usize)?))
        }
    };
    let nation = eye.byte()?.checked_sub(1).and_then(|nation| Nation::ALL.get(usize::from(nation)).copied());
    Some(RowPlace { label, postcode, point, precision, nation, access: read_access(eye)? })
}

fn read_access(eye: &mut Eye<'_>) -> Option<Access> {
    Some(Access { yes: eye.number()? as u16, no: eye.number()? as u16 })
}

fn read_age(eye: &mut Eye<'_>) -> Option<Option<u8>> {
    Some(eye.number()?.checked_sub(1).map(|age| age as u8))
}

const COSTS: [CostKind; 4] = [CostKind::Free, CostKind::Donation, CostKind::Paid, CostKind::NotStated];
const ROUTES: [JoiningRoute; 4] = [
    JoiningRoute::JustTurnUp,
    JoiningRoute::Book,
    JoiningRoute::SelfReferral,
    JoiningRoute::ProfessionalReferral,
];
const STATUSES: [Status; 4] = [Status::Active, Status::TemporarilyClosed, Status::Inactive, Status::Defunct];
const NATURES: [Nature; 3] = [Nature::FrontLine, Nature::Umbrella, Nature::RegisterEntry];
const PRECISIONS: [Precision; 6] = [
    Precision::Source,
    Precision::Postcode,
    Precision::TerminatedPostcode,
    Precision::Sector,
    Precision::Outcode,
    Precision::Place,
];

#[cfg(test)]
mod tests;
