//! Parts that are measured within one process: several processes, one after the other, and the
//! samples of all.
//!
//! Where the system puts code and data differs from process to process, and an operation of
//! nanoseconds can tell: of two processes one may need twice the time for the same, whatever it
//! takes the median of.

use std::env;
use std::ffi::OsString;

use clap::ValueEnum;

use crate::comparison::Comparison;
use crate::{Result, border, child, serde_bridge};

/// Samples of one process, of each engine: enough that cycles of collectors, which fall into some
/// of them, even out.
const ROUNDS: usize = 15;

/// A part of this kind.
#[derive(Clone, Copy, ValueEnum)]
pub enum Part {
    /// Calls and data across the border.
    Border,
    /// Data across the border by serde.
    Serde,
}

/// Measures a part in so many processes.
pub fn measure(part: Part, processes: usize) -> Result<Comparison> {
    let name = part.to_possible_value().ok_or("a part without a name")?;
    let command: [OsString; 2] = [env::current_exe()?.into(), "within".into()];
    let one = || -> Result<Comparison> {
        let (_, output) = child::timed(&command, &[name.get_name().into()])?;
        Ok(serde_json::from_slice(&output)?)
    };
    let mut all = one()?;
    for _ in 1..processes {
        all.merge(one()?);
    }
    Ok(all)
}

/// Measures a part in this process, and prints it for the one that started this.
pub fn run(part: Part) -> Result<()> {
    let table = match part {
        Part::Border => border::measure(ROUNDS),
        Part::Serde => serde_bridge::measure(ROUNDS)?,
    };
    println!("{}", serde_json::to_string(&table)?);
    Ok(())
}
