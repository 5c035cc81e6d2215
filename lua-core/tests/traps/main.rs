//! Traps that embedding APIs fall into, each tried from every side: values of other machines, objects in use,
//! panics, teardown, threads, native stacks, sizes, formatting.

mod faults;
mod foreign;
mod panics;
mod reentry;
mod showing;
mod sizes;
mod teardown;
mod threads;
mod types;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::Once;

use lua_core::{Lua, Result};

/// What a test panics with on purpose.
struct Wanted;

/// Panics on purpose, without a word.
fn panic_as_wanted() -> ! {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !info.payload().is::<Wanted>() {
                hook(info);
            }
        }));
    });
    panic_any(Wanted)
}

/// What came of something that may panic on purpose; any other panic goes on.
fn catching<T>(run: impl FnOnce() -> T) -> Option<T> {
    let lets_wanted_pass = |panic: Box<dyn Any + Send>| {
        assert!(panic.is::<Wanted>(), "a panic that nobody wanted");
        None
    };
    catch_unwind(AssertUnwindSafe(run)).map_or_else(lets_wanted_pass, Some)
}

/// The machine still works: calls, tables, coroutines, errors, variables to be closed, the collector.
fn probe(lua: &Lua) {
    let code = "local t, closed = {}, 0
        for i = 1, 1000 do t[i] = { i } end
        collectgarbage()
        local co = coroutine.wrap(function() coroutine.yield(#t) end)
        local ok, message = pcall(function()
            local c <close> = setmetatable({}, { __close = function() closed = closed + 1 end })
            error('no', 0)
        end)
        assert(not ok and message == 'no' and closed == 1)
        return co() + math.type(collectgarbage('count')):len()";
    assert_eq!(lua.load(code).eval::<i64>().expect("the machine works"), 1005);
}

fn text<T>(result: Result<T>) -> String {
    result.err().expect("an error").to_string()
}
