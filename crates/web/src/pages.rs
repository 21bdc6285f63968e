//! The pages: each a pure function from values to markup. They decide nothing; they draw.

pub mod home;
pub mod problem;
pub mod results;
pub mod service;
pub mod sources;
pub mod text;
