//! What a score alone never joins.

use super::{Comparison, field};

impl Comparison {
    /// Whether a score alone may join the pair; if not, a person decides. Never joined are:
    ///
    /// - names with little in common, unless a word that tells, the place and the telephone number are
    ///   shared, or all of place, telephone number and kind (the same house under a new name), or it is the
    ///   only house of its kind there;
    /// - a longer name of another kind or with a telling word: a service, and the house it is in;
    /// - two entries of one source that bear different names there, or stand in different places: sites;
    /// - what is elsewhere on other days: another group, whatever it is called;
    /// - another telephone number at another address: another branch;
    /// - other numbers in one register; a register entry and a service elsewhere, unless they share number
    ///   or web site and area; what shares its name and nothing else that is known: namesakes.
    pub fn may_join_by_score(&self) -> bool {
        !(self.is_named_apart() || self.is_another_site() || self.is_namesake())
    }

    fn is(&self, field: usize, levels: &[&str]) -> bool {
        levels.contains(&self.level(field))
    }

    fn is_close(&self) -> bool {
        self.is(field::PLACE, &["same_door", "same_postcode", "within_150_metres"])
    }

    fn is_named_apart(&self) -> bool {
        let has_same_phone = self.is(field::PHONE, &["same"]);
        let is_there = self.is_close() || self.is(field::PLACE, &["other_door"]);
        let is_of_one_trade = self.is(field::KIND, &["same", "shared"])
            || self.is(field::KIND, &["related"]) && self.is(field::PLACE, &["same_door"]);
        let is_renamed = has_same_phone
            && is_there
            && is_of_one_trade
            && self.is(field::SOURCE, &["other"])
            && self.is(field::SET_APART, &["nothing"]);
        let is_only_one = self.is(field::HOUSE, &["there"])
            && self.is(field::SOURCE, &["other"])
            && self.is(field::SET_APART, &["nothing"]);
        let is_told_apart = !self.is(field::SET_APART, &["nothing"]);
        let is_of_one_source = self.is(field::SOURCE, &["same"]);
        match self.level(field::NAME) {
            _ if is_told_apart && is_of_one_source => true,
            "same" | "nearly" => false,
            _ if is_only_one => false,
            "different" => !is_renamed,
            "some" if !(is_there && has_same_phone && is_of_one_trade) => true,
            "plain_word" if is_told_apart && !has_same_phone => true,
            _ if self.is(field::KIND, &["different"]) => true,
            "plain_word" => !self.is_same_but_for_a_plain_word(is_there),
            _ => is_of_one_source || is_told_apart || self.is_in_a_house_of_many(),
        }
    }

    /// "Halton" and "The Centre, Halton" are one where they stand together or share something of their own.
    fn is_same_but_for_a_plain_word(&self, is_there: bool) -> bool {
        let is_next_door = self.is(field::PLACE, &["within_150_metres"])
            && (self.is(field::TIMES, &["same", "overlap"]) || self.is(field::ORGANISATION, &["same"]));
        self.is(field::PLACE, &["same_door", "same_postcode", "other_door", "unknown"])
            || is_there && is_next_door
            || self.shares_something_of_its_own()
    }

    /// A longer name in a health centre, a church or a school is often somebody else under its roof.
    fn is_in_a_house_of_many(&self) -> bool {
        let has_same_times = self.is(field::TIMES, &["same"]);
        self.is(field::HOUSE, &["of_many"]) && !has_same_times && !self.shares_something_of_its_own()
    }

    fn shares_something_of_its_own(&self) -> bool {
        self.is(field::PAGE, &["same", "same_front", "same_site"])
            || [field::PHONE, field::NUMBER, field::EMAIL].iter().any(|field| self.is(*field, &["same"]))
    }

    fn is_another_site(&self) -> bool {
        let is_another_group = self.is(field::TIMES, &["clash"]) && !self.is_close();
        let is_another_branch = !self.is(field::PLACE, &["same_door"])
            && (self.is(field::PHONE, &["different"])
                && (self.is(field::ADDRESS, &["different"])
                    || self.is(field::ADDRESS, &["other_number"]) && !self.is_close())
                || self.is(field::SOURCE, &["same"]) && self.is(field::ADDRESS, &["other_number"]));
        let is_elsewhere =
            self.is(field::PLACE, &["within_500_metres", "within_2_km", "within_10_km", "far"]);
        let is_site_in_one_list =
            is_elsewhere && self.is(field::SOURCE, &["same"]) && !self.is(field::ADDRESS, &["same"]);
        let is_in_another_part_of_town = self.is(field::PLACE, &["within_2_km", "within_10_km"])
            && !self.is(field::ADDRESS, &["same"])
            && !self.shares_something_of_its_own();
        is_another_group || is_another_branch || is_site_in_one_list || is_in_another_part_of_town
    }

    fn is_namesake(&self) -> bool {
        let shares = |fields: &[usize]| fields.iter().any(|field| self.is(*field, &["same"]));
        let shares_site = self.is(field::PAGE, &["same", "same_front", "same_site"]);
        let is_local = !self.is(field::AREA, &["different"]) && shares_site;
        let is_of_register = self.is(field::NATURE, &["different"]);
        let is_part_of_registered = is_of_register
            && !self.is(field::NAME, &["same", "nearly", "plain_word"])
            && !(shares_site || shares(&[field::NUMBER, field::PHONE]));
        let has_other_number = self.is(field::NUMBER, &["different"])
            || self.is(field::NUMBER, &["other_register"]) && !shares_site && !shares(&[field::PHONE]);
        has_other_number
            || is_part_of_registered
            || self.is(field::PLACE, &["far"]) && !shares(&[field::NUMBER])
            || is_of_register && !(shares(&[field::NUMBER]) || self.is_close() || is_local)
            || self.is(field::PLACE, &["unknown"])
                && !self.is(field::ADDRESS, &["same"])
                && !shares_site
                && !shares(&[field::ORGANISATION, field::NUMBER, field::PHONE, field::EMAIL])
    }
}
