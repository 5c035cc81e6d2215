//! A controlled environment: a script sees what it is given and cannot make global variables.

use ferrolua::{Lua, Result};

const SETUP: &str = r#"
    -- Global variables of the host.
    a = 4
    b = 0

    -- The environment: only `print`, here collecting what is printed, and no new globals.
    printed = {}
    controlled = setmetatable({ print = function(value) printed[#printed + 1] = tostring(value) end }, {
        __newindex = function() error("A Lua script cannot declare a new global variable.", 2) end,
    })

    -- The chunk as the RFC has it, once with the globals and once with the environment.
    source = "return function() b = 5 print(a) end"
"#;

const PLAY: &str = r#"
    local free = load(source, "=free", "t", setmetatable({ print = controlled.print }, { __index = _G, __newindex = _G }))()
    free()                                              -- prints 4
    printed[#printed + 1] = tostring(b)                 -- prints 5
    local tamed = load(source, "=tamed", "t", controlled)()
    local ok, message = pcall(tamed)                    -- errors out while trying to set b
    printed[#printed + 1] = message
    return printed
"#;

/// Runs the script freely and in the controlled environment; returns what it printed.
///
/// # Errors
///
/// If the host's own code fails.
pub(crate) fn run() -> Result<Vec<String>> {
    let lua = Lua::new();
    lua.load(SETUP).set_name("=setup").exec()?;
    let mut printed: Vec<String> = lua.load(PLAY).set_name("=play").eval()?;
    // The same from Rust: a chunk with an environment of its own.
    let environment = lua.create_table()?;
    environment.set("answer", 42)?;
    let outcome = lua.load("return answer, print").set_environment(environment);
    let (answer, print): (i64, ferrolua::Value) = outcome.call(())?;
    printed.push(format!("answer {answer}, print {}", print.type_name()));
    Ok(printed)
}

#[allow(dead_code)]
fn main() -> Result<()> {
    for line in run()? {
        println!("{line}");
    }
    Ok(())
}
