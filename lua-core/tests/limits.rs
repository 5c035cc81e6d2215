//! A script that has used up its instructions is stopped wherever it is, and cannot prevent it.

use lua_core::{ErrorKind, Lua, UserData, UserDataMethods};

/// A machine with all harmless libraries, and a limit.
fn limited(instructions: u64) -> Lua {
    let lua = Lua::new();
    lua.set_instruction_limit(Some(instructions));
    lua
}

/// Runs a script that has to be stopped, and sees that the machine is of use afterwards.
fn is_stopped(lua: &Lua, script: &str) {
    let error = lua.load(script).exec().expect_err(script);
    assert!(matches!(error.kind(), ErrorKind::Limit), "{script}: {error}");
    assert!(error.to_string().contains("instructions"), "{script}: {error}");
    assert_eq!(lua.instructions_left(), Some(0));

    // Nothing runs until there is a new limit.
    assert!(lua.load("local function f() end f()").exec().is_err());
    lua.set_instruction_limit(Some(1_000_000));
    let works = "local t = {} for i = 1, 10 do t[i] = i end return select('#', table.unpack(t))";
    assert_eq!(lua.load(works).eval::<i64>().unwrap(), 10);
    let coroutines = "return coroutine.wrap(function() coroutine.yield(7) end)()";
    assert_eq!(lua.load(coroutines).eval::<i64>().unwrap(), 7);
    assert_eq!(lua.load("return select(2, pcall(error, 'x'))").eval::<String>().unwrap(), "x");
}

#[test]
fn loops_of_every_kind_are_stopped() {
    for script in [
        "while true do end",
        "repeat until false",
        "::again:: goto again",
        "for i = 1, math.huge do end",
        "for i = 1.0, math.huge do end",
        "for i = 1, 2 do i = 0 while true do end end",
        "for k in function() return 1 end do end",
        "local function f() return f() end f()",
        "local function f() f() end while true do pcall(f) end",
        "local function f(...) return f(...) end f(1, 2)",
        "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end }) while true do pcall(function() return t[1] end) end",
    ] {
        is_stopped(&limited(100_000), script);
    }
}

#[test]
fn nothing_catches_the_end() {
    for script in [
        "pcall(function() while true do end end) return 'swallowed'",
        "while true do pcall(function() while true do end end) end",
        "xpcall(function() while true do end end, function(e) return e end) return 'swallowed'",
        "xpcall(function() while true do end end, function(e) while true do end end)",
        "local co = coroutine.create(function() while true do end end) coroutine.resume(co) return 'swallowed'",
        "coroutine.wrap(function() pcall(function() while true do end end) end)() return 'swallowed'",
        "local co = coroutine.wrap(function() local inner = coroutine.wrap(function() while true do end end) pcall(inner) end) pcall(co)",
        "local x <close> = setmetatable({}, { __close = function() while true do end end }) while true do end",
        "local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() while true do end end }) coroutine.yield() end) coroutine.resume(co) coroutine.close(co) return 'swallowed'",
        "table.sort({ 3, 2, 1 }, function() while true do end end)",
        "pcall(table.sort, { 3, 2, 1 }, function() while true do end end) return 'swallowed'",
        "pcall(string.gsub, 'abc', '.', function() while true do end end) return 'swallowed'",
        "pcall(load, function() while true do end end) return 'swallowed'",
        "pcall(tostring, setmetatable({}, { __tostring = function() while true do end end })) return 'swallowed'",
        "local t = setmetatable({}, { __eq = function() while true do end end }) return pcall(function() return t == setmetatable({}, getmetatable(t)) end)",
        "local t = setmetatable({}, { __concat = function() while true do end end }) return pcall(function() return t .. 'x' end)",
        "setmetatable({}, { __gc = function() while true do end end }) collectgarbage() return 'swallowed'",
    ] {
        is_stopped(&limited(100_000), script);
    }
}

#[test]
fn callbacks_of_the_host_cannot_swallow_it() {
    let lua = limited(100_000);
    let ignore = lua
        .create_function(|_, function: lua_core::Function| {
            let _ = function.call::<()>(());
            Ok(())
        })
        .unwrap();
    lua.globals().set("ignore", ignore).unwrap();
    is_stopped(&lua, "ignore(function() while true do end end) return 'swallowed'");
    is_stopped(&lua, "pcall(ignore, function() while true do end end) return 'swallowed'");
}

struct Meter;

impl UserData for Meter {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("visit", |_, _, visitor: lua_core::Function| {
            for i in 0..1_000_000 {
                visitor.call::<()>(i)?;
            }
            Ok(())
        });
    }
}

#[test]
fn a_loop_of_the_host_ends_with_its_visitor() {
    let lua = limited(10_000);
    lua.globals().set("meter", Meter).unwrap();
    is_stopped(&lua, "meter:visit(function(i) return i end)");
}

#[test]
fn the_count_is_the_same_every_time() {
    let script = "
        local t = {}
        for i = 1, 100 do t[i] = tostring(i) end
        table.sort(t, function(a, b) return a < b end)
        local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
        local co = coroutine.wrap(function() for i = 1, 10 do coroutine.yield(fib(i)) end end)
        for i = 1, 10 do co() end
        return (string.gsub(table.concat(t), '%d', function(d) return d + 1 end))";
    let count = || {
        let lua = limited(1_000_000);
        lua.load(script).exec().unwrap();
        lua.instructions_left().unwrap()
    };
    let first = count();
    assert!(first > 0 && first < 1_000_000);
    assert_eq!(first, count());

    // The limit is exact: with one instruction less the script is stopped.
    let used = 1_000_000 - first;
    assert!(limited(used).load(script).exec().is_ok());
    assert!(limited(used - 1).load(script).exec().is_err());
}

#[test]
fn a_limit_can_be_set_and_removed_while_a_script_runs() {
    let lua = Lua::new();
    let set = lua
        .create_function(|lua, limit: Option<u64>| {
            lua.set_instruction_limit(limit);
            Ok(())
        })
        .unwrap();
    lua.globals().set("limit", set).unwrap();
    is_stopped(&lua, "limit(1000) while true do end");
    lua.set_instruction_limit(Some(1000));
    lua.load("limit(nil) for i = 1, 100000 do end").exec().unwrap();
    assert_eq!(lua.instructions_left(), None);
}

#[test]
fn hooks_and_limits_go_together() {
    let lua = Lua::new();
    lua.open_libraries();
    lua.set_instruction_limit(Some(100_000));
    is_stopped(&lua, "debug.sethook(function() end, '', 10) while true do end");
    lua.set_instruction_limit(Some(100_000));
    is_stopped(&lua, "while true do pcall(debug.sethook, nil) end");
}
