//! The tables of the package: each a file, its columns, and how a service's document fills them.

use std::collections::HashSet;

use uuid::Uuid;

use crate::api::service::RecordDocument;
use crate::api::word;
use crate::bulk::table::write_cell;
use crate::oruk::v3::{
    Address, Attribute, CostOption, Language, Location, Organization, OrganizationIdentifier, Phone,
    Schedule, Service, ServiceArea, ServiceAtLocation,
};

/// A table.
pub struct Table {
    /// Its file in the archive.
    pub file: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
}

impl Table {
    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.file.trim_end_matches(".csv")
    }
}

/// The rows of one table that a batch of services fills.
#[derive(Default)]
pub struct TableRows {
    /// As they go into the file.
    pub bytes: Vec<u8>,
    /// Where rows end that other services may bring too, and the id by which they are told apart.
    shared: Vec<(Uuid, usize)>,
}

impl TableRows {
    /// Keeps of the rows that others may bring too those that are `seen` for the first time.
    pub fn keep_new(&mut self, seen: &mut HashSet<u64>) {
        if self.shared.is_empty() {
            return;
        }
        let all = std::mem::take(&mut self.bytes);
        let mut start = 0;
        for (id, end) in self.shared.drain(..) {
            // Half of a digest tells a few million rows apart.
            if seen.insert(id.as_u64_pair().0) {
                self.bytes.extend_from_slice(&all[start..end]);
            }
            start = end;
        }
    }
}

/// A cell's value, or nothing.
pub enum Cell<'a> {
    /// A text.
    Text(&'a str),
    /// A text made here.
    Made(String),
    /// Nothing is stated.
    Nothing,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Cell<'a> {
        Cell::Text(text)
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Made(text)
    }
}

impl From<Uuid> for Cell<'_> {
    fn from(id: Uuid) -> Self {
        Cell::Made(id.to_string())
    }
}

impl From<u8> for Cell<'_> {
    fn from(number: u8) -> Self {
        Cell::Made(number.to_string())
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Cell::Made(number.to_string())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Cell<'a> {
        value.map_or(Cell::Nothing, Into::into)
    }
}

/// A column's name and what it says of a row.
macro_rules! table {
    ($columns:ident, $write:ident($row:ident: $of:ty), $($name:literal: $cell:expr),+ $(,)?) => {
        const $columns: &[&str] = &[$($name),+];
        fn $write($row: &$of, out: &mut Vec<u8>) {
            write_row(&[$(Cell::from($cell)),+], out);
        }
    };
}

table!(SERVICE, write_service(it: Service),
    "id": it.id, "organization_id": it.organization_id, "name": &it.name,
    "alternate_name": it.alternate_name.as_ref(), "description": it.description.as_ref(),
    "url": it.url.as_ref(), "email": it.email.as_ref(), "status": word(&it.status),
    "fees": it.fees.as_ref(), "application_process": it.application_process.as_ref(),
    "eligibility_description": it.eligibility_description.as_ref(), "minimum_age": it.minimum_age,
    "maximum_age": it.maximum_age, "assured_date": it.assured_date.as_ref(), "alert": it.alert.as_ref(),
    "last_modified": &it.last_modified);
table!(ORGANIZATION, write_organization(it: Organization),
    "id": it.id, "name": &it.name, "description": &it.description, "website": it.website.as_ref());
table!(IDENTIFIER, write_identifier(it: OrganizationIdentifier),
    "id": it.id, "organization_id": it.organization_id, "identifier_scheme": &it.identifier_scheme,
    "identifier_type": &it.identifier_type, "identifier": &it.identifier);
table!(AT_LOCATION, write_at_location(it: ServiceAtLocation),
    "id": it.id, "service_id": it.service_id, "location_id": it.location_id);
table!(LOCATION, write_location(it: Location),
    "id": it.id, "location_type": word(&it.location_type), "name": it.name.as_ref(),
    "description": it.description.as_ref(), "latitude": it.latitude, "longitude": it.longitude,
    "external_identifier": it.external_identifier.as_ref(),
    "external_identifier_type": it.external_identifier_type);
table!(ADDRESS, write_address(it: Address),
    "id": it.id, "location_id": it.location_id, "address_1": &it.address_1, "city": &it.city,
    "state_province": &it.state_province, "postal_code": &it.postal_code, "country": it.country,
    "address_type": word(&it.address_type));
table!(SCHEDULE, write_schedule(it: Schedule),
    "id": it.id, "service_id": it.service_id, "valid_from": it.valid_from.as_ref(),
    "valid_to": it.valid_to.as_ref(), "dtstart": it.dtstart.as_ref(), "freq": it.freq.as_ref().map(word),
    "interval": it.interval, "byday": it.byday.as_ref(), "bymonthday": it.bymonthday.as_ref(),
    "description": it.description.as_ref(), "opens_at": it.opens_at.as_ref(),
    "closes_at": it.closes_at.as_ref(), "notes": it.notes.as_ref());
table!(AREA, write_area(it: ServiceArea),
    "id": it.id, "service_id": it.service_id, "name": it.name.as_ref(), "extent": it.extent.as_ref(),
    "extent_type": it.extent_type, "uri": it.uri.as_ref());
table!(PHONE, write_phone(it: Phone),
    "id": it.id, "service_id": it.service_id, "number": &it.number, "type": it.kind,
    "description": it.description.as_ref());
table!(LANGUAGE, write_language(it: Language), "id": it.id, "service_id": it.service_id, "code": &it.code);
table!(COST, write_cost(it: CostOption),
    "id": it.id, "service_id": it.service_id, "option": it.option.as_ref(), "amount": it.amount,
    "amount_description": it.amount_description.as_ref());
table!(ATTRIBUTE, write_attribute(it: Attribute),
    "id": it.id, "link_id": it.link_id, "taxonomy_term_id": it.taxonomy_term_id, "link_type": it.link_type,
    "taxonomy_term.term": &it.taxonomy_term.term, "taxonomy_term.name": &it.taxonomy_term.name);
table!(SOURCE, write_source(it: (Uuid, &RecordDocument)),
    "service_id": it.0, "source": &it.1.source, "record": &it.1.record, "url": it.1.url.as_ref(),
    "title": it.1.title.as_ref(), "publisher": it.1.publisher.as_ref(), "licence": it.1.licence.as_ref(),
    "licence_url": it.1.licence_url, "attribution": it.1.attribution.as_ref(), "seen": &it.1.seen,
    "asserted": it.1.asserted.as_ref());

/// All of them, in the order in which they stand in the archive and in [`Made`].
pub const TABLES: [Table; 13] = [
    Table { file: "services.csv", columns: SERVICE },
    Table { file: "organizations.csv", columns: ORGANIZATION },
    Table { file: "organization_identifiers.csv", columns: IDENTIFIER },
    Table { file: "service_at_locations.csv", columns: AT_LOCATION },
    Table { file: "locations.csv", columns: LOCATION },
    Table { file: "addresses.csv", columns: ADDRESS },
    Table { file: "schedules.csv", columns: SCHEDULE },
    Table { file: "service_areas.csv", columns: AREA },
    Table { file: "phones.csv", columns: PHONE },
    Table { file: "languages.csv", columns: LANGUAGE },
    Table { file: "cost_options.csv", columns: COST },
    Table { file: "attributes.csv", columns: ATTRIBUTE },
    Table { file: "sources.csv", columns: SOURCE },
];

/// What a batch of services fills, table after table.
#[derive(Default)]
pub struct Made {
    /// In the order of [`TABLES`].
    pub tables: [TableRows; TABLES.len()],
}

impl Made {
    /// Adds a service, told whole.
    pub fn add(&mut self, document: &Service) {
        let [services, organizations, identifiers, at_locations, locations, addresses, rest @ ..] =
            &mut self.tables;
        let [schedules, areas, phones, languages, costs, attributes, sources] = rest;
        write_service(document, &mut services.bytes);
        if let Some(organization) = &document.organization {
            shared(organizations, organization.id, |out| write_organization(organization, out));
            for identifier in &organization.organization_identifiers {
                shared(identifiers, identifier.id, |out| write_identifier(identifier, out));
            }
        }
        for at in &document.service_at_locations {
            write_at_location(at, &mut at_locations.bytes);
            let Some(location) = &at.location else { continue };
            shared(locations, location.id, |out| write_location(location, out));
            for address in &location.addresses {
                shared(addresses, address.id, |out| write_address(address, out));
            }
        }
        document.schedules.iter().for_each(|it| write_schedule(it, &mut schedules.bytes));
        document.service_areas.iter().for_each(|it| write_area(it, &mut areas.bytes));
        document.phones.iter().for_each(|it| write_phone(it, &mut phones.bytes));
        document.languages.iter().for_each(|it| write_language(it, &mut languages.bytes));
        document.cost_options.iter().for_each(|it| write_cost(it, &mut costs.bytes));
        document.attributes.iter().for_each(|it| write_attribute(it, &mut attributes.bytes));
        document.sources.iter().for_each(|it| write_source(&(document.id, it), &mut sources.bytes));
    }
}

fn shared(rows: &mut TableRows, id: Uuid, write: impl FnOnce(&mut Vec<u8>)) {
    write(&mut rows.bytes);
    rows.shared.push((id, rows.bytes.len()));
}

fn write_row(cells: &[Cell<'_>], out: &mut Vec<u8>) {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        match cell {
            Cell::Text(text) => write_cell(text, out),
            Cell::Made(text) => write_cell(text, out),
            Cell::Nothing => {}
        }
    }
    out.extend(b"\r\n");
}
