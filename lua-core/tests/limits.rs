//! A script that has used up its instructions is stopped wherever it is, and cannot prevent it.

use lua_core::{ErrorKind, Lua, UserData, UserDataMethods, Value};

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
fn what_libraries_do_by_themselves_is_counted() {
    for script in [
        // One call each, or few: the work is in Rust.
        "table.move({}, 1, 1 << 62, 2)",
        "table.concat(setmetatable({}, { __index = function() return '' end }), '', 1, 1 << 60)",
        "table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, 'x')",
        "table.remove(setmetatable({}, { __len = function() return 1 << 60 end }), 1)",
        "('a'):rep(28):find(('a?'):rep(28) .. ('a'):rep(28))",
        "('('):rep(20000):gsub('%b()', '')",
        "for _ in ('x'):rep(20000):gmatch('.-b') do end",
        "('x'):rep(20000):match('.*.*.*b')",
        "('a'):rep(1000000):find(('a'):rep(100000) .. 'b', 1, true)",
        "local s = ('a'):rep(100000) .. 'b' for i = 1, 1e5 do (s):find('ab', 1, true) end",
        "local s = ('x'):rep(1000000) for i = 1, 1000 do s:upper():lower():reverse() end",
        "local s = ('x'):rep(1000000) for i = 1, 1000 do local t = s .. i end",
        "local t = {} for i = 1, 1e4 do t[i] = i end for i = 1, 100 do table.unpack(t) end",
        "local t = {} for i = 1, 1e4 do t[i] = i end for i = 1, 100 do table.sort(t) end",
        "local t = {} for i = 1, 1e4 do t[i] = i end for i = 1, 1e4 do table.insert(t, 1, 0) end",
        "local s = ('x = 1 '):rep(10000) for i = 1, 100 do load(s) end",
        "local s = ('x'):rep(100000) for i = 1, 100 do utf8.len(s) end",
        "local t = {} for i = 1, 1000 do t[i] = {} end for i = 1, 1000 do collectgarbage() end",
    ] {
        is_stopped(&limited(500_000), script);
    }
}

#[test]
fn a_faulty_pattern_costs_little() {
    let lua = limited(100_000);
    lua.load("for i = 1, 100 do pcall(string.find, 'a', '[') end")
        .exec()
        .expect("within the limit");
    assert!(lua.instructions_left() > Some(95_000), "{:?}", lua.instructions_left());
}

#[test]
fn the_work_of_libraries_is_counted_alike() {
    let used = |script: &str| {
        let lua = limited(10_000_000);
        lua.load(script).exec().expect("within the limit");
        10_000_000 - lua.instructions_left().expect("a limit")
    };
    let script = "local s = ('ab'):rep(1000) for i = 1, 50 do s:find('b-c') s:gsub('a', 'b') end";
    assert_eq!(used(script), used(script));
    assert!(used(script) > 100_000, "{}", used(script));
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

/// A machine with a limit of memory.
fn small(bytes: usize) -> Lua {
    let lua = Lua::new();
    lua.set_memory_limit(bytes).unwrap();
    lua
}

#[test]
fn memory_ends_wherever_it_is_used() {
    const LIMIT: usize = 2 << 20;
    for script in [
        "local t = {} while true do t[#t + 1] = {} end",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local t = {} for i = 1, 1e9 do t['k' .. i] = true end",
        "local t = {} for i = 1, 1e9 do t[i + 0.5] = true end",
        "local s = 'x' while true do s = s .. s end",
        "local s = ('x'):rep(1e8)",
        "local s = ('x'):rep(1e4, ('y'):rep(1e4))",
        "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end",
        "local t = {} for i = 1, 1e5 do t[i] = ('x'):rep(1000) end",
        "local s = ('x'):rep(1e5) local t = {} for i = 1, 1e5 do t[i] = s end table.concat(t)",
        "local s = ('x'):rep(1e6) s = s:gsub('.', '%0%0%0%0%0%0%0%0')",
        "local s = ('x'):rep(1e6) s = s:gsub('.', function() return ('y'):rep(100) end)",
        "local s = ('x'):rep(9e5) s = s:upper() .. s:lower() .. s:reverse()",
        "local s = ('\\0'):rep(7e5) s = ('%q'):format(s)",
        "local s = ('x'):rep(9e5) s = ('%s%s%s%s'):format(s, s, s, s)",
        "local s = ('x'):rep(9e5) s = string.pack('zzzz', s, s, s, s)",
        "local s = string.pack('!16' .. ('x'):rep(1e5) .. ('Xi16'):rep(1e5))  s = s:rep(1e3)",
        "local piece = ('x'):rep(1e5) load(function() return piece end)",
        "load('return {' .. ('1,'):rep(1e5) .. '}')",
        "load('return ' .. ('a + '):rep(1e5) .. 'a')",
        "load(('local function f() end '):rep(1e5))",
        "local t = {} while true do t[#t + 1] = coroutine.create(print) end",
        "local t = {} while true do t[#t + 1] = function() return t end end",
        "local function f() local x = f() return x end while true do coroutine.wrap(f)() end",
        "local t = {} while true do t = setmetatable({t}, {}) end",
        "local t = {} while true do t[#t + 1] = table.pack(('x'):byte(1, -1)) end",
        "local t = table.pack(('x'):rep(1e5):byte(1, -1)) while true do t = {t, table.unpack(t, 1, 1e5)} end",
        "collectgarbage('stop') local t while true do t = {t} end",
        "local t = {} collectgarbage('generational') while true do t[#t + 1] = {} end",
        "setmetatable({}, {__gc = function() local t = {} while true do t[#t + 1] = {} end end}) collectgarbage() while true do local x = {} end",
        "local t = {} while true do pcall(function() while true do t[#t + 1] = {} end end) end",
        "local t = {} while true do xpcall(function() while true do t[#t + 1] = {} end end, function(e) t[#t + 1] = e return e end) end",
        "local t = {} coroutine.wrap(function() pcall(function() while true do t[#t + 1] = {} end end) end)() while true do end",
        "local t = {} table.sort({3, 2, 1}, function() while true do t[#t + 1] = {} end end)",
    ] {
        let lua = small(LIMIT);
        let error = lua.load(script).exec().expect_err(script);
        let is_overflow = error.to_string().contains("stack overflow");
        assert!(matches!(error.kind(), ErrorKind::Memory) || is_overflow, "{script}: {error}");
        assert!(lua.used_memory() < 3 * LIMIT, "{script}: {} bytes", lua.used_memory());
        // What the script used is free again, nothing that runs is taken for it, and the limit still holds.
        lua.load("local a, b, c, d, e, f, g = {}, {}, {}, {}, {}, {}, {} collectgarbage() assert(a and g)")
            .exec()
            .unwrap_or_else(|error| panic!("{script}: {error}"));
        lua.load("collectgarbage('restart')").exec().unwrap_or_else(|e| panic!("{script}: {e}"));
        lua.gc_collect().unwrap();
        lua.gc_collect().unwrap();
        assert!(lua.used_memory() < LIMIT / 4, "{script}: {} bytes are left", lua.used_memory());
        assert_eq!(lua.load("#('x'):rep(1e5)").eval::<usize>().unwrap(), 100_000, "{script}");
        assert!(lua.load("('x'):rep(1e8)").exec().is_err(), "{script}");
    }
}

#[test]
fn garbage_does_not_count_in_the_end() {
    let lua = small(1 << 20);
    lua.load("for i = 1, 2e5 do local t = {i, tostring(i), {}} end").exec().unwrap();
    lua.load(
        "local s = '' for i = 1, 2000 do s = s .. 'x' end for i = 1, 300 do s = ('x'):rep(1e5) end",
    )
    .exec()
    .unwrap();
    // What lives may take most of the limit for as long as it likes.
    lua.load("keep = {} for i = 1, 8000 do keep[i] = {i} end for i = 1, 1e5 do local t = {} end")
        .exec()
        .unwrap();
    assert_eq!(lua.set_memory_limit(0).unwrap(), 1 << 20);
    assert_eq!(lua.set_memory_limit(5).unwrap(), 0);
    lua.set_memory_limit(0).unwrap();
    lua.load("keep = ('x'):rep(1e7)").exec().unwrap();
}

#[test]
fn memory_and_instructions_are_limited_apart() {
    let lua = small(1 << 20);
    lua.set_instruction_limit(Some(10_000_000));
    let error = lua.load("local t = {} while true do t[#t + 1] = {} end").exec().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Memory));
    let left = lua.instructions_left().unwrap();
    assert!(left > 1_000_000 && left < 10_000_000, "{left}");
    let error = lua.load("while true do end").exec().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Limit));
    assert_eq!(lua.instructions_left(), Some(0));
}

#[test]
fn hosts_callbacks_cannot_swallow_the_end_of_memory() {
    let lua = small(1 << 20);
    let swallow = lua.create_function(|_, f: lua_core::Function| {
        assert!(f.call::<()>(()).is_err());
        Ok(())
    });
    lua.globals().set("swallow", swallow.unwrap()).unwrap();
    let script = "local t = {} swallow(function() while true do t[#t + 1] = {} end end) \
                  for i = 1, 10 do end reached = true";
    assert!(matches!(lua.load(script).exec().unwrap_err().kind(), ErrorKind::Memory));
    assert!(lua.globals().get::<lua_core::Value>("reached").unwrap().is_nil());
}

#[test]
fn time_ends_and_another_thread_may_end_it() {
    use std::time::{Duration, Instant};
    let lua = Lua::new();
    let script = "local co = coroutine.wrap(function() while true do pcall(function() while true do end end) end end) co()";
    lua.set_time_limit(Some(Duration::from_millis(20)));
    let start = Instant::now();
    assert!(matches!(lua.load(script).exec().unwrap_err().kind(), ErrorKind::Limit));
    assert!(start.elapsed() >= Duration::from_millis(20));
    assert!(lua.load("local function f() end f()").exec().is_err(), "the time is still over");
    lua.set_time_limit(Some(Duration::from_secs(1000)));
    lua.load("local function f() end f()").exec().unwrap();
    lua.set_time_limit(None);

    let stop = lua.stop_handle();
    let stopper = std::thread::spawn({
        let stop = stop.clone();
        move || {
            std::thread::sleep(Duration::from_millis(20));
            stop.stop();
        }
    });
    let error = lua.load(script).exec().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Stopped), "{error}");
    stopper.join().unwrap();
    lua.load("for i = 1, 100000 do end").exec().unwrap();
    // It outlives the machine.
    drop(lua);
    stop.stop();
}

#[test]
fn compiling_has_the_memory_that_is_left() {
    let lua = small(4 << 20);
    let large = format!("return {{{}}}", "1,".repeat(1_000_000));
    let error = lua.load(&large).into_function().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Memory), "{error}");
    // Many small statements need little at a time.
    let long = "x = 1 ".repeat(40_000);
    lua.load(&long).exec().unwrap();
    lua.set_memory_limit(0).unwrap();
    lua.load(&large).into_function().unwrap();
}

#[test]
fn what_takes_long_counts_wherever_it_hides() {
    for script in [
        "local s = ('9'):rep(1e5) while true do tonumber(s) end",
        "local s = '0x' .. ('f'):rep(1e5) while true do local x = s + 1 end",
        "local s = ('9'):rep(1e5) while true do math.floor(s) end",
        "local s = ('z'):rep(1e5) while true do tonumber(s, 36) end",
        "local a, b = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'b' while true do local c = a < b end",
        "local a, b = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'b' while true do local c = a == b end",
        "local a, b = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'b' while true do rawequal(a, b) end",
        "local a, b = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'a' local t = {[a] = 1} while true do local c = t[b] end",
        "local a, b = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'a' local t = {[a] = 1} while true do t[b] = 2 end",
        "local t = {} for i = 1, 2e5 do t[i .. ''] = 1 end for k in pairs(t) do t[k] = nil end while true do next(t) end",
        "local t = {} for i = 1, 1999 do t = setmetatable({}, {__index = t}) end while true do local x = t[1] end",
        "local s = ('x = 1 '):rep(1e4) while true do load(s) end",
    ] {
        let lua = limited(5_000_000);
        let start = std::time::Instant::now();
        is_stopped(&lua, script);

        // Uncounted, these would run for hours.
        assert!(start.elapsed().as_secs() < 60, "{script}: {:?}", start.elapsed());
    }
}

#[test]
fn compiling_is_stopped() {
    let lua = Lua::new();
    let large = "x = 1 ".repeat(1_000_000);
    lua.set_time_limit(Some(std::time::Duration::from_millis(1)));
    let error = lua.load(&large).into_function().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Limit), "{error}");
    lua.set_time_limit(None);
    lua.stop_handle().stop();
    let error = lua.load(&large).into_function().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Stopped), "{error}");
    lua.load(&large).into_function().unwrap();
}

#[test]
fn a_limit_of_strings_holds_after_longer_ones() {
    let lua = Lua::new();
    lua.load("half = ('x'):rep(80)").exec().unwrap();
    let makers = [
        "('y'):rep(160)",
        "('%s%s'):format(half, half)",
        "table.concat({half, half})",
        "half:gsub('x', 'yy')",
        "half:reverse():upper() .. half",
    ];
    for maker in makers {
        let length = lua.load(format!("#({maker})")).eval::<usize>().unwrap();
        assert_eq!(length, 160, "{maker}");
    }
    lua.set_string_limit(Some(100));
    for maker in makers {
        let error = lua.load(format!("return {maker}")).eval::<Value>().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Limit), "{maker}: {error}");
    }
}
