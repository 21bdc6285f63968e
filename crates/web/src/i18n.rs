//! The interface in English and Welsh: one Fluent catalogue a language, and text pages beside them.
//!
//! A service's own text is never translated; it is shown in the language its source wrote it in.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language the interface speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    /// All of them, the default first.
    pub const ALL: [Language; 2] = [Language::English, Language::Welsh];

    /// BCP 47 code: `en`, `cy`.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Welsh => "cy",
        }
    }

    /// What stands before every path in this language: nothing, or `/cy`.
    pub fn prefix(self) -> &'static str {
        match self {
            Language::English => "",
            Language::Welsh => "/cy",
        }
    }

    /// Its own name, for the language switch.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Welsh => "Cymraeg",
        }
    }

    /// `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        match self {
            Language::English | Language::Welsh => "ltr",
        }
    }

    /// The language of a path, and the path without its prefix.
    pub fn of_path(path: &str) -> (Language, &str) {
        match path.strip_prefix("/cy") {
            Some("") => (Language::Welsh, "/"),
            Some(rest) if rest.starts_with('/') => (Language::Welsh, rest),
            _ => (Language::English, path),
        }
    }

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Language::English => &ENGLISH,
            Language::Welsh => &WELSH,
        }
    }
}

static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| Words::new(Language::English, include_str!("i18n/en.ftl")));
static WELSH: LazyLock<Words> = LazyLock::new(|| Words::new(Language::Welsh, include_str!("i18n/cy.ftl")));

/// One language's catalogue. Messages without a placeable are resolved once, so saying them costs a look-up.
pub struct Words {
    language: Language,
    fixed: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    fn new(language: Language, catalogue: &str) -> Words {
        let identifier: LanguageIdentifier = language.code().parse().expect("our codes are BCP 47");
        let resource = match FluentResource::try_new(catalogue.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let keys: Vec<String> = catalogue.lines().filter_map(key_of).map(str::to_owned).collect();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let fixed =
            keys.into_iter().filter_map(|key| Some((key.clone(), fixed_text(&bundle, &key)?))).collect();
        Words { language, fixed, bundle }
    }

    /// Whose words these are.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without placeables. An unknown key shows itself, and a test finds it.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.fixed.get(key).map_or(key, String::as_str)
    }

    /// A message with values put in.
    pub fn tell(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Whether the catalogue has this message.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A page of running text, in our small format (see [`crate::pages::text`]).
    pub fn text(&self, page: TextPage) -> &'static str {
        match (self.language, page) {
            (Language::English, TextPage::About) => include_str!("i18n/text/en/about.txt"),
            (Language::English, TextPage::HowWeChoose) => include_str!("i18n/text/en/how-we-choose.txt"),
            (Language::English, TextPage::Accessibility) => include_str!("i18n/text/en/accessibility.txt"),
            (Language::English, TextPage::Privacy) => include_str!("i18n/text/en/privacy.txt"),
            (Language::Welsh, TextPage::About) => include_str!("i18n/text/cy/about.txt"),
            (Language::Welsh, TextPage::HowWeChoose) => include_str!("i18n/text/cy/how-we-choose.txt"),
            (Language::Welsh, TextPage::Accessibility) => include_str!("i18n/text/cy/accessibility.txt"),
            (Language::Welsh, TextPage::Privacy) => include_str!("i18n/text/cy/privacy.txt"),
        }
    }
}

/// The pages that are running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPage {
    /// What this is and who is behind the data.
    About,
    /// How we choose and rank.
    HowWeChoose,
    /// The accessibility statement.
    Accessibility,
    /// What we keep of you: nothing.
    Privacy,
}

impl TextPage {
    /// All of them.
    pub const ALL: [TextPage; 4] =
        [TextPage::About, TextPage::HowWeChoose, TextPage::Accessibility, TextPage::Privacy];

    /// Where it stands.
    pub fn path(self) -> &'static str {
        match self {
            TextPage::About => "/about",
            TextPage::HowWeChoose => "/how-we-choose",
            TextPage::Accessibility => "/accessibility",
            TextPage::Privacy => "/privacy",
        }
    }
}

/// The key of a catalogue line `key = text`.
fn key_of(line: &str) -> Option<&str> {
    let starts_a_message = line.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let (key, _) = line.split_once('=')?;
    starts_a_message.then(|| key.trim())
}

/// The text of a message that needs no values.
fn fixed_text(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

#[cfg(test)]
mod plain;
#[cfg(test)]
mod tests;
