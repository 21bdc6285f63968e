use super::*;

#[test]
fn degrees_are_read_to_the_digit() {
    let check = |text: &str, expected: Option<i32>| assert_eq!(hundred_thousandths(text), expected, "{text}");
    check("57.14959", Some(5_714_959));
    check("-2.09692", Some(-209_692));
    check("-0.00011", Some(-11));
    check("57.1015", Some(5_710_150));
    check("51", Some(5_100_000));
    check("51.", Some(5_100_000));
    check("53.407182341", Some(5_340_718));
    check("-0.000016", Some(-2));
    check("", None);
    check("-", None);
    check("99999.0", None);
    check("51.5N", None);
    check("5e1", None);
}
