//! Running scripts and statements, and reporting what went wrong.

use std::io::IsTerminal;
use std::path::Path;

use lua_core::{Error, Function, IntoLuaMulti, Lua, Table, Value, Variadic};

use crate::options::{Options, Script};

/// Why the interpreter stops.
pub(crate) struct Failure {
    message: String,
    traceback: Option<String>,
}

impl Failure {
    /// Shows the failure as C Lua does.
    pub(crate) fn report(&self, program: &str) {
        eprintln!("{program}: {}", self.message);
        if let Some(traceback) = &self.traceback {
            eprintln!("{traceback}");
        }
    }

    /// The failure of a script; an error object speaks through its `__tostring`.
    pub(crate) fn of(lua: &Lua, error: &Error) -> Failure {
        let spoken = match error.value::<Value>(lua) {
            Ok(Value::Table(table)) => own_text(&table),
            Ok(Value::UserData(data)) => Value::UserData(data).to_string().ok(),
            _ => None,
        };
        match spoken {
            Some(message) => Failure::text(message),
            None => Failure {
                message: error.to_string(),
                traceback: error.traceback().map(str::to_string),
            },
        }
    }

    fn text(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), traceback: None }
    }
}

/// What the `__tostring` metamethod of a table says, if it has one that returns a string.
fn own_text(table: &Table) -> Option<String> {
    let method: Function = table.metatable()?.raw_get("__tostring").ok()?;
    match method.call::<Value>(table.clone()) {
        Ok(Value::String(text)) => Some(text.to_string_lossy()),
        _ => None,
    }
}

/// Opens the libraries and fills the global `arg`: the script at 0, its arguments after it, what came before at
/// negative indices.
pub(crate) fn prepare(lua: &Lua, options: &Options) -> Result<(), Failure> {
    let fill = || {
        // The library `package` looks for this, as C Lua's does.
        lua.set_named_registry_value("LUA_NOENV", options.ignore_environment)?;
        lua.open_libraries();
        if !options.interactive && !std::io::stdout().is_terminal() {
            // As C's streams do. On a terminal, and beside a prompt, lines appear as they are written.
            lua.load("io.stdout:setvbuf('full')").exec()?;
        }
        let arg = lua.create_table()?;
        for (index, word) in options.words.iter().enumerate() {
            let word = lua.create_string(word.as_encoded_bytes())?;
            arg.raw_set(index as i64 - options.origin as i64, word)?;
        }
        lua.globals().raw_set("arg", arg)
    };
    fill().map_err(|error| Failure::of(lua, &error))
}

/// Runs what `LUA_INIT` says: code, or a file after an `@`.
pub(crate) fn init(lua: &Lua) -> Result<(), Failure> {
    let variable = ["LUA_INIT_5_4", "LUA_INIT"]
        .into_iter()
        .find_map(|name| std::env::var_os(name).map(|value| (name, value.into_encoded_bytes())));
    let Some((name, value)) = variable else { return Ok(()) };
    match value.strip_prefix(b"@") {
        Some(file) => run(lua, load(lua, Path::new(&*String::from_utf8_lossy(file)))?, ()),
        None => {
            let chunk = lua.load(&*value).set_name(format!("={name}"));
            run(lua, chunk.into_function().map_err(|error| Failure::of(lua, &error))?, ())
        }
    }
}

/// Runs the code of `-e`.
pub(crate) fn statement(lua: &Lua, code: &[u8]) -> Result<(), Failure> {
    let chunk = lua.load(code).set_name("=(command line)");
    run(lua, chunk.into_function().map_err(|error| Failure::of(lua, &error))?, ())
}

/// Runs a script with the arguments that are in `arg` by now.
pub(crate) fn script(lua: &Lua, script: &Script) -> Result<(), Failure> {
    let function = match script {
        Script::File(name) => load(lua, Path::new(name))?,
        Script::Stdin => {
            let chunk = lua.load(std::io::stdin());
            chunk.into_function().map_err(|error| Failure::of(lua, &error))?
        }
    };
    let Ok(Value::Table(arg)) = lua.globals().get::<Value>("arg") else {
        return Err(Failure::text("'arg' is not a table"));
    };
    let arguments = arg.sequence_values::<Value>().collect::<lua_core::Result<Variadic<Value>>>();
    run(lua, function, arguments.map_err(|error| Failure::of(lua, &error))?)
}

/// Calls a function; nobody wants its results.
fn run(lua: &Lua, function: Function, arguments: impl IntoLuaMulti) -> Result<(), Failure> {
    function.call::<()>(arguments).map_err(|error| Failure::of(lua, &error))
}

/// Loads a file, with C Lua's words if it cannot be read.
fn load(lua: &Lua, file: &Path) -> Result<Function, Failure> {
    let cannot = |action: &str, error: &std::io::Error| {
        Failure::text(format!("cannot {action} {}: {}", file.display(), reason(error)))
    };
    std::fs::File::open(file).map_err(|error| cannot("open", &error))?;
    lua.load(file).into_function().map_err(|error| match error.downcast_ref::<std::io::Error>() {
        Some(error) => cannot("read", error),
        None => Failure::of(lua, &error),
    })
}

/// What the system says, without Rust's own addition.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text[..at].to_string(),
        None => text,
    }
}

/// Requires a module into the global of its name, without a version behind a `-`; `name=module` chooses another
/// name.
pub(crate) fn require(lua: &Lua, argument: &[u8]) -> Result<(), Failure> {
    let (global, module) = match argument.iter().position(|&byte| byte == b'=') {
        Some(at) => (&argument[..at], &argument[at + 1..]),
        None => (argument.split(|&byte| byte == b'-').next().unwrap_or_default(), argument),
    };
    let globals = lua.globals();
    let require = match globals.get::<Value>("require") {
        Ok(Value::Function(require)) => require,
        Ok(Value::Integer(_)) => return Err(Failure::text("attempt to call a number value")),
        Ok(other) => {
            let kind = other.type_name();
            return Err(Failure::text(format!("attempt to call a {kind} value")));
        }
        Err(error) => return Err(Failure::of(lua, &error)),
    };
    let load = || {
        let module: Value = require.call(lua.create_string(module)?)?;
        globals.set(lua.create_string(global)?, module)
    };
    load().map_err(|error| Failure::of(lua, &error))
}
