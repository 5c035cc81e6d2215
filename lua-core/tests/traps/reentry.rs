//! An object in use is not used twice, by whatever way its use comes back to it.

use lua_core::{Function, Lua, Result, UserData, UserDataMethods};

use crate::{catching, panic_as_wanted, probe, text};

#[derive(Default)]
struct Cellar {
    bottles: Vec<i64>,
}

impl UserData for Cellar {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method_mut("put", |_, this, bottle: i64| {
            this.bottles.push(bottle);
            Ok(this.bottles.len())
        });
        methods.add_method("count", |_, this, ()| Ok(this.bottles.len()));
        methods.add_method_mut("while_changed", |_, this, run: Function| {
            this.bottles.push(0);
            run.call::<()>(())?;
            this.bottles.pop();
            Ok(())
        });
        // A closure of its own: one that may change what it captured is not entered twice, whatever the object.
        methods.add_method_mut("while_held", |_, this, run: Function| {
            this.bottles.push(0);
            run.call::<()>(())?;
            this.bottles.pop();
            Ok(())
        });
        methods.add_method("while_read", |_, this, run: Function| {
            let before = this.bottles.len();
            run.call::<()>(())?;
            assert_eq!(this.bottles.len(), before);
            Ok(())
        });
        methods.add_method_mut("while_failing", |_, _, run: Function| -> Result<()> {
            run.call::<()>(())?;
            panic_as_wanted()
        });
    }
}

/// Ways from a use of an object to the next one: each calls `use` once, whose error goes nowhere.
const WAYS: &[(&str, &str)] = &[
    ("pcall", "pcall(use)"),
    ("xpcall", "xpcall(use, function() end)"),
    ("handler", "xpcall(error, use)"),
    ("coroutine", "coroutine.resume(coroutine.create(use))"),
    ("wrapped coroutine", "pcall(coroutine.wrap(use))"),
    ("finalizer", "setmetatable({}, { __gc = use }) collectgarbage()"),
    ("close", "pcall(function() local c <close> = setmetatable({}, { __close = use }) end)"),
    (
        "close of a coroutine",
        "local co = coroutine.create(function()
            local c <close> = setmetatable({}, { __close = use })
            coroutine.yield()
        end)
        coroutine.resume(co)
        coroutine.close(co)",
    ),
    ("metamethod", "pcall(function() return setmetatable({}, { __index = use }).x end)"),
    ("sort", "pcall(table.sort, { 2, 1 }, use)"),
    ("gsub", "pcall(string.gsub, 'x', '.', use)"),
    ("load", "load(use)"),
    ("tostring", "pcall(tostring, setmetatable({}, { __tostring = use }))"),
    ("iterator", "pcall(function() for _ in use do end end)"),
];

fn machine() -> Lua {
    let lua = Lua::new();
    lua.globals().set("cellar", Cellar::default()).expect("it converts");
    lua.globals().set("other", Cellar::default()).expect("it converts");
    lua
}

/// A script that uses the cellar while `holder` does, through `way`, and notes what came of it.
fn script(holder: &str, way: &str, used: &str) -> String {
    format!(
        "local uses, refused = 0, 0
        local function use()
            uses = uses + 1
            local ok, message = pcall(function() return {used} end)
            if not ok then
                refused = refused + 1
                assert(message:find('cannot borrow Cellar', 1, true), message)
                error(message, 0)
            end
        end
        {holder}(function() {way} end)
        return uses, refused, cellar:count()"
    )
}

#[test]
fn one_level_deep() {
    for (name, way) in WAYS {
        for (holder, used, is_refused) in [
            ("cellar:while_changed", "cellar:put(1)", true),
            ("cellar:while_changed", "cellar:count()", true),
            ("cellar:while_read", "cellar:put(1)", true),
            ("cellar:while_read", "cellar:count()", false),
        ] {
            let lua = machine();
            let outcome = lua.load(script(holder, way, used)).eval::<(u32, u32, u32)>();
            let outcome = outcome.unwrap_or_else(|error| panic!("{name}, {holder}: {error}"));
            let (uses, refused, count) = outcome;
            assert!(uses >= 1, "{name} did not use it");
            assert_eq!(refused, if is_refused { uses } else { 0 }, "{name}: {used} in {holder}");
            assert_eq!(count, 0, "{name}: nothing was put there");
            lua.load("assert(cellar:put(1) == 1)").exec().expect("it is free again");
            probe(&lua);
        }
    }
}

#[test]
fn two_levels_deep() {
    for (name, way) in WAYS {
        for (inner_name, inner) in WAYS {
            let lua = machine();
            // The second object is used freely, and leads back to the first.
            let way = format!(
                "local back = use
                local function use() other:while_held(function() {inner} end) back() end
                {way}",
                inner = inner.replace("use", "back"),
            );
            let code = script("cellar:while_changed", &way, "cellar:put(1)");
            let outcome = lua.load(code).eval::<(u32, u32, u32)>();
            let (uses, refused, count) =
                outcome.unwrap_or_else(|error| panic!("{name}, {inner_name}: {error}\n{way}"));
            // Finalizers wait while one runs.
            let is_waiting = *name == "finalizer" && *inner_name == "finalizer";
            assert!(uses >= if is_waiting { 1 } else { 2 }, "{name}, {inner_name}: {uses}");
            assert_eq!((refused, count), (uses, 0), "{name}, {inner_name}");
            lua.load("assert(cellar:put(1) == 1) other:put(1)")
                .exec()
                .unwrap_or_else(|error| panic!("{name}, {inner_name}: {error}"));
        }
    }
}

#[test]
fn errors_and_panics_give_it_back() {
    let lua = machine();
    let error = text(lua.load("cellar:while_changed(error)").exec());
    assert!(!error.is_empty());
    for (_, way) in WAYS {
        let way = script("cellar:while_failing", way, "cellar:put(1)");
        assert!(catching(|| lua.load(way).exec()).is_none(), "it panics");
        lua.load("cellar:put(1) cellar:while_changed(function() end)").exec().expect("it is free");
    }
    probe(&lua);
}

#[test]
fn functions_that_change_what_they_captured() {
    for (name, way) in WAYS {
        let lua = Lua::new();
        let mut calls = 0;
        let change = lua.create_function_mut(move |_, run: Option<Function>| {
            calls += 1;
            if let Some(run) = run {
                run.call::<()>(())?;
            }
            Ok(calls)
        });
        lua.globals().set("change", change.expect("a function")).expect("it is set");
        let code = format!(
            "local uses, refused = 0, 0
            local function use()
                uses = uses + 1
                local ok, message = pcall(change)
                if not ok then
                    refused = refused + 1
                    assert(message:find('was called while it runs', 1, true), message)
                    error(message, 0)
                end
            end
            assert(change(function() {way} end) == 1)
            assert(uses >= 1 and uses == refused)
            return change()"
        );
        let calls = lua.load(code).eval::<i64>().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(calls, 2, "{name}");
        probe(&lua);
    }
}
