//! Every row of every shared table against the shipped files. Needs `FINGERPOST_SHARED`.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use gazetteer::Gazetteer;
use model::place::{Point, Precision};
use model::postcode::Postcode;

fn gazetteer() -> Gazetteer {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    Gazetteer::open(&folder).expect("the shipped gazetteer opens")
}

fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("FINGERPOST_SHARED");
    if shared.is_none() {
        println!("skipped: the tables are not here, FINGERPOST_SHARED is not set");
    }
    Some(PathBuf::from(shared?).join("data/geo"))
}

fn table(path: &Path) -> csv::Reader<impl std::io::Read> {
    let file = BufReader::new(File::open(path).expect("the table opens"));
    csv::Reader::from_reader(liblzma::read::XzDecoder::new(file))
}

/// Checks each row, gives back how many there are and the greatest error in metres.
fn check(gazetteer: &Gazetteer, path: &Path, live: bool) -> (u64, f64) {
    let mut table = table(path);
    let mut record = csv::StringRecord::new();
    let (mut rows, mut worst) = (0, 0.0_f64);
    while table.read_record(&mut record).expect("the table reads") {
        rows += 1;
        let column = |index: usize| record.get(index).filter(|text| !text.is_empty()).map(str::to_owned);
        let typed = &record[0];
        let postcode = Postcode::parse(typed).unwrap_or_else(|| panic!("{typed} is not read"));
        assert_eq!(postcode.as_str(), typed);
        let found = gazetteer.postcode(&postcode).unwrap_or_else(|| panic!("{typed} is not found"));
        assert_eq!((found.postcode, found.live), (postcode, live), "{typed}");
        let degrees = |index: usize| record[index].parse::<f64>().expect("a number of degrees");
        let source = Point { latitude: degrees(1), longitude: degrees(2) };
        worst = worst.max(found.point.distance_metres(&source));
        let code = |code: Option<model::identifier::AreaCode>| code.map(|code| code.0);
        if live {
            assert_eq!(code(found.authority), column(4), "authority of {typed}");
            assert_eq!(code(found.ward), column(5), "ward of {typed}");
            assert_eq!(code(found.small_area), column(6), "small area of {typed}");
            assert_eq!(code(found.small_area_2011), column(7), "small area of 2011 of {typed}");
            assert_eq!(code(found.nhs_area), column(8), "NHS area of {typed}");
            assert_eq!(found.deprivation_decile, column(9).and_then(|text| text.parse().ok()), "{typed}");
            let precision = match &record[3] {
                "s" => Precision::Sector,
                "o" => Precision::Outcode,
                _ => Precision::Postcode,
            };
            assert_eq!(found.precision, precision, "{typed}");
        } else {
            assert_eq!(code(found.authority), column(3), "authority of {typed}");
            assert_eq!(found.precision, Precision::TerminatedPostcode);
        }
    }
    (rows, worst)
}

#[test]
fn every_postcode_of_the_tables_is_found_in_its_place_with_its_areas() {
    let Some(shared) = shared() else { return };
    let gazetteer = gazetteer();
    for (name, live, least) in [
        ("postcodes_gb.csv.xz", true, 1_754_507),
        ("postcodes_ni.csv.xz", true, 50_334),
        ("postcodes_terminated_gb.csv.xz", false, 882_220),
        ("postcodes_terminated_ni.csv.xz", false, 10_937),
    ] {
        let (rows, worst) = check(&gazetteer, &shared.join(name), live);
        println!("{name}: {rows} rows, all found, greatest error {worst} m");
        assert!(rows >= least, "{name} has {rows} rows");
        assert!(worst <= 1.0, "{name}: {worst} m");
    }
}

#[test]
fn the_nearest_postcode_is_the_one_that_looking_at_all_of_them_finds() {
    let gazetteer = gazetteer();
    let all: Vec<Point> =
        gazetteer.postcodes().filter(|record| record.live).map(|record| record.point).collect();
    assert!(all.len() > 1_700_000);
    for (latitude, longitude) in [
        (53.4, -2.2),
        (51.5, -0.1),
        (57.05, -3.7),
        (60.9, -0.9),
        (49.5, -7.0),
        (54.6, -6.9),
        (56.0, 4.0),
        (0.0, 0.0),
    ] {
        let from = Point { latitude, longitude };
        let naive = all.iter().map(|point| from.distance_metres(point)).fold(f64::INFINITY, f64::min);
        let (record, metres) = gazetteer.nearest_postcode(from).expect("there is a nearest one");
        assert_eq!(metres, naive, "nearest to {from:?} is not {}", record.postcode);
    }
}
