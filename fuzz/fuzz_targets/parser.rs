//! Any text is loaded or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lua_core::Lua;

thread_local! {
    static LUA: Lua = Lua::new();
}

fuzz_target!(|source: &[u8]| {
    LUA.with(|lua| drop(lua.load(source).set_name("=fuzz").into_function()));
});
