//! Scripts that try to break out, to take everything, or never to end: each runs within limits, must have the outcome that it
//! announces, and must leave the machine of use.
//!
//! A script tells in its first lines what it attacks and what must come of it: `-- attack: …`, `-- expect: …`. Outcomes are
//! `ok` (it ends by itself; the last line that it prints, if it prints, is `ok`), `denied` (the same: it found nothing), `limit:cpu`,
//! `limit:mem`, and `err:TEXT` (an error with this text). `|` stands between outcomes that are all right. A line that begins with
//! `ESCAPED` is never right. `-- twice` runs it once more in the same machine, in an environment of its own.
//!
//! The first letter of a name is the script's class: in `given` a to e for processor time, memory, stack, odd states and escape; in
//! `own` c for processor time, m memory, s stack, t the compiler's time, o odd states, i isolation, e escape. `HOSTILE=text` runs
//! only the scripts whose names contain the text, and tells how long each takes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use ferrolua::{Budget, ErrorKind, Lua, StdLib};

/// What every script may use: fewer instructions if it is to use them up. The time only ends what instructions do not count:
/// nothing here may take as long.
const INSTRUCTIONS: u64 = 100_000_000;
const FEWER_INSTRUCTIONS: u64 = 20_000_000;
const MEMORY: usize = 64 << 20;
const TIME: Duration = Duration::from_secs(if cfg!(stress) { 600 } else { 60 });

/// The stack of the thread that a script runs on: hosts run them on small ones.
const NATIVE_STACK: usize = 2 << 20;

/// How much of what a script prints is kept.
const KEPT: usize = 1 << 20;

#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut printed = self.0.lock().unwrap();
        if printed.len() > KEPT {
            printed.clear();
        }
        printed.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Printed {
    fn take(&self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut *self.0.lock().unwrap())).into_owned()
    }
}

/// A machine for one script.
fn machine(libraries: StdLib) -> (Lua, Printed) {
    let printed = Printed::default();
    let sandbox = Lua::sandbox().libs(libraries).memory_limit(MEMORY).output(printed.clone());
    (sandbox.build().unwrap(), printed)
}

/// Runs a script; tells its outcome in the words above.
fn outcome(lua: &Lua, printed: &Printed, source: &[u8], budget: Budget) -> String {
    let environment = lua.environment().allow_all().build().unwrap();
    let chunk = lua.load(source).set_name("=script").set_environment(environment);
    let outcome = lua.with_budget(budget, || chunk.exec());
    let printed = printed.take();
    if let Some(escape) = printed.lines().find(|line| line.starts_with("ESCAPED")) {
        return escape.into();
    }
    match outcome {
        Ok(()) => match printed.lines().last() {
            None | Some("ok") => "ok".into(),
            Some(other) => format!("printed {other:?}"),
        },
        Err(error) => match error.kind() {
            ErrorKind::Limit => "limit:cpu".into(),
            ErrorKind::Memory => "limit:mem".into(),
            _ => format!("err:{error}"),
        },
    }
}

/// Whether an outcome is one of those that are right.
fn is_right(outcome: &str, expected: &str) -> bool {
    expected.split('|').map(str::trim).any(|expected| match expected.strip_prefix("err:") {
        Some(text) => outcome.strip_prefix("err:").is_some_and(|error| error.contains(text)),
        None => outcome == if expected == "denied" { "ok" } else { expected },
    })
}

/// Runs a script as it asks to be run; returns what is wrong.
fn run(path: &Path, libraries: StdLib) -> Result<(), String> {
    let source = std::fs::read(path).map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&source);
    let heading = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
    let expected = heading("-- expect: ").ok_or("it expects nothing")?;
    let instructions = match expected.contains("limit:cpu") {
        true => FEWER_INSTRUCTIONS,
        false => INSTRUCTIONS,
    };
    let budget = Budget::new().instructions(instructions).time(TIME);
    let (lua, printed) = machine(libraries);
    let start = Instant::now();
    lua.set_warning_function(|_, _, _| Ok(()));
    for _ in 0..=u32::from(heading("-- twice").is_some()) {
        let outcome = outcome(&lua, &printed, &source, budget);
        if !is_right(&outcome, expected) {
            return Err(format!("expected {expected}, but: {outcome}"));
        }
    }
    if start.elapsed() >= TIME {
        return Err("what it did was not counted".into());
    }
    let works =
        "local t = {} for i = 1, 1000 do t[i] = {i} end collectgarbage() assert(#t == 1000)";
    lua.load(works).exec().map_err(|error| format!("afterwards: {error}"))?;
    match lua.used_memory() {
        used if used > MEMORY => Err(format!("{used} bytes are in use afterwards")),
        _ => Ok(()),
    }
}

/// All scripts of a folder.
fn scripts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scripts: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|it| it == "lua")).collect();
    scripts.sort();
    scripts
}

/// Runs all scripts of a folder, on as many threads as there are processors.
fn run_all(folder: &str, libraries: StdLib, is_chosen: impl Fn(&str) -> bool) {
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let wanted = std::env::var("HOSTILE").ok();
    let mut scripts = scripts(folder);
    scripts.retain(|path| is_chosen(&name(path)));
    assert!(scripts.len() > 50, "there are {} scripts", scripts.len());
    scripts.retain(|path| wanted.as_ref().is_none_or(|wanted| name(path).contains(wanted)));
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(path) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let start = Instant::now();
            if let Err(failure) = run(path, libraries) {
                failures.lock().unwrap().push(format!("{}: {failure}", name(path)));
            }
            if wanted.is_some() {
                eprintln!("{:7.3} s  {}", start.elapsed().as_secs_f64(), name(path));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, Into::into) {
            thread::Builder::new().stack_size(NATIVE_STACK).spawn_scoped(scope, work).unwrap();
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn given_in_the_sandbox() {
    run_all("given", StdLib::SANDBOX, |_| true);
}

#[test]
fn own_in_the_sandbox() {
    run_all("own", StdLib::SANDBOX, |_| true);
}

/// What does not look for absent things has the same outcome where all libraries are.
#[test]
fn given_among_all_libraries() {
    run_all("given", StdLib::ALL, |name| !name.starts_with('e'));
}

#[test]
fn own_among_all_libraries() {
    run_all("own", StdLib::ALL, |name| !name.starts_with('e'));
}
