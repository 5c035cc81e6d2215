//! A table of measurements: what was measured, by engine; its ratios, and its form as Markdown.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::sampling::{geometric_mean, median};

/// The name of our column in every table.
pub const FERROLUA: &str = "ferrolua";

/// Measurements of several engines, with ferrolua among them.
#[derive(Serialize, Deserialize)]
pub struct Comparison {
    /// What is compared.
    pub title: String,
    /// What the rows are, for the head of their column.
    pub rows_are: String,
    /// The unit of the figures, for the heads of the engines' columns.
    pub unit: String,
    /// Whether the larger figure is the better one.
    pub larger_is_better: bool,
    /// Whether the mean of all ratios says something.
    pub has_mean: bool,
    /// The columns; what we compare with stands first.
    pub engines: Vec<String>,
    /// The measurements.
    pub rows: Vec<Row>,
}

/// One thing measured on every engine.
#[derive(Serialize, Deserialize)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// By engine, in the order of [`Comparison::engines`].
    pub cells: Vec<Cell>,
}

/// One thing measured on one engine.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Everything that was measured.
    Samples(Vec<f64>),
    /// Why there is nothing.
    Missing(String),
}

impl Cell {
    /// The figure told of this cell.
    pub fn median(&self) -> Option<f64> {
        match self {
            Cell::Samples(samples) => Some(median(samples)),
            Cell::Missing(_) => None,
        }
    }
}

impl Comparison {
    /// Adds the samples of the same table from another process.
    pub fn merge(&mut self, other: Comparison) {
        let theirs = other.rows.into_iter().flat_map(|row| row.cells);
        let mine = self.rows.iter_mut().flat_map(|row| &mut row.cells);
        for (mine, theirs) in mine.zip(theirs) {
            if let (Cell::Samples(mine), Cell::Samples(theirs)) = (mine, theirs) {
                mine.extend(theirs);
            }
        }
    }

    /// How many times better we are than the engine in a column, in one row.
    pub fn ratio(&self, row: &Row, engine: usize) -> Option<f64> {
        let ours = self.engines.iter().position(|name| name == FERROLUA)?;
        let (ours, theirs) = (row.cells[ours].median()?, row.cells[engine].median()?);
        Some(if self.larger_is_better { ours / theirs } else { theirs / ours })
    }

    /// The mean of our ratios to the engine in a column.
    pub fn mean(&self, engine: usize) -> Option<f64> {
        let ratios: Vec<f64> = self.rows.iter().filter_map(|row| self.ratio(row, engine)).collect();
        (self.has_mean && !ratios.is_empty()).then(|| geometric_mean(&ratios))
    }

    /// The columns of the other engines.
    pub fn others(&self) -> impl Iterator<Item = usize> {
        (0..self.engines.len()).filter(|&engine| self.engines[engine] != FERROLUA)
    }

    /// The table as Markdown: the engines' figures, then our ratio to each of the others.
    pub fn markdown(&self) -> String {
        let mut text = format!("### {}\n\n| {} |", self.title, self.rows_are);
        for engine in &self.engines {
            let space = if self.unit.is_empty() { "" } else { " " };
            write!(text, " {engine}{space}{} |", self.unit).expect("a string grows");
        }
        for engine in self.others() {
            write!(text, " to {} |", self.engines[engine]).expect("a string grows");
        }
        text += "\n|---|";
        text += &"---:|".repeat(self.engines.len() + self.others().count());
        text += "\n";
        for row in &self.rows {
            write!(text, "| {} |", row.name).expect("a string grows");
            for cell in &row.cells {
                write!(text, " {} |", cell.median().map_or("-".into(), figure)).expect("it grows");
            }
            for engine in self.others() {
                write!(text, " {} |", ratio(self.ratio(row, engine))).expect("a string grows");
            }
            text += "\n";
        }
        if self.has_mean {
            write!(text, "| **geometric mean** |{}", " |".repeat(self.engines.len()))
                .expect("a string grows");
            for engine in self.others() {
                write!(text, " **{}** |", ratio(self.mean(engine))).expect("a string grows");
            }
            text += "\n";
        }
        for row in &self.rows {
            for (cell, engine) in row.cells.iter().zip(&self.engines) {
                if let Cell::Missing(reason) = cell {
                    write!(text, "\n- {engine}, {}: {reason}", row.name).expect("a string grows");
                }
            }
        }
        text
    }
}

/// A figure with as many digits as say something.
pub fn figure(value: f64) -> String {
    match value.abs() {
        value if value >= 1000.0 => grouped(value.round() as u64),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.3}"),
    }
}

/// A ratio with as many digits as say something.
fn ratio(value: Option<f64>) -> String {
    value.map_or("-".into(), |value| format!("{value:.*}", if value >= 10.0 { 1 } else { 2 }))
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
