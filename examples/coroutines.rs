//! A coroutine driven from Rust: each resume goes on where the last yield stopped.

use ferrolua::{Lua, Result, Thread, ThreadStatus};

fn main() -> Result<()> {
    let lua = Lua::new();
    let countdown: Thread = lua
        .load("coroutine.create(function(n) while n > 0 do n = n - (coroutine.yield(n) or 1) end return 'lift-off' end)")
        .eval()?;
    println!("{}", countdown.resume::<i64>(10)?);
    println!("{}", countdown.resume::<i64>(4)?);
    println!("{}", countdown.resume::<String>(6)?);
    assert_eq!(countdown.status(), ThreadStatus::Finished);
    Ok(())
}
