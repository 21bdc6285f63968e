//! The rules of the house, held as tests.

mod layers;
mod tidy;
