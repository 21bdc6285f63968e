//! Turns the folders of `scrapers/` into a snapshot and a report.
