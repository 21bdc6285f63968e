//! The whole catalogue, or a search, in one download: streamed, a batch at a time, with licence and
//! attribution on every record.

pub mod http;
pub mod package;
pub mod stream;
pub mod table;
mod zip;
