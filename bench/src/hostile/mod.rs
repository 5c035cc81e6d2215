//! Scripts that try to break out, to take everything, or never to end, in the sandboxes of several engines.
//!
//! Each script runs in a process of its own, which may have 1 GB of addresses and ten seconds. Engines are told to stop a
//! script by themselves after five seconds or 64 MB. A script is as expected if it ends as its heading says; to be stopped by
//! either limit is as good as by the other, because engines differ in which they come to first.

mod sides;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use clap::ValueEnum;

pub use sides::{Side, run_side};

use crate::{Result, in_bench};

/// Addresses of a process, in KB, as `ulimit -v` wants them.
const ADDRESSES: &str = "1048576";

/// When a process is ended that does not end by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a script ended, in the order of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Expected,
    Hang,
    Died,
    Escaped,
    Other,
}

impl End {
    const ALL: [(End, &str); 5] = [
        (End::Expected, "as expected"),
        (End::Hang, "did not end"),
        (End::Died, "killed the process"),
        (End::Escaped, "escaped"),
        (End::Other, "ended otherwise"),
    ];
}

/// Runs all scripts in all engines, and prints a table for each folder: of those that were written for any engine, and of
/// those that look for faults in ours.
pub fn measure(only: &str) -> Result<()> {
    for folder in ["given", "own"] {
        measure_folder(folder, only)?;
    }
    Ok(())
}

fn measure_folder(folder: &str, only: &str) -> Result<()> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(in_bench("../tests/hostile").join(folder))? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "lua") && name(&path).contains(only) {
            scripts.push(path);
        }
    }
    scripts.sort();
    let all = &scripts;
    let sides = Side::value_variants().iter();
    let jobs: Vec<(Side, &PathBuf)> =
        sides.flat_map(|&side| all.iter().map(move |script| (side, script))).collect();
    let (next, ends) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(&(side, script)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let end = run(side, script).unwrap_or((End::Other, "not run".into()));
            ends.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((side, script, end));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, Into::into) {
            scope.spawn(work);
        }
    });
    let mut ends = ends.into_inner().map_err(|_| "a worker panicked")?;
    ends.sort_by_key(|&(side, script, _)| (side, script));
    let mut counts: BTreeMap<(Side, End), usize> = BTreeMap::new();
    for (side, script, (end, what)) in &ends {
        *counts.entry((*side, *end)).or_default() += 1;
        if *end != End::Expected {
            eprintln!("{}: {}: {what}", side.title(), name(script));
        }
    }
    println!("| {} scripts {folder} |{}", scripts.len(), row(|side| side.title().into()));
    println!("|---|{}", row(|_| "--:".into()));
    for (end, title) in End::ALL {
        let count = |side| counts.get(&(side, end)).copied().unwrap_or_default().to_string();
        println!("| {title} |{}", row(count));
    }
    Ok(())
}

/// The cells of a row of the table.
fn row(cell: impl Fn(Side) -> String) -> String {
    Side::value_variants().iter().map(|&side| format!(" {} |", cell(side))).collect()
}

/// A script's name, without folder and extension.
fn name(script: &Path) -> String {
    script.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Runs a script in a process; tells how it ended, with more words if that was wrong.
fn run(side: Side, script: &Path) -> Result<(End, String)> {
    let source = String::from_utf8_lossy(&fs::read(script)?).into_owned();
    let expected = source.lines().find_map(|line| line.strip_prefix("-- expect: "));
    let expected = expected.ok_or("it expects nothing")?;
    let value = side.to_possible_value().ok_or("a side without a name")?;
    let mut process = Command::new("sh")
        .args(["-c", &format!("ulimit -v {ADDRESSES} && ulimit -c 0 && exec \"$@\""), "sh"])
        .arg(env::current_exe()?)
        .args(["hostile-side", value.get_name()])
        .arg(script)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (process.stdout.take(), process.stderr.take());
    let printed = thread::spawn(move || tail(stdout));
    let told = thread::spawn(move || tail(stderr));
    let start = Instant::now();
    let status = loop {
        match process.try_wait()? {
            Some(status) => break Some(status),
            None if start.elapsed() > PATIENCE => break None,
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    if status.is_none() {
        process.kill()?;
        process.wait()?;
    }
    let printed = printed.join().unwrap_or_default();
    let told = told.join().unwrap_or_default();
    if let Some(line) = printed.lines().find(|line| line.starts_with("ESCAPED")) {
        return Ok((End::Escaped, line.into()));
    }
    let Some(status) = status else { return Ok((End::Hang, "did not end".into())) };
    let outcome = told.lines().rev().find_map(|line| line.strip_prefix("outcome "));
    let Some(outcome) = outcome.filter(|_| status.success()) else {
        let last = told.lines().find(|line| line.contains("panicked")).or(told.lines().last());
        return Ok((End::Died, format!("{status}: {}", last.unwrap_or_default())));
    };
    let outcome = match outcome {
        "ok" => match printed.lines().last() {
            None | Some("ok") => "ok".to_string(),
            Some(other) => format!("printed {other:?}"),
        },
        other => other.into(),
    };
    let is_expected = expected.split('|').map(str::trim).any(|expected| match expected {
        "denied" => outcome == "ok",
        "limit:cpu" | "limit:mem" => outcome.starts_with("limit:"),
        _ => match expected.strip_prefix("err:") {
            Some(text) => outcome.strip_prefix("err:").is_some_and(|error| error.contains(text)),
            None => outcome == expected,
        },
    });
    match is_expected {
        true => Ok((End::Expected, String::new())),
        false => Ok((End::Other, format!("expected {expected}, but: {outcome}"))),
    }
}

/// The last megabyte, about, of what a process writes.
fn tail(stream: Option<impl Read>) -> String {
    const KEPT: usize = 1 << 20;
    let (mut kept, mut piece) = (Vec::new(), vec![0; 1 << 16]);
    let Some(mut stream) = stream else { return String::new() };
    while let Ok(length @ 1..) = stream.read(&mut piece) {
        if kept.len() > KEPT {
            kept.clear();
        }
        kept.extend_from_slice(&piece[..length]);
    }
    String::from_utf8_lossy(&kept).into_owned()
}
