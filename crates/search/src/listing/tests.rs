use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::{date, time};
use model::contact::Contact;
use model::evidence::{Role, SourceRecord};
use model::identifier::{AreaCode, ConceptId, ServiceId, SourceId};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::schedule::{Recurrence, Schedule, Session, Weekdays};
use model::service::{Delivery, Organisation, Service, Status};

use super::{ListFilter, Listing, ListingWriter, NOT_RUNNING, SessionAsk, organisation_id, place_ids};

fn service(number: u32) -> Service {
    let source = SourceId::parse("ambleford-groups").expect("a good name");
    let record = SourceRecord {
        source: source.clone(),
        record: number.to_string(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: None,
        role: Role::Owner,
        gone: None,
    };
    Service::new(ServiceId::new(&source, &number.to_string()), format!("Group {number}"), record)
}

fn location(latitude: f64, longitude: f64) -> Location {
    Location {
        name: Some("Ambleford Hall".to_owned()),
        located: Some(Located {
            point: Point { latitude, longitude },
            precision: Precision::Source,
            authority: None,
            ward: None,
            label: None,
        }),
        ..Location::default()
    }
}

fn weekly(days: Weekdays, opens: i8, closes: i8) -> Session {
    Session {
        opens_at: Some(time(opens, 0, 0, 0)),
        closes_at: Some(time(closes, 0, 0, 0)),
        ..Session::weekly(days)
    }
}

/// A hundred services, each with some of everything, by ascending id.
fn town() -> Vec<Service> {
    let mut services: Vec<Service> = (0..100)
        .map(|number| {
            let mut service = service(number);
            let concept = ["arts/singing", "arts", "food"][number as usize % 3];
            service.categories = vec![ConceptId(concept.to_owned())];
            service.organisation = (number % 4 != 0).then(|| Organisation {
                name: format!("Ambleford Trust {}", number % 4),
                website: Some(format!("https://www.trust{}.example", number % 4)),
                ..Organisation::default()
            });
            service.locations = vec![location(51.0 + f64::from(number) / 100.0, -2.0)];
            if number % 10 == 0 {
                service.delivery.insert(Delivery::Online);
                service.locations.push(location(58.0, -3.0));
            }
            service.eligibility.minimum_age = (number % 5 == 0).then_some(number as u8);
            let day = Weekdays::from_bits(1 << (number % 7));
            service.schedule = Schedule { sessions: vec![weekly(day, 10, 12)], ..Schedule::default() };
            service.areas = match number % 3 {
                0 => vec![ServiceArea::UnitedKingdom],
                1 => vec![ServiceArea::Area {
                    code: AreaCode("E08000007".to_owned()),
                    name: "Stockport".to_owned(),
                }],
                _ => Vec::new(),
            };
            service.last_modified = Some(date(2026, 1, 1 + (number % 28) as i8));
            if number % 9 == 0 {
                service.status = Status::Inactive;
            }
            service
        })
        .collect();
    services.sort_by_key(|service| service.id);
    services
}

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a good moment")
}

/// Writes and opens a listing; the folder must outlive it.
fn listing(
    folder: &tempfile::TempDir,
    made_at: &str,
    services: &[Service],
    previous: Option<&Listing>,
) -> Listing {
    let path = folder.path().join(made_at.replace(':', "-"));
    let mut writer = ListingWriter::new(moment(made_at));
    for service in services {
        writer.add(service, previous);
    }
    let mut file = std::fs::File::create(&path).expect("a writable folder");
    writer.finish(&mut file, previous).expect("a listing is written");
    drop(file);
    Listing::open(&path).expect("a listing opens")
}

#[test]
fn every_filter_agrees_with_looking_at_each_service() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = town();
    let listing = listing(&folder, "2026-11-22T00:00:00Z", &services, None);
    let origin = Point { latitude: 51.2, longitude: -2.0 };
    let check = |filter: ListFilter, expected: &dyn Fn(&Service) -> bool| {
        let wanted: Vec<ServiceId> = services.iter().filter(|s| expected(s)).map(|s| s.id).collect();
        let listed = listing.services(&filter, 1, 1000);
        assert_eq!(listed.items, wanted, "{filter:?}");
        assert_eq!(listed.total as usize, wanted.len());
        assert!(wanted.len() < services.len() || filter.is_empty(), "{filter:?} filters nothing");
    };
    let some = organisation_id(&services[0]).or(organisation_id(&services[1]));
    let all = ListFilter::default;
    check(all(), &|_| true);
    check(ListFilter { organisation: some, ..all() }, &|s| organisation_id(s) == some);
    check(ListFilter { organisation: Some(uuid::Uuid::nil()), ..all() }, &|_| false);
    check(ListFilter { terms: vec![vec!["subject:arts".to_owned()]], ..all() }, &|s| {
        s.categories[0].0.starts_with("arts")
    });
    check(ListFilter { terms: vec![vec!["subject:art".to_owned()]], ..all() }, &|_| false);
    check(ListFilter { taxonomies: vec![vec!["delivery".to_owned()]], ..all() }, &|s| !s.delivery.is_empty());
    check(ListFilter { modified_from: Some(date(2026, 1, 20)), ..all() }, &|s| {
        s.last_modified >= Some(date(2026, 1, 20))
    });
    check(ListFilter { terms: vec![vec![NOT_RUNNING.to_owned()]], ..all() }, &|s| s.status != Status::Active);
    check(ListFilter { without: vec![NOT_RUNNING.to_owned()], ..all() }, &|s| s.status == Status::Active);
    check(ListFilter { minimum_age: Some(50), ..all() }, &|s| s.eligibility.minimum_age >= Some(50));
    check(ListFilter { suits_age: Some(50), ..all() }, &|s| {
        s.eligibility.minimum_age.is_none_or(|age| age <= 50)
    });
    check(ListFilter { maximum_age: Some(50), ..all() }, &|_| false);
    let monday = SessionAsk { days: Some(Weekdays::from_bits(1)), ..SessionAsk::default() };
    check(ListFilter { sessions: vec![monday], ..all() }, &|s| {
        matches!(&s.schedule.sessions[0].recurrence,
            Recurrence::Weekly { days, .. } if days.bits() == 1)
    });
    let late = SessionAsk { starts_from: Some(time(10, 1, 0, 0)), ..SessionAsk::default() };
    check(ListFilter { sessions: vec![late], ..all() }, &|_| false);
    check(ListFilter { near: Some((origin, 5_000.0)), ..all() }, &|s| {
        s.locations
            .iter()
            .any(|l| l.located.as_ref().is_some_and(|at| at.point.distance_metres(&origin) <= 5_000.0))
    });
    check(ListFilter { covers: Some((origin, vec![AreaCode("E08000007".to_owned())])), ..all() }, &|s| {
        !s.areas.is_empty()
    });
    check(ListFilter { covers: Some((origin, Vec::new())), ..all() }, &|s| {
        s.areas == [ServiceArea::UnitedKingdom]
    });
    let chosen: HashSet<ServiceId> = services.iter().step_by(9).map(|s| s.id).collect();
    check(ListFilter { only: Some(chosen.clone()), ..all() }, &|s| chosen.contains(&s.id));
    check(ListFilter { hidden: chosen.clone(), ..all() }, &|s| !chosen.contains(&s.id));
}

#[test]
fn pages_are_disjoint_and_complete() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = town();
    let listing = listing(&folder, "2026-11-22T00:00:00Z", &services, None);
    let arts = ListFilter { terms: vec![vec!["subject:arts".to_owned()]], ..ListFilter::default() };
    for filter in [ListFilter::default(), arts] {
        let total = listing.services(&filter, 1, 1).total;
        let pages: Vec<ServiceId> =
            (1..=20).flat_map(|page| listing.services(&filter, page, 7).items).collect();
        assert_eq!(pages.len() as u64, total);
        assert!(pages.is_sorted_by(|a, b| a < b));
        assert!(listing.services(&filter, u32::MAX, 7).items.is_empty());
    }
}

#[test]
fn a_place_is_found_again_by_its_id_and_lists_only_what_is_near() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = town();
    let listing = listing(&folder, "2026-11-22T00:00:00Z", &services, None);
    assert_eq!(listing.places(&ListFilter::default(), 1, 1).total, 110);
    for service in &services {
        for (index, ids) in place_ids(service).iter().enumerate() {
            let place = listing.place(ids.service_at_location).expect("every place has an id");
            assert_eq!((place.service, place.index), (service.id, index as u32));
        }
    }
    assert!(listing.place(uuid::Uuid::nil()).is_none());
    let hall = place_ids(&services[0])[0].location;
    let at_hall = listing.at_location(hall);
    assert!(at_hall.iter().any(|place| place.service == services[0].id));
    assert!(listing.at_location(uuid::Uuid::nil()).is_empty());
    let far_north = (Point { latitude: 58.0, longitude: -3.0 }, 100.0);
    let near = listing.places(&ListFilter { near: Some(far_north), ..ListFilter::default() }, 1, 50);
    assert_eq!(near.total, 10);
    assert!(near.items.iter().all(|place| place.index == 1));
}

#[test]
fn organisations_are_listed_once_and_found_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = town();
    let listing = listing(&folder, "2026-11-22T00:00:00Z", &services, None);
    let all = listing.organisations(None, 1, 10);
    assert_eq!(all.total, 3);
    let counted: usize = all.items.iter().map(|(id, _)| listing.services_of(*id).len()).sum();
    assert_eq!(counted, 75);
    assert_eq!(listing.organisations(Some("TRUST 2, Ambleford"), 1, 10).total, 1);
    assert_eq!(listing.organisations(Some("nobody"), 1, 10).total, 0);
}

#[test]
fn a_place_is_listed_once_however_many_services_are_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = town();
    let listing = listing(&folder, "2026-11-22T00:00:00Z", &services, None);
    let near = ListFilter {
        near: Some((Point { latitude: 58.0, longitude: -3.0 }, 1_000.0)),
        ..ListFilter::default()
    };
    assert_eq!(listing.places(&near, 1, 100).total, 10, "ten services share it");
    let found = listing.locations(&near, 1, 100);
    assert_eq!((found.total, found.items.len()), (1, 1));
    assert_eq!(listing.locations(&ListFilter::default(), 1, 10).total, 101);
    let pages = (1..=11).flat_map(|page| listing.locations(&ListFilter::default(), page, 10).items);
    let seen: HashSet<(ServiceId, u32)> = pages.map(|place| (place.service, place.index)).collect();
    assert_eq!(seen.len(), 101);
}

#[test]
fn what_changed_is_told_once_and_what_left_is_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut services = town();
    let first = listing(&folder, "2026-11-20T00:00:00Z", &services, None);
    assert_eq!(first.changes_after(None, 1000).len(), 100);

    let changed = services[3].id;
    services[3].contact = Contact { website: Some("https://new.example".to_owned()), ..Contact::default() };
    let gone = services.remove(7).id;
    for service in &mut services {
        service.records[0].seen = date(2026, 11, 21);
    }
    let second = listing(&folder, "2026-11-21T00:00:00Z", &services, Some(&first));
    let told = second.changes_since(moment("2026-11-21T00:00:00Z"), 1000);
    let ids: HashSet<(ServiceId, bool)> = told.iter().map(|change| (change.id, change.is_gone)).collect();
    assert_eq!(ids, HashSet::from([(changed, false), (gone, true)]), "seeing again is no change");
    assert_eq!(second.gone_at(gone), Some(moment("2026-11-21T00:00:00Z")));

    let third = listing(&folder, "2026-11-22T00:00:00Z", &services, Some(&second));
    assert_eq!(third.changes_since(moment("2026-11-22T00:00:00Z"), 10), []);
    assert_eq!(third.gone_at(gone), Some(moment("2026-11-21T00:00:00Z")));
    let mut walked = Vec::new();
    let mut after = None;
    loop {
        let page = third.changes_after(after, 9);
        let Some(last) = page.last() else { break };
        after = Some((last.at, last.id.0));
        walked.extend(page);
    }
    assert_eq!(walked.len(), 100);
    assert!(walked.is_sorted());
}

#[test]
fn a_file_that_is_no_listing_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("listing");
    for bytes in [&b""[..], b"FPLIST03", b"something else that is long enough to hold a header"] {
        std::fs::write(&path, bytes).expect("a writable folder");
        assert!(Listing::open(&path).is_err());
    }
}
