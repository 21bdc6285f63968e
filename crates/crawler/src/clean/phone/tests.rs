use super::*;

#[test]
fn numbers_are_found_and_read() {
    for (written, expected) in [
        ("0161 496 0000", "+441614960000=0161 496 0000"),
        ("(01632) 960 123", "+441632960123=01632 960123"),
        ("+44 (0)20 7946 0123", "+442079460123=020 7946 0123"),
        ("0044 28 9649 6001", "+442896496001=028 9649 6001"),
        (
            "Tel: 03069 990123 or 07700 900123 (evenings)",
            "+443069990123=0306 999 0123, +447700900123=07700 900123",
        ),
        ("01632 960000 01632 960001", "+441632960000=01632 960000, +441632960001=01632 960001"),
        ("1632960123", "+441632960123=01632 960123"),
        ("0800 1111", "+448001111=0800 1111"),
        ("116 123", "116123=116 123"),
        ("NHS 111", "111=111"),
        ("+353 1 679 1234", "+35316791234=+353 1 679 1234"),
        ("ext 12", ""),
        ("123", ""),
        ("2026-11-22", ""),
        ("N/A", ""),
        ("0000000000", ""),
    ] {
        let found: Vec<String> =
            phones_in(written).iter().map(|p| format!("{}={}", p.number, p.readable)).collect();
        assert_eq!(found.join(", "), expected, "{written}");
    }
}

#[test]
fn what_the_library_calls_valid_is_read_as_the_library_reads_it() {
    let mut known = 0;
    for area in
        ["1614", "2079", "2890", "1225", "1224", "7912", "3301", "8001", "8451", "2920", "1312", "1412"]
    {
        for rest in ["960000", "123456", "500123", "777888"] {
            let national = format!("0{area}{rest}");
            let theirs = phonenumber::parse(Some(phonenumber::country::GB), &national).expect("digits");
            if !theirs.is_valid() {
                continue;
            }
            known += 1;
            let ours = read_number(&national).expect("what the library accepts is accepted");
            assert_eq!(ours.number, theirs.format().mode(phonenumber::Mode::E164).to_string());
            assert_eq!(ours.readable, theirs.format().mode(phonenumber::Mode::National).to_string());
        }
    }
    assert!(known > 20, "the comparison was empty: {known}");
}
