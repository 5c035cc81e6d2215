//! Runs a command and writes below its output what it used: processor seconds and peak memory in
//! bytes.
//!
//! A program so small of its own, because a process inherits its parent's memory peak on Linux:
//! nothing started from a large one seems small.

use std::env;
use std::error::Error;
use std::process::{Command, ExitCode};

use wait4::Wait4;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let program = arguments.next().ok_or("a command expected")?;
    let used = Command::new(program).args(arguments).spawn()?.wait4()?;
    let seconds = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    println!("\n{seconds} {}", used.rusage.maxrss);
    if !used.status.success() {
        eprintln!("{}", used.status);
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
