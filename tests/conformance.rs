//! Runs every script under `tests/conformance` and compares what it prints and how it ends with
//! the expectations written in its comments:
//!
//! * `--> text` is one line of output. The lines of all such comments, from the top of the file to
//!   its end, are exactly the lines the script prints.
//! * `--! text` is the error that ends the script. Its message is `<file>:<line>: text`, where
//!   `<line>` is the line of the comment. A script without such a comment ends without an error.
//!
//! Set `LUA_ORACLE` to the path of a standalone Lua interpreter to run the scripts through that
//! program instead, which tells whether the expectations hold for another implementation.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use ferrolua::{Function, Lua, Value, Variadic};

/// Fewer scripts than this mean that the walk has lost some.
const MIN_SCRIPTS: usize = 400;

/// Held by the script that runs, whose directory is the current one.
static DIRECTORY: Mutex<()> = Mutex::new(());

/// What a script prints, line by line, and the message of the error that ends it.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    output: Vec<String>,
    error: Option<String>,
}

impl Display for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for line in &self.output {
            writeln!(f, "    --> {line}")?;
        }
        match &self.error {
            Some(message) => writeln!(f, "    --! {message}"),
            None => Ok(()),
        }
    }
}

#[test]
fn conformance() {
    check("incremental");
}

#[test]
fn conformance_in_generational_mode() {
    check("generational");
}

/// Runs every script, in a machine whose collector is in that mode.
fn check(mode: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let oracle = std::env::var("LUA_ORACLE").ok();
    let scripts = scripts_under(&root);
    assert!(scripts.len() >= MIN_SCRIPTS, "only {} scripts in {}", scripts.len(), root.display());

    let mut failures = Vec::new();
    for path in &scripts {
        let source = fs::read_to_string(path).expect("scripts are readable UTF-8");
        let expected = expectations(&source, &file_name(path));
        let actual = match &oracle {
            Some(program) => run_with(program, path),
            None => run_in_process(&source, path, mode),
        };
        if actual != expected {
            let name = path.strip_prefix(&root).expect("scripts lie under the root").display();
            failures.push(format!("{name}\n  expected\n{expected}  actual\n{actual}"));
        }
    }
    let (failed, total) = (failures.len(), scripts.len());
    assert!(failures.is_empty(), "{failed} of {total} failed:\n\n{}", failures.join("\n"));
}

/// All Lua files below `directory`, in a stable order.
fn scripts_under(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("the directory of scripts is readable");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    let mut scripts = Vec::new();
    for path in paths {
        if path.is_dir() {
            scripts.extend(scripts_under(&path));
        } else if path.extension() == Some(OsStr::new("lua")) {
            scripts.push(path);
        }
    }
    scripts
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("a script has a name").to_string_lossy().into_owned()
}

/// Reads the expectations from the comments of a script.
fn expectations(source: &str, name: &str) -> Outcome {
    let mut expected = Outcome::default();
    for (index, line) in source.lines().enumerate() {
        if let Some((_, text)) = line.split_once("-->") {
            expected.output.push(text.strip_prefix(' ').unwrap_or(text).to_owned());
        } else if let Some((_, text)) = line.split_once("--! ") {
            let message = format!("{name}:{}: {text}", index + 1);
            let earlier = expected.error.replace(message);
            assert!(earlier.is_none(), "{name} expects two errors");
        }
    }
    expected
}

/// Runs a script in a fresh state of its own, with a `print` that collects the output.
fn run_in_process(source: &str, path: &Path, mode: &str) -> Outcome {
    // Scripts may load files beside them, so no two run at the same time.
    let _alone = DIRECTORY.lock().unwrap_or_else(PoisonError::into_inner);
    std::env::set_current_dir(path.parent().expect("a script has a directory")).expect("entered");
    let printed = Rc::new(RefCell::new(String::new()));
    let run = || -> ferrolua::Result<()> {
        let lua = Lua::bare();
        lua.open_libraries();
        lua.set_binary_chunks(true);
        let sink = Rc::clone(&printed);
        let print = lua.create_function(move |lua, values: Variadic<Value>| {
            let tostring: Function = lua.globals().get("tostring")?;
            let mut texts = Vec::new();
            for value in values {
                texts.push(tostring.call::<ferrolua::LuaString>(value)?.to_string_lossy());
            }
            let mut sink = sink.borrow_mut();
            sink.push_str(&texts.join("\t"));
            sink.push('\n');
            Ok(())
        })?;
        lua.globals().set("print", print)?;
        lua.load(format!("collectgarbage('{mode}')")).exec()?;
        lua.load(source).set_name(format!("@{}", file_name(path))).exec()
    };
    let error = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.err().map(|error| error.to_string()),
        Err(_) => Some("the interpreter panicked".to_owned()),
    };
    outcome(&printed.borrow(), error.as_deref())
}

/// Runs a script by the interpreter `program`, which prints `<program>: ` before an error message.
fn run_with(program: &str, path: &Path) -> Outcome {
    let run = Command::new(program)
        .arg(file_name(path))
        .current_dir(path.parent().expect("a script has a directory"))
        .output()
        .expect("LUA_ORACLE names a program");
    let stderr = String::from_utf8_lossy(&run.stderr);
    let message = stderr.strip_prefix(&format!("{program}: ")).unwrap_or(&stderr);
    let error = (!run.status.success()).then_some(message);
    outcome(&String::from_utf8_lossy(&run.stdout), error)
}

/// Splits the output into lines and drops the traceback that may follow an error message.
fn outcome(printed: &str, error: Option<&str>) -> Outcome {
    Outcome {
        output: printed.lines().map(str::to_owned).collect(),
        error: error.map(|message| message.lines().next().unwrap_or_default().to_owned()),
    }
}
