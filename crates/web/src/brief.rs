//! A service in the few words that leave the site: a text message, a line for the record, a sentence to
//! read aloud, a short address.

use jiff::civil::DateTime;
use model::cost::CostKind;
use model::eligibility::JoiningRoute;
use model::identifier::ServiceId;
use search::answer::Hit;
use uuid::Uuid;

use crate::format;
use crate::gather::Chosen;
use crate::view::View;

/// What is said of a service when there is room for little.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Its next meeting, in words.
    pub when: Option<String>,
    /// Its first place with its postcode.
    pub place: Option<String>,
    /// How far it is, in words.
    pub distance: Option<String>,
    /// Its first telephone number, as one dials and as one reads it.
    pub phone: Option<(String, String)>,
    /// What it costs.
    pub cost: CostKind,
    /// The stated ways in.
    pub joining: Vec<JoiningRoute>,
}

impl Brief {
    /// Of a row of an answer.
    pub fn of_hit(view: &View, hit: &Hit, now: DateTime) -> Brief {
        Brief {
            id: hit.id,
            name: hit.name.clone(),
            when: hit.next.as_ref().map(|next| format::next_session(view.words, next, now)),
            place: place(hit.place.as_deref(), hit.postcode.as_deref()),
            distance: hit.distance_metres.map(|metres| format::distance(view.words, metres)),
            phone: hit.phone.clone(),
            cost: hit.cost,
            joining: hit.joining.clone(),
        }
    }

    /// Of a service in a list.
    pub fn of_chosen(view: &View, chosen: &Chosen) -> Brief {
        let service = &chosen.service;
        let first = service.locations.first();
        let named = first
            .and_then(|place| place.name.as_deref().or(place.address.as_deref()).or(place.town.as_deref()));
        let postcode = first.and_then(|place| place.postcode).map(|code| code.to_string());
        Brief {
            id: service.id,
            name: service.name.clone(),
            when: chosen.next.first().map(|next| format::next_session(view.words, next, view.now.datetime())),
            place: place(named, postcode.as_deref()),
            distance: None,
            phone: service.contact.phones.first().map(|phone| (phone.number.clone(), phone.readable.clone())),
            cost: service.cost.kind,
            joining: service.joining.routes.iter().copied().collect(),
        }
    }

    /// Sentences to read aloud to somebody on the telephone.
    pub fn spoken(&self, view: &View) -> String {
        let mut say = match (&self.place, &self.distance) {
            (Some(place), Some(distance)) => view.tell(
                "say-at-far",
                &[
                    ("name", self.name.as_str().into()),
                    ("place", place.as_str().into()),
                    ("distance", distance.as_str().into()),
                ],
            ),
            (Some(place), None) => {
                view.tell("say-at", &[("name", self.name.as_str().into()), ("place", place.as_str().into())])
            }
            (None, _) => view.tell("say-there-is", &[("name", self.name.as_str().into())]),
        };
        if let Some(when) = &self.when {
            say.push(' ');
            say.push_str(&view.tell("say-when", &[("when", when.as_str().into())]));
        }
        let cost = match self.cost {
            CostKind::Free => Some("say-free"),
            CostKind::Donation => Some("say-donation"),
            CostKind::Paid => Some("say-paid"),
            CostKind::NotStated => None,
        };
        for key in cost.into_iter().chain([self.way_in()]) {
            say.push(' ');
            say.push_str(view.say(key));
        }
        say
    }

    /// The sentence on how one gets in; unknown is said as unknown.
    fn way_in(&self) -> &'static str {
        let has = |route| self.joining.contains(&route);
        if has(JoiningRoute::JustTurnUp) {
            "say-turn-up"
        } else if has(JoiningRoute::Book) {
            "say-book"
        } else if has(JoiningRoute::SelfReferral) {
            "say-self"
        } else if has(JoiningRoute::ProfessionalReferral) {
            "say-professional"
        } else if self.phone.is_some() {
            "say-ask"
        } else {
            "say-ask-without-phone"
        }
    }

    /// The line for a record: what somebody was told, and no clinical code.
    pub fn record_line(&self, view: &View) -> String {
        let phone = self.phone.as_ref().map(|(_, readable)| format!(" ({readable})")).unwrap_or_default();
        let key = match self.way_in() {
            "say-professional" => "record-refer",
            _ => "record-self",
        };
        view.tell(
            key,
            &[
                ("date", format::date(view.words, view.now.date()).into()),
                ("name", format!("{}{phone}", self.name).into()),
            ],
        )
    }

    /// A text message of at most 160 signs of the GSM 7-bit alphabet: name first, then what fits of
    /// number, time, place and address, the most useful first.
    pub fn text_message(&self, view: &View) -> TextMessage {
        let phone = self.phone.as_ref().map(|(_, readable)| readable.clone());
        let link = view.absolute(&format!("/s/{}", short_id(self.id)));
        let wanted = [
            phone,
            self.when.clone(),
            self.place.clone(),
            Some(link).filter(|link| link.starts_with("http")),
        ];
        let mut text = shorten(&gsm(&self.name), 90);
        for part in wanted.into_iter().flatten() {
            let longer = format!("{text}. {}", gsm(&part));
            if gsm_length(&longer) <= LONGEST_MESSAGE {
                text = longer;
            }
        }
        TextMessage { length: gsm_length(&text), text }
    }
}

/// A text message with its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMessage {
    /// What it says.
    pub text: String,
    /// How many of 160 signs it takes.
    pub length: usize,
}

/// Signs in one text message.
pub const LONGEST_MESSAGE: usize = 160;

fn place(name: Option<&str>, postcode: Option<&str>) -> Option<String> {
    match (name, postcode) {
        (Some(name), Some(postcode)) if !name.contains(postcode) => Some(format!("{name}, {postcode}")),
        (Some(name), _) => Some(name.to_owned()),
        (None, postcode) => postcode.map(str::to_owned),
    }
}

/// Signs that count once.
const GSM_BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Signs that count twice.
const GSM_EXTENDED: &str = "^{}\\[~]|€";

/// A text in the GSM 7-bit alphabet: what is not in it becomes its nearest sign, or goes.
pub fn gsm(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if GSM_BASIC.contains(c) || GSM_EXTENDED.contains(c) => out.push(c),
            '‘' | '’' | '`' | '´' => out.push('\''),
            '“' | '”' => out.push('"'),
            '–' | '—' | '‑' => out.push('-'),
            '…' => out.push_str("..."),
            'â' | 'á' | 'ã' => out.push('a'),
            'ê' | 'ë' => out.push('e'),
            'î' | 'í' | 'ï' => out.push('i'),
            'ô' | 'ó' | 'õ' => out.push('o'),
            'û' | 'ú' => out.push('u'),
            'ŵ' => out.push('w'),
            'ŷ' | 'ý' | 'ÿ' => out.push('y'),
            'ç' => out.push('c'),
            'Â' | 'Á' | 'À' => out.push('A'),
            'Ê' | 'È' => out.push('E'),
            'Î' | 'Í' => out.push('I'),
            'Ô' | 'Ó' => out.push('O'),
            'Û' | 'Ú' => out.push('U'),
            'Ŵ' => out.push('W'),
            'Ŷ' => out.push('Y'),
            _ if c.is_whitespace() => out.push(' '),
            _ => {}
        }
    }
    out
}

/// How many of the 160 signs a text takes.
pub fn gsm_length(text: &str) -> usize {
    text.chars().map(|c| if GSM_EXTENDED.contains(c) { 2 } else { 1 }).sum()
}

fn shorten(text: &str, most: usize) -> String {
    if gsm_length(text) <= most {
        return text.trim().to_owned();
    }
    let mut head: String = text.chars().take(most.saturating_sub(3)).collect();
    while gsm_length(&head) > most.saturating_sub(3) {
        head.pop();
    }
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}...", head[..end].trim_end_matches([' ', ',', '-']))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// An identifier in 22 letters, for short addresses.
pub fn short_id(id: ServiceId) -> String {
    let number = id.0.as_u128();
    (0..22).map(|place| ALPHABET[(number >> (6 * (21 - place)) & 63) as usize] as char).collect()
}

/// Reads [`short_id`].
pub fn parse_short_id(text: &str) -> Option<ServiceId> {
    if text.len() != 22 {
        return None;
    }
    let mut number: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|letter| *letter == byte)? as u128;
        number = number.checked_mul(64)?.checked_add(digit)?;
    }
    Some(ServiceId(Uuid::from_u128(number)))
}

/// A text without e-mail addresses and telephone numbers, for what people write to us.
pub fn without_contacts(text: &str) -> String {
    let kept = text.split(' ').map(|word| {
        let is_email = word.contains('@');
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        if is_email || digits >= 7 { "…" } else { word }
    });
    let joined = kept.collect::<Vec<_>>().join(" ");
    without_spaced_numbers(&joined)
}

/// Numbers written in groups: `0161 496 0000`.
fn without_spaced_numbers(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let is_group =
        |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_digit() || b"+()-.".contains(&b));
    let mut flush = |run: &mut Vec<&str>| {
        let digits: usize = run.iter().map(|word| word.bytes().filter(u8::is_ascii_digit).count()).sum();
        if digits >= 9 {
            out.push("…".to_owned())
        } else {
            out.extend(run.iter().map(|word| (*word).to_owned()))
        }
        run.clear();
    };
    for word in text.split(' ') {
        if is_group(word) {
            run.push(word);
        } else {
            flush(&mut run);
            run.push(word);
            flush(&mut run);
        }
    }
    flush(&mut run);
    out.join(" ")
}

#[cfg(test)]
mod tests;
