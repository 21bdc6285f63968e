//! The weights of agreement, learnt from labelled pairs and kept as a data file.

use std::fmt;

use super::compare::{Comparison, FIELDS, MOST_LEVELS};

/// Log-odds, to the base 2, of each level of each comparison, and the marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// The odds before anything is compared.
    pub prior: f32,
    /// At or above: one thing.
    pub high: f32,
    /// Below: not one thing. Between: a person should look.
    pub low: f32,
    levels: [[f32; MOST_LEVELS]; FIELDS.len()],
}

/// Why a file of weights could not be read.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// It is not TOML.
    #[error("could not read the weights: {0}")]
    NotToml(#[from] toml::de::Error),
    /// A number is missing or is not a number.
    #[error("the weights have no number `{0}`")]
    Missing(String),
    /// A name stands for nothing.
    #[error("the weights hold `{0}`, which is no comparison")]
    Unknown(String),
}

impl Weights {
    /// The weights that ship with the program: `index-data/merge/weights.toml`.
    pub fn built_in() -> Weights {
        Weights::parse(include_str!("../../../../index-data/merge/weights.toml"))
            .expect("the weights in the repository are tested")
    }

    /// Reads a file of weights. Every level must be there, and nothing else.
    pub fn parse(text: &str) -> Result<Weights, WeightsError> {
        let table: toml::Table = text.parse()?;
        let number = |table: &toml::Table, key: &str, name: String| {
            let value =
                table.get(key).and_then(|v| v.as_float().or(v.as_integer().map(|whole| whole as f64)));
            value.map(|value| value as f32).ok_or(WeightsError::Missing(name))
        };
        let mut weights = Weights {
            prior: number(&table, "prior", "prior".to_owned())?,
            high: number(&table, "high", "high".to_owned())?,
            low: number(&table, "low", "low".to_owned())?,
            levels: [[0.0; MOST_LEVELS]; FIELDS.len()],
        };
        let empty = toml::Table::new();
        for (field, row) in FIELDS.iter().zip(&mut weights.levels) {
            let levels = table.get(field.name).and_then(toml::Value::as_table).unwrap_or(&empty);
            for ((key, _), weight) in field.levels.iter().zip(row) {
                *weight = number(levels, key, format!("{}.{key}", field.name))?;
            }
            if let Some(strange) =
                levels.keys().find(|key| !field.levels.iter().any(|(known, _)| known == key))
            {
                return Err(WeightsError::Unknown(format!("{}.{strange}", field.name)));
            }
        }
        let known = |key: &str| {
            ["prior", "high", "low"].contains(&key) || FIELDS.iter().any(|field| field.name == key)
        };
        match table.keys().find(|key| !known(key)) {
            Some(strange) => Err(WeightsError::Unknown(strange.clone())),
            None => Ok(weights),
        }
    }

    /// The log-odds that two records are one thing.
    pub fn score(&self, comparison: &Comparison) -> f32 {
        self.prior
            + comparison.0.iter().zip(&self.levels).map(|(level, row)| row[usize::from(*level)]).sum::<f32>()
    }

    /// The weight of one level.
    pub fn of(&self, field: usize, level: u8) -> f32 {
        self.levels[field][usize::from(level)]
    }

    /// Changes one weight: for learning.
    pub fn set(&mut self, field: usize, level: u8, weight: f32) {
        self.levels[field][usize::from(level)] = weight;
    }
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "prior = {:.2}\nhigh = {:.2}\nlow = {:.2}", self.prior, self.high, self.low)?;
        for (field, row) in FIELDS.iter().zip(&self.levels) {
            writeln!(f, "\n[{}]", field.name)?;
            for ((key, _), weight) in field.levels.iter().zip(row) {
                writeln!(f, "{key} = {weight:.2}")?;
            }
        }
        Ok(())
    }
}
