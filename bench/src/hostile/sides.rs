//! One script in one engine, with the limits that the engine offers.

use std::fs;
use std::io::stdout;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::Result;

/// What an engine is to stop a script at.
const TIME: Duration = Duration::from_secs(5);
const MEMORY: usize = 64 << 20;
/// For engines that count instructions and have no clock.
const INSTRUCTIONS: u64 = 500_000_000;

/// Ends when the machine still works.
const WORKS: &str = "local t = {} for i = 1, 1000 do t[i] = {i} end assert(#t == 1000)";

/// An engine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Side {
    Ferrolua,
    Mlua,
    Luars,
    Omnilua,
}

impl Side {
    /// Its name in tables.
    pub fn title(self) -> &'static str {
        match self {
            Side::Ferrolua => "ferrolua",
            Side::Mlua => "mlua (C Lua 5.4)",
            Side::Luars => "luars",
            Side::Omnilua => "omnilua",
        }
    }
}

/// Runs a script in this process, and tells the outcome on standard error.
pub fn run_side(side: Side, script: &Path) -> Result<()> {
    let source = fs::read(script)?;
    let outcome = match side {
        Side::Ferrolua => ferrolua(&source)?,
        Side::Mlua => mlua(&source)?,
        Side::Luars => luars(&source)?,
        Side::Omnilua => omnilua(&source)?,
    };
    eprintln!("\noutcome {}", outcome.replace('\n', " "));
    Ok(())
}

fn ferrolua(source: &[u8]) -> Result<String> {
    use ferrolua::{Budget, ErrorKind, Lua};
    let lua = Lua::sandbox().memory_limit(MEMORY).output(stdout()).build()?;
    let environment = lua.environment().allow_all().build()?;
    let budget = Budget::new().time(TIME);
    let chunk = lua.load(source).set_name("=script").set_environment(environment);
    let outcome = match lua.with_budget(budget, || chunk.exec()) {
        Ok(()) => "ok".into(),
        Err(error) => match error.kind() {
            ErrorKind::Limit => "limit:cpu".into(),
            ErrorKind::Memory => "limit:mem".into(),
            _ => format!("err:{error}"),
        },
    };
    lua.load(WORKS).exec()?;
    Ok(outcome)
}

fn mlua(source: &[u8]) -> Result<String> {
    use mlua::{Error, HookTriggers, Lua, LuaOptions, StdLib, VmState};
    const LATE: &str = "the time is up";
    let libraries =
        StdLib::COROUTINE | StdLib::TABLE | StdLib::STRING | StdLib::UTF8 | StdLib::MATH;
    let lua = Lua::new_with(libraries, LuaOptions::default())?;
    lua.set_memory_limit(MEMORY)?;
    let start = Instant::now();
    lua.set_global_hook(HookTriggers::new().every_nth_instruction(1000), move |_, _| {
        match start.elapsed() > TIME {
            true => Err(Error::runtime(LATE)),
            false => Ok(VmState::Continue),
        }
    })?;
    fn outcome(error: &Error) -> String {
        match error {
            Error::MemoryError(_) => "limit:mem".into(),
            Error::CallbackError { cause, .. } => outcome(cause),
            error if error.to_string().contains(LATE) => "limit:cpu".into(),
            error if error.to_string().contains("not enough memory") => "limit:mem".into(),
            error => format!("err:{error}"),
        }
    }
    let outcome = match lua.load(source).set_name("=script").exec() {
        Ok(()) => "ok".into(),
        Err(error) => outcome(&error),
    };
    lua.remove_global_hook();
    lua.load(WORKS).exec()?;
    Ok(outcome)
}

/// The outcome that the text of an error tells of.
fn told(error: String) -> String {
    let has = |text| error.contains(text);
    if has("instruction limit") || has("instruction budget") || has("timeout exceeded") {
        "limit:cpu".into()
    } else if has("memory") {
        "limit:mem".into()
    } else {
        format!("err:{error}")
    }
}

fn luars(source: &[u8]) -> Result<String> {
    use luars::{Lua, LuaApi, LuaError, LuaSandboxApi, SafeOption, SandboxConfig, Stdlib};
    let options = SafeOption { allow_load_bytecode: false, ..SafeOption::default() };
    let mut lua = Lua::new(options);
    lua.open_stdlib(Stdlib::All)?;
    let config = SandboxConfig { coroutine: true, allow_load: true, ..SandboxConfig::new() }
        .allow_collectgarbage()
        .with_memory_limit(MEMORY as isize)
        .with_timeout(TIME);
    let source = String::from_utf8_lossy(source);
    let outcome = match lua.execute_sandboxed(&source, &config) {
        Ok(_) => "ok".into(),
        Err(error @ LuaError::OutOfMemory) => told(format!("memory: {error}")),
        Err(error) => told(lua.get_error_message(error).to_string()),
    };
    lua.load(WORKS).exec()?;
    Ok(outcome)
}

fn omnilua(source: &[u8]) -> Result<String> {
    use omnilua::{Lua, SandboxConfig};
    let removed = ["dofile", "loadfile", "require", "package", "io", "os", "debug"];
    let (lua, sandbox) = Lua::sandboxed(SandboxConfig {
        instruction_limit: Some(INSTRUCTIONS),
        memory_limit_bytes: Some(MEMORY),
        check_interval: 1000,
        remove_globals: removed.iter().map(|name| name.as_bytes().to_vec()).collect(),
    })?;
    let outcome = match lua.load(source).exec() {
        Ok(()) => "ok".into(),
        Err(error) => told(error.to_string()),
    };
    sandbox.reset();
    lua.load(WORKS).exec()?;
    Ok(outcome)
}
