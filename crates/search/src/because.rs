//! Why a row stands there, where its name does not say so.

use model::identifier::ConceptId;

use crate::question::Question;

/// The reason of the strongest bridge that leads from what was asked to one of these concepts; nothing
/// where the service answers directly.
pub fn because(question: &Question, categories: &[ConceptId]) -> Option<String> {
    let is_direct = question
        .concepts
        .iter()
        .any(|asked| categories.iter().any(|category| category.is_within(&asked.concept)));
    if is_direct {
        return None;
    }
    let bridges = question.concepts.iter().flat_map(|asked| &asked.bridges);
    bridges
        .filter(|(to, _, _)| categories.iter().any(|category| category.is_within(to)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(_, _, reason)| reason.clone())
}
