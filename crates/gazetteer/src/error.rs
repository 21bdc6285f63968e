//! What can be wrong with a gazetteer on disk, and what mends it.

use std::io;
use std::path::PathBuf;

/// The command that builds the gazetteer anew.
const MEND: &str = "run `fingerpost gazetteer build` to make it anew";

/// A gazetteer that could not be opened or built.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// A file that must be there is not.
    #[error("the gazetteer file `{}` is missing: {MEND}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file could not be read.
    #[error("could not open the gazetteer file `{}`: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is something else.
    #[error("`{}` is no gazetteer file: {MEND}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by another version of this program.
    #[error("`{}` has format {found} and this program reads {wanted}: {MEND}", path.display())]
    OtherVersion {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: u32,
        /// The format this program reads.
        wanted: u32,
    },
    /// The file is cut short or its bytes have changed.
    #[error("the gazetteer file `{}` is damaged ({reason}): {MEND}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not add up.
        reason: String,
    },
    /// A table to build from could not be used.
    #[error("could not build the gazetteer from {table}: {reason}")]
    Table {
        /// Which table.
        table: String,
        /// The row and what is wrong there.
        reason: String,
    },
}
