//! Makes one service of a cluster: for each value the winner by one published rule, and what every other
//! record says of it.
//!
//! **The rule.** Each record that states a value votes for it, and for every value that agrees with it. A
//! vote weighs by role (owner 4, regulator 3, assurer 3, aggregator 1), halves for each half-life of the
//! value that the record's date lies behind the newest date in the cluster (a record without a date
//! counts as two half-lives behind), halves when it was read from prose, and is next to nothing when the
//! source stopped listing it. The value with the most votes is shown; on a tie the heavier voter, then
//! the fuller value, then the order of source names decides. Nothing depends on today.

mod fields;

use jiff::civil::Date;
use model::confidence::Part;
use model::evidence::{Evidence, Field, MergeReason, Reading, Role};
use model::identifier::ServiceId;
use model::schedule::Recurrence;
use model::service::{Nature, RegisterStatus, Related, Service, Status};

use super::{names, says};

/// A record of a cluster with why it is held to belong to it.
pub struct Member {
    /// The record as cleaned.
    pub service: Service,
    /// Why it is held to be the same thing as another of the cluster; empty for the first.
    pub because: String,
}

/// Makes one service of the records of a cluster, the first being the one it is named after.
pub fn assemble(id: ServiceId, members: Vec<Member>, related: Vec<Related>) -> Service {
    let members = once_each(members);
    let mut service = match <[Member; 1]>::try_from(members) {
        Ok([only]) => only.service,
        Err(members) => combine(&members),
    };
    service.id = id;
    service.related = related;
    service
}

/// One member for each record of a source: of two with the same id the later dated one.
fn once_each(members: Vec<Member>) -> Vec<Member> {
    let mut kept: Vec<Member> = Vec::with_capacity(members.len());
    for member in members {
        let key = |member: &Member| {
            member.service.records.first().map(|record| (record.source.clone(), record.record.clone()))
        };
        match kept.iter_mut().find(|known| key(known) == key(&member)) {
            Some(known) if asserted(&known.service) < asserted(&member.service) => {
                known.service = member.service;
            }
            Some(_) => {}
            None => kept.push(member),
        }
    }
    kept
}

fn asserted(service: &Service) -> Option<Date> {
    service.records.first().and_then(|record| record.asserted)
}

fn combine(members: &[Member]) -> Service {
    let services: Vec<&Service> = members.iter().map(|member| &member.service).collect();
    let newest = services.iter().filter_map(|service| asserted(service)).max();
    // Whichever record gives the identifier, the outcome is the same: ties go by the name of the source.
    let mut order: Vec<usize> = (0..services.len()).collect();
    order.sort_by_key(|index| {
        services[*index].records.first().map(|of| (of.source.clone(), of.record.clone()))
    });
    let in_order: Vec<&Service> = order.iter().map(|index| services[*index]).collect();
    let mut made = in_order[0].clone();
    made.records = services.iter().filter_map(|service| service.records.first().cloned()).collect();
    made.evidence = Vec::new();
    for field in fields::ALL {
        let stating: Vec<usize> =
            order.iter().copied().filter(|of| fields::states(services[*of], field)).collect();
        let Some(winner) = winner(&services, &stating, field, newest) else { continue };
        fields::copy(services[winner], &mut made, field);
        for index in stating {
            let agrees = index == winner || fields::agree(services[index], services[winner], field);
            made.evidence.push(Evidence {
                field,
                record: index as u16,
                reading: reading(services[index], field),
                says: if agrees { None } else { says::says(services[index], field) },
            });
        }
    }
    gather(&in_order, &mut made);
    made.merged_because = members
        .iter()
        .enumerate()
        .filter(|(_, member)| !member.because.is_empty())
        .map(|(index, member)| MergeReason { record: index as u16, because: member.because.clone() })
        .collect();
    made
}

fn winner(services: &[&Service], stating: &[usize], field: Field, newest: Option<Date>) -> Option<usize> {
    let votes: Vec<f64> = stating.iter().map(|index| vote(services[*index], field, newest)).collect();
    let mut best: Option<(f64, f64, usize, usize)> = None;
    for (position, index) in stating.iter().enumerate() {
        let agreeing = stating.iter().zip(&votes).filter(|(other, _)| {
            *other == index || fields::agree(services[*index], services[**other], field)
        });
        let support: f64 = agreeing.map(|(_, vote)| vote).sum();
        let fullness = says::says(services[*index], field).map_or(0, |text| text.len());
        let is_better = best.is_none_or(|(most, heaviest, fullest, _)| {
            (support, votes[position])
                .partial_cmp(&(most, heaviest))
                .is_some_and(|order| order.is_gt() || order.is_eq() && fullness > fullest)
        });
        if is_better {
            best = Some((support, votes[position], fullness, *index));
        }
    }
    best.map(|(_, _, _, index)| index)
}

fn vote(service: &Service, field: Field, newest: Option<Date>) -> f64 {
    let Some(record) = service.records.first() else { return 0.0 };
    let role = match record.role {
        Role::Owner => 4.0,
        Role::Regulator | Role::Assurer => 3.0,
        Role::Aggregator => 1.0,
    };
    let half_lives = match (record.asserted, newest) {
        (Some(asserted), Some(newest)) => {
            (asserted.duration_until(newest).as_hours() / 24) as f64 / half_life_days(field)
        }
        (None, Some(_)) => 2.0,
        _ => 0.0,
    };
    let reading = if reading(service, field) == Reading::FromProse { 0.5 } else { 1.0 };
    let listed = if record.gone.is_some() { 0.01 } else { 1.0 };
    role * (-half_lives).exp2() * reading * listed
}

fn half_life_days(field: Field) -> f64 {
    let part = match field {
        Field::Schedule | Field::Status | Field::Cost => Part::Times,
        Field::Phone | Field::Email | Field::Website | Field::Joining => Part::Contact,
        Field::Location | Field::Point | Field::Areas | Field::Delivery | Field::Accessibility => Part::Place,
        _ => Part::Purpose,
    };
    f64::from(part.half_life_days())
}

fn reading(service: &Service, field: Field) -> Reading {
    service.evidence.iter().find(|line| line.field == field).map_or(Reading::Stated, |line| line.reading)
}

/// What is gathered from all records instead of won by one: names, kinds, facts that only one knows.
fn gather(services: &[&Service], made: &mut Service) {
    let shown = names::fold(&made.name);
    let mut others: Vec<String> = Vec::new();
    for name in
        services.iter().flat_map(|service| std::iter::once(&service.name).chain(&service.alternate_names))
    {
        let folded = names::fold(name);
        if folded != shown && !others.iter().any(|known| names::fold(known) == folded) {
            others.push(name.clone());
        }
    }
    made.alternate_names = others;
    for service in services {
        add_new(&mut made.categories, &service.categories);
        add_new(&mut made.source_categories, &service.source_categories);
        add_new(&mut made.codes, &service.codes);
        for (feature, fact) in &service.accessibility.facts {
            made.accessibility.facts.entry(*feature).or_insert(*fact);
        }
        fields::complete_places(service, made);
        if let (Some(ours), Some(theirs)) = (&mut made.organisation, &service.organisation) {
            add_new(&mut ours.identifiers, &theirs.identifiers);
            ours.website = ours.website.take().or_else(|| theirs.website.clone());
            ours.description = ours.description.take().or_else(|| theirs.description.clone());
            if theirs.register == Some(RegisterStatus::Removed) || ours.register.is_none() {
                ours.register = theirs.register;
            }
        }
        made.first_visit = made.first_visit.take().or_else(|| service.first_visit.clone());
    }
    made.nature = services.iter().map(|service| service.nature).min().unwrap_or(Nature::FrontLine);
    made.last_modified = services.iter().filter_map(|service| service.last_modified).max();
    made.assured = services.iter().filter_map(|service| service.assured).max();
    if !made.evidence.iter().any(|line| line.field == Field::Status) {
        made.status = Status::Active;
    }
    gather_dates(services, made);
}

/// Dated entries of one repeated event are the sessions of one service.
fn gather_dates(services: &[&Service], made: &mut Service) {
    let is_dated = |service: &Service| {
        let sessions = &service.schedule.sessions;
        !sessions.is_empty()
            && sessions.iter().all(|session| matches!(session.recurrence, Recurrence::Dated { .. }))
    };
    if !is_dated(made) {
        return;
    }
    for service in services.iter().filter(|service| is_dated(service)) {
        add_new(&mut made.schedule.sessions, &service.schedule.sessions);
    }
    made.schedule.sessions.sort_by_key(|session| match &session.recurrence {
        Recurrence::Dated { dates } => (dates.first().copied(), session.opens_at, session.closes_at),
        _ => (None, session.opens_at, session.closes_at),
    });
}

fn add_new<T: PartialEq + Clone>(into: &mut Vec<T>, from: &[T]) {
    for value in from {
        if !into.contains(value) {
            into.push(value.clone());
        }
    }
}
