//! What scripts may give instead of data: each ends in an error that says where, soon, and without a panic.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::time::{Duration, Instant};

use lua_core::{Lua, Result, Table, Value};
use lua_serde::{DeserializeOptions, LuaSerdeExt, SerializeOptions, ToSerializable};
use serde::de::DeserializeOwned;
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};

fn read<T: DeserializeOwned>(script: &str) -> Result<T> {
    let lua = Lua::new();
    lua.from_value(lua.load(script).eval()?)
}

#[track_caller]
fn refused<T: DeserializeOwned + Debug>(script: &str) -> String {
    read::<T>(script).unwrap_err().to_string()
}

/// What another format says of a value.
#[track_caller]
fn not_json(script: &str) -> String {
    let lua = Lua::new();
    let value: Value = lua.load(script).eval().unwrap();
    serde_json::to_string(&value.to_serializable()).unwrap_err().to_string()
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Tree(Vec<Tree>);

#[derive(Debug, PartialEq, Deserialize)]
struct Named {
    name: String,
}

#[test]
fn metatables_claim_what_they_like() {
    let lies = "
        local function forever() while true do end end
        local liar = {
            __index = forever, __len = function() return 1 << 62 end, __pairs = forever,
            __name = 'liar', __eq = forever, __lt = error, __gc = error, __close = error,
            __call = forever, __tostring = forever, __mode = 'kv', __metatable = forever,
        }
        -- The tables are weak: something must hold what they hold.
        held = {}
        local function lie(t) held[#held + 1] = t return setmetatable(t, liar) end
    ";
    let lists: Vec<Vec<u8>> =
        read(&format!("{lies} return lie {{ lie {{ 1, 2 }}, lie {{}} }}")).unwrap();
    assert_eq!(lists, [vec![1, 2], vec![]]);
    let error = refused::<Vec<Named>>(&format!("{lies} return lie {{ lie {{ nam = 'x' }} }}"));
    assert_eq!(error, "[1]: missing field `name`");
    // The same with a chain of `__index` that has no end.
    let endless = "local t = {} setmetatable(t, { __index = t }) return { t }";
    assert_eq!(refused::<Vec<Named>>(endless), "[1]: missing field `name`");
    let lua = Lua::new();
    let value: Value = lua.load(format!("{lies} return lie {{ a = lie {{}} }}")).eval().unwrap();
    assert_eq!(serde_json::to_string(&value.to_serializable()).unwrap(), r#"{"a":{}}"#);
}

#[test]
fn tables_within_themselves() {
    let cycle = "local t = {} t[1] = { t } return { {}, t }";
    assert_eq!(refused::<Tree>(cycle), "[2][1][1]: the table contains itself");
    assert_eq!(not_json(cycle), "[2][1][1]: the table contains itself");
    let as_key = "local t = {} t[t] = 1 return { a = t }";
    let error = refused::<BTreeMap<String, BTreeMap<Tree, u8>>>(as_key);
    assert_eq!(error, "a[table]: the table contains itself");
    assert!(not_json(as_key).contains("a"));
}

#[test]
fn deep_tables() {
    let deep = "local t = {} for _ = 1, 1000000 do t = { t } end return t";
    let error = refused::<Tree>(deep);
    assert!(error.ends_with("[1][1]: nested deeper than 128 tables"), "{error}");
    assert!(not_json(deep).ends_with("nested deeper than 128 tables"));
    let keys = "local t = {} for _ = 1, 1000000 do t = { [t] = true } end return t";
    assert!(
        not_json(keys).ends_with("nested deeper than 128 tables") || !not_json(keys).is_empty()
    );

    #[derive(Serialize)]
    struct Endless<'a>(&'a Option<Endless<'a>>);
    struct Forever;
    impl Serialize for Forever {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq([Forever])
        }
    }
    let error = Lua::new().to_value(&Forever).unwrap_err().to_string();
    assert!(error.ends_with("[1]: nested deeper than 128 tables"), "{error}");
    assert!(Lua::new().to_value(&Endless(&None)).is_ok());
    let options = SerializeOptions::new().recursion_limit(1);
    assert!(Lua::new().to_value_with(&[[1]], options).is_err());
}

#[test]
fn few_tables_that_look_like_many() {
    for bomb in ["{ t, t }", "{ a = t, b = t }", "{ [t] = t, t }"] {
        let script = format!("local t = {{}} for _ = 1, 100 do t = {bomb} end return t");
        let lua = Lua::new();
        let value: Value = lua.load(script).eval().unwrap();
        let options = DeserializeOptions::new().value_limit(100_000);
        let error = lua.from_value_with::<serde_json::Value>(value.clone(), options).unwrap_err();
        let error = error.to_string();
        // Tables are no keys of JSON.
        assert!(
            error.ends_with("more than 100000 values") || error.contains("expected a string key"),
            "{error}"
        );
        let written = serde_json::to_string(&value.to_serializable().with_options(options));
        assert!(written.is_err());
    }
}

#[test]
fn text_that_is_not_utf8() {
    assert_eq!(
        refused::<Vec<Named>>("return { { name = 'a' }, { name = '\\xff' } }"),
        "[2].name: invalid value: byte array, expected a string"
    );
    let error = refused::<Vec<BTreeMap<String, u8>>>("return { { ['\\xff'] = 1 } }");
    assert!(error.starts_with("[1][\"\u{fffd}\"]: invalid value: byte array"), "{error}");
    assert!(refused::<Vec<char>>("return { '\\xff' }").starts_with("[1]: "));
    #[derive(Debug, Deserialize)]
    enum Kind {
        Only,
    }
    assert!(refused::<Vec<Kind>>("return { '\\xff' }").starts_with("[1]: "));
    assert!(refused::<Vec<Kind>>("return { { ['\\xff'] = 1 } }").starts_with("[1]"));
    let fine: Vec<Kind> = read("return { 'Only' }").unwrap();
    assert!(matches!(fine[..], [Kind::Only]));
}

#[test]
fn keys_that_lua_does_not_have() {
    struct Pairs(f64);
    impl Serialize for Pairs {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            struct Key(f64);
            impl Serialize for Key {
                fn serialize<S: serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> Result<S::Ok, S::Error> {
                    serializer.serialize_f64(self.0)
                }
            }
            serializer.collect_map([(Key(self.0), 1)])
        }
    }
    let lua = Lua::new();
    let error = lua.to_value(&[Pairs(1.5), Pairs(f64::NAN)]).unwrap_err().to_string();
    assert!(error.starts_with("[2]") && error.contains("NaN"), "{error}");
    let table: Table = lua.to_value(&Pairs(1.0)).unwrap().as_table().unwrap().clone();
    assert_eq!(table.get::<u8>(1).unwrap(), 1);
}

#[test]
fn long_names_are_not_compared() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "nothing fits")]
    struct Many {
        alpha: u8,
        beta: u8,
        gamma: u8,
    }
    let begin = Instant::now();
    let error = refused::<Many>("return { [('x'):rep(10 * 1000 * 1000)] = 1 }");
    assert!(error.contains("unknown field `xxx"));
    assert!(begin.elapsed() < Duration::from_secs(30));
}

/// How long it takes; a quadratic way would take an hour.
#[track_caller]
fn quick<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let result = run();
    let spent = begin.elapsed();
    assert!(spent < Duration::from_secs(120), "{what} took {spent:?}");
    result
}

const MANY: usize = 1_000_000;

#[test]
fn a_million_elements() {
    let lua = Lua::new();
    let numbers: Vec<usize> = (0..MANY).collect();
    let value = quick("numbers to Lua", || lua.to_value(&numbers).unwrap());
    let back: Vec<usize> = quick("numbers to Rust", || lua.from_value(value).unwrap());
    assert_eq!(back, numbers);

    // The beginnings of the keys are all the same.
    let names: HashMap<String, usize> =
        (0..MANY).map(|n| (format!("same beginning {n}"), n)).collect();
    let value = quick("names to Lua", || lua.to_value(&names).unwrap());
    let back: HashMap<String, usize> =
        quick("names to Rust", || lua.from_value(value.clone()).unwrap());
    assert_eq!(back, names);
    quick("names to JSON", || serde_json::to_vec(&value.to_serializable()).unwrap());
    drop(value);

    let tables: Vec<Vec<u8>> = vec![vec![1]; MANY];
    let value = quick("tables to Lua", || lua.to_value(&tables).unwrap());
    let back: Vec<Vec<u8>> = quick("tables to Rust", || lua.from_value(value).unwrap());
    assert_eq!(back, tables);

    let script = "local t = {} for n = 1000000, 1, -1 do t[n] = n end return t";
    let value: Value = lua.load(script).eval().unwrap();
    let back: Vec<usize> = quick("a table filled from its end", || lua.from_value(value).unwrap());
    assert_eq!(back.len(), MANY);

    let script = "local t = {} for n = 1, 1000000 do t[n * 0.5] = n end return t";
    let value: Value = lua.load(script).eval().unwrap();
    let error =
        quick("a table that is no sequence", || lua.from_value::<Vec<usize>>(value).unwrap_err());
    assert!(error.to_string().starts_with("[0.5]: invalid key"), "{error}");
}

/// Is stopped in the middle, with strings of every length behind it.
struct Stopped;

impl Serialize for Stopped {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for length in 0..100 {
            map.serialize_entry(&"key ".repeat(length), &"value ".repeat(length))?;
        }
        Err(S::Error::custom("stopped"))
    }
}

/// Goes on where it should not.
struct Stubborn;

impl Serialize for Stubborn {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(None)?;
        items.serialize_element("first")?;
        for _ in 0..3 {
            assert!(items.serialize_element(&Stopped).is_err());
            items.serialize_element("next")?;
        }
        items.end()
    }
}

#[test]
fn who_goes_on_after_an_error_gets_what_came_of_it() {
    let lua = Lua::new();
    let table = lua.to_value(&Stubborn).unwrap();
    lua.globals().set("t", table).unwrap();
    lua.load(
        "assert(t[1] == 'first')
        for i = 2, 7 do assert(t[i] == (i % 2 == 1 and 'next' or nil), i) end
        assert(t[8] == nil)",
    )
    .exec()
    .unwrap();
}
