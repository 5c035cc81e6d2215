//! Bytes that claim to be a compiled chunk: refused, or a function that runs without harm.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lua_core::{Function, Lua, LuaString};

/// Runs a chunk for a moment, with nothing in reach that could take long.
const RUNNER: &str = r#"
    getmetatable("").__index = nil
    local load, create, resume, close, sethook = load, coroutine.create, coroutine.resume, coroutine.close, debug.sethook
    local function stop() error("enough", 0) end
    return function(bytes)
        local chunk = load(bytes, "=fuzz", "b", {})
        if chunk then
            local routine = create(chunk)
            sethook(routine, stop, "", 2000)
            resume(routine)
            close(routine)
        end
    end
"#;

thread_local! {
    static RUN: (Lua, Function) = {
        let lua = Lua::bare();
        lua.open_libraries();
        lua.set_binary_chunks(true);
        let run = lua.load(RUNNER).eval().expect("the runner runs");
        (lua, run)
    };
}

fuzz_target!(|bytes: &[u8]| {
    RUN.with(|(lua, run)| {
        let chunk: LuaString = lua.create_string(bytes).expect("the bytes fit");
        run.call::<()>(chunk).expect("nothing leaves the coroutine");
    });
});
