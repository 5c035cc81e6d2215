//! Hooks, the stack, and coroutines seen by the host.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use lua_core::{
    DebugEvent, Error, ErrorKind, Function, HookTriggers, Lua, Result, StdLib, Table, Thread,
    ThreadEvent, ThreadStatus, ThreadTriggers, Value, VmState,
};

type Log = Rc<RefCell<Vec<String>>>;

/// What a hook writes down, and takes.
fn log() -> (Log, impl Fn() -> String) {
    let log = Log::default();
    let taken = log.clone();
    (log, move || taken.take().join(" "))
}

#[test]
fn a_hook_sees_calls_returns_and_lines() -> Result<()> {
    let lua = Lua::new();
    let (events, taken) = log();
    let all = HookTriggers::ON_CALLS | HookTriggers::ON_RETURNS | HookTriggers::EVERY_LINE;
    lua.set_hook(all, move |_, debug| {
        let names = debug.names();
        let name = names.name.unwrap_or_else(|| debug.source().what.into());
        let line = debug.current_line().map_or("-".into(), |line| line.to_string());
        events.borrow_mut().push(format!("{:?}:{name}:{line}", debug.event()));
        Ok(VmState::Continue)
    })?;
    let code =
        "local function f(x)\nreturn x\nend\nlocal y = f(1)\nlocal s = tostring(y)\nreturn f(s)";
    lua.load(code).exec()?;
    lua.remove_hook();
    let expected = "Call:main:3 Line:main:3 Line:main:4 Call:f:2 Line:f:2 Ret:f:2 Line:main:5 \
        Call:tostring:- Ret:tostring:- Line:main:6 TailCall:Lua:2 Line:Lua:2 Ret:Lua:2";
    assert_eq!(taken(), expected);
    lua.load(code).exec()?;
    assert_eq!(taken(), "");
    Ok(())
}

#[test]
fn a_hook_counts_instructions_and_its_error_ends_the_script() -> Result<()> {
    let lua = Lua::new();
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    lua.set_hook(HookTriggers::new().every_nth_instruction(100), move |_, debug| {
        assert_eq!(debug.event(), DebugEvent::Count);
        count.set(count.get() + 1);
        if count.get() < 10 { Ok(VmState::Continue) } else { Err(Error::runtime("enough")) }
    })?;
    let error = lua.load("while true do end").exec().expect_err("the hook ends it");
    assert!(error.to_string().contains("enough"), "{error}");
    assert_eq!(calls.get(), 10);
    // A script may catch it: it is an error like any other.
    let caught: String = lua
        .load("local ok, e = pcall(function() while true do end end) return e")
        .eval()
        .or_else(|error| Ok::<_, Error>(error.to_string()))?;
    assert!(caught.contains("enough"), "{caught}");
    lua.set_hook(HookTriggers::new(), |_, _| unreachable!("it watches nothing"))?;
    lua.set_hook(HookTriggers::new().every_nth_instruction(0), |_, _| unreachable!("nor that"))?;
    assert_eq!(
        lua.load("local n = 0 for i = 1, 1000 do n = n + i end return n").eval::<i64>()?,
        500_500
    );
    Ok(())
}

#[test]
fn hooks_may_use_the_machine_and_change_hooks() -> Result<()> {
    let lua = Lua::new();
    let (events, taken) = log();
    lua.globals().set("ran", 0)?;
    lua.set_hook(HookTriggers::EVERY_LINE, move |lua, debug| {
        // What it runs itself is not watched.
        lua.load("ran = ran + 1\ncollectgarbage()\nlocal t = {}\nfor i = 1, 100 do t[i] = {} end")
            .exec()?;
        events.borrow_mut().push(debug.current_line().unwrap_or(0).to_string());
        if lua.globals().get::<i64>("ran")? == 2 {
            let events = events.clone();
            lua.set_hook(HookTriggers::EVERY_LINE, move |lua, _| {
                events.borrow_mut().push("new".into());
                lua.remove_hook();
                Ok(VmState::Continue)
            })?;
        }
        Ok(VmState::Continue)
    })?;
    let sum: i64 = lua.load("local a = { 1 }\nlocal b = { 2 }\nlocal c = { 3 }\nlocal d = 4\nreturn a[1] + b[1] + c[1] + d").eval()?;
    assert_eq!((sum, taken().as_str()), (10, "1 2 new"));
    Ok(())
}

#[test]
fn a_panic_in_a_hook_leaves_the_machine_whole() -> Result<()> {
    let lua = Lua::new();
    lua.set_hook(HookTriggers::EVERY_LINE, |_, _| panic!("in a hook"))?;
    assert!(catch_unwind(AssertUnwindSafe(|| lua.load("local x = 1").exec())).is_err());
    lua.remove_hook();
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    lua.set_hook(HookTriggers::EVERY_LINE, move |_, _| {
        count.set(count.get() + 1);
        Ok(VmState::Continue)
    })?;
    lua.load("local x = 1\nlocal y = 2").exec()?;
    assert_eq!(calls.get(), 2);
    Ok(())
}

#[test]
fn the_host_goes_before_scripts() -> Result<()> {
    let lua = Lua::new();
    lua.load_std_libs(StdLib::DEBUG)?;
    let (events, taken) = log();
    let note = events.clone();
    lua.globals().set("note", Function::wrap(move |text: String| note.borrow_mut().push(text)))?;
    let line = |lua: &Lua| lua.load("local x\n = 1\nlocal y = 2").exec();
    lua.load("debug.sethook(function(event) note(event) end, 'l')").exec()?;
    line(&lua)?;
    assert!(taken().contains("line"));
    let host = events.clone();
    lua.set_global_hook(HookTriggers::EVERY_LINE, move |_, _| {
        host.borrow_mut().push("global".into());
        Ok(VmState::Continue)
    })?;
    line(&lua)?;
    let seen = taken();
    assert!(seen.contains("global") && !seen.contains("line"), "{seen}");
    let refused = "cannot change the hook of a thread that the host watches";
    for code in ["debug.sethook()", "debug.sethook(print, 'l')"] {
        let error = lua.load(code).exec().expect_err("the host watches").to_string();
        assert!(error.contains(refused), "{error}");
    }
    let (name, mask): (String, String) = lua.load("debug.gethook()").eval()?;
    assert_eq!((name.as_str(), mask.as_str()), ("external hook", "l"));
    // A thread's own goes before the one of all.
    let host = events.clone();
    lua.set_hook(HookTriggers::EVERY_LINE, move |_, _| {
        host.borrow_mut().push("own".into());
        Ok(VmState::Continue)
    })?;
    taken();
    line(&lua)?;
    let seen = taken();
    assert!(seen.contains("own") && !seen.contains("global"), "{seen}");
    lua.remove_hook();
    line(&lua)?;
    assert!(taken().contains("global"));
    lua.remove_global_hook();
    line(&lua)?;
    assert_eq!(taken(), "");
    lua.load("debug.sethook(function(event) note(event) end, 'l')").exec()?;
    line(&lua)?;
    assert!(taken().contains("line"));
    Ok(())
}

#[test]
fn a_global_hook_watches_every_coroutine_and_an_own_one_only_its() -> Result<()> {
    let lua = Lua::new();
    let existing: Thread =
        lua.load("coroutine.create(function() local a = 1\ncoroutine.yield() end)").eval()?;
    let threads = Rc::new(RefCell::new(Vec::new()));
    let seen = threads.clone();
    lua.set_global_hook(HookTriggers::EVERY_LINE, move |lua, _| {
        let thread = lua.current_thread();
        if !seen.borrow().contains(&thread) {
            seen.borrow_mut().push(thread);
        }
        Ok(VmState::Continue)
    })?;
    existing.resume::<()>(())?;
    lua.load("coroutine.wrap(function() local x = 1 end)()").exec()?;
    assert_eq!(threads.borrow().len(), 3);
    assert!(threads.borrow().contains(&existing));
    lua.remove_global_hook();
    let lines = Rc::new(Cell::new(0));
    let count = lines.clone();
    existing.set_hook(HookTriggers::EVERY_LINE, move |_, _| {
        count.set(count.get() + 1);
        Ok(VmState::Continue)
    })?;
    lua.load("local x = 1\nlocal y = 2").exec()?;
    assert_eq!(lines.get(), 0);
    let watched: Thread = lua.load("coroutine.create(function()\nlocal x = 1\nend)").eval()?;
    watched.resume::<()>(())?;
    assert_eq!(lines.get(), 0);
    existing.reset(lua.load("local a = 1\nlocal b = 2").into_function()?)?;
    existing.resume::<()>(())?;
    assert_eq!(lines.get(), 2);
    existing.remove_hook();
    existing.reset(lua.load("local a = 1\nlocal b = 2").into_function()?)?;
    existing.resume::<()>(())?;
    assert_eq!(lines.get(), 2);
    Ok(())
}

/// A program with calls that pass many values on, metamethods, loops and protected calls.
const PROGRAM: &str = "
    local function values(n) if n == 0 then return end return n, values(n - 1) end
    local function sum(...) local s = 0 for _, v in ipairs { ... } do s = s + v end return s end
    local t = setmetatable({}, { __index = function(_, k) return k * 2 end,
        __add = function(a, b) return b end, __concat = function(a, b) return 'c' .. tostring(b) end })
    local log = {}
    for i = 1, 5 do log[#log + 1] = sum(values(i)) + t[i] end
    log[#log + 1] = select('#', pcall(values, 3)) + (t + 7)
    log[#log + 1] = 'a' .. 'b' .. #log .. tostring(select(2, pcall(error, 'e', 0)))
    do local c <close> = setmetatable({}, { __close = function() log[#log + 1] = 'closed' end }) end
    local co = coroutine.wrap(function(...) local x = coroutine.yield(sum(...)) return x, sum(...) end)
    log[#log + 1] = co(values(4))
    log[#log + 1] = table.concat({ co('again') }, '/')
    return table.concat(log, ' '), values(3)";

#[test]
fn a_hook_may_yield_before_any_instruction_and_nothing_is_lost() -> Result<()> {
    let lua = Lua::new();
    let expected: (String, i64, i64, i64) = lua.load(PROGRAM).eval()?;
    for period in [1, 2, 3, 7] {
        let thread = lua.create_thread(lua.load(PROGRAM).into_function()?)?;
        let triggers = HookTriggers::new().every_nth_instruction(period).every_line();
        thread.set_hook(triggers, |_, _| Ok(VmState::Yield))?;
        let mut rounds = 0;
        let result: (String, i64, i64, i64) = loop {
            // Arguments for a hook go nowhere.
            let results: Vec<Value> =
                thread.resume::<lua_core::MultiValue>(("ignored", rounds, true))?.into_vec();
            rounds += 1;
            if rounds % 50 == 0 {
                lua.gc_collect()?;
            }
            if thread.is_finished() {
                break lua.unpack_multi(results.into_iter().collect())?;
            }
            assert!(results.is_empty(), "a hook yields no values");
            assert!(!thread.traceback(None, 0)?.to_str()?.is_empty());
        };
        assert_eq!(result, expected, "every {period} instructions");
        assert!(rounds > 100 / period, "{rounds} rounds");
    }
    Ok(())
}

#[test]
fn scripts_resume_what_a_hook_let_yield() -> Result<()> {
    let lua = Lua::new();
    let code = "
        local co = coroutine.create(function() local n = 0 for i = 1, 10 do n = n + i end return n end)
        watch(co)
        local rounds, ok, result = 0, true, nil
        while coroutine.status(co) ~= 'dead' do
            ok, result = coroutine.resume(co, 'x', 'y')
            rounds = rounds + 1
            assert(ok, result)
        end
        local wrapped = coroutine.wrap(function() watch(coroutine.running()) local a = 1
            local b = 2 return a + b end)
        local first, last = wrapped(), nil
        while not last do last = wrapped(1, 2, 3) end
        return rounds > 5, result, first == nil, last";
    lua.globals().set(
        "watch",
        lua.create_function(|_, thread: Thread| {
            thread.set_hook(HookTriggers::new().every_nth_instruction(3), |_, _| Ok(VmState::Yield))
        })?,
    )?;
    let result: (bool, i64, bool, i64) = lua.load(code).eval()?;
    assert_eq!(result, (true, 55, true, 3));
    Ok(())
}

#[test]
fn a_hook_yields_only_where_that_is_possible() -> Result<()> {
    let lua = Lua::new();
    lua.set_hook(HookTriggers::EVERY_LINE, |_, _| Ok(VmState::Yield))?;
    let error = lua.load("local x = 1").exec().expect_err("no coroutine").to_string();
    assert!(error.contains("attempt to yield from outside a coroutine"), "{error}");
    lua.remove_hook();
    let run = |triggers: HookTriggers, code: &str| -> Result<String> {
        let thread = lua.create_thread(lua.load(code).into_function()?)?;
        thread.set_hook(triggers, |_, debug| {
            let is_inside = debug.source().what == "Lua" || debug.event() != DebugEvent::Line;
            Ok(if is_inside { VmState::Yield } else { VmState::Continue })
        })?;
        Ok(thread.resume::<()>(()).map_or_else(|error| error.to_string(), |()| "yielded".into()))
    };
    let error =
        run(HookTriggers::EVERY_LINE, "table.sort({ 2, 1 }, function(a, b)\nreturn a < b end)")?;
    assert!(error.contains("attempt to yield across a C-call boundary"), "{error}");
    let error = run(HookTriggers::ON_RETURNS, "local x = 1")?;
    assert!(error.contains("attempt to yield before a return or a Rust function"), "{error}");
    assert_eq!(run(HookTriggers::ON_CALLS, "local x = 1")?, "yielded");
    // The machine is whole.
    assert_eq!(lua.load("1 + 1").eval::<i64>()?, 2);
    Ok(())
}

#[test]
fn what_a_hook_let_yield_can_be_closed_and_reset() -> Result<()> {
    let lua = Lua::new();
    let code = "local c <close> = setmetatable({}, { __close = function() closed = (closed or 0) + 1 end })
        while true do end";
    let thread = lua.create_thread(lua.load(code).into_function()?)?;
    thread.set_hook(HookTriggers::new().every_nth_instruction(1000), |_, _| Ok(VmState::Yield))?;
    thread.resume::<()>(())?;
    thread.remove_hook();
    thread.close()?;
    assert_eq!((lua.globals().get::<i64>("closed")?, thread.status()), (1, ThreadStatus::Finished));
    thread.reset(lua.load(code).into_function()?)?;
    thread.set_hook(HookTriggers::new().every_nth_instruction(1000), |_, _| Ok(VmState::Yield))?;
    thread.resume::<()>(())?;
    thread.reset(lua.load("return ...").into_function()?)?;
    assert_eq!(lua.globals().get::<i64>("closed")?, 2);
    assert_eq!(thread.resume::<i64>(42)?, 42);
    Ok(())
}

#[test]
fn a_hook_goes_with_its_garbage_thread_but_not_while_that_is_collected() -> Result<()> {
    struct Uses(Lua, Table);
    impl Drop for Uses {
        fn drop(&mut self) {
            self.1.set("dropped", true).expect("the table lives");
            self.0
                .load("local t = {} for i = 1, 100 do t[i] = {} end collectgarbage()")
                .exec()
                .expect("it runs");
        }
    }
    let lua = Lua::new();
    let table = lua.create_table()?;
    let watch = |lua: &Lua| -> Result<()> {
        let uses = Uses(lua.clone(), table.clone());
        let thread = lua.create_thread(lua.load("local x = 1").into_function()?)?;
        thread.set_hook(HookTriggers::EVERY_LINE, move |_, _| {
            let _ = &uses;
            Ok(VmState::Continue)
        })?;
        thread.resume::<()>(())
    };
    for _ in 0..10 {
        watch(&lua)?;
        lua.gc_collect()?;
    }
    assert!(table.get::<bool>("dropped")?);
    assert_eq!(lua.load("1 + 1").eval::<i64>()?, 2);
    Ok(())
}

#[test]
fn the_stack_is_inspected() -> Result<()> {
    let lua = Lua::new();
    let look = lua.create_function(|lua, ()| {
        let own =
            lua.inspect_stack(0, |debug| (debug.source().what, debug.event(), debug.locals()));
        assert_eq!(own, Some(("Rust", DebugEvent::Unknown(-1), vec![])));
        assert!(
            lua.inspect_stack(100, |_| ()).is_none()
                && lua.inspect_stack(usize::MAX, |_| ()).is_none()
        );
        lua.inspect_stack(1, |debug| -> Result<()> {
            let names = debug.names();
            assert_eq!((names.name.as_deref(), names.name_what), (Some("method"), Some("method")));
            let source = debug.source();
            assert_eq!((source.short_src.as_deref(), source.what), (Some("file.lua"), "Lua"));
            assert_eq!((source.line_defined, source.last_line_defined), (Some(4), Some(7)));
            let stack = debug.stack();
            assert_eq!((stack.num_params, stack.is_vararg, stack.num_upvalues), (2, true, 2));
            assert_eq!((debug.current_line(), debug.is_tail_call()), (Some(6), false));
            let locals = debug.locals();
            let names: Vec<&str> = locals.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["self", "a", "a", "b"]);
            assert_eq!((&locals[1].1, &locals[2].1), (&Value::Integer(1), &Value::Integer(20)));
            assert_eq!(debug.varargs().into_vec(), [Value::Integer(2), Value::Nil]);
            let upvalues = debug.upvalues();
            assert!(upvalues.contains(&("up".into(), Value::Integer(10))), "{upvalues:?}");
            assert!(debug.set_local("a", 30)? && !debug.set_local("absent", 0)?);
            assert!(debug.set_upvalue("up", 11)? && !debug.set_upvalue("absent", 0)?);
            let foreign = Lua::new().create_table()?;
            assert!(
                debug.set_local("a", foreign.clone()).is_err()
                    && debug.set_upvalue("up", foreign).is_err()
            );
            assert_eq!(
                debug.function(),
                lua.globals().get::<Table>("object")?.get::<Function>("method")?
            );
            assert!(format!("{debug:?}").contains("current_line: Some(6)"));
            Ok(())
        })
        .expect("there is a caller")
    })?;
    lua.globals().set("look", look)?;
    let code = "local up = 10
object = {}
--
function object:method(a, ...)
local a, b = a + 19, nil
look()
return a, up end
local x, y = object:method(1, 2, nil)
return x, y, up";
    let result: (i64, i64, i64) = lua.load(code).set_name("@file.lua").eval()?;
    assert_eq!(result, (30, 11, 11));
    Ok(())
}

#[test]
fn tracebacks_are_made_on_request() -> Result<()> {
    let lua = Lua::new();
    let trace = lua.create_function(|lua, level: usize| lua.traceback(Some("message"), level))?;
    lua.globals().set("trace", trace)?;
    let code = "local function inner(level) local text = trace(level)\nreturn text end\nlocal t = inner(...)\nreturn t";
    let from = |level: usize| lua.load(code).set_name("=c").call::<String>(level);
    assert!(
        from(0)?.starts_with("message\nstack traceback:\n\t[C]: in function 'trace'"),
        "{}",
        from(0)?
    );
    assert_eq!(
        from(1)?,
        "message\nstack traceback:\n\tc:1: in local 'inner'\n\tc:3: in main chunk"
    );
    assert_eq!(from(9)?, "message\nstack traceback:");
    assert_eq!(lua.traceback(None, 0)?, "stack traceback:");
    Ok(())
}

#[test]
fn the_status_of_coroutines_is_told_apart() -> Result<()> {
    let lua = Lua::new();
    let main = lua.current_thread();
    assert!(main.is_running() && !main.is_normal());
    let statuses = lua.create_function(move |lua, ()| {
        let running = lua.current_thread();
        assert!(
            running.close().unwrap_err().to_string().contains("cannot close a running coroutine")
        );
        let error = main.reset(lua.globals().get("print")?).expect_err("it resumed");
        assert!(error.to_string().contains("cannot reset a normal coroutine"), "{error}");
        Ok(format!("{:?} {:?}", main.status(), running.status()))
    })?;
    let thread = lua.create_thread(statuses)?;
    assert!(thread.is_resumable() && !thread.is_finished());
    assert_eq!(thread.resume::<String>(())?, "Normal Running");
    assert!(thread.is_finished() && !thread.is_error());
    assert_eq!(thread.to_pointer(), thread.clone().to_pointer());
    drop(lua);
    assert!(thread.is_finished() && thread.traceback(None, 0).is_err());
    Ok(())
}

#[test]
fn coroutines_are_reset_from_every_state() -> Result<()> {
    let lua = Lua::new();
    let function = |code: &str| lua.load(code).into_function();
    let thread = lua.create_thread(function("return 1")?)?;
    thread.reset(function("return 2")?)?;
    assert_eq!(thread.resume::<i64>(())?, 2);
    thread.reset(function("coroutine.yield(3) return 4")?)?;
    assert_eq!(thread.resume::<i64>(())?, 3);
    thread.reset(function("error('no')")?)?;
    assert!(thread.resume::<()>(()).is_err() && thread.is_error());
    thread.reset(function("return select('#', ...)")?)?;
    assert!(thread.is_resumable());
    assert_eq!(thread.resume::<i64>((1, 2, 3))?, 3);
    // Variables that cannot be closed.
    let bad =
        "local c <close> = setmetatable({}, { __close = function() error('in close', 0) end })
        coroutine.yield()";
    thread.reset(function(bad)?)?;
    thread.resume::<()>(())?;
    let error = thread.reset(function("return 5")?).expect_err("closing fails");
    assert_eq!(error.message(), "in close");
    assert_eq!(thread.status(), ThreadStatus::Finished);
    thread.reset(function("return 5")?)?;
    lua.gc_collect()?;
    assert_eq!(thread.resume::<i64>(())?, 5);
    // What failed closes its variables when it is reset.
    thread.reset(function("local c <close> = setmetatable({}, { __close = function(_, e) seen = e end }) error('x', 0)")?)?;
    assert!(thread.resume::<()>(()).is_err());
    thread.reset(function("return seen")?)?;
    assert_eq!(thread.resume::<String>(())?, "x");
    let foreign = Lua::new().load("return 1").into_function()?;
    assert!(matches!(thread.reset(foreign).unwrap_err().kind(), ErrorKind::Handle));
    assert!(lua.current_thread().reset(function("return 1")?).is_err());
    Ok(())
}

#[test]
fn the_host_is_told_of_coroutines() -> Result<()> {
    let lua = Lua::new();
    let (events, taken) = log();
    let all = ThreadTriggers::ON_CREATE | ThreadTriggers::ON_RESUME | ThreadTriggers::ON_YIELD;
    lua.set_thread_event_callback(all, move |lua, event| {
        let (name, thread) = match &event {
            ThreadEvent::Create(thread) => ("create", thread),
            ThreadEvent::Resume(thread) => ("resume", thread),
            ThreadEvent::Yield(thread) => ("yield", thread),
            _ => unreachable!("there are three"),
        };
        lua.gc_collect()?;
        assert!(thread.is_resumable());
        events.borrow_mut().push(name.into());
        Ok(())
    });
    let code =
        "local co = coroutine.wrap(function(...) local x = coroutine.yield(...) return x end)
        local a, b = co(1, 2) return a, b, co(3)";
    assert_eq!(lua.load(code).eval::<(i64, i64, i64)>()?, (1, 2, 3));
    assert_eq!(taken(), "create resume yield resume");
    let thread = lua.create_thread(lua.load("coroutine.yield(7)").into_function()?)?;
    assert_eq!(thread.resume::<i64>(())?, 7);
    assert_eq!(taken(), "create resume yield");
    // What is refused is told to nobody.
    lua.load("coroutine.resume(coroutine.running())").exec()?;
    assert_eq!(taken(), "");
    lua.remove_thread_event_callback();
    thread.resume::<()>(())?;
    assert_eq!(taken(), "");
    Ok(())
}

#[test]
fn the_host_can_refuse_coroutines() -> Result<()> {
    let lua = Lua::new();
    let refuse = |triggers| {
        lua.set_thread_event_callback(triggers, |_, _| Err(Error::runtime("not today")));
    };
    let fails = |code: &str| -> Result<()> {
        let error = lua.load(code).exec().expect_err(code).to_string();
        assert!(error.contains("not today"), "{error}");
        Ok(())
    };
    lua.load("made = coroutine.create(function(...) coroutine.yield(...) return 'end' end)")
        .exec()?;
    refuse(ThreadTriggers::ON_CREATE);
    fails("coroutine.create(print)")?;
    fails("coroutine.wrap(print)")?;
    assert!(lua.create_thread(lua.globals().get("print")?).is_err());
    refuse(ThreadTriggers::ON_RESUME);
    fails("coroutine.resume(made)")?;
    let made: Thread = lua.globals().get("made")?;
    assert!(made.resume::<()>(()).is_err() && made.is_resumable());
    refuse(ThreadTriggers::ON_YIELD);
    fails("coroutine.resume(made, 1, 2, 3)")?;
    lua.remove_thread_event_callback();
    assert_eq!(made.resume::<String>(())?, "end");
    Ok(())
}

#[test]
fn a_callback_may_resume_and_end_what_it_is_told_of() -> Result<()> {
    let lua = Lua::new();
    let is_inside = Rc::new(Cell::new(false));
    let inside = is_inside.clone();
    lua.set_thread_event_callback(
        ThreadTriggers::ON_YIELD | ThreadTriggers::ON_RESUME,
        move |_, event| {
            if inside.replace(true) {
                return Ok(());
            }
            match event {
                ThreadEvent::Yield(thread) => {
                    assert_eq!(thread.resume::<String>("from the callback")?, "from the callback")
                }
                ThreadEvent::Resume(thread) => thread.close()?,
                _ => {}
            }
            inside.set(false);
            Ok(())
        },
    );
    is_inside.set(true);
    let code = "local co = coroutine.create(function() return (coroutine.yield(1, 2)) end) coroutine.resume(co) return co";
    lua.load(code).exec()?;
    is_inside.set(false);
    let (ok, message): (bool, String) =
        lua.load("coroutine.resume(coroutine.create(function() end))").eval()?;
    assert_eq!((ok, message.as_str()), (false, "cannot resume dead coroutine"));
    lua.set_thread_event_callback(ThreadTriggers::ON_YIELD, |_, event| {
        let ThreadEvent::Yield(thread) = event else { return Ok(()) };
        assert_eq!(thread.resume::<String>("from the callback")?, "from the callback");
        Ok(())
    });
    let code = "local co = coroutine.create(function() return (coroutine.yield(1, 2)) end)
        return coroutine.status(co), select('#', coroutine.resume(co)), coroutine.status(co)";
    let result: (String, i64, String) = lua.load(code).eval()?;
    assert_eq!(result, ("suspended".into(), 3, "dead".into()));
    Ok(())
}
