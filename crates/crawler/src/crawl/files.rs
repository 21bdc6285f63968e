//! Files that are either whole or not there: written aside, synced and renamed.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written aside. Dropped without [`Aside::keep`], it leaves nothing behind.
pub struct Aside {
    path: PathBuf,
    aside: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Aside {
    /// Begins to write what will be `path`.
    pub fn create(path: &Path) -> io::Result<Aside> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(".aside");
        let aside = path.with_file_name(name);
        let file = BufWriter::with_capacity(256 * 1024, File::create(&aside)?);
        Ok(Aside { path: path.to_owned(), aside, file: Some(file) })
    }

    /// Syncs and renames: from now on the file is there, whole.
    pub fn keep(mut self) -> io::Result<()> {
        if let Some(writer) = self.file.take() {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
        }
        std::fs::rename(&self.aside, &self.path)?;
        sync_folder(&self.path)
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = std::fs::remove_file(&self.aside);
        }
    }
}

/// Writes a whole small file.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut aside = Aside::create(path)?;
    aside.write_all(bytes)?;
    aside.keep()
}

/// Makes the renaming of a file in a folder last.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Takes the lock of a folder; `None` when another process holds it. It ends with the process, however
/// that ends.
pub fn lock(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().create(true).append(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

/// A writer that computes the blake3 checksum of what passes through.
pub struct Summed<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Summed<W> {
    /// Nothing has passed yet.
    pub fn new(inner: W) -> Summed<W> {
        Summed { inner, hasher: blake3::Hasher::new() }
    }

    /// The writer and the checksum in hexadecimal.
    pub fn finish(self) -> (W, String) {
        (self.inner, self.hasher.finalize().to_hex().to_string())
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
