use search::answer::Answer;
use search::ask::Ask;

use super::{Theme, draw};

#[test]
fn the_frame_is_a_form_that_works_without_script_and_keeps_its_theme() {
    let theme = Theme { scheme: Some("dark"), accent: "green", heading: Some("Ambleford <b>".to_owned()) };
    let mut ask = Ask::of("choir");
    ask.choices.push(("cost".to_owned(), "free".to_owned()));
    let page = draw(&theme, &ask, Some(&Answer::default())).into_string();
    assert!(page.contains("<form action=\"/embed\" method=\"get\""));
    assert!(
        page.contains("name=\"cost\" value=\"free\"") && page.contains("name=\"accent\" value=\"green\"")
    );
    assert!(page.contains("Ambleford &lt;b&gt;") && page.contains("0 services found"));
    assert!(!page.contains("style=") && !page.contains("onclick"));
}
