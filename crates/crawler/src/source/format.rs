//! The formats and platforms that records can be read from, each with its name in `source.toml`.

/// A format or a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// Comma-separated values; the delimiter is detected.
    #[default]
    Csv,
    /// One JSON tree.
    Json,
    /// A JSON value a line.
    JsonLines,
    /// GeoJSON features.
    GeoJson,
    /// Open Referral UK / HSDS-UK 3 JSON: a page, a list, one service, or the API.
    OpenReferral,
    /// Open Referral UK 1.0 API.
    OpenReferral1,
    /// HSDS tabular data package: CSV files in a folder or a zip.
    HsdsTabular,
    /// OpenActive RPDE feeds.
    OpenActive,
    /// XLSX, XLS or ODS.
    Spreadsheet,
    /// KML, also zipped (KMZ).
    Kml,
    /// ArcGIS FeatureServer layer, paged.
    ArcGis,
    /// CKAN datastore resource, paged.
    Ckan,
    /// Socrata resource, paged.
    Socrata,
    /// iCalendar.
    ICalendar,
    /// RSS or Atom.
    Feed,
    /// schema.org JSON-LD and microdata in pages.
    JsonLd,
    /// HTML by selectors: the last resort, and marked so.
    Html,
    /// Markdown files with front matter.
    FrontMatter,
}

impl Format {
    /// Every format with its name in `source.toml`.
    pub const ALL: [(&'static str, Format); 20] = [
        ("csv", Format::Csv),
        ("tsv", Format::Csv),
        ("json", Format::Json),
        ("json-lines", Format::JsonLines),
        ("geojson", Format::GeoJson),
        ("open-referral", Format::OpenReferral),
        ("open-referral-1", Format::OpenReferral1),
        ("hsds-tabular", Format::HsdsTabular),
        ("open-active", Format::OpenActive),
        ("spreadsheet", Format::Spreadsheet),
        ("xlsx", Format::Spreadsheet),
        ("kml", Format::Kml),
        ("arcgis", Format::ArcGis),
        ("ckan", Format::Ckan),
        ("socrata", Format::Socrata),
        ("icalendar", Format::ICalendar),
        ("feed", Format::Feed),
        ("json-ld", Format::JsonLd),
        ("html", Format::Html),
        ("front-matter", Format::FrontMatter),
    ];

    /// Its name in `source.toml`.
    pub fn name(self) -> &'static str {
        Format::ALL.iter().find(|(_, format)| *format == self).map_or("csv", |(name, _)| name)
    }

    /// Whether its records have fields of their own that need no `[map]`.
    pub fn has_fields_of_its_own(self) -> bool {
        matches!(
            self,
            Format::OpenReferral
                | Format::OpenReferral1
                | Format::HsdsTabular
                | Format::OpenActive
                | Format::Kml
                | Format::ICalendar
                | Format::Feed
                | Format::JsonLd
        )
    }
}
