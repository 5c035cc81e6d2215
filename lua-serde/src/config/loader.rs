//! `ConfigLoader`: how a configuration is read.

use std::path::{Path, PathBuf};
use std::time::Duration;

use lua_core::{Budget, Error, ErrorContext, IntoLua, Lua, Result, StdLib, Table, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::layers::{Layers, lay_variables, merge};
use super::loaded::Loaded;
use super::problem::{ConfigError, Problem};
use super::scripts::Scripts;
use crate::de::{Reading, read};
use crate::error::Remedy;
use crate::repair::read_all;
use crate::{DeserializeOptions, LuaSerdeExt, null};

/// What becomes of keys that a struct has no field for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownKeys {
    /// They are passed over, except where a type denies them itself.
    #[default]
    Allow,
    /// They are errors, which name the field that may be meant.
    Deny,
    /// They are passed over and listed; see [`Loaded::unknown_keys`].
    Collect,
}

/// Gives a script one of its host's globals.
type Global = Box<dyn FnOnce(&Lua, &Table) -> Result<()>>;

/// Reads configurations that are scripts; see [the module](crate::config).
///
/// ```
/// use std::time::Duration;
/// use lua_core::StdLib;
/// use lua_serde::{ConfigLoader, UnknownKeys};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Config {
///     host: String,
///     port: u16,
///     workers: u32,
/// }
///
/// let config = ConfigLoader::new()
///     .libs(StdLib::STRING | StdLib::MATH)
///     .global("cores", 4)
///     .defaults(Config { host: "localhost".into(), port: 80, workers: 1 })
///     .variables("APP_", [("APP_PORT", "8080")])
///     .unknown_keys(UnknownKeys::Deny)
///     .time_limit(Some(Duration::from_secs(1)))
///     .load_str::<Config>("app.lua", "port = 8000 workers = 2 * cores")?;
/// assert_eq!(*config, Config { host: "localhost".into(), port: 8080, workers: 8 });
/// # Ok::<(), lua_core::Error>(())
/// ```
#[must_use = "a loader does nothing until it loads"]
pub struct ConfigLoader {
    libraries: StdLib,
    globals: Vec<Global>,
    defaults: Option<Box<dyn erased_serde::Serialize>>,
    prefix: Option<String>,
    /// In place of the process's own.
    variables: Option<Vec<(String, String)>>,
    folder: Option<PathBuf>,
    unknown_keys: UnknownKeys,
    finds_all: bool,
    instructions: Option<u64>,
    time: Option<Duration>,
    memory: Option<usize>,
    options: DeserializeOptions,
}

impl Default for ConfigLoader {
    fn default() -> ConfigLoader {
        ConfigLoader::new()
    }
}

impl ConfigLoader {
    /// A loader that does what [`crate::from_file`] does: the libraries `coroutine`, `table`, `string`, `utf8` and `math`;
    /// at most a hundred million instructions, five seconds, 64 MiB and a million values.
    ///
    /// ```
    /// use lua_serde::ConfigLoader;
    /// let error = ConfigLoader::new().load_str::<u8>("app.lua", "while true do end").unwrap_err();
    /// assert_eq!(*error.kind(), lua_core::ErrorKind::Limit);
    /// ```
    pub fn new() -> ConfigLoader {
        ConfigLoader {
            libraries: StdLib::SANDBOX,
            globals: Vec::new(),
            defaults: None,
            prefix: None,
            variables: None,
            folder: None,
            unknown_keys: UnknownKeys::Allow,
            finds_all: false,
            instructions: Some(100_000_000),
            time: Some(Duration::from_secs(5)),
            memory: Some(64 << 20),
            options: DeserializeOptions::new().value_limit(1_000_000),
        }
    }

    /// Says which libraries the script has, besides the basic functions.
    ///
    /// ```
    /// use lua_core::StdLib;
    /// use lua_serde::ConfigLoader;
    /// let loader = ConfigLoader::new().libs(StdLib::MATH);
    /// assert!(*loader.load_str::<bool>("app.lua", "return math ~= nil and string == nil")?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn libs(mut self, libraries: StdLib) -> Self {
        self.libraries = libraries;
        self
    }

    /// Gives the script a global variable: a value, or a function of the host by [`lua_core::Function::wrap`]. It is
    /// no entry of the configuration.
    ///
    /// ```
    /// use lua_core::Function;
    /// use lua_serde::ConfigLoader;
    /// let loader = ConfigLoader::new()
    ///     .global("stage", "test")
    ///     .global("secret", Function::wrap(|name: String| format!("<{name}>")));
    /// let config = loader.load_str::<Vec<String>>("app.lua", "return { stage, secret 'db' }")?;
    /// assert_eq!(*config, ["test", "<db>"]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn global(mut self, name: &str, value: impl IntoLua + 'static) -> Self {
        let name = name.to_string();
        self.globals.push(Box::new(move |_, globals| globals.set(name, value)));
        self
    }

    /// Lays the script over these data: tables are merged entry by entry, lists and all else replaced.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use lua_serde::ConfigLoader;
    /// let defaults = BTreeMap::from([("a", vec![1, 2]), ("b", vec![3])]);
    /// let loader = ConfigLoader::new().defaults(defaults);
    /// let config = loader.load_str::<BTreeMap<String, Vec<u8>>>("app.lua", "b = { 4, 5 }")?;
    /// assert_eq!((&config["a"], &config["b"]), (&vec![1, 2], &vec![4, 5]));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn defaults(mut self, data: impl Serialize + 'static) -> Self {
        self.defaults = Some(Box::new(data));
        self
    }

    /// Lays environment variables over the script, those whose names begin with the prefix: with `APP_`, the variable
    /// `APP_SERVERS__1__PORT` is `servers[1].port`. A name is that of the key in lower case, or of a key that is there
    /// and differs in case only.
    ///
    /// What the text means is up to the type that is read: a number, a boolean, items separated by commas. A text that
    /// begins with `{` is a table as Lua writes it, and is merged.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use lua_serde::ConfigLoader;
    /// let loader = ConfigLoader::new().env("SURELY_NOT_SET_");
    /// let config = loader.load_str::<BTreeMap<String, u8>>("app.lua", "level = 3")?;
    /// assert_eq!(config["level"], 3);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn env(mut self, prefix: &str) -> Self {
        self.prefix = Some(prefix.to_string());
        self
    }

    /// As [`ConfigLoader::env`], with these variables in place of the process's.
    ///
    /// ```
    /// use lua_serde::ConfigLoader;
    /// #[derive(serde::Deserialize)]
    /// struct Config {
    ///     ports: Vec<u16>,
    ///     name: String,
    /// }
    ///
    /// let variables = [("APP_PORTS", "80, 443"), ("APP_NAME", "80"), ("HOME", "/")];
    /// let loader = ConfigLoader::new().variables("APP_", variables);
    /// let config = loader.load_str::<Config>("app.lua", "")?;
    /// assert_eq!((&config.ports[..], &*config.name), (&[80, 443][..], "80"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn variables<N: Into<String>, V: Into<String>>(
        mut self,
        prefix: &str,
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        self.variables = Some(variables.collect());
        self.env(prefix)
    }

    /// Lets scripts `include` files of this folder, in place of that of the script's file. A script that is no file
    /// includes none without it.
    ///
    /// ```
    /// # let folder = std::env::temp_dir().join(format!("lua-serde-include-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// use lua_serde::ConfigLoader;
    /// std::fs::write(folder.join("hosts.lua"), "return { 'a', 'b' }")?;
    /// let hosts = |script| {
    ///     ConfigLoader::new().include_folder(&folder).load_str::<Vec<String>>("app.lua", script)
    /// };
    /// assert_eq!(*hosts("return include 'hosts.lua'")?, ["a", "b"]);
    /// assert!(hosts("return include '/etc/passwd'").is_err());
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn include_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Says what becomes of keys that a struct has no field for. In types that serde reads into a buffer first (`flatten`,
    /// internally tagged and untagged enums), they are not seen.
    ///
    /// ```
    /// use lua_serde::{ConfigLoader, UnknownKeys};
    /// #[derive(Debug, serde::Deserialize)]
    /// struct Config {
    ///     #[serde(default)]
    ///     port: u16,
    /// }
    ///
    /// let load = |policy| {
    ///     ConfigLoader::new().unknown_keys(policy).load_str::<Config>("app.lua", "prot = 80")
    /// };
    /// assert_eq!(load(UnknownKeys::Allow)?.port, 0);
    /// let error = load(UnknownKeys::Deny).unwrap_err();
    /// assert_eq!(error.to_string(), "app.lua:1: prot: unknown field `prot` (did you mean `port`?)");
    /// assert_eq!(load(UnknownKeys::Collect)?.unknown_keys()[0].path(), "prot");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn unknown_keys(mut self, policy: UnknownKeys) -> Self {
        self.unknown_keys = policy;
        self
    }

    /// Whether an error lists all that is wrong, up to a hundred problems, and not only the first. For an example see
    /// [`ConfigError`].
    ///
    /// Where a part cannot be read without what is wrong, as the tag of an enum, nothing is said of the rest of that part.
    pub fn all_errors(mut self, enabled: bool) -> Self {
        self.finds_all = enabled;
        self
    }

    /// Limits the instructions that the script runs. For an example see [`ConfigLoader::new`].
    pub fn instruction_limit(mut self, instructions: Option<u64>) -> Self {
        self.instructions = instructions;
        self
    }

    /// Limits the time that the script runs. For an example see [`ConfigLoader`].
    pub fn time_limit(mut self, time: Option<Duration>) -> Self {
        self.time = time;
        self
    }

    /// Limits the bytes that the script uses. The limit stays for functions that are kept.
    ///
    /// ```
    /// use lua_serde::ConfigLoader;
    /// let loader = ConfigLoader::new().memory_limit(Some(1 << 20));
    /// let error = loader.load_str::<String>("app.lua", "return ('x'):rep(1 << 21)").unwrap_err();
    /// assert_eq!(*error.kind(), lua_core::ErrorKind::Memory);
    /// ```
    pub fn memory_limit(mut self, bytes: Option<usize>) -> Self {
        self.memory = bytes;
        self
    }

    /// Says how the outcome is read.
    ///
    /// ```
    /// use lua_serde::{ConfigLoader, DeserializeOptions};
    /// let loader = ConfigLoader::new().options(DeserializeOptions::new().value_limit(2));
    /// assert!(loader.load_str::<Vec<u8>>("app.lua", "return { 1, 2, 3 }").is_err());
    /// ```
    pub fn options(mut self, options: DeserializeOptions) -> Self {
        self.options = options;
        self
    }

    /// Runs the script in a file and reads its outcome. For an example see [`crate::from_file`].
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is not Lua, or fails; if its outcome is not what `T` expects: then the source of the
    /// error is a [`ConfigError`].
    pub fn load_file<T: DeserializeOwned>(self, path: impl AsRef<Path>) -> Result<Loaded<T>> {
        let path = path.as_ref();
        let text = std::fs::read(path).map_err(Error::from).context(path.display())?;
        let folder = self.folder.clone().or_else(|| path.parent().map(Path::to_path_buf));
        self.load(&path.display().to_string(), text, path, folder)
    }

    /// Runs a script and reads its outcome. Errors call the script by `name`. For an example see [`ConfigLoader`].
    ///
    /// # Errors
    ///
    /// As [`ConfigLoader::load_file`].
    pub fn load_str<T: DeserializeOwned>(self, name: &str, source: &str) -> Result<Loaded<T>> {
        let folder = self.folder.clone();
        self.load(name, source.into(), Path::new(name), folder)
    }

    fn load<T: DeserializeOwned>(
        mut self,
        name: &str,
        text: Vec<u8>,
        file: &Path,
        folder: Option<PathBuf>,
    ) -> Result<Loaded<T>> {
        let scripts = Scripts::new(name, text, file, folder.as_deref())?;
        let lua = self.machine()?;
        let globals = own_globals(&lua)?;
        let returned = lua.with_budget(self.budget(), || scripts.run(&lua, &globals))?;
        let (script, in_globals) = match returned.into_iter().next() {
            Some(value) => (value, false),
            None => (Value::Table(globals), true),
        };
        let mut layers = Layers { script, defaults: None, variables: Vec::new() };
        let whole = lua.with_budget(self.budget(), || self.lay(&lua, &mut layers))?;
        let problem = |error: &crate::Error| Problem {
            origin: layers.origin(&error.steps(), &scripts, in_globals),
            path: error.path().to_string(),
            message: error.message().to_string(),
        };
        let reading = Reading {
            options: self.options,
            denies_unknown: self.unknown_keys != UnknownKeys::Allow,
            hides_functions: in_globals,
            sorts_structs: true,
        };
        let collects = self.unknown_keys == UnknownKeys::Collect;
        let (data, errors) = match self.finds_all || collects {
            true => read_all(&lua, &whole, reading)?,
            false => match read(&whole, reading, None, None).0 {
                Ok(data) => (Some(data), Vec::new()),
                Err(error) => (None, vec![error]),
            },
        };
        let (unknown, mut wrong): (Vec<_>, Vec<_>) =
            errors.into_iter().partition(|error| collects && error.remedy() == Remedy::Ignore);
        let data = match data {
            // So many keys are unknown that not all are listed.
            None if wrong.is_empty() => {
                let reading = Reading { denies_unknown: false, ..reading };
                read(&whole, reading, None, None).0.map_err(|error| wrong.push(error)).ok()
            }
            data => data,
        };
        match data {
            Some(value) if wrong.is_empty() => {
                Ok(Loaded { value, unknown: unknown.iter().map(problem).collect(), lua })
            }
            _ => {
                let count = if self.finds_all { wrong.len() } else { 1 };
                let problems = wrong.iter().take(count).map(problem).collect();
                Err(Error::external(ConfigError::new(problems)))
            }
        }
    }

    /// The machine that the script runs in.
    fn machine(&mut self) -> Result<Lua> {
        let sandbox = Lua::sandbox().libs(self.libraries);
        let lua = sandbox.memory_limit(self.memory.unwrap_or(0)).build()?;
        lua.globals().set("null", null())?;
        for global in self.globals.drain(..) {
            global(&lua, &lua.globals())?;
        }
        Ok(lua)
    }

    /// What the script may use until it ends: functions that are kept are not limited by it.
    fn budget(&self) -> Budget {
        let budget = match self.instructions {
            Some(instructions) => Budget::new().instructions(instructions),
            None => Budget::new(),
        };
        match self.time {
            Some(time) => budget.time(time),
            None => budget,
        }
    }

    /// Lays the layers over each other.
    fn lay(&self, lua: &Lua, layers: &mut Layers) -> Result<Value> {
        let mut whole = layers.script.clone();
        if let Some(defaults) = &self.defaults {
            let defaults = lua.to_value(defaults).context("defaults")?;
            whole = merge(lua, defaults.clone(), whole)?;
            layers.defaults = Some(defaults);
        }
        if let Some(prefix) = &self.prefix {
            let mut variables = match &self.variables {
                Some(variables) => variables.clone(),
                // What is not UTF-8 is no text.
                None => std::env::vars_os()
                    .filter_map(|(name, value)| {
                        Some((name.into_string().ok()?, value.into_string().ok()?))
                    })
                    .collect(),
            };
            variables.sort();
            (whole, layers.variables) = lay_variables(lua, whole, prefix, &variables)?;
        }
        Ok(whole)
    }
}

/// A table for a script's own global variables, through which it sees those of the libraries.
fn own_globals(lua: &Lua) -> Result<Table> {
    let metatable = lua.create_table()?;
    metatable.raw_set("__index", lua.globals())?;
    let globals = lua.create_table()?;
    globals.set_metatable(Some(metatable))?;
    Ok(globals)
}
