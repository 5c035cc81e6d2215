// A machine and its handles stay on their thread.
use ferrolua::{AnyUserData, Function, Lua, LuaString, Table, Thread, UserDataRef, Value};

fn assert_send<T: Send>() {}

fn main() {
    assert_send::<Lua>();
    assert_send::<Table>();
    assert_send::<Function>();
    assert_send::<Thread>();
    assert_send::<LuaString>();
    assert_send::<AnyUserData>();
    assert_send::<Value>();
    assert_send::<UserDataRef<u8>>();
}
