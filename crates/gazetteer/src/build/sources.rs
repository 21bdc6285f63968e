//! Where the shipped facts come from, and what their licences ask for.

use crate::notes::FileNotes;

const OPEN_GOVERNMENT: &str = "Open Government Licence v3.0";

/// For the postcodes of Great Britain.
pub fn great_britain() -> FileNotes {
    FileNotes {
        title: "Postcodes of Great Britain, live and terminated, with their areas".to_owned(),
        edition: "ONS Postcode Directory of November 2025, Code-Point Open of May 2025".to_owned(),
        licence: OPEN_GOVERNMENT.to_owned(),
        attribution: vec![
            "Contains OS data © Crown copyright and database right 2025.".to_owned(),
            "Contains Royal Mail data © Royal Mail copyright and database right 2025.".to_owned(),
            "Contains National Statistics data © Crown copyright and database right 2025.".to_owned(),
            "Source: Office for National Statistics licensed under the Open Government Licence v3.0."
                .to_owned(),
        ],
    }
}

/// For the postcodes of Northern Ireland.
pub fn northern_ireland() -> FileNotes {
    FileNotes {
        title: "Postcodes of Northern Ireland, live and terminated, with their areas".to_owned(),
        edition: "ONS Postcode Directory of November 2025".to_owned(),
        licence: "ONS and Land & Property Services terms for Northern Ireland postcodes: free for internal \
                  business use and for use that is not commercial; other use needs a licence from Land & \
                  Property Services"
            .to_owned(),
        attribution: vec![
            "Contains Royal Mail data © Royal Mail copyright and database right 2025.".to_owned(),
            "Contains National Statistics data © Crown copyright and database right 2025.".to_owned(),
            "Northern Ireland postcodes: © Land & Property Services copyright and database right 2025."
                .to_owned(),
        ],
    }
}

/// For areas and their boundaries.
pub fn areas() -> FileNotes {
    FileNotes {
        title: "Areas of the United Kingdom: names, parents, people, boundaries".to_owned(),
        edition: "codes of 2025, Census 2021 and mid-2020 populations, deprivation indices of 2017 to 2025"
            .to_owned(),
        licence: OPEN_GOVERNMENT.to_owned(),
        attribution: vec![
            "Contains OS data © Crown copyright and database right 2025.".to_owned(),
            "Contains National Statistics data © Crown copyright and database right 2025.".to_owned(),
            "Source: Office for National Statistics licensed under the Open Government Licence v3.0."
                .to_owned(),
            "Contains NHS England (ODS), MHCLG, Welsh Government, Scottish Government, NRS, NISRA and House \
             of Commons Library information licensed under the Open Government Licence v3.0."
                .to_owned(),
        ],
    }
}

/// For place names.
pub fn places() -> FileNotes {
    FileNotes {
        title: "Place names of the United Kingdom".to_owned(),
        edition: "GeoNames and NaPTAN of 2026, OS Open Names types of 2019".to_owned(),
        licence: "Open Government Licence v3.0 and, for GeoNames, CC BY 4.0".to_owned(),
        attribution: vec![
            "Place data © GeoNames (https://www.geonames.org), CC BY 4.0.".to_owned(),
            "Contains OS data © Crown copyright and database right 2025.".to_owned(),
            "Contains DfT (NaPTAN), House of Commons Library, NRS and NISRA information licensed under the Open \
             Government Licence v3.0."
                .to_owned(),
        ],
    }
}
