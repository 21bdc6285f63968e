//! An automaton that accepts names within a few slips of a misspelt one.

use fst::Automaton;

/// Names longer than this are not corrected.
pub(crate) const LONGEST: usize = 40;

/// Accepts keys at most `most` slips from `misspelt`: a letter left out, put in, changed, or two swapped.
///
/// A state is the last row of the table of distances and the row before it, which swaps need; so
/// building costs nothing, unlike automata laid out in full, and walking prunes just the same.
#[derive(Debug)]
pub(crate) struct Slips<'a> {
    misspelt: &'a [u8],
    most: u8,
}

impl<'a> Slips<'a> {
    /// `None` when the name is empty or too long.
    pub(crate) fn new(misspelt: &'a str, most: u8) -> Option<Slips<'a>> {
        let misspelt = misspelt.as_bytes();
        (1..=LONGEST).contains(&misspelt.len()).then_some(Slips { misspelt, most })
    }

    /// How many slips lie between the misspelt name and `key`.
    pub(crate) fn between(&self, key: &[u8]) -> u8 {
        let state = key.iter().fold(self.start(), |state, &byte| self.accept(&state, byte));
        state.row[self.misspelt.len()]
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Rows {
    row: [u8; LONGEST + 1],
    before: [u8; LONGEST + 1],
    last: u8,
    depth: u8,
}

impl Automaton for Slips<'_> {
    type State = Rows;

    fn start(&self) -> Rows {
        let mut row = [0; LONGEST + 1];
        for (index, cell) in row.iter_mut().enumerate() {
            *cell = index as u8;
        }
        Rows { row, before: row, last: 0, depth: 0 }
    }

    fn is_match(&self, state: &Rows) -> bool {
        state.row[self.misspelt.len()] <= self.most
    }

    fn can_match(&self, state: &Rows) -> bool {
        state.row[..=self.misspelt.len()].iter().any(|&cell| cell <= self.most)
    }

    fn accept(&self, state: &Rows, byte: u8) -> Rows {
        let mut row = [0; LONGEST + 1];
        row[0] = state.row[0].saturating_add(1);
        for (index, &typed) in self.misspelt.iter().enumerate() {
            let changed = state.row[index].saturating_add(u8::from(typed != byte));
            let one_more = state.row[index + 1].min(row[index]).saturating_add(1);
            row[index + 1] = changed.min(one_more);
            let swapped =
                state.depth > 0 && index > 0 && typed == state.last && self.misspelt[index - 1] == byte;
            if swapped {
                row[index + 1] = row[index + 1].min(state.before[index - 1].saturating_add(1));
            }
        }
        Rows { row, before: state.row, last: byte, depth: state.depth.saturating_add(1) }
    }
}

#[cfg(test)]
mod tests;
