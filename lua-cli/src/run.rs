//! Running scripts and statements, and reporting what went wrong.

use std::io::Read;
use std::path::{Path, PathBuf};

use lua_core::{Error, Lua, Table, Value, Variadic};

use crate::options::Options;

/// Where `-l` looks for a module.
const MODULE_PATHS: &[&str] = &["?.lua", "?/init.lua"];

/// Why the interpreter stops.
pub(crate) struct Failure {
    message: String,
    traceback: Option<String>,
}

impl Failure {
    /// Shows the failure as C Lua does.
    pub(crate) fn report(&self) {
        eprintln!("lua: {}", self.message);
        if let Some(traceback) = &self.traceback {
            eprintln!("{traceback}");
        }
    }

    /// The failure of a script; an error object speaks through its `__tostring`.
    pub(crate) fn of(lua: &Lua, error: &Error) -> Failure {
        let message = match error.value::<Value>(lua) {
            Ok(Value::Table(table)) if has_tostring(&table) => Value::Table(table).to_string(),
            Ok(Value::UserData(data)) => Value::UserData(data).to_string(),
            _ => Ok(error.to_string()),
        };
        Failure {
            message: message.unwrap_or_else(|error| error.to_string()),
            traceback: error.traceback().map(str::to_string),
        }
    }

    fn text(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), traceback: None }
    }
}

fn has_tostring(table: &Table) -> bool {
    table.metatable().is_some_and(|metatable| {
        metatable.raw_get::<Value>("__tostring").is_ok_and(|method| !method.is_nil())
    })
}

/// Fills the global `arg`: the script at 0, its arguments after it, what came before at negative indices.
pub(crate) fn set_arguments(lua: &Lua, options: &Options) -> Result<(), Failure> {
    let fill = || {
        let arg = lua.create_table()?;
        let script = options.script.iter().chain(&options.arguments);
        let words = options.before.iter().chain(script);
        let first = match options.script {
            Some(_) => options.before.len() as i64,
            None => 0,
        };
        for (index, word) in words.enumerate() {
            arg.raw_set(index as i64 - first, word.as_str())?;
        }
        lua.globals().raw_set("arg", arg)
    };
    fill().map_err(|error| Failure::of(lua, &error))
}

/// Runs what `LUA_INIT` says: code, or a file after an `@`.
pub(crate) fn init(lua: &Lua) -> Result<(), Failure> {
    let variable = ["LUA_INIT_5_4", "LUA_INIT"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().map(|value| (name, value)));
    let Some((name, value)) = variable else { return Ok(()) };
    let outcome = match value.strip_prefix('@') {
        Some(file) => lua.load(PathBuf::from(file)).exec(),
        None => lua.load(value.as_str()).set_name(format!("={name}")).exec(),
    };
    outcome.map_err(|error| Failure::of(lua, &error))
}

/// Runs the code of `-e`.
pub(crate) fn statement(lua: &Lua, code: &str) -> Result<(), Failure> {
    let outcome = lua.load(code).set_name("=(command line)").exec();
    outcome.map_err(|error| Failure::of(lua, &error))
}

/// Runs a script with its arguments.
pub(crate) fn script(lua: &Lua, name: &str, arguments: &[String]) -> Result<(), Failure> {
    let arguments: Variadic<String> = arguments.iter().cloned().collect();
    let outcome = if name == "-" {
        let mut source = Vec::new();
        if let Err(error) = std::io::stdin().read_to_end(&mut source) {
            return Err(Failure::text(format!("cannot read stdin: {error}")));
        }
        lua.load(source).set_name("=stdin").call(arguments)
    } else {
        if let Err(error) = std::fs::File::open(name) {
            return Err(Failure::text(format!("cannot open {name} ({})", reason(&error))));
        }
        lua.load(Path::new(name)).call(arguments)
    };
    outcome.map_err(|error| Failure::of(lua, &error))
}

/// What the system says, without Rust's own addition.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text[..at].to_string(),
        None => text,
    }
}

/// Loads a module of `-l` and stores it in a global of its name; `name=module` chooses another name.
pub(crate) fn require(lua: &Lua, argument: &str) -> Result<(), Failure> {
    let (global, module) = argument.split_once('=').unwrap_or((argument, argument));
    let globals = lua.globals();
    let require = globals.get::<Value>("require").map_err(|error| Failure::of(lua, &error))?;
    if let Value::Function(require) = require {
        let store = || globals.raw_set(global, require.call::<Value>(module)?);
        return store().map_err(|error| Failure::of(lua, &error));
    }
    let file = module.replace('.', "/");
    let candidates = MODULE_PATHS.iter().map(|path| PathBuf::from(path.replace('?', &file)));
    let Some(path) = candidates.into_iter().find(|path| path.is_file()) else {
        return Err(Failure::text(format!("module '{module}' not found")));
    };
    let load = || {
        let name = path.display().to_string();
        let value: Value = lua.load(path).call((module, name))?;
        globals.raw_set(global, if value.is_nil() { Value::Boolean(true) } else { value })
    };
    load().map_err(|error| Failure::of(lua, &error))
}
