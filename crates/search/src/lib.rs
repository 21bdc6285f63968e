//! Turns a snapshot into an index, and a question into an answer.
//!
//! Read in this order: what is asked ([`ask`], [`question`]), what is answered ([`answer`]);
//! then how a question is understood ([`understand`], [`spelling`]).

pub mod answer;
pub mod ask;
pub mod listing;
pub mod near_misses;
pub mod question;
pub mod safety;
pub mod spelling;
pub mod suggest;
pub mod understand;
