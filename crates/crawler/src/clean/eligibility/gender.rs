//! Gender: women only, men only, or stated to be open to all.

use model::eligibility::Gender;

use super::super::words::{folded, has_any};

/// A word or code in a field of its own.
pub fn of_field(written: &str) -> Option<Gender> {
    let folded = folded(written);
    match folded.trim() {
        "female" | "females" | "women" | "f" | "woman" | "girls" | "women only" | "female only"
        | "ladies" => Some(Gender::Women),
        "male" | "males" | "men" | "m" | "man" | "boys" | "men only" | "male only" => Some(Gender::Men),
        "all" | "any" | "mixed" | "both" | "everyone" | "male and female" | "men and women" | "none"
        | "no restriction" => Some(Gender::Everyone),
        _ => None,
    }
    .or_else(|| in_code(written))
}

/// OpenActive: `https://openactive.io/FemaleOnly`.
fn in_code(written: &str) -> Option<Gender> {
    match written.rsplit(['/', ':']).next()? {
        "FemaleOnly" => Some(Gender::Women),
        "MaleOnly" => Some(Gender::Men),
        "NoRestriction" => Some(Gender::Everyone),
        _ => None,
    }
}

/// A restriction that a text about eligibility states.
pub fn in_prose(text: &str) -> Option<Gender> {
    let folded = folded(text);
    // It stands in each phrase below.
    if !folded.contains("only") {
        return None;
    }
    let women = has_any(
        &folded,
        &[
            "women only",
            "female only",
            "ladies only",
            "girls only",
            "women and girls only",
            "for women only",
            "females only",
            "only women",
            "only open to women",
        ],
    );
    let men = has_any(
        &folded,
        &["men only", "male only", "boys only", "for men only", "males only", "only open to men"],
    );
    match (women, men) {
        (true, false) => Some(Gender::Women),
        (false, true) => Some(Gender::Men),
        _ => None,
    }
}

/// A name that says so in two words; "Women's Institute" and "Men's Shed" leave it to their members.
pub fn in_name(name: &str) -> Option<Gender> {
    in_prose(name)
}
