//! The offline pack: one HTML file with a district's services and a small search inside, for a USB stick.

use maud::{DOCTYPE, PreEscaped, html};
use model::identifier::AreaCode;
use model::service::Service;
use search::catalogue::Catalogue;
use serde_json::{Value, json};

use crate::base_map::{BASE_MAP, District};
use crate::format;
use crate::layout::json_ld;
use crate::pages::service::cut;
use crate::view::View;

/// Services in one pack at most.
const MOST_SERVICES: usize = 8_000;

/// The whole file.
pub fn draw(view: &View, catalogue: &Catalogue, district: &District) -> String {
    let words = view.words;
    let code = AreaCode(district.code.clone());
    let inside = |service: &Service| {
        service
            .locations
            .iter()
            .any(|place| place.located.as_ref().is_some_and(|l| l.authority.as_ref() == Some(&code)))
    };
    let services: Vec<Value> = catalogue
        .services()
        .filter(inside)
        .take(MOST_SERVICES)
        .map(|service| entry(view, &service, &code))
        .collect();
    let vocabulary = catalogue.vocabulary();
    let concepts: Vec<Value> = vocabulary
        .concepts()
        .iter()
        .map(|concept| {
            let phrases: Vec<&str> = concept
                .phrases
                .iter()
                .filter(|(_, weight)| *weight >= 0.5)
                .map(|(phrase, _)| phrase.as_str())
                .collect();
            let helps: Vec<&str> = concept.bridges.iter().map(|bridge| bridge.to.0.as_str()).collect();
            json!([concept.id.0, concept.label, phrases, helps])
        })
        .collect();
    let (low, high) = district.bounds;
    let places: Vec<Value> = BASE_MAP
        .places
        .iter()
        .filter(|(_, at)| {
            (low.latitude..high.latitude).contains(&at.latitude)
                && (low.longitude..high.longitude).contains(&at.longitude)
        })
        .map(|(name, at)| json!([name, round(at.latitude), round(at.longitude)]))
        .collect();
    let mut credits: Vec<&str> =
        catalogue.sources().iter().filter_map(|report| report.source.attribution.as_deref()).collect();
    credits.sort_unstable();
    credits.dedup();
    let title = view.tell("district-title", &[("where", district.name.as_str().into())]);
    let count = services.len();
    let data = json_ld(&json!({ "services": services, "concepts": concepts, "places": places }));
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

fn entry(view: &View, service: &Service, code: &AreaCode) -> Value {
    let place = service
        .locations
        .iter()
        .find(|place| place.located.as_ref().is_some_and(|located| located.authority.as_ref() == Some(code)));
    let at = place.and_then(|place| place.located.as_ref()).map(|located| located.point);
    let named =
        place.and_then(|place| place.name.as_deref().or(place.address.as_deref()).or(place.town.as_deref()));
    json!([
        service.name,
        service.description.as_deref().map(|text| cut(text, 160)),
        service.categories.iter().map(|id| id.0.as_str()).collect::<Vec<_>>(),
        named,
        place.and_then(|place| place.postcode).map(|code| code.to_string()),
        at.map(|point| [round(point.latitude), round(point.longitude)]),
        service.schedule.text,
        format::cost(view.words, &service.cost),
        service.contact.phones.first().map(|phone| phone.readable.as_str()),
        service.contact.website,
        service.id.to_string(),
    ])
}

/// About ten metres.
fn round(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}
