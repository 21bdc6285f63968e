//! Builds the gazetteer files from published tables. Takes readers, gives back bytes: the caller opens,
//! unpacks and saves.

pub mod all;
pub mod areas;
pub mod official;
pub mod postcodes;
pub mod sources;
pub mod tables;

mod combined;
mod decimal;
mod labels;
mod places;
mod topology;

const MOST_EXAMPLES: usize = 20;

/// What became of the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows read.
    pub rows: u64,
    /// Live postcodes taken.
    pub live: u64,
    /// Terminated postcodes taken.
    pub terminated: u64,
    /// Rows that the table itself gives no coordinates for.
    pub without_coordinates: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
    /// The first rows that could not be read: row number and reason.
    pub examples: Vec<(u64, String)>,
}

impl Tally {
    /// Adds the counts of another table.
    pub fn add(&mut self, other: &Tally) {
        self.rows += other.rows;
        self.live += other.live;
        self.terminated += other.terminated;
        self.without_coordinates += other.without_coordinates;
        self.unreadable += other.unreadable;
        self.examples.extend(other.examples.iter().cloned());
        self.examples.truncate(MOST_EXAMPLES);
    }

    pub(crate) fn refuse(&mut self, row: u64, reason: String) {
        self.unreadable += 1;
        if self.examples.len() < MOST_EXAMPLES {
            self.examples.push((row, reason));
        }
    }
}
