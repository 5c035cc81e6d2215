//! Where the numbers were taken.

use std::fs;
use std::process::Command;

/// One line that names the processor, its cores, the system and the compiler.
pub fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{}, {cores} cores, {} {}, {}",
        processor().unwrap_or("a processor without a name".into()),
        std::env::consts::OS,
        std::env::consts::ARCH,
        compiler().unwrap_or("an unknown compiler".into()),
    )
}

/// How many processes wanted to run in the last minute, on average, where the system tells.
pub fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// The processor's name, where the system tells.
fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(": ")?.1.to_string())
}

/// The Rust compiler's version.
fn compiler() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.split(" (").next()?.trim().to_string())
}
