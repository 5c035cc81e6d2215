//! The serde bridge when code of the host uses the machine in the middle of a conversion: what is read or made there
//! neither dangles nor gets mixed up, whatever becomes of the tables that it came from.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ferrolua::lua_serde::{Deserializer, Serializer, ToSerializable};
use ferrolua::{Lua, LuaSerdeExt, Result, Value};
use serde::de::{self, DeserializeOwned, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Error as _, SerializeMap, SerializeSeq};
use serde::{Deserialize, Serialize};

thread_local! {
    /// The machine that the conversions below reach for.
    static MACHINE: RefCell<Option<Lua>> = const { RefCell::new(None) };
}

/// A machine for the test and for the conversions in it.
fn machine() -> Lua {
    let lua = Lua::new();
    MACHINE.set(Some(lua.clone()));
    lua
}

/// Runs a script in the middle of a conversion.
fn disturb(script: &str) {
    let lua = MACHINE.with_borrow(|lua| lua.clone()).unwrap();
    lua.load(script).exec().unwrap();
}

/// Frees what can be freed, and writes over it.
const COLLECT: &str = "collectgarbage() \
    local t = {} for i = 1, 100 do t[i] = { ('x'):rep(i) .. i } end collectgarbage()";

/// Empties the table `t`, then the heap.
const DESTROY: &str = "for key, value in pairs(t) do \
        if type(value) == 'table' then for k in pairs(value) do value[k] = nil end end \
        t[key] = nil \
    end \
    t = nil collectgarbage() local t = {} for i = 1, 100 do t[i] = { ('x'):rep(i) .. i } end";

/// Text that is looked at again after the machine was disturbed.
#[derive(Debug, PartialEq)]
struct Wary(String);

impl<'de> Deserialize<'de> for Wary {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Wary, D::Error> {
        struct TextVisitor;
        impl Visitor<'_> for TextVisitor {
            type Value = Wary;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Wary, E> {
                let before = text.to_owned();
                disturb("if t then destroy() end collectgarbage()");
                assert_eq!(text, before);
                Ok(Wary(before))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

/// Reads the table `t`, which is destroyed as soon as the first text is seen.
fn read_while_destroying<T: DeserializeOwned>(source: &str) -> T {
    let lua = machine();
    lua.globals().set("destroy", lua.load(DESTROY).into_function().unwrap()).unwrap();
    lua.load(format!("t = {source}")).exec().unwrap();
    let value: Value = lua.globals().get("t").unwrap();
    lua.from_value(value).unwrap()
}

fn wary<const N: usize>(texts: [&str; N]) -> Vec<Wary> {
    texts.map(|text| Wary(text.into())).into()
}

#[test]
fn a_table_is_read_as_it_was_when_it_was_entered() {
    let items: Vec<Wary> = read_while_destroying("{ 'a' .. 1, ('b'):rep(50), 'c' .. 3 }");
    assert_eq!(items, wary(["a1", &"b".repeat(50), "c3"]));
    // Inner tables are entered later.
    let lists: Vec<Vec<Wary>> = read_while_destroying("{ { 'a' .. 1, 'a' .. 2 }, { 'b' .. 1 } }");
    assert_eq!(lists, [wary(["a1", "a2"]), vec![]]);
    let map: BTreeMap<String, Wary> = read_while_destroying("{ x = 'a' .. 1, y = 'b' .. 2 }");
    assert_eq!(map.into_values().collect::<Vec<_>>(), wary(["a1", "b2"]));
    let sparse: BTreeMap<i64, Wary> = read_while_destroying("{ 'a' .. 1, nil, 'b' .. 2 }");
    assert_eq!(sparse.into_values().collect::<Vec<_>>(), wary(["a1", "b2"]));
}

#[test]
fn another_conversion_may_run_within_one() {
    #[derive(Debug, PartialEq)]
    struct Nested(Vec<i64>);

    impl<'de> Deserialize<'de> for Nested {
        fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Nested, D::Error> {
            let items = Vec::<i64>::deserialize(deserializer)?;
            let lua = MACHINE.with_borrow(|lua| lua.clone()).unwrap();
            let value = lua.to_value(&items).map_err(de::Error::custom)?;
            disturb(COLLECT);
            lua.from_value(value).map(Nested).map_err(de::Error::custom)
        }
    }

    impl Serialize for Nested {
        fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let lua = MACHINE.with_borrow(|lua| lua.clone()).unwrap();
            let value = lua.to_value(&self.0).map_err(S::Error::custom)?;
            let made = value.to_serializable().serialize(serializer);
            disturb(COLLECT);
            made
        }
    }

    let lua = machine();
    let data = BTreeMap::from([("a", vec![Nested(vec![1, 2])]), ("b", vec![Nested(vec![3])])]);
    let value = lua.to_value(&data).unwrap();
    let back: BTreeMap<String, Vec<Nested>> = lua.from_value(value).unwrap();
    assert!(back.into_values().eq(data.into_values()));
}

/// Strings that are garbage for whoever does not hold on to them.
struct Strings(usize);

impl Serialize for Strings {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for index in 0..self.0 {
            map.serialize_key(&format!("key {index}"))?;
            disturb(COLLECT);
            map.serialize_value(&[format!("value {index}"), "long ".repeat(20)])?;
        }
        let made = map.end();
        disturb(COLLECT);
        made
    }
}

#[test]
fn what_is_made_survives_collections() {
    let lua = machine();
    lua.globals().set("t", lua.to_value(&vec![Strings(9), Strings(3)]).unwrap()).unwrap();
    let check = "for i, count in ipairs { 9, 3 } do for n = 0, count - 1 do \
        local value = t[i]['key ' .. n] \
        assert(value[1] == 'value ' .. n and value[2] == ('long '):rep(20)) end end";
    lua.load(check).exec().unwrap();
}

#[test]
fn finalizers_may_convert_while_something_is_converted() {
    let lua = machine();
    let convert = lua.create_function(|lua, value: Value| {
        let text: Vec<String> = lua.from_value(value)?;
        lua.to_value(&text)
    });
    lua.globals().set("convert", convert.unwrap()).unwrap();
    lua.load(
        "seen = 0 \
        local function again() \
            setmetatable({}, { __gc = function() \
                assert(convert({ 'a', 'b' })[2] == 'b') seen = seen + 1 again() end }) \
        end \
        again() collectgarbage()",
    )
    .exec()
    .unwrap();
    let data: Vec<Vec<String>> = (0..2000).map(|n| vec![format!("item {n}"); 10]).collect();
    for _ in 0..5 {
        let value = lua.to_value(&data).unwrap();
        assert_eq!(lua.from_value::<Vec<Vec<String>>>(value).unwrap(), data);
    }
    assert!(lua.globals().get::<i64>("seen").unwrap() > 0);
}

#[test]
fn coroutines_convert_each_on_its_own() {
    let lua = machine();
    let convert = lua.create_function(|lua, value: Value| {
        let text: Vec<Wary> = lua.from_value(value)?;
        lua.to_value(&text.into_iter().map(|text| text.0).collect::<Vec<_>>())
    });
    lua.globals().set("convert", convert.unwrap()).unwrap();
    let source = "local function run(n) return coroutine.wrap(function() \
            for i = 1, 5 do coroutine.yield(convert { n .. 'a', i .. 'b' }[2]) end end) end \
        local a, b = run(1), run(2) \
        for i = 1, 5 do assert(a() == i .. 'b' and b() == i .. 'b') end";
    lua.load(source).exec().unwrap();
}

#[test]
fn panics_half_way_leave_the_machine_whole() {
    struct Panics;
    impl Serialize for Panics {
        fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut items = serializer.serialize_seq(None)?;
            items.serialize_element("first")?;
            panic!("half way");
        }
    }
    impl<'de> Deserialize<'de> for Panics {
        fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Panics, D::Error> {
            String::deserialize(deserializer)?;
            panic!("half way");
        }
    }
    let lua = machine();
    let list = [vec!["a".to_string()], vec!["b".to_string()]];
    let value = lua.to_value(&list).unwrap();
    for _ in 0..3 {
        let write = || lua.to_value(&("before", [Panics])).map(drop);
        assert!(catch_unwind(AssertUnwindSafe(write)).is_err());
        let read = || lua.from_value::<Vec<Vec<Panics>>>(value.clone()).map(drop);
        assert!(catch_unwind(AssertUnwindSafe(read)).is_err());
        disturb(COLLECT);
        assert_eq!(lua.from_value::<Vec<Vec<String>>>(value.clone()).unwrap(), list);
    }
}

#[test]
fn serializers_may_take_turns() {
    let lua = machine();
    let mut first = ser::Serializer::serialize_seq(Serializer::new(&lua), None).unwrap();
    let mut second = ser::Serializer::serialize_map(Serializer::new(&lua), None).unwrap();
    for n in 0..3 {
        first.serialize_element(&format!("item {n}")).unwrap();
        second.serialize_key(&format!("key {n}")).unwrap();
        disturb(COLLECT);
        first.serialize_element(&[n]).unwrap();
        second.serialize_value(&n).unwrap();
    }
    // One is forgotten, one begun and dropped.
    let mut forgotten = ser::Serializer::serialize_seq(Serializer::new(&lua), None).unwrap();
    forgotten.serialize_element("lost").unwrap();
    std::mem::forget(forgotten);
    let mut dropped = ser::Serializer::serialize_seq(Serializer::new(&lua), None).unwrap();
    dropped.serialize_element("lost").unwrap();
    drop(dropped);
    lua.globals().set("list", first.end().unwrap()).unwrap();
    lua.globals().set("map", second.end().unwrap()).unwrap();
    let check = "#list == 6 and list[5] == 'item 2' and list[6][1] == 2 and map['key 2'] == 2";
    assert!(lua.load(check).eval::<bool>().unwrap());
}

#[test]
fn errors_that_are_swallowed_leave_holes() {
    struct Careless;
    impl Serialize for Careless {
        fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut items = serializer.serialize_seq(None)?;
            items.serialize_element(&"a")?;
            // Fails inside of its second item.
            assert!(items.serialize_element(&(1, u64::MAX)).is_err());
            items.serialize_element(&"c")?;
            items.end()
        }
    }
    let lua = machine();
    lua.globals().set("v", lua.to_value(&[(Careless, 7)]).unwrap()).unwrap();
    let check = "v[1][1][1] == 'a' and v[1][1][2] == nil and v[1][1][3] == 'c' and v[1][2] == 7";
    assert!(lua.load(check).eval::<bool>().unwrap());
}

#[test]
fn access_that_is_forgotten_does_no_harm() {
    struct Forgets(usize);
    impl<'de> Visitor<'de> for Forgets {
        type Value = usize;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<usize, A::Error> {
            let key = entries.next_key::<String>()?;
            std::mem::forget(entries);
            Ok(self.0 + key.map_or(0, |key| key.len()))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<usize, A::Error> {
            let mut sum = 0;
            while let Some(inner) = items.next_element_seed(Forgets(0))? {
                sum += inner;
            }
            Ok(sum)
        }
    }
    impl<'de> de::DeserializeSeed<'de> for Forgets {
        type Value = usize;

        fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
            deserializer.deserialize_any(self)
        }
    }
    let lua = machine();
    let value = lua.load("{ { ab = 1 }, { { abc = {} } }, { abcd = 2, x = 3 } }").eval().unwrap();
    let sum = de::DeserializeSeed::deserialize(Forgets(0), Deserializer::new(value)).unwrap();
    assert_eq!(sum, 9);
    disturb(COLLECT);
}

#[test]
fn the_last_of_equal_keys_counts() {
    struct Twice;
    impl Serialize for Twice {
        fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map((0..50).map(|n| (format!("key {}", n % 20), n)))
        }
    }
    let lua = machine();
    let value = lua.to_value(&Twice).unwrap();
    let map: BTreeMap<String, i64> = lua.from_value(value).unwrap();
    assert_eq!(map.len(), 20);
    assert!(map.iter().all(|(key, n)| key == &format!("key {}", n % 20) && *n >= 30));
}

#[test]
fn names_are_the_same_after_a_collection() {
    #[derive(Serialize)]
    struct Named {
        a_field_that_nobody_else_names: i64,
        #[serde(
            rename = "a field whose name is too long to be kept among the short strings of a machine"
        )]
        long: i64,
        kind: Kind,
    }
    #[derive(Serialize)]
    enum Kind {
        OnlyHere,
    }
    let lua = machine();
    for round in 0..20 {
        let named =
            Named { a_field_that_nobody_else_names: round, long: -round, kind: Kind::OnlyHere };
        lua.globals().set("v", lua.to_value(&named).unwrap()).unwrap();
        let check = "v['a_field_that_nobody' .. '_else_names'] == ... and v.kind == 'Only' .. 'Here' \
            and v['a field whose name is too long to be kept ' \
                .. 'among the short strings of a machine'] == -...";
        let check: ferrolua::Function =
            lua.load(format!("return {check}")).into_function().unwrap();
        assert!(check.call::<bool>(round).unwrap());
        lua.globals().set("v", Value::Nil).unwrap();
        disturb(COLLECT);
    }
}

/// The keys of a map as Lua writes them, in the order in which they come.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Keys, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Key {
            Boolean(bool),
            Integer(i64),
            Float(f64),
            Text(String),
        }
        struct KeysVisitor;
        impl<'de> Visitor<'de> for KeysVisitor {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, de::IgnoredAny)) = entries.next_entry()? {
                    keys.push(match key {
                        Key::Boolean(boolean) => boolean.to_string(),
                        Key::Integer(integer) => integer.to_string(),
                        Key::Float(float) => format!("{float:?}"),
                        Key::Text(text) => format!("{text:?}"),
                    });
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(KeysVisitor)
    }
}

#[test]
fn entries_come_in_the_order_of_their_keys() {
    // Each source lists the keys in their order.
    let orders: [&[&str]; 4] = [
        &["false", "true", "-7", "0", "0.5", "1", "2", r#""""#, r#""\0""#, r#""1""#, r#""a""#],
        // Alike in their first eight bytes, or as far as one of them goes.
        &[
            r#""a""#,
            r#""a\0""#,
            r#""a\0\0""#,
            r#""a\0\0\0\0\0\0\0""#,
            r#""a\0\0\0\0\0\0\0\0""#,
            r#""aaaaaaaa""#,
            r#""aaaaaaaa\0""#,
            r#""aaaaaaaaa""#,
            r#""aaaaaaaaaa""#,
            r#""aaaaaaaab""#,
            r#""aaaaaaab""#,
            r#""ä""#,
        ],
        // Alike as floats.
        &[
            "-1e300",
            "-9223372036854775808",
            "-9223372036854775807",
            "-2.5",
            "-1",
            "0.25",
            "9007199254740992",
            "9007199254740993",
            "9007199254740994",
            "9223372036854775806",
            "9223372036854775807",
            "9.223372036854775807e18",
            "1e300",
        ],
        &[
            "0", "1", "2", "3", "4", "5", "7", "9", "11", "13", "15", "17", "19", "21", "23", "25",
            "27", "29", "31", "1000", r#""x""#,
        ],
    ];
    let lua = machine();
    for order in orders {
        for turn in 0..order.len() {
            let mut keys = order.to_vec();
            keys.rotate_left(turn);
            keys[turn / 2..].reverse();
            let fields = keys.iter().map(|key| format!("[{key}] = 1")).collect::<Vec<_>>();
            let value = lua.load(format!("{{ {} }}", fields.join(", "))).eval().unwrap();
            let seen = lua.from_value::<Keys>(value).unwrap().0;
            let expected = order.iter().map(|key| match key.parse::<f64>() {
                Ok(float) if key.contains(['.', 'e']) => format!("{float:?}"),
                _ => key.to_string(),
            });
            assert_eq!(seen, expected.collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_million_entries_are_no_trouble() {
    const COUNT: i64 = 1_000_000;
    let lua = machine();
    let list: Vec<i64> = (0..COUNT).collect();
    let value = lua.to_value(&list).unwrap();
    assert_eq!(lua.from_value::<Vec<i64>>(value).unwrap(), list);
    let map: BTreeMap<i64, i64> = (0..COUNT).map(|n| (n * 3 - COUNT, n)).collect();
    let value = lua.to_value(&map).unwrap();
    assert_eq!(lua.from_value::<BTreeMap<i64, i64>>(value).unwrap(), map);
    let names: BTreeMap<String, i64> =
        (0..COUNT).map(|n| (format!("a long name {n}"), n)).collect();
    let value = lua.to_value(&names).unwrap();
    assert_eq!(lua.from_value::<BTreeMap<String, i64>>(value).unwrap(), names);
}

#[test]
fn garbage_of_large_data_is_collected_meanwhile() {
    // Each string is garbage as soon as it is replaced.
    struct Replaced;
    impl Serialize for Replaced {
        fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            for n in 0..20_000 {
                map.serialize_key(&format!("{n:01000}"))?;
            }
            map.serialize_value(&1)?;
            map.end()
        }
    }
    let lua = machine();
    lua.to_value(&Replaced).unwrap();
    assert!(lua.used_memory() < 8 << 20, "{}", lua.used_memory());
}
