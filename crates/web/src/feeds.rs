//! What other programs subscribe to: calendars, Atom feeds, and what changed.

pub mod atom;
pub mod calendar;
pub mod changes;
pub mod http;
