//! Files mapped into memory, and plain numbers read from their bytes in place.
//!
//! This is the one module of the house with `unsafe` in it. Two things need it, and this is why each
//! is sound:
//!
//! * **Mapping a file.** The compiler must be able to trust that the bytes behind a `&[u8]` do not
//!   change, and the operating system cannot promise that of a file somebody else may write to.
//!   Everything mapped here is written by us under another name, closed, and only then renamed into
//!   place; nothing ever opens it for writing again ("build whole, then only read"). A newer build is
//!   a new file: a mapping keeps the old one alive until it is dropped. The mapping is read-only, so
//!   we cannot write through it ourselves. An operator who cuts a mapped file short by hand stops the
//!   program with a bus error, as with any program that maps files.
//! * **Seeing bytes as numbers.** [`Plain`] is sealed and stands only for integers and floats: every
//!   bit pattern is a value, and there is no padding. Length and alignment are checked each time, and
//!   a machine of the other byte order is refused rather than misread.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::path::Path;

use memmap2::Mmap;

/// A file mapped into memory, to read only.
#[derive(Debug)]
pub struct MappedFile {
    bytes: Mmap,
}

impl MappedFile {
    /// Maps the whole of the file at `path`. Fails as opening it would; an empty file is an empty slice.
    pub fn open(path: &Path) -> io::Result<MappedFile> {
        let file = File::open(path)?;
        // SAFETY: the file is complete and never written to again; see the top of this module.
        let bytes = unsafe { Mmap::map(&file)? };
        Ok(MappedFile { bytes })
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// `count` numbers from byte `offset` on; `None` when they pass the end or are not aligned.
    pub fn numbers<T: Plain>(&self, offset: usize, count: usize) -> Option<&[T]> {
        let length = count.checked_mul(size_of::<T>())?;
        numbers(self.bytes.get(offset..offset.checked_add(length)?)?)
    }
}

impl AsRef<[u8]> for MappedFile {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// A number without padding, of which every bit pattern is a value. Sealed: only the primitives below.
pub trait Plain: Copy + sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

impl sealed::Sealed for u8 {}
impl Plain for u8 {}
impl sealed::Sealed for u16 {}
impl Plain for u16 {}
impl sealed::Sealed for u32 {}
impl Plain for u32 {}
impl sealed::Sealed for u64 {}
impl Plain for u64 {}
impl sealed::Sealed for i32 {}
impl Plain for i32 {}
impl sealed::Sealed for i64 {}
impl Plain for i64 {}
impl sealed::Sealed for f32 {}
impl Plain for f32 {}
impl sealed::Sealed for f64 {}
impl Plain for f64 {}

/// Sees little-endian bytes as numbers, without copying.
///
/// `None` when the length is no whole number of `T`, the start is not aligned for `T`, or this machine
/// is big-endian.
pub fn numbers<T: Plain>(bytes: &[u8]) -> Option<&[T]> {
    if cfg!(target_endian = "big") || !bytes.len().is_multiple_of(size_of::<T>()) {
        return None;
    }
    // SAFETY: `T` is `Plain`: any bytes are a valid `T`. `align_to` puts only aligned whole values in
    // the middle; a head or tail means the caller's bytes were not aligned, and they are refused.
    let (head, middle, tail) = unsafe { bytes.align_to::<T>() };
    (head.is_empty() && tail.is_empty()).then_some(middle)
}

/// The bytes of `numbers`, as this machine holds them (little-endian wherever [`numbers`] reads them).
pub fn bytes_of<T: Plain>(numbers: &[T]) -> &[u8] {
    // SAFETY: `T` is `Plain`, so each of its bytes is initialised; the length is that of the slice, and
    // bytes need no alignment.
    unsafe { std::slice::from_raw_parts(numbers.as_ptr().cast::<u8>(), size_of_val(numbers)) }
}

/// The little-endian `u16` at byte `at`, aligned or not; `None` past the end.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
}

/// The little-endian `u32` at byte `at`, aligned or not; `None` past the end.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}

/// The little-endian `u64` at byte `at`, aligned or not; `None` past the end.
pub fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// The little-endian `i32` at byte `at`, aligned or not; `None` past the end.
pub fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    bytes.get(at..)?.first_chunk().map(|chunk| i32::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests;
