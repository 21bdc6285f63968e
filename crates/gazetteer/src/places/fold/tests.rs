use super::*;

#[test]
fn names_fold_to_one_spelling() {
    let check = |name: &str, expected: &str| assert_eq!(fold(name), expected, "{name}");
    check("Stockport", "stockport");
    check("  Newcastle-upon-Tyne ", "newcastle upon tyne");
    check("St. Helens", "st helens");
    check("Saint Helens", "st helens");
    check("St Helen's", "st helens");
    check("St Catherine’s", "st catherines");
    check("King`s Lynn", "kings lynn");
    check("Pen draw Llŷn", "pen draw llyn");
    check("Sgìre nan Loch", "sgire nan loch");
    check("Folkestone & Hythe", "folkestone and hythe");
    check("Bristol, City of", "bristol city of");
    check("Airyhall/Broomhill", "airyhall broomhill");
    check("Arkall Farm (Tamworth)", "arkall farm tamworth");
    check("Westward Ho!", "westward ho");
    check("CAFÉ", "cafe");
    check("Gießen GIEẞEN", "giessen giessen");
    // Found by fuzzing: without the letters between them marks change places.
    check("n\u{65f}`H\u{65b}`\u{65b}\u{655}", "nh");
    check("", "");
    check("!?", "");
}

#[test]
fn authorities_are_called_what_people_call_them() {
    let check = |name: &str, expected: &str| assert_eq!(short_authority(name), expected);
    check("Stockport", "Stockport");
    check("Bristol, City of", "Bristol");
    check("Herefordshire, County of", "Herefordshire");
    check("City of Edinburgh", "Edinburgh");
    check("Glasgow City", "Glasgow");
    check("Newry, Mourne and Down", "Newry, Mourne and Down");
}
