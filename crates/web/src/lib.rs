//! Shows answers as pages and as JSON.
//!
//! Read in this order: what a URL says ([`params`]), the circumstances of a page ([`view`], [`i18n`]), its
//! frame and pieces ([`layout`], [`parts`]), the pages.

pub mod assets;
pub mod format;
pub mod i18n;
pub mod layout;
pub mod pages;
pub mod params;
pub mod parts;
pub mod pressure;
pub mod server;
pub mod telemetry;
pub mod view;
