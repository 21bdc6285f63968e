//! The postcodes of one sector, packed: which of the 400 there are, where, and in which areas.
//!
//! `south i32 | west i32 | latitude bits u8 | longitude bits u8 | areas bits u8 | flags u8 |
//! areas count u16 | bitmap of units | areas, 3 bytes each | rows`. A row is three numbers in as many
//! bits as the sector needs: northing and easting from its south-west corner, and which of its areas.
//! Rows stand in the order of the bitmap, so the rank of a postcode's bit is its row.

use crate::map;
use crate::tree::Box5;

/// The letters that inward codes are made of. `C I K M O V` are not used; a listing that has one of
/// them all the same uses the whole alphabet.
const LETTERS: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";

const HEADER_BYTES: usize = 14;
const WIDE: u8 = 1;
const TENS: u8 = 2;

/// One postcode of a sector, unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// The two letters at its end.
    pub(crate) unit: [u8; 2],
    /// Latitude in hundred-thousandths of a degree.
    pub(crate) latitude_e5: i32,
    /// Longitude in hundred-thousandths of a degree.
    pub(crate) longitude_e5: i32,
    /// Its row in the table of area sets.
    pub(crate) areas: u32,
}

/// A packed listing, read in place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing<'a> {
    south: i32,
    west: i32,
    bits: [u32; 3],
    wide: bool,
    step: i32,
    bitmap: &'a [u8],
    areas: &'a [u8],
    /// The rows and whatever follows them, so that eight bytes can be read anywhere.
    rows: &'a [u8],
}

impl<'a> Listing<'a> {
    /// Sees the listing at the start of `bytes`; `None` when it makes no sense.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Listing<'a>> {
        let [latitude, longitude, areas, flags] = *bytes.get(8..12)?.first_chunk::<4>()?;
        let bits = [u32::from(latitude), u32::from(longitude), u32::from(areas)];
        if bits.iter().sum::<u32>() > 57 || bits.iter().any(|&bits| bits > 31) {
            return None;
        }
        let wide = flags & WIDE != 0;
        let after_header = bytes.get(HEADER_BYTES..)?;
        let (bitmap, rest) = after_header.split_at_checked(bitmap_bytes(wide))?;
        let (areas, rows) = rest.split_at_checked(usize::from(map::u16_at(bytes, 12)?) * 3)?;
        Some(Listing {
            south: map::i32_at(bytes, 0)?,
            west: map::i32_at(bytes, 4)?,
            bits,
            wide,
            step: if flags & TENS != 0 { 10 } else { 1 },
            bitmap,
            areas,
            rows,
        })
    }

    /// The postcode that ends in `unit`, when it is listed.
    pub(crate) fn find(&self, unit: [u8; 2]) -> Option<Row> {
        let number = unit_number(unit, self.wide)?;
        if self.bitmap[number / 8] & (1 << (number % 8)) == 0 {
            return None;
        }
        self.row(rank(self.bitmap, number), unit)
    }

    /// All its postcodes, in order.
    pub(crate) fn rows(self) -> impl Iterator<Item = Row> + use<'a> {
        let units = (0..self.bitmap.len() * 8).filter(move |n| self.bitmap[n / 8] & (1 << (n % 8)) != 0);
        units.enumerate().filter_map(move |(rank, number)| self.row(rank, unit_of(number, self.wide)))
    }

    fn row(&self, rank: usize, unit: [u8; 2]) -> Option<Row> {
        let [latitude, longitude, areas] = self.bits;
        let bit = rank * (latitude + longitude + areas) as usize;
        let word = map::u64_at(self.rows, bit / 8)? >> (bit % 8);
        let take = |from: u32, bits: u32| ((word >> from) & ((1 << bits) - 1)) as usize;
        let local = take(latitude + longitude, areas) * 3;
        let [a, b, c] = *self.areas.get(local..)?.first_chunk::<3>()?;
        Some(Row {
            unit,
            latitude_e5: self.south.wrapping_add(take(0, latitude) as i32 * self.step),
            longitude_e5: self.west.wrapping_add(take(latitude, longitude) as i32 * self.step),
            areas: u32::from_le_bytes([a, b, c, 0]),
        })
    }
}

/// Packs the rows of a sector, given in the order of their units, onto the end of `out`.
pub(crate) fn pack(rows: &[Row], out: &mut Vec<u8>) {
    let Some([south, west, north, east]) = box_of(rows) else { return };
    let wide = rows.iter().any(|row| unit_number(row.unit, false).is_none());
    let tens =
        rows.iter().all(|row| (row.latitude_e5 - south) % 10 == 0 && (row.longitude_e5 - west) % 10 == 0);
    let step = if tens { 10 } else { 1 };
    let mut areas: Vec<u32> = rows.iter().map(|row| row.areas).collect();
    areas.sort_unstable();
    areas.dedup();
    let bits = [
        bits_for((north - south) as u32 / step),
        bits_for((east - west) as u32 / step),
        bits_for(areas.len() as u32 - 1),
    ];
    assert!(bits.iter().sum::<u32>() <= 57, "a sector of the United Kingdom fits in 21 + 21 + 10 bits");
    out.extend(south.to_le_bytes());
    out.extend(west.to_le_bytes());
    out.extend(bits.map(|bits| bits as u8));
    out.push(if wide { WIDE } else { 0 } | if tens { TENS } else { 0 });
    out.extend((areas.len() as u16).to_le_bytes());
    let mut bitmap = vec![0_u8; bitmap_bytes(wide)];
    for row in rows {
        let number = unit_number(row.unit, wide).expect("a postcode ends in two letters");
        bitmap[number / 8] |= 1 << (number % 8);
    }
    out.extend(bitmap);
    for set in &areas {
        out.extend(&set.to_le_bytes()[..3]);
    }
    let mut waiting = 0_u128;
    let mut waiting_bits = 0;
    for row in rows {
        let local = areas.binary_search(&row.areas).expect("every set was collected above");
        let values =
            [(row.latitude_e5 - south) as u32 / step, (row.longitude_e5 - west) as u32 / step, local as u32];
        for (value, bits) in values.into_iter().zip(bits) {
            waiting |= u128::from(value) << waiting_bits;
            waiting_bits += bits;
        }
        while waiting_bits >= 8 {
            out.push(waiting as u8);
            waiting >>= 8;
            waiting_bits -= 8;
        }
    }
    if waiting_bits > 0 {
        out.push(waiting as u8);
    }
}

/// The box around rows; `None` when there are none.
pub(crate) fn box_of(rows: &[Row]) -> Option<Box5> {
    let first = rows.first()?;
    let start = [first.latitude_e5, first.longitude_e5, first.latitude_e5, first.longitude_e5];
    Some(rows.iter().fold(start, |a, row| {
        let (north, east) = (row.latitude_e5, row.longitude_e5);
        [a[0].min(north), a[1].min(east), a[2].max(north), a[3].max(east)]
    }))
}

fn bits_for(most: u32) -> u32 {
    u32::BITS - most.leading_zeros()
}

const fn bitmap_bytes(wide: bool) -> usize {
    if wide { (26 * 26_usize).div_ceil(8) } else { 20 * 20 / 8 }
}

fn unit_number(unit: [u8; 2], wide: bool) -> Option<usize> {
    let letter = |byte: u8| {
        if wide {
            byte.is_ascii_uppercase().then(|| usize::from(byte - b'A'))
        } else {
            LETTERS.binary_search(&byte).ok()
        }
    };
    Some(letter(unit[0])? * if wide { 26 } else { 20 } + letter(unit[1])?)
}

fn unit_of(number: usize, wide: bool) -> [u8; 2] {
    if wide {
        [b'A' + (number / 26) as u8, b'A' + (number % 26) as u8]
    } else {
        [LETTERS[number / 20 % 20], LETTERS[number % 20]]
    }
}

/// How many bits are set before bit `number`.
fn rank(bitmap: &[u8], number: usize) -> usize {
    let (before, rest) = bitmap.split_at(number / 8);
    let (words, bytes) = before.as_chunks::<8>();
    let in_words: u32 = words.iter().map(|word| u64::from_le_bytes(*word).count_ones()).sum();
    let in_bytes: u32 = bytes.iter().map(|byte| byte.count_ones()).sum();
    let in_last = (rest[0] & ((1 << (number % 8)) - 1)).count_ones();
    (in_words + in_bytes + in_last) as usize
}

#[cfg(test)]
mod tests;
