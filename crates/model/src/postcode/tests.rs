use super::*;

fn check(typed: &str, expected: &str) {
    let read = Postcode::parse(typed);
    assert_eq!(read.as_ref().map_or("nothing", Postcode::as_str), expected, "typed `{typed}`");
}

#[test]
fn a_postcode_is_read_in_any_spacing_and_case() {
    check("SK4 3AA", "SK4 3AA");
    check("sk43aa", "SK4 3AA");
    check("  Sk4   3aA ", "SK4 3AA");
    check("SK4\u{a0}3AA", "SK4 3AA");
    check("S K 4 3 A A", "SK4 3AA");
    check("SK4-3AA", "SK4 3AA");
    check("SK4–3AA", "SK4 3AA");
    check("SK4.3AA.", "SK4 3AA");
    check("m11ae", "M1 1AE");
    check("npt 0ad", "NPT 0AD");
    check("GIR0AA", "GIR 0AA");
}

#[test]
fn t5_outcodes_of_every_shape_are_read() {
    for postcode in ["M1 1AE", "M60 1NW", "SK4 3AA", "AB10 1AB", "W1A 1AA", "SW1A 1AA", "EC1A 1BB"] {
        check(postcode, postcode);
        check(&postcode.replace(' ', ""), postcode);
        let outcode = postcode.split(' ').next().unwrap();
        assert_eq!(parse_outcode(outcode).as_deref(), Some(outcode));
        assert_eq!(parse_outcode(&format!(" {} ", outcode.to_lowercase())).as_deref(), Some(outcode));
        let sector = &postcode[..postcode.len() - 2];
        assert_eq!(parse_sector(sector).as_deref(), Some(sector));
        assert_eq!(parse_sector(&sector.replace(' ', "")).as_deref(), Some(sector));
    }
}

#[test]
fn letters_typed_for_digits_and_digits_for_letters_are_mended() {
    check("SK4 3OO", "SK4 3OO");
    check("MI IAE", "M1 1AE");
    check("m1 lae", "M1 1AE");
    check("CFIO 1EP", "CF10 1EP");
    check("CF1O IEP", "CF10 1EP");
    check("M6O 1NW", "M60 1NW");
    check("0X1 1AA", "OX1 1AA");
    check("S014 3AA", "SO14 3AA");
    check("1P1 1AA", "IP1 1AA");
    check("E1 OAA", "E1 0AA");
}

#[test]
fn a_slip_that_could_be_two_postcodes_is_read_both_ways() {
    let readings = |typed| Postcode::readings(typed).iter().map(Postcode::to_string).collect::<Vec<_>>();
    assert_eq!(readings("S01 4AA"), ["S01 4AA", "SO1 4AA"]);
    assert_eq!(readings("SK4 3AA"), ["SK4 3AA"]);
    assert_eq!(readings("N10 1AA"), ["N10 1AA", "NI0 1AA"]);
    assert_eq!(outcode_readings("S01"), ["S01", "SO1"]);
    assert_eq!(sector_readings("S014"), ["S01 4", "SO1 4"]);
    assert!(readings("choir").is_empty());
}

#[test]
fn what_is_no_postcode_is_not_read_as_one() {
    for typed in [
        "",
        " ",
        "3AA",
        "SK4",
        "SK4 3",
        "SK4 3A",
        "SK4 3AAA",
        "SK44 43AA",
        "choir",
        "SK4 3A!",
        "ÉK4 3AA",
        "12345",
        "SK4 3AÄ",
        "SK! 3AA",
        "SK4# 3AA",
    ] {
        check(typed, "nothing");
    }
    for typed in ["", "A", "AB", "ABC1", "AB1!", "M1 1AE", "12", "M1234", "hill", "sol"] {
        assert_eq!(parse_outcode(typed), None, "typed `{typed}`");
    }
    for typed in ["", "1", "M1", "choir", "SK4 A", "SK4 3A", "hull", "hill"] {
        assert_eq!(parse_sector(typed), None, "typed `{typed}`");
    }
}

#[test]
fn a_postcode_knows_its_parts() {
    let postcode = Postcode::parse("ec1a1bb").unwrap();
    assert_eq!((postcode.outcode(), postcode.sector()), ("EC1A", "EC1A 1"));
    assert_eq!(postcode.to_string(), "EC1A 1BB");
}

#[test]
fn postcodes_travel_as_text() {
    let postcode = Postcode::parse("M1 1AE").unwrap();
    assert_eq!(serde_json::to_string(&postcode).unwrap(), r#""M1 1AE""#);
    assert_eq!(serde_json::from_str::<Postcode>(r#""m11ae""#).unwrap(), postcode);
    let error = serde_json::from_str::<Postcode>(r#""Ambleford""#).unwrap_err();
    assert!(error.to_string().contains("`Ambleford` is not a postcode"));
}
