//! Which authorities form which combined authority or bygone county: the table of areas does not say.

/// Code of the combined authority and the names of its authorities.
pub(super) const COMBINED: [(&str, &[&str]); 10] = [
    (
        "E47000001",
        &[
            "Bolton",
            "Bury",
            "Manchester",
            "Oldham",
            "Rochdale",
            "Salford",
            "Stockport",
            "Tameside",
            "Trafford",
            "Wigan",
        ],
    ),
    ("E47000002", &["Barnsley", "Doncaster", "Rotherham", "Sheffield"]),
    ("E47000003", &["Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield"]),
    ("E47000004", &["Halton", "Knowsley", "Liverpool", "Sefton", "St. Helens", "Wirral"]),
    ("E47000006", &["Darlington", "Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees"]),
    ("E47000007", &["Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton"]),
    (
        "E47000008",
        &[
            "Cambridge",
            "East Cambridgeshire",
            "Fenland",
            "Huntingdonshire",
            "Peterborough",
            "South Cambridgeshire",
        ],
    ),
    ("E47000009", &["Bath and North East Somerset", "Bristol, City of", "South Gloucestershire"]),
    ("E47000010", &["County Durham", "Gateshead", "South Tyneside", "Sunderland"]),
    ("E47000011", &["Newcastle upon Tyne", "North Tyneside", "Northumberland"]),
];

/// The combined authority whose table name is "Sheffield City Region".
pub(super) const SOUTH_YORKSHIRE: &str = "E47000002";

/// Counties that people name and no table has, with the authorities that stand on their ground.
pub(super) const FORMER_COUNTIES: &[(&str, &[&str])] = &[
    ("Bedfordshire", &["Bedford", "Central Bedfordshire", "Luton"]),
    (
        "Berkshire",
        &["Bracknell Forest", "Reading", "Slough", "West Berkshire", "Windsor and Maidenhead", "Wokingham"],
    ),
    ("Cheshire", &["Cheshire East", "Cheshire West and Chester", "Halton", "Warrington"]),
    ("Cumbria", &["Cumberland", "Westmorland and Furness"]),
    ("Merseyside", &["Knowsley", "Liverpool", "Sefton", "St. Helens", "Wirral"]),
    ("Northamptonshire", &["North Northamptonshire", "West Northamptonshire"]),
    ("Teesside", &["Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees"]),
    (
        "Tyne and Wear",
        &["Gateshead", "Newcastle upon Tyne", "North Tyneside", "South Tyneside", "Sunderland"],
    ),
];
