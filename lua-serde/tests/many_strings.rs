//! Data goes to a machine that has very many strings: those that are pushed are looked up together, some way behind.

use std::collections::{BTreeMap, HashMap};

use lua_core::Lua;
use lua_serde::LuaSerdeExt;
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde::{Deserialize, Serialize as Derive};

#[derive(Derive, Deserialize, PartialEq, Debug, Clone)]
struct Data {
    name: String,
    letter: char,
    names: Vec<String>,
    map: BTreeMap<String, String>,
    kinds: Vec<Kind>,
    inner: Option<Box<Data>>,
    last: String,
}

#[derive(Derive, Deserialize, PartialEq, Debug, Clone)]
enum Kind {
    Unit,
    Newtype(String),
    Tuple(String, i64, String),
    Struct { text: String },
}

fn data(depth: usize) -> Data {
    let text = |n: usize| format!("text {depth} {n}");
    Data {
        name: text(0),
        letter: 'ä',
        names: (0..100).map(text).chain([String::new(), "x".repeat(41), "y".repeat(40)]).collect(),
        map: (0..50).map(|n| (text(n), text(n + 1))).collect(),
        kinds: vec![
            Kind::Unit,
            Kind::Newtype(text(7)),
            Kind::Tuple(text(8), 9, text(8)),
            Kind::Struct { text: text(9) },
        ],
        inner: (depth > 0).then(|| Box::new(data(depth - 1))),
        last: text(1000),
    }
}

/// A machine with so many strings that are in use.
fn machine(strings: usize) -> Lua {
    let lua = Lua::new();
    let keep = lua.create_sequence_from((0..strings).map(|n| format!("kept {n}"))).unwrap();
    lua.globals().set("keep", keep).unwrap();
    lua
}

/// Some strings, then a mistake.
struct Fails(usize);

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(None)?;
        for n in 0..self.0 {
            items.serialize_element(&format!("item {n}"))?;
        }
        items.serialize_element(&Broken)?;
        items.end()
    }
}

struct Broken;

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("one", "two")?;
        map.serialize_key("three")?;
        Err(S::Error::custom("it is broken"))
    }
}

/// A sequence that goes on after an item that failed.
struct GoesOn;

impl Serialize for GoesOn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(None)?;
        items.serialize_element("first")?;
        assert!(items.serialize_element(&Fails(3)).is_err());
        items.serialize_element("last")?;
        items.end()
    }
}

#[test]
fn all_strings_arrive() {
    for strings in [0, 1000, 5000, 20_000, 60_000] {
        let lua = machine(strings);
        for round in 0..3 {
            let value = lua.to_value(&data(3)).unwrap();
            assert_eq!(
                lua.from_value::<Data>(value.clone()).unwrap(),
                data(3),
                "{strings} {round}"
            );
            // They are the strings that scripts have: equal ones are the same.
            let check = "local v = ... return v.name == 'text 3 0' and v.map['text 3 4'] == 'text 3 5' \
                         and v.names[101] == '' and rawequal(v.inner.name, 'text ' .. '2 0')";
            assert!(lua.load(check).into_function().unwrap().call::<bool>(value).unwrap());
            lua.gc_collect().unwrap();
        }
        let texts: HashMap<String, i64> = (0..1000).map(|n| (format!("kept {n}"), n)).collect();
        let value = lua.to_value(&texts).unwrap();
        assert_eq!(lua.from_value::<HashMap<String, i64>>(value).unwrap(), texts);
    }
}

#[test]
fn a_mistake_among_strings_is_reported_where_it_is() {
    let lua = machine(20_000);
    for count in [0, 1, 5, 15, 16, 17, 40] {
        let error = lua.to_value(&Fails(count)).unwrap_err().to_string();
        assert!(
            error.contains("it is broken") && error.contains(&format!("[{}]", count + 1)),
            "{error}"
        );
    }
    // Where the item would be is nothing.
    let items = lua.to_value(&GoesOn).unwrap().as_table().expect("a sequence").clone();
    let item = |index: i64| items.raw_get::<Option<String>>(index).unwrap();
    assert_eq!(
        (item(1).as_deref(), item(2), item(3).as_deref()),
        (Some("first"), None, Some("last"))
    );
    let nan = BTreeMap::from([("key", [1.5, f64::NAN])]);
    let back: BTreeMap<String, Vec<f64>> = lua.from_value(lua.to_value(&nan).unwrap()).unwrap();
    assert!(back["key"][1].is_nan());
}

/// Strings of every length that differ in one byte, at each place in turn.
fn alike() -> Vec<String> {
    let mut all = Vec::new();
    for length in 0..=44 {
        let first: String = ('0'..).take(length).collect();
        for place in 0..length {
            let mut other = first.clone();
            other.replace_range(place..=place, "~");
            all.push(other);
        }
        all.push(first);
    }
    all
}

#[test]
fn strings_of_every_length_are_what_they_were() {
    for strings in [0, 30_000] {
        let lua = machine(strings);
        let all = alike();
        // New ones at first, then such as there are.
        for _ in 0..2 {
            let value = lua.to_value(&all).unwrap();
            lua.globals().set("all", &value).unwrap();
            assert_eq!(lua.from_value::<Vec<String>>(value).unwrap(), all);
            let different: usize = lua
                .load(
                    "local seen, count = {}, 0
                    for _, string in ipairs(all) do
                        local copy = table.concat({string:byte(1, -1)}, ',')
                        assert(seen[string] == nil, copy)
                        seen[string] = true
                        count = count + 1
                        local parts = {}
                        for byte in copy:gmatch('%d+') do parts[#parts + 1] = string.char(byte) end
                        assert(seen[table.concat(parts)], copy)
                    end
                    return count",
                )
                .eval()
                .unwrap();
            assert_eq!(different, all.len());
        }
    }
}
