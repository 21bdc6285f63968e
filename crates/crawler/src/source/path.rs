//! Paths into a record: `a.b`, `a[0]`, `a.*`.

/// A path into a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath {
    /// As written, which is tried first as the name of a field.
    pub whole: String,
    /// Its steps.
    pub segments: Vec<Segment>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// A field of an object.
    Key(String),
    /// An item of a list, from 0.
    Index(usize),
    /// Every item of a list or value of an object.
    Each,
}

impl FieldPath {
    /// Reads `a.b`, `a[0].b`, `a.*.b`, `a[].b`; any text is a path.
    pub fn parse(text: &str) -> FieldPath {
        let mut segments = Vec::new();
        for part in text.split('.') {
            let (name, brackets) = part.find('[').map_or((part, ""), |at| part.split_at(at));
            match name.trim() {
                "" => {}
                "*" => segments.push(Segment::Each),
                name => segments.push(Segment::Key(name.to_owned())),
            }
            for index in brackets.split('[').skip(1) {
                let index = index.trim_end_matches(']').trim();
                segments.push(index.parse().map_or(Segment::Each, Segment::Index));
            }
        }
        FieldPath { whole: text.to_owned(), segments }
    }
}
