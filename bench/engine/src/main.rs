//! Runs a Lua file with the engine that mlua was built with, as that engine's own interpreter
//! would.
//!
//! `engine FILE [ARGUMENTS]`, `engine -e CODE`, and `engine --sort ROUNDS` for the sort benchmark.

mod sort;

use std::env;
use std::error::Error;
use std::fs;

use mlua::{Lua, LuaOptions, StdLib};

/// A machine with all libraries, set up as the engine's interpreter does it.
#[cfg(not(feature = "luau"))]
fn interpreter() -> mlua::Result<Lua> {
    // SAFETY: the programs are this folder's; they load no C library and no bytecode.
    let lua = unsafe { Lua::unsafe_new_with(StdLib::ALL, LuaOptions::default()) };
    // `lua.c` chooses this mode for what it runs, though the library's default is the other.
    lua.gc_set_mode(mlua::state::GcMode::Generational(Default::default()));
    Ok(lua)
}

/// A machine with all libraries, set up as Luau's command line does it: optimisation level 1, and
/// builtins that cannot be replaced, which is what lets Luau call them fast.
#[cfg(feature = "luau")]
fn interpreter() -> mlua::Result<Lua> {
    let lua = Lua::new_with(StdLib::ALL, LuaOptions::default())?;
    lua.set_compiler(mlua::chunk::Compiler::new().set_optimization_level(1).set_debug_level(1));
    // The command line has this function; the library, for sandboxes' sake, has not.
    let load = lua.create_function(|lua, source: mlua::LuaString| {
        lua.load(source.as_bytes().to_vec()).into_function()
    })?;
    lua.globals().set("loadstring", load)?;
    lua.sandbox(true)?;
    Ok(lua)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, rounds] if flag == "--sort" => sort::run(rounds.parse()?)?,
        [flag, code] if flag == "-e" => interpreter()?.load(code.as_str()).exec()?,
        [file, rest @ ..] => {
            let lua = interpreter()?;
            let chunk = lua.load(fs::read(file)?).set_name(format!("@{file}"));
            chunk.call::<()>(mlua::Variadic::from_iter(rest.iter().cloned()))?;
        }
        [] => return Err("a Lua file, `-e` and code, or `--sort` and a number of rounds".into()),
    }
    Ok(())
}
