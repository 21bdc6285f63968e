//! What every page knows of the request it answers: its language, the moment, the list in hand.

use fluent_bundle::FluentValue;
use jiff::Zoned;
use model::identifier::ServiceId;

use crate::i18n::{Language, Words};

/// The circumstances of one page.
#[derive(Clone)]
pub struct View {
    /// The interface's words.
    pub words: &'static Words,
    /// Now, in Europe/London.
    pub now: Zoned,
    /// Path and query as asked for, without the language's prefix: what the language switch points to.
    pub here: String,
    /// The address people reach us at, without a final slash: `https://example.org`.
    pub address: String,
    /// The services in the person's list, as the URL carries them.
    pub list: Vec<ServiceId>,
}

impl View {
    /// A message.
    pub fn say<'a>(&self, key: &'a str) -> &'a str
    where
        'static: 'a,
    {
        let words: &'static Words = self.words;
        words.say(key)
    }

    /// A message with values.
    pub fn tell(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        self.words.tell(key, values)
    }

    /// A link within the site, in this language.
    pub fn to(&self, path: &str) -> String {
        let prefix = self.words.language().prefix();
        if path == "/" && !prefix.is_empty() { prefix.to_owned() } else { format!("{prefix}{path}") }
    }

    /// A link within the site that carries the list in hand.
    pub fn to_with_list(&self, path: &str) -> String {
        if self.list.is_empty() {
            return self.to(path);
        }
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{}{joint}list={}", self.to(path), list_text(&self.list))
    }

    /// The page of a service.
    pub fn to_service(&self, id: ServiceId) -> String {
        self.to_with_list(&format!("/service/{id}"))
    }

    /// A link for elsewhere: printed, sent or put into a code.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.address, self.to(path))
    }

    /// The same page in the other language.
    pub fn other_language(&self) -> (Language, String) {
        let other = match self.words.language() {
            Language::English => Language::Welsh,
            Language::Welsh => Language::English,
        };
        let path = if self.here == "/" && other == Language::Welsh { "" } else { self.here.as_str() };
        (other, format!("{}{path}", other.prefix()))
    }
}

/// A list of services as it stands in a URL: identifiers parted by dots, without hyphens.
pub fn list_text(list: &[ServiceId]) -> String {
    list.iter().map(|id| id.0.simple().to_string()).collect::<Vec<_>>().join(".")
}

/// The services of a list in a URL: at most 20, each once, what is no identifier left out.
pub fn parse_list(text: &str) -> Vec<ServiceId> {
    let mut list = Vec::new();
    for id in text.split(['.', ',', ' ']).filter_map(ServiceId::parse) {
        if !list.contains(&id) && list.len() < LONGEST_LIST {
            list.push(id);
        }
    }
    list
}

/// How many services a list can hold: what a URL and a person can carry.
pub const LONGEST_LIST: usize = 20;
