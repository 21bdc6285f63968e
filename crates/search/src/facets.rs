//! The filters, in one table: [`FACETS`]. The bits of a document, the keys of URL and JSON, the labels of
//! the check boxes and the counts are all derived from it.
//!
//! Every filter is three-valued: a document answers *yes*, *no* or *not stated*. What says no is left out
//! and counted with its reason; what does not say stays, behind what says yes.

use jiff::civil::{Date, Time};
use model::accessibility::AccessFeature;
use model::cost::CostKind;
use model::eligibility::{Gender, JoiningRoute};
use model::schedule::{Recurrence, Schedule, Season};
use model::service::{Delivery, Nature, Service, Status};

use crate::audience::Audiences;
use crate::marks::{Marks, TOPIC_WORD};

/// One filter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facet {
    /// In URL and JSON.
    pub key: &'static str,
    /// For people.
    pub label: &'static str,
    /// The reason people are told when it leaves something out: "not free".
    pub reason: &'static str,
    /// Its values in the order they are shown.
    pub values: &'static [Value],
}

/// One value of a filter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// In URL and JSON.
    pub key: &'static str,
    /// For people.
    pub label: &'static str,
    /// Which bit of the first word of [`Marks`] says yes.
    pub bit: u8,
}

const fn value(key: &'static str, label: &'static str, bit: u8) -> Value {
    Value { key, label, bit }
}

/// Key of the filter whose values are the themes of the catalogue, not of this table.
pub const TOPIC: &str = "topic";

/// All filters but the topic, in the order they are shown.
pub const FACETS: [Facet; 9] = [
    Facet {
        key: "day",
        label: "Day",
        reason: "on other days",
        values: &[
            value("mo", "Monday", 23),
            value("tu", "Tuesday", 24),
            value("we", "Wednesday", 25),
            value("th", "Thursday", 26),
            value("fr", "Friday", 27),
            value("sa", "Saturday", 28),
            value("su", "Sunday", 29),
        ],
    },
    Facet {
        key: "time",
        label: "Time of day",
        reason: "at other times of day",
        values: &[
            value("morning", "Morning", 30),
            value("afternoon", "Afternoon", 31),
            value("evening", "Evening", 32),
        ],
    },
    Facet {
        key: "cost",
        label: "Cost",
        reason: "with another cost",
        values: &[value("free", "Free", 0), value("donation", "By donation", 1), value("paid", "Paid", 2)],
    },
    Facet {
        key: "how",
        label: "How it is delivered",
        reason: "delivered another way",
        values: &[
            value("in-person", "In person", 3),
            value("online", "Online", 4),
            value("by-phone", "By phone", 5),
            value("at-home", "Comes to you", 6),
        ],
    },
    Facet {
        key: "route",
        label: "How to join",
        reason: "joined another way",
        values: &[
            value("just-turn-up", "Just turn up", 8),
            value("book", "Book a place", 9),
            value("self-referral", "Refer yourself", 10),
            value("professional-referral", "Referred by a professional", 11),
        ],
    },
    Facet {
        key: "access",
        label: "Access",
        reason: "without that access",
        values: &[
            value("wheelchair", "Wheelchair accessible", 12),
            value("step-free", "Step-free", 13),
            value("accessible-toilet", "Accessible toilet", 14),
            value("toilet", "Toilet", 15),
            value("hearing-loop", "Hearing loop", 16),
            value("sign-language", "British Sign Language", 17),
            value("quiet", "Quiet space or session", 18),
            value("parking", "Parking", 19),
            value("accessible-parking", "Blue Badge parking", 20),
            value("baby-changing", "Baby changing", 21),
            value("assistance-dogs", "Assistance dogs welcome", 22),
        ],
    },
    Facet {
        key: "age",
        label: "Age",
        reason: "for other ages only",
        values: &[
            value("children", "Children (under 12)", 60),
            value("young-people", "Young people (12 to 25)", 61),
            value("adults", "Adults (18 to 64)", 62),
            value("older-people", "Older people (60 and over)", 63),
        ],
    },
    Facet {
        key: "gender",
        label: "Gender",
        reason: "for another gender only",
        values: &[
            value("women", "Women only", 33),
            value("men", "Men only", 34),
            value("everyone", "Open to all", 35),
        ],
    },
    Facet {
        key: "language",
        label: "Language",
        reason: "in other languages",
        values: &[
            value("cy", "Welsh", 36),
            value("pl", "Polish", 37),
            value("ur", "Urdu", 38),
            value("pa", "Punjabi", 39),
            value("bn", "Bengali", 40),
            value("gu", "Gujarati", 41),
            value("ar", "Arabic", 42),
            value("so", "Somali", 43),
            value("fa", "Persian", 44),
            value("ro", "Romanian", 45),
            value("pt", "Portuguese", 46),
            value("es", "Spanish", 47),
            value("fr", "French", 48),
            value("zh", "Chinese", 49),
            value("uk", "Ukrainian", 50),
            value("tr", "Turkish", 51),
            value("ta", "Tamil", 52),
            value("gd", "Scottish Gaelic", 53),
            value("en", "English", 54),
        ],
    },
];

/// The themes of the vocabulary, the first part of a concept's path, in words; in the order of the keys.
pub const THEMES: [(&str, &str); 29] = [
    ("arts", "Arts and music"),
    ("care", "Care at home and in homes"),
    ("carers", "Carers"),
    ("children", "Children and young people"),
    ("dementia", "Dementia"),
    ("disability", "Disability"),
    ("exercise", "Keeping active"),
    ("family", "Family and parenting"),
    ("food", "Food"),
    ("health", "Health"),
    ("home", "The home"),
    ("housing", "Housing"),
    ("identity", "Communities and identity"),
    ("law", "Law and rights"),
    ("learning", "Learning"),
    ("library", "Libraries"),
    ("loss", "Bereavement"),
    ("mental-health", "Mental health"),
    ("money", "Money"),
    ("nature", "Nature and gardens"),
    ("older", "Older people"),
    ("place", "Places to go"),
    ("safety", "Safety"),
    ("social", "Company and groups"),
    ("sport", "Sport"),
    ("substance", "Alcohol and drugs"),
    ("transport", "Getting about"),
    ("volunteering", "Volunteering"),
    ("work", "Work"),
];

/// The key of a theme with its words; `None` where the vocabulary has one that is not in the table.
pub fn theme(theme: &str) -> Option<(&'static str, &'static str)> {
    let place = THEMES.binary_search_by(|(key, _)| (*key).cmp(theme)).ok()?;
    THEMES.get(place).copied()
}

/// The filter with this key.
pub fn facet(key: &str) -> Option<&'static Facet> {
    FACETS.iter().find(|facet| facet.key == key)
}

impl Facet {
    /// The value with this key.
    pub fn value(&self, key: &str) -> Option<&'static Value> {
        self.values.iter().find(|value| value.key == key)
    }

    /// Every bit of this filter.
    pub fn all_bits(&self) -> u64 {
        self.values.iter().fold(0, |bits, value| bits | 1 << value.bit)
    }
}

/// Ages, in whole years, from and to, of the values of the age filter, in its order.
pub const AGES: [(u8, u8); 4] = [(0, 11), (12, 25), (18, 64), (60, 120)];

/// Parts of a day, minutes from midnight, from and to, in the order of the time filter.
pub const PARTS_OF_DAY: [(u16, u16); 3] = [(0, 720), (720, 1020), (1020, 1440)];

/// The marks of a service, without those of its place. `topics` are the themes of the catalogue.
pub fn marks_of(service: &Service, topics: &[String]) -> Marks {
    let mut marks = Marks::default();
    mark_cost(service, &mut marks);
    for way in &service.delivery {
        match way {
            Delivery::InPerson => marks.set("how", "in-person"),
            Delivery::Online => marks.set("how", "online"),
            Delivery::ByPhone => marks.set("how", "by-phone"),
            Delivery::AtHome => marks.set("how", "at-home"),
            Delivery::Varies => {}
        }
    }
    for route in &service.joining.routes {
        let key = match route {
            JoiningRoute::JustTurnUp => "just-turn-up",
            JoiningRoute::Book => "book",
            JoiningRoute::SelfReferral => "self-referral",
            JoiningRoute::ProfessionalReferral => "professional-referral",
        };
        marks.set("route", key);
    }
    match service.eligibility.gender {
        Some(Gender::Women) => marks.set("gender", "women"),
        Some(Gender::Men) => marks.set("gender", "men"),
        Some(Gender::Everyone) => marks.set("gender", "everyone"),
        None => {}
    }
    for language in &service.languages {
        let primary = language.split('-').next().unwrap_or(language);
        marks.set("language", primary);
        marks.note_other_language(primary);
    }
    mark_ages(service, &mut marks);
    mark_schedule(&service.schedule, &mut marks);
    for category in &service.categories {
        let theme = category.0.split('/').next().unwrap_or(&category.0);
        if let Some(bit) = topics.iter().position(|topic| topic == theme) {
            marks.words[TOPIC_WORD] |= 1 << bit;
        }
    }
    marks.set_audiences(Audiences::named_in(&service.name));
    marks.set_flag(crate::marks::OFFICE, crate::rank::is_office(service));
    marks.set_flag(crate::marks::NOT_RUNNING, service.status != Status::Active);
    marks.set_flag(crate::marks::UMBRELLA, service.nature == Nature::Umbrella);
    marks.set_flag(crate::marks::REGISTER_ENTRY, service.nature == Nature::RegisterEntry);
    marks
}

fn mark_cost(service: &Service, marks: &mut Marks) {
    if let Some(pence) = service.cost.lowest_pence() {
        marks.set_price(pence);
    }
    match service.cost.kind {
        CostKind::Free => marks.set("cost", "free"),
        CostKind::Donation => marks.set("cost", "donation"),
        CostKind::Paid => marks.set("cost", "paid"),
        CostKind::NotStated => {}
    }
}

fn mark_ages(service: &Service, marks: &mut Marks) {
    let (youngest, oldest) = (service.eligibility.minimum_age, service.eligibility.maximum_age);
    if youngest.is_none() && oldest.is_none() {
        return;
    }
    let (from, to) = (youngest.unwrap_or(0), oldest.unwrap_or(u8::MAX));
    marks.set_ages(from, to);
    for ((low, high), value) in AGES.iter().zip(FACETS[6].values) {
        if from <= *high && to >= *low {
            marks.words[0] |= 1 << value.bit;
        }
    }
}

fn mark_schedule(schedule: &Schedule, marks: &mut Marks) {
    if schedule.always_open {
        for day in 0..7 {
            for part in 0..PARTS_OF_DAY.len() {
                marks.set_session(day, part, Season::AllYear);
            }
        }
    }
    for session in &schedule.sessions {
        for day in 0..7 {
            if !falls_on(&session.recurrence, day) {
                continue;
            }
            for part in parts(session.opens_at, session.closes_at) {
                marks.set_session(day, part, session.season);
            }
            if let (Some(opens), Some(closes)) = (session.opens_at, session.closes_at)
                && closes <= opens
            {
                // Past midnight: its end lies on the next day's morning.
                marks.set_session((day + 1) % 7, 0, session.season);
            }
        }
    }
}

/// Whether a session can fall on this day of the week, 0 being Monday.
fn falls_on(recurrence: &Recurrence, day: usize) -> bool {
    match recurrence {
        Recurrence::Weekly { days, .. } | Recurrence::MonthlyByDay { days, .. } => {
            days.bits() & (1 << day) != 0
        }
        Recurrence::MonthlyByDate { .. } => true,
        Recurrence::Dated { dates } => dates.iter().any(|date| day_of(*date) == day),
    }
}

fn day_of(date: Date) -> usize {
    date.weekday().to_monday_zero_offset() as usize
}

/// The parts of the day a session touches; all of them where its times are not stated.
fn parts(opens: Option<Time>, closes: Option<Time>) -> impl Iterator<Item = usize> {
    let minutes = |time: Time| time.hour() as u16 * 60 + time.minute() as u16;
    let from = opens.map_or(0, minutes);
    let to = match (opens, closes) {
        (_, None) if opens.is_some() => from + 1,
        (_, None) => 1440,
        (Some(opens), Some(closes)) if closes <= opens => 1440,
        (_, Some(closes)) => minutes(closes),
    };
    (0..PARTS_OF_DAY.len()).filter(move |part| {
        let (low, high) = PARTS_OF_DAY[*part];
        from < high && to > low
    })
}

/// The key of an access feature in [`FACETS`].
pub fn access_key(feature: AccessFeature) -> &'static str {
    match feature {
        AccessFeature::Wheelchair => "wheelchair",
        AccessFeature::StepFree => "step-free",
        AccessFeature::AccessibleToilet => "accessible-toilet",
        AccessFeature::Toilet => "toilet",
        AccessFeature::HearingLoop => "hearing-loop",
        AccessFeature::SignLanguage => "sign-language",
        AccessFeature::Quiet => "quiet",
        AccessFeature::Parking => "parking",
        AccessFeature::AccessibleParking => "accessible-parking",
        AccessFeature::BabyChanging => "baby-changing",
        AccessFeature::AssistanceDogs => "assistance-dogs",
    }
}

#[cfg(test)]
mod tests;
