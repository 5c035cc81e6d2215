//! What a sandbox keeps scripts from, and what a part of the work may use at most.

use std::cell::RefCell;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use lua_core::{Budget, Error, ErrorKind, Function, Lua, Result, StdLib, Value};

const ENDLESS: &str = "while true do pcall(error) end";

fn sandbox() -> Lua {
    Lua::sandbox().build().unwrap()
}

/// Runs a chunk in a budget of so many instructions.
fn within(lua: &Lua, instructions: u64, source: &str) -> Result<()> {
    lua.with_budget(Budget::new().instructions(instructions), || lua.load(source).exec())
}

fn kind(result: Result<()>) -> ErrorKind {
    result.expect_err("it has to be stopped").kind().clone()
}

#[test]
fn what_a_budget_uses_is_taken_from_the_limit_around() {
    let lua = sandbox();
    lua.set_instruction_limit(Some(100_000));
    assert_eq!(kind(within(&lua, 10_000, ENDLESS)), ErrorKind::Limit);
    assert_eq!(lua.instructions_left(), Some(90_000));
    within(&lua, 50_000, "for i = 1, 1000 do end").unwrap();
    let left = lua.instructions_left().unwrap();
    assert!((85_000..90_000).contains(&left), "{left}");
    lua.load("for i = 1, 1000 do end").exec().unwrap();
}

#[test]
fn no_budget_gets_more_than_what_is_around() {
    let lua = sandbox();
    lua.set_instruction_limit(Some(10_000));
    let error = within(&lua, 1_000_000, ENDLESS).unwrap_err();
    assert!(error.to_string().contains("more than 10000 instructions"), "{error}");
    assert_eq!(lua.instructions_left(), Some(0));
    // It is the machine's limit that is used up.
    assert_eq!(kind(lua.load("for i = 1, 1000 do end").exec()), ErrorKind::Limit);
    assert_eq!(kind(within(&lua, 1_000, "for i = 1, 10 do end")), ErrorKind::Limit);
}

#[test]
fn budgets_nest_in_functions_that_scripts_call() {
    let lua = sandbox();
    // Gives half of what there is to the callback.
    let share = lua
        .create_function(|lua, (most, plan): (u64, Function)| {
            let outcome = lua.with_budget(Budget::new().instructions(most), || plan.call::<()>(()));
            Ok(outcome.is_ok())
        })
        .unwrap();
    lua.globals().set("share", share).unwrap();
    let script = "
        local function endless() while true do pcall(error) end end
        local inner
        local outer = share(20000, function()
            inner = share(5000, endless)
            for i = 1, 100 do end
        end)
        return outer, inner, share(1000, endless), share(1000, function() end)";
    let budget = Budget::new().instructions(100_000);
    let results: (bool, bool, bool, bool) =
        lua.with_budget(budget, || lua.load(script).eval()).unwrap();
    assert_eq!(results, (true, false, false, true));
    assert_eq!(lua.instructions_left(), None);

    // The one around is used up: the callback's end is the caller's as well, whatever the host's function makes of it.
    let script = "share(1000000, function() while true do end end) return 'went on'";
    assert_eq!(kind(within(&lua, 10_000, script)), ErrorKind::Limit);
    lua.load("for i = 1, 100000 do end").exec().unwrap();
}

#[test]
fn time_and_memory_have_budgets_too() {
    let lua = sandbox();
    let short = Budget::new().time(Duration::from_millis(5));
    assert_eq!(kind(lua.with_budget(short, || lua.load(ENDLESS).exec())), ErrorKind::Limit);
    lua.load("for i = 1, 100000 do end").exec().unwrap();

    let hoard = "kept = {} while true do kept[#kept + 1] = {} end";
    let small = Budget::new().memory(1 << 20);
    let before = lua.used_memory();
    assert_eq!(kind(lua.with_budget(small, || lua.load(hoard).exec())), ErrorKind::Memory);
    assert!(lua.used_memory() < before + (2 << 20));
    lua.load("kept = nil collectgarbage() kept = ('x'):rep(4 << 20)").exec().unwrap();
    // Besides what is in use, whatever that is.
    lua.with_budget(small, || lua.load("local t = ('x'):rep(1 << 19)").exec()).unwrap();
}

#[test]
fn a_panic_ends_a_budget() {
    let lua = sandbox();
    let panics = || {
        lua.with_budget(Budget::new().instructions(10), || -> Result<()> { panic!("on purpose") })
    };
    assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
    assert_eq!(lua.instructions_left(), None);
    lua.load("for i = 1, 100000 do end").exec().unwrap();
}

#[test]
fn no_string_gets_longer_than_it_may() {
    let lua = Lua::sandbox().string_limit(10_000).build().unwrap();
    lua.set_instruction_limit(Some(100_000_000));
    for script in [
        "local s = 'x' while true do s = s .. s end",
        "local s = ('x'):rep(9000) s = s .. s",
        "('x'):rep(10001)",
        "('x'):rep(101, ('y'):rep(100))",
        "(('x'):rep(9000)):gsub('x', 'yy')",
        "local s = ('x'):rep(9000) table.concat({s, s})",
        "local s = ('x'):rep(9000) s = ('%s%s'):format(s, s)",
        "local s = ('\\0'):rep(9000) s = ('%q'):format(s)",
        "local s = ('x'):rep(9000) string.pack('zz', s, s)",
        "utf8.char(table.unpack((function() local t = {} for i = 1, 5000 do t[i] = 0x7FF end t[5001] = 65 return t end)()))",
        "local piece = ('x'):rep(9000) print(piece, piece)",
    ] {
        let caught = format!("pcall(function() {script} end) while true do end");
        let error = lua.load(caught).exec().expect_err(script);
        assert_eq!(error.kind(), &ErrorKind::Limit, "{script}: {error}");
        assert!(
            error.to_string().contains("a string of more than 10000 bytes"),
            "{script}: {error}"
        );
        assert_eq!(lua.load("#('x'):rep(10000)").eval::<usize>().unwrap(), 10_000);
    }
}

#[test]
fn no_script_has_more_coroutines_than_it_may() {
    let lua = Lua::sandbox().coroutine_limit(50).build().unwrap();
    lua.load("for i = 1, 500 do coroutine.wrap(function() coroutine.yield() end)() end")
        .exec()
        .unwrap();
    for script in [
        "local t = {} for i = 1, 51 do t[i] = coroutine.create(print) end",
        "local t = {} for i = 1, 51 do t[i] = coroutine.wrap(print) end",
        "local function nest() coroutine.wrap(nest)() end nest()",
    ] {
        let caught = format!("pcall(function() {script} end) return 'swallowed'");
        let error = lua.load(caught).exec().expect_err(script);
        assert_eq!(error.kind(), &ErrorKind::Limit, "{script}: {error}");
        assert!(error.to_string().contains("more than 50 coroutines"), "{error}");
        lua.load("coroutine.wrap(print)()").exec().unwrap();
    }
    lua.set_coroutine_limit(None);
    lua.load("local t = {} for i = 1, 500 do t[i] = coroutine.create(print) end").exec().unwrap();
}

#[test]
fn stacks_are_as_deep_as_they_may() {
    let lua = sandbox();
    let deep =
        "local n = 0 local function f() n = n + 1 f() end local ok, why = pcall(f) return n, why";
    let depth = |lua: &Lua| lua.load(deep).eval::<(u64, String)>().unwrap();
    let (whole, _) = depth(&lua);
    lua.set_stack_limit(Some(20_000));
    let (less, why) = depth(&lua);
    assert!(less < whole / 10 && why.contains("stack overflow"), "{less} of {whole}: {why}");
    let inside = "return coroutine.wrap(function() local n = 0 local function f() n = n + 1 f() end pcall(f) return n end)()";
    assert_eq!(lua.load(inside).eval::<u64>().unwrap() / 100, less / 100);
    assert!(lua.load("return select('#', table.unpack({}, 1, 30000))").exec().is_err());
    let handler = "return select(2, xpcall(function() local function f() return 1 + f() end f() end, function(m) return 'seen: ' .. m end))";
    assert!(lua.load(handler).eval::<String>().unwrap().starts_with("seen: "));
    // Less than is in use: what runs goes on, and no more is given.
    let lower = lua
        .create_function(|lua, ()| {
            lua.set_stack_limit(Some(1));
            Ok(())
        })
        .unwrap();
    lua.globals().set("lower", lower).unwrap();
    let script = "local function down(n) if n == 0 then lower() return 0 end return 1 + down(n - 1) end return down(1000)";
    assert_eq!(lua.load(script).eval::<u64>().unwrap(), 1000);
    let error = lua.load("local function f() return 1 + f() end f()").exec().unwrap_err();
    assert!(error.to_string().contains("stack overflow"), "{error}");
    lua.set_stack_limit(None);
    assert_eq!(depth(&lua).0, whole);
}

#[test]
fn nothing_that_scripts_share_can_be_changed() {
    let lua = sandbox();
    for change in [
        "string.rep = nil",
        "table.insert(table, print)",
        "rawset(math, 'pi', 3)",
        "setmetatable(coroutine, {})",
        "utf8.charpattern = ''",
        "getmetatable('').__index = {}",
        "next(nil, nil) string.x = 1",
        "table.move({1}, 1, 1, 1, string)",
        "table.sort(math, function() return true end) math.x = 1",
    ] {
        assert!(lua.load(change).exec().is_err(), "{change}");
    }
    let absent =
        "return io == nil and os == nil and debug == nil and package == nil and require == nil
        and dofile == nil and loadfile == nil and getmetatable('') == false";
    assert!(lua.load(absent).eval::<bool>().unwrap());
    assert!(
        lua.load("return load(string.dump(function() end))")
            .eval::<Option<Function>>()
            .unwrap()
            .is_none()
    );
}

#[test]
fn functions_are_left_out_by_name() {
    let lua = Lua::sandbox().without(["load", "string.rep", "coroutine"]).build().unwrap();
    let absent =
        "return load == nil and string.rep == nil and coroutine == nil and ('x').rep == nil";
    assert!(lua.load(absent).eval::<bool>().unwrap());
    for (name, text) in [
        ("lod", "the sandbox has no 'lod' to leave out"),
        ("io.open", "the sandbox has no 'io.open' to leave out"),
        ("string.rap", "the sandbox has no 'string.rap' to leave out"),
    ] {
        let error = Lua::sandbox().without([name]).build().unwrap_err();
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn a_seed_repeats_a_run() {
    let run = |seed: u64| -> String {
        let lua = Lua::sandbox().seed(seed).build().unwrap();
        let script = "
            local t, out = {}, {}
            for i = 1, 100 do t['k' .. i] = i end
            for k in pairs(t) do out[#out + 1] = k end
            math.randomseed()
            for i = 1, 10 do out[#out + 1] = math.random(1 << 40) end
            out[#out + 1] = tostring(t) .. tostring(print)
            return table.concat(out, ' ')";
        lua.load(script).eval().unwrap()
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
}

#[test]
fn objects_are_shown_by_numbers() {
    let lua = Lua::new();
    let script = "
        local a, b = {}, {}
        assert(tostring(a) == tostring(a) and tostring(a) ~= tostring(b))
        assert(('%p'):format(a) == tostring(a):match('0x%x+'))
        assert(('%p'):format('short') == ('%p'):format('sho' .. 'rt'))
        local seen, kept = {}, {}
        for i = 1, 1000 do
            kept[i] = {}
            local name = tostring(kept[i])
            assert(not seen[name] and #name < 20)
            seen[name] = true
        end
        return tostring(a)";
    let shown: String = lua.load(script).eval().unwrap();
    assert_eq!(shown, "table: 0x0001");
    // What is gone needs no number any more.
    let before = lua.used_memory();
    lua.load("for i = 1, 100000 do local _ = tostring({}) end collectgarbage() collectgarbage()")
        .exec()
        .unwrap();
    assert!(lua.used_memory() < before + 100_000, "{} bytes more", lua.used_memory() - before);
}

/// Takes what is printed, and prints itself if it has a machine.
struct Paper(Rc<RefCell<Vec<u8>>>, Option<Lua>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(lua) = self.1.take() {
            let error = lua.load("print('again')").exec().unwrap_err();
            assert!(error.to_string().contains("standard output is being written to"), "{error}");
        }
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn output_goes_where_the_host_wants() {
    let text = Rc::new(RefCell::new(Vec::new()));
    let lua = Lua::sandbox()
        .libs(StdLib::SANDBOX | StdLib::IO)
        .output(Paper(text.clone(), None))
        .build()
        .unwrap();
    lua.load("print(1, 'x') io.write('y', 2) io.stdout:write('z')").exec().unwrap();
    assert_eq!(*text.borrow(), b"1\tx\ny2z");
    // A writer that prints hears that it cannot.
    lua.set_output(Paper(text.clone(), Some(lua.clone())));
    lua.load("print('once')").exec().unwrap();
    assert!(text.borrow().ends_with(b"once\n"));
}

#[test]
fn finalizers_that_were_left_behind_harm_nobody() {
    let lua = sandbox();
    let finalizers = ["while true do end", "local t = {} while true do t[#t + 1] = {} end"];
    for (number, finalizer) in finalizers.iter().enumerate() {
        let script = format!("left = setmetatable({{}}, {{__gc = function() {finalizer} end}})");
        within(&lua, 1_000_000, &script).unwrap();
        lua.globals().set("left", Value::Nil).unwrap();
        // No budget is around: they end all the same.
        lua.gc_collect().unwrap();
        assert_eq!(lua.load("return 1 + 1").eval::<i64>().unwrap(), 2);
        let script = script.replace("left", &format!("until_the_end_{number}"));
        within(&lua, 1_000_000, &script).unwrap();
    }
    // As they do when the machine ends.
    drop(lua);
}

#[test]
fn memory_of_the_host_counts() {
    let lua = Lua::sandbox().memory_limit(8 << 20).build().unwrap();
    let mut reservation = lua.reserve_memory(4 << 20).unwrap();
    assert!(lua.reserve_memory(5 << 20).is_err());
    assert!(reservation.resize(9 << 20).is_err());
    assert_eq!(reservation.bytes(), 4 << 20);
    let half = "local s = ('x'):rep(5 << 20)";
    assert_eq!(kind(lua.load(half).exec()), ErrorKind::Memory);
    reservation.resize(0).unwrap();
    lua.load(half).exec().unwrap();
    drop(lua);
    // Its machine is gone.
    reservation.resize(1 << 40).unwrap();
}

#[test]
fn work_of_the_host_counts() {
    let lua = sandbox();
    let work = lua.create_function(|lua, amount: u64| lua.spend_instructions(amount)).unwrap();
    lua.globals().set("work", work).unwrap();
    lua.load("work(1 << 50)").exec().unwrap();
    lua.set_instruction_limit(Some(1_000_000));
    lua.load("work(1000)").exec().unwrap();
    let left = lua.instructions_left().unwrap();
    assert!((998_000..999_000).contains(&left), "{left}");
    assert_eq!(kind(lua.load("pcall(work, 1 << 50)").exec()), ErrorKind::Limit);
    assert_eq!(lua.instructions_left(), Some(0));
}

#[test]
fn an_environment_costs_next_to_nothing() {
    let lua = sandbox();
    let scripts = lua.environment().allow_all();
    scripts.build().unwrap();
    lua.gc_collect().unwrap();
    let before = lua.used_memory();
    let environments: Vec<_> = (0..100).map(|_| scripts.build().unwrap()).collect();
    let each = (lua.used_memory() - before) / environments.len();
    assert!(each < 1024, "{each} bytes");
}

#[test]
fn everything_is_sent_back_to_who_gave_the_budget() {
    let lua = sandbox();
    let failed: Result<()> =
        lua.with_budget(Budget::new().instructions(100), || Err(Error::runtime("mine")));
    assert_eq!(failed.unwrap_err().to_string(), "mine");
    let value: i64 = lua.with_budget(Budget::new(), || lua.load("return 42").eval()).unwrap();
    assert_eq!(value, 42);
}

#[test]
fn no_script_changes_the_collector_for_others() {
    let script = "
        local shown = {}
        for _, option in ipairs {'stop', 'restart', 'generational', 'incremental'} do
            shown[#shown + 1] = tostring(collectgarbage(option))
        end
        collectgarbage('setpause', 0) collectgarbage('setstepmul', 0)
        shown[#shown + 1] = tostring(collectgarbage('setpause', 0) > 0)
        shown[#shown + 1] = tostring(collectgarbage('isrunning'))
        return table.concat(shown, ' '), pcall(collectgarbage, 'setpause', {})";
    let (shown, is_checked): (String, bool) = sandbox().load(script).eval().unwrap();
    assert_eq!((&*shown, is_checked), ("0 0 incremental incremental true true", false));
}
