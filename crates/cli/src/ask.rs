//! `fingerpost ask`: a question on the terminal.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use model::place::METRES_PER_MILE;
use search::answer::{Answer, Hit, Lane};
use search::ask::{Ask, LaneKind};

use crate::folders::Folders;
use crate::open;

/// Asks a question: `fingerpost ask "choir groups near SK4 3AA"`.
#[derive(Debug, Args)]
pub struct Question {
    /// What you would type in the box.
    #[arg(required = true)]
    words: Vec<String>,
    /// Say how each row came to its place, and how the engine went about it.
    #[arg(long)]
    explain: bool,
    /// How far to go, in miles.
    #[arg(long, value_name = "MILES")]
    within: Option<f64>,
    /// Take the words as typed: no spelling repair.
    #[arg(long)]
    exactly: bool,
    /// Page, from 1.
    #[arg(long, default_value_t = 1)]
    page: u32,
}

/// Runs the command.
pub fn run(question: &Question, folders: &Folders) -> anyhow::Result<ExitCode> {
    let opened = open::catalogue(folders)?;
    let ask = Ask {
        within_miles: question.within,
        exactly: question.exactly,
        explain: question.explain,
        page: question.page,
        ..Ask::of(question.words.join(" "))
    };
    let now = open::now();
    let understood = opened.catalogue.understand(&ask, &now);
    let answer = opened.catalogue.answer(&understood, &now);
    print!("{}", shown(&answer));
    Ok(ExitCode::SUCCESS)
}

/// The answer as plain text.
fn shown(answer: &Answer) -> String {
    let mut out = String::new();
    if let Some(card) = &answer.crisis {
        let _ = writeln!(out, "{}", card.heading);
        for line in &card.lines {
            let way = line.phone.as_deref().or(line.url.as_deref()).unwrap_or_default();
            let _ = writeln!(out, "  {} {way}", line.text);
        }
        out.push('\n');
    }
    let chips: Vec<&str> = answer.reading.chips.iter().map(|chip| chip.label.as_str()).collect();
    let _ = writeln!(
        out,
        "read as: {}",
        if chips.is_empty() { "everything".to_owned() } else { chips.join(" · ") }
    );
    if let Some(repaired) = &answer.reading.repaired {
        let _ =
            writeln!(out, "searching instead for: {repaired} (add --exactly to search for what you typed)");
    }
    for note in answer.reading.notes.iter().chain(&answer.notices) {
        let _ = writeln!(out, "note: {note}");
    }
    for lane in &answer.lanes {
        lane_shown(&mut out, lane);
    }
    for hidden in &answer.hidden {
        let _ = writeln!(out, "{} not shown: {}", hidden.count, hidden.reason);
    }
    for miss in &answer.near_misses {
        let _ = writeln!(out, "or: {}", miss.label);
    }
    let is_nothing = answer.lanes.iter().all(|lane| lane.total.number == 0);
    if is_nothing && answer.near_misses.is_empty() {
        out.push_str(
            "\nNothing was found. Try fewer or other words, a larger place, or leave the place out.\n",
        );
    }
    if let Some(plan) = &answer.plan {
        let _ = writeln!(out, "plan: {plan}");
    }
    out
}

fn lane_shown(out: &mut String, lane: &Lane) {
    let title = match lane.kind {
        LaneKind::NearYou => "Near you",
        LaneKind::CoversYou => "Comes to you or covers your area",
        LaneKind::Anywhere => "By phone, online or national",
    };
    let about = if lane.total.is_about { "about " } else { "" };
    let within = lane.within_metres.map(|metres| format!(", within {:.1} miles", metres / METRES_PER_MILE));
    let _ = writeln!(out, "\n{title} ({about}{}{})", lane.total.number, within.unwrap_or_default());
    for hit in &lane.hits {
        hit_shown(out, hit);
    }
}

fn hit_shown(out: &mut String, hit: &Hit) {
    let far =
        hit.distance_metres.map_or(String::new(), |metres| format!("{:.1} mi  ", metres / METRES_PER_MILE));
    let _ = writeln!(out, "  {far}{}", hit.name);
    let place = [hit.place.as_deref(), hit.postcode.as_deref(), hit.covers.as_deref()];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    if !place.is_empty() {
        let _ = writeln!(out, "      {}", place.join(", "));
    }
    let next = hit.next.as_ref().map(|next| {
        let pattern = if next.is_time_stated { "next %a %-d %b, %H:%M" } else { "next %a %-d %b" };
        next.starts.strftime(pattern).to_string()
    });
    let phone = hit.phone.as_ref().map(|(_, readable)| readable.clone());
    let facts: Vec<String> =
        [next, hit.cost_text.clone(), phone, hit.website.clone()].into_iter().flatten().collect();
    if !facts.is_empty() {
        let _ = writeln!(out, "      {}", facts.join(" · "));
    }
    if let Some(because) = &hit.because {
        let _ = writeln!(out, "      {because}");
    }
    let _ = writeln!(out, "      {}: {}", hit.confidence.label.text(), hit.confidence.because);
    for (factor, value) in &hit.explanation {
        let _ = writeln!(out, "        {value:8.3}  {factor}");
    }
}
