//! The programs of the folder `programs` on each engine: processor time and peak memory of whole
//! processes.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use crate::child::Meter;
use crate::comparison::{Cell, Comparison, Row};
use crate::engines::Engine;
use crate::{Result, in_bench};

/// Runs every program `rounds` times on every engine, in turn.
///
/// An engine that fails or prints other lines than the first one is told so, and has no figure.
pub fn measure(engines: &[Engine], only: &str, rounds: usize) -> Result<Vec<Comparison>> {
    let meter = Meter::build()?;
    let mut times = comparison("Programs: processor time", "s", engines);
    let mut peaks = comparison("Programs: peak memory", "MB", engines);
    for (name, path) in programs(only)? {
        eprintln!("{name}");
        let (time, peak) = measure_program(&meter, engines, &path.into(), rounds)?;
        times.rows.push(Row { name: name.clone(), cells: time });
        peaks.rows.push(Row { name, cells: peak });
    }
    Ok(vec![times, peaks])
}

fn comparison(title: &str, unit: &str, engines: &[Engine]) -> Comparison {
    Comparison {
        title: title.into(),
        rows_are: "program".into(),
        unit: unit.into(),
        larger_is_better: false,
        has_mean: true,
        engines: engines.iter().map(|engine| engine.name.clone()).collect(),
        rows: Vec::new(),
    }
}

/// The programs' names and paths, in the order of their names.
fn programs(only: &str) -> Result<Vec<(String, PathBuf)>> {
    let mut programs = Vec::new();
    for entry in fs::read_dir(in_bench("programs"))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "lua") && name.contains(only) {
            programs.push((name, path));
        }
    }
    programs.sort();
    Ok(programs)
}

/// One program's times in seconds and peaks in megabytes, by engine.
fn measure_program(
    meter: &Meter,
    engines: &[Engine],
    script: &OsString,
    rounds: usize,
) -> Result<(Vec<Cell>, Vec<Cell>)> {
    let script = std::slice::from_ref(script);
    let expected = meter.run(&engines[0].command, script)?.output;
    let mut times = vec![Ok(Vec::new()); engines.len()];
    let mut peaks = vec![Vec::new(); engines.len()];
    for _ in 0..rounds {
        for (at, engine) in engines.iter().enumerate() {
            let Ok(samples) = &mut times[at] else { continue };
            match meter.run(&engine.command, script) {
                Ok(run) if run.output == expected => {
                    samples.push(run.cpu);
                    peaks[at].push(run.peak / 1e6);
                }
                Ok(_) => times[at] = Err("other output".to_string()),
                Err(error) => times[at] = Err(error.to_string()),
            }
        }
    }
    let cells = times.into_iter().zip(peaks).map(|(times, peaks)| match times {
        Ok(times) => (Cell::Samples(times), Cell::Samples(peaks)),
        Err(reason) => (Cell::Missing(reason.clone()), Cell::Missing(reason)),
    });
    Ok(cells.unzip())
}
