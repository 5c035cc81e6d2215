//! Bytes that claim to be a compiled chunk.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lua_core::Lua;

thread_local! {
    static LUA: Lua = Lua::new();
}

fuzz_target!(|bytes: &[u8]| {
    let chunk = [b"\x1b", bytes].concat();
    LUA.with(|lua| drop(lua.load(chunk).set_name("=fuzz").into_function()));
});
