//! Turns a snapshot into an index, and a question into an answer.
//!
//! Read in this order: what is asked ([`ask`], [`question`]), what is answered ([`answer`]), how a question
//! is understood ([`understand`], [`spelling`]), the opened index ([`catalogue`]), how it is built
//! ([`writer`]), which one answers ([`shelf`]).

pub mod answer;
pub mod ask;
pub mod asked_from;
pub mod catalogue;
pub mod excerpt;
pub mod facets;
pub mod generator;
pub mod geometry;
pub mod lab;
pub mod listing;
pub mod manifest;
pub mod measure;
pub mod near_misses;
pub mod question;
pub mod rank;
pub mod safety;
pub mod shelf;
pub mod spelling;
pub mod suggest;
pub mod understand;
pub mod words;
pub mod writer;

mod answering;
mod audience;
mod because;
mod codec;
mod compile;
mod explain;
mod find;
mod lane_order;
mod lists;
mod marks;
mod near;
mod parts;
mod plan;
mod records;
mod rows;
mod schema;
mod tree;
mod when;

pub use catalogue::Catalogue;
pub use manifest::OpenError;
pub use writer::{BuildError, Step, build};
