//! The offline pack: one HTML file with a district's services and a small search inside, for a USB stick.

use std::collections::{BTreeMap, BTreeSet};

use maud::{DOCTYPE, PreEscaped, html};
use model::identifier::AreaCode;
use model::place::{Location, Point};
use model::postcode::Postcode;
use model::service::Service;
use search::asked_from::AskedFrom;
use search::catalogue::Catalogue;
use search::excerpt::{Excerpt, Excerpted};
use search::rank::FOR_OTHERS_FACTOR;
use serde_json::{Value, json};

use crate::base_map::{BASE_MAP, District};
use crate::format;
use crate::layout::json_ld;
use crate::pages::service::cut;
use crate::view::View;

/// Services in one pack at most.
const MOST_SERVICES: usize = 8_000;
/// The least worth of a phrase that may mean a concept.
const LEAST_WORTH: f32 = 0.5;

/// The whole file.
pub fn draw(view: &View, catalogue: &Catalogue, district: &District) -> String {
    let words = view.words;
    let code = AreaCode(district.code.clone());
    let inside = |service: &Service| places_in(service, &code).next().is_some();
    let concepts = catalogue.vocabulary().concepts();
    let mut phrases: Vec<&str> = concepts
        .iter()
        .flat_map(|concept| {
            let sure = concept.phrases.iter().filter(|(_, worth)| *worth >= LEAST_WORTH);
            std::iter::once(concept.label.as_str()).chain(sure.map(|(phrase, _)| phrase.as_str()))
        })
        .collect();
    phrases.sort_unstable();
    phrases.dedup();
    let (low, high) = district.bounds;
    let middle = Point {
        latitude: (low.latitude + high.latitude) / 2.0,
        longitude: (low.longitude + high.longitude) / 2.0,
    };
    let excerpt = catalogue.excerpt(
        middle,
        middle.distance_metres(&high) * 1.05,
        MOST_SERVICES,
        inside,
        &phrases,
        &view.now,
    );
    let services: Vec<Value> = excerpt.services.iter().map(|one| entry(view, one, &code)).collect();
    let asked: Vec<Value> = excerpt
        .phrases
        .iter()
        .map(|phrase| {
            json!([phrase.typed, phrase.parts, phrase.extras, phrase.is_for_the_whole_area, phrase.asked])
        })
        .collect();
    let places = origins(view, catalogue, district, &excerpt);
    let mut credits: Vec<&str> =
        catalogue.sources().iter().filter_map(|report| report.source.attribution.as_deref()).collect();
    credits.sort_unstable();
    credits.dedup();
    let title = view.tell("district-title", &[("where", district.name.as_str().into())]);
    let count = services.len();
    let data = json_ld(
        &json!({ "services": services, "phrases": asked, "places": places, "others": FOR_OTHERS_FACTOR }),
    );
    let markup = html! {
        (DOCTYPE)
        html lang=(words.language().code()) dir=(words.language().direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – " (words.say("site-name")) }
                style { (PreEscaped(include_str!("pack/pack.css"))) }
            }
            body {
                header { h1 { (title) } p { (view.tell("pack-stamp", &[("date", format::date(words, view.now.date()).into()), ("count", count.into())])) } }
                main {
                    form id="ask" role="search" {
                        label for="q" { (words.say("box-label")) }
                        input id="q" type="search" autocomplete="off";
                        button type="submit" { (words.say("search")) }
                    }
                    p id="said" role="status" {}
                    ol id="found" {}
                    noscript { p { (words.say("pack-needs-script")) } }
                }
                footer { details { summary { (words.say("sources")) } ul { @for credit in credits { li { (credit) } } } } }
                script type="application/json" id="data" { (PreEscaped(data)) }
                script { (PreEscaped(include_str!("pack/pack.js"))) }
            }
        }
    };
    markup.into_string()
}

/// The places of a service that lie in the district.
fn places_in<'s>(service: &'s Service, code: &AreaCode) -> impl Iterator<Item = &'s Location> {
    let is_inside = move |place: &&Location| {
        place.located.as_ref().is_some_and(|located| located.authority.as_ref() == Some(code))
    };
    service.locations.iter().filter(is_inside)
}

/// Names and postcodes one may ask from, each as the site takes it: where it is, how far one looks, and
/// where a score has fallen to a half. Every live postcode of the district is there, and those of services.
fn origins(view: &View, catalogue: &Catalogue, district: &District, excerpt: &Excerpt) -> Vec<Value> {
    let (low, high) = district.bounds;
    let is_near = |at: &Point| {
        (low.latitude..high.latitude).contains(&at.latitude)
            && (low.longitude..high.longitude).contains(&at.longitude)
    };
    let mut places: BTreeMap<String, Value> = BTreeMap::new();
    let mut put = |name: String, from: AskedFrom| {
        let (half, suited) = (from.half_metres.round(), from.suited_metres.round());
        let at = [round(from.point.latitude), round(from.point.longitude)];
        places.insert(name.clone(), json!([name, at[0], at[1], half, suited]));
    };
    let mut names: BTreeSet<String> =
        BASE_MAP.places.iter().filter(|(_, at)| is_near(at)).map(|(name, _)| name.clone()).collect();
    names.insert(district.name.clone());
    for (postcode, point) in catalogue.gazetteer().live_postcodes_of(&AreaCode(district.code.clone())) {
        names.extend(parts_of(&postcode));
        put(postcode.to_string(), catalogue.asked_from_point(point));
    }
    let of_services = excerpt.services.iter().flat_map(|one| &one.service.locations);
    for postcode in of_services.filter_map(|place| place.postcode) {
        names.extend(parts_of(&postcode));
        names.insert(postcode.to_string());
    }
    for name in names {
        if let Some(from) = catalogue.asked_from(&name, &view.now).filter(|from| is_near(&from.point)) {
            put(name, from);
        }
    }
    places.into_values().collect()
}

/// The outcode and the sector of a postcode.
fn parts_of(postcode: &Postcode) -> [String; 2] {
    let typed = postcode.to_string();
    let outcode = typed.split(' ').next().unwrap_or_default().to_owned();
    let sector = typed.chars().take(outcode.len() + 2).collect();
    [outcode, sector]
}

fn entry(view: &View, one: &Excerpted, code: &AreaCode) -> Value {
    let service = &one.service;
    let place = places_in(service, code).next();
    let named =
        place.and_then(|place| place.name.as_deref().or(place.address.as_deref()).or(place.town.as_deref()));
    let points: Vec<[f64; 2]> = service
        .locations
        .iter()
        .filter_map(|place| place.located.as_ref())
        .map(|located| [round(located.point.latitude), round(located.point.longitude)])
        .collect();
    let scores: Vec<Value> = one
        .scores
        .iter()
        .flat_map(|(term, score)| [json!(term), json!((score * 10_000.0).round() as u32)])
        .collect();
    let turn = service.organisation.as_ref().map(|o| &o.name).filter(|name| **name != service.name);
    json!([
        service.id.to_string(),
        service.name,
        service.description.as_deref().map(|text| cut(text, 160)),
        named,
        place.and_then(|place| place.postcode).map(|code| code.to_string()),
        points,
        service.schedule.text,
        format::cost(view.words, &service.cost),
        service.contact.phones.first().map(|phone| phone.readable.as_str()),
        service.contact.website,
        turn,
        (one.prior * 10_000.0).round() as u32,
        scores,
        one.named,
    ])
}

/// About a metre: at ten, entries about as good as each other changed places.
fn round(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}
