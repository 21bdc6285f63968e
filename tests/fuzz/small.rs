//! A gazetteer of a few streets, small enough to be changed byte by byte.

use std::fs;
use std::path::Path;

use gazetteer::build::areas::AreaTable;
use gazetteer::build::postcodes::PostcodeTable;
use gazetteer::build::{all, sources, tables};

/// The four files, in the order in which they need each other.
pub const FILES: [&str; 4] = ["postcodes-gb.bin", "postcodes-ni.bin", "areas.bin", "places.bin"];

const LIVE: &str = "postcode,lat,lon,q,lad,ward,lsoa21,lsoa11,nhs,imd
SK4 3AA,53.41612,-2.21154,,E08000007,E05015027,E01005858,E01005858,E54000057,9
SK4 3AB,53.41582,-2.21234,,E08000007,E05015027,E01005858,E01005858,E54000057,9
SK4 3AD,53.41304,-2.21305,s,E08000007,E05015027,E01005852,E01005852,E54000057,8
M1 1AE,53.48349,-2.23118,,E08000003,E05011376,E01034129,E01005128,E54000057,4
ZE1 0AA,60.15323,-1.14160,,S12000027,S13002777,S01020001,S01012395,S08000026,5
";
const TERMINATED: &str = "postcode,lat,lon,lad
SK4 3AE,53.4120,-2.2130,E08000007
NPT 0AD,51.5900,-2.9900,W06000022
";
const NORTHERN_IRELAND: &str = "postcode,lat,lon,q,lad,ward,lsoa21,lsoa11,nhs,imd
BT1 1AA,54.60244,-5.92229,,N09000003,,N20000855,95GG20S1,BHSCT,1
";
const AREAS: &str = "kind,code,name,parent_code,region_code,country,population,lat,lon
lad,E08000007,Stockport,,E12000002,England,294792,53.39768,-2.1521
lad,E08000003,Manchester,,E12000002,England,549853,53.47,-2.23
region,E12000002,North West,,,England,,,
icb,E54000057,NHS Greater Manchester Integrated Care Board,,,England,,53.5,-2.3
";
const WARDS: &str = "ward,name,lad\nE05015027,Heatons South,E08000007\n";
const NEIGHBOURHOODS: &str = "code,name,local_name,lad,population,lat,lon
E02001199,Stockport 013,Heaton Mersey,E08000007,7907,53.4132,-2.19947
";
const SMALL_AREAS: &str = "kind,code,name,lad,msoa,nhs,lat,lon,population,imd_decile
LSOA21,E01005858,Stockport 013E,E08000007,E02001199,E54000057,53.416,-2.211,1500,9
";
const BOUNDARIES: &str = r#"{"type":"Topology","transform":{"scale":[0.001,0.001],"translate":[-2.3,53.3]},
"arcs":[[[0,0],[0,200],[200,0],[0,-200],[-200,0]]],
"objects":{"a":{"geometries":[{"type":"Polygon","properties":{"code":"E08000007"},"arcs":[[0]]}]}}}"#;
const PLACES: &str = "name,lat,lon,type,population,stops,parent,lad,outcode,sources
Stockport,53.40979,-2.15761,town,139052,1,,E08000007,SK1,geonames+naptan
Heaton Mersey,53.4132,-2.19947,neighbourhood,0,0,,E08000007,SK4,msoa
Manchester,53.48,-2.24,city,395515,50,,E08000003,M1,geonames+naptan
St Ives,50.21,-5.48,town,5410,9,,,TR26,geonames+naptan
St Ives,52.33,-0.07,town,16815,12,,,PE27,geonames+naptan
";

/// Builds the small gazetteer in `folder`.
pub fn build(folder: &Path) {
    let mut britain = PostcodeTable::default();
    tables::read_live(LIVE.as_bytes(), &mut britain).expect("what the targets build is sound");
    tables::read_terminated(TERMINATED.as_bytes(), &mut britain).expect("what the targets build is sound");
    let mut bytes = Vec::new();
    britain.write(&sources::great_britain(), &mut bytes).expect("what the targets build is sound");
    fs::write(folder.join(FILES[0]), &bytes).expect("what the targets build is sound");

    let mut ireland = PostcodeTable::default();
    tables::read_live(NORTHERN_IRELAND.as_bytes(), &mut ireland).expect("what the targets build is sound");
    let mut bytes = Vec::new();
    ireland.write(&sources::northern_ireland(), &mut bytes).expect("what the targets build is sound");
    fs::write(folder.join(FILES[1]), &bytes).expect("what the targets build is sound");

    let mut areas = AreaTable::default();
    areas.read_areas(AREAS.as_bytes()).expect("what the targets build is sound");
    areas.read_wards(WARDS.as_bytes()).expect("what the targets build is sound");
    areas.read_neighbourhoods(NEIGHBOURHOODS.as_bytes()).expect("what the targets build is sound");
    areas.read_small_areas(SMALL_AREAS.as_bytes()).expect("what the targets build is sound");
    areas.read_boundaries(BOUNDARIES.as_bytes()).expect("what the targets build is sound");
    all::measure_areas(&mut areas, &folder.join(FILES[0])).expect("what the targets build is sound");
    let mut bytes = Vec::new();
    areas.write(&sources::areas(), &mut bytes).expect("what the targets build is sound");
    fs::write(folder.join(FILES[2]), &bytes).expect("what the targets build is sound");

    let mut bytes = Vec::new();
    all::write_places(PLACES.as_bytes(), &folder.join(FILES[2]), &mut bytes)
        .expect("what the targets build is sound");
    fs::write(folder.join(FILES[3]), &bytes).expect("what the targets build is sound");
}

/// A folder in memory where there is one: fuzzing writes many thousands of files.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("what the targets build is sound")
}
