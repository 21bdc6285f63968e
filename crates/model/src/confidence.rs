//! Confidence to send: how sure one may be that a service is as described, with its because.
//!
//! One published rule, the same for everybody. Each part of a record ages at its own half-life
//! ([`Part`]); agreement helps a little, disagreement hurts a little, and hard facts (closed, removed
//! from a register, no longer listed) cap the label whatever the dates say. Older never reads as surer.

mod dates;
mod trust;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use dates::latest_date_in;
pub use trust::{Day, Part, Trust};

use crate::evidence::Role;
use crate::service::{RegisterStatus, Status};

/// How sure one may be in sending somebody. A pure function of a record's evidence and today's date,
/// computed when answering, so that it ages without a rebuild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confidence {
    /// The label.
    pub label: ConfidenceLabel,
    /// The because, for people.
    pub because: String,
}

/// The four labels, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConfidenceLabel {
    /// Confirmed recently.
    Confirmed,
    /// Probably right.
    Probable,
    /// Ring first.
    RingFirst,
    /// Don't rely on this.
    Unreliable,
}

impl ConfidenceLabel {
    /// All of them, the surest first.
    pub const ALL: [ConfidenceLabel; 4] = [
        ConfidenceLabel::Confirmed,
        ConfidenceLabel::Probable,
        ConfidenceLabel::RingFirst,
        ConfidenceLabel::Unreliable,
    ];

    /// The words people see.
    pub fn text(self) -> &'static str {
        match self {
            ConfidenceLabel::Confirmed => "Confirmed recently",
            ConfidenceLabel::Probable => "Probably right",
            ConfidenceLabel::RingFirst => "Ring first",
            ConfidenceLabel::Unreliable => "Don't rely on this",
        }
    }

    /// The word in URL and JSON.
    pub fn key(self) -> &'static str {
        match self {
            ConfidenceLabel::Confirmed => "confirmed-recently",
            ConfidenceLabel::Probable => "probably-right",
            ConfidenceLabel::RingFirst => "ring-first",
            ConfidenceLabel::Unreliable => "do-not-rely",
        }
    }
}

/// Belief at or above which a record dated recently by somebody who would know is *confirmed*.
const CONFIRMED_FROM: f32 = 0.8;
/// Belief at or above which a record is *probably right*.
const PROBABLE_FROM: f32 = 0.55;
/// Belief at or above which it is worth ringing.
const RING_FROM: f32 = 0.25;
/// Days within which an assertion counts as recent.
const RECENT_DAYS: i32 = 183;
/// Days a record may go unseen by a crawl before that counts against it.
const UNSEEN_GRACE_DAYS: i32 = 60;
/// Days in which an unseen record loses half of its belief, after the grace.
const UNSEEN_HALF_LIFE_DAYS: f32 = 180.0;
/// What a part that nobody dated is worth.
const UNDATED: f32 = 0.5;
/// What is left of a part on which sources disagree.
const DISPUTED: f32 = 0.85;
/// What is left of a time-table that was read from prose.
const FROM_PROSE: f32 = 0.9;
/// What is left when only a collector vouches for it.
const ONLY_COLLECTED: f32 = 0.9;
/// What each further agreeing source adds, up to three.
const AGREEMENT: f32 = 0.08;
/// Days after which the latest date in a record's own text makes it no better than probable.
const MENTION_IS_OLD_DAYS: i32 = 400;
/// Days after which it makes it no better than "ring first".
const MENTION_IS_STALE_DAYS: i32 = 800;
/// Days after its last session, or after every source dropped it, in which ringing may still help.
const ENDED_GRACE_DAYS: i32 = 90;

/// The label and its because.
pub fn confidence(trust: &Trust, today: Date) -> Confidence {
    let (label, cap) = judge(trust, today);
    Confidence { label, because: because(trust, today, label, cap) }
}

/// The label alone, which allocates nothing: for ranking and counting.
pub fn label(trust: &Trust, today: Date) -> ConfidenceLabel {
    judge(trust, today).0
}

/// How much of the record one may believe, 0 to 1, before any hard fact caps the label.
pub fn belief(trust: &Trust, today: Date) -> f32 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for part in Part::ALL {
        if trust.states(part) {
            sum += part.weight() * certainty(trust, part, today);
            weights += part.weight();
        }
    }
    let further = f32::from(trust.agreeing.saturating_sub(1).min(3));
    let vouched = if trust.confirmed.is_some() || trust.agreeing > 1 { 1.0 } else { ONLY_COLLECTED };
    let unseen = trust.seen.days_before(today).map_or(0, |days| (days - UNSEEN_GRACE_DAYS).max(0));
    let listed = (-(unseen as f32) / UNSEEN_HALF_LIFE_DAYS).exp2();
    (sum / weights * vouched * (1.0 + AGREEMENT * further) * listed).min(1.0)
}

/// How sure one may be of one part, 0 to 1.
fn certainty(trust: &Trust, part: Part, today: Date) -> f32 {
    let aged = match trust.asserted_of(part).days_before(today) {
        Some(days) => (-(days as f32) / part.half_life_days()).exp2(),
        None => UNDATED,
    };
    let disputed = if trust.is_disputed(part) { DISPUTED } else { 1.0 };
    let prose = if part == Part::Times && trust.times_from_prose { FROM_PROSE } else { 1.0 };
    aged * disputed * prose
}

/// A hard fact that keeps the label from being better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cap {
    None,
    Closed,
    ClosedForNow,
    OffTheRegister,
    NoLongerListed,
    DroppedBySome,
    Ended,
    OldMention,
    NotRecentlyConfirmed,
}

fn judge(trust: &Trust, today: Date) -> (ConfidenceLabel, Cap) {
    use ConfidenceLabel::{Confirmed, Probable, RingFirst, Unreliable};
    let belief = belief(trust, today);
    let mut label = match belief {
        b if b >= CONFIRMED_FROM => Confirmed,
        b if b >= PROBABLE_FROM => Probable,
        b if b >= RING_FROM => RingFirst,
        _ => Unreliable,
    };
    let mut bound = Cap::None;
    let mut limit = |to: ConfidenceLabel, cap: Cap| {
        if label < to {
            label = to;
            bound = cap;
        } else if bound == Cap::None && label == to && cap != Cap::NotRecentlyConfirmed {
            bound = cap;
        }
    };
    match trust.status {
        Status::Active => {}
        Status::TemporarilyClosed => limit(RingFirst, Cap::ClosedForNow),
        Status::Inactive | Status::Defunct => limit(Unreliable, Cap::Closed),
    }
    if trust.register == Some(RegisterStatus::Removed) {
        limit(Unreliable, Cap::OffTheRegister);
    }
    if let Some(days) = trust.gone.days_before(today) {
        limit(if days > ENDED_GRACE_DAYS { Unreliable } else { RingFirst }, Cap::NoLongerListed);
    } else if trust.dropped_by_some {
        limit(Probable, Cap::DroppedBySome);
    }
    if let Some(days) = trust.ends.days_past(today) {
        limit(if days > ENDED_GRACE_DAYS { Unreliable } else { RingFirst }, Cap::Ended);
    }
    match trust.mentioned.days_before(today) {
        Some(days) if days > MENTION_IS_STALE_DAYS => limit(RingFirst, Cap::OldMention),
        Some(days) if days > MENTION_IS_OLD_DAYS => limit(Probable, Cap::OldMention),
        _ => {}
    }
    let newest = if trust.agreeing > 1 { trust.asserted } else { trust.confirmed };
    if newest.days_before(today).is_none_or(|days| days > RECENT_DAYS) {
        limit(Probable, Cap::NotRecentlyConfirmed);
    }
    (label, bound)
}

/// One or two short sentences: the hard fact if there is one, then who said so and when.
fn because(trust: &Trust, today: Date, label: ConfidenceLabel, cap: Cap) -> String {
    let mut because = Sentence::default();
    match cap {
        Cap::None | Cap::NotRecentlyConfirmed => {}
        Cap::Closed if trust.status == Status::Defunct => because.say("it is said to have ended"),
        Cap::Closed => because.say("it is said not to be running"),
        Cap::ClosedForNow => because.say("it is said to be closed for now"),
        Cap::OffTheRegister => because.say("the organisation behind it was removed from its register"),
        Cap::NoLongerListed => because.say_on("its source stopped listing it by", trust.gone),
        Cap::DroppedBySome => because.say("one of its sources stopped listing it"),
        Cap::Ended => because.say_on("its last listed session was on", trust.ends),
        Cap::OldMention => because.say_on("its own text last mentions", trust.mentioned),
    }
    say_who_and_when(trust, today, &mut because);
    let disputed = || Part::ALL.into_iter().filter(|part| trust.is_disputed(*part)).map(Part::text);
    if disputed().next().is_some() {
        let disputed: Vec<&str> = disputed().collect();
        because.say(&format!("sources disagree on {}", disputed.join(" and ")));
    } else if trust.agreeing > 1 {
        because.say(&format!("{} sources agree", trust.agreeing));
    } else if label >= ConfidenceLabel::RingFirst
        && cap == Cap::None
        && let Some(weakest) = weakest(trust, today)
    {
        because.say(&weakest);
    }
    because.ended()
}

fn say_who_and_when(trust: &Trust, today: Date, because: &mut Sentence) {
    let stale = trust.seen.days_before(today).is_some_and(|days| days > UNSEEN_GRACE_DAYS);
    if let Some(days) = trust.confirmed.days_before(today)
        && trust.asserted.days_before(today).is_none_or(|newest| days - newest <= RECENT_DAYS)
    {
        let who = match trust.role {
            Role::Owner => "the organisation itself last confirmed it on",
            Role::Regulator => "a public register last gave it on",
            Role::Assurer | Role::Aggregator => "somebody who checks records last confirmed it on",
        };
        return because.say_on(who, trust.confirmed);
    }
    match (trust.asserted.is_some(), stale) {
        (true, _) => because.say_on("the list it comes from dates it", trust.asserted),
        (false, true) => {
            because.say_on("nobody says when it was last right, and we last saw it on", trust.seen);
        }
        (false, false) => because.say("nobody says when it was last right"),
    }
}

/// Clauses one after another, as a sentence. Every row shown has one: it is written in one go.
#[derive(Default)]
struct Sentence(String);

impl Sentence {
    fn say(&mut self, clause: &str) {
        if !self.0.is_empty() {
            self.0 += "; ";
            self.0 += clause;
            return;
        }
        self.0.reserve(128);
        let mut letters = clause.chars();
        self.0.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        self.0 += letters.as_str();
    }

    fn say_on(&mut self, clause: &str, day: Day) {
        self.say(clause);
        self.0.push(' ');
        day.write_for_people(&mut self.0);
    }

    fn ended(mut self) -> String {
        self.0.push('.');
        self.0
    }
}

/// The stated part that has aged most.
fn weakest(trust: &Trust, today: Date) -> Option<String> {
    let stated = Part::ALL.into_iter().filter(|part| trust.states(*part) && *part != Part::Purpose);
    let part = stated.min_by(|a, b| certainty(trust, *a, today).total_cmp(&certainty(trust, *b, today)))?;
    let days = trust.asserted_of(part).days_before(today)?;
    (days as f32 >= part.half_life_days()).then(|| {
        format!(
            "{} {} since then",
            part.text(),
            if part == Part::Times { "may well have changed" } else { "may have changed" }
        )
    })
}
