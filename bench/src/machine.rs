//! Where the numbers were taken.

use std::fs;
use std::process::Command;

/// One line that names the processor, its cores, the system, the compiler, and how busy the machine
/// is.
pub fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = match fs::read_to_string("/proc/loadavg") {
        Ok(text) => text.split(' ').next().unwrap_or_default().to_string(),
        Err(_) => "unknown".into(),
    };
    format!(
        "{}, {cores} cores, {} {}, {}; load average {load}",
        processor().unwrap_or("a processor without a name".into()),
        std::env::consts::OS,
        std::env::consts::ARCH,
        compiler().unwrap_or("an unknown compiler".into()),
    )
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
