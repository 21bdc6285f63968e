//! Services as CSV (RFC 4180): a row each, the columns people ask for first, licences and attribution last.

#[cfg(test)]
mod tests;

use model::service::Service;

use crate::api::service::build::record_document;
use crate::api::word;
use crate::labels::Labels;

/// The header row.
pub const HEAD: &str = "id,name,organisation,description,categories,venue,address,town,postcode,latitude,longitude,\
phone,email,website,when,cost,cost_text,minimum_age,maximum_age,eligibility,delivery,joining,languages,status,\
last_modified,assured,sources,publishers,licences,attributions,seen\r\n";

/// One service as a row.
pub fn row(service: &Service, labels: &Labels, out: &mut Vec<u8>) {
    let place = service.locations.first();
    let located = place.and_then(|place| place.located.as_ref());
    let records: Vec<_> = service.records.iter().map(|record| record_document(record, labels)).collect();
    let of = |pick: &dyn Fn(&crate::api::service::RecordDocument) -> Option<String>| {
        let mut values: Vec<String> = records.iter().filter_map(pick).collect();
        values.dedup();
        values.join("; ")
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let place_text = |pick: fn(&model::place::Location) -> &Option<String>| {
        place.map(|p| text(pick(p))).unwrap_or_default()
    };
    let cells = [
        service.id.to_string(),
        service.name.clone(),
        service.organisation.as_ref().map(|organisation| organisation.name.clone()).unwrap_or_default(),
        text(&service.description),
        join(service.categories.iter().map(|id| labels.concept(id).to_owned())),
        place_text(|place| &place.name),
        place_text(|place| &place.address),
        place_text(|place| &place.town),
        place.and_then(|place| place.postcode).map(|postcode| postcode.to_string()).unwrap_or_default(),
        located.map(|located| located.point.latitude.to_string()).unwrap_or_default(),
        located.map(|located| located.point.longitude.to_string()).unwrap_or_default(),
        join(service.contact.phones.iter().map(|phone| phone.readable.clone())),
        join(service.contact.emails.iter().cloned()),
        text(&service.contact.website),
        text(&service.schedule.text),
        word(&service.cost.kind),
        text(&service.cost.text),
        service.eligibility.minimum_age.map(|age| age.to_string()).unwrap_or_default(),
        service.eligibility.maximum_age.map(|age| age.to_string()).unwrap_or_default(),
        text(&service.eligibility.text),
        join(service.delivery.iter().map(word)),
        join(service.joining.routes.iter().map(word)),
        join(service.languages.iter().cloned()),
        word(&service.status),
        service.last_modified.map(|date| date.to_string()).unwrap_or_default(),
        service.assured.map(|date| date.to_string()).unwrap_or_default(),
        of(&|record| Some(record.source.clone())),
        of(&|record| record.publisher.clone()),
        of(&|record| record.licence.clone()),
        of(&|record| record.attribution.clone()),
        of(&|record| Some(record.seen.clone())),
    ];
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        write_cell(cell, out);
    }
    out.extend(b"\r\n");
}

fn join(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

/// A cell that a spreadsheet would take for a formula is kept from being one.
pub(super) fn write_cell(cell: &str, out: &mut Vec<u8>) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if !is_formula && !cell.contains([',', '"', '\n', '\r']) {
        out.extend(cell.as_bytes());
        return;
    }
    out.push(b'"');
    if is_formula {
        out.push(b'\'');
    }
    out.extend(cell.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}
