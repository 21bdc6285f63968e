//! Our own tables of postcodes: `postcode,lat,lon,q,lad,ward,lsoa21,lsoa11,nhs,imd`, and for terminated
//! ones `postcode,lat,lon,lad`.

use std::io::Read;

use csv::StringRecord;
use model::postcode::Postcode;

use crate::build::Tally;
use crate::build::decimal::hundred_thousandths;
use crate::build::postcodes::{Entry, PostcodeTable, Quality};

/// Takes in a table of live postcodes.
pub fn read_live(reader: impl Read, into: &mut PostcodeTable) -> csv::Result<Tally> {
    read(reader, into, true)
}

/// Takes in a table of terminated postcodes.
pub fn read_terminated(reader: impl Read, into: &mut PostcodeTable) -> csv::Result<Tally> {
    read(reader, into, false)
}

fn read(reader: impl Read, into: &mut PostcodeTable, live: bool) -> csv::Result<Tally> {
    let mut table = csv::Reader::from_reader(reader);
    let headers = table.headers()?.clone();
    let names = ["postcode", "lat", "lon", "q", "lad", "ward", "lsoa21", "lsoa11", "nhs", "imd"];
    let columns = names.map(|name| headers.iter().position(|header| header.trim() == name));
    let mut tally = Tally::default();
    let mut record = StringRecord::new();
    while table.read_record(&mut record)? {
        tally.rows += 1;
        let pushed = entry(&record, &columns, live).and_then(|entry| into.push(&entry));
        match pushed {
            Err(reason) => tally.refuse(tally.rows, reason),
            Ok(()) if live => tally.live += 1,
            Ok(()) => tally.terminated += 1,
        }
    }
    Ok(tally)
}

fn entry<'a>(
    record: &'a StringRecord,
    columns: &[Option<usize>; 10],
    live: bool,
) -> Result<Entry<'a>, String> {
    let [typed, latitude, longitude, quality, lad, ward, small, small_2011, nhs, decile] =
        columns.map(|column| column.and_then(|column| record.get(column)).unwrap_or(""));
    Ok(Entry {
        postcode: Postcode::parse(typed).ok_or_else(|| format!("`{typed}` is no postcode"))?,
        latitude_e5: hundred_thousandths(latitude).ok_or_else(|| format!("`{latitude}` is no latitude"))?,
        longitude_e5: hundred_thousandths(longitude)
            .ok_or_else(|| format!("`{longitude}` is no longitude"))?,
        live,
        quality: match quality {
            "s" => Quality::Sector,
            "o" => Quality::Outcode,
            _ => Quality::Own,
        },
        codes: [lad, ward, small, small_2011, nhs],
        decile: decile.parse().unwrap_or(0),
    })
}
