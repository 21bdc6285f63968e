//! From a request to a page: each handler gathers what its page shows and draws it.

pub mod find;
pub mod one;
pub mod operator;
pub mod plain;
