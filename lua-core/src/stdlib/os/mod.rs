//! `os` (manual 6.9).

mod calendar;
mod date;
mod exit;
mod format;
mod time;
mod zone;

use std::fs;
use std::io;

use super::open_table;
use super::system::{exit_result, file_result, flush_standard_output, path, shell};
use crate::native::register;
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Value};

/// The functions that only tell the time, which a host may leave to scripts that it does not trust.
static HARMLESS: [NativeFunction; 4] = [
    NativeFunction { name: "os.clock", function: time::clock },
    NativeFunction { name: "os.date", function: date::date },
    NativeFunction { name: "os.difftime", function: time::difftime },
    NativeFunction { name: "os.time", function: time::time },
];

/// The functions that reach the system: files, processes, the environment.
static SYSTEM: [NativeFunction; 7] = [
    NativeFunction { name: "os.execute", function: execute },
    NativeFunction { name: "os.exit", function: exit::exit },
    NativeFunction { name: "os.getenv", function: getenv },
    NativeFunction { name: "os.remove", function: remove },
    NativeFunction { name: "os.rename", function: rename },
    NativeFunction { name: "os.setlocale", function: setlocale },
    NativeFunction { name: "os.tmpname", function: tmpname },
];

/// What locales can be set for.
const CATEGORIES: [&str; 6] = ["all", "collate", "ctype", "monetary", "numeric", "time"];

/// Opens the functions that only tell the time.
pub(super) fn open_harmless(state: &State) {
    open_table(state, "os", &HARMLESS, 0);
}

/// Opens the library.
pub(super) fn open(state: &State) {
    let table = open_table(state, "os", &HARMLESS, SYSTEM.len());
    register(state, table, &SYSTEM);
}

/// `os.execute ([command])` — manual 6.9.
fn execute(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    match call.string_or_none(1)? {
        Some(command) => {
            flush_standard_output(call.state());
            exit_result(call, shell(command.as_bytes()).status())
        }
        None => {
            let has_shell = shell(b"exit 0").status().is_ok_and(|status| status.success());
            call.one(Value::from_boolean(has_shell))
        }
    }
}

/// `os.getenv (varname)` — manual 6.9.
fn getenv(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = call.string(1)?;
    match std::env::var_os(path(name.as_bytes()).as_os_str()) {
        Some(value) => call.one_string(value.as_encoded_bytes()),
        None => call.one(Value::NIL),
    }
}

/// `os.remove (filename)` — manual 6.9.
fn remove(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = call.string(1)?;
    let file = path(name.as_bytes());
    let is_directory = fs::symlink_metadata(&file).is_ok_and(|metadata| metadata.is_dir());
    let outcome = if is_directory { fs::remove_dir(&file) } else { fs::remove_file(&file) };
    file_result(call, outcome, Some(name.as_bytes()))
}

/// `os.rename (oldname, newname)` — manual 6.9.
fn rename(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (from, to) = (call.string(1)?, call.string(2)?);
    let outcome = fs::rename(path(from.as_bytes()), path(to.as_bytes()));
    file_result(call, outcome, None)
}

/// `os.setlocale ([locale [, category]])` — manual 6.9. There is one locale, of all categories.
fn setlocale(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let locale = call.string_or_none(1)?;
    call.option(2, Some("all"), &CATEGORIES)?;
    match locale.as_ref().map_or(&b"C"[..], |locale| locale.as_bytes()) {
        b"C" | b"POSIX" | b"" => call.one_string(b"C"),
        _ => call.one(Value::NIL),
    }
}

/// `os.tmpname ()` — manual 6.9.
fn tmpname(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let create = || -> io::Result<Vec<u8>> {
        let file = tempfile::Builder::new().prefix("lua_").rand_bytes(6).tempfile()?;
        // The file stays, so that nobody else takes the name.
        let (_, path) = file.keep()?;
        Ok(path.into_os_string().into_encoded_bytes())
    };
    match create() {
        Ok(name) => call.one_string(&name),
        Err(_) => Err(call.error("unable to generate a unique filename")),
    }
}
