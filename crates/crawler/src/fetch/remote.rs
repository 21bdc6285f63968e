//! Fetching a whole source over the network: page after page, each on disk before the next.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::paging::{self, After};
use super::request::{Answer, Ask, Came, Earlier, Requests, host_of};
use super::store::{Ledger, Page, Store};
use super::{FetchError, Fetched, Manners};
use crate::crawl::files::Aside;
use crate::read::Part;
use crate::read::unpack::{self, Limits};
use crate::source::{Format, Source};

/// Fetches a source whose addresses are on the web, or says what was fetched when that is fresh enough.
/// `told` hears how many bytes have come.
pub fn remote(
    source: &Source,
    folder: &Path,
    now: Timestamp,
    manners: &Manners,
    told: &dyn Fn(u64),
) -> Result<Fetched, FetchError> {
    let store = Store::new(folder);
    let settings = settings_of(source);
    let complete = store.complete().filter(|ledger| ledger.settings == settings);
    if let Some(ledger) = &complete
        && !is_wanted(source, manners, ledger, now)
    {
        return Ok(store.fetched(ledger));
    }
    if manners.offline {
        return Err(FetchError::Offline);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| FetchError::Connection { host: String::new(), reason: error.to_string() })?;
    let under_way = store.under_way().filter(|ledger| ledger.settings == settings);
    let mut journey = Journey { source, store, now, manners, told, complete };
    runtime.block_on(journey.go(settings, under_way))
}

/// The settings that a fetch depends on; with others, an interrupted fetch starts anew.
fn settings_of(source: &Source) -> String {
    let text = format!("{:?} {:?} {:?}", source.fetch.urls, source.read.format, source.fetch.only);
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

fn is_wanted(source: &Source, manners: &Manners, ledger: &Ledger, now: Timestamp) -> bool {
    if manners.offline {
        return false;
    }
    let age = now.duration_since(ledger.fetched_at);
    if manners.due_only && age < jiff::SignedDuration::try_from(source.fetch.every).unwrap_or_default() {
        return false;
    }
    manners.fetched_before.is_none_or(|before| ledger.fetched_at < before)
}

struct Journey<'j> {
    source: &'j Source,
    store: Store,
    now: Timestamp,
    manners: &'j Manners,
    told: &'j dyn Fn(u64),
    complete: Option<Ledger>,
}

impl Journey<'_> {
    async fn go(&mut self, settings: String, under_way: Option<Ledger>) -> Result<Fetched, FetchError> {
        let requests = Requests::new(self.manners)?;
        let mut ledger = match under_way {
            Some(ledger) => ledger,
            None => self.start(settings)?,
        };
        let mut asked: HashSet<String> = ledger.pages.iter().map(|page| page.url.clone()).collect();
        let mut bytes_before = 0;
        while !ledger.queue.is_empty() {
            let address = ledger.queue.remove(0);
            let url =
                Url::parse(&address).map_err(|_| FetchError::BadAddress { address: address.clone() })?;
            let host = host_of(&url);
            if !asked.insert(address.clone()) && !self.may_be_asked_again(&ledger, &address) {
                let reason = "it leads back to a page it has shown".to_owned();
                return Err(FetchError::NeverEnds { host, reason });
            }
            if ledger.pages.len() >= self.source.fetch.maximum_pages as usize {
                let reason = format!("it has more than {} pages", self.source.fetch.maximum_pages);
                return Err(FetchError::NeverEnds { host, reason });
            }
            let (page, after, length) = self.page(&requests, &url, ledger.pages.len(), bytes_before).await?;
            bytes_before += length;
            self.add(&mut ledger, page, after);
            ledger.fetched_at = self.now;
            self.store
                .write_under_way(&ledger)
                .map_err(|error| FetchError::file(Path::new("fetch"), error))?;
        }
        ledger.fetched_at = self.now;
        self.store.write_complete(&ledger).map_err(|error| FetchError::file(Path::new("fetch"), error))?;
        Ok(self.store.fetched(&ledger))
    }

    /// A feed that grows goes on where it ended; anything else starts at its first address.
    fn start(&self, settings: String) -> Result<Ledger, FetchError> {
        let format = self.source.read.format;
        if format == Format::OpenActive
            && let Some(complete) = &self.complete
        {
            let mut ledger = complete.clone();
            let tails: Vec<usize> =
                (0..ledger.pages.len()).filter(|at| is_tail(&ledger.pages[*at])).collect();
            ledger.queue = tails.iter().map(|at| ledger.pages[*at].url.clone()).collect();
            for at in tails.into_iter().rev() {
                ledger.pages.remove(at);
            }
            return Ok(ledger);
        }
        let mut queue = Vec::new();
        for address in &self.source.fetch.urls {
            let url = Url::parse(address).map_err(|_| FetchError::BadAddress { address: address.clone() })?;
            queue.push(paging::first(format, &url).to_string());
        }
        Ok(Ledger { settings, pages: Vec::new(), queue, fetched_at: self.now })
    }

    fn may_be_asked_again(&self, ledger: &Ledger, address: &str) -> bool {
        // An address named twice in the settings, or by two sitemaps, is asked once more at most.
        paging::is_paged(self.source.read.format)
            && matches!(self.source.read.format, Format::JsonLd | Format::Html)
            && ledger.pages.iter().filter(|page| page.url == address).count() < 2
    }

    async fn page(
        &self,
        requests: &Requests<'_>,
        url: &Url,
        number: usize,
        bytes_before: u64,
    ) -> Result<(Page, After, u64), FetchError> {
        let known = self
            .complete
            .as_ref()
            .and_then(|ledger| ledger.pages.iter().find(|page| page.url == url.as_str()));
        let earlier =
            known.map(|page| Earlier { etag: page.etag.clone(), last_modified: page.last_modified.clone() });
        let file = format!("pages/{number:06}-{}", &blake3::hash(self.stamp(url).as_bytes()).to_hex()[..12]);
        let path = self.store.path(&file);
        let slot = std::rc::Rc::new(std::cell::RefCell::new(None));
        let ask = Ask {
            url,
            earlier: &earlier.unwrap_or_default(),
            maximum_bytes: self.source.fetch.maximum_bytes.saturating_sub(bytes_before).max(1),
            delay: self.source.fetch.delay,
        };
        let begin_slot = std::rc::Rc::clone(&slot);
        let begin_path = path.clone();
        let mut begin = move || -> std::io::Result<Box<dyn Write>> {
            // What an earlier try began is removed before the same file is begun anew.
            drop(begin_slot.borrow_mut().take());
            *begin_slot.borrow_mut() = Some(Aside::create(&begin_path)?);
            Ok(Box::new(Shared(std::rc::Rc::clone(&begin_slot))))
        };
        let came = requests.get(&ask, &mut begin, &|bytes| (self.told)(bytes_before + bytes)).await?;
        let answer = match (came, known) {
            (Came::Whole(answer), _) => answer,
            (Came::NotModified, Some(known)) => return self.unchanged(url, known),
            (Came::NotModified, None) => return Err(FetchError::Status { host: host_of(url), status: 304 }),
        };
        let aside = slot.borrow_mut().take();
        if let Some(aside) = aside {
            aside.keep().map_err(|error| FetchError::file(&path, error))?;
        }
        let (digest, length) = digest_of(&path)?;
        let name = name_of(url, &answer);
        let after = self.after(url, &name, &path)?;
        let page = Page {
            url: url.to_string(),
            file,
            name,
            digest,
            read: after.read,
            etag: answer.etag,
            last_modified: answer.last_modified,
            charset: answer.charset,
        };
        Ok((page, after, length))
    }

    /// Files of one fetch never overwrite those of the one before, which still stands.
    fn stamp(&self, url: &Url) -> String {
        format!("{url} {}", self.now)
    }

    fn unchanged(&self, url: &Url, known: &Page) -> Result<(Page, After, u64), FetchError> {
        let after = self.after(url, &known.name, &self.store.path(&known.file))?;
        Ok((known.clone(), after, 0))
    }

    fn after(&self, url: &Url, name: &str, path: &Path) -> Result<After, FetchError> {
        let format = self.source.read.format;
        if !paging::is_paged(format) {
            return Ok(After { read: true, ..After::default() });
        }
        let bad = |reason: String| FetchError::BadPage { host: host_of(url), format: format.name(), reason };
        let bytes = unpacked(name, path).map_err(bad)?;
        paging::after(format, url, &bytes, self.source.fetch.only.as_deref()).map_err(bad)
    }

    fn add(&self, ledger: &mut Ledger, page: Page, after: After) {
        let mut page = page;
        if after.is_tail {
            page.name = TAIL.to_owned();
        }
        ledger.pages.push(page);
        let waiting = std::mem::take(&mut ledger.queue);
        ledger.queue = after.next;
        ledger.queue.extend(waiting);
    }
}

/// The name of the empty page at which a growing feed is taken up again.
const TAIL: &str = "tail.json";

fn is_tail(page: &Page) -> bool {
    page.name == TAIL
}

/// The last part of the path, with an ending for packed bytes that do not tell by themselves.
fn name_of(url: &Url, answer: &Answer) -> String {
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).filter(|part| !part.is_empty());
    let name = last.unwrap_or("page").to_owned();
    if answer.encoding.as_deref() == Some("br") { format!("{name}.br") } else { name }
}

fn digest_of(path: &Path) -> Result<(String, u64), FetchError> {
    let fail = |error: std::io::Error| FetchError::file(path, error);
    let mut file = std::fs::File::open(path).map_err(fail)?;
    let mut hasher = blake3::Hasher::new();
    let length = std::io::copy(&mut file, &mut hasher).map_err(fail)?;
    Ok((hasher.finalize().to_hex().to_string(), length))
}

/// A page of a feed is looked into whole; up to this.
const MOST_PAGE_BYTES: u64 = 256 * 1024 * 1024;

fn unpacked(name: &str, path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let part = Part { name: name.to_owned(), charset: None, bytes: Box::new(file) };
    let mut out = Vec::new();
    let limits = Limits { unpacked_bytes: MOST_PAGE_BYTES, ratio: 250 };
    unpack::members(part, None, limits, &mut |name, bytes| {
        bytes.read_to_end(&mut out).map_err(|error| crate::read::ReadError::io(name, &error))?;
        Ok(())
    })
    .map_err(|error| error.to_string())?;
    Ok(out)
}

/// The file that is being written, shared with the request that writes it.
struct Shared(std::rc::Rc<std::cell::RefCell<Option<Aside>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.0.borrow_mut().as_mut() {
            Some(aside) => aside.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.borrow_mut().as_mut().map_or(Ok(()), Write::flush)
    }
}
