//! The pages: each a pure function from values to markup. They decide nothing; they draw.

pub mod browse;
pub mod desk;
pub mod directory;
pub mod easy_read;
pub mod filters;
pub mod home;
pub mod map;
pub mod offline;
pub mod pack;
pub mod paper;
pub mod problem;
pub mod results;
pub mod service;
pub mod sheet;
pub mod shortlist;
pub mod sources;
pub mod text;
pub mod whats_on;
