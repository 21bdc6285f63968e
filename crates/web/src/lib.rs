//! Shows answers as pages and as JSON.
//!
//! Read in this order: what a URL says ([`params`]), the circumstances of a page ([`view`], [`i18n`]), its
//! frame and pieces ([`layout`], [`parts`]), the pages. For machines: how they ask ([`query`]) and what goes
//! wrong ([`problem`]), then our own JSON ([`api`]) and the standards ([`oruk`], [`fhir`], [`openactive`],
//! [`feeds`]).

pub mod api;
pub mod asking;
pub mod assets;
pub mod base_map;
pub mod brief;
pub mod bulk;
pub mod conditional;
pub mod embed;
pub mod feeds;
pub mod fhir;
pub mod format;
pub mod gather;
pub mod handlers;
pub mod hub;
pub mod i18n;
pub mod labels;
pub mod layout;
pub mod ledger;
pub mod limits;
pub mod machines;
pub mod openactive;
pub mod openapi;
pub mod oruk;
pub mod pages;
pub mod params;
pub mod parts;
pub mod pressure;
pub mod problem;
pub mod query;
pub mod request;
pub mod routes;
pub mod security;
pub mod server;
pub mod site;
pub mod state;
pub mod telemetry;
#[cfg(test)]
pub(crate) mod town;
pub mod view;
pub mod well_known;
