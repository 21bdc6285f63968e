//! Figures as one table.

use std::fmt;

/// Lines of figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq)]
struct Line {
    name: String,
    middle: f64,
    high: f64,
    highest: f64,
    rates: Option<(f64, f64)>,
}

impl Table {
    /// Whether it has no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds a line of times, in microseconds.
    pub fn times(&mut self, name: &str, mut times: Vec<f64>) {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
            times.get(place).copied().unwrap_or(0.0)
        };
        self.lines.push(Line {
            name: name.to_owned(),
            middle: at(0.5),
            high: at(0.95),
            highest: at(0.99),
            rates: None,
        });
    }

    /// Adds questions a second, of one client and of eight, to the last line.
    pub fn rates(&mut self, one: f64, eight: f64) {
        if let Some(line) = self.lines.last_mut() {
            line.rates = Some((one, eight));
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| question | p50 µs | p95 µs | p99 µs | a second, 1 client | 8 clients |")?;
        writeln!(f, "|---|--:|--:|--:|--:|--:|")?;
        for line in &self.lines {
            let (one, eight) = line.rates.map_or(("–".into(), "–".into()), |(one, eight)| {
                (format!("{one:.0}"), format!("{eight:.0}"))
            });
            writeln!(
                f,
                "| {} | {:.1} | {:.1} | {:.1} | {one} | {eight} |",
                line.name, line.middle, line.high, line.highest
            )?;
        }
        Ok(())
    }
}
