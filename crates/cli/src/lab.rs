//! `fingerpost lab`: the search-quality lab, over a file of judged questions.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use model::identifier::ServiceId;
use model::place::{METRES_PER_MILE, Point, ServiceArea};
use model::service::Service;
use search::catalogue::Catalogue;
use search::lab::{self, Baselines, Judged, Run};

use crate::folders::Folders;
use crate::open;

/// So much of a description is enough to judge by.
const SHOWN_CHARACTERS: usize = 120;

/// Asks every judged question of our ranking and of four simple ones over the same services.
#[derive(Debug, Args)]
pub struct Lab {
    /// The judged questions.
    #[arg(default_value = "tests/lab/questions.txt")]
    file: PathBuf,
    /// Show our worst so many questions.
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    worst: usize,
    /// Show the services that a ranking brings among its first so many and nobody has judged yet, as lines
    /// to put a grade before.
    #[arg(long, value_name = "DEPTH")]
    to_judge: Option<usize>,
    /// Show the first rows of those, each with its grade, and the best judged that are not among them.
    #[arg(long)]
    rows: bool,
    /// Our ranking alone, without the four beside it: quicker.
    #[arg(long)]
    ours: bool,
    /// Do not keep this run as the one the next is compared with.
    #[arg(long)]
    forget: bool,
}

/// Runs the command.
pub fn run(arguments: &Lab, folders: &Folders) -> anyhow::Result<ExitCode> {
    let path = &arguments.file;
    let text =
        std::fs::read_to_string(path).with_context(|| format!("could not read `{}`", path.display()))?;
    let judged = lab::parse(&text).with_context(|| format!("in `{}`", path.display()))?;
    let catalogue = open::catalogue(folders)?.catalogue;
    let now = open::now();
    if let Some(depth) = arguments.to_judge {
        let baselines = Baselines::of(catalogue.services());
        for judged in &judged {
            let unjudged = lab::unjudged(&catalogue, &baselines, judged, depth, &now);
            let origin = lab::origin(&catalogue, &judged.question, &now);
            print_unjudged(&catalogue, judged, &unjudged, origin);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let beside = (!arguments.ours).then(|| Baselines::of(catalogue.services()));
    let run = lab::run(&catalogue, beside.as_ref(), &judged, &now);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let kept = folders.built().join("lab").join(format!("{name}.json"));
    let last: Option<Run> = std::fs::read(&kept).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    print!("{}", run.shown(last.as_ref()));
    println!("\nour worst (nDCG@5):");
    for asked in run.worst(arguments.worst) {
        let held = if asked.is_held_out { "  (held out)" } else { "" };
        println!("{:.3}  {}{held}", asked.ndcg5(), asked.question);
        if let Some(judged) = judged.iter().find(|judged| arguments.rows && judged.question == asked.question)
        {
            print_rows(&catalogue, judged, &now);
        }
    }
    if !arguments.forget {
        let folder = kept.parent().unwrap_or(&kept);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&kept, serde_json::to_vec_pretty(&run)?))
            .with_context(|| format!("could not keep this run in `{}`", kept.display()))?;
        eprintln!("kept in {}", kept.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// How many rows of an answer are shown with their grades, and how many that are not among them.
const ROWS_SHOWN: usize = 10;

fn print_rows(catalogue: &Catalogue, judged: &Judged, now: &jiff::Zoned) {
    let (judged, _) = judged.in_catalogue(catalogue);
    let origin = lab::origin(catalogue, &judged.question, now);
    let rows = lab::ours(catalogue, &judged.question, now).services;
    let shown = &rows[..rows.len().min(ROWS_SHOWN)];
    let mut missed: Vec<_> = judged.grades.iter().filter(|(id, _)| !shown.contains(id)).collect();
    missed.sort_by_key(|(_, (grade, _))| -grade);
    let missed = missed.into_iter().filter(|(_, (grade, _))| *grade >= 2).map(|(id, _)| id);
    for (mark, id) in
        shown.iter().map(|id| (" ", id)).chain(missed.take(ROWS_SHOWN).map(|id| ("not shown", id)))
    {
        let grade = judged.grades.get(id).map_or("_".to_owned(), |(grade, _)| grade.to_string());
        if let Some(service) = catalogue.service(*id) {
            println!("    {mark:9} {grade:>2} {id} {} | {}", service.name, told(&service, origin));
        }
    }
}

fn print_unjudged(catalogue: &Catalogue, judged: &Judged, unjudged: &[ServiceId], origin: Option<Point>) {
    if unjudged.is_empty() {
        return;
    }
    println!("? {}", judged.question);
    for service in unjudged.iter().filter_map(|id| catalogue.service(*id)) {
        println!("_ {} {} | {}", service.id, service.name, told(&service, origin));
    }
    println!();
}

/// What one needs to know to judge it: how far it is, where, what it is about, how it describes itself.
fn told(service: &Service, origin: Option<Point>) -> String {
    let located: Vec<_> = service.locations.iter().filter_map(|place| place.located.as_ref()).collect();
    let nearest = origin.and_then(|origin| {
        located.iter().map(|place| place.point.distance_metres(&origin)).min_by(f64::total_cmp)
    });
    let far = nearest.map_or(String::new(), |metres| format!("{:.1} mi", metres / METRES_PER_MILE));
    let place = located.first().and_then(|place| place.label.clone()).unwrap_or_default();
    let covers = service.areas.iter().take(2).map(|area| match area {
        ServiceArea::Area { name, .. } | ServiceArea::Named { name } => format!("covers {name}"),
        ServiceArea::UnitedKingdom => "covers the UK".to_owned(),
        ServiceArea::Polygon { .. } | ServiceArea::Around { .. } => "covers an area".to_owned(),
    });
    let categories = service.categories.iter().take(4).map(|concept| concept.0.clone());
    let about = service.description.as_deref().unwrap_or_default();
    let about: String =
        about.chars().take(SHOWN_CHARACTERS).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let parts = [far, place].into_iter().chain(covers).chain(categories).chain([about]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ")
}
