//! One run of a program in a process of its own, and what it took.

use std::ffi::OsString;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::Result;

/// What a process wrote and used.
pub struct Run {
    /// Its standard output.
    pub output: Vec<u8>,
    /// Processor seconds, the user's and the system's.
    pub cpu: f64,
    /// Seconds from its start to its end.
    pub wall: f64,
    /// The most memory it had, in bytes.
    pub peak: f64,
}

/// Runs a program to its end.
///
/// # Errors
///
/// If it cannot be started or ends with a failure.
pub fn run(command: &[OsString], arguments: &[OsString]) -> Result<Run> {
    let (program, fixed) = command.split_first().ok_or("a command without a program")?;
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(fixed)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let mut output = Vec::new();
    child.stdout.take().ok_or("no output")?.read_to_end(&mut output)?;
    let used = child.wait4()?;
    let wall = start.elapsed().as_secs_f64();
    if !used.status.success() {
        let arguments: Vec<_> = fixed.iter().chain(arguments).collect();
        let command = format!("{} {arguments:?}", program.display());
        return Err(format!("{command}: {}", used.status).into());
    }
    let cpu = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    Ok(Run { output, cpu, wall, peak: used.rusage.maxrss as f64 })
}
