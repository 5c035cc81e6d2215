//! The searchers of `require`, which look for a module one after the other (manual 6.3).

use std::fs::File;

use super::{DIRECTORY, MARK, NO_C_LIBRARIES, PACKAGE, PRELOAD, SEPARATOR};
use crate::gc::Gc;
use crate::object::{Call, LuaError, LuaString, NativeFunction, Returns, State, Table, Value};
use crate::stdlib::base::load::load_file;
use crate::stdlib::{registry_table, system};
use crate::vm::metamethod;

/// The searchers, in their order.
static SEARCHERS: [NativeFunction; 4] = [
    NativeFunction { name: "?", function: preload },
    NativeFunction { name: "?", function: lua_file },
    NativeFunction { name: "?", function: c_library },
    NativeFunction { name: "?", function: all_in_one_library },
];

/// Makes the table of searchers.
pub(super) fn searchers(state: &State, files: bool) -> Gc<Table> {
    let searchers = if files { &SEARCHERS[..] } else { &SEARCHERS[..1] };
    let table = Table::new(&state.heap, searchers.len(), 0);
    for (index, searcher) in (1..).zip(searchers) {
        // An integer key is never nil or NaN, and there is room.
        let _ = table.set_integer(&state.heap, index, Value::from_native(searcher));
    }
    table
}

/// A field of the library's table.
pub(super) fn package_field(state: &State, name: &str) -> Result<Value, LuaError> {
    let package = state.registry.get_string(state.string(PACKAGE.as_bytes()));
    metamethod::index(state, package, state.string_value(name))
}

/// What a search along a path gave.
enum Found {
    /// The name of a file that can be read.
    File(Vec<u8>),
    /// A message that names the files that were tried.
    Nothing(Vec<u8>),
}

/// Replaces all `from`, which is not empty, by `to`.
fn replace(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut result = Vec::new();
    let mut rest = text;
    while let Some(&first) = rest.first() {
        match rest.strip_prefix(from) {
            Some(behind) => {
                result.extend_from_slice(to);
                rest = behind;
            }
            None => {
                result.push(first);
                rest = &rest[1..];
            }
        }
    }
    result
}

/// Looks for the first file of a path, in whose templates the mark is replaced by the name.
fn search(name: &[u8], path: &[u8], separator: &[u8], directory: &[u8]) -> Found {
    let name = match separator {
        b"" => name.to_vec(),
        separator => replace(name, separator, directory),
    };
    let path = replace(path, &[MARK], &name);
    let mut files = path.split(|&byte| byte == SEPARATOR);
    if let Some(file) = files.find(|file| File::open(system::path(file)).is_ok()) {
        return Found::File(file.to_vec());
    }
    let tried: Vec<&[u8]> = path.split(|&byte| byte == SEPARATOR).collect();
    let tried = tried.join(&b"'\n\tno file '"[..]);
    Found::Nothing([b"no file '", tried.as_slice(), b"'"].concat())
}

/// `package.searchpath (name, path [, sep [, rep]])` — manual 6.3.
pub(super) fn searchpath(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    // The last argument is checked first, as C Lua happens to do.
    let (directory, separator) = (call.string_or_none(4)?, call.string_or_none(3)?);
    let (path, name) = (call.string(2)?, call.string(1)?);
    let separator = separator.as_ref().map_or(&b"."[..], |separator| separator.as_bytes());
    let directory = directory.as_ref().map_or(&[DIRECTORY][..], |directory| directory.as_bytes());
    match search(name.as_bytes(), path.as_bytes(), separator, directory) {
        Found::File(file) => call.one_string(&file),
        Found::Nothing(message) => {
            let message = call.new_string(&message)?;
            call.many(&[Value::NIL, message])
        }
    }
}

/// Looks for a module's file along a path of the library's table.
fn find_file(call: &Call<'_>, name: &[u8], field: &str) -> Result<Found, LuaError> {
    let path = package_field(call.state(), field)?;
    if !path.is_string() && !path.is_number() {
        return Err(call.error(format!("'package.{field}' must be a string")));
    }
    let path = metamethod::plain_text(call.state(), path);
    let path = path.as_string();
    let path = path.as_ref().map_or(&b""[..], |path| path.as_bytes());
    Ok(search(name, path, b".", &[DIRECTORY]))
}

/// The error of a module that was found but cannot be loaded.
fn load_error(call: &Call<'_>, module: Gc<LuaString>, file: &[u8], reason: &[u8]) -> LuaError {
    let name = module.as_bytes();
    let text = [b"error loading module '", name, b"' from file '", file, b"':\n\t", reason];
    call.error(text.concat())
}

/// The first searcher: functions that wait in `package.preload`.
fn preload(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = call.string(1)?;
    let preloads = Value::from_table(registry_table(call.state(), PRELOAD));
    let loader = metamethod::index(call.state(), preloads, Value::from_string(name))?;
    if loader.is_nil() {
        let message = [b"no field package.preload['", name.as_bytes(), b"']"].concat();
        return call.one_string(&message);
    }
    call.push(loader)?;
    let data = call.new_string(b":preload:")?;
    call.push(data)?;
    Ok(Returns::Count(2))
}

/// The second searcher: files along `package.path`.
fn lua_file(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = call.string(1)?;
    let file = match find_file(call, name.as_bytes(), "path")? {
        Found::File(file) => file,
        Found::Nothing(message) => return call.one_string(&message),
    };
    match load_file(call.state(), Some(&file), b"bt", None) {
        Ok(function) => {
            let file = call.new_string(&file)?;
            call.many(&[Value::from_closure(function), file])
        }
        Err(error) => {
            let message = metamethod::plain_text(call.state(), call.state().catch(error));
            let reason = message.as_string();
            let reason = reason.as_ref().map_or(&b""[..], |reason| reason.as_bytes());
            Err(load_error(call, name, &file, reason))
        }
    }
}

/// The third searcher: C libraries along `package.cpath`, none of which can be loaded.
fn c_library(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = call.string(1)?;
    refuse_library(call, name, name.as_bytes())
}

/// The fourth searcher: the C library of a submodule's root.
fn all_in_one_library(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = call.string(1)?;
    match name.as_bytes().iter().position(|&byte| byte == b'.') {
        Some(end) => refuse_library(call, name, &name.as_bytes()[..end]),
        None => call.none(),
    }
}

/// Says where a C library was looked for, or that the one found cannot be loaded.
fn refuse_library(
    call: &mut Call<'_>,
    module: Gc<LuaString>,
    library: &[u8],
) -> Result<Returns, LuaError> {
    match find_file(call, library, "cpath")? {
        Found::File(file) => Err(load_error(call, module, &file, NO_C_LIBRARIES.as_bytes())),
        Found::Nothing(message) => call.one_string(&message),
    }
}
