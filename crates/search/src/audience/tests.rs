use super::*;

#[test]
fn a_name_says_whom_it_is_for() {
    let check = |name: &str, asked: &str, are_others: bool| {
        let named = Audiences::named_in(name);
        assert_eq!(named.are_others_than(Audiences::named_in(asked)), are_others, "{name} for {asked}");
        let marks = [0, named.in_marks() | 1 << 49 | 0xffff, 0, 0];
        assert_eq!(Audiences::of_marks(&marks), named, "{name} in the marks");
    };
    check("Ambleford Junior Football Club", "football", true);
    check("Ambleford Junior Football Club", "kids football", false);
    check("Ambleford Football Club", "football", false);
    check("Ambleford Football Club", "kids football", false);
    check("West Indian Family Counselling", "counselling", true);
    check("Young People's Drop-In", "drop in", true);
    check("Pre-School Singing", "choir", true);
    check("Men's Shed", "woodwork", true);
    check("Antenatal Aqua", "swimming", true);
    check("Men's Advice Line", "my husband hits me", true);
    check("Women's Aid", "my husband hits me", false);
    check("Ambleford Mental Health Trust", "mental health", false);
}

#[test]
fn who_asks_about_nothing_is_shown_what_is_for_anybody() {
    let asked = asked(&Question::default(), &Vocabulary::default());
    for name in ["Ambleford Men's Shed", "Polish Saturday School", "Choir"] {
        assert!(!Audiences::named_in(name).are_others_than(asked), "{name}");
    }
}
