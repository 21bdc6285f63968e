//! What every handler can reach: the catalogue of the moment, the ledger, the settings, the clock.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use arc_swap::ArcSwap;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::ledger::LedgerLine;
use search::catalogue::Catalogue;

use crate::ledger;
use crate::pages::whats_on::Outing;
use crate::telemetry::Telemetry;

/// Time in the United Kingdom, whatever the machine's own.
pub static LONDON: TimeZone = jiff::tz::get!("Europe/London");

/// The state of a running site.
pub struct State {
    /// The opened index; swapped whole when a newer one is published.
    pub catalogue: ArcSwap<Catalogue>,
    /// The file that what people tell us is added to.
    pub ledger: PathBuf,
    /// What an operator chose.
    pub settings: Settings,
    /// The clock: `Zoned` in Europe/London.
    pub clock: fn() -> Zoned,
    /// What is counted.
    pub telemetry: Telemetry,
    /// What the first page shows of this week, with what it was chosen for.
    pub week: Mutex<Option<(WeekOf, Vec<Outing>)>>,
}

/// What a choice for the first page holds for: an index, a day, an hour.
pub type WeekOf = (String, Date, i8);

/// The state as handlers hold it.
pub type Shared = Arc<State>;

/// What an operator may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The public address without a final slash, for links that leave the site: `https://find.example.org`.
    /// Without one, the address the request came to is used.
    pub address: Option<String>,
    /// A tile address for the map, `https://…/{z}/{x}/{y}.png`. Without one, no map is asked of anybody.
    pub tiles: Option<String>,
    /// What to print beside the tiles.
    pub tiles_credit: Option<String>,
}

impl State {
    /// The state over an opened catalogue, by the machine's clock.
    pub fn new(catalogue: Arc<Catalogue>, ledger: PathBuf, settings: Settings) -> State {
        let telemetry = Telemetry::new();
        telemetry.note_catalogue(&catalogue);
        State {
            telemetry,
            catalogue: ArcSwap::new(catalogue),
            ledger,
            settings,
            clock: now_in_london,
            week: Mutex::default(),
        }
    }

    /// Lets another catalogue answer from now on; what is at work is finished by the one before.
    pub fn take_over(&self, catalogue: Arc<Catalogue>) {
        self.telemetry.note_catalogue(&catalogue);
        self.catalogue.store(catalogue);
    }

    /// Adds a line to the ledger, and to disk before it returns.
    pub fn write_to_ledger(&self, line: &LedgerLine) -> io::Result<()> {
        ledger::append(&self.ledger, &line.to_text())
    }
}

/// Now, in Europe/London.
pub fn now_in_london() -> Zoned {
    Zoned::now().with_time_zone(LONDON.clone())
}
