//! `differential`: compares ferrolua with C Lua on random programs.

#![forbid(unsafe_code)]

use std::error::Error;
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use clap::Parser;
use ferrolua_differential::choice::Choices;
use ferrolua_differential::grammar::{self, Libraries};
use ferrolua_differential::machine::{Ours, Theirs, standalone};
use ferrolua_differential::shrink::shrink;

/// Compares ferrolua with C Lua on random programs.
#[derive(Parser)]
struct Options {
    /// Compare the programs of these seeds: `0..1000`.
    #[arg(long, value_parser = seeds)]
    seeds: Option<Range<u64>>,
    /// The interpreter of C Lua.
    #[arg(long, default_value = "lua5.4")]
    lua: PathBuf,
    /// Print the program of a seed, ready to be run alone.
    #[arg(long)]
    print: Option<u64>,
    /// Make the program of a seed as small as its difference allows.
    #[arg(long)]
    shrink: Option<u64>,
    /// Libraries that programs use besides the usual ones: `utf8`, `pack`.
    #[arg(long, value_delimiter = ',')]
    with: Vec<String>,
    /// Programs for each process of C Lua.
    #[arg(long, default_value_t = 200)]
    batch: u64,
    /// Stop after this many differences.
    #[arg(long, default_value_t = 20)]
    findings: usize,
    /// Count, but do not show, differences whose first differing lines contain this text.
    #[arg(long)]
    ignore: Vec<String>,
    /// Compare the line numbers of error messages too.
    #[arg(long)]
    lines: bool,
}

/// Errors that C Lua finds while it parses, and our compiler after the whole text was parsed: of several mistakes
/// another one may come first.
const LATER_ERRORS: &[&str] = &[
    "no visible label",
    "break outside loop",
    "attempt to assign to const variable",
    "jumps into the scope of",
];

fn seeds(text: &str) -> Result<Range<u64>, String> {
    let (start, end) = text.split_once("..").ok_or("a range is written A..B")?;
    let number = |text: &str| text.parse::<u64>().map_err(|error| error.to_string());
    Ok(number(start)?..number(end)?)
}

/// The seed that runs, for the watchdog.
static RUNNING: AtomicU64 = AtomicU64::new(0);

/// Ends the process if one program keeps it for long.
fn watch() {
    let mut last = (u64::MAX, 0);
    loop {
        thread::sleep(Duration::from_secs(1));
        let seed = RUNNING.load(Ordering::Relaxed);
        last = if last.0 == seed { (seed, last.1 + 1) } else { (seed, 0) };
        if last.1 == 30 {
            println!("seed {seed}: no end after 30 seconds");
            std::process::exit(2);
        }
    }
}

/// The program of a seed; some seeds make a damaged one that is only compiled.
fn program(seed: u64, libraries: Libraries) -> String {
    let mut choices = Choices::from_seed(seed);
    match choices.below(5) {
        0 => format!("load {}", grammar::damaged(&mut choices, libraries)),
        _ => grammar::program(&mut choices, libraries),
    }
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::parse();
    let libraries = Libraries {
        utf8: options.with.iter().any(|name| name == "utf8"),
        pack: options.with.iter().any(|name| name == "pack"),
    };
    if let Some(seed) = options.print {
        let text = program(seed, libraries);
        match text.strip_prefix("load ") {
            Some(damaged) => print!("{damaged}"),
            None => print!("{}", standalone(&text)),
        }
        return Ok(ExitCode::SUCCESS);
    }
    std::panic::set_hook(Box::new(|_| {}));
    let theirs = Theirs::new(&options.lua, &std::env::temp_dir().join("ferrolua-differential"))?;
    let known = |program: &str, ours: &str, theirs: &str| {
        let later = |words: &&str| ours.contains(*words) || theirs.contains(*words);
        (program.starts_with("load ") || theirs.starts_with("syntax: "))
            && LATER_ERRORS.iter().any(later)
            || !options.lines && without_lines(ours) == without_lines(theirs)
            || options.ignore.iter().any(|words| difference(ours, theirs).contains(words))
    };
    if let Some(seed) = options.shrink {
        let fails = |text: &str| {
            let Ok(expected) = theirs.run(&[text]) else { return false };
            let sound = text.starts_with("load ") || !expected[0].starts_with("syntax: ");
            let actual = Ours::new().run(text);
            sound
                && !expected[0].starts_with("no result")
                && actual != expected[0]
                && !known(text, &actual, &expected[0])
        };
        let text = program(seed, libraries);
        if !fails(&text) {
            println!("seed {seed}: no difference when it runs alone");
            return Ok(ExitCode::SUCCESS);
        }
        let small = shrink(&text, fails);
        println!("{small}\n{}", difference(&Ours::new().run(&small), &theirs.run(&[&small])?[0]));
        return Ok(ExitCode::FAILURE);
    }
    let seeds = options.seeds.ok_or("one of --seeds, --print and --shrink is needed")?;
    thread::spawn(watch);
    let (mut findings, mut ignored, mut bytes) = (0, 0, 0);
    let total = seeds.end - seeds.start;
    for start in seeds.clone().step_by(options.batch as usize) {
        let batch = start..seeds.end.min(start + options.batch);
        let programs: Vec<String> = batch.clone().map(|seed| program(seed, libraries)).collect();
        let texts: Vec<&str> = programs.iter().map(String::as_str).collect();
        let expected = theirs.run(&texts)?;
        let mut ours = Ours::new();
        for ((seed, text), expected) in batch.zip(texts).zip(expected) {
            RUNNING.store(seed, Ordering::Relaxed);
            let actual = ours.run(text);
            bytes += actual.len();
            if actual == expected {
                continue;
            }
            if known(text, &actual, &expected) {
                ignored += 1;
            } else {
                findings += 1;
                println!("seed {seed}:\n{}", difference(&actual, &expected));
            }
        }
        if findings >= options.findings {
            println!("stopped at seed {}", start + options.batch);
            break;
        }
    }
    println!(
        "{total} programs asked for, {bytes} bytes of output compared, \
        {findings} differences, {ignored} ignored"
    );
    Ok(if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The text without the line numbers of the program's messages.
fn without_lines(text: &str) -> String {
    let mut pieces = text.split("p:");
    let mut result = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        result += "p:";
        result += piece.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    result
}

/// The first lines that differ.
fn difference(ours: &str, theirs: &str) -> String {
    let (mut left, mut right) = (ours.lines(), theirs.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (left.next(), right.next()) {
            (None, None) => return "  no difference by lines".to_owned(),
            (ours, theirs) if ours != theirs => {
                let show = |text: Option<&str>| text.unwrap_or("(nothing)").to_owned();
                return format!(
                    "  line {line} of the output\n  ours:   {}\n  theirs: {}",
                    show(ours),
                    show(theirs)
                );
            }
            _ => {}
        }
    }
}
