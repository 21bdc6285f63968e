use super::{HEAD, row};
use crate::labels::Labels;
use crate::town::choir;

#[test]
fn a_row_has_a_cell_for_each_column_and_no_cell_is_a_formula() {
    let mut choir = choir();
    choir.name = "=cmd(\"x\"), choir".to_owned();
    let mut out = Vec::new();
    row(&choir, &Labels::default(), &mut out);
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains("\"'=cmd(\"\"x\"\"), choir\""), "{text}");
    let plain = text
        .replace("\"'=cmd(\"\"x\"\"), choir\"", "name")
        .replace("\"Singing for everybody, no need to read music.\"", "d")
        .replace("\"Tuesdays, 7.30 pm\"", "t");
    assert_eq!(plain.split(',').count(), HEAD.split(',').count());
    assert!(plain.contains("-2.209"), "a number is no formula");
}
