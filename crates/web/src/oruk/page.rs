//! The envelope of every list of HSDS-UK 3.0.

use serde::Serialize;
use utoipa::ToSchema;

/// The parameters of a request that are not known here. They do no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IgnoredParameters {
    /// Their names.
    pub ignored: Vec<String>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Page<T> {
    /// On all pages.
    pub total_items: u64,
    /// At least 1.
    pub total_pages: u64,
    /// From 1.
    pub page_number: u32,
    /// On this page.
    pub size: usize,
    /// Whether this is the first page.
    pub first_page: bool,
    /// Whether this is the last page, or one after it.
    pub last_page: bool,
    /// Whether there is nothing on this page.
    pub empty: bool,
    /// What was asked beyond the standard and was not understood; absent where all was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<IgnoredParameters>,
    /// What is on it.
    pub contents: Vec<T>,
}

impl<T> Page<T> {
    /// The page `number` of `total_items` things, `per_page` on each.
    pub fn new(total_items: u64, number: u32, per_page: u32, contents: Vec<T>) -> Page<T> {
        let total_pages = total_items.div_ceil(u64::from(per_page.max(1))).max(1);
        Page {
            total_items,
            total_pages,
            page_number: number,
            size: contents.len(),
            first_page: number == 1,
            last_page: u64::from(number) >= total_pages,
            empty: contents.is_empty(),
            meta: None,
            contents,
        }
    }

    /// The same page, with the names of the parameters that were ignored.
    #[must_use]
    pub fn without(mut self, ignored: Vec<String>) -> Page<T> {
        self.meta = (!ignored.is_empty()).then_some(IgnoredParameters { ignored });
        self
    }

    /// A page as above, of `size` things that are written elsewhere.
    pub fn around(total_items: u64, number: u32, per_page: u32, size: usize) -> Page<T> {
        Page { size, empty: size == 0, ..Page::new(total_items, number, per_page, Vec::new()) }
    }
}
