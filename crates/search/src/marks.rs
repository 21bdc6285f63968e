//! The marks of a document: what filters, counts and preferences need, in 32 bytes.
//!
//! Word 0 holds the bits of [`crate::facets::FACETS`] that say *yes*. Word 1 holds the themes, what is
//! stated *not* to be, flags, and whom its name is for. Word 2 holds day and part of day of one and the same
//! session: at any time of the year, then in term time, then in school holidays. Word 3 holds small numbers.

use model::accessibility::{AccessFeature, Accessibility};
use model::schedule::Season;
use model::ternary::Ternary;

use crate::audience::Audiences;
use crate::facets::{self, FACETS};

/// Numbers in a file for one document.
pub const WORDS: usize = 4;

/// The word whose low 32 bits are the themes.
pub const TOPIC_WORD: usize = 1;

/// Flag in word 1: stated not to be running.
pub const NOT_RUNNING: u8 = 45;
/// Flag in word 1: supports other groups.
pub const UMBRELLA: u8 = 46;
/// Flag in word 1: only known from a register.
pub const REGISTER_ENTRY: u8 = 47;
/// Flag in word 1: offered in a language that has no bit of its own.
pub const OTHER_LANGUAGE: u8 = 48;
/// Flag in word 1: the service has several documents.
pub const SEVERAL: u8 = 49;

/// Flag in word 1: its place is an office, see [`crate::rank::is_office`]. From bit 50 to 59 stands whom its
/// name is for.
pub const OFFICE: u8 = 60;

/// Where the price stands in word 3, and how finely it is kept.
const PRICE_SHIFT: u32 = 48;
const PRICE_STEP_PENCE: u32 = 10;

/// How far up in word 2 the sessions of this part of the year stand.
pub fn shift_of(season: Season) -> u32 {
    let all = (7 * facets::PARTS_OF_DAY.len()) as u32;
    match season {
        Season::AllYear => 0,
        Season::TermTime => all,
        Season::SchoolHolidays => 2 * all,
    }
}

const FIRST_NO_BIT: u8 = 32;
const FIRST_ACCESS_BIT: u8 = 12;

/// The marks of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// The words, as in the file.
    pub words: [u64; WORDS],
}

impl Marks {
    /// Says yes to a value of a filter; unknown keys are ignored.
    pub fn set(&mut self, facet: &str, value: &str) {
        if let Some(value) = facets::facet(facet).and_then(|facet| facet.value(value)) {
            self.words[0] |= 1 << value.bit;
        }
    }

    /// Notes a language that is not in the table.
    pub fn note_other_language(&mut self, language: &str) {
        let is_known = facets::facet("language").is_some_and(|facet| facet.value(language).is_some());
        self.words[1] |= u64::from(!is_known) << OTHER_LANGUAGE;
    }

    /// Sets or clears a flag of word 1.
    pub fn set_flag(&mut self, flag: u8, is_so: bool) {
        self.words[1] = self.words[1] & !(1 << flag) | u64::from(is_so) << flag;
    }

    /// A flag of word 1.
    pub fn flag(&self, flag: u8) -> bool {
        self.words[1] >> flag & 1 == 1
    }

    /// A session on this day (0 is Monday) in this part of the day, at this time of the year.
    pub fn set_session(&mut self, day: usize, part: usize, season: Season) {
        let bit = day * facets::PARTS_OF_DAY.len() + part;
        self.words[2] |= 1 << bit;
        if season != Season::SchoolHolidays {
            self.words[2] |= 1 << (bit as u32 + shift_of(Season::TermTime));
        }
        if season != Season::TermTime {
            self.words[2] |= 1 << (bit as u32 + shift_of(Season::SchoolHolidays));
        }
        self.words[0] |= 1 << FACETS[0].values[day].bit | 1 << FACETS[1].values[part].bit;
    }

    /// Access of the session and its building: what either states, a no of the building being the
    /// building's.
    pub fn set_access(&mut self, session: &Accessibility, building: &Accessibility) {
        for (place, feature) in AccessFeature::ALL.into_iter().enumerate() {
            let place = place as u8;
            let stated = match (session.get(feature), building.get(feature)) {
                (Ternary::NotStated, stated) => stated,
                (stated, _) => stated,
            };
            match stated {
                Ternary::Yes => self.words[0] |= 1 << (FIRST_ACCESS_BIT + place),
                Ternary::No => self.words[1] |= 1 << (FIRST_NO_BIT + place),
                Ternary::NotStated => {}
            }
        }
    }

    /// The bits of word 1 that say no to these access bits of word 0.
    pub fn no_of_access(yes: u64) -> u64 {
        (yes >> FIRST_ACCESS_BIT & 0x7ff) << FIRST_NO_BIT
    }

    /// Whom it is for by its name.
    pub fn audiences(&self) -> Audiences {
        Audiences::of_marks(&self.words)
    }

    /// See [`Marks::audiences`].
    pub fn set_audiences(&mut self, named: Audiences) {
        self.words[1] |= named.in_marks();
    }

    /// Stated ages, from and to, in whole years.
    pub fn set_ages(&mut self, from: u8, to: u8) {
        self.words[3] |= u64::from(from) | u64::from(to) << 8 | 1 << 16;
    }

    /// Stated ages.
    pub fn ages(&self) -> Option<(u8, u8)> {
        let word = self.words[3];
        (word >> 16 & 1 == 1).then_some((word as u8, (word >> 8) as u8))
    }

    /// The lowest stated price in pence, 0 where it is free; kept in steps of ten, rounded up.
    pub fn set_price(&mut self, pence: u32) {
        self.words[3] |= u64::from(pence.div_ceil(PRICE_STEP_PENCE).min(65_534) + 1) << PRICE_SHIFT;
    }

    /// How good the entry is by itself, as [`crate::rank::quality`] reads it.
    pub fn quality(&self) -> u8 {
        (self.words[3] >> 24) as u8
    }

    /// See [`Marks::quality`].
    pub fn set_quality(&mut self, quality: u8) {
        self.words[3] = self.words[3] & !(0xff << 24) | u64::from(quality) << 24;
    }

    /// Which of the service's places (or areas) this document stands for.
    pub fn place(&self) -> u16 {
        (self.words[3] >> 32) as u16
    }

    /// See [`Marks::place`].
    pub fn set_place(&mut self, place: u16) {
        self.words[3] = self.words[3] & !(0xffff << 32) | u64::from(place) << 32;
    }
}

/// What a document says to a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It is so.
    Yes,
    /// It is stated not to be so.
    No,
    /// Nobody said.
    NotStated,
}

/// One part of a question put to the marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Its words for people when it leaves something out.
    pub reason: String,
    /// What is looked at.
    pub kind: TestKind,
}

/// The kinds of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestKind {
    /// Any of these bits of that word says yes; otherwise any bit of `no` (word, bits) says no.
    Bits {
        /// Word and bits that say yes.
        yes: (u8, u64),
        /// Word and bits that say no.
        no: (u8, u64),
    },
    /// Every one of these bits must say yes (access features); the other word's bits say no.
    AllBits {
        /// Bits of word 0.
        yes: u64,
        /// Bits of word 1.
        no: u64,
    },
    /// The lowest stated price is at most so many pence.
    AtMostPence(u32),
    /// The stated ages meet these.
    Ages(u8, u8),
}

impl TestKind {
    /// What these marks say.
    #[inline]
    pub fn ask(&self, words: &[u64]) -> Says {
        match *self {
            TestKind::Bits { yes, no } => {
                if words[yes.0 as usize] & yes.1 != 0 {
                    Says::Yes
                } else if words[no.0 as usize] & no.1 != 0 {
                    Says::No
                } else {
                    Says::NotStated
                }
            }
            TestKind::AllBits { yes, no } => {
                if words[1] & no != 0 {
                    Says::No
                } else if words[0] & yes == yes {
                    Says::Yes
                } else {
                    Says::NotStated
                }
            }
            TestKind::AtMostPence(pence) => match (words[3] >> PRICE_SHIFT) as u32 {
                0 => Says::NotStated,
                price if (price - 1) * PRICE_STEP_PENCE <= pence.next_multiple_of(PRICE_STEP_PENCE) => {
                    Says::Yes
                }
                _ => Says::No,
            },
            TestKind::Ages(from, to) => match (Marks { words: [0, 0, 0, words[3]] }).ages() {
                None => Says::NotStated,
                Some((low, high)) if from <= high && to >= low => Says::Yes,
                Some(_) => Says::No,
            },
        }
    }
}
