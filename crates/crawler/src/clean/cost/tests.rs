use super::*;

#[test]
fn cost_is_read_from_prose() {
    let show = |text: &str| {
        let (kind, options) = read_cost(text);
        let options: Vec<String> = options
            .iter()
            .map(|option| format!("{}p {}", option.pence, option.note.as_deref().unwrap_or("-")))
            .collect();
        (kind, options.join("; "))
    };
    for (text, kind, options) in [
        ("free", CostKind::Free, ""),
        ("Free of charge", CostKind::Free, ""),
        ("£3.50 per session, first one free", CostKind::Paid, "350p per session; 0p first one free"),
        ("£2", CostKind::Paid, "200p -"),
        ("£5 adults, £2.50 children", CostKind::Paid, "500p adults; 250p children"),
        ("50p for tea", CostKind::Paid, "50p for tea"),
        ("Adults £4 / Concessions £3", CostKind::Paid, "400p Adults; 300p Concessions"),
        ("donation", CostKind::Donation, ""),
        ("Suggested donation welcome", CostKind::Donation, ""),
        ("£0", CostKind::Free, ""),
        ("A small charge applies", CostKind::Paid, ""),
        ("Contact us", CostKind::NotStated, ""),
        ("First session free", CostKind::NotStated, ""),
    ] {
        assert_eq!(show(text), (kind, options.to_owned()), "{text}");
    }
}

#[test]
fn a_description_must_say_it_of_the_service() {
    for (text, expected) in [
        ("Our service is free and confidential.", Some(CostKind::Free)),
        ("Feel free to pop in.", None),
        ("A drug free space.", None),
        ("Entry £3. Parking is free.", None),
        ("Tea and coffee, donations welcome.", Some(CostKind::Donation)),
        ("Donations welcome", Some(CostKind::Donation)),
        ("No Charge for members", Some(CostKind::Free)),
    ] {
        assert_eq!(kind_in_prose(text), expected, "{text}");
    }
}
