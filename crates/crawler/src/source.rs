//! A source: one folder of `scrapers/`, as its `source.toml` describes it.
//!
//! The whole file is a closed list of keys. An unknown key, a wrong value or a missing one is a
//! [`SourceProblem`] with file, line, key and the nearest known key; the other sources go on.

mod condition;
mod field;
mod format;
mod map;
mod path;
mod promise;
mod relate;
mod table;
mod target;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use model::evidence::Role;
use model::identifier::SourceId;
use model::service::Nature;
use model::source::SourceInfo;

pub use self::condition::{Condition, fold};
pub use self::field::{FieldRule, Finder, Given, Group, Mapping, Step};
pub use self::format::Format;
pub use self::path::{FieldPath, Segment};
pub use self::promise::{Expect, Personal, PersonalRule};
pub use self::relate::Relate;
use self::table::{Problems, Table};
pub use self::table::{SourceProblem, nearest};
pub use self::target::Target;

/// A source, ready to be fetched, read and mapped.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// What people are told of it.
    pub info: SourceInfo,
    /// The folder that `source.toml` stands in; relative `file:` addresses start here.
    pub folder: PathBuf,
    /// Blake3 of the text of `source.toml`: another digest means the last reading is stale.
    pub digest: String,
    /// What kind of entry its records are, when it is not front-line services.
    pub nature: Option<Nature>,
    /// Whether its records are of the kind `map.concept` states and no other: their names are those of places
    /// and people ("Clay Cross Medical Centre" is no pottery class), and are not read for more.
    pub one_kind: bool,
    /// Where and how often to fetch.
    pub fetch: FetchSettings,
    /// How to read what was fetched.
    pub read: ReadSettings,
    /// From the record's fields to ours.
    pub map: Mapping,
    /// Which fields carry private persons.
    pub personal: Personal,
    /// What the source promises.
    pub expect: Expect,
}

/// `[fetch]`.
#[derive(Debug, Clone, PartialEq)]
pub struct FetchSettings {
    /// Addresses, in order: `file:` (relative to the folder, `*` allowed in the last part), `http:` or `https:`.
    pub urls: Vec<String>,
    /// Variables in an address that were not set: the source is then skipped, and said so.
    pub unset: BTreeSet<String>,
    /// How often to fetch again.
    pub every: Duration,
    /// At least this long between two requests to a host.
    pub delay: Duration,
    /// The longest download, in bytes.
    pub maximum_bytes: u64,
    /// The most pages of a paged feed.
    pub maximum_pages: u32,
    /// For pages found by sitemap: only addresses that hold this.
    pub only: Option<String>,
}

/// `[read]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadSettings {
    /// The format or platform.
    pub format: Format,
    /// Where the records stand in a JSON tree: `services`, `data.items`, `*`.
    pub records: Option<FieldPath>,
    /// Which member of an archive: `*.csv`.
    pub member: Option<String>,
    /// Column delimiter, when detection should not be trusted.
    pub delimiter: Option<u8>,
    /// Character encoding, when detection should not be trusted.
    pub encoding: Option<String>,
    /// Which row is the header, from 1; the rows above are skipped.
    pub header_row: usize,
    /// Column names of a file without a header.
    pub columns: Vec<String>,
    /// Which sheet of a workbook.
    pub sheet: Option<String>,
    /// Values that mean nothing was said: `N/A`.
    pub absent: BTreeSet<String>,
    /// Only records that meet all of these.
    pub only: Vec<Condition>,
    /// No records that meet one of these.
    pub skip: Vec<Condition>,
    /// Records elsewhere in the same data that a record points at.
    pub relate: Vec<Relate>,
    /// For HTML: the element of one record.
    pub select: Option<String>,
    /// For HTML: names of fields and the selector of each.
    pub fields: Vec<(String, String)>,
}

/// The licences a source may name, as SPDX ids; `none-stated` is test input only.
pub const LICENCES: [&str; 15] = [
    "Apache-2.0",
    "OGL-UK-3.0",
    "OGL-UK-2.0",
    "OGL-UK-1.0",
    "CC-BY-4.0",
    "CC-BY-3.0",
    "CC-BY-SA-4.0",
    "CC-BY-SA-3.0",
    "CC0-1.0",
    "ODbL-1.0",
    "ODC-By-1.0",
    "MIT",
    "OSCR-register",
    "none-stated",
    "own-work",
];

const DAY: Duration = Duration::from_secs(86_400);
const MEBIBYTE: u64 = 1024 * 1024;

impl Source {
    /// Reads the text of a `source.toml`. `folder` is where it stands; `variable` answers for
    /// `${NAME}` in an address.
    pub fn parse(
        folder: &Path,
        text: &str,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Source, Vec<SourceProblem>> {
        let file = folder.join("source.toml");
        let mut problems = Problems::new(&file, text);
        let document = match toml::de::DeTable::parse(text) {
            Ok(document) => document,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                problems.add(at, "", error.message().to_owned());
                return Err(problems.into_vec());
            }
        };
        let mut top = Table::new("", 0, document.get_ref());
        let source = read_source(folder, text, &mut top, &mut problems, &variable);
        top.finish(&mut problems);
        let found = problems.into_vec();
        match source {
            Some(source) if found.is_empty() => Ok(source),
            _ => Err(found),
        }
    }

    /// Its name.
    pub fn id(&self) -> &SourceId {
        &self.info.id
    }
}

fn read_source(
    folder: &Path,
    text: &str,
    top: &mut Table<'_>,
    problems: &mut Problems<'_>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Option<Source> {
    let info = read_info(folder, top, problems);
    let nature = top.choice(
        "nature",
        &[
            ("front-line", Nature::FrontLine),
            ("umbrella", Nature::Umbrella),
            ("register-entry", Nature::RegisterEntry),
        ],
        problems,
    );
    let one_kind_at = top.position("one_kind");
    let one_kind = top.truth("one_kind", problems).unwrap_or(false);
    let fetch = match top.table("fetch", problems) {
        Some(mut table) => {
            let fetch = read_fetch(&mut table, problems, variable);
            table.finish(problems);
            fetch
        }
        None => {
            problems.add(0, "fetch", "a `[fetch]` table with a `url` is needed".to_owned());
            None
        }
    };
    let read = match top.table("read", problems) {
        Some(mut table) => {
            let read = read_reading(&mut table, problems);
            table.finish(problems);
            read
        }
        None => {
            problems.add(0, "read", "a `[read]` table with a `format` is needed".to_owned());
            None
        }
    };
    let map = match top.table("map", problems) {
        Some(table) => Some(map::read_mapping(table, problems)),
        None => Some(Mapping::default()),
    };
    if let (Some(read), Some(map)) = (&read, &map)
        && !read.format.has_fields_of_its_own()
        && !map.has_target(Target::Name)
        && !problems.any()
    {
        problems.add(0, "map.name", format!("`{}` needs a `[map]` with at least `name`", read.format.name()));
    }
    if let (true, Some(map)) = (one_kind, &map)
        && !map.has_target(Target::Concept)
    {
        problems.add(one_kind_at, "one_kind", "needs `map.concept`, which says of what kind".to_owned());
    }
    let personal = promise::read_personal(top.table("personal", problems), problems);
    let expect = promise::read_expect(top.table("expect", problems), problems);
    Some(Source {
        info: info?,
        folder: folder.to_owned(),
        digest: blake3::hash(text.as_bytes()).to_hex().to_string(),
        nature,
        one_kind,
        fetch: fetch?,
        read: read?,
        map: map?,
        personal,
        expect,
    })
}

fn read_info(folder: &Path, top: &mut Table<'_>, problems: &mut Problems<'_>) -> Option<SourceInfo> {
    let id_at = top.position("id");
    let id = top.needed_string("id", problems);
    let title = top.needed_string("title", problems);
    let publisher = top.needed_string("publisher", problems);
    let homepage = top.string("homepage", problems);
    let licence_at = top.position("licence");
    let licence = top.needed_string("licence", problems);
    let attribution = top.string("attribution", problems);
    let role = top.choice(
        "role",
        &[
            ("owner", Role::Owner),
            ("regulator", Role::Regulator),
            ("assurer", Role::Assurer),
            ("aggregator", Role::Aggregator),
        ],
        problems,
    );
    let data_date = read_date("data_date", top, problems);
    let checked = read_date("checked", top, problems);
    top.string("note", problems);
    if let Some(licence) = &licence
        && !LICENCES.contains(&licence.as_str())
    {
        let message = format!("`{licence}` is not a licence on our list");
        problems.add_nearest(licence_at, "licence", message, licence, &LICENCES);
    }
    let id = id?;
    let Some(parsed) = SourceId::parse(&id) else {
        let message = format!("`{id}` is not a source id: lower-case words parted by single hyphens");
        problems.add(id_at, "id", message);
        return None;
    };
    let folder_name = folder.file_name().and_then(|name| name.to_str());
    if let Some(name) = folder_name
        && name != id
    {
        problems.add(id_at, "id", format!("the id `{id}` is not the folder's name `{name}`"));
    }
    Some(SourceInfo {
        id: parsed,
        title: title?,
        publisher: publisher?,
        homepage,
        licence: licence?,
        attribution,
        role: role.unwrap_or_default(),
        data_date,
        checked,
    })
}

fn read_date(key: &'static str, top: &mut Table<'_>, problems: &mut Problems<'_>) -> Option<Date> {
    let at = top.position(key);
    let text = top.date_text(key, problems)?;
    match text.parse() {
        Ok(date) => Some(date),
        Err(_) => {
            problems.add(at, key, format!("`{text}` is not a date like `2026-11-20`"));
            None
        }
    }
}

fn read_fetch(
    table: &mut Table<'_>,
    problems: &mut Problems<'_>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Option<FetchSettings> {
    let at = table.position("url");
    let mut urls = table.strings("url", problems);
    urls.extend(table.strings("urls", problems));
    let every = read_duration("every", table, problems).unwrap_or(7 * DAY);
    let delay = read_duration("delay", table, problems).unwrap_or(Duration::from_secs(1));
    let maximum_mebibytes = table.integer("maximum_mebibytes", problems).unwrap_or(1024);
    let maximum_pages = table.integer("maximum_pages", problems).unwrap_or(10_000);
    let only = table.string("only", problems);
    if urls.is_empty() {
        problems.add(at, "fetch.url", "an address is needed".to_owned());
        return None;
    }
    let mut unset = BTreeSet::new();
    let mut expanded = Vec::new();
    for url in urls {
        let url = expand(&url, variable, &mut unset);
        let known = ["file:", "http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
        if !known {
            problems.add(at, "fetch.url", format!("`{url}` is not a `file:`, `http:` or `https:` address"));
        }
        expanded.push(url);
    }
    Some(FetchSettings {
        urls: expanded,
        unset,
        every,
        delay,
        maximum_bytes: maximum_mebibytes.clamp(1, 65_536) * MEBIBYTE,
        maximum_pages: u32::try_from(maximum_pages).unwrap_or(u32::MAX).max(1),
        only,
    })
}

/// Puts variables in for `${NAME}`; one that is not set is noted and left as it stands.
fn expand(url: &str, variable: &dyn Fn(&str) -> Option<String>, unset: &mut BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut rest = url;
    while let Some(start) = rest.find("${") {
        out.push_str(&rest[..start]);
        let Some(length) = rest[start..].find('}') else { break };
        let name = &rest[start + 2..start + length];
        match variable(name) {
            Some(value) => out.push_str(&value),
            None => {
                unset.insert(name.to_owned());
                out.push_str(&rest[start..=start + length]);
            }
        }
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

fn read_duration(key: &'static str, table: &mut Table<'_>, problems: &mut Problems<'_>) -> Option<Duration> {
    let at = table.position(key);
    let text = table.string(key, problems)?;
    let parsed = parse_duration(&text);
    if parsed.is_none() {
        problems.add(
            at,
            &table.name_of(key),
            format!("`{text}` is not a time like `7d`, `12h`, `30m` or `2s`"),
        );
    }
    parsed
}

/// Reads `7d`, `12h`, `30m`, `2s`, `500ms`.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit())?;
    let number: u64 = text[..split].parse().ok()?;
    let unit = match text[split..].trim() {
        "ms" => Duration::from_millis(1),
        "s" => Duration::from_secs(1),
        "m" => Duration::from_secs(60),
        "h" => Duration::from_secs(3600),
        "d" => DAY,
        "w" => 7 * DAY,
        _ => return None,
    };
    unit.checked_mul(u32::try_from(number).ok()?)
}

fn read_reading(table: &mut Table<'_>, problems: &mut Problems<'_>) -> Option<ReadSettings> {
    let format_at = table.position("format");
    let name = table.string("format", problems);
    if name.is_none() {
        problems.add(format_at, "read.format", "a format is needed".to_owned());
    }
    let format = name.as_deref().and_then(|name| {
        let found = Format::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format);
        if found.is_none() {
            let names: Vec<&str> = Format::ALL.iter().map(|(known, _)| *known).collect();
            problems.add_nearest(
                format_at,
                "read.format",
                format!("`{name}` is not a format we read"),
                name,
                &names,
            );
        }
        found
    });
    let delimiter_at = table.position("delimiter");
    let delimiter = match table.string("delimiter", problems).as_deref() {
        Some("tab" | "\t") => Some(b'\t'),
        Some(text) if text.len() == 1 => Some(text.as_bytes()[0]),
        Some(text) => {
            problems.add(delimiter_at, "read.delimiter", format!("`{text}` is not one character or `tab`"));
            None
        }
        None if name.as_deref() == Some("tsv") => Some(b'\t'),
        None => None,
    };
    let records = table.string("records", problems).map(|path| FieldPath::parse(&path));
    let member = table.string("member", problems);
    let encoding_at = table.position("encoding");
    let encoding = table.string("encoding", problems);
    if let Some(label) = &encoding
        && encoding_rs::Encoding::for_label(label.as_bytes()).is_none()
    {
        problems.add(encoding_at, "read.encoding", format!("`{label}` is not a character encoding"));
    }
    let header_row = table.integer("header_row", problems).unwrap_or(1).max(1) as usize;
    let columns = table.strings("columns", problems);
    let sheet = table.string("sheet", problems);
    let absent = table.strings("absent", problems).into_iter().map(|word| word.to_lowercase()).collect();
    let only = condition::read_conditions("only", table, problems);
    let skip = condition::read_conditions("skip", table, problems);
    let relate = relate::read_relations(table, problems);
    let select = table.string("select", problems);
    let fields = table.string_table("fields", problems);
    Some(ReadSettings {
        format: format?,
        records,
        member,
        delimiter,
        encoding,
        header_row,
        columns,
        sheet,
        absent,
        only,
        skip,
        relate,
        select,
        fields,
    })
}

#[cfg(test)]
mod tests;
