//! HSDS tabular data packages (versions 1 to 3): tables in CSV, in a folder or a zip, joined into the tree that
//! the JSON form has.

use std::collections::HashMap;
use std::io::BufRead;

use serde_json::{Map, Value};

use super::{Output, ReadError};
use crate::source::ReadSettings;

/// More rows than this, over all tables, are not held.
const MOST_ROWS: usize = 5_000_000;

type Row = Map<String, Value>;

/// The tables read so far, by their singular name.
#[derive(Default)]
pub struct Tables {
    rows: HashMap<String, Vec<Row>>,
    count: usize,
}

/// What hangs on what: table, the column that names its owner, and the name of the list in the owner.
const OF_SERVICE: [(&str, &str); 15] = [
    ("phone", "phones"),
    ("schedule", "schedules"),
    ("regular_schedule", "regular_schedules"),
    ("holiday_schedule", "holiday_schedules"),
    ("service_area", "service_areas"),
    ("language", "languages"),
    ("funding", "funding"),
    ("cost_option", "cost_options"),
    ("eligibility", "eligibilitys"),
    ("contact", "contacts"),
    ("program", "programs"),
    ("required_document", "required_documents"),
    ("payment_accepted", "payments"),
    ("accessibility", "accessibility"),
    ("url", "additional_urls"),
];

const OF_LOCATION: [(&str, &str); 8] = [
    ("address", "addresses"),
    ("physical_address", "physical_addresses"),
    ("phone", "phones"),
    ("language", "languages"),
    ("accessibility", "accessibility"),
    ("accessibility_for_disability", "accessibility_for_disabilities"),
    ("schedule", "schedules"),
    ("contact", "contacts"),
];

impl Tables {
    /// Takes in one table; a file that is no table of the standard is passed over.
    pub fn read(
        &mut self,
        settings: &ReadSettings,
        name: &str,
        bytes: &mut dyn BufRead,
    ) -> Result<(), ReadError> {
        let Some(table) = table_name(name) else { return Ok(()) };
        let mut rows = Vec::new();
        super::csv::rows(settings, name, None, bytes, &mut |row| {
            if let super::csv::Row::Record(Value::Object(row)) = row {
                rows.push(row);
            }
            true
        })?;
        self.count += rows.len();
        if self.count > MOST_ROWS {
            return Err(ReadError::not(name, "hsds-tabular", format!("more than {MOST_ROWS} rows")));
        }
        self.rows.entry(table).or_default().extend(rows);
        Ok(())
    }

    /// Hands on every service, with all that hangs on it.
    pub fn finish(mut self, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
        let Some(services) = self.rows.remove("service") else {
            return Err(ReadError::not("the package", "hsds-tabular", "it has no table `services`"));
        };
        let terms = self
            .by("taxonomy_term", "id")
            .into_iter()
            .chain(self.by("taxonomy", "id"))
            .collect::<HashMap<_, _>>();
        let organisations = self.by("organization", "id");
        let identifiers = self.by("organization_identifier", "organization_id");
        let attributes = self.attributes(&terms);
        let mut locations = self.by("location", "id");
        for (table, list) in OF_LOCATION {
            let mut rows = self.by(table, "location_id");
            for (id, location) in &mut locations {
                attach(location.first_mut(), list, rows.remove(id));
            }
        }
        let phones_of_contacts = self.by("phone", "contact_id");
        let at_schedules = self.by("schedule", "service_at_location_id");
        let mut at_locations = self.by("service_at_location", "service_id");
        let of_service: Vec<(&str, HashMap<String, Vec<Row>>)> =
            OF_SERVICE.iter().map(|(table, list)| (*list, self.by(table, "service_id"))).collect();
        for mut service in services {
            let id = text(&service, "id");
            if let Some(organisation) =
                organisations.get(&text(&service, "organization_id")).and_then(|rows| rows.first())
            {
                let mut organisation = organisation.clone();
                let key = text(&organisation, "id");
                attach(Some(&mut organisation), "organization_identifiers", identifiers.get(&key).cloned());
                service.insert("organization".to_owned(), Value::Object(organisation));
            }
            for (list, rows) in &of_service {
                attach(Some(&mut service), list, rows.get(&id).cloned());
            }
            if let Some(Value::Array(contacts)) = service.get_mut("contacts") {
                for contact in contacts.iter_mut().filter_map(Value::as_object_mut) {
                    let key = text(contact, "id");
                    attach(Some(contact), "phones", phones_of_contacts.get(&key).cloned());
                }
            }
            if let Some(at) = at_locations.remove(&id) {
                let joined = at.into_iter().map(|mut at| {
                    let place = locations.get(&text(&at, "location_id")).and_then(|rows| rows.first());
                    if let Some(place) = place {
                        at.insert("location".to_owned(), Value::Object(place.clone()));
                    }
                    let key = text(&at, "id");
                    attach(Some(&mut at), "schedules", at_schedules.get(&key).cloned());
                    Value::Object(at)
                });
                service.insert("service_at_locations".to_owned(), Value::Array(joined.collect()));
            }
            attach(Some(&mut service), "attributes", attributes.get(&id).cloned());
            if !output.record(Value::Object(service)) {
                break;
            }
        }
        Ok(())
    }

    /// The rows of a table by the value of a column; rows without one are left.
    fn by(&self, table: &str, column: &str) -> HashMap<String, Vec<Row>> {
        let mut found: HashMap<String, Vec<Row>> = HashMap::new();
        for row in self.rows.get(table).into_iter().flatten() {
            let key = text(row, column);
            if !key.is_empty() {
                found.entry(key).or_default().push(row.clone());
            }
        }
        found
    }

    /// Attributes and the older `service_taxonomy`, with their terms put in, by what they are of.
    fn attributes(&self, terms: &HashMap<String, Vec<Row>>) -> HashMap<String, Vec<Row>> {
        let mut found: HashMap<String, Vec<Row>> = HashMap::new();
        for (table, owner, term) in [
            ("attribute", "link_id", "taxonomy_term_id"),
            ("service_taxonomy", "service_id", "taxonomy_term_id"),
            ("service_taxonomy", "service_id", "taxonomy_id"),
        ] {
            for row in self.rows.get(table).into_iter().flatten() {
                let Some(known) = terms.get(&text(row, term)).and_then(|rows| rows.first()) else { continue };
                let mut row = row.clone();
                row.insert("taxonomy_term".to_owned(), Value::Object(known.clone()));
                found.entry(text(&row, owner)).or_default().push(row);
            }
        }
        found
    }
}

fn attach(owner: Option<&mut Row>, list: &str, rows: Option<Vec<Row>>) {
    if let (Some(owner), Some(rows)) = (owner, rows) {
        owner.insert(list.to_owned(), Value::Array(rows.into_iter().map(Value::Object).collect()));
    }
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// `csv__services.csv` and `service.csv` are both `service`.
fn table_name(name: &str) -> Option<String> {
    let last = name.rsplit('/').next()?.to_lowercase();
    let stem = last.strip_suffix(".csv")?;
    let stem = stem.rsplit("__").next()?;
    let singular = match stem {
        "addresses" => "address",
        "physical_addresses" => "physical_address",
        "service_taxonomies" | "services_taxonomy" => "service_taxonomy",
        "taxonomies" => "taxonomy",
        "eligibilities" => "eligibility",
        "accessibility_for_disabilities" => "accessibility_for_disability",
        "services_at_location" | "service_at_locations" => "service_at_location",
        "meta_table_descriptions" | "metadata" => return None,
        other => other.strip_suffix('s').filter(|short| !short.ends_with('s')).unwrap_or(other),
    };
    Some(singular.to_owned())
}
