//! The embedding API from the first line to the last, in asserts.

use std::collections::{BTreeMap, HashMap};

use ferrolua::{
    Error, ErrorContext, ErrorKind, ExternalResult, FromLua, Function, IntoLua, Lua, LuaSerdeExt,
    LuaString, MultiValue, Result, Table, Thread, ThreadStatus, TypedFunction, UserData, Value,
    Variadic, methods,
};
use serde::{Deserialize, Serialize};

type Stop = fn(&Lua) -> Result<()>;

/// Every stop of the tour, by its name.
const STOPS: &[(&str, Stop)] = &[
    ("globals", globals),
    ("values", values),
    ("tables", tables),
    ("strings", strings),
    ("functions", functions),
    ("typed functions", typed_functions),
    ("chunks", chunks),
    ("metatables", metatables),
    ("conversions", conversions),
    ("userdata", userdata),
    ("coroutines", coroutines),
    ("errors", errors),
    ("serde", serde),
    ("the registry", registry),
    ("memory", memory),
];

pub(crate) fn run() -> Result<String> {
    let mut passed = String::new();
    for (name, stop) in STOPS {
        // A machine of its own for every stop. They share nothing.
        stop(&Lua::new()).context(name)?;
        passed += &format!("{name}: as told\n");
    }
    Ok(passed)
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}

fn globals(lua: &Lua) -> Result<()> {
    // Values convert on their way in and out.
    let globals = lua.globals();
    globals.set("name", "orc")?;
    globals.set("hp", 20)?;
    assert_eq!(globals.get::<String>("name")?, "orc");
    assert_eq!(globals.get::<f64>("hp")?, 20.0);

    // What is not there is nil, which is `None` for whoever expects that, and an error for whoever does not.
    assert_eq!(globals.get::<Option<i64>>("mana")?, None);
    assert!(globals.get::<i64>("mana").is_err());

    lua.load("hp = hp - 5").exec()?;
    assert_eq!(globals.get::<i64>("hp")?, 15);
    Ok(())
}

fn values(lua: &Lua) -> Result<()> {
    // When the type is not known beforehand, `Value` is any of them.
    let value: Value = lua.load("2^53").eval()?;
    assert_eq!(value, Value::Number(9007199254740992.0));
    assert_eq!(lua.load("1 << 53").eval::<Value>()?, Value::Integer(1 << 53));
    assert_eq!(Value::Integer(1), Value::Number(1.0)); // as in Lua
    assert!(lua.load("nil").eval::<Value>()?.is_nil());

    // Several values at once are a tuple, or any number of them.
    let (min, max): (i64, i64) = lua.load("math.min(3, 1, 2), math.max(3, 1, 2)").eval()?;
    assert_eq!((min, max), (1, 3));
    let all: MultiValue = lua.load("1, 'two', nil").eval()?;
    assert_eq!(all.len(), 3);
    let numbers: Variadic<i64> = lua.load("1, 2, 3, 4").eval()?;
    assert_eq!(numbers.iter().sum::<i64>(), 10);
    Ok(())
}

fn tables(lua: &Lua) -> Result<()> {
    let table = lua.create_table()?;
    table.set(1, "one")?;
    table.push("two")?;
    table.set("key", true)?;
    assert_eq!(table.len()?, 2);
    assert!(table.contains_key("key")?);
    assert_eq!(table.pop::<String>()?, "two");

    // A handle is a reference: the script sees the same table.
    lua.globals().set("shared", &table)?;
    lua.load("shared.more = #shared").exec()?;
    assert_eq!(table.get::<i64>("more")?, 1);

    // Entries in no order; the items of a sequence in theirs.
    let map = lua.create_table_from([("a", 1), ("b", 2)])?;
    let collected = map.pairs().collect::<Result<BTreeMap<String, i64>>>()?;
    assert_eq!(collected, BTreeMap::from([("a".into(), 1), ("b".into(), 2)]));
    let list = lua.create_sequence_from([2, 3, 5])?;
    assert_eq!(list.sequence_values::<i64>().sum::<Result<i64>>()?, 10);
    Ok(())
}

fn strings(lua: &Lua) -> Result<()> {
    // Strings are bytes; text is what is UTF-8.
    let text = lua.create_string("grüße")?;
    assert_eq!(text.to_str()?, "grüße");
    let bytes: LuaString = lua.load(r"'\xff\0'").eval()?;
    assert_eq!(&*bytes.as_bytes()?, b"\xff\0");
    assert!(bytes.to_str().is_err());
    assert_eq!(bytes.to_string_lossy(), "\u{fffd}\0");
    Ok(())
}

fn functions(lua: &Lua) -> Result<()> {
    // A Lua function is called with a tuple, and gives whatever the caller expects.
    let concat: Function = lua.load("function(a, b) return a .. b, #a + #b end").eval()?;
    assert_eq!(concat.call::<String>(("ab", "c"))?, "abc");
    assert_eq!(concat.call::<(String, usize)>(("ab", "c"))?, ("abc".into(), 3));

    // A Rust closure gets the machine, may change what it captured, and may call back.
    let mut calls = 0;
    let twice = lua.create_function_mut(move |_, (function, x): (Function, Value)| {
        calls += 1;
        let once: Value = function.call(x)?;
        Ok((function.call::<Value>(once)?, calls))
    })?;
    lua.globals().set("twice", twice)?;
    let source = "twice(function(x) return x * x end, 3)";
    assert_eq!(lua.load(source).eval::<(i64, i32)>()?, (81, 1));
    assert_eq!(lua.load(source).eval::<(i64, i32)>()?, (81, 2));

    // A plain function is wrapped as it is; any error type will do, and text is not copied.
    lua.globals().set("parse", Function::wrap(|text: &str| text.trim().parse::<i64>()))?;
    assert_eq!(lua.load("parse(' 42 ')").eval::<i64>()?, 42);
    let error = lua.load("parse('x')").exec().unwrap_err();
    assert!(error.downcast_ref::<std::num::ParseIntError>().is_some());

    // Arguments can be given ahead of the call.
    assert_eq!(concat.bind("left ")?.call::<String>("right")?, "left right");
    Ok(())
}

fn typed_functions(lua: &Lua) -> Result<()> {
    let area: TypedFunction<(f64, f64), f64> =
        lua.load("function(w, h) return w * h end").eval()?;
    assert_eq!(area.call((2.0, 3.0))?, 6.0);

    // As a Rust closure it owns its machine and can be kept anywhere.
    let area: Box<dyn Fn(f64, f64) -> Result<f64>> =
        area.as_function().clone().into_lua(lua)?.get(lua)?;
    assert_eq!(area(2.0, 3.0)?, 6.0);
    Ok(())
}

fn chunks(lua: &Lua) -> Result<()> {
    // A chunk has a name for messages, and may have global variables of its own.
    let environment = lua.create_table()?;
    lua.load("x = 1").set_name("=setup").set_environment(environment.clone()).exec()?;
    assert_eq!(environment.get::<i64>("x")?, 1);
    assert!(lua.globals().get::<Value>("x")?.is_nil());

    // It can be compiled once and called with arguments.
    let chunk = lua.load("local a, b = ... return a * b").into_function()?;
    assert_eq!(chunk.call::<i64>((6, 7))?, 42);
    Ok(())
}

fn metatables(lua: &Lua) -> Result<()> {
    let metatable = lua.create_table()?;
    metatable.set("__index", Function::wrap(|_: Table, key: String| key.to_uppercase()))?;
    let table = lua.create_table()?;
    table.set_metatable(Some(metatable))?;
    assert_eq!(table.get::<String>("loud")?, "LOUD");
    assert!(table.raw_get::<Value>("loud")?.is_nil());
    Ok(())
}

/// A type that converts on its own terms.
#[derive(Debug, PartialEq)]
struct Celsius(f64);

impl FromLua for Celsius {
    fn from_lua(value: Value, lua: &Lua) -> Result<Celsius> {
        f64::from_lua(value, lua).map(Celsius)
    }
}

impl IntoLua for Celsius {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.0.into_lua(lua)
    }
}

fn conversions(lua: &Lua) -> Result<()> {
    lua.globals().set("outside", Celsius(-3.5))?;
    assert_eq!(lua.load("outside + 1").eval::<Celsius>()?, Celsius(-2.5));

    // Collections of the standard library are tables.
    let doubled: Vec<i64> = lua.load("{ 2, 4, 6 }").eval()?;
    assert_eq!(doubled, [2, 4, 6]);
    let ages: HashMap<String, u8> = lua.load("{ ann = 30, bob = 40 }").eval()?;
    assert_eq!(ages["bob"], 40);

    // What does not fit is an error, never another number.
    assert!(lua.load("300").eval::<u8>().is_err());
    assert!(lua.load("1.5").eval::<i64>().is_err());
    assert!(lua.pack(u64::MAX).is_err());
    Ok(())
}

/// Host data: scripts hold it, Rust says what they can do with it.
#[derive(UserData)]
struct Counter {
    count: i64,
}

#[methods]
impl Counter {
    #[lua(constructor)]
    fn new(count: i64) -> Counter {
        Counter { count }
    }

    fn add(&mut self, n: i64) -> &mut Self {
        self.count += n;
        self
    }
}

fn userdata(lua: &Lua) -> Result<()> {
    lua.register::<Counter>()?;
    lua.load("counter = Counter(1):add(2):add(3)").exec()?;
    assert_eq!(lua.load("counter.count").eval::<i64>()?, 6);

    // Rust borrows it, or takes it back.
    let counter = lua.globals().get::<ferrolua::AnyUserData>("counter")?;
    counter.borrow_mut::<Counter>()?.count = 10;
    assert_eq!(lua.load("counter:add(1).count").eval::<i64>()?, 11);
    assert_eq!(counter.take::<Counter>()?.count, 11);
    assert!(lua.load("counter.count").exec().is_err());
    Ok(())
}

fn coroutines(lua: &Lua) -> Result<()> {
    let body: Function =
        lua.load("function(a) local b = coroutine.yield(a * 2) return a + b end").eval()?;
    let thread: Thread = lua.create_thread(body)?;
    assert_eq!(thread.resume::<i64>(4)?, 8);
    assert_eq!(thread.status(), ThreadStatus::Resumable);
    assert_eq!(thread.resume::<i64>(5)?, 9);
    assert_eq!(thread.status(), ThreadStatus::Finished);
    Ok(())
}

fn errors(lua: &Lua) -> Result<()> {
    let error = lua.load("local t = nil\nreturn t.x").set_name("@a.lua").exec().unwrap_err();
    assert_eq!(error.to_string(), "a.lua:2: attempt to index a nil value (local 't')");

    // The very value that was thrown comes out, and a host's error goes through a script unharmed.
    let error = lua.load("error({ code = 42 })").exec().unwrap_err();
    assert_eq!(error.value::<Table>(lua)?.get::<i64>("code")?, 42);
    let open =
        lua.create_function(|_, path: String| std::fs::read(path).map(|_| ()).into_lua_err())?;
    let error = open.call::<()>("/no/such/file").unwrap_err();
    assert!(error.downcast_ref::<std::io::Error>().is_some());

    // The kind tells what went wrong; a line typed at a prompt may only be unfinished.
    let error = lua.load("x = (1 +").exec().unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Syntax { incomplete: true });
    let error = Error::runtime("no ammunition").context("loading the cannon");
    assert_eq!(error.to_string(), "loading the cannon: no ammunition");
    Ok(())
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Server {
    host: String,
    port: u16,
}

fn serde(lua: &Lua) -> Result<()> {
    let server: Server = lua.from_value(lua.load("{ host = 'h', port = 80 * 100 }").eval()?)?;
    assert_eq!(server, Server { host: "h".into(), port: 8000 });
    lua.globals().set("server", lua.to_value(&server)?)?;
    assert_eq!(lua.load("server.port + 1").eval::<u16>()?, 8001);
    Ok(())
}

fn registry(lua: &Lua) -> Result<()> {
    // Rust keeps values where scripts cannot see them, by a key or beside the machine.
    let key = lua.create_registry_value(lua.create_sequence_from([1, 2])?)?;
    assert_eq!(lua.registry_value::<Vec<i64>>(&key)?, [1, 2]);
    lua.set_app_data(String::from("level 3"));
    assert_eq!(lua.app_data_ref::<String>().as_deref().map(String::as_str), Some("level 3"));
    Ok(())
}

fn memory(lua: &Lua) -> Result<()> {
    lua.load("garbage = {} for i = 1, 10000 do garbage[i] = {} end").exec()?;
    let before = lua.used_memory();
    lua.load("garbage = nil").exec()?;
    lua.gc_collect()?;
    assert!(lua.used_memory() < before);

    // A handle does not keep its machine alive; used afterwards, it gives an error.
    let table = Lua::new().create_table()?;
    assert!(table.get::<Value>("x").is_err());
    Ok(())
}
