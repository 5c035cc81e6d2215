//! Files that are not there, or no Lua.
use ferrolua::include_lua;

fn main() {
    let _ = include_lua!("broken.lua");
    let _ = include_lua!("missing.lua");
    let _ = include_lua!(broken);
}
