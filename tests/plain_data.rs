//! `#[derive(FromLua)]` and `#[derive(IntoLua)]` on plain data: the forms, the attributes, and what errors say.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::marker::PhantomData;

use ferrolua::{Error, ErrorKind, FromLua, IntoLua, Lua, Result, Table, UserData, Value, methods};

/// What a script's expression is as a `T`.
fn read<T: FromLua>(script: &str) -> Result<T> {
    let lua = Lua::new();
    let value: Value = lua.load(script).set_name("=test").eval()?;
    T::from_lua(value, &lua)
}

/// The text of the error that an expression gives as a `T`.
fn refused<T: FromLua + Debug>(script: &str) -> String {
    read::<T>(script).expect_err("it does not fit").to_string()
}

/// Sees that a value is what the script says, in both directions.
fn same<T>(value: T, script: &str)
where
    T: FromLua + IntoLua + Clone + PartialEq + Debug,
{
    let lua = Lua::new();
    let written = value.clone().into_lua(&lua).expect("it can be written");
    let text = lua
        .load(
            r#"
            local function show(v)
                if type(v) ~= "table" then return type(v) == "string" and ("%q"):format(v) or tostring(v) end
                local parts, keys = {}, {}
                for k in pairs(v) do keys[#keys + 1] = k end
                table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
                for _, k in ipairs(keys) do parts[#parts + 1] = tostring(k) .. "=" .. show(v[k]) end
                return "{" .. table.concat(parts, ",") .. "}"
            end
            return show"#,
        )
        .eval::<ferrolua::Function>()
        .expect("a function");
    let expected: Value = lua.load(script).eval().expect("a value");
    let (written_text, expected_text) =
        (text.call::<String>(written.clone()).unwrap(), text.call::<String>(expected).unwrap());
    assert_eq!(written_text, expected_text);
    assert_eq!(T::from_lua(written, &lua).expect("it can be read back"), value);
    assert_eq!(read::<T>(script).expect("it can be read"), value);
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Server {
    host: String,
    port: u16,
    note: Option<String>,
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Config {
    servers: Vec<Server>,
    limits: BTreeMap<String, u8>,
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Meters(f64);

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Pair(i64, Option<String>);

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Marker;

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Empty {}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
#[lua(transparent)]
struct Wrapper {
    inner: Vec<i64>,
    #[lua(skip)]
    seen: bool,
}

fn server(host: &str, port: u16) -> Server {
    Server { host: host.into(), port, note: None }
}

#[test]
fn structs_are_tables() {
    same(server("a", 80), "{host = 'a', port = 80}");
    same(
        Config {
            servers: vec![server("a", 1), server("b", 2)],
            limits: BTreeMap::from([("cpu".into(), 3)]),
        },
        "{servers = {{host = 'a', port = 1}, {host = 'b', port = 2}}, limits = {cpu = 3}}",
    );
    same(Empty {}, "{}");
    same(Marker, "{}");
}

#[test]
fn tuples_are_sequences_and_newtypes_what_they_hold() {
    same(Meters(2.5), "2.5");
    same(Pair(1, Some("x".into())), "{1, 'x'}");
    same(Pair(1, None), "{1}");
    same(Wrapper { inner: vec![1, 2], seen: false }, "{1, 2}");
    assert_eq!(refused::<Pair>("{1, 'x', true}"), "sequence of 2 expected, got table of 3 items");
    assert_eq!(refused::<Pair>("{'x'}"), "index 1: number expected, got string");
    assert_eq!(refused::<Pair>("7"), "table expected, got number");
    assert_eq!(refused::<Meters>("{}"), "number expected, got table");
    assert_eq!(refused::<Marker>("nil"), "table expected, got nil");
}

#[test]
fn errors_name_the_path() {
    let script = "{limits = {}, servers = {{host = 'a', port = 1}, {host = 'b', port = 'x'}}}";
    assert_eq!(refused::<Config>(script), "field 'servers[2].port': number expected, got string");
    let error = read::<Config>(script).unwrap_err();
    let ErrorKind::Conversion { from, to } = error.kind() else { panic!("{error:?}") };
    assert_eq!((from.as_str(), to.as_str()), ("string", "number"));
    assert_eq!(
        refused::<Config>("{servers = {}, limits = {['max cpu'] = {}}}"),
        "field 'limits[\"max cpu\"]': number expected, got table"
    );
    assert_eq!(refused::<Server>("{host = 'a'}"), "field 'port': number expected, got nil");
    assert_eq!(refused::<Server>("5"), "table expected, got number");
    assert_eq!(refused::<Vec<Server>>("{5}"), "index 1: table expected, got number");
    assert_eq!(
        refused::<Vec<Server>>("{{host = 'a', port = 70000}}"),
        "field '[1].port': u16 expected, got 70000 (out of range)"
    );
}

#[test]
fn reading_honours_index_and_its_errors_pass() {
    let script = "setmetatable({port = 1}, {__index = {host = 'inherited'}})";
    assert_eq!(read::<Server>(script).unwrap(), server("inherited", 1));
    let script = "setmetatable({}, {__index = function(_, k) error('no ' .. k) end})";
    assert_eq!(refused::<Server>(script), "test:1: no host");
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
#[lua(rename_all = "camelCase", deny_unknown, name = "Options")]
struct SpawnOptions {
    #[lua(alias = "health", alias = "life")]
    hit_points: f64,
    #[lua(default = "orc".to_string())]
    display_name: String,
    #[lua(default)]
    is_boss: Option<bool>,
    #[lua(name = "type", default = Kind::Red)]
    kind: Kind,
    #[lua(skip, default = 7)]
    cached: i32,
    #[lua(skip)]
    nothing: Vec<u8>,
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
enum Kind {
    Red,
    #[lua(name = "grün", alias = "green")]
    Green,
    #[lua(skip)]
    Secret,
}

fn options(hit_points: f64) -> SpawnOptions {
    SpawnOptions {
        hit_points,
        display_name: "orc".into(),
        is_boss: None,
        kind: Kind::Red,
        cached: 7,
        nothing: Vec::new(),
    }
}

#[test]
fn attributes_rename_default_and_skip() {
    let full = SpawnOptions { is_boss: Some(true), kind: Kind::Green, ..options(3.0) };
    same(full, "{hitPoints = 3.0, displayName = 'orc', isBoss = true, type = 'grün'}");
    assert_eq!(read::<SpawnOptions>("{health = 3, type = 'green'}").unwrap().kind, Kind::Green);
    assert_eq!(read::<SpawnOptions>("{life = 3}").unwrap(), options(3.0));
    assert_eq!(refused::<SpawnOptions>("{life = {}}"), "field 'life': number expected, got table");
    assert_eq!(refused::<SpawnOptions>("{}"), "field 'hitPoints': number expected, got nil");
    assert_eq!(
        refused::<SpawnOptions>("{life = 1, health = 2}"),
        "one of them expected, got table ('health' and 'life' are two names of one field)"
    );
}

#[test]
fn unknown_fields_are_refused_by_the_nearest_name() {
    assert_eq!(
        refused::<SpawnOptions>("{hitPoint = 3}"),
        "no field 'hitPoint' in Options (did you mean 'hitPoints'?)"
    );
    assert_eq!(refused::<SpawnOptions>("{hitPoints = 3, 5}"), "no field '1' in Options");
    assert_eq!(
        refused::<SpawnOptions>("{hitPoints = 3, [print] = 5}"),
        "no field 'a function' in Options"
    );
    assert_eq!(
        refused::<SpawnOptions>("{hitPoints = 3, cached = 5}"),
        "no field 'cached' in Options"
    );
    // What is inherited is nobody's mistake.
    let script = "setmetatable({hitPoints = 3}, {__index = {other = 1}})";
    assert_eq!(read::<SpawnOptions>(script).unwrap(), options(3.0));
}

#[test]
fn variants_are_strings() {
    same(Kind::Red, "'Red'");
    same(Kind::Green, "'grün'");
    assert_eq!(
        refused::<Kind>("'Rad'"),
        "Kind expected, got string ('Rad' is no variant: did you mean 'Red'?)"
    );
    assert_eq!(
        refused::<Kind>("'Secret'"),
        "Kind expected, got string ('Secret' is none of 'Red', 'grün', 'green')"
    );
    assert_eq!(refused::<Kind>("3"), "Kind expected, got number (one of 'Red', 'grün', 'green')");
    let error = Kind::Secret.into_lua(&Lua::new()).unwrap_err();
    assert_eq!(error.to_string(), "Kind::Secret has no form in Lua");
}

#[derive(UserData)]
#[lua(name = "World")]
struct Place {
    #[lua(get)]
    total: f64,
}

#[methods]
impl Place {
    fn spawn(&mut self, opts: SpawnOptions) -> f64 {
        self.total += opts.hit_points;
        self.total
    }

    fn connect(&self, servers: Vec<Server>) -> usize {
        servers.len()
    }
}

#[test]
fn a_table_of_options_is_an_argument() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("world", Place { total: 0.0 })?;
    assert_eq!(lua.load("world:spawn{hitPoints = 3}").eval::<f64>()?, 3.0);
    let fails = |script: &str| {
        lua.load(script).set_name("=test").exec().expect_err("a bad argument").to_string()
    };
    assert_eq!(
        fails("world:spawn{hitPoints = 'x'}"),
        "test:1: bad argument 'opts' to 'World:spawn' (field 'hitPoints': number expected, got \
         string)"
    );
    assert_eq!(
        fails("world:spawn(5)"),
        "test:1: bad argument 'opts' to 'World:spawn' (table expected, got number)"
    );
    assert_eq!(
        fails("world:connect{{host = 'a', port = 1}, {host = 'b'}}"),
        "test:1: bad argument 'servers' to 'World:connect' (field '[2].port': number expected, \
         got nil)"
    );
    let error = lua.load("world:spawn{hitPoints = 'x'}").exec().unwrap_err();
    let ErrorKind::BadArgument { name, expected, actual, .. } = error.kind() else {
        panic!("{error:?}")
    };
    let parts = [name, expected, actual].map(|part| part.as_deref());
    assert_eq!(parts, [Some("opts"), Some("number"), Some("string")]);
    Ok(())
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq, Default)]
#[lua(default)]
struct Settings {
    volume: i64,
    name: String,
    #[lua(default = 3)]
    lives: i64,
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
#[lua(default = Limits(5, 6))]
struct Limits(i64, i64);

#[test]
fn missing_fields_come_from_the_default_of_the_type() {
    let given = Settings { volume: 1, name: String::new(), lives: 3 };
    assert_eq!(read::<Settings>("{volume = 1}").unwrap(), given);
    assert_eq!(read::<Limits>("{1}").unwrap(), Limits(1, 6));
    assert_eq!(read::<Limits>("{nil, 2}").unwrap(), Limits(5, 2));
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Page {
    title: String,
    #[lua(flatten)]
    server: Server,
    #[lua(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Counts {
    total: i64,
    #[lua(flatten)]
    by_name: HashMap<String, i64>,
}

#[test]
fn flattened_fields_share_the_table() {
    same(Counts { total: 2, by_name: HashMap::from([("a".into(), 2)]) }, "{total = 2, a = 2}");
    let page: Page = read("{title = 't', host = 'h', port = 5}").unwrap();
    assert_eq!((page.server, page.rest.len()), (server("h", 5), 2));
    let inherits = "setmetatable({title = 't'}, {__index = {host = 'h', port = 5}})";
    assert_eq!(read::<Page>(inherits).unwrap().server, server("h", 5));
    assert_eq!(refused::<Page>("{title = 't'}"), "field 'host': string expected, got nil");
}

fn percent(value: Value, lua: &Lua) -> Result<f64> {
    let number = f64::from_lua(value, lua)?;
    if (0.0..=100.0).contains(&number) {
        Ok(number / 100.0)
    } else {
        Err(Error::runtime(format!("{number} is no percentage")))
    }
}

fn in_percent(share: f64, _: &Lua) -> Result<f64> {
    Ok(share * 100.0)
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Discount {
    #[lua(from_lua_with = percent, into_lua_with = in_percent)]
    share: f64,
    #[lua(from_lua_with = "percent", into_lua_with = "in_percent", default = 0.5)]
    tax: f64,
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Shares(i64, #[lua(from_lua_with = percent, into_lua_with = in_percent)] f64);

#[test]
fn functions_convert_single_fields() {
    same(Discount { share: 0.25, tax: 0.5 }, "{share = 25.0, tax = 50.0}");
    same(Shares(1, 0.25), "{1, 25.0}");
    assert_eq!(read::<Discount>("{share = 10}").unwrap(), Discount { share: 0.1, tax: 0.5 });
    assert_eq!(refused::<Discount>("{share = 101}"), "field 'share': 101 is no percentage");
    assert_eq!(refused::<Shares>("{1, -1}"), "index 2: -1 is no percentage");
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
#[lua(rename_all = "snake_case")]
enum Shape {
    Nothing,
    Circle(f64),
    Rect(f64, f64),
    #[lua(rename_all = "camelCase")]
    Poly {
        corner_count: u32,
        name: Option<String>,
    },
}

#[test]
fn data_is_tagged_from_outside() {
    same(Shape::Nothing, "'nothing'");
    same(Shape::Circle(1.5), "{circle = 1.5}");
    same(Shape::Rect(1.5, 2.5), "{rect = {1.5, 2.5}}");
    same(Shape::Poly { corner_count: 3, name: None }, "{poly = {cornerCount = 3}}");
    let forms = "one of 'nothing', or a table with one of the fields 'circle', 'rect', 'poly'";
    assert_eq!(refused::<Shape>("5"), format!("Shape expected, got number ({forms})"));
    assert_eq!(refused::<Shape>("{}"), format!("Shape expected, got table ({forms})"));
    assert_eq!(
        refused::<Shape>("{circle = 1, rect = {1, 2}}"),
        "Shape expected, got table (it has both 'circle' and 'rect')"
    );
    assert_eq!(
        refused::<Shape>("'circle'"),
        "Shape expected, got string ('circle' has data: write { circle = … })"
    );
    assert_eq!(
        refused::<Shape>("{poly = {cornerCount = 'x'}}"),
        "field 'poly.cornerCount': number expected, got string"
    );
    assert_eq!(refused::<Shape>("{rect = {1, {}}}"), "field 'rect[2]': number expected, got table");
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
#[lua(tag = "kind", rename_all = "lowercase", deny_unknown)]
enum Event {
    Quit,
    Key { code: u32 },
    Connect(Server),
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
#[lua(tag = "t", content = "c")]
enum Message {
    Ping,
    Text(String),
    Move(i64, i64),
    Named { x: i64 },
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
#[lua(untagged)]
enum Id {
    None,
    Number(i64),
    Name(String),
    Both { number: i64, name: String },
}

#[test]
fn data_is_tagged_inside_beside_or_not_at_all() {
    same(Event::Quit, "{kind = 'quit'}");
    same(Event::Key { code: 3 }, "{kind = 'key', code = 3}");
    same(Event::Connect(server("h", 1)), "{kind = 'connect', host = 'h', port = 1}");
    assert_eq!(
        refused::<Event>("{kind = 'key', cod = 1}"),
        "no field 'cod' in Event::Key (did you mean 'code'?)"
    );
    assert_eq!(
        refused::<Event>("{kind = 'kay', code = 1}"),
        "field 'kind': Event expected, got string ('kay' is no variant: did you mean 'key'?)"
    );
    assert_eq!(
        refused::<Event>("{code = 1}"),
        "field 'kind': one of 'quit', 'key', 'connect' expected, got nil"
    );
    same(Message::Ping, "{t = 'Ping'}");
    same(Message::Text("x".into()), "{t = 'Text', c = 'x'}");
    same(Message::Move(1, 2), "{t = 'Move', c = {1, 2}}");
    same(Message::Named { x: 1 }, "{t = 'Named', c = {x = 1}}");
    assert_eq!(
        refused::<Message>("{t = 'Move', c = {1, 'x'}}"),
        "field 'c[2]': number expected, got string"
    );
    same(Id::Number(3), "3");
    same(Id::Name("x".into()), "'x'");
    same(Id::Both { number: 1, name: "x".into() }, "{number = 1, name = 'x'}");
    assert_eq!(read::<Id>("nil").unwrap(), Id::None);
    assert_eq!(
        refused::<Id>("{number = 1}"),
        "Id expected, got table (None: nil expected, got table; Number: number expected, got \
         table; Name: string expected, got table; Both: field 'name': string expected, got nil)"
    );
}

trait Source {
    type Item;
}

#[derive(Clone, Debug, PartialEq)]
struct Numbers;

impl Source for Numbers {
    type Item = i64;
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Generic<T, const N: usize, S: Source>
where
    S::Item: Copy,
{
    items: [T; N],
    first: S::Item,
    #[lua(skip)]
    scratch: Option<T>,
    marker: PhantomData<S>,
}

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
struct Key<T>(u32, PhantomData<T>);

#[derive(FromLua, IntoLua, Clone, Debug, PartialEq)]
enum Tree<T> {
    Leaf(T),
    Branch(Vec<Tree<T>>),
}

#[derive(IntoLua)]
struct View<'a> {
    name: &'a str,
}

#[test]
fn generic_types_have_the_bounds_they_need() -> Result<()> {
    same(
        Generic::<i64, 2, Numbers> { items: [1, 2], first: 3, scratch: None, marker: PhantomData },
        "{items = {1, 2}, first = 3}",
    );
    // No conversion of the phantom type is asked for.
    same(Key::<Numbers>(3, PhantomData), "3");
    let leaf = |n| Tree::Leaf(n);
    same(
        Tree::Branch(vec![leaf(1_i64), Tree::Branch(vec![leaf(2)])]),
        "{Branch = {{Leaf = 1}, {Branch = {{Leaf = 2}}}}}",
    );
    assert_eq!(
        refused::<Tree<i64>>("{Branch = {{Leaf = 1}, {Leaf = 'x'}}}"),
        "field 'Branch[2].Leaf': number expected, got string"
    );
    let lua = Lua::new();
    let name = String::from("short-lived");
    let view: Table = lua.convert(View { name: &name })?;
    assert_eq!(view.get::<String>("name")?, "short-lived");
    Ok(())
}

mod shadowed {
    //! Names of the standard library and of the expansion's own variables, with other meanings.
    #![allow(dead_code, non_camel_case_types)]

    pub(crate) struct Result;
    pub(crate) struct Option;
    pub(crate) struct String;
    pub(crate) struct Vec;
    pub(crate) enum Box {
        Some,
        None,
        Ok,
        Err,
    }
    #[allow(unused_imports)]
    pub(crate) use Box::*;

    #[derive(ferrolua::FromLua, ferrolua::IntoLua, Clone, Debug, PartialEq)]
    #[lua(default = crate::shadowed::start())]
    pub(crate) struct Plain {
        pub(crate) r#type: i64,
        pub(crate) value: i64,
        pub(crate) lua: bool,
        pub(crate) fields: std::option::Option<i64>,
    }

    pub(crate) fn start() -> Plain {
        Plain { r#type: 1, value: 2, lua: true, fields: None_() }
    }

    #[allow(non_snake_case)]
    fn None_() -> std::option::Option<i64> {
        std::option::Option::None
    }

    #[derive(ferrolua::FromLua, ferrolua::IntoLua, Clone, Debug, PartialEq)]
    pub(crate) enum Choice {
        r#Type { r#if: i64 },
        Ok(i64),
        Err,
    }
}

#[test]
fn names_of_the_user_are_not_ours() {
    same(
        shadowed::Plain { r#type: 5, value: 6, lua: false, fields: Some(1) },
        "{type = 5, value = 6, lua = false, fields = 1}",
    );
    assert_eq!(read::<shadowed::Plain>("{}").unwrap(), shadowed::start());
    same(shadowed::Choice::Type { r#if: 1 }, "{Type = {['if'] = 1}}");
    same(shadowed::Choice::Ok(1), "{Ok = 1}");
    same(shadowed::Choice::Err, "'Err'");
}

mod renamed {
    //! Our crate under another name.
    use ferrolua as machine;

    #[derive(machine::FromLua, machine::IntoLua, Clone, Debug, PartialEq)]
    #[lua(crate = "machine")]
    pub(crate) struct Point {
        pub(crate) x: i64,
    }
}

#[test]
fn the_crate_may_have_another_name() {
    same(renamed::Point { x: 1 }, "{x = 1}");
}

#[test]
fn what_a_field_cannot_become_is_named() {
    #[derive(IntoLua)]
    struct Big {
        sizes: Vec<u64>,
    }
    #[derive(IntoLua)]
    struct Flat {
        #[lua(flatten)]
        inner: i64,
    }
    let lua = Lua::new();
    let error = Big { sizes: vec![1, u64::MAX] }.into_lua(&lua).unwrap_err().to_string();
    assert!(error.starts_with("field 'sizes"), "{error}");
    let error = Flat { inner: 1 }.into_lua(&lua).unwrap_err().to_string();
    assert_eq!(error, "the fields of 'inner' cannot be written: it is a integer");
}
