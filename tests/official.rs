//! Runs C Lua's own test suite on the `lua` program: each file by itself, then all of them by `all.lua`.
//!
//! The suite is not part of this repository. `LUA_TESTS` is the path of a folder with it (`testes` in Lua's
//! repository, at tag v5.4.8); without it there is nothing to run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What fails, and why. A file that is listed here and passes fails the test, so that the list stays true.
const LEDGER: &[(&str, &str)] = if cfg!(stress) { STRESSED } else { &[] };

/// What fails only where the collector runs at every safepoint: the files count on its not running at some.
const STRESSED: &[(&str, &str)] = &[
    ("all.lua", "it runs gengc.lua and locals.lua"),
    (
        "gengc.lua",
        "it wants a table to be too young for survival in the second collection after it was made",
    ),
    ("locals.lua", "its hook records what is called, and a finalizer is called meanwhile"),
];

/// Files that are no tests by themselves (`big.lua` yields to `all.lua`), or test only how much a machine can take.
const NO_TESTS: &[&str] = &["all.lua", "big.lua", "heavy.lua", "tracegc.lua"];

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// How a file ended: its last words if it failed.
type Outcome = Result<(), String>;

#[test]
fn official_suite() {
    let Some(folder) = std::env::var_os("LUA_TESTS").map(PathBuf::from) else {
        println!("LUA_TESTS is not set: C Lua's test suite is not run");
        return;
    };
    let program = build();
    let copy = Copy::of(&folder);
    let mut complaints = Vec::new();
    let mut files = lua_files(&copy.0);
    files.retain(|name| !NO_TESTS.contains(&name.as_str()));
    files.push("all.lua".to_owned());
    for name in files {
        let outcome = run(&program, &copy.0, &name);
        let known = LEDGER.iter().find(|(file, _)| *file == name);
        match (outcome, known) {
            (Err(words), None) => complaints.push(format!("{name}: {words}")),
            (Ok(()), Some((_, why))) => {
                complaints.push(format!("{name} passes now; it was said: {why}"))
            }
            _ => {}
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Builds the `lua` program, optimized, as this test was built otherwise.
fn build() -> PathBuf {
    let arguments = ["build", "--release", "-p", "lua-cli"];
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo runs");
    assert!(status.success(), "the program cannot be built");
    let test = std::env::current_exe().expect("a running test is a file");
    let target = test.ancestors().nth(3).expect("tests lie in target/profile/deps");
    target.join("release").join(format!("lua{}", std::env::consts::EXE_SUFFIX))
}

/// A copy of the suite, which writes files beside itself.
struct Copy(PathBuf);

impl Copy {
    fn of(folder: &Path) -> Copy {
        let copy = std::env::temp_dir().join(format!("ferrolua-suite-{}", std::process::id()));
        copy_folder(folder, &copy);
        Copy(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What is left in the folder of temporary files harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder of temporary files");
    for entry in fs::read_dir(from).expect("LUA_TESTS names a readable folder") {
        let entry = entry.expect("a readable entry");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => _ = fs::copy(entry.path(), target).expect("a readable file"),
        }
    }
}

fn lua_files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the copy is readable");
    let names = entries.map(|entry| entry.expect("a readable entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".lua"));
    names.sort();
    names
}

/// Runs one file of the suite as its README says, in its portable part.
fn run(program: &Path, folder: &Path, name: &str) -> Outcome {
    let log = folder.join(format!("{name}.log"));
    let output = fs::File::create(&log).expect("the copy is writable");
    let errors = output.try_clone().expect("a handle can be cloned");
    let mut child = Command::new(program)
        .args(["-e", "_port = true", name])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let status = loop {
        match child.try_wait().expect("a child can be waited for") {
            Some(status) => break Some(status),
            None if start.elapsed() > PATIENCE => {
                child.kill().expect("a child can be killed");
                child.wait().expect("a killed child ends");
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    match status {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(format!("{status}\n{}", last_words(&log))),
        None => Err(format!("no end after {PATIENCE:?}\n{}", last_words(&log))),
    }
}

fn last_words(log: &Path) -> String {
    let text = String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}
