//! Hello, both ways: Rust functions in Lua, a Lua value in Rust.

use ferrolua::{Function, Lua, Result};

fn main() -> Result<()> {
    let lua = Lua::new();
    let greet = lua.create_function(|_, name: String| Ok(format!("hello, {name}")))?;
    lua.globals().set("greet", greet)?;
    lua.globals().set("add", Function::wrap(|a: i64, b: i64| a + b))?;
    lua.load(r#" print(greet("Lua"), add(40, 2)) "#).exec()?;
    let n: i64 = lua.load("add(1, 2) * 10").eval()?;
    assert_eq!(n, 30);
    Ok(())
}
