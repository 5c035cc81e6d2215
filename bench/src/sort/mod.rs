//! The benchmark by which Rust's scripting crates are compared: objects of the host, made and
//! sorted by a script whose every comparison is the host's.
//!
//! Each engine runs in a process of its own, as mlua has one engine in a build.

mod ferrolua;
mod luars;

use std::cell::RefCell;
use std::env;
use std::ffi::OsString;
use std::time::Instant;

use clap::ValueEnum;

use crate::comparison::{Cell, Comparison, FERROLUA, Row};
use crate::engines::Embedded;
use crate::{Result, child};

/// The script, which every engine runs.
const SCRIPT: &str = include_str!("../../scripts/sort_objects.lua");

/// Sorts of one process. The first does not count.
const SORTS: usize = 4;

/// An engine that this program can run itself.
#[derive(Clone, Copy, ValueEnum)]
pub enum Side {
    /// Ours.
    Ferrolua,
    /// The other one in Rust.
    Luars,
}

/// A machine that has run the script.
trait Sorter {
    /// Makes the objects, sorts them, and returns the script's sum of them.
    fn sort(&self) -> Result<u64>;
}

/// Starts each engine `rounds` times, in turn, for some sorts.
pub fn measure(rounds: usize) -> Result<Comparison> {
    let mut sides: Vec<(String, Vec<OsString>)> = Vec::new();
    for engine in [Embedded::Lua54, Embedded::Lua55, Embedded::Luau] {
        let mut command = engine.build()?;
        command.push("--sort".into());
        sides.push((format!("mlua, {}", engine.name()), command));
    }
    for (name, side) in [(FERROLUA, "ferrolua"), ("luars", "luars")] {
        let command = vec![env::current_exe()?.into(), "sort-side".into(), side.into()];
        sides.push((name.into(), command));
    }
    let mut samples: Vec<Vec<f64>> = vec![Vec::new(); sides.len()];
    let mut expected: Option<Vec<u64>> = None;
    for _ in 0..rounds {
        for ((name, command), samples) in sides.iter().zip(&mut samples) {
            let (_, output) = child::timed(command, &[SORTS.to_string().into()])?;
            let (times, sums) = read(&String::from_utf8(output)?)?;
            if expected.get_or_insert_with(|| sums.clone()) != &sums {
                return Err(format!("{name} sorts otherwise").into());
            }
            samples.extend(&times[1..]);
        }
    }
    Ok(Comparison {
        title: "Sorting objects of the host".into(),
        rows_are: "objects".into(),
        unit: "ms".into(),
        larger_is_better: false,
        has_mean: false,
        engines: sides.into_iter().map(|(name, _)| name).collect(),
        rows: vec![Row {
            name: "10,000".into(),
            cells: samples.into_iter().map(Cell::Samples).collect(),
        }],
    })
}

/// The milliseconds and the sums that a process has printed.
fn read(output: &str) -> Result<(Vec<f64>, Vec<u64>)> {
    let (mut times, mut sums) = (Vec::new(), Vec::new());
    for line in output.lines() {
        let (time, sum) = line.split_once(' ').ok_or("a time and a sum expected")?;
        times.push(time.parse::<f64>()? / 1e6);
        sums.push(sum.parse()?);
    }
    Ok((times, sums))
}

/// Sorts so many times with one engine, and prints each sort's nanoseconds and what the script
/// returned.
pub fn run_side(side: Side, rounds: usize) -> Result<()> {
    let random = RefCell::new(fastrand::Rng::with_seed(1));
    let engine: Box<dyn Sorter> = match side {
        Side::Ferrolua => Box::new(ferrolua::Engine::new(random)?),
        Side::Luars => Box::new(luars::Engine::new(random)?),
    };
    for _ in 0..rounds {
        let start = Instant::now();
        let sum = engine.sort()?;
        println!("{} {sum}", start.elapsed().as_nanos());
    }
    Ok(())
}
