use super::*;

#[test]
fn sectors_of_every_shape_come_back_from_their_numbers() {
    for sector in
        ["M1 1", "M60 0", "AB10 9", "SK4 3", "SW1A 2", "EC1A 1", "W1A 0", "ZE3 9", "B1 1", "NPT 0", "GIR 0"]
    {
        assert_eq!(sector_of(sector_key(sector).unwrap()), sector);
    }
}

#[test]
fn numbers_order_shorter_outcodes_first() {
    let ordered = ["AB1", "AB10", "AB2", "B1", "B10", "W1", "W12", "W1A", "WA1"];
    let keys: Vec<u32> = ordered.iter().map(|outcode| outcode_key(outcode).unwrap()).collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

#[test]
fn what_is_no_sector_has_no_number() {
    for text in ["", " ", "M", "1", "M1", "ABC1 1", "A 1", "M1 X", "M123 1", "É1 1", "M1! 1"] {
        assert_eq!(sector_key(text), None, "{text}");
    }
}
