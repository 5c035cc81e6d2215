//! Config scripts: programs whose outcome is data.
//!
//! A script runs in a machine of its own, with the libraries that can do no harm and with [`null`]. What it returns
//! is the configuration. If it returns nothing, then its global variables are, except functions, which are its
//! helpers. A configuration has at most a million values.
//!
//! ```
//! use serde::Deserialize;
//!
//! #[derive(Debug, Deserialize)]
//! struct Config {
//!     workers: u32,
//!     queues: Vec<String>,
//! }
//!
//! let config: Config = lua_serde::from_str("app.lua", r#"
//!     function queue(name) return "jobs." .. name end
//!     workers = 2 * 4
//!     queues = { queue "mail", queue "images" }
//! "#)?;
//! assert_eq!((config.workers, config.queues[1].as_str()), (8, "jobs.images"));
//!
//! let wrong = lua_serde::from_str::<Config>("app.lua", "return { workers = 'many', queues = {} }");
//! let message = wrong.unwrap_err().to_string();
//! assert_eq!(message, r#"app.lua: workers: invalid type: string "many", expected u32"#);
//! # Ok::<(), lua_core::Error>(())
//! ```

use std::path::Path;

use lua_core::{AsChunk, ErrorContext, ErrorKind, Lua, MultiValue, Result, Table, Value};
use serde::de::DeserializeOwned;

use crate::{DeserializeOptions, LuaSerdeExt, null};

/// Runs the script in a file and makes Rust data of its outcome; see [the module](self).
///
/// ```
/// # let folder = std::env::temp_dir().join(format!("lua-serde-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let path = folder.join("app.lua");
/// std::fs::write(&path, "ports = {} for port = 8000, 8003 do ports[#ports + 1] = port end")?;
///
/// #[derive(serde::Deserialize)]
/// struct Config {
///     ports: Vec<u16>,
/// }
///
/// let config: Config = lua_serde::from_file(&path)?;
/// assert_eq!(config.ports, [8000, 8001, 8002, 8003]);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the file cannot be read, is not Lua, or fails; if its outcome is not what `T` expects. The error begins with
/// the path of the file.
pub fn from_file<T: DeserializeOwned>(path: impl AsRef<Path>) -> Result<T> {
    let path = path.as_ref();
    run(path, &path.display().to_string())
}

/// Runs a script and makes Rust data of its outcome; see [the module](self). Errors call the script by `name`.
///
/// ```
/// let sizes: Vec<u32> = lua_serde::from_str("sizes.lua", "return { 1, 1 << 4, 1 << 8 }")?;
/// assert_eq!(sizes, [1, 16, 256]);
/// let error = lua_serde::from_str::<u32>("sizes.lua", "\nreturn nil + 1").unwrap_err();
/// assert!(error.to_string().contains("sizes.lua:2:"));
/// # Ok::<(), lua_core::Error>(())
/// ```
///
/// # Errors
///
/// If the script is not Lua, or fails; if its outcome is not what `T` expects.
pub fn from_str<T: DeserializeOwned>(name: &str, source: &str) -> Result<T> {
    run(source, name)
}

fn run<'a, T: DeserializeOwned>(source: impl AsChunk + 'a, name: &str) -> Result<T> {
    let lua = Lua::new();
    lua.globals().set("null", null())?;
    let globals = own_globals(&lua)?;
    let chunk = lua.load(source).set_name(format!("@{name}")).set_environment(globals.clone());
    let script = chunk.into_function().map_err(|error| match error.kind() {
        // The message says already where it was found.
        ErrorKind::Syntax { .. } => error,
        _ => error.context(name),
    })?;
    let returned: MultiValue = script.call(())?;
    let data = match returned.into_iter().next() {
        Some(value) => value,
        None => Value::Table(without_functions(globals)?),
    };
    let options = DeserializeOptions::new().value_limit(1_000_000);
    lua.from_value_with(data, options).context(name)
}

/// A table for a script's own global variables, through which it sees those of the libraries.
fn own_globals(lua: &Lua) -> Result<Table> {
    let metatable = lua.create_table()?;
    metatable.raw_set("__index", lua.globals())?;
    let globals = lua.create_table()?;
    globals.set_metatable(Some(metatable))?;
    Ok(globals)
}

fn without_functions(globals: Table) -> Result<Table> {
    for entry in globals.pairs::<Value, Value>() {
        if let (name, Value::Function(_)) = entry? {
            globals.raw_set(name, Value::Nil)?;
        }
    }
    Ok(globals)
}
