//! From a request to a page: each handler gathers what its page shows and draws it.

pub mod directory;
pub mod find;
pub mod listing;
pub mod one;
pub mod operator;
pub mod outing;
pub mod plain;
