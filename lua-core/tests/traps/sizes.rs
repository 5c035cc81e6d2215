//! Very many values, and no memory for them.

use std::cell::Cell;
use std::rc::Rc;

use lua_core::{
    ErrorKind, Function, Lua, MultiValue, Result, Table, UserData, UserDataFields, UserDataMethods,
    Value, Variadic,
};

use crate::probe;

#[test]
fn any_number_of_values_goes_in_and_out_or_is_refused() {
    let lua = Lua::new();
    let echo = lua.create_function(|_, values: MultiValue| Ok(values)).expect("a function");
    let count = lua.create_function(|_, values: Variadic<i64>| Ok(values.len())).expect("made");
    let make =
        lua.create_function(|_, n: i64| Ok((0..n).collect::<Variadic<i64>>())).expect("made");
    let scripted: Function = lua.load("function(...) return ... end").eval().expect("a function");
    lua.globals().set("make", &make).expect("it is set");
    for n in [0, 1, 255, 1_000_000, 5_000_000_i64] {
        let values = || (0..n).collect::<Variadic<i64>>();
        let is_possible = n <= 255;
        let check = |what: &str, outcome: Result<usize>| match outcome {
            Ok(len) => assert_eq!(len as i64, n, "{what}"),
            Err(error) => {
                assert!(!is_possible, "{n} {what}: {error}");
                let error = error.to_string();
                let reasons = ["stack overflow", "too many", "error in error handling"];
                assert!(reasons.iter().any(|reason| error.contains(reason)), "{error}");
            }
        };
        check("arguments", count.call::<usize>(values()));
        check("results", make.call::<Variadic<i64>>(n).map(|values| values.len()));
        if n > 1_000_000 {
            continue;
        }
        check("there and back", echo.call::<MultiValue>(values()).map(|values| values.len()));
        check("through a script", scripted.call::<Variadic<i64>>(values()).map(|all| all.len()));
        check("in a script", lua.load("return select('#', make(...))").call::<usize>(n));
        check("in a table", lua.load("return #{ make(...) }").call::<usize>(n));
        check("bound", echo.bind(values()).and_then(|f| f.call::<MultiValue>(())).map(|v| v.len()));
        let thread = lua.create_thread(scripted.clone()).expect("a coroutine");
        check("through a coroutine", thread.resume::<MultiValue>(values()).map(|all| all.len()));
        let thread = lua.create_thread(make.clone()).expect("a coroutine");
        check("out of a coroutine", thread.resume::<MultiValue>(n).map(|all| all.len()));
        let table = lua.create_sequence_from(0..n).expect("there is memory");
        check("unpacked", lua.load("return select('#', table.unpack(...))").call::<usize>(table));
    }
    lua.gc_collect().expect("it collects");
    probe(&lua);
}

struct Heavy(#[expect(dead_code, reason = "it only weighs")] [u8; 512]);

impl UserData for Heavy {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("x", |_, _| Ok(1));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("y", |_, _, ()| Ok("y".repeat(1000)));
    }
}

type Maker = fn(&Lua, usize) -> Result<Value>;

/// Each way to make an object.
const MAKERS: &[(&str, Maker)] = &[
    ("table", |lua, _| lua.create_table().map(Value::Table)),
    ("large table", |lua, n| lua.create_table_with_capacity(n, n).map(Value::Table)),
    ("table of pairs", |lua, n| {
        lua.create_table_from((0..n % 100).map(|i| (i, "text"))).map(Value::Table)
    }),
    ("sequence", |lua, n| lua.create_sequence_from(0..n % 1000).map(Value::Table)),
    ("short string", |lua, n| lua.create_string(n.to_string()).map(Value::String)),
    ("long string", |lua, n| lua.create_string(vec![b'x'; 100 + n]).map(Value::String)),
    ("function", |lua, n| lua.create_function(move |_, ()| Ok(n)).map(Value::Function)),
    ("mutable function", |lua, n| lua.create_function_mut(move |_, ()| Ok(n)).map(Value::Function)),
    ("iterator", |lua, n| lua.create_iterator(0..n).map(Value::Function)),
    ("chunk", |lua, n| {
        lua.load(format!("return {n}, {{}}, 'x'")).into_function().map(Value::Function)
    }),
    ("bound function", |lua, n| {
        let function: Function = lua.globals().get("print")?;
        function.bind(n).map(Value::Function)
    }),
    ("coroutine", |lua, _| {
        let function: Function = lua.globals().get("print")?;
        lua.create_thread(function).map(Value::Thread)
    }),
    ("userdata", |lua, _| lua.create_userdata(Heavy([0; 512])).map(Value::UserData)),
    ("any userdata", |lua, _| lua.create_any_userdata([0_u8; 512]).map(Value::UserData)),
    ("proxy", |lua, _| lua.create_proxy::<Heavy>().map(Value::Table)),
    ("environment", |lua, _| lua.environment().allow(["print"]).build().map(Value::Table)),
    ("list", |lua, n| lua.pack(vec![n; 100])),
    ("text", |lua, n| lua.pack("text".repeat(n % 1000))),
    ("globals", |lua, _| Ok(Value::Table(lua.globals()))),
    ("traceback", |lua, _| lua.traceback(Some("message"), 0).map(Value::String)),
    ("registry key", |lua, n| {
        let key = lua.create_registry_value(vec![n; 10])?;
        lua.registry_value(&key)
    }),
    ("error", |lua, n| lua.pack(lua_core::Error::runtime(n))),
];

#[test]
fn objects_are_made_near_the_limit_of_memory_or_refused() {
    for (what, make) in MAKERS {
        for room in [0, 100, 5000, 200_000] {
            let lua = Lua::new();
            lua.gc_collect().expect("it collects");
            lua.set_memory_limit(lua.used_memory() + room).expect("it is set");
            let mut kept = Vec::new();
            let mut refused = None;
            for n in (0..1000).step_by(3) {
                match make(&lua, n) {
                    Ok(value) => kept.push(value),
                    Err(error) => refused = Some(error),
                }
            }
            if let Some(error) = refused {
                let kind = error.kind();
                assert!(matches!(kind, ErrorKind::Memory), "{what} in {room}: {error}");
            }
            // Also scripts that go beyond it end, and what they used comes back.
            lua.load("local t = {} while true do t[#t + 1] = {} end").exec().expect_err("no room");
            drop(kept);
            lua.set_memory_limit(0).expect("no limit");
            lua.gc_collect().expect("it collects");
            lua.gc_collect().expect("it collects");
            probe(&lua);
        }
    }
}

#[test]
fn callbacks_work_near_the_limit_of_memory() {
    let lua = Lua::new();
    let calls = Rc::new(Cell::new(0_u32));
    let count = calls.clone();
    let grow = lua.create_function(move |lua, list: Table| {
        count.set(count.get() + 1);
        list.push(lua.create_userdata(Heavy([0; 512]))?)?;
        list.push(lua.create_string(vec![b'x'; 1000])?)
    });
    lua.globals().set("grow", grow.expect("a function")).expect("it is set");
    lua.gc_collect().expect("it collects");
    lua.set_memory_limit(lua.used_memory() + 500_000).expect("it is set");
    let error = lua.load("local list = {} while true do pcall(grow, list) end").exec();
    assert!(matches!(error.expect_err("no room").kind(), ErrorKind::Memory));
    assert!(calls.get() > 100, "{} calls", calls.get());
    lua.gc_collect().expect("it collects");
    lua.load("grow({})").exec().expect("there is room again");
    lua.set_memory_limit(0).expect("no limit");
    probe(&lua);
}
