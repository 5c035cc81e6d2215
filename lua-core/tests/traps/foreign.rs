//! Values of another machine: nowhere do they get in.

use std::collections::HashMap;

use lua_core::{
    AnyUserData, Function, HookTriggers, Lua, MultiValue, ObjectLike, RegistryKey, Result, Table,
    Thread, TypedFunction, UserData, UserDataFields, UserDataMethods, Value, Variadic, VmState,
};

use crate::{probe, text};

/// Hands out what it has.
struct Giver(Value);

impl UserData for Giver {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("field", |_, this| Ok(this.0.clone()));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("method", |_, this, ()| Ok(this.0.clone()));
        methods.add_meta_method("__len", |_, this, ()| Ok(this.0.clone()));
        methods.add_meta_method("__index", |_, this, _: Value| Ok(this.0.clone()));
    }
}

/// A value of each kind that belongs to a machine.
fn kinds(lua: &Lua) -> [Value; 8] {
    let value = |code: &str| lua.load(code).eval::<Value>().expect("a value");
    [
        value("{}"),
        value("function() end"),
        value("print"),
        value("'short'"),
        value("('long'):rep(100)"),
        value("coroutine.create(print)"),
        Value::UserData(lua.create_any_userdata(5_u8).expect("userdata")),
        Value::Function(lua.create_function(|_, ()| Ok(())).expect("a function")),
    ]
}

/// A way into a machine for a value.
type Entry = fn(&Lua, Value) -> Result<()>;

/// A function that takes anything.
fn sink(lua: &Lua) -> Function {
    lua.load("function(...) return ... end").eval().expect("a function")
}

const AS_DATA: &[(&str, Entry)] = &[
    ("value", |lua, value| lua.globals().set("x", value)),
    ("key", |lua, value| lua.globals().set(value, 1)),
    ("key to read", |lua, value| lua.globals().get::<Value>(value).map(drop)),
    ("key to look for", |lua, value| lua.globals().contains_key(value).map(drop)),
    ("raw value", |lua, value| lua.globals().raw_set("x", value)),
    ("raw key", |lua, value| lua.globals().raw_set(value, 1)),
    ("raw key to read", |lua, value| lua.globals().raw_get::<Value>(value).map(drop)),
    ("item", |lua, value| lua.create_table()?.push(value)),
    ("raw item", |lua, value| lua.create_table()?.raw_push(value)),
    ("inserted item", |lua, value| lua.create_table()?.raw_insert(1, value)),
    ("item by index", |lua, value| lua.create_table()?.raw_seti(1, value)),
    ("removed key", |lua, value| lua.create_table()?.raw_remove(value)),
    ("new table's value", |lua, value| lua.create_table_from([("x", value)]).map(drop)),
    ("new table's key", |lua, value| lua.create_table_from([(value, "x")]).map(drop)),
    ("new table's item", |lua, value| lua.create_sequence_from([value]).map(drop)),
    ("registry", |lua, value| lua.create_registry_value(value).map(drop)),
    ("replaced registry value", |lua, value| {
        lua.replace_registry_value(&lua.create_registry_value(1)?, value)
    }),
    ("named registry", |lua, value| lua.set_named_registry_value("x", value)),
    ("user value", |lua, value| lua.create_any_userdata(())?.set_user_value(value)),
    ("second user value", |lua, value| lua.create_any_userdata(())?.set_nth_user_value(2, value)),
    ("named user value", |lua, value| {
        lua.create_any_userdata(())?.set_named_user_value("x", value)
    }),
    ("environment's variable", |lua, value| lua.environment().set("x", value)?.build().map(drop)),
    ("option", |lua, value| lua.globals().set("x", Some(value))),
    ("list", |lua, value| lua.globals().set("x", vec![value])),
    ("map", |lua, value| lua.globals().set("x", HashMap::from([("k", value)]))),
];

const AS_ARGUMENT: &[(&str, Entry)] = &[
    ("argument", |lua, value| sink(lua).call::<()>(value)),
    ("second argument", |lua, value| sink(lua).call::<()>((1, value, 2))),
    ("arguments", |lua, value| sink(lua).call::<()>(MultiValue::from_vec(vec![value]))),
    ("variadic argument", |lua, value| {
        sink(lua).call::<()>([value].into_iter().collect::<Variadic<Value>>())
    }),
    ("bound argument", |lua, value| sink(lua).bind(value)?.call::<()>(())),
    ("chunk's argument", |lua, value| lua.load("return ...").call::<()>(value)),
    ("object's argument", |lua, value| lua.globals().call_function::<()>("type", value)),
    ("called object's argument", |lua, value| {
        lua.load("setmetatable({}, { __call = rawequal })").eval::<Table>()?.call::<()>(value)
    }),
    ("Rust function's argument", |lua, value| {
        lua.create_function(|_, _: Value| Ok(()))?.call::<()>(value)
    }),
    ("resume's argument", |lua, value| lua.create_thread(sink(lua))?.resume::<()>(value)),
    ("second resume's argument", |lua, value| {
        let thread: Thread =
            lua.load("coroutine.create(function() coroutine.yield() end)").eval()?;
        thread.resume::<()>(())?;
        thread.resume::<()>(value)
    }),
    ("iterator's state", |lua, value| {
        let next: Function = lua.load("next").eval()?;
        next.iterate::<Value>(value, Value::Nil)?.next().unwrap_or(Ok(Value::Nil)).map(drop)
    }),
    ("iterator's control", |lua, value| {
        let next: Function = lua.load("next").eval()?;
        next.iterate::<Value>(lua.globals(), value)?.next().unwrap_or(Ok(Value::Nil)).map(drop)
    }),
];

const AS_RESULT: &[(&str, Entry)] = &[
    ("result", |lua, value| {
        lua.create_function(move |_, ()| Ok(value.clone()))?.call::<Value>(()).map(drop)
    }),
    ("result in a script", |lua, value| {
        let give = lua.create_function(move |_, ()| Ok((1, value.clone())))?;
        lua.load("local give = ... return give()").call::<MultiValue>(give).map(drop)
    }),
    ("wrapped function's result", |lua, value| {
        lua.globals().set("give", Function::wrap(move || value.clone()))?;
        lua.load("give()").exec()
    }),
    ("result in a coroutine", |lua, value| {
        let give = lua.create_function(move |_, ()| Ok(value.clone()))?;
        lua.create_thread(give)?.resume::<Value>(()).map(drop)
    }),
    ("iterator's item", |lua, value| {
        let items = lua.create_iterator(vec![value])?;
        lua.load("for item in ... do end").call::<()>(items)
    }),
    ("field", |lua, value| {
        lua.load("local giver = ... return giver.field").call::<Value>(Giver(value)).map(drop)
    }),
    ("method's result", |lua, value| {
        lua.load("local giver = ... return giver:method()").call::<Value>(Giver(value)).map(drop)
    }),
    ("metamethod's result", |lua, value| {
        lua.load("local giver = ... return #giver").call::<Value>(Giver(value)).map(drop)
    }),
    ("index metamethod's result", |lua, value| {
        lua.load("local giver = ... return giver.other").call::<Value>(Giver(value)).map(drop)
    }),
    ("local variable", |lua, value| {
        let result = std::cell::RefCell::new(Ok(()));
        lua.scope(|scope| {
            let set = scope.create_function(|lua, ()| {
                let change = |frame: &lua_core::Debug<'_>| frame.set_local("x", value.clone());
                *result.borrow_mut() = lua.inspect_stack(1, change).expect("a caller").map(drop);
                Ok(())
            })?;
            lua.load("local set = ... local x = 1 set()").call::<()>(set)
        })?;
        result.into_inner()
    }),
];

#[test]
fn no_value_of_another_machine_gets_in() {
    let (a, b) = (Lua::new(), Lua::new());
    for (place, entry) in [AS_DATA, AS_ARGUMENT, AS_RESULT].concat() {
        for value in kinds(&a) {
            let kind = format!("{} as {place}", value.type_name());
            let own = kinds(&b).into_iter().find(|own| own.type_name() == value.type_name());
            if !matches!(place, "iterator's state" | "iterator's control") {
                entry(&b, own.expect("one of each")).unwrap_or_else(|error| {
                    panic!("its own {kind}: {error}");
                });
            }
            let Err(error) = entry(&b, value) else { panic!("{kind} gets in") };
            let error = error.to_string();
            assert!(error.contains("belongs to another"), "{kind}: {error}");
        }
        probe(&b);
    }
    probe(&a);
}

#[test]
fn what_has_its_own_type_does_not_get_in_either() {
    let (a, b) = (Lua::new(), Lua::new());
    let table = a.create_table().expect("a table");
    let function: Function = a.load("print").eval().expect("a function");
    let typed: TypedFunction<(), ()> = a.load("print").eval().expect("a function");
    let key: RegistryKey = a.create_registry_value("kept").expect("a key");
    let data: AnyUserData = a.create_any_userdata(1_u8).expect("userdata");
    let string = a.create_string("x").expect("a string");
    let own = b.create_table().expect("a table");
    let own_thread = b.create_thread(sink(&b)).expect("a coroutine");
    let outcomes: [(&str, Result<()>); 16] = [
        ("metatable", own.set_metatable(Some(table.clone()))),
        ("environment", b.load("return 1").set_environment(table.clone()).exec()),
        ("function's environment", sink(&b).set_environment(table.clone()).map(drop)),
        ("globals", b.set_globals(table.clone())),
        ("metatable of a type", b.set_type_metatable::<bool>(Some(table.clone()))),
        ("coroutine", b.create_thread(function.clone()).map(drop)),
        ("reset", own_thread.reset(function.clone())),
        ("module", b.globals().set("x", &function)),
        ("typed function", own.set(1, typed)),
        ("key", own.set(1, &key)),
        ("key's value", b.registry_value::<Value>(&key).map(drop)),
        ("key's new value", b.replace_registry_value(&key, 1)),
        ("removed key", b.remove_registry_value(key)),
        ("data", own.set(1, data)),
        ("text", own.set(1, string.to_str().expect("text"))),
        ("bytes", own.set(1, string.as_bytes().expect("bytes"))),
    ];
    for (what, outcome) in outcomes {
        let error = text(outcome);
        assert!(error.contains("another"), "{what}: {error}");
    }
    let foreign = Value::Table(table.clone());
    assert!(Value::Table(own.clone()) != foreign && own != table);
    assert!(!own.equals(&table).unwrap_or(false));
    probe(&a);
    probe(&b);
}

#[test]
fn what_another_machine_threw_stays_there() {
    let (a, b) = (Lua::new(), Lua::new());
    let error = a.load("error({ code = 1 })").exec().expect_err("thrown");
    assert!(error.value::<Table>(&a).is_ok() && error.value::<Table>(&b).is_err());
    let thrower = b.create_function(move |_, ()| -> Result<()> { Err(error.clone()) });
    b.globals().set("throw", thrower.expect("a function")).expect("it is set");
    let caught: Value = b.load("select(2, pcall(throw))").eval().expect("caught");
    assert!(!caught.is_table() && !caught.is_nil(), "{caught:?}");
    assert!(b.load("coroutine.wrap(throw)()").exec().is_err());
    b.load("for i = 1, 1000 do pcall(throw) end collectgarbage()").exec().expect("it runs");
    probe(&a);
    probe(&b);
}

#[test]
fn hooks_of_two_machines_stay_apart() {
    let (a, b) = (Lua::new(), Lua::new());
    let thread = a.create_thread(sink(&a)).expect("a coroutine");
    thread
        .set_hook(HookTriggers::ON_CALLS, |_, _| Ok(VmState::Continue))
        .expect("its own machine's");
    assert!(text(b.globals().set("t", thread)).contains("another"));
    probe(&b);
}
