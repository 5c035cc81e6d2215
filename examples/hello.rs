//! Calling Rust from Lua, and Lua from Rust.

use ferrolua::{Function, Lua, Result};

pub(crate) fn run() -> Result<String> {
    let lua = Lua::new();
    // A closure that gets the machine and its arguments; a plain function that needs neither.
    lua.globals()
        .set("greet", lua.create_function(|_, name: String| Ok(format!("hello, {name}")))?)?;
    lua.globals().set("add", Function::wrap(|a: i64, b: i64| a + b))?;

    lua.load(r#" text = greet("Lua") .. "; 40 + 2 is " .. add(40, 2) "#).exec()?;
    let n: i64 = lua.load("add(1, 2) * 10").eval()?;
    Ok(format!("{}, and {n} is 3 * 10\n", lua.globals().get::<String>("text")?))
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}
