use super::*;
use crate::notes::FileNotes;
use crate::postcodes::PostcodeRecord;
use crate::postcodes::file::PostcodeFile;

/// Writes the table to a file, opens it, and takes all records out again.
fn records(table: PostcodeTable) -> Vec<PostcodeRecord> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("postcodes.bin");
    let mut bytes = Vec::new();
    table.write(&FileNotes::default(), &mut bytes).unwrap();
    std::fs::write(&path, bytes).unwrap();
    PostcodeFile::open(&path).unwrap().records().collect()
}

/// A directory as published, with rows of each kind. The codes are real, the postcodes are real ground.
const DIRECTORY: &str = "\u{feff}pcd7,pcd8,pcds,dointr,doterm,cty25cd,lad25cd,wd25cd,gridind,east1m,north1m,\
lsoa11cd,lsoa21cd,icb23cd,hlth19cd,lat,long,imd20ind
SK4 3AA,SK4  3AA,SK4 3AA,198001,,E99999999,E08000007,E05015027,1,386032,391150,E01005858,E01005858,E54000057,E18000002,53.4,-2.2,28000
CF101EP,CF10 1EP,CF10 1EP,198001,,W99999999,W06000015,W05001276,1,318340,176060,W01001939,W01001939,W99999999,W11000029,51.4,-3.1,1909
AB1 0AA,AB1  0AA,AB1 0AA,198001,199606,S99999999,S12000033,S13002843,1,385386,801193,S01006514,S01006514,S99999999,S08000020,57.1,-2.2,1
BT1 5GS,BT1  5GS,BT1 5GS,198001,,N99999999,N09000003,N08000304,6,333884,374063,95GG20S1,N20000855,N99999999,ZC010,54.5,-5.9,1
GY1 1AA,GY1  1AA,GY1 1AA,198001,,L99999999,L99999999,L99999999,9,,,L99999999,L99999999,L99999999,L99999999,99.999999,0.000000,
JE2 3AB,JE2  3AB,JE2 3AB,198001,,L99999999,L99999999,L99999999,9,0,0,L99999999,L99999999,L99999999,L99999999,99.999999,0.000000,
nonsense,x,nonsense,198001,,,,,1,386032,391150,,,,,,,
M1 1AE,M1   1AE,M1 1AE,198001,,,,,1,far,away,,,,,,,
";

#[test]
fn a_postcode_directory_is_read_as_published() {
    let mut tables = ByLicence::default();
    let tally = read_postcode_directory(DIRECTORY.as_bytes(), &mut tables).unwrap();
    assert_eq!((tally.rows, tally.live, tally.terminated), (8, 3, 1));
    assert_eq!((tally.without_coordinates, tally.unreadable), (2, 2));
    let reasons: Vec<(u64, &str)> =
        tally.examples.iter().map(|(row, reason)| (*row, reason.as_str())).collect();
    assert_eq!(reasons, [(7, "`nonsense` is no postcode"), (8, "`far, away` is no grid reference")]);

    let britain = records(tables.great_britain);
    let told: Vec<String> =
        britain.iter().map(|record| format!("{} {}", record.postcode, record.live)).collect();
    assert_eq!(told, ["AB1 0AA false", "CF10 1EP true", "SK4 3AA true"]);
    let [aberdeen, cardiff, stockport] = &britain[..] else { panic!("three") };
    let code = |code: &Option<model::identifier::AreaCode>| code.as_ref().map(|code| code.0.clone());
    assert_eq!(code(&stockport.authority).as_deref(), Some("E08000007"));
    assert_eq!(code(&stockport.ward).as_deref(), Some("E05015027"));
    assert_eq!(code(&stockport.small_area).as_deref(), Some("E01005858"));
    assert_eq!(code(&stockport.nhs_area).as_deref(), Some("E54000057"));
    assert_eq!(code(&cardiff.nhs_area).as_deref(), Some("W11000029"));
    let deciles = [aberdeen, cardiff, stockport].map(|record| record.deprivation_decile);
    assert_eq!(deciles, [Some(1), Some(10), Some(9)]);
    let at = Point { latitude: 53.41612, longitude: -2.21154 };
    assert!(stockport.point.distance_metres(&at) < 100.0, "{:?}", stockport.point);

    let ireland = records(tables.northern_ireland);
    assert_eq!(ireland.len(), 1);
    assert_eq!(ireland[0].precision, model::place::Precision::Sector);
    assert_eq!(code(&ireland[0].nhs_area).as_deref(), Some("ZC010"));
}

#[test]
fn code_point_open_is_read_as_published() {
    let file = "\"SK1 1AL\",10,389430,390344,\"E92000001\",\"E19000001\",\"E18000002\",\"\",\"E08000007\",\"E05015018\"
\"ZE1 0AA\",10,447759,1141280,\"S92000003\",\"\",\"S08000026\",\"\",\"S12000027\",\"S13002777\"
\"M1 1AE\",90,0,0,\"E92000001\",\"\",\"\",\"\",\"\",\"\"
\"?\",10,1,1,\"\",\"\",\"\",\"\",\"\",\"\"
";
    let mut table = PostcodeTable::default();
    let tally = read_code_point(file.as_bytes(), &mut table).unwrap();
    assert_eq!((tally.rows, tally.live, tally.without_coordinates, tally.unreadable), (4, 2, 1, 1));
    let records = records(table);
    assert_eq!(records[0].postcode.as_str(), "SK1 1AL");
    assert_eq!(records[0].small_area, None);
    let lerwick = Point { latitude: 60.15323, longitude: -1.1416 };
    assert!(records[1].point.distance_metres(&lerwick) < 1.0, "{:?}", records[1].point);
}

#[test]
fn columns_are_known_by_their_names_of_any_year() {
    let check =
        |header: &str, name: &str, expected: bool| assert_eq!(is_named(header, name), expected, "{header}");
    check("lad25cd", "lad", true);
    check("lad", "lad", true);
    check("oslaua", "oslaua", true);
    check("lsoa21cd", "lsoa21", true);
    check("lsoa21", "lsoa21", true);
    check("lsoa2125", "lsoa21", false);
    check("icb23cd", "icb", true);
    check("lat", "la", false);
    check("latlong", "lat", false);
}
