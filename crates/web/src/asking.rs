//! Puts a question to the catalogue, and notes how long each stage took and what it brought, never what it was.

use jiff::Zoned;
use search::answer::Answer;
use search::ask::Ask;
use search::catalogue::Catalogue;
use search::question::Question;

use crate::telemetry::Telemetry;

/// Understands a question and answers it. For use where waiting is allowed: see [`crate::pressure::apart`].
pub fn ask(telemetry: &Telemetry, catalogue: &Catalogue, ask: &Ask, now: &Zoned) -> Answer {
    answer(telemetry, catalogue, &understand(telemetry, catalogue, ask, now), now)
}

/// The first half of [`ask`], for those who change the question before it is answered.
pub fn understand(telemetry: &Telemetry, catalogue: &Catalogue, ask: &Ask, now: &Zoned) -> Question {
    telemetry.timed("understand", || catalogue.understand(ask, now))
}

/// The second half of [`ask`].
pub fn answer(telemetry: &Telemetry, catalogue: &Catalogue, question: &Question, now: &Zoned) -> Answer {
    let answer = telemetry.timed("answer", || catalogue.answer(question, now));
    telemetry.note_answer(&answer);
    answer
}
