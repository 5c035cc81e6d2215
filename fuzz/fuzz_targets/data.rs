//! Any graph of Lua values, with circles, holes and lying metatables, read as data of all kinds and written as
//! JSON. What can be read as any data is the same after it went to Lua and back.
#![no_main]

use std::collections::BTreeMap;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use lua_core::{Function, Lua, Result, Table, Value};
use lua_serde::{ConfigLoader, DeserializeOptions, LuaSerdeExt, ToSerializable, UnknownKeys};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

/// A step that makes the graph. Values are named by their numbers.
#[derive(Arbitrary, Debug)]
enum Step<'a> {
    Integer(i64),
    Float(f64),
    Text(&'a [u8]),
    Name(Name),
    Flag(bool),
    Null,
    Table,
    List(Vec<u8>),
    Function,
    Coroutine,
    UserData,
    Set { table: u8, key: u8, value: u8 },
    Append { table: u8, value: u8 },
    Liar { table: u8 },
    MarkAsList { table: u8 },
}

/// Names that the types below know, and some that they nearly do.
#[derive(Arbitrary, Debug, Clone, Copy)]
#[allow(non_camel_case_types)]
enum Name {
    name,
    nam,
    size,
    kind,
    next,
    list,
    map,
    call,
    Unit,
    One,
    Pair,
    Parts,
    t,
    c,
}

#[derive(Debug, Serialize, Deserialize)]
struct Everything {
    name: String,
    size: Option<u8>,
    #[serde(default)]
    kind: Kind,
    next: Option<Box<Everything>>,
    #[serde(default)]
    list: Vec<(i64, f32)>,
    #[serde(default)]
    map: BTreeMap<i64, Inner>,
    call: Option<Function>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
enum Kind {
    #[default]
    Unit,
    One(Box<Kind>),
    Pair(char, u128),
    Parts { size: std::num::NonZeroI8 },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "t", content = "c", deny_unknown_fields)]
enum Inner {
    Unit,
    One(Flat),
}

#[derive(Debug, Serialize, Deserialize)]
struct Flat {
    #[serde(flatten)]
    rest: BTreeMap<String, Any>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Nothing,
    Truth(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Any>),
    Map(BTreeMap<String, Any>),
}

/// The last value of the graph.
fn graph(lua: &Lua, steps: &[Step<'_>]) -> Result<Value> {
    let liar: Table = lua
        .load("local function lie() while true do end end return { __index = lie, __len = lie, __pairs = lie }")
        .eval()?;
    let mut values = vec![Value::Table(lua.create_table()?)];
    for step in steps {
        let value = |number: u8| values[number as usize % values.len()].clone();
        let table = |number: u8| match value(number) {
            Value::Table(table) => table,
            _ => values[0].as_table().expect("the first one is a table").clone(),
        };
        let made = match step {
            Step::Integer(integer) => Value::Integer(*integer),
            Step::Float(float) => Value::Number(*float),
            Step::Text(bytes) => Value::String(lua.create_string(bytes)?),
            Step::Name(name) => Value::String(lua.create_string(format!("{name:?}"))?),
            Step::Flag(flag) => Value::Boolean(*flag),
            Step::Null => lua.null(),
            Step::Table => Value::Table(lua.create_table()?),
            Step::List(numbers) => Value::Table(lua.create_sequence_from(numbers.iter().map(|n| value(*n)))?),
            Step::Function => lua.globals().get("print")?,
            Step::Coroutine => lua.load("coroutine.create(print)").eval()?,
            Step::UserData => Value::UserData(lua.create_ser_any_userdata((1, "x"))?),
            Step::Set { table: number, key, value: set } => {
                let table = table(*number);
                // A key that is nil or NaN is an error.
                let _ = table.raw_set(value(*key), value(*set));
                Value::Table(table)
            }
            Step::Append { table: number, value: item } => {
                let table = table(*number);
                table.raw_push(value(*item))?;
                Value::Table(table)
            }
            Step::Liar { table: number } => {
                let table = table(*number);
                table.set_metatable(Some(liar.clone()))?;
                Value::Table(table)
            }
            Step::MarkAsList { table: number } => {
                let table = table(*number);
                table.set_metatable(Some(lua.array_metatable()?))?;
                Value::Table(table)
            }
        };
        values.push(made);
    }
    Ok(values.pop().expect("there is the first one"))
}

fn read_as_all(lua: &Lua, value: &Value) -> Result<()> {
    let limited = DeserializeOptions::new().value_limit(10_000).recursion_limit(40);
    for options in [limited, limited.deny_recursive_tables(false).deny_unsupported_types(false)] {
        let _ = lua.from_value_with::<Everything>(value.clone(), options);
        let _ = lua.from_value_with::<BTreeMap<String, Everything>>(value.clone(), options);
        let _ = lua.from_value_with::<Vec<Option<Kind>>>(value.clone(), options);
        let _ = lua.from_value_with::<(Inner, Flat)>(value.clone(), options);
        let _ = lua.from_value_with::<IgnoredAny>(value.clone(), options);
        let _ = serde_json::to_string(&value.to_serializable().with_options(options));
        if let Ok(data) = lua.from_value_with::<Any>(value.clone(), options) {
            let back: Any = lua.from_value(lua.to_value(&data)?)?;
            assert_eq!(format!("{data:?}"), format!("{back:?}"));
        }
    }
    Ok(())
}

thread_local! {
    static LUA: Lua = Lua::new();
}

fuzz_target!(|input: (Vec<Step<'_>>, &[u8], &str)| {
    let (steps, script, variable) = input;
    LUA.with(|lua| {
        let value = graph(lua, &steps).expect("each step can be done");
        read_as_all(lua, &value).expect("what was read can be written");
    });
    if script.is_empty() {
        return;
    }
    let script = String::from_utf8_lossy(script);
    let loader = ConfigLoader::new()
        .instruction_limit(Some(10_000))
        .memory_limit(Some(4 << 20))
        .defaults(BTreeMap::from([("name", "x")]))
        .variables("A_", [("A_NEXT__SIZE", variable), ("A_LIST", variable)])
        .all_errors(true)
        .unknown_keys(UnknownKeys::Deny);
    if let Err(error) = loader.load_str::<Everything>("app.lua", &script) {
        if let Some(error) = error.downcast_ref::<lua_serde::ConfigError>() {
            assert!(!error.problems().is_empty() && !error.report().is_empty());
        }
    }
});
