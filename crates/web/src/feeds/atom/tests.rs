use super::{Feed, feed, xml};
use crate::town::choir;

#[test]
fn a_feed_tells_each_service_with_the_moment_it_changed() {
    let mut choir = choir();
    choir.name = "Tea & \"Toast\" <club>".to_owned();
    let about = Feed {
        title: "New",
        this: "https://fingerpost.example/feeds/search.atom?q=tea&near=x",
        address: "https://fingerpost.example",
        updated: "2026-11-22T00:00:00Z".parse().expect("a moment"),
    };
    let text = feed(&about, std::iter::once((&choir, about.updated)));
    assert!(text.contains("<id>https://fingerpost.example/feeds/search.atom?q=tea&amp;near=x</id>"));
    assert!(text.contains("<title>Tea &amp; &quot;Toast&quot; &lt;club&gt;</title>"));
    assert!(text.contains(&format!("urn:uuid:{}", choir.id)));
    assert!(text.contains("<updated>2026-11-22T00:00:00Z</updated>"));
}

#[test]
fn what_xml_cannot_hold_is_left_out() {
    assert_eq!(xml("a\u{0}b\u{b}c\nd"), "abc\nd");
}
