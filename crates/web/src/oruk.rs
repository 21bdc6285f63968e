//! Open Referral UK: version 3 (HSDS-UK 3.0) at `/oruk/v3`, version 1 at `/oruk/v1`.
//!
//! Read in this order: what is said ([`v3`]), how a service says it ([`record`], [`times`],
//! [`vocabularies`]), what may be asked ([`asked`]), and the answers ([`answers`], [`v1`]).

pub mod answers;
pub mod asked;
#[cfg(test)]
pub(crate) mod checks;
pub mod page;
pub mod parameters;
pub mod record;
pub mod times;
pub mod v1;
pub mod v3;
pub mod vocabularies;
