use super::matches;

#[test]
fn a_tag_is_known_again_weak_or_strong_alone_or_among_others() {
    for value in ["W/\"a-1\"", "\"a-1\"", "\"b\", W/\"a-1\"", " \"a-1\" "] {
        assert!(matches(value, "W/\"a-1\""), "{value}");
    }
    for value in ["", "\"a-2\"", "W/\"a\"", "a-1 b"] {
        assert!(!matches(value, "W/\"a-1\""), "{value}");
    }
}
