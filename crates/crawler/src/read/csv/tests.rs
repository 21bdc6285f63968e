use super::*;

#[test]
fn the_delimiter_is_the_one_that_parts_rows_evenly() {
    let cases: [(&str, u8); 6] = [
        ("a,b\n1,2\n", b','),
        ("a;b\n\"1,5\";2\n", b';'),
        ("a\tb\n1, 2, 3\t4\n", b'\t'),
        ("a|b\n1|2\n", b'|'),
        ("name\nChoir\n", b','),
        ("name;note\nA;\"one, two\"\nB;\"three, four\"\n", b';'),
    ];
    for (sample, expected) in cases {
        assert_eq!(detect_delimiter(sample.as_bytes()) as char, expected as char, "{sample}");
    }
}
