//! How fast source becomes code.

use std::ffi::OsString;

use crate::child::Meter;
use crate::comparison::{Cell, Comparison, Row};
use crate::engines::Engine;
use crate::sampling::{Measure, in_turn};
use crate::{Result, in_bench};

/// How often the source is loaded in the longer of the two runs, beyond the once of the shorter.
const LOADS: usize = 6;

/// Megabytes of source.
const SIZE: usize = 10;

/// Loads the source once, and `LOADS` times more in another run: the difference is loading alone,
/// without the making of the source. A program's processor time is what the system says of it, as
/// `os.clock` is another one on each engine.
pub fn measure(engines: &[Engine], rounds: usize) -> Result<Comparison> {
    let meter = Meter::build()?;
    let mut measures: Vec<Measure<'_>> = Vec::new();
    for engine in engines {
        measures.push(Box::new(|| {
            let (short, bytes) = load(&meter, engine, 1)?;
            let (long, _) = load(&meter, engine, 1 + LOADS)?;
            Ok(bytes / 1e6 / ((long - short) / LOADS as f64))
        }));
    }
    let samples = in_turn(rounds, &mut measures)?;
    Ok(Comparison {
        title: "Compiling".into(),
        rows_are: "source".into(),
        unit: "MB/s".into(),
        larger_is_better: true,
        has_mean: false,
        engines: engines.iter().map(|engine| engine.name.clone()).collect(),
        rows: vec![Row {
            name: format!("{SIZE} MB of functions"),
            cells: samples.into_iter().map(Cell::Samples).collect(),
        }],
    })
}

/// The processor seconds of a run that loads the source so many times, and the source's bytes.
fn load(meter: &Meter, engine: &Engine, times: usize) -> Result<(f64, f64)> {
    let script = in_bench("scripts/compile_speed.lua").into_os_string();
    let arguments: [OsString; 3] = [script, SIZE.to_string().into(), times.to_string().into()];
    let run = meter.run(&engine.command, &arguments)?;
    let text = String::from_utf8(run.output)?;
    let bytes = text.trim().parse()?;
    Ok((run.cpu, bytes))
}
