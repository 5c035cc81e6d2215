//! Structs that become tables one after the other: each table has its own fields, whatever the ones before had.

use lua_core::{Lua, Table, Value};
use lua_serde::LuaSerdeExt;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

/// A struct whose fields are named and valued at run time.
struct Fields<'a>(&'a [(&'static str, Option<i64>)]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Fields", self.0.len())?;
        for (name, value) in self.0 {
            fields.serialize_field(name, value)?;
        }
        fields.end()
    }
}

/// The table of the struct, which has these fields and no others.
#[track_caller]
fn check(lua: &Lua, fields: &[(&'static str, Option<i64>)]) -> Table {
    let table = lua.to_value(&Fields(fields)).unwrap();
    let table = table.as_table().expect("a struct is a table").clone();
    let mut expected: Vec<_> =
        fields.iter().filter_map(|(name, value)| Some((*name, (*value)?))).collect();
    // Of a name that comes twice, the last value counts.
    expected.reverse();
    expected.sort_by_key(|(name, _)| *name);
    expected.dedup_by_key(|(name, _)| *name);
    let mut found: Vec<(String, i64)> = table.pairs().map(Result::unwrap).collect();
    found.sort();
    assert!(
        found.iter().map(|(name, value)| (name.as_str(), *value)).eq(expected.iter().copied()),
        "{found:?}"
    );
    for (name, value) in expected {
        assert_eq!(table.raw_get::<i64>(name).unwrap(), value);
    }
    assert_eq!(table.raw_get::<Value>("none").unwrap(), Value::Nil);
    table
}

const NAMES: [&str; 80] = [
    "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b0", "b1", "b2", "b3", "b4", "b5",
    "b6", "b7", "b8", "b9", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "d0", "d1",
    "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7",
    "e8", "e9", "f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "g0", "g1", "g2", "g3",
    "g4", "g5", "g6", "g7", "g8", "g9", "h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "h9",
];

#[test]
fn fields_come_and_go() {
    let lua = Lua::new();
    for round in 0..50 {
        check(&lua, &[("a", Some(round)), ("b", None), ("c", Some(1))]);
        check(&lua, &[("a", Some(round)), ("b", Some(2)), ("c", None)]);
        check(&lua, &[("a", Some(round)), ("d", Some(2))]);
        check(&lua, &[("d", Some(round)), ("a", Some(2))]);
        check(&lua, &[("a", None), ("b", None)]);
        check(&lua, &[]);
        if round % 10 == 9 {
            lua.gc_collect().unwrap();
        }
    }
}

#[test]
fn structs_of_any_size() {
    let lua = Lua::new();
    for size in 0..NAMES.len() {
        let fields: Vec<_> =
            (0..).zip(NAMES).take(size).map(|(value, name)| (name, Some(value))).collect();
        check(&lua, &fields);
        check(&lua, &fields);
        let without_one: Vec<_> =
            fields.iter().map(|&(name, value)| (name, value.filter(|value| *value != 3))).collect();
        check(&lua, &without_one);
        check(&lua, &fields);
    }
}

#[test]
fn a_name_may_come_twice_and_be_long() {
    let lua = Lua::new();
    for round in 0..3 {
        check(&lua, &[("twice", Some(round)), ("once", Some(1)), ("twice", Some(2))]);
        check(&lua, &[("twice", Some(round)), ("once", Some(1)), ("twice", None)]);
        let long = "a name of more bytes than short strings have in this machine";
        check(&lua, &[("a", Some(round)), (long, Some(1))]);
        check(&lua, &[(long, Some(round)), ("a", Some(1))]);
    }
}

#[test]
fn tables_of_one_shape_are_apart() {
    let lua = Lua::new();
    let fields = [("a", Some(1)), ("b", Some(2)), ("c", Some(3))];
    let tables: Vec<Table> = (0..4).map(|_| check(&lua, &fields)).collect();
    tables[1].raw_set("a", Value::Nil).unwrap();
    tables[1].raw_set("d", 4).unwrap();
    for (value, name) in (0..).zip(NAMES) {
        tables[2].raw_set(name, value).unwrap();
    }
    tables[2].raw_set("b", "text").unwrap();
    lua.gc_collect().unwrap();
    assert_eq!(tables[1].pairs::<String, i64>().count(), 3);
    assert_eq!(tables[2].pairs::<String, Value>().count(), 3 + NAMES.len());
    assert_eq!(tables[2].raw_get::<i64>("h9").unwrap(), 79);
    for table in [&tables[0], &tables[3]] {
        let mut fields: Vec<(String, i64)> = table.pairs().map(Result::unwrap).collect();
        fields.sort();
        assert_eq!(fields, [("a".to_owned(), 1), ("b".to_owned(), 2), ("c".to_owned(), 3)]);
    }
    check(&lua, &fields);
}

#[test]
fn a_shape_outlives_neither_its_names_nor_its_machine() {
    for round in 0..3 {
        let lua = Lua::new();
        for names in NAMES.as_chunks::<4>().0 {
            let fields: Vec<_> = names.iter().map(|&name| (name, Some(round))).collect();
            check(&lua, &fields);
            // What was remembered may be garbage now, and other strings may take its place.
            lua.gc_collect().unwrap();
            let text = lua.load("local t = {} for i = 1, 50 do t[i] = 'x' .. i end return #t");
            assert_eq!(text.eval::<usize>().unwrap(), 50);
            check(&lua, &fields);
        }
    }
}

/// Fails after so many fields, some of which are structs themselves.
struct Failing(usize);

impl Serialize for Failing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Failing", 3)?;
        for (place, name) in NAMES.iter().copied().enumerate().take(self.0) {
            match place % 2 {
                0 => fields.serialize_field(name, "a string that nothing keeps")?,
                _ => fields.serialize_field(name, &Fields(&[("x", Some(1)), ("y", Some(2))]))?,
            }
        }
        Err(serde::ser::Error::custom("failed"))
    }
}

/// Goes on when a field, an item or an entry fails.
struct Stubborn(usize);

impl Serialize for Stubborn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Items(usize);
        impl Serialize for Items {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut items = serializer.serialize_seq(None)?;
                items.serialize_element("first")?;
                assert!(items.serialize_element(&Failing(self.0)).is_err());
                items.serialize_element("second")?;
                items.end()
            }
        }
        struct Entries(usize);
        impl Serialize for Entries {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut entries = serializer.serialize_map(None)?;
                entries.serialize_entry("one", "1")?;
                assert!(entries.serialize_key(&Failing(self.0)).is_err());
                assert!(entries.serialize_value(&Failing(self.0)).is_err());
                entries.serialize_entry("two", "2")?;
                entries.end()
            }
        }
        let mut fields = serializer.serialize_struct("Stubborn", 5)?;
        fields.serialize_field("before", "b")?;
        assert!(fields.serialize_field("missing", &Failing(self.0)).is_err());
        fields.serialize_field("items", &Items(self.0))?;
        fields.serialize_field("entries", &Entries(self.0))?;
        fields.serialize_field("after", "a")?;
        fields.end()
    }
}

#[test]
fn what_failed_leaves_nothing_behind() {
    let lua = Lua::new();
    // With many strings in the machine, lookups end later.
    let many = lua.load("local t = {} for i = 1, 20000 do t[i] = 'k' .. i end return t");
    let _many: Table = many.eval().unwrap();
    for count in (0..12).chain(0..12) {
        let value = lua.to_value(&Stubborn(count)).unwrap();
        lua.globals().set("value", value).unwrap();
        lua.load(
            "local count = 0
             for key in pairs(value) do count = count + 1 end
             assert(count == 4 and value.before == 'b' and value.after == 'a')
             assert(value.items[1] == 'first' and value.items[2] == nil and value.items[3] == 'second')
             assert(value.entries.one == '1' and value.entries.two == '2')
             local keys = 0
             for key in pairs(value.entries) do keys = keys + 1 end
             assert(keys == 2)",
        )
        .exec()
        .unwrap_or_else(|error| panic!("after {count} fields: {error}"));
    }
}

#[test]
fn structs_with_long_names_let_the_collector_work() {
    let lua = Lua::new();
    let fields = [
        ("a_name_of_a_field_that_is_longer_than_forty_bytes_1", Some(1)),
        ("a_name_of_a_field_that_is_longer_than_forty_bytes_2", Some(2)),
    ];
    for _ in 0..100_000 {
        lua.to_value(&Fields(&fields)).unwrap();
    }
    check(&lua, &fields);
}
