//! What understanding may look things up in.

use gazetteer::Gazetteer;
use model::vocabulary::Vocabulary;

use crate::spelling::Dictionary;

/// What understanding may look things up in: all of it read-only.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// Places and postcodes.
    pub gazetteer: &'c Gazetteer,
    /// What people say.
    pub vocabulary: &'c Vocabulary,
    /// The words that the catalogue really contains.
    pub dictionary: &'c Dictionary,
}
