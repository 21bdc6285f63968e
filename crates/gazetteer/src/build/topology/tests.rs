use super::*;

/// Two squares side by side, with the line between them standing once.
const TWO_SQUARES: &str = r#"{"type":"Topology",
  "transform":{"scale":[0.001,0.001],"translate":[-2.0,53.0]},
  "arcs":[[[10,0],[0,10]], [[10,10],[-10,0],[0,-10],[10,0]], [[10,10],[10,0],[0,-10],[-10,0]]],
  "objects":{"o":{"type":"GeometryCollection","geometries":[
    {"type":"Polygon","properties":{"code":"X1"},"arcs":[[0,1]]},
    {"type":"MultiPolygon","properties":{"x_code":"X2"},"arcs":[[[2,0]]]}]}}}"#;

#[test]
fn each_area_has_a_closed_boundary() {
    let topology = Topology::read(TWO_SQUARES.as_bytes()).unwrap();
    for code in ["X1", "X2"] {
        let rings = topology.boundary(code);
        assert_eq!(rings.len(), 1);
        assert_eq!((rings[0].len(), rings[0].first()), (5, rings[0].last()), "{code}");
    }
    assert_eq!(topology.codes().count(), 2);
    assert!(topology.boundary("X3").is_empty());
}

#[test]
fn areas_joined_lose_the_line_between_them() {
    let topology = Topology::read(TWO_SQUARES.as_bytes()).unwrap();
    let rings = topology.joined(["X1", "X2"].into_iter());
    assert_eq!(rings.len(), 1);
    assert_eq!(rings[0].first(), rings[0].last());
    let east: Vec<i32> = rings[0].iter().map(|point| point[1]).collect();
    assert_eq!((east.iter().min(), east.iter().max()), (Some(&-200_000), Some(&-198_000)));
    assert_eq!(rings[0].len(), 7);
}
