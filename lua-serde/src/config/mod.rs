//! Config scripts: programs whose outcome is data.
//!
//! A script runs in a machine of its own, with the libraries that can do no harm, with [`null`](crate::null) and with
//! limits of time, instructions and memory. What it returns is the configuration. If it returns nothing, then its global
//! variables are; functions among them are its helpers, unless the struct has a field of that name.
//! [`ConfigLoader`] says all of this otherwise.
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
//! let wrong = lua_serde::from_str::<Config>("app.lua", "return {\n workers = 'many', queues = {} }");
//! let message = wrong.unwrap_err().to_string();
//! assert_eq!(message, r#"app.lua:2: workers: invalid type: string "many", expected u32"#);
//! # Ok::<(), lua_core::Error>(())
//! ```
//!
//! # Files
//!
//! `include("servers.lua")` runs another file and gives what that returns; its global variables are the
//! configuration's. The name is relative to the file that includes it. No name leads out of the folder of the first file,
//! neither by `..` nor by links.
//!
//! # Lines
//!
//! The line of an error is that of the entry in the text: of the table constructor that is returned or assigned,
//! also by way of variables and included files. What is computed, in a loop for instance, has the line of the
//! nearest entry or assignment around it.

mod layers;
mod loaded;
mod loader;
mod problem;
mod scripts;

use std::path::Path;

use lua_core::Result;
use serde::de::DeserializeOwned;

pub use loaded::Loaded;
pub use loader::{ConfigLoader, UnknownKeys};
pub use problem::{ConfigError, Problem};

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
    ConfigLoader::new().load_file(path).map(Loaded::into_value)
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
    ConfigLoader::new().load_str(name, source).map(Loaded::into_value)
}
