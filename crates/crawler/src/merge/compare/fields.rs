//! The comparisons, their levels, and the words for each.

/// One comparison: its name in the file of weights, and its levels with their words for people.
#[derive(Debug)]
pub struct Compared {
    /// In the file of weights.
    pub name: &'static str,
    /// Key in the file, and words for people; no words for what is not worth saying.
    pub levels: &'static [(&'static str, &'static str)],
}

/// The most levels a comparison has.
pub const MOST_LEVELS: usize = 9;

/// Every comparison, in the order of [`Comparison`].
pub const FIELDS: [Compared; 15] = [
    Compared {
        name: "name",
        levels: &[
            ("same", "the same name"),
            ("nearly", "nearly the same name"),
            ("plain_word", "the same name but for a plain word"),
            ("contained", "one name within the other"),
            ("similar", "similar names"),
            ("some", "a few words of the name in common"),
            ("different", "different names"),
        ],
    },
    Compared {
        name: "set_apart",
        levels: &[
            ("nothing", ""),
            ("one_sided", "one name has a telling word the other lacks"),
            ("both", "the names are told apart by number or word"),
        ],
    },
    Compared {
        name: "organisation",
        levels: &[
            ("same", "the same organisation"),
            ("similar", "similar organisations"),
            ("different", "different organisations"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "number",
        levels: &[
            ("same", "the same registered number"),
            ("different", "different registered numbers"),
            ("other_register", "numbers of different registers"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "place",
        levels: &[
            ("same_door", "the same address"),
            ("same_postcode", "the same postcode"),
            ("within_150_metres", "within 150 metres"),
            ("within_500_metres", "within 500 metres"),
            ("within_2_km", "within 2 km"),
            ("within_10_km", "within 10 km"),
            ("far", "more than 10 km apart"),
            ("other_door", "other doors in one postcode"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "phone",
        levels: &[
            ("same", "the same telephone number"),
            ("different", "different telephone numbers"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "page",
        levels: &[
            ("same", "the same web page"),
            ("same_front", "the same front page"),
            ("same_site", "the same web site"),
            ("different", "different web sites"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "email",
        levels: &[
            ("same", "the same e-mail address"),
            ("different", "different e-mail addresses"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "times",
        levels: &[
            ("same", "the same days and times"),
            ("overlap", "days in common"),
            ("clash", "no day in common"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "kind",
        levels: &[
            ("same", "the same kind of thing"),
            ("shared", "a kind in common"),
            ("related", "related kinds of thing"),
            ("different", "different kinds of thing"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "source",
        levels: &[("other", "listed by different sources"), ("same", "two entries of one source")],
    },
    Compared {
        name: "nature",
        levels: &[("same", ""), ("different", "one is an entry in a register or an umbrella")],
    },
    Compared {
        name: "address",
        levels: &[
            ("same", "the same street"),
            ("other_number", "other numbers of one street"),
            ("some", "a part of the address in common"),
            ("different", "different addresses"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "house",
        levels: &[
            ("there", "the only house of its kind there"),
            ("same", "the same kind of house"),
            ("of_many", "the same kind of house, one with room for many"),
            ("unknown", ""),
        ],
    },
    Compared {
        name: "area",
        levels: &[
            ("same", "the same council's area"),
            ("different", "areas of different councils"),
            ("unknown", ""),
        ],
    },
];

/// Positions in [`FIELDS`] that other modules ask about.
pub mod field {
    pub const NAME: usize = 0;
    pub const SET_APART: usize = 1;
    pub const ORGANISATION: usize = 2;
    pub const NUMBER: usize = 3;
    pub const PLACE: usize = 4;
    pub const PHONE: usize = 5;
    pub const PAGE: usize = 6;
    pub const EMAIL: usize = 7;
    pub const TIMES: usize = 8;
    pub const KIND: usize = 9;
    pub const SOURCE: usize = 10;
    pub const NATURE: usize = 11;
    pub const ADDRESS: usize = 12;
    pub const HOUSE: usize = 13;
    pub const AREA: usize = 14;
}
