//! The first so many of a space, by whichever plan costs least.

use super::heap::Heap;
use super::walk::{MOST_LACKING, Match, Walk};
use super::{Found, Ground, LACKS_SHIFT, Order, Query, ROUNDING, Space, Top, key_of, score_of};
use crate::geometry::{Chord2, Spot, chord2_of_metres, metres_of_chord2};
use crate::marks::{SEVERAL, Says, WORDS};
use crate::plan::{self, Plan};
use crate::rank::{Decay, NOT_STATED_FACTOR};
use crate::tree::Range;
use crate::writer::quality_at;

/// Share of itself by which a circle bounded by a score is widened, against rounding.
const SAFETY: f64 = 1.0001;

/// How often a window that held too little is widened before everything is walked.
const WIDENINGS: usize = 3;

impl Query<'_> {
    /// The first `limit` services of a space, each once, at its best document.
    pub fn top(
        &self,
        ground: &Ground<'_>,
        order: Order,
        limit: usize,
        accept: &mut dyn FnMut(u32) -> bool,
    ) -> Top {
        let plan = plan::choose(self, &ground.ranges, ground.from().is_some(), order, limit);
        self.top_by(plan, ground, order, limit, accept)
    }

    /// As [`Query::top`], by a given plan. Every plan finds the same.
    pub fn top_by(
        &self,
        plan: Plan,
        ground: &Ground<'_>,
        order: Order,
        limit: usize,
        accept: &mut dyn FnMut(u32) -> bool,
    ) -> Top {
        let ranges = &ground.ranges;
        let mut search = Search {
            query: self,
            from: ground.from(),
            within: ground.within(),
            order,
            heap: Heap::new(limit),
            accept,
            phrases_best: self.phrases.iter().map(|slot| slot.best).sum(),
            lacking: 0,
            looked_at: 0,
            was_cut: false,
        };
        // Those that lack nothing come first whatever they score, then those that lack one part: each are
        // sought by themselves, for together every document with any part would have to be looked at.
        let most_lacking = self.most_lacking();
        while search.lacking < most_lacking && search.heap.bound().is_none() {
            search.walk(ranges, None);
            search.lacking += 1;
        }
        match (plan, ground.space) {
            _ if search.heap.bound().is_some() => {}
            (Plan::Postings, _) if search.from.is_some() => {
                let span = ranges.first().zip(ranges.last());
                let span =
                    span.map(|(first, last)| Range { start: first.start, end: last.end, is_inside: false });
                search.walk(span.as_slice(), None);
            }
            (Plan::Seeded { window }, Space::Circle { from, .. }) => search.seeded(from, window, ranges),
            _ => search.walk(ranges, None),
        }
        let (looked_at, was_cut) = (search.looked_at, search.was_cut);
        Top { found: search.heap.into_sorted(), plan, looked_at, was_cut }
    }

    /// How many parts a document may lack, where what lacks more counts as the same.
    fn most_lacking(&self) -> usize {
        if self.all { 0 } else { self.slots.len().saturating_sub(1).min(MOST_LACKING) }
    }

    /// Nothing that lacks so many parts scores higher, before distance.
    fn best_text(&self, lacking: usize) -> f32 {
        if self.slots.is_empty() {
            return 1.0;
        }
        let phrases: f32 = self.phrases.iter().map(|slot| slot.best).sum();
        let mut slots: Vec<f32> = self.slots.iter().map(|slot| slot.best).collect();
        slots.sort_by(|a, b| b.total_cmp(a));
        slots.iter().take(self.slots.len() - lacking).sum::<f32>() + phrases
    }
}

/// A search for the first so many.
struct Search<'s, 'q, 'a> {
    query: &'s Query<'q>,
    from: Option<Spot>,
    within: Chord2,
    order: Order,
    heap: Heap,
    accept: &'a mut dyn FnMut(u32) -> bool,
    /// No phrases add more than this.
    phrases_best: f32,
    /// How many parts those lack that are looked for now.
    lacking: usize,
    looked_at: u64,
    was_cut: bool,
}

impl Search<'_, '_, '_> {
    /// Looks first around the place asked from; what is found there bounds the circle for the rest.
    fn seeded(&mut self, from: Spot, window: u32, ranges: &[Range]) {
        let places = self.query.parts.manifest.documents[0];
        let middle = self.query.parts.number_on_curve(from);
        let mut window = window.max(1);
        let mut seen: Option<Range> = None;
        for _ in 0..WIDENINGS {
            let start = middle.saturating_sub(window / 2);
            let next = Range { start, end: start.saturating_add(window).min(places), is_inside: false };
            self.walk(&[next], seen);
            seen = Some(next);
            if self.heap.bound().is_some() || next.len() == places || self.was_cut {
                break;
            }
            window = window.saturating_mul(8);
        }
        if let Some(bound) = self.heap.bound()
            && let Some(nearer) = self.circle_of(bound)
            && nearer < self.within
            && let Some(tree) = self.query.parts.tree()
        {
            let mut ranges = Vec::new();
            tree.circle(from, nearer, &mut ranges);
            self.within = nearer;
            self.walk(&ranges, seen);
        } else {
            self.walk(ranges, seen);
        }
    }

    /// The circle beyond which nothing has a key below `bound`; `None` when there is no such circle.
    fn circle_of(&self, bound: u64) -> Option<Chord2> {
        if bound >> LACKS_SHIFT != self.lacking as u64 {
            return None;
        }
        match self.order {
            Order::Nearest => Some(bound & !(u64::MAX << LACKS_SHIFT)),
            Order::Best(Some(decay)) => {
                let metres = decay.metres_to(score_of(bound) / self.query.best_text(self.lacking));
                let is_bounded = metres.is_finite() && metres < 1e7;
                is_bounded.then(|| chord2_of_metres(metres * SAFETY + 1.0))
            }
            Order::Best(None) | Order::Name => None,
        }
    }

    fn walk(&mut self, ranges: &[Range], except: Option<Range>) {
        match self.from {
            Some(_) => self.walk_as::<true>(ranges, except),
            None => self.walk_as::<false>(ranges, except),
        }
    }

    /// Two functions, for the loop of each is the hottest there is.
    fn walk_as<const HAS_DISTANCE: bool>(&mut self, ranges: &[Range], except: Option<Range>) {
        let is_last = self.lacking == self.query.most_lacking();
        let most_lacking = if is_last && !self.query.all { self.query.slots.len() } else { self.lacking };
        let mut walk = Walk::new(self.query, most_lacking, self.looked_at);
        let mut later = Later::of(self);
        let mut waiting = Vec::with_capacity(TOGETHER);
        for range in ranges {
            for part in without(*range, except) {
                walk.over(part, |walk, found| {
                    match self.hopeful(walk, &found, later.prior) {
                        Some(one) if HAS_DISTANCE => waiting.push(one),
                        Some(one) => self.consider_one(walk, &one, None),
                        None => {}
                    }
                    later.look(self, walk, found.document);
                    // Phrases that lead on do not come back: where they do, nothing waits.
                    if HAS_DISTANCE && (waiting.len() == TOGETHER || walk.is_led_by_phrases()) {
                        self.consider(walk, &mut waiting);
                    }
                });
            }
        }
        self.consider(&mut walk, &mut waiting);
        self.looked_at = walk.looked_at;
        self.was_cut |= walk.was_cut;
    }

    /// A found document, where its score could be among the first at no distance. To read where it lies is to
    /// wait for memory.
    #[inline(always)]
    fn hopeful(&self, walk: &Walk, found: &Match, best_prior: f32) -> Option<Hopeful> {
        if usize::from(found.lacks) != self.lacking {
            return None;
        }
        let Match { document, is_inside, lacks } = *found;
        let lacks = u64::from(lacks) << LACKS_SHIFT;
        let is_ranked = matches!(self.order, Order::Best(_));
        let parts_score = if is_ranked { walk.parts_score(document) } else { 0.0 };
        let at_best = (parts_score + self.phrases_best) * ROUNDING * best_prior;
        let is_hopeful = !is_ranked || self.heap.wants(key_of(at_best) | lacks, document);
        is_hopeful.then_some(Hopeful { document, is_inside, lacks, parts_score, at_best })
    }

    /// Considers those that wait, in order. Where they lie is read first, with nothing between: then memory is
    /// asked for all of them at once.
    fn consider(&mut self, walk: &mut Walk, waiting: &mut Vec<Hopeful>) {
        let Some(from) = self.from else { return };
        let mut chords2 = [0; TOGETHER];
        for (chord2, one) in chords2.iter_mut().zip(waiting.iter()) {
            *chord2 = self.query.parts.spot(one.document).chord2(from);
        }
        for (one, chord2) in waiting.drain(..).zip(chords2) {
            self.consider_one(walk, &one, Some(chord2));
        }
    }

    #[inline(always)]
    fn consider_one(&mut self, walk: &mut Walk, one: &Hopeful, chord2: Option<Chord2>) {
        let Hopeful { document, is_inside, lacks, parts_score, at_best } = *one;
        if !is_inside && chord2.is_some_and(|chord2| chord2 > self.within) {
            return;
        }
        // What it would be worth if its marks took nothing away: most documents end here.
        let mut score = 0.0;
        let hopeful = match self.order {
            Order::Nearest => chord2.unwrap_or(0),
            Order::Name => u64::from(self.query.parts.name_rank(self.query.parts.service_of(document))),
            Order::Best(decay) => {
                // To seek the phrases costs more than to see that nothing they could add would help.
                let nearness = nearness(decay, chord2);
                if !self.heap.wants(key_of(at_best * nearness) | lacks, document) {
                    return;
                }
                score = walk.with_phrases(parts_score, document) * nearness;
                key_of(score)
            }
        };
        if !self.heap.wants(hopeful | lacks, document)
            || walk.truly_lacks(document).is_some_and(|lacks| lacks < self.lacking)
        {
            return;
        }
        let words = &self.query.parts.marks()[document as usize * WORDS..][..WORDS];
        let mut factor = self.query.priors.of_marks(words);
        for test in &self.query.tests {
            match test.kind.ask(words) {
                Says::Yes => {}
                Says::No => return,
                Says::NotStated => factor *= NOT_STATED_FACTOR,
            }
        }
        let key = match self.order {
            Order::Nearest | Order::Name => hopeful | lacks,
            Order::Best(_) => key_of(score * factor) | lacks,
        };
        if self.heap.wants(key, document) {
            let service = self.query.parts.service_of(document);
            if (self.accept)(service) {
                let has_others = words[1] >> SEVERAL & 1 == 1;
                self.heap.push(Found { document, service, key, chord2 }, has_others);
            }
        }
    }
}

/// A found document whose score may be among the first.
struct Hopeful {
    document: u32,
    is_inside: bool,
    /// How many parts it lacks, as it stands in a key.
    lacks: u64,
    parts_score: f32,
    /// No more than this is its score at no distance.
    at_best: f32,
}

/// Documents of which it is read together where they lie.
const TOGETHER: usize = 8;

/// How good what still comes in a walk may be.
struct Later {
    /// Where the documents that are reached from anywhere begin: of them the better entries stand first.
    anywhere: u32,
    /// For each byte of quality: the best prior of it and of all that stand after it there.
    priors: [f32; 256],
    /// The best prior from the document that was looked at last on.
    prior: f32,
    /// Nothing scores higher before it.
    best_text: f32,
    /// What had to be beaten when it was looked last.
    bound: Option<u64>,
    /// Documents until the next look, and from there to the one after.
    until_look: u32,
    then: u32,
}

/// Documents before the first look at how good what still comes may be, and most between two looks among what
/// is reached from anywhere. Elsewhere there is less to see with every look: the way to the next grows by half.
const LOOK_EVERY: u32 = 64;

impl Later {
    fn of(search: &Search<'_, '_, '_>) -> Later {
        let [places, areas, drawn, _] = search.query.parts.manifest.documents;
        let mut priors = [0.0; 256];
        let mut so_far = 0.0_f32;
        for byte in (0..256_usize).rev().map(|place| quality_at(place as u8)) {
            so_far = so_far.max(search.query.priors.of_quality(byte));
            priors[usize::from(byte)] = so_far;
        }
        let best_text = search.query.best_text(search.lacking) * ROUNDING;
        let is_ranked = matches!(search.order, Order::Best(_));
        let (anywhere, until_look) = (places + areas + drawn, if is_ranked { LOOK_EVERY } else { u32::MAX });
        Later { anywhere, priors, prior: 1.0, best_text, bound: None, until_look, then: LOOK_EVERY }
    }

    /// Looks now and then whether less is wanted, and lets the walk pass over what is not.
    #[inline]
    fn look(&mut self, search: &Search<'_, '_, '_>, walk: &mut Walk, document: u32) {
        if self.until_look > 0 {
            self.until_look -= 1;
            return;
        }
        self.until_look = self.then;
        let Some(bound) = search.heap.bound() else { return };
        let prior = self.prior;
        if document < self.anywhere {
            self.then += self.then / 2;
        } else {
            self.then = LOOK_EVERY;
            let quality = search.query.parts.marks()[document as usize * WORDS + 3] >> 24 & 0xff;
            self.prior = self.priors[quality as usize];
        }
        if self.bound == Some(bound) && self.prior == prior {
            return;
        }
        self.bound = Some(bound);
        let lacks = (search.lacking as u64) << LACKS_SHIFT;
        let is_wanted = |text: f32| search.heap.wants(key_of(text * self.prior) | lacks, document);
        if is_wanted(self.best_text) {
            walk.narrow(search.lacking, is_wanted);
        } else {
            walk.end();
        }
    }
}

#[inline]
fn nearness(decay: Option<Decay>, chord2: Option<Chord2>) -> f32 {
    match (decay, chord2) {
        (Some(decay), Some(chord2)) => decay.at(metres_of_chord2(chord2) as f32),
        _ => 1.0,
    }
}

/// What of a range lies before and after another.
fn without(range: Range, except: Option<Range>) -> impl Iterator<Item = Range> {
    let cut = except.unwrap_or(Range { start: range.end, end: range.end, is_inside: false });
    let before = Range { end: range.end.min(cut.start).max(range.start), ..range };
    let after = Range { start: range.start.max(cut.end).min(range.end), ..range };
    let after = if except.is_none() { Range { start: range.end, ..range } } else { after };
    [before, after].into_iter().filter(|part| !part.is_empty())
}
