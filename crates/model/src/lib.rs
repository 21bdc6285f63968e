//! The words Fingerpost thinks in: a service, the organisation behind it, where and when it happens,
//! and how we know.
//!
//! Everyone may stand on this crate, so it knows no file, socket, clock or engine. The names follow
//! Open Referral UK where it has a word.

pub mod accessibility;
pub mod calendar;
pub mod confidence;
pub mod contact;
pub mod cost;
pub mod eligibility;
pub mod evidence;
pub mod identifier;
pub mod ledger;
pub mod occurrence;
pub mod place;
pub mod postcode;
pub mod quality;
pub mod report;
pub mod schedule;
pub mod service;
pub mod snapshot;
pub mod source;
pub mod ternary;
pub mod vocabulary;
