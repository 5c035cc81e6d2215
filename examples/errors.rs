//! Errors across the border: their kinds and messages, thrown values, and a host's own errors.

use std::fmt::Write;

use ferrolua::{ErrorContext, ErrorKind, ExternalResult, Function, Lua, Result, Table};

/// An error of the host.
#[derive(Debug, thiserror::Error)]
#[error("only {left} gold left")]
struct TooPoor {
    left: u32,
}

fn pay(gold: u32) -> Result<u32, TooPoor> {
    match 10_u32.checked_sub(gold) {
        Some(left) => Ok(left),
        None => Err(TooPoor { left: 10 }),
    }
}

pub(crate) fn run() -> Result<String> {
    let lua = Lua::new();
    let mut text = String::new();
    lua.globals().set("pay", Function::wrap(pay))?;

    // What went wrong, and where.
    for source in [
        "x = = 1",
        "for i = 1,",
        "local player = {}\nplayer.stats.hp = 1",
        "pay('all')",
        "pay(-1)",
        "error('out of mana', 0)",
    ] {
        let error = lua.load(source).set_name("@quest.lua").exec().unwrap_err();
        let kind = match error.kind() {
            ErrorKind::Syntax { incomplete: true } => "unfinished".to_string(),
            kind => kind.to_string(),
        };
        writeln!(text, "{kind}: {error}").into_lua_err()?;
    }

    // The very value that was thrown.
    let error = lua.load("error({ code = 42 })").exec().unwrap_err();
    let code: i64 = error.value::<Table>(&lua)?.get("code")?;
    writeln!(text, "thrown: a table with code {code}").into_lua_err()?;

    // A host's error goes through the script, and comes out as what it was.
    let quest = "local function buy(gold) return pay(gold) end\nbuy(3)\nbuy(11)";
    let error = lua.load(quest).set_name("@quest.lua").exec().context("in the shop").unwrap_err();
    writeln!(text, "{error}").into_lua_err()?;
    if let Some(TooPoor { left }) = error.downcast_ref() {
        writeln!(text, "the host's error: {left} left").into_lua_err()?;
    }
    writeln!(text, "{}", error.traceback().unwrap_or("no traceback")).into_lua_err()?;

    // To a script it is an error as any other.
    let caught: String = lua.load("select(2, pcall(pay, 11))").eval()?;
    writeln!(text, "caught: {caught}").into_lua_err()?;
    Ok(text)
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}
