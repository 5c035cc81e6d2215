//! Runs of programs in processes of their own, and what they took.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use escargot::CargoBuild;

use crate::{Result, in_bench};

/// The time a process takes from its start to its end, in seconds, and its output.
///
/// # Errors
///
/// If it cannot be started or ends with a failure.
pub fn timed(command: &[OsString], arguments: &[OsString]) -> Result<(f64, Vec<u8>)> {
    let (program, fixed) = command.split_first().ok_or("a command without a program")?;
    let start = Instant::now();
    let output = output(program, fixed.iter().chain(arguments))?;
    Ok((start.elapsed().as_secs_f64(), output))
}

/// What a metered process wrote and used.
pub struct Run {
    /// Its standard output.
    pub output: Vec<u8>,
    /// Processor seconds, the user's and the system's.
    pub cpu: f64,
    /// The most memory it had, in bytes.
    pub peak: f64,
}

/// The program that starts others and tells what they used.
pub struct Meter(PathBuf);

impl Meter {
    /// Builds it.
    pub fn build() -> Result<Meter> {
        let built =
            CargoBuild::new().manifest_path(in_bench("Cargo.toml")).bin("meter").release().run()?;
        Ok(Meter(built.path().into()))
    }

    /// Runs a program to its end.
    ///
    /// # Errors
    ///
    /// If it cannot be started or ends with a failure.
    pub fn run(&self, command: &[OsString], arguments: &[OsString]) -> Result<Run> {
        let mut output = output(self.0.as_os_str(), command.iter().chain(arguments))?;
        // The meter's line is the last one.
        let end = output.strip_suffix(b"\n").unwrap_or(&output);
        let line = end.iter().rposition(|&byte| byte == b'\n').ok_or("no line of the meter")?;
        let (cpu, peak) =
            str::from_utf8(&end[line..])?.trim().split_once(' ').ok_or("one figure")?;
        let (cpu, peak) = (cpu.parse()?, peak.parse()?);
        output.truncate(line);
        Ok(Run { output, cpu, peak })
    }
}

/// What a program writes.
fn output<'a>(
    program: &OsStr,
    arguments: impl Iterator<Item = &'a OsString> + Clone,
) -> Result<Vec<u8>> {
    let run = Command::new(program)
        .args(arguments.clone())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if !run.status.success() {
        let arguments: Vec<_> = arguments.collect();
        return Err(format!("{} {arguments:?}: {}", program.display(), run.status).into());
    }
    Ok(run.stdout)
}
