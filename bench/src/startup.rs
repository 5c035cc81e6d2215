//! How long a process takes that runs nothing.

use std::ffi::OsString;

use crate::comparison::{Cell, Comparison, Row};
use crate::engines::Engine;
use crate::sampling::{Measure, in_turn};
use crate::{Result, child};

/// Runs `lua -e ""` of every engine `rounds` times. What is told is the time from start to end: so
/// short a life has hardly any processor time that the system would count.
pub fn measure(engines: &[Engine], rounds: usize) -> Result<Comparison> {
    let nothing: [OsString; 2] = ["-e".into(), "".into()];
    let mut measures: Vec<Measure<'_>> = Vec::new();
    for engine in engines {
        measures.push(Box::new(|| Ok(child::timed(&engine.command, &nothing)?.0 * 1e3)));
    }
    let samples = in_turn(rounds, &mut measures)?;
    Ok(Comparison {
        title: "Start".into(),
        rows_are: "process".into(),
        unit: "ms".into(),
        larger_is_better: false,
        has_mean: false,
        engines: engines.iter().map(|engine| engine.name.clone()).collect(),
        rows: vec![Row {
            name: "`lua -e \"\"`".into(),
            cells: samples.into_iter().map(Cell::Samples).collect(),
        }],
    })
}
