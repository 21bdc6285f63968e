//! Turns a snapshot into an index, and a question into an answer.
//!
//! Read in this order: what is asked ([`ask`], [`question`]), what is answered ([`answer`]).

pub mod answer;
pub mod ask;
pub mod question;
