//! Turns what people call a place into a point and an area, and back.
//!
//! Read in this order: the answers ([`postcodes`], [`places`], [`areas`]), then [`gazetteer`], the
//! opened files that give them. [`map`] is where files are mapped into memory, for `search` too.

pub mod areas;
pub mod build;
pub mod error;
pub mod gazetteer;
pub mod grid;
pub mod map;
pub mod notes;
pub mod places;
pub mod postcodes;

#[cfg(not(fuzzing))]
mod container;
#[cfg(fuzzing)]
pub mod container;
mod tree;

pub use areas::{Area, AreaKind};
pub use error::GazetteerError;
pub use gazetteer::Gazetteer;
pub use places::{Place, PlaceKind};
pub use postcodes::{PostcodeFound, PostcodeRecord};
