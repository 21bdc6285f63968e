//! The style sheet that is served holds what is in use and nothing that phones home.

#[path = "../build/styles.rs"]
mod styles;

use std::collections::BTreeSet;

#[track_caller]
fn check(sheet: &str, used: &[&str], expected: &str) {
    let used: BTreeSet<String> = used.iter().map(|class| (*class).to_owned()).collect();
    assert_eq!(styles::in_use(sheet, &used), expected);
}

#[test]
fn only_rules_whose_every_class_is_in_use_stay() {
    check(".a{x:1}.b{y:2}", &["a"], ".a{x:1}");
    check(".a .b{x:1}.a,.b{y:2}", &["a"], ".a{y:2}");
    check("p{x:1}.a:not(.b){y:2}", &["a"], "p{x:1}.a:not(.b){y:2}");
    check("@media print{.b{x:1}.a{y:2}}@media screen{.b{z:3}}", &["a"], "@media print{.a{y:2}}");
}

#[test]
fn fonts_of_others_and_their_variables_are_left_out() {
    check("@font-face{src:url(https://x.example/f.woff)}:root{--v:1}p{x:1}", &[], "p{x:1}");
}

#[test]
fn colours_become_variables_but_not_in_print_nor_under_the_focus() {
    check(
        "p{color:#212b32;border:1px solid #d8dde0}",
        &[],
        "p{color:var(--ink);border:1px solid var(--line)}",
    );
    check("a{background-color:#ffeb3b;color:#212b32}", &[], "a{background-color:#ffeb3b;color:#212b32}");
    check("@media print{p{color:#212b32}}", &[], "@media print{p{color:#212b32}}");
    check("p{background:#fff9c4}", &[], "p{background:var(--pale)}");
}

#[test]
fn strings_and_addresses_may_hold_any_sign() {
    check(".a::after{content:\"};{\"}.b{x:1}", &["a"], ".a::after{content:\"};{\"}");
    check(".a{m:url(data:image/svg+xml;x,{})}", &["a"], ".a{m:url(data:image/svg+xml;x,{})}");
    check(".a{m:url(/images/x.svg)}.a{p:1}", &["a"], ".a{p:1}");
}

#[test]
fn comments_and_needless_space_go() {
    assert_eq!(styles::tightened("/* x */ a {\n  b: c;\n}\n"), "a{b:c;}");
}

#[test]
fn what_is_served_asks_nobody_else() {
    let site = include_str!(concat!(env!("OUT_DIR"), "/site.css"));
    assert!(!site.contains("http"), "an address of somebody else");
    assert!(site.len() < 90_000, "{} bytes", site.len());
    assert!(site.contains(".nhsuk-button{"));
}
