//! Gathers postcodes and packs them into a postcode file.

use std::collections::HashMap;
use std::io::{self, Write};

use model::postcode::Postcode;

use crate::container::{self, FileKind};
use crate::map::bytes_of;
use crate::notes::FileNotes;
use crate::postcodes::file::{BLOCK_HEADER_BYTES, CODE_BYTES, NO_CODE, section};
use crate::postcodes::key::sector_key;
use crate::postcodes::listing::{self, Row};
use crate::tree::{self, Box5, Origin, point_of};

/// One postcode as a table gives it. An empty code is one that the table does not have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) postcode: Postcode,
    pub(crate) latitude_e5: i32,
    pub(crate) longitude_e5: i32,
    pub(crate) live: bool,
    pub(crate) quality: Quality,
    /// Authority, ward, small area, small area of 2011, NHS area.
    pub(crate) codes: [&'a str; 5],
    /// 0 where not known.
    pub(crate) decile: u8,
}

/// Whether the coordinate is the postcode's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    Own = 0,
    Sector = 1,
    Outcode = 2,
}

/// The postcodes of one file to be, in any order.
#[derive(Debug, Default)]
pub struct PostcodeTable {
    rows: Vec<Gathered>,
    codes: [CodeTable; 5],
    sets: HashMap<[u16; 6], u32>,
    set_rows: Vec<[u16; 6]>,
}

#[derive(Debug, Clone, Copy)]
struct Gathered {
    sector: u32,
    live: bool,
    row: Row,
}

#[derive(Debug, Default)]
struct CodeTable {
    numbers: HashMap<String, u16>,
    codes: Vec<String>,
}

impl CodeTable {
    fn number(&mut self, code: &str) -> Result<u16, String> {
        if code.is_empty() {
            return Ok(NO_CODE);
        }
        if let Some(&number) = self.numbers.get(code) {
            return Ok(number);
        }
        let number = self.codes.len() as u16;
        if code.len() > CODE_BYTES || number >= NO_CODE - 1 {
            return Err(format!("the area code `{code}` is too long or one too many"));
        }
        self.numbers.insert(code.to_owned(), number);
        self.codes.push(code.to_owned());
        Ok(number)
    }
}

impl PostcodeTable {
    /// How many postcodes have been gathered, repeated ones included.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing has been gathered.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn push(&mut self, entry: &Entry) -> Result<(), String> {
        let point = point_of(entry.latitude_e5, entry.longitude_e5);
        if !point.is_in_united_kingdom_box() {
            return Err(format!("{}, {} lies outside the United Kingdom", point.latitude, point.longitude));
        }
        let mut set = [NO_CODE; 6];
        for ((number, table), code) in set.iter_mut().zip(&mut self.codes).zip(entry.codes) {
            *number = table.number(code)?;
        }
        set[5] = u16::from_le_bytes([entry.decile, entry.quality as u8]);
        let next = self.set_rows.len() as u32;
        let areas = *self.sets.entry(set).or_insert(next);
        if areas == next {
            self.set_rows.push(set);
        }
        let text = entry.postcode.as_str().as_bytes();
        let unit = *text.last_chunk::<2>().expect("a postcode ends in two letters");
        let sector = sector_key(entry.postcode.sector()).ok_or("it has no sector")?;
        let row = Row { unit, latitude_e5: entry.latitude_e5, longitude_e5: entry.longitude_e5, areas };
        self.rows.push(Gathered { sector, live: entry.live, row });
        Ok(())
    }

    /// Sorts, leaves out what stands twice (a live postcode before a terminated one of the same name, the
    /// first of equals), and says how many were left out.
    pub fn settle(&mut self) -> u64 {
        let before = self.rows.len();
        self.rows.sort_by_key(|gathered| (gathered.sector, gathered.row.unit, !gathered.live));
        self.rows.dedup_by_key(|gathered| (gathered.sector, gathered.row.unit));
        (before - self.rows.len()) as u64
    }

    /// Writes the postcode file.
    pub fn write(mut self, notes: &FileNotes, out: &mut impl Write) -> io::Result<()> {
        self.settle();
        self.rows.sort_by_key(|gathered| (gathered.sector, !gathered.live, gathered.row.unit));
        let mut keys = Vec::new();
        let mut starts = Vec::new();
        let mut blocks = Vec::new();
        let mut boxes = Vec::new();
        let mut boxed_sectors = Vec::new();
        for sector in self.rows.chunk_by(|a, b| a.sector == b.sector) {
            let live_count = sector.iter().take_while(|gathered| gathered.live).count();
            let rows: Vec<Row> = sector.iter().map(|gathered| gathered.row).collect();
            let (live, terminated) = rows.split_at(live_count);
            let mut spots: Vec<[i32; 2]> =
                live.iter().map(|row| [row.latitude_e5, row.longitude_e5]).collect();
            clusters(&mut spots, &mut boxes);
            boxed_sectors.resize(boxes.len(), keys.len() as u32);
            keys.push(sector[0].sector);
            starts.push(blocks.len() as u32);
            self.pack_block(live, terminated, &mut blocks);
        }
        starts.push(blocks.len() as u32);
        blocks.extend([0; 8]);
        let (order, boxes) = tree::pack(&boxes);
        let leaves: Vec<u32> = order.iter().map(|&leaf| boxed_sectors[leaf as usize]).collect();
        let (codes, code_starts) = self.packed_codes();
        let mut sections = vec![Vec::new(); section::COUNT];
        sections[section::NOTES] = notes.written();
        sections[section::SECTOR_KEYS] = bytes_of(&keys).to_vec();
        sections[section::SECTOR_BLOCKS] = bytes_of(&starts).to_vec();
        sections[section::BLOCKS] = blocks;
        sections[section::AREA_SETS] = bytes_of(self.set_rows.as_flattened()).to_vec();
        sections[section::CODES] = codes;
        sections[section::CODE_STARTS] = bytes_of(&code_starts).to_vec();
        sections[section::OUTCODES] = bytes_of(self.outcodes().as_flattened()).to_vec();
        sections[section::TREE_BOXES] = bytes_of(boxes.as_flattened()).to_vec();
        sections[section::TREE_LEAVES] = bytes_of(&leaves).to_vec();
        container::write(FileKind::Postcodes, &sections, out)
    }

    fn pack_block(&self, live: &[Row], terminated: &[Row], blocks: &mut Vec<u8>) {
        let start = blocks.len();
        let middle = self.middle(if live.is_empty() { terminated } else { live });
        blocks.extend((live.len() as u16).to_le_bytes());
        blocks.extend((terminated.len() as u16).to_le_bytes());
        blocks.extend(middle.latitude_e5.to_le_bytes());
        blocks.extend(middle.longitude_e5.to_le_bytes());
        blocks.extend(middle.radius_metres.to_le_bytes());
        blocks.extend(middle.authority.to_le_bytes());
        blocks.extend([0; 2]);
        debug_assert_eq!(blocks.len() - start, BLOCK_HEADER_BYTES);
        listing::pack(live, blocks);
        let terminated_at = (blocks.len() - start) as u16;
        blocks[start + 18..start + 20].copy_from_slice(&terminated_at.to_le_bytes());
        listing::pack(terminated, blocks);
    }

    fn outcodes(&self) -> Vec<[i32; 6]> {
        let same = |a: &Gathered, b: &Gathered| a.sector / 10 == b.sector / 10;
        let summary = |outcode: &[Gathered]| {
            let live: Vec<Row> = outcode.iter().filter(|g| g.live).map(|g| g.row).collect();
            let all: Vec<Row> = outcode.iter().map(|g| g.row).collect();
            let middle = self.middle(if live.is_empty() { &all } else { &live });
            [
                (outcode[0].sector / 10) as i32,
                middle.latitude_e5,
                middle.longitude_e5,
                middle.radius_metres as i32,
                live.len() as i32,
                i32::from(middle.authority),
            ]
        };
        self.rows.chunk_by(same).map(summary).collect()
    }

    /// Mean, the radius that holds 95 in a hundred, and the commonest authority. Postcodes without a
    /// coordinate of their own do not count, unless there are no others.
    fn middle(&self, rows: &[Row]) -> Middle {
        let own = |row: &&Row| self.set_rows[row.areas as usize][5].to_le_bytes()[1] == Quality::Own as u8;
        let mut placed: Vec<&Row> = rows.iter().filter(own).collect();
        if placed.is_empty() {
            placed = rows.iter().collect();
        }
        let mean = |of: fn(&Row) -> i32| {
            let sum: i64 = placed.iter().map(|row| i64::from(of(row))).sum();
            (sum as f64 / placed.len().max(1) as f64).round() as i32
        };
        let (latitude_e5, longitude_e5) = (mean(|row| row.latitude_e5), mean(|row| row.longitude_e5));
        let origin = Origin::new(point_of(latitude_e5, longitude_e5));
        let mut metres: Vec<u32> = placed
            .iter()
            .map(|row| origin.metres_to(row.latitude_e5, row.longitude_e5).ceil() as u32)
            .collect();
        metres.sort_unstable();
        let radius_metres = metres.get((metres.len() * 95).div_ceil(100).saturating_sub(1)).copied();
        let mut authorities: HashMap<u16, u32> = HashMap::new();
        for row in rows {
            *authorities.entry(self.set_rows[row.areas as usize][0]).or_default() += 1;
        }
        let commonest = authorities.into_iter().max_by_key(|&(number, count)| (count, u16::MAX - number));
        Middle {
            latitude_e5,
            longitude_e5,
            radius_metres: radius_metres.unwrap_or(0),
            authority: commonest.map_or(NO_CODE, |(number, _)| number),
        }
    }

    fn packed_codes(&self) -> (Vec<u8>, Vec<u32>) {
        let mut codes = Vec::new();
        let mut starts = vec![0];
        for table in &self.codes {
            for code in &table.codes {
                codes.extend(code.as_bytes());
                codes.resize(codes.len().next_multiple_of(CODE_BYTES), 0);
            }
            starts.push((codes.len() / CODE_BYTES) as u32);
        }
        (codes, starts)
    }
}

/// Boxes that hold all spots, each of a few streets: one box a sector would reach across the country,
/// because some postcodes lie far from the rest of their sector.
fn clusters(spots: &mut [[i32; 2]], boxes: &mut Vec<Box5>) {
    let Some(&[north, east]) = spots.first() else { return };
    let around = spots.iter().fold([north, east, north, east], |a, &[north, east]| {
        [a[0].min(north), a[1].min(east), a[2].max(north), a[3].max(east)]
    });
    // A degree of longitude is a little over half as long as one of latitude here.
    let extents = [around[2] - around[0], (around[3] - around[1]) * 3 / 5];
    let extent = extents[0].max(extents[1]);
    let small_enough = match spots.len() {
        1 => true,
        2..=12 => extent <= 4_500,
        13..=64 => extent <= 900,
        _ => false,
    };
    if small_enough || extent == 0 {
        boxes.push(around);
        return;
    }
    let axis = usize::from(extents[1] > extents[0]);
    spots.sort_unstable_by_key(|spot| spot[axis]);
    let widest_gap = (1..spots.len()).max_by_key(|&at| spots[at][axis] - spots[at - 1][axis]).unwrap_or(1);
    let gap = spots[widest_gap][axis] - spots[widest_gap - 1][axis];
    let whole = spots[spots.len() - 1][axis] - spots[0][axis];
    let at = if gap * 3 > whole { widest_gap } else { spots.len() / 2 };
    let (left, right) = spots.split_at_mut(at);
    clusters(left, boxes);
    clusters(right, boxes);
}

struct Middle {
    latitude_e5: i32,
    longitude_e5: i32,
    radius_metres: u32,
    authority: u16,
}
