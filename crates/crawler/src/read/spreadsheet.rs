//! XLSX, XLS and ODS workbooks: each row of a sheet an object of texts by column name.

use std::io::{BufRead, Cursor, Read};

use calamine::{Data, Reader};
use serde_json::{Map, Value};

use super::{Output, ReadError};
use crate::source::ReadSettings;

/// A workbook larger than this is not opened.
const LARGEST_BYTES: u64 = 64 * 1024 * 1024;

/// Nor is one that unpacks to more than this.
const LARGEST_UNPACKED_BYTES: u64 = 512 * 1024 * 1024;

/// The field that says which sheet a row is of, where several are read.
const SHEET: &str = "_sheet";

/// Reads the sheet the settings name, or the first with rows, or all of them where sheets are related.
pub fn read(
    settings: &ReadSettings,
    name: &str,
    bytes: &mut dyn BufRead,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    let mut held = Vec::new();
    bytes.take(LARGEST_BYTES + 1).read_to_end(&mut held).map_err(|error| ReadError::io(name, &error))?;
    if held.len() as u64 > LARGEST_BYTES {
        return Err(ReadError::not(name, "spreadsheet", "it is larger than 64 MiB"));
    }
    if held.starts_with(b"PK") && !unpacks_within(&held) {
        return Err(ReadError::TooBig {
            part: name.to_owned(),
            limit_mebibytes: LARGEST_UNPACKED_BYTES / (1024 * 1024),
            ratio: 250,
        });
    }
    let sheets = super::guarded(|| sheets_of(settings, held))
        .ok_or_else(|| ReadError::not(name, "spreadsheet", "it is damaged"))?
        .map_err(|reason| ReadError::not(name, "spreadsheet", reason))?;
    let several = sheets.len() > 1;
    for (sheet, rows) in sheets {
        let mut rows = rows.into_iter().skip(settings.header_row.saturating_sub(1));
        let columns = if settings.columns.is_empty() {
            rows.next().map(|row| header(&row)).unwrap_or_default()
        } else {
            settings.columns.clone()
        };
        for row in rows {
            let mut fields = Map::new();
            for (column, cell) in columns.iter().zip(row) {
                if !cell.is_empty() {
                    fields.insert(column.clone(), Value::String(cell));
                }
            }
            if fields.is_empty() {
                continue;
            }
            if several {
                fields.insert(SHEET.to_owned(), Value::String(sheet.clone()));
            }
            if !output.record(Value::Object(fields)) {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn header(row: &[String]) -> Vec<String> {
    row.iter()
        .enumerate()
        .map(|(index, cell)| if cell.is_empty() { format!("column {}", index + 1) } else { cell.clone() })
        .collect()
}

type Sheet = (String, Vec<Vec<String>>);

fn sheets_of(settings: &ReadSettings, held: Vec<u8>) -> Result<Vec<Sheet>, String> {
    let mut workbook =
        calamine::open_workbook_auto_from_rs(Cursor::new(held)).map_err(|_| "no workbook we can open")?;
    let names = workbook.sheet_names();
    let wanted: Vec<String> = match &settings.sheet {
        Some(sheet) => {
            let found = names.iter().find(|name| name.trim().eq_ignore_ascii_case(sheet.trim()));
            vec![found.ok_or_else(|| format!("it has no sheet `{sheet}`"))?.clone()]
        }
        None => names,
    };
    let mut sheets = Vec::new();
    for name in wanted {
        let range = workbook.worksheet_range(&name).map_err(|_| format!("sheet `{name}` is damaged"))?;
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(cell_text).collect()).collect();
        let has_rows = rows.len() > 1;
        sheets.push((name, rows));
        if has_rows && settings.relate.is_empty() && settings.sheet.is_none() {
            // The first sheet with rows is the one that is meant.
            let last = sheets.pop();
            return Ok(last.into_iter().collect());
        }
    }
    Ok(sheets)
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.trim().to_owned(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(moment) => date_text(moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// Workbooks count days from the last of 1899; below one it is a time of day.
fn date_text(moment: &calamine::ExcelDateTime) -> String {
    let days = moment.as_f64();
    let seconds = ((days.fract() * 86_400.0).round() as i64).clamp(0, 86_399);
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if days < 1.0 {
        return time;
    }
    let epoch = jiff::civil::date(1899, 12, 30);
    let date = epoch.checked_add(jiff::Span::new().days((days.trunc() as i64).clamp(0, 2_000_000)));
    match date {
        Ok(date) if seconds == 0 => date.to_string(),
        Ok(date) => format!("{date}T{time}"),
        Err(_) => days.to_string(),
    }
}

/// Unpacks every member to nothing, to see how much there is.
fn unpacks_within(held: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(held)) else { return true };
    let most = LARGEST_UNPACKED_BYTES.min((held.len() as u64).saturating_mul(250) + 16 * 1024 * 1024);
    let mut left = most;
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { return true };
        match std::io::copy(&mut file.take(left + 1), &mut std::io::sink()) {
            Ok(length) if length > left => return false,
            Ok(length) => left -= length,
            Err(_) => return true,
        }
    }
    true
}
