use super::*;

fn square() -> ServiceArea {
    let corner = |latitude, longitude| Point { latitude, longitude };
    ServiceArea::Polygon {
        rings: vec![vec![corner(53.0, -2.0), corner(53.0, -1.0), corner(54.0, -1.0), corner(54.0, -2.0)]],
        name: None,
    }
}

#[test]
fn a_polygon_holds_its_middle_and_not_its_neighbour() {
    assert!(holds(&square(), Point { latitude: 53.5, longitude: -1.5 }));
    assert!(!holds(&square(), Point { latitude: 53.5, longitude: -0.5 }));
    assert!(!holds(&square(), Point { latitude: 52.5, longitude: -1.5 }));
}

#[test]
fn a_circle_lies_within_its_box() {
    let middle = Point { latitude: 60.0, longitude: -1.2 };
    let area = ServiceArea::Around { point: middle, radius_metres: 10_000.0 };
    let (low, high) = box_of(&area).expect("a circle has a box");
    for degrees in 0..360 {
        let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
        let point = Point {
            latitude: middle.latitude + cos * 9_990.0 / 111_195.0,
            longitude: middle.longitude + sin * 9_990.0 / (111_195.0 * 0.5),
        };
        assert!(point.longitude >= low[0] && point.longitude <= high[0]);
        assert!(point.latitude >= low[1] && point.latitude <= high[1]);
    }
}
