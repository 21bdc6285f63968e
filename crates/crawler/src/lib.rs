//! Turns the folders of `scrapers/` into a snapshot and a report.
//!
//! The modules stand in the order of a record's journey.

pub mod source;

pub mod fetch;

pub mod read;

pub mod draft;

pub mod mapping;

pub mod clean;

pub mod locate;

pub mod merge;

pub mod report;

pub mod crawl;

pub mod guess;
