//! Errors in both directions: what a script throws reaches Rust whole, what Rust returns reaches a script as text.

use ferrolua::{Error, Lua, Result, Table};

fn main() -> Result<()> {
    let lua = Lua::new();

    // A thrown table is the very table again.
    let error = lua.load("error({ code = 42 })").exec().expect_err("it throws");
    assert_eq!(error.value::<Table>(&lua)?.get::<i64>("code")?, 42);

    // A message has its place, and a traceback for whoever asks.
    let error = lua.load("local t = nil\nreturn t.x").set_name("@demo.lua").exec();
    let error = error.expect_err("it throws");
    println!("{error}\n{}", error.traceback().unwrap_or_default());

    // A Rust error is a string to scripts, and itself again when it comes back.
    let read = lua.create_function(|_, path: String| Ok(std::fs::read_to_string(path)?))?;
    lua.globals().set("read", read)?;
    lua.load("local ok, message = pcall(read, '/no/such/file') print(ok, message)").exec()?;
    let error: Error = lua.load("read('/no/such/file')").exec().expect_err("it throws");
    assert!(error.downcast_ref::<std::io::Error>().is_some());
    Ok(())
}
