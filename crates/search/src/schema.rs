//! The text index: its fields.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

/// tantivy never parts a text here: terms come ready from [`crate::words`].
const TOKENIZER: &str = "raw";

/// The fields of the text index. Words of places stand apart, so that no choir is found in Choir Street.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Words of names, categories, organisation and description; the frequency is the impact.
    pub words: Field,
    /// Concepts and themes; the frequency is the impact.
    pub concepts: Field,
    /// Words of venues, addresses and towns.
    pub places: Field,
}

/// The schema with its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let options = |record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_fieldnorms(false)
                .set_index_option(record),
        )
    };
    let words = builder.add_text_field("words", options(IndexRecordOption::WithFreqs));
    let concepts = builder.add_text_field("concepts", options(IndexRecordOption::WithFreqs));
    let places = builder.add_text_field("places", options(IndexRecordOption::Basic));
    (builder.build(), Fields { words, concepts, places })
}
