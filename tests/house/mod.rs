//! The rules of the house and the promises of the whole, held as tests.

mod any_bytes;
mod downloads;
mod hostile;
mod interfaces;
mod layers;
mod links;
mod open_referral;
mod operating;
mod privacy;
mod publishing;
mod questions;
mod standards;
mod tidy;
mod town;
