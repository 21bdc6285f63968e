use model::identifier::{AreaCode, ConceptId};

use super::session_series;
use crate::labels::Labels;
use crate::town::choir;

fn labels() -> Labels {
    let mut labels = Labels::default();
    labels.areas.insert(AreaCode("E06000054".to_owned()), "Wiltshire".to_owned());
    labels
}

#[test]
fn an_activity_of_the_list_is_published_with_all_the_standard_wants() {
    let series =
        session_series(&choir(), &labels(), "https://fingerpost.example").expect("singing is in the list");
    assert_eq!(series["activity"][0]["prefLabel"], "Singing");
    assert_eq!(series["eventSchedule"][0]["byDay"][0], "https://schema.org/Tuesday");
    assert_eq!(series["eventSchedule"][0]["repeatFrequency"], "P1W");
    assert_eq!(series["location"]["address"]["addressRegion"], "Wiltshire");
    assert_eq!(series["offers"][0]["price"], 0.0);
    assert_eq!(series["ageRange"]["minValue"], 18);
}

#[test]
fn what_is_no_physical_activity_or_lacks_place_or_time_is_not_published() {
    let mut advice = choir();
    advice.categories = vec![ConceptId("money/debt".to_owned())];
    let mut nowhere = choir();
    nowhere.locations.clear();
    let mut never = choir();
    never.schedule.sessions.clear();
    for service in [advice, nowhere, never] {
        assert!(session_series(&service, &labels(), "").is_none());
    }
}
