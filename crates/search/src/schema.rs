//! The text index: its fields, and the way terms with their impacts travel into it.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// Name of the tokenizer that reads terms with impacts.
const TOKENIZER: &str = "impacts";

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

/// The tokenizers the schema names.
pub fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::new();
    tokenizers.register(TOKENIZER, Impacts::default());
    tokenizers
}

/// Adds a term with its impact (1 to 31) to a text that [`Impacts`] reads.
pub fn push_term(text: &mut String, term: &str, impact: u8) {
    text.push_str(term);
    text.push(char::from(impact.clamp(1, 31)));
}

/// Reads a text made by [`push_term`], giving each term as often as its impact says.
#[derive(Debug, Clone, Default)]
pub struct Impacts {
    token: Token,
}

impl Tokenizer for Impacts {
    type TokenStream<'a> = ImpactStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ImpactStream<'a> {
        self.token.reset();
        ImpactStream { rest: text, again: 0, token: &mut self.token }
    }
}

/// See [`Impacts`].
pub struct ImpactStream<'a> {
    rest: &'a str,
    again: u8,
    token: &'a mut Token,
}

impl TokenStream for ImpactStream<'_> {
    fn advance(&mut self) -> bool {
        if self.again > 0 {
            self.again -= 1;
            return true;
        }
        let Some(end) = self.rest.bytes().position(|byte| byte < 0x20) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.rest[..end]);
        self.token.position = self.token.position.wrapping_add(1);
        self.again = self.rest.as_bytes()[end] - 1;
        self.rest = &self.rest[end + 1..];
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
