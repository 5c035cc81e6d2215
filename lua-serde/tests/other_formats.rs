//! Values and handles in data that other formats write.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lua_core::{AnyUserData, Function, Lua, LuaString, Table, Thread, TypedFunction, Value};
use lua_serde::{DeserializeOptions, LuaSerdeExt, ToSerializable, UserDataSerdeExt};
use serde::{Serialize, Serializer};

/// Data of userdata with any value in it.
struct Holder(RefCell<Vec<Value>>);

impl Serialize for Holder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.borrow()[..] {
            [only] => only.serialize(serializer),
            all => all.serialize(serializer),
        }
    }
}

/// Userdata that holds what it is told to.
fn holder(lua: &Lua) -> AnyUserData {
    lua.create_ser_any_userdata(Holder(RefCell::new(Vec::new()))).unwrap()
}

fn fill(holder: &AnyUserData, values: &[&Value]) {
    let values = values.iter().map(|&value| value.clone()).collect();
    *holder.borrow::<Holder>().unwrap().0.borrow_mut() = values;
}

fn machine() -> Lua {
    let lua = Lua::new();
    let globals = lua.globals();
    globals.set("null", lua_serde::null()).unwrap();
    globals.set("marked", lua.array_metatable().unwrap()).unwrap();
    globals.set("pair", AnyUserData::wrap_ser((1_u8, "one"))).unwrap();
    globals.set("other", AnyUserData::wrap(1_u8)).unwrap();
    lua
}

fn json<T: Serialize + ?Sized>(data: &T) -> Result<String, String> {
    serde_json::to_string(data).map_err(|error| error.to_string())
}

#[test]
fn a_bare_value_is_written_as_its_serializable() {
    let lua = machine();
    for script in [
        "nil",
        "null",
        "true",
        "7",
        "7.5",
        "'text'",
        "'\\xff'",
        "{}",
        "setmetatable({}, marked)",
        "setmetatable({ 1, [3] = 3 }, marked)",
        "setmetatable({ 1, x = 3 }, marked)",
        "{ 1, 2.5, { 'three' } }",
        "{ 1, null, 3 }",
        "{ b = 2, a = { c = null } }",
        "{ 1, x = 2 }",
        "{ [1.5] = 1 }",
        "{ [{}] = 1 }",
        "{ [true] = 1 }",
        "print",
        "{ a = { print } }",
        "{ coroutine.create(print) }",
        "other",
        "{ other }",
        "pair",
        "{ pair, { p = pair } }",
        "{ [pair] = 1 }",
        "setmetatable({ 1 }, { __index = error, __len = error, __pairs = error, __metatable = 1 })",
        "(function() local t = { x = {} } t.x[1] = t return t end)()",
        "(function() local t = {} for _ = 1, 127 do t = { t } end return t end)()",
        "(function() local t = {} for _ = 1, 128 do t = { t } end return t end)()",
    ] {
        let value: Value = lua.load(script).eval().unwrap();
        let expected = json(&value.to_serializable());
        assert_eq!(json(&value), expected, "{script}");
        assert_eq!(
            json(&[&value]),
            expected.clone().map(|text| format!("[{text}]")),
            "{script} in a list"
        );
        assert_eq!(
            json(&BTreeMap::from([("extra", &value)])),
            expected.map(|text| format!("{{\"extra\":{text}}}")),
            "{script} in a map"
        );
        let bytes = rmp_serde::to_vec(&value).map_err(|error| error.to_string());
        let expected =
            rmp_serde::to_vec(&value.to_serializable()).map_err(|error| error.to_string());
        assert_eq!(bytes, expected, "{script}");
        let toml = toml::to_string(&value).map_err(|error| error.to_string());
        let expected = toml::to_string(&value.to_serializable()).map_err(|error| error.to_string());
        assert_eq!(toml, expected, "{script}");
    }
}

#[test]
fn what_cannot_be_written_has_its_path() {
    let lua = machine();
    let refused = |script: &str| {
        let value: Value = lua.load(script).eval().unwrap();
        json(&BTreeMap::from([("extra", value)])).unwrap_err()
    };
    assert_eq!(refused("{ orcs = { { shout = print } } }"), "orcs[1].shout: a function is no data");
    assert_eq!(refused("{ [print] = 1 }"), "[function]: a function is no data");
    assert_eq!(refused("{ { coroutine.create(print) } }"), "[1][1]: a thread is no data");
    assert_eq!(refused("{ a = other }"), "a: a userdata is no data");
    assert_eq!(
        refused("local t = { x = {} } t.x.y = t return t"),
        "x.y: the table contains itself"
    );
    assert_eq!(
        refused("{ a = setmetatable({ 1, [3] = 3 }, marked) }"),
        "a[2]: invalid value: nil within a sequence"
    );
    assert_eq!(
        refused("{ a = setmetatable({ x = 3 }, marked) }"),
        "a.x: invalid key: a sequence has the keys 1, 2, …"
    );
    assert_eq!(
        refused("local t = { 1, 2 } for _ = 1, 40 do t = { t, t } end return { t }")
            .rsplit(": ")
            .next(),
        Some("more than 10000000 values")
    );
}

#[test]
fn every_handle_is_written() {
    #[derive(Serialize)]
    struct Config {
        name: LuaString,
        table: Table,
        userdata: AnyUserData,
        many: Vec<Value>,
        maybe: Option<Value>,
        #[serde(flatten)]
        rest: Table,
    }
    let lua = machine();
    let config = Config {
        name: lua.create_string("orc").unwrap(),
        table: lua.load("{ { x = 1 } }").eval().unwrap(),
        userdata: lua.globals().get("pair").unwrap(),
        many: vec![Value::Nil, lua.load("{ 1 }").eval().unwrap()],
        maybe: None,
        rest: lua.load("{ also = { 2 } }").eval().unwrap(),
    };
    let expected = r#"{"name":"orc","table":[{"x":1}],"userdata":[1,"one"],"many":[null,[1]],"maybe":null,"also":[2]}"#;
    assert_eq!(json(&config).unwrap(), expected);

    let copy: Table = lua.from_value(lua.to_value(&config).unwrap()).unwrap();
    assert_eq!(copy.get::<Table>("table").unwrap(), config.table);
    assert_eq!(copy.get::<AnyUserData>("userdata").unwrap(), config.userdata);
    assert_eq!(copy.get::<Vec<Value>>("many").unwrap()[1], config.many[1]);

    let function: Function = lua.globals().get("print").unwrap();
    assert_eq!(json(&function).unwrap_err(), "a function is no data");
    let typed: TypedFunction<(), ()> = TypedFunction::new(function.clone()).unwrap();
    assert_eq!(json(&typed).unwrap_err(), "a function is no data");
    let thread: Thread = lua.create_thread(function).unwrap();
    assert_eq!(json(&thread).unwrap_err(), "a thread is no data");
}

#[test]
fn values_in_userdata_are_written_where_they_are() {
    let lua = machine();
    let userdata = holder(&lua);
    lua.globals().set("userdata", &userdata).unwrap();
    fill(&userdata, &[&lua.load("{ x = { 1, 2 } }").eval().unwrap()]);
    let value: Value = lua.load("{ all = { userdata, userdata } }").eval().unwrap();
    assert_eq!(json(&value).unwrap(), r#"{"all":[{"x":[1,2]},{"x":[1,2]}]}"#);
    fill(&userdata, &[&lua.load("{ x = { 1, print } }").eval().unwrap()]);
    assert_eq!(json(&value).unwrap_err(), "all[1].x[2]: a function is no data");
    assert_eq!(json(&value.to_serializable()), json(&value));
}

#[test]
fn userdata_that_holds_itself_comes_to_an_end() {
    let lua = machine();
    let userdata = holder(&lua);
    let itself = Value::UserData(userdata.clone());
    lua.globals().set("userdata", &userdata).unwrap();
    let table: Value = lua.load("{ me = userdata }").eval().unwrap();

    for held in [&itself, &table] {
        fill(&userdata, &[held]);
        for value in [&itself, &table] {
            let error = json(value).unwrap_err();
            assert!(error.ends_with("nested deeper than 128 tables"), "{error}");
            assert_eq!(json(&value.to_serializable()).unwrap_err(), error);
        }
    }
}

#[test]
fn values_in_userdata_count_for_the_whole() {
    let lua = machine();
    let mut inner = Value::Integer(1);
    for _ in 0..100 {
        let userdata = holder(&lua);
        fill(&userdata, &[&inner, &inner]);
        inner = Value::UserData(userdata);
    }
    let options = DeserializeOptions::new().value_limit(10_000);
    let error = json(&inner.to_serializable().with_options(options)).unwrap_err();
    assert_eq!(error, "more than 10000 values");
    let options = DeserializeOptions::new().recursion_limit(50);
    let error = json(&inner.to_serializable().with_options(options)).unwrap_err();
    assert_eq!(error, "nested deeper than 50 tables");
}

#[test]
fn values_in_userdata_are_written_by_the_options_of_the_whole() {
    let lua = machine();
    let userdata = holder(&lua);
    fill(&userdata, &[&lua.load("{ print, {} }").eval().unwrap()]);
    let lenient = DeserializeOptions::new().deny_unsupported_types(false);
    let written = json(&userdata.to_serializable().with_options(lenient)).unwrap();
    assert_eq!(written, "[null,{}]");
}

/// Data whose writing does other things meanwhile.
struct Busy(fn());

impl Serialize for Busy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.0)();
        serializer.serialize_unit()
    }
}

#[test]
fn writing_userdata_leaves_nothing_behind() {
    let lua = machine();
    let deep: Value =
        lua.load("local t = {} for _ = 1, 127 do t = { t } end return t").eval().unwrap();
    let panics = lua.create_ser_any_userdata(Busy(|| panic!("on purpose"))).unwrap();
    let value: Value = lua.load("return { { ... } }").call(&panics).unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| json(&value))).is_err());
    assert!(json(&deep).is_ok());

    // The value that is being written is not for who reads another one.
    let reads = lua
        .create_ser_any_userdata(Busy(|| {
            assert!(serde_json::from_str::<Value>("1").is_err());
        }))
        .unwrap();
    assert_eq!(json(&reads).unwrap(), "null");
    assert!(json(&deep).is_ok());
}

/// Writes a value in a format, reads that as the format's own kind of value, and makes a Lua value of it again.
fn there_and_back(lua: &Lua, value: &Value, format: &str) -> lua_core::Result<Value> {
    let data = value.to_serializable();
    match format {
        "JSON" => {
            let text = serde_json::to_string(&data).unwrap();
            lua.to_value(&serde_json::from_str::<serde_json::Value>(&text).unwrap())
        }
        "YAML" => {
            let text = serde_yaml_ng::to_string(&data).unwrap();
            lua.to_value(&serde_yaml_ng::from_str::<serde_yaml_ng::Value>(&text).unwrap())
        }
        "TOML" => {
            let text = toml::to_string(&data).unwrap();
            lua.to_value(&toml::from_str::<toml::Value>(&text).unwrap())
        }
        "MessagePack" => {
            let bytes = rmp_serde::to_vec(&data).unwrap();
            lua.to_value(&rmp_serde::from_slice::<serde_json::Value>(&bytes).unwrap())
        }
        other => panic!("no format {other}"),
    }
}

#[test]
fn values_come_back_from_every_format() {
    let lua = machine();
    lua.load(
        "function same(a, b, where)
            assert(type(a) == type(b), where)
            if type(a) ~= 'table' then
                local is_same = a == b and math.type(a) == math.type(b) or a ~= a and b ~= b
                return assert(is_same and (a ~= 0 or 1 / a == 1 / b), where)
            end
            for k, v in pairs(a) do same(v, b[k], where .. '.' .. tostring(k)) end
            for k in pairs(b) do assert(a[k] ~= nil, where .. '.' .. tostring(k)) end
            assert(next(a) or (getmetatable(a) == marked) == (getmetatable(b) == marked), where)
        end",
    )
    .exec()
    .unwrap();
    // Not all formats have nothing, other keys than names, and infinities.
    let of_all = ["JSON", "YAML", "TOML", "MessagePack"];
    for (script, formats) in [
        ("{ name = 'orc', hp = 10, speed = 1.5, tags = { 'a', 'b' }, alive = true }", &of_all[..]),
        ("{ empty = {}, list = setmetatable({}, marked), deep = { { { x = {} } } } }", &of_all),
        (
            "{ low = math.mininteger, high = math.maxinteger, zero = -0.0, tiny = 5e-324, large = 1e300 }",
            &of_all,
        ),
        (
            "{ text = 'line 1\\nline 2\\ttab \"quoted\" \\u{1F600} # - : {}', yes = 'yes', no = 'no',
               number = '7', nothing = 'null', tilde = '~', blank = '' }",
            &of_all,
        ),
        ("{ 1, null, { 2 }, null }", &of_all[..2]),
        ("{ a = null, b = { null } }", &of_all[..2]),
        ("{ [1] = 'a', [3] = 'c', [true] = 1.5, x = 0 }", &["YAML"]),
        ("{ 1/0, -1/0, 0/0 }", &["YAML"]),
    ] {
        let value: Value = lua.load(script).eval().unwrap();
        lua.globals().set("value", &value).unwrap();
        for format in formats {
            lua.globals().set("back", there_and_back(&lua, &value, format).unwrap()).unwrap();
            if let Err(error) = lua.load("same(value, back, 'value')").exec() {
                panic!("{script} through {format}: {error}");
            }
        }
    }
}
