//! `package` (manual 6.3): where modules come from.

mod require;
mod search;

pub(crate) use super::LOADED;
use super::{open_table, registry_table, set_field};
use crate::gc::Gc;
use crate::native::register;
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Table, Value};

/// The functions of the library.
static FUNCTIONS: [NativeFunction; 1] =
    [NativeFunction { name: "package.loadlib", function: loadlib }];

/// The function that looks for files.
static SEARCHPATH: NativeFunction =
    NativeFunction { name: "package.searchpath", function: search::searchpath };

/// The library's global function.
static REQUIRE: NativeFunction = NativeFunction { name: "require", function: require::require };

/// Keys of the registry: the table `package.preload`, the library's own table, and whether the environment's
/// variables do not count.
pub(crate) const PRELOAD: &str = "_PRELOAD";
pub(crate) const PACKAGE: &str = "_PACKAGE";
const NO_ENVIRONMENT: &str = "LUA_NOENV";

/// Between the templates of a path; the mark in them; between the parts of a file's name.
const SEPARATOR: u8 = b';';
const MARK: u8 = b'?';
const DIRECTORY: u8 = b'/';

/// The lines of `package.config`. What the last two stand for is only used on other systems, or by C libraries.
const CONFIG: &str = "/\n;\n?\n!\n-\n";

const DEFAULT_PATH: &str = "/usr/local/share/lua/5.4/?.lua;/usr/local/share/lua/5.4/?/init.lua;\
    /usr/local/lib/lua/5.4/?.lua;/usr/local/lib/lua/5.4/?/init.lua;./?.lua;./?/init.lua";
const DEFAULT_C_PATH: &str = "/usr/local/lib/lua/5.4/?.so;/usr/local/lib/lua/5.4/loadall.so;./?.so";

/// Why no C library can be loaded.
const NO_C_LIBRARIES: &str = "dynamic libraries not enabled; check your Lua installation";

/// Opens the library.
pub(super) fn open(state: &State) {
    let paths = [("LUA_PATH", DEFAULT_PATH), ("LUA_CPATH", DEFAULT_C_PATH)];
    let paths = paths.map(|(variable, default)| match environment_path(state, variable) {
        Some(path) => with_default(&path, default),
        None => default.as_bytes().to_vec(),
    });
    let package = open_with(state, paths, true);
    register(state, package, std::slice::from_ref(&SEARCHPATH));
}

/// Opens the library for modules of the host and of scripts alone: no file is looked for.
pub(super) fn open_without_files(state: &State) {
    open_with(state, [Vec::new(), Vec::new()], false);
}

fn open_with(state: &State, [path, c_path]: [Vec<u8>; 2], files: bool) -> Gc<Table> {
    // Besides the functions: config, cpath, loaded, path, preload, searchers, searchpath.
    let package = open_table(state, "package", &FUNCTIONS, 7);
    register(state, state.globals.get(), std::slice::from_ref(&REQUIRE));
    set_field(state, state.registry, PACKAGE, Value::from_table(package));
    set_field(state, package, "path", state.string_value(path));
    set_field(state, package, "cpath", state.string_value(c_path));
    set_field(state, package, "config", state.string_value(CONFIG));
    for (field, key) in [("loaded", LOADED), ("preload", PRELOAD)] {
        set_field(state, package, field, Value::from_table(registry_table(state, key)));
    }
    set_field(state, package, "searchers", Value::from_table(search::searchers(state, files)));
    package
}

/// The path that the environment sets, for this version of Lua or for any.
fn environment_path(state: &State, variable: &str) -> Option<Vec<u8>> {
    if state.registry.get_string(state.string(NO_ENVIRONMENT.as_bytes())).is_truthy() {
        return None;
    }
    let versioned = std::env::var_os(format!("{variable}_5_4"));
    let path = versioned.or_else(|| std::env::var_os(variable))?;
    Some(path.into_encoded_bytes())
}

/// A path with the default in the place of its first `;;`.
fn with_default(path: &[u8], default: &str) -> Vec<u8> {
    let Some(at) = path.windows(2).position(|pair| pair == [SEPARATOR; 2]) else {
        return path.to_vec();
    };
    let (before, after) = (&path[..at], &path[at + 2..]);
    let parts = [before, default.as_bytes(), after];
    let parts: Vec<&[u8]> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&SEPARATOR)
}

/// `package.loadlib (libname, funcname)` — manual 6.3. There are no C libraries to load.
fn loadlib(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    call.string(1)?;
    call.string(2)?;
    let (reason, place) =
        (call.new_string(NO_C_LIBRARIES.as_bytes())?, call.new_string(b"absent")?);
    call.many(&[Value::NIL, reason, place])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_separator_stands_for_the_default() {
        let cases = [
            ("a;b", "a;b"),
            (";;", "D"),
            ("a;;", "a;D"),
            (";;b", "D;b"),
            ("a;;b;;", "a;D;b;;"),
            ("", ""),
        ];
        for (path, expected) in cases {
            assert_eq!(with_default(path.as_bytes(), "D"), expected.as_bytes(), "{path}");
        }
    }
}
