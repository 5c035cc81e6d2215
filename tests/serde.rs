//! The serde bridge: round trips of every shape of serde's data model, what Lua gives and takes, paths of errors,
//! limits, and config scripts.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::time::Duration;

use ferrolua::lua_serde::{self, DeserializeOptions, SerializeOptions, Serializer, ToSerializable};
use ferrolua::{Function, Lua, LuaSerdeExt, Result, Value};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

/// Sends data to Lua and back; `check` is a Lua expression about what it became there, `v`.
#[track_caller]
fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(data: T, check: &str) {
    let lua = Lua::new();
    let value = lua.to_value(&data).unwrap();
    lua.globals().set("v", &value).unwrap();
    lua.globals().set("null", lua.null()).unwrap();
    let seen: bool = lua.load(check).eval().unwrap();
    assert!(seen, "{data:?} is not {check}");
    assert_eq!(lua.from_value::<T>(value.clone()).unwrap(), data);
    // Through another format, which is Lua again: the marks of arrays and nothing survive that as well.
    let copy = value.to_serializable().serialize(Serializer::new(&lua)).unwrap();
    assert_eq!(lua.from_value::<T>(copy).unwrap(), data);
}

fn read<T: DeserializeOwned>(source: &str) -> Result<T> {
    let lua = Lua::new();
    lua.globals().set("null", lua.null())?;
    lua.from_value(lua.load(source).eval()?)
}

#[track_caller]
fn reads<T: DeserializeOwned + PartialEq + Debug>(source: &str, expected: T) {
    assert_eq!(read::<T>(source).unwrap(), expected);
}

/// The message of the error that reading a Lua expression as `T` ends in.
#[track_caller]
fn refused<T: DeserializeOwned + Debug>(source: &str) -> String {
    read::<T>(source).unwrap_err().to_string()
}

#[track_caller]
fn not_written<T: Serialize>(data: T) -> String {
    Lua::new().to_value(&data).unwrap_err().to_string()
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Server {
    host: String,
    port: u16,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    tls: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Config {
    servers: Vec<Server>,
    timeout: Duration,
    features: BTreeMap<String, bool>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Shape {
    Empty,
    Circle(u32),
    Maybe(Option<u32>),
    Nothing(()),
    Box(u32, String),
    Polygon { sides: u8, name: Option<String> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Meters(f64);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i8, Option<char>);

#[test]
fn scalars() {
    round_trip(true, "v == true");
    round_trip('ß', "v == 'ß'");
    round_trip(String::from("a\0b"), "v == 'a\\0b'");
    round_trip(1.5_f32, "v == 1.5");
    round_trip(0.1_f64, "v == 0.1");
    round_trip(2.0_f64, "math.type(v) == 'float'");
    round_trip(f64::INFINITY, "v == math.huge");
    round_trip(-0.0_f64, "1 / v == -math.huge");
    let nan: f64 = read("0 / 0").unwrap();
    assert!(nan.is_nan());
}

#[test]
fn integers_are_lossless() {
    round_trip(i8::MIN, "v == -128");
    round_trip(i16::MIN, "v == -32768");
    round_trip(i32::MAX, "v == 2147483647");
    round_trip(i64::MIN, "v == math.mininteger");
    round_trip(u8::MAX, "v == 255");
    round_trip(u16::MAX, "v == 65535");
    round_trip(u32::MAX, "v == 4294967295");
    round_trip(i64::MAX as u64, "v == math.maxinteger and math.type(v) == 'integer'");
    round_trip(i128::from(i64::MIN), "v == math.mininteger");
    round_trip(7_u128, "v == 7");

    let too_large = "expected one of Lua's (64 bits, signed)";
    assert_eq!(
        not_written(u64::MAX),
        format!("invalid value: integer `18446744073709551615`, {too_large}")
    );
    assert!(not_written(i128::from(i64::MIN) - 1).ends_with(too_large));
    assert!(not_written(u128::MAX).ends_with(too_large));
}

#[test]
fn a_float_may_be_an_integer_and_an_integer_a_float() {
    reads("10 / 2", 5_u8);
    reads("-1e3", -1000_i32);
    reads("2^63", 1_u64 << 63);
    reads("2^100", 1_i128 << 100);
    reads("3", 3.0_f32);
    assert_eq!(refused::<u8>("2.5"), "invalid type: floating point `2.5`, expected u8");
    assert_eq!(refused::<u8>("256.0"), "invalid value: integer `256`, expected u8");
    assert_eq!(refused::<u32>("-1"), "invalid value: integer `-1`, expected u32");
    assert!(refused::<i64>("2^63").contains("expected i64"));
    assert!(refused::<u64>("2^64").contains("expected u64"));
    assert!(refused::<i128>("1e300").contains("expected i128"));
    assert!(refused::<i64>("0/0").contains("expected i64"));
    assert!(refused::<i64>("1/0").contains("expected i64"));
}

#[test]
fn strings_and_numbers_are_not_each_other() {
    assert_eq!(refused::<u16>("'80'"), "invalid type: string \"80\", expected u16");
    assert_eq!(refused::<String>("80"), "invalid type: integer `80`, expected a string");
    assert_eq!(refused::<bool>("1"), "invalid type: integer `1`, expected a boolean");
    assert_eq!(refused::<bool>("nil"), "invalid type: nil, expected a boolean");
    assert_eq!(refused::<f64>("{}"), "invalid type: table, expected f64");
    assert_eq!(refused::<char>("'ab'"), "invalid value: string \"ab\", expected a character");
    assert_eq!(refused::<String>("'\\xff'"), "invalid value: byte array, expected a string");
}

/// Bytes, as `serde_bytes` has them.
#[derive(Debug, PartialEq)]
struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Bytes;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut items: A,
            ) -> Result<Bytes, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = items.next_element()? {
                    bytes.push(byte);
                }
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Visitor)
    }
}

#[test]
fn bytes_are_strings() {
    round_trip(Bytes(vec![0, 255, 10]), "v == '\\0\\xff\\n'");
    reads("{1, 2, 3}", Bytes(vec![1, 2, 3]));
    assert_eq!(refused::<Bytes>("true"), "invalid type: boolean `true`, expected bytes");
    round_trip(vec![1_u8, 2], "v[2] == 2");
}

#[test]
fn nothing() {
    round_trip(None::<i32>, "v == nil");
    round_trip(Some(3), "v == 3");
    round_trip((), "v == nil");
    round_trip(Unit, "v == nil");
    round_trip(vec![None, Some(1), None], "#v == 3 and v[1] == null and v[3] == null");
    round_trip(vec![(), ()], "#v == 2");
    round_trip(
        BTreeMap::from([("a", None::<i32>)].map(|(k, v)| (k.to_string(), v))),
        "v.a == null",
    );
    round_trip(BTreeMap::from([(None, 1), (Some(2), 2)]), "v[null] == 1 and v[2] == 2");

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Fields {
        absent: Option<i32>,
        present: Option<i32>,
        unit: (),
        units: Unit,
    }
    let fields = Fields { absent: None, present: Some(1), unit: (), units: Unit };
    round_trip(fields, "v.absent == nil and v.present == 1 and v.unit == null and v.units == null");
    reads(
        "{ absent = null, unit = null, units = null }",
        Fields { absent: None, present: None, unit: (), units: Unit },
    );
}

#[test]
fn sequences_and_tuples() {
    round_trip(vec!["a".to_string(), "b".to_string()], "#v == 2 and v[2] == 'b'");
    round_trip(Vec::<i32>::new(), "next(v) == nil");
    round_trip(vec![vec![1], vec![], vec![2, 3]], "v[3][2] == 3");
    round_trip((1, "x".to_string(), 2.5), "v[2] == 'x' and #v == 3");
    round_trip([1, 2, 3], "v[3] == 3");
    round_trip(Pair(-1, None), "v[1] == -1 and v[2] == null");
    round_trip(Meters(1.5), "v == 1.5");
    reads("{}", Vec::<i32>::new());

    assert_eq!(
        refused::<Vec<i32>>("{1, 2, x = 3}"),
        "x: invalid key: a sequence has the keys 1, 2, …"
    );
    assert_eq!(refused::<Vec<i32>>("{1, nil, 3}"), "[2]: invalid value: nil within a sequence");
    assert_eq!(refused::<Vec<i32>>("{x = 3}"), "invalid type: map, expected a sequence");
    assert_eq!(refused::<Vec<i32>>("'abc'"), "invalid type: string \"abc\", expected a sequence");
    assert_eq!(refused::<(i32, i32)>("{1, 2, 3}"), "invalid length 3, expected a tuple of size 2");
    assert_eq!(refused::<(i32, i32)>("{1}"), "invalid length 1, expected a tuple of size 2");
}

#[test]
fn maps() {
    round_trip(BTreeMap::from([(1, 'a'), (7, 'b')]), "v[1] == 'a' and v[7] == 'b'");
    round_trip(BTreeMap::from([(true, 1)]), "v[true] == 1");
    round_trip(BTreeMap::from([(Shape::Empty, 1)]), "v.Empty == 1");
    round_trip(BTreeMap::from([((1, 2), 3)]), "type(next(v)) == 'table'");
    round_trip(HashMap::<String, i32>::new(), "next(v) == nil");
    reads("{10, 20}", BTreeMap::from([(1, 10), (2, 20)]));
    assert_eq!(
        refused::<BTreeMap<String, i32>>("{10}"),
        "[1]: invalid type: integer `1`, expected a string"
    );

    struct NanKey;
    impl Serialize for NanKey {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(f64::NAN, 1)])
        }
    }
    assert_eq!(not_written(NanKey), "table index is NaN");
}

#[test]
fn enums() {
    round_trip(Shape::Empty, "v == 'Empty'");
    round_trip(Shape::Circle(3), "v.Circle == 3");
    round_trip(Shape::Maybe(Some(1)), "v.Maybe == 1");
    round_trip(Shape::Maybe(None), "v.Maybe == null");
    round_trip(Shape::Nothing(()), "v.Nothing == null");
    round_trip(Shape::Box(1, "b".into()), "v.Box[2] == 'b'");
    round_trip(Shape::Polygon { sides: 5, name: None }, "v.Polygon.sides == 5");
    round_trip(vec![Shape::Empty, Shape::Circle(1)], "v[1] == 'Empty'");

    reads("{ Empty = null }", Shape::Empty);
    let variants = "expected one of `Empty`, `Circle`, `Maybe`, `Nothing`, `Box`, `Polygon`";
    assert_eq!(refused::<Shape>("'Blob'"), format!("unknown variant `Blob`, {variants}"));
    assert_eq!(refused::<Shape>("{ Blob = 1 }"), format!("unknown variant `Blob`, {variants}"));
    let only = "invalid value: map, expected the variant's name for the only key";
    assert_eq!(refused::<Shape>("{ Empty = 1, Circle = 2 }"), only);
    assert_eq!(refused::<Shape>("{}"), only);
    assert_eq!(refused::<Shape>("3"), "invalid type: integer `3`, expected enum Shape");
    assert_eq!(
        refused::<Shape>("{ Circle = 'x' }"),
        "Circle: invalid type: string \"x\", expected u32"
    );
    assert_eq!(
        refused::<Shape>("{ Box = { 1, 2 } }"),
        "Box[2]: invalid type: integer `2`, expected a string"
    );
    assert_eq!(
        refused::<Shape>("{ Polygon = { sides = 300 } }"),
        "Polygon.sides: invalid value: integer `300`, expected u8"
    );
    assert_eq!(
        refused::<Shape>("'Circle'"),
        "invalid type: unit variant, expected newtype variant"
    );
}

#[test]
fn attributes_of_serde() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        #[serde(rename = "type")]
        kind: String,
        #[serde(default = "seven", alias = "amount")]
        count: i32,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        rest: BTreeMap<String, f64>,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Inner {
        x: i32,
        y: Option<i32>,
    }
    fn seven() -> i32 {
        7
    }
    let outer = |count, y, rest| Outer { kind: "a".into(), count, inner: Inner { x: 1, y }, rest };
    reads("{ type = 'a', x = 1 }", outer(7, None, BTreeMap::new()));
    let rest = BTreeMap::from([("z".to_string(), 3.5), ("zz".to_string(), 4.0)]);
    reads(
        "{ type = 'a', x = 1, y = 2, amount = 3, z = 3.5, zz = 4 }",
        outer(3, Some(2), rest.clone()),
    );
    round_trip(
        outer(3, Some(2), rest),
        "v.type == 'a' and v.x == 1 and v.z == 3.5 and v.count == 3",
    );

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Internal {
        Stop,
        MoveTo { x: f64, y: f64 },
    }
    round_trip(Internal::Stop, "v.kind == 'stop'");
    round_trip(Internal::MoveTo { x: 1.0, y: 2.5 }, "v.kind == 'move_to' and v.y == 2.5");
    reads("{ kind = 'move_to', x = 1, y = 2 }", Internal::MoveTo { x: 1.0, y: 2.0 });

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "t", content = "c")]
    enum Adjacent {
        A(Vec<i32>),
        B,
    }
    round_trip(Adjacent::A(vec![1]), "v.t == 'A' and v.c[1] == 1");
    round_trip(Adjacent::B, "v.t == 'B'");

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Nothing,
        Integer(i64),
        Float(f64),
        Text(String),
        List(Vec<Untagged>),
        Map(BTreeMap<String, Untagged>),
    }
    let map = BTreeMap::from([("a".to_string(), Untagged::List(vec![]))]);
    round_trip(
        Untagged::List(vec![
            Untagged::Nothing,
            Untagged::Integer(1),
            Untagged::Float(1.0),
            Untagged::Text("t".into()),
            Untagged::Map(map),
        ]),
        "v[1] == null and v[4] == 't' and #v[5].a == 0",
    );

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        #[serde(rename = "port")]
        _port: u16,
    }
    assert_eq!(
        refused::<Vec<Strict>>("{{ port = 1 }, { port = 1, prot = 2 }}"),
        "[2].prot: unknown field `prot` (did you mean `port`?)"
    );
}

#[test]
fn config_of_the_api_page() {
    let config = Config {
        servers: vec![Server { host: "a".into(), port: 1, tls: true }, Server::default()],
        timeout: Duration::from_millis(1500),
        features: BTreeMap::from([("fast".into(), true)]),
    };
    round_trip(config, "v.servers[1].tls and v.timeout.secs == 1 and v.features.fast");
}

#[test]
fn errors_carry_the_path() {
    let servers = |last: &str| format!("{{ servers = {{ {{ host = 'a', port = 1 }}, {last} }} }}");
    let path = |last: &str| refused::<Config>(&servers(last));
    assert_eq!(
        path("{ host = 'b', port = 70000 }"),
        "servers[2].port: invalid value: integer `70000`, expected u16"
    );
    assert_eq!(path("{ host = 'b' }"), "servers[2]: missing field `port`");
    assert_eq!(path("7"), "servers[2]: invalid type: integer `7`, expected struct Server");
    assert_eq!(path("{ 'b', 7 }"), "servers[2]: invalid type: sequence, expected struct Server");
    assert_eq!(path("print"), "servers[2]: invalid type: function, expected struct Server");

    type Names = BTreeMap<String, u8>;
    assert!(refused::<Names>("{ ['a b'] = -1 }").starts_with("[\"a b\"]: "));
    assert!(refused::<Names>("{ ['end'] = -1 }").starts_with("[\"end\"]: "));
    assert!(refused::<Names>("{ ['2x'] = -1 }").starts_with("[\"2x\"]: "));
    assert!(refused::<Names>("{ [''] = -1 }").starts_with("[\"\"]: "));
    assert!(refused::<Names>("{ _x2 = -1 }").starts_with("_x2: "));
    assert!(refused::<BTreeMap<bool, u8>>("{ [true] = -1 }").starts_with("[true]: "));
    assert!(refused::<Vec<Names>>("{ {}, { a = '' } }").starts_with("[2].a: "));

    // The first wrong entry is reported, whatever the order of the table.
    for _ in 0..20 {
        assert!(refused::<Names>("{ d = -1, b = -1, c = -1, e = -1, a = 1 }").starts_with("b: "));
    }
}

#[test]
fn errors_of_serializing_carry_the_path() {
    #[derive(Serialize)]
    struct Outer<'a> {
        items: Vec<BTreeMap<&'a str, u64>>,
    }
    let items = vec![BTreeMap::new(), BTreeMap::from([("a b", u64::MAX)])];
    assert!(not_written(Outer { items }).starts_with("items[2][\"a b\"]: invalid value: "));

    #[derive(Serialize)]
    enum Tagged {
        One(u64),
        Two(u8, u64),
        Three { x: u64 },
    }
    assert!(not_written(Tagged::One(u64::MAX)).starts_with("One: "));
    assert!(not_written(Tagged::Two(1, u64::MAX)).starts_with("Two[2]: "));
    assert!(not_written(Tagged::Three { x: u64::MAX }).starts_with("Three.x: "));
}

#[test]
fn the_error_has_path_and_message_as_its_source() {
    let error = read::<Vec<u8>>("{ 1, 'x' }").unwrap_err();
    let source: &lua_serde::Error = error.downcast_ref().unwrap();
    assert_eq!(source.path(), "[2]");
    assert_eq!(source.message(), "invalid type: string \"x\", expected u8");
}

#[test]
fn what_is_no_data() {
    assert_eq!(refused::<i32>("print"), "invalid type: function, expected i32");
    assert_eq!(refused::<i32>("coroutine.create(print)"), "invalid type: thread, expected i32");
    assert!(refused::<Vec<IgnoredAny>>("print").starts_with("invalid type: function"));
    // Nobody asks for it, so it may be anything.
    reads(
        "{ host = 'a', port = 1, check = print, self = setmetatable({}, {}) }",
        Server { host: "a".into(), port: 1, tls: false },
    );

    let lua = Lua::new();
    let userdata = Value::UserData(lua.create_any_userdata(5_u8).unwrap());
    assert!(lua.from_value::<u8>(userdata).unwrap_err().to_string().ends_with("expected u8"));
    let value: Value = lua.load("{ a = { print } }").eval().unwrap();
    let error = value.to_serializable().serialize(Serializer::new(&lua)).unwrap_err();
    assert!(error.to_string().ends_with("a[1]: a function is no data"));
}

#[test]
fn no_metamethod_runs() {
    let source = "setmetatable({ 1, 2 }, { __index = error, __len = error, __pairs = error })";
    reads(source, vec![1, 2]);
}

/// A list as long as a script likes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct List {
    next: Option<Box<List>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Tree(Vec<Tree>);

fn list(length: usize) -> List {
    (1..length).fold(List { next: None }, |list, _| List { next: Some(Box::new(list)) })
}

#[test]
fn tables_that_contain_themselves() {
    let cycle = |body: &str| format!("(function() local t = {{}}; {body}; return t end)()");
    assert_eq!(refused::<List>(&cycle("t.next = t")), "next: the table contains itself");
    let longer = cycle("t.next = { next = { next = t } }");
    assert_eq!(refused::<List>(&longer), "next.next.next: the table contains itself");
    assert_eq!(
        refused::<Tree>(&cycle("t[1] = {}; t[2] = { t }")),
        "[2][1]: the table contains itself"
    );

    let lua = Lua::new();
    let value: Value = lua.load(cycle("t.a = { t }")).eval().unwrap();
    let error = value.to_serializable().serialize(Serializer::new(&lua)).unwrap_err();
    assert!(error.to_string().ends_with("a[1]: the table contains itself"));

    // The same table twice is no circle.
    reads("(function() local t = {}; return { t, t, { t } } end)()", {
        let leaf = || Tree(vec![]);
        Tree(vec![leaf(), leaf(), Tree(vec![leaf()])])
    });
}

#[test]
fn depth_is_limited() {
    round_trip(list(128), "v.next.next");
    let nested = |levels: usize| {
        format!(
            "(function() local t = {{}}; for _ = 2, {levels} do t = {{ t }} end; return t end)()"
        )
    };
    read::<Tree>(&nested(128)).unwrap();
    for levels in [129, 1_000_000] {
        let error = refused::<Tree>(&nested(levels));
        assert_eq!(error, format!("{}: nested deeper than 128 tables", "[1]".repeat(128)));
    }
    assert!(not_written(list(129)).ends_with("next: nested deeper than 128 tables"));
    let (lua, options) = (Lua::new(), SerializeOptions::new().recursion_limit(300));
    assert!(lua.to_value_with(&list(300), options).is_ok());
}

#[test]
fn values_are_limited() {
    // 2^100 leaves in a hundred tables.
    let lua = Lua::new();
    let bomb = "(function() local t = {}; for _ = 1, 100 do t = { t, t } end; return t end)()";
    let value: Value = lua.load(bomb).eval().unwrap();
    let options = DeserializeOptions::new().value_limit(10_000);
    let error = lua.from_value_with::<Tree>(value, options).unwrap_err();
    assert!(error.to_string().ends_with(": more than 10000 values"), "{error}");
}

#[test]
fn arrays_are_marked() {
    let lua = Lua::new();
    lua.globals().set("list", lua.to_value(&Vec::<i32>::new()).unwrap()).unwrap();
    let changed = lua.load("setmetatable(list, nil)").exec().unwrap_err();
    assert!(changed.to_string().contains("cannot change a protected metatable"));
    assert_eq!(lua.array_metatable().unwrap(), lua.array_metatable().unwrap());
    // A marked table that is no sequence is not taken for one.
    let value = lua.load("(function() list.x = 1; return list end)()").eval().unwrap();
    let error = lua.from_value::<Vec<i32>>(value).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: map, expected a sequence");
}

#[test]
fn a_dead_machine_is_an_error() {
    let value: Value = Lua::new().load("{ { 'text' } }").eval().unwrap();
    assert!(lua_serde::from_value::<Vec<Vec<String>>>(value).is_err());
}

#[test]
fn host_functions_take_and_give_data() {
    let lua = Lua::new();
    let secure = lua.create_function(|lua, value: Value| {
        let server: Server = lua.from_value(value)?;
        lua.to_value(&Server { tls: true, ..server })
    });
    lua.globals().set("secure", secure.unwrap()).unwrap();
    assert!(lua.load("secure({ host = 'h', port = 1 }).tls").eval::<bool>().unwrap());
    let error = lua.load("secure({ host = 'h', port = 1.5 })").exec().unwrap_err();
    assert!(
        error.to_string().contains("port: invalid type: floating point `1.5`, expected u16"),
        "{error}"
    );
    assert_eq!(error.downcast_ref::<lua_serde::Error>().unwrap().path(), "port");
}

const SCRIPT: &str = r#"
    local base = 8000
    local function server(n)
        return { host = ("app-%d.example.com"):format(n), port = base + n, tls = n > 1 }
    end
    local servers = {}
    for n = 1, 3 do servers[#servers + 1] = server(n) end
    return {
        servers = servers,
        timeout = { secs = 60 / 4, nanos = 0 },
        features = { fast = true, verbose = #servers > 5 },
    }
"#;

#[test]
fn config_scripts() {
    let config: Config = lua_serde::from_str("app.lua", SCRIPT).unwrap();
    assert_eq!(
        config.servers[2],
        Server { host: "app-3.example.com".into(), port: 8003, tls: true }
    );
    assert_eq!(config.timeout, Duration::from_secs(15));
    assert_eq!(config.features, BTreeMap::from([("fast".into(), true), ("verbose".into(), false)]));
}

#[test]
fn config_scripts_may_set_globals_instead() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        name: String,
        matrix: Vec<Vec<Option<i32>>>,
    }
    let source = r#"
        function row(n) return { n, null, math.floor(n ^ 2) } end
        name = string.upper "small"
        matrix = { row(1), row(2) }
    "#;
    let small: Small = lua_serde::from_str("small.lua", source).unwrap();
    let matrix = vec![vec![Some(1), None, Some(1)], vec![Some(2), None, Some(4)]];
    assert_eq!(small, Small { name: "SMALL".into(), matrix });
}

#[test]
fn errors_of_config_scripts_name_the_script() {
    let refused =
        |source: &str| lua_serde::from_str::<Config>("app.lua", source).unwrap_err().to_string();
    let wrong = SCRIPT.replace("base = 8000", "base = 65534");
    assert_eq!(
        refused(&wrong),
        "app.lua:7: servers[2].port: invalid value: integer `65536`, expected u16"
    );
    assert_eq!(refused("return nil"), "app.lua:1: invalid type: nil, expected struct Config");
    assert_eq!(refused("servers = {}"), "app.lua: missing field `timeout`");
    assert!(refused("return {").starts_with("app.lua:1: "), "{}", refused("return {"));
    assert!(refused("\nerror 'boom'").starts_with("app.lua:2: boom"));
}

#[test]
fn config_files() {
    let directory = std::env::temp_dir().join(format!("ferrolua-serde-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("app.lua");
    std::fs::write(&path, format!("#!/usr/bin/lua\n{SCRIPT}")).unwrap();
    let config: Config = lua_serde::from_file(&path).unwrap();
    assert_eq!(config.servers.len(), 3);

    std::fs::write(&path, "\nerror { code = 1 }").unwrap();
    assert!(lua_serde::from_file::<Config>(&path).is_err());
    std::fs::write(&path, "\nlocal x = = 1").unwrap();
    let error = lua_serde::from_file::<Config>(&path).unwrap_err().to_string();
    assert!(error.contains("app.lua:2: "), "{error}");
    std::fs::remove_dir_all(&directory).unwrap();

    let error = lua_serde::from_file::<Config>(&path).unwrap_err();
    assert!(error.to_string().starts_with(&format!("{}: ", path.display())), "{error}");
    assert!(error.downcast_ref::<std::io::Error>().is_some());
}

#[test]
fn typed_results_of_scripts() {
    let lua = Lua::new();
    let make: Function =
        lua.load("function(n) return { host = 'h' .. n, port = n } end").eval().unwrap();
    let server: Server = lua.from_value(make.call(80).unwrap()).unwrap();
    assert_eq!(server, Server { host: "h80".into(), port: 80, tls: false });
}

#[test]
fn a_border_far_away_reserves_nothing() {
    // Each key looks like the end of a sequence of as many items.
    let source = "(function() local t = {}; for n = 0, 40 do t[1 << n] = n end; return t end)()";
    assert_eq!(refused::<Vec<i32>>(source), "[3]: invalid value: nil within a sequence");
    assert_eq!(read::<BTreeMap<i64, u8>>(source).unwrap()[&(1 << 40)], 40);
}
