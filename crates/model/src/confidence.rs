//! Confidence to send: how sure one may be that a service is as described, with its because.

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
