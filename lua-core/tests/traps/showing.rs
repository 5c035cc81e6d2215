//! Formatting errors, values and handles runs no code of a script, and any bytes can be shown.

use lua_core::{
    BString, Lua, LuaString, ObjectLike, Result, Table, UserData, UserDataMethods, Value,
};

use crate::{probe, text};

struct Touchy;

impl UserData for Touchy {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_meta_method("__tostring", |lua, _, ()| -> Result<String> {
            lua.load("touched = true while true do end").exec()?;
            Ok(String::new())
        });
        methods.add_meta_method("__index", |lua, _, _: Value| {
            lua.load("touched = true while true do end").exec()
        });
    }
}

/// Objects with metamethods that must not be called.
const OBJECTS: &str = "
    local function spin() touched = true while true do end end
    local function fail() touched = true error('touched') end
    local function recurse(x) touched = true return tostring(x) end
    local objects, all = {}, nil
    for _, f in ipairs { spin, fail, recurse } do
        local mt = { __tostring = f, __pairs = f, __index = f, __len = f, __eq = f, __lt = f,
            __concat = f, __call = f, __close = f, __metatable = f }
        objects[#objects + 1] = setmetatable({ 1, x = {} }, mt)
        all = mt
        mt.__name = setmetatable({}, { __tostring = f, __index = f })
        objects[#objects + 1] = setmetatable({}, { __name = setmetatable({}, mt) })
        objects[#objects + 1] = setmetatable({}, setmetatable({}, { __index = f }))
        objects[#objects + 1] = coroutine.create(f)
        objects[#objects + 1] = f
    end
    local itself = setmetatable({}, all)
    itself[itself] = itself
    objects[#objects + 1] = itself
    local deep = {}
    for i = 1, 100000 do deep = setmetatable({ deep }, all) end
    objects[#objects + 1] = deep
    objects[#objects + 1] = touchy
    return objects";

#[test]
fn showing_runs_no_script() {
    let lua = Lua::new();
    lua.globals().set("touchy", Touchy).expect("it is set");
    let objects: Vec<Value> = lua.load(OBJECTS).eval().expect("objects");
    // A failure is better than a test that hangs.
    lua.set_instruction_limit(Some(10_000_000));
    assert!(objects.len() > 15);
    for object in objects {
        let mut shown = format!("{object:?} {object:#?} {:p}", object.to_pointer());
        match &object {
            Value::Table(table) => {
                shown += &format!("{table:?} {table:#?} {:?}", table.metatable().is_some());
            }
            Value::UserData(data) => {
                shown += &format!("{data:?} {data:#?} {:?}", data.type_name());
            }
            Value::Function(function) => shown += &format!("{function:?} {:?}", function.info()),
            Value::Thread(thread) => shown += &format!("{thread:?} {:?}", thread.status()),
            other => panic!("{other:?}"),
        }
        assert!(!shown.is_empty());
        let error = lua.load("error(...)").call::<()>(&object).expect_err("thrown");
        let nested = lua
            .create_function({
                let error = error.clone();
                move |_, ()| -> Result<()> { Err(error.clone().context("on the way")) }
            })
            .and_then(|function| function.call::<()>(()));
        for error in [error, nested.expect_err("thrown")] {
            let shown = format!("{error} {error:?} {error:#} {error:#?} {}", error.message());
            let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
            assert!(!shown.is_empty() && !chain.is_empty());
        }
        let error = text(lua.load("return ... + 1").call::<()>(&object));
        assert!(error.contains("arithmetic") || error.contains("touched"), "{error}");
        let error = lua.unpack::<i64>(object.clone()).expect_err("no number").to_string();
        assert!(!error.is_empty());
        let touched: Value = lua.globals().get("touched").expect("a value");
        assert!(touched.is_nil(), "showing {} ran a script", object.type_name());
    }
    lua.set_instruction_limit(None);
    probe(&lua);
}

#[test]
fn what_runs_scripts_says_so_and_is_limited() {
    let lua = Lua::new();
    let spinning: Table = lua
        .load("setmetatable({}, { __tostring = function() while true do end end })")
        .eval()
        .expect("a table");
    lua.set_instruction_limit(Some(10_000));
    assert!(ObjectLike::to_string(&spinning).is_err());
    lua.set_instruction_limit(Some(10_000));
    assert!(Value::Table(spinning).to_string().is_err());
}

/// Bytes that are no text, or have zeros in them.
const ODD: &[&[u8]] = &[
    b"",
    b"\0",
    b"a\0b",
    b"\xff",
    b"\xfe\xff\0",
    b"\xed\xa0\x80",
    b"ends in half: \xe2\x82",
    &[0x80; 300],
];

#[test]
fn any_bytes_cross_the_border() {
    let lua = Lua::new();
    let echo = lua.create_function(|_, bytes: BString| Ok(bytes)).expect("a function");
    let borrowed = lua.create_function(|_, s: LuaString| Ok(s.as_bytes()?.len())).expect("made");
    let strict = lua.create_function(|_, text: String| Ok(text.len())).expect("a function");
    for &bytes in ODD {
        let string = lua.create_string(bytes).expect("a string");
        assert_eq!(string.to_vec(), bytes);
        assert_eq!(string.to_str().is_ok(), std::str::from_utf8(bytes).is_ok());
        assert_eq!(string.to_string_lossy(), String::from_utf8_lossy(bytes));
        assert!(!format!("{string:?} {}", string.display()).is_empty());
        assert_eq!(echo.call::<BString>(&string).expect("it runs"), bytes);
        assert_eq!(borrowed.call::<usize>(&string).expect("it runs"), bytes.len());
        assert_eq!(strict.call::<usize>(&string).is_ok(), std::str::from_utf8(bytes).is_ok());
        let table = lua.create_table().expect("a table");
        table.set(&string, &string).expect("it is set");
        assert_eq!(table.get::<BString>(BString::from(bytes)).expect("it is there"), bytes);
        assert_eq!(table.pairs::<BString, BString>().flatten().count(), 1);
        assert!(!format!("{table:#?}").is_empty());
        lua.globals().set(&string, 1).expect("it is set");
        let error = lua.load("error(..., 0)").call::<()>(&string).expect_err("thrown");
        assert_eq!(error.value::<BString>(&lua).expect("the string"), bytes);
        assert_eq!(error.message(), String::from_utf8_lossy(bytes));
        lua.load(
            "local x = ... local data = touchy or {} return data[x], #x, x .. x, x < x .. 'a'",
        )
        .call::<()>(&string)
        .expect("it runs");
        lua.load(bytes).exec().ok();
        lua.load([b"return '".as_slice(), bytes, b"', ..."].concat()).exec().ok();
        let name = String::from_utf8_lossy(bytes);
        let error = text(lua.load("error('x')").set_name(name).exec());
        assert!(error.contains('x'));
        lua.globals().call_function::<Value>("load", (&string, &string)).ok();
        lua.globals().call_function::<Value>("require", &string).expect_err("no such module");
        lua.globals().call_method::<Value>("none", ()).expect_err("no such method");
        assert!(lua.load("local x = ... x()").call::<()>(&string).is_err());
        assert!(lua.load("local x = ... nothing[x]()").call::<()>(&string).is_err());
    }
    probe(&lua);
}
