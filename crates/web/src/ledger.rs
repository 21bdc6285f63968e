//! Adds lines to the ledger, the file of what people made: on disk before it is acknowledged, never glued to
//! a line that was cut off.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// Adds whole lines, each with its line end, and waits until they are on the disk. Whoever else adds at the
/// same time waits. When the disk fills up half a line may stay: readers count it and pass over it, and the
/// next line begins on a line of its own.
pub fn append(path: &Path, lines: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
    file.lock()?;
    let begins = if ends_a_line(&mut file)? { "" } else { "\n" };
    file.write_all(format!("{begins}{lines}").as_bytes())?;
    file.sync_data()
}

fn ends_a_line(file: &mut fs::File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests;
