//! E-mail addresses: lower case, one at a time, and whether it is a private person's.

#[cfg(test)]
mod tests;

/// Every address in a text that may hold several, or `mailto:` links.
pub fn emails_in(written: &str) -> impl Iterator<Item = String> + '_ {
    written
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '|')
        })
        .filter_map(clean_email)
}

fn clean_email(word: &str) -> Option<String> {
    if !word.contains('@') {
        return None;
    }
    let word = word.trim_matches(|c: char| matches!(c, '.' | ':' | '\'' | '’' | '*' | '/' | '!' | '?'));
    let lower = word.to_lowercase();
    let bare = lower
        .strip_prefix("mailto:")
        .or_else(|| lower.strip_prefix("email:"))
        .or_else(|| lower.strip_prefix("e-mail:"))
        .unwrap_or(&lower);
    let bare = bare.split('?').next().unwrap_or(bare);
    let (local, domain) = bare.split_once('@')?;
    let is_local = !local.is_empty()
        && local.len() <= 64
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-&'".contains(&b))
        && !local.starts_with('.')
        && !local.ends_with('.');
    let labels = || domain.split('.');
    let is_domain = domain.len() <= 255
        && labels().count() >= 2
        && labels().all(|label| {
            !label.is_empty()
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
        })
        && labels()
            .next_back()
            .is_some_and(|last| last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_withheld = domain == "example.org" && local == "withheld";
    (is_local && is_domain && !is_withheld).then(|| bare.to_owned())
}

/// Whether the address is likely that of a private person: of a free mail provider and not under a name
/// that says what it is for, or under a person's name anywhere.
pub fn is_personal(email: &str, persons: &[String]) -> bool {
    let Some((local, domain)) = email.split_once('@') else { return true };
    let parts = || local.split(|c: char| !c.is_alphabetic()).filter(|part| part.len() >= 3);
    let names_a_person = persons.iter().any(|person| {
        let lower = person.to_lowercase();
        lower
            .split_whitespace()
            .filter(|name| name.chars().count() >= 3)
            .any(|name| parts().any(|part| part == name || part.ends_with(name)))
    });
    if names_a_person {
        return true;
    }
    is_free_mail(domain) && !is_role(local)
}

fn is_free_mail(domain: &str) -> bool {
    const PROVIDERS: [&str; 24] = [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.co.uk",
        "outlook.com",
        "live.com",
        "live.co.uk",
        "msn.com",
        "yahoo.com",
        "yahoo.co.uk",
        "ymail.com",
        "aol.com",
        "aol.co.uk",
        "icloud.com",
        "me.com",
        "mac.com",
        "btinternet.com",
        "talktalk.net",
        "sky.com",
        "virginmedia.com",
        "ntlworld.com",
        "blueyonder.co.uk",
        "tiscali.co.uk",
        "protonmail.com",
    ];
    const OTHERS: [&str; 10] = [
        "btopenworld.com",
        "fsmail.net",
        "mail.com",
        "gmx.com",
        "gmx.co.uk",
        "proton.me",
        "outlook.co.uk",
        "rocketmail.com",
        "plus.com",
        "waitrose.com",
    ];
    PROVIDERS.contains(&domain) || OTHERS.contains(&domain)
}

/// Whether the part before the `@` says a role or a group and not a person: "ambleford.choir",
/// "treasurer", "info".
fn is_role(local: &str) -> bool {
    const WORDS: [&str; 96] = [
        "info",
        "admin",
        "office",
        "contact",
        "hello",
        "enquir",
        "inquir",
        "secretary",
        "treasurer",
        "chair",
        "club",
        "group",
        "choir",
        "society",
        "centre",
        "center",
        "hall",
        "church",
        "parish",
        "village",
        "community",
        "trust",
        "charity",
        "school",
        "library",
        "museum",
        "theatre",
        "band",
        "dance",
        "yoga",
        "pilates",
        "football",
        "cricket",
        "bowls",
        "tennis",
        "rugby",
        "golf",
        "swim",
        "athletic",
        "netball",
        "hockey",
        "scout",
        "guide",
        "brownie",
        "beaver",
        "cub",
        "playgroup",
        "preschool",
        "nursery",
        "toddler",
        "baby",
        "parent",
        "carer",
        "foodbank",
        "food",
        "pantry",
        "cafe",
        "kitchen",
        "garden",
        "allotment",
        "shed",
        "repair",
        "art",
        "craft",
        "knit",
        "history",
        "heritage",
        "walk",
        "ramble",
        "cycl",
        "run",
        "chess",
        "bridge",
        "game",
        "book",
        "read",
        "music",
        "sing",
        "orchestra",
        "support",
        "help",
        "advice",
        "forum",
        "association",
        "network",
        "project",
        "team",
        "volunteer",
        "membership",
        "booking",
        "friends",
        "council",
        "clerk",
        "wi",
        "u3a",
        "uk",
    ];
    let parts: Vec<&str> =
        local.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    WORDS.iter().any(|word| {
        if word.len() <= 4 {
            parts.contains(word) || (word.len() == 4 && local.contains(word))
        } else {
            local.contains(word)
        }
    })
}
