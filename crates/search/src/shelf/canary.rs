//! Canary questions: an index is asked for some of its own services, by name and place.
//!
//! They are taken from the catalogue itself, so they hold for any data and need no list of their own.

use jiff::Zoned;
use model::service::{Service, Status};

use crate::ask::Ask;
use crate::catalogue::Catalogue;

/// How many services are asked for.
const CANARIES: u64 = 12;

/// Asks for services spread over the catalogue; gives how many were asked for and how many found.
pub fn ask(catalogue: &Catalogue, services: u64, now: &Zoned) -> (usize, usize) {
    let step = (services / CANARIES).max(1);
    let (mut asked, mut found) = (0, 0);
    for service in catalogue.services().step_by(usize::try_from(step).unwrap_or(1)).take(CANARIES as usize) {
        if service.status != Status::Active {
            continue;
        }
        asked += 1;
        found += usize::from(is_found(catalogue, &service, now));
    }
    (asked, found)
}

fn is_found(catalogue: &Catalogue, service: &Service, now: &Zoned) -> bool {
    let point = service.locations.iter().find_map(|location| location.located.as_ref().map(|l| l.point));
    let ask = Ask { point, exactly: true, per_page: 100, ..Ask::of(service.name.clone()) };
    let question = catalogue.understand(&ask, now);
    let answer = catalogue.answer(&question, now);
    answer.lanes.iter().flat_map(|lane| &lane.hits).any(|hit| hit.id == service.id)
}
