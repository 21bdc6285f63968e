//! A report that something is wrong: ten seconds, no sign-in.

use maud::{Markup, html};
use model::identifier::ServiceId;

use crate::view::View;

/// What a report may be about: the word in the ledger and the words on the page.
pub const REPORT_ABOUT: [(&str, &str); 6] = [
    ("closed", "report-closed"),
    ("phone", "report-phone"),
    ("times", "report-times"),
    ("place", "report-place"),
    ("mine", "report-mine"),
    ("other", "report-other"),
];

/// Ten seconds to say that something is wrong.
pub fn form(view: &View, id: ServiceId) -> Markup {
    html! {
        section class="fp-report" aria-labelledby="report" {
            h2 class="nhsuk-heading-m" id="report" { (view.say("report-title")) }
            form method="post" action=(view.to(&format!("/service/{id}/report"))) {
                fieldset class="nhsuk-fieldset" {
                    legend class="nhsuk-fieldset__legend" { (view.say("report-what")) }
                    div class="nhsuk-radios nhsuk-radios--small" {
                        @for (index, (value, key)) in REPORT_ABOUT.into_iter().enumerate() {
                            div class="nhsuk-radios__item" {
                                input class="nhsuk-radios__input" type="radio" name="about" id=(format!("about-{value}")) value=(value) checked[index == 0];
                                label class="nhsuk-label nhsuk-radios__label" for=(format!("about-{value}")) { (view.say(key)) }
                            }
                        }
                    }
                }
                div class="nhsuk-form-group" {
                    label class="nhsuk-label" for="report-text" { (view.say("report-text")) }
                    div class="nhsuk-hint" id="report-hint" { (view.say("report-hint")) }
                    textarea class="nhsuk-textarea" id="report-text" name="text" rows="3" maxlength="2000" aria-describedby="report-hint" {}
                }
                button class="nhsuk-button nhsuk-button--secondary" type="submit" { (view.say("report-send")) }
            }
        }
    }
}
