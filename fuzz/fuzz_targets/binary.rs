//! Bytes that claim to be a compiled chunk: refused, or a function that runs without harm.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lua_core::{Function, Lua, LuaString};

/// Runs a chunk for a moment, with nothing in reach that could take long.
const RUNNER: &str = r#"
    getmetatable("").__index = nil
    local load, create, resume, close, sethook = load, coroutine.create, coroutine.resume, coroutine.close, debug.sethook
    local count = collectgarbage
    return function(bytes)
        local chunk = load(bytes, "=fuzz", "b", {})
        if chunk then
            local routine = create(chunk)
            local left, most = 2000, count("count") + 1024
            -- Strings that double at every instruction fill the memory within forty.
            sethook(routine, function()
                left = left - 1
                if left < 0 or count("count") > most then error("enough", 0) end
            end, "", 1)
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
