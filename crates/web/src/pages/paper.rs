//! Pages as PDF: the list in hand and the neighbourhood directory, in ordinary or large print.
//!
//! The fonts are the ones every reader has, so a file is small and nothing is embedded. HTML stays the
//! accessible form; this one is for printing and sending.

mod typeset;

use model::eligibility::JoiningRoute;
use model::place::Location;
use search::answer::Hit;

use crate::brief::{Brief, short_id};
use crate::format;
use crate::gather::Chosen;
use crate::pages::directory::Booklet;
use crate::view::View;

use typeset::{Face, Typesetter};

/// One entry: a name, then lines "what: value".
struct Entry {
    name: String,
    lines: Vec<(String, String)>,
}

/// A person's list.
pub fn list(view: &View, chosen: &[Chosen], is_large: bool) -> Vec<u8> {
    let title = view.tell("list-title", &[("count", chosen.len().into())]);
    let mut paper = Typesetter::new(&title, view.words.language().code(), is_large);
    paper.line(Face::Bold, 20.0, &title);
    paper.line(
        Face::Plain,
        10.0,
        &view.tell("printed-on", &[("date", format::date(view.words, view.now.date()).into())]),
    );
    for one in chosen {
        entry(&mut paper, &of_chosen(view, one));
    }
    paper.finish()
}

/// A neighbourhood directory.
pub fn booklet(view: &View, booklet: &Booklet, is_large: bool) -> Vec<u8> {
    let words = view.words;
    let title = view.tell("directory-of", &[("where", booklet.place.as_str().into())]);
    let mut paper = Typesetter::new(&title, words.language().code(), is_large);
    paper.line(Face::Bold, 24.0, &title);
    paper.line(Face::Bold, 12.0, &booklet.stamp(view));
    paper.line(Face::Plain, 11.0, words.say("directory-how"));
    paper.gap(6.0);
    for (section, hits) in &booklet.sections {
        paper.line(Face::Plain, 11.0, &format!("{section} ({})", hits.len()));
    }
    for (section, hits) in &booklet.sections {
        paper.heading(16.0, section);
        for hit in hits {
            entry(&mut paper, &of_hit(view, hit));
        }
    }
    paper.finish()
}

fn entry(paper: &mut Typesetter, entry: &Entry) {
    paper.keep_together(4);
    paper.gap(6.0);
    paper.line(Face::Bold, 12.0, &entry.name);
    for (what, value) in &entry.lines {
        paper.line(Face::Plain, 11.0, &format!("{what}: {value}"));
    }
}

fn of_hit(view: &View, hit: &Hit) -> Entry {
    let words = view.words;
    let brief = Brief::of_hit(view, hit, view.now.datetime());
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push((words.say(key).to_owned(), value));
        }
    };
    let place = match (brief.place, brief.distance) {
        (Some(place), Some(distance)) => Some(format!("{place} ({distance})")),
        (place, _) => place,
    };
    add("where", place);
    add("when", brief.when.or_else(|| hit.when_text.clone()));
    add("cost", Some(hit.cost_text.clone().unwrap_or_else(|| format::cost_kind(words, hit.cost).to_owned())));
    add("joining", ways_in(view, &hit.joining));
    add("ring", hit.phone.as_ref().map(|(_, readable)| readable.clone()));
    add("their-page", hit.website.as_deref().map(|page| crate::parts::host_of(page).to_owned()));
    Entry { name: hit.name.clone(), lines }
}

fn of_chosen(view: &View, one: &Chosen) -> Entry {
    let words = view.words;
    let service = &one.service;
    let brief = Brief::of_chosen(view, one);
    let routes: Vec<JoiningRoute> = service.joining.routes.iter().copied().collect();
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push((words.say(key).to_owned(), value));
        }
    };
    add("where", service.locations.first().map(address).filter(|text| !text.is_empty()).or(brief.place));
    add("when", brief.when.or_else(|| service.schedule.text.clone()));
    add("cost", Some(format::cost(words, &service.cost)));
    add("joining", ways_in(view, &routes).or_else(|| Some(words.say("not-stated-ask").to_owned())));
    let phones: Vec<&str> = service.contact.phones.iter().map(|phone| phone.readable.as_str()).collect();
    add("ring", Some(phones.join(", ")).filter(|text| !text.is_empty()));
    add("field-email", service.contact.emails.first().cloned());
    add("their-page", service.contact.website.as_deref().map(|page| crate::parts::host_of(page).to_owned()));
    add("page-here", Some(view.absolute(&format!("/s/{}", short_id(service.id)))));
    Entry { name: service.name.clone(), lines }
}

fn address(place: &Location) -> String {
    let postcode = place.postcode.map(|code| code.to_string());
    let parts = [&place.name, &place.address, &place.town, &postcode];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn ways_in(view: &View, routes: &[JoiningRoute]) -> Option<String> {
    let ways: Vec<&str> = routes.iter().map(|route| format::joining(view.words, *route)).collect();
    Some(ways.join("; ")).filter(|text| !text.is_empty())
}
