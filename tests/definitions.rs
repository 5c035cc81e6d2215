//! Editor types: definition files and references, of derived types, of what a machine has, of host functions.

use std::collections::{BTreeMap, HashSet};
use std::ops::{Add, Mul, Neg};
use std::rc::Rc;

use ferrolua::{
    FromLua, Function, IntoLua, Lua, Mentions, Table, TypedFunction, UserData, UserDataFields,
    UserDataMethods, Value, Variadic, definitions, methods,
};

/// A point in the plane.
///
/// @not a tag
#[derive(UserData, Clone, Copy, PartialEq)]
#[lua(add, mul(f64, f64 * Self), unm, eq)]
struct Vec2 {
    /// To the right.
    x: f64,
    #[lua(get)]
    y: f64,
    #[lua(name = "end")]
    last: Option<f64>,
}

impl Add for Vec2 {
    type Output = Vec2;
    fn add(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, ..self }
    }
}

impl Mul<f64> for Vec2 {
    type Output = Vec2;
    fn mul(self, by: f64) -> Vec2 {
        Vec2 { x: self.x * by, ..self }
    }
}

impl Mul<Vec2> for f64 {
    type Output = Vec2;
    fn mul(self, other: Vec2) -> Vec2 {
        other * self
    }
}

impl Neg for Vec2 {
    type Output = Vec2;
    fn neg(self) -> Vec2 {
        Vec2 { x: -self.x, ..self }
    }
}

#[methods]
impl Vec2 {
    /// Nowhere.
    const ORIGIN: Vec2 = Vec2 { x: 0.0, y: 0.0, last: None };

    /// A point from its coordinates.
    #[lua(constructor)]
    fn new(x: f64, #[lua(default = 0.0)] y: f64) -> Self {
        Vec2 { x, y, last: None }
    }

    /// Moves it.
    fn shift(&mut self, by: &Vec2, r#while: Option<u8>) -> &mut Self {
        self.x += by.x + f64::from(r#while.unwrap_or(0));
        self
    }

    fn r#repeat(&self, _lua: &Lua, times: usize) -> Result<Vec<Vec2>, String> {
        Ok(vec![*self; times])
    }

    #[lua(getter)]
    fn length(&self) -> f64 {
        self.x.hypot(self.y)
    }

    #[allow(clippy::needless_lifetimes, reason = "outside of the function 'a is unknown")]
    fn halves<'a>(text: &'a str) -> (&'a str, Option<&'a str>) {
        text.split_once(' ').map_or((text, None), |(left, right)| (left, Some(right)))
    }

    #[lua(call)]
    fn at(&self, index: usize) -> f64 {
        if index == 0 { self.x } else { self.y }
    }

    #[cfg(any())]
    fn gone(&self) -> Unknown {}
}

#[test]
fn a_class_in_full() {
    let expected = r#"---@meta

--- A point in the plane.
---
--- \@not a tag
---@class Vec2
--- To the right.
---@field x number
---@field y number (read-only)
---@field ["end"] number?
--- Nowhere.
---@field ORIGIN Vec2 (constant)
---@field length number (read-only)
---@operator add(Vec2): Vec2
---@operator mul(number): Vec2
---@operator unm: Vec2
---@operator call(integer): number
---@overload fun(x: number, y?: number): Vec2
Vec2 = {}

--- A point from its coordinates.
---@param x number
---@param y? number (default: `0.0`)
---@return Vec2
function Vec2.new(x, y) end

--- Moves it.
---@param by Vec2
---@param while_? integer
---@return Vec2
function Vec2:shift(by, while_) end

---@param self Vec2
---@param times integer
---@return Vec2[]
Vec2["repeat"] = function(self, times) end

---@param text string
---@return string
---@return string?
function Vec2.halves(text) end
"#;
    assert_eq!(definitions().class::<Vec2>().render(), expected);
}

#[test]
fn the_same_class_for_people() {
    let page = definitions().class::<Vec2>().markdown();
    for part in [
        "\n## Vec2\n\nA point in the plane.\n",
        "\n| `x` | `number` | To the right. |\n",
        "\n| `y` | `number` | (read-only) |\n",
        "`Vec2 * number: Vec2`, `number * Vec2: Vec2`, `-Vec2: Vec2`, `Vec2 == Vec2: boolean`",
        "\n### `Vec2(x: number, y?: number): Vec2`\n",
        "\n### `Vec2:shift(by: Vec2, while_?: integer): Vec2`\n\nMoves it.\n",
    ] {
        assert!(page.contains(part), "no {part:?} in\n{page}");
    }
}

fn takes<T: FromLua>() -> String {
    T::annotation(&mut Mentions::default()).to_string()
}

fn gives<T: IntoLua>() -> String {
    T::annotation(&mut Mentions::default()).to_string()
}

/// Something without a type of its own.
struct Opaque;

impl FromLua for Opaque {
    fn from_lua(_: Value, _: &Lua) -> ferrolua::Result<Opaque> {
        Ok(Opaque)
    }
}

#[test]
fn types_have_the_names_that_editors_know() {
    assert_eq!([takes::<u8>(), gives::<usize>()], ["integer", "integer"]);
    assert_eq!([takes::<f32>(), gives::<f64>()], ["number", "number"]);
    assert_eq!(
        [takes::<bool>(), takes::<String>(), gives::<&str>()],
        ["boolean", "string", "string"]
    );
    assert_eq!(gives::<Option<Option<i64>>>(), "integer?");
    assert_eq!(gives::<Vec<Option<i64>>>(), "(integer?)[]");
    assert_eq!(takes::<[Vec<f64>; 2]>(), "number[][]");
    assert_eq!(gives::<BTreeMap<String, Vec<i64>>>(), "table<string, integer[]>");
    assert_eq!(gives::<HashSet<String>>(), "table<string, boolean>");
    assert_eq!(takes::<HashSet<String>>(), "string[]|table<string, any>");
    assert_eq!(
        [takes::<Table>(), takes::<Function>(), takes::<Value>()],
        ["table", "function", "any"]
    );
    assert_eq!(takes::<ferrolua::LightUserData>(), "lightuserdata");
    assert_eq!(
        takes::<Option<TypedFunction<(i64, Option<String>), (f64, Variadic<bool>)>>>(),
        "(fun(arg1: integer, arg2?: string): number, ...boolean)?"
    );
    assert_eq!(takes::<std::ops::Range<i64>>(), "{ start: integer, finish: integer }");
    assert_eq!(takes::<Option<Opaque>>(), "any");
    assert_eq!(takes::<Vec<Opaque>>(), "any[]");
    assert_eq!([gives::<Rc<Vec2>>(), takes::<Option<Vec2>>()], ["Vec2", "Vec2?"]);
}

/// How to go on.
#[derive(UserData, Clone, Copy, PartialEq)]
enum Mode {
    /// Slowly.
    Walk,
    Run,
}

#[derive(UserData, Clone)]
enum Shape {
    /// Round.
    Circle(f64),
    Rect {
        /// From left to right.
        w: f64,
        h: Option<Mode>,
    },
    Nothing,
}

#[derive(UserData)]
#[lua(methods)]
struct Stack<T> {
    items: Vec<T>,
}

#[methods]
impl<T: Clone + IntoLua + FromLua + 'static> Stack<T> {
    fn push(&mut self, item: T, #[lua(rest)] more: Vec<T>) -> &mut Self {
        self.items.push(item);
        self.items.extend(more);
        self
    }

    fn draw(&self, _mode: Mode, _on: Option<&Vec2>) -> Result<Shape, String> {
        Ok(Shape::Nothing)
    }
}

#[derive(UserData)]
struct View<'a> {
    #[lua(skip)]
    items: &'a mut Vec<u32>,
    label: String,
}

#[methods]
impl View<'_> {
    fn push(&mut self, item: u32) -> &mut Self {
        self.items.push(item);
        self
    }
}

/// Not derived.
struct Log(Vec<String>);

impl UserData for Log {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field("LEVELS", 3);
        fields.add_field_method_get("len", |_, this| Ok(this.0.len()));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method_mut("write", |_, this, line: String| {
            this.0.push(line);
            Ok(())
        });
        methods.add_function("open", |_, ()| Ok(Log(Vec::new())));
    }
}

#[test]
fn an_enum_has_its_variants_and_what_every_enum_has() {
    let file = definitions().class::<Mode>().class::<Shape>().render();
    for part in [
        "---@alias Mode.Name \"Walk\"|\"Run\"\n",
        "--- How to go on.\n---@class Mode\n--- Slowly.\n---@field Walk Mode (constant)\n",
        "---@field variants Mode[] (constant)\n",
        "---@overload fun(name: Mode.Name): Mode\nMode = {}\n",
        "---@param name Mode.Name\n---@return Mode\nfunction Mode.parse(name) end\n",
        "--- Of `Rect`. From left to right.\n---@field w number\n",
        "--- Round.\n---@param value number\n---@return Shape\nfunction Shape.Circle(value) end\n",
        "---@param fields { w: number, h?: Mode }\n---@return Shape\nfunction Shape.Rect(fields) end\n",
        "---@field Nothing Shape (constant)\n",
        "function Shape:match(cases) end\n",
    ] {
        assert!(file.contains(part), "no {part:?} in\n{file}");
    }
    check(&file);
}

/// What has a name.
#[methods]
trait Named {
    /// The longest one.
    const LONGEST: u8;

    /// Calls it otherwise.
    fn rename(&mut self, to: String, quietly: Option<bool>) -> &mut Self;

    fn named(name: String) -> Self
    where
        Self: Sized;
}

#[derive(UserData)]
#[lua(traits(Named))]
struct Orc {
    pub name: String,
}

impl Named for Orc {
    const LONGEST: u8 = 9;

    fn rename(&mut self, to: String, _: Option<bool>) -> &mut Self {
        self.name = to;
        self
    }

    fn named(name: String) -> Orc {
        Orc { name }
    }
}

#[test]
fn a_class_has_what_its_traits_give_it() {
    let file = definitions().class::<Orc>().render();
    for part in [
        "---@field name string\n",
        "--- The longest one.\n---@field LONGEST integer (constant)\n",
        "--- Calls it otherwise.\n---@param to string\n---@param quietly? boolean\n---@return Orc\n\
         function Orc:rename(to, quietly) end\n",
        "---@param name string\n---@return Orc\nfunction Orc.named(name) end\n",
    ] {
        assert!(file.contains(part), "no {part:?} in\n{file}");
    }
}

#[test]
fn an_instantiation_is_a_class_of_its_own_and_brings_what_it_mentions() {
    let file = definitions().class::<Stack<f64>>().class::<Stack<String>>().render();
    for part in [
        "---@class Stack_f64\n---@field items number[]\nStack_f64 = {}\n",
        "---@param item string\n---@param ... string\n---@return Stack_String\nfunction Stack_String:push(item, ...) end\n",
        "---@param mode Mode|Mode.Name\n---@param on? Vec2\n---@return Shape\nfunction Stack_f64:draw(mode, on) end\n",
        "do\n--- A point in the plane.\n",
        "local Vec2 = {}\n",
    ] {
        assert!(file.contains(part), "no {part:?} in\n{file}");
    }
    let lua = check(&file);
    assert!(lua.globals().get::<Value>("Vec2").unwrap().is_nil());
    assert!(lua.globals().get::<Value>("Stack_f64").unwrap().is_table());
}

#[test]
fn a_type_that_borrows_is_described_too() {
    let file = definitions().local_class::<View<'_>>().render();
    assert!(file.contains("---@class View\n---@field label string\nlocal View = {}\n"), "{file}");
    assert!(file.contains("---@param item integer\n---@return View\n"), "{file}");
    check(&file);
}

#[derive(UserData)]
#[lua(name = "my type|\"x\"")]
struct Odd {
    #[lua(name = "line\nbreak")]
    a: i64,
    #[doc = " one | two\r| three\n---@class Evil"]
    r#type: i64,
}

#[methods]
impl Odd {
    #[lua(name = "end")]
    fn finish(r#in: i64, _: i64, _in_: i64) -> i64 {
        r#in + _in_
    }
}

/// Where to begin.
#[derive(FromLua, IntoLua, Default)]
#[lua(default)]
struct Setup {
    /// What is written above.
    title: String,
    mode: Option<Start>,
    /// Those below.
    children: Vec<Setup>,
}

#[derive(FromLua, IntoLua)]
#[lua(rename_all = "snake_case")]
enum Start {
    AtOnce,
    Later,
}

#[derive(FromLua)]
struct Meters(#[allow(dead_code, reason = "it is its type that counts")] f64);

#[test]
fn plain_data_is_described_by_its_fields_and_names() {
    assert_eq!([takes::<Meters>(), takes::<Vec<Meters>>()], ["number", "number[]"]);
    assert_eq!(gives::<Start>(), "\"at_once\"|\"later\"");
    let file = definitions().function("begin(setup)", "", |setup: Setup| setup).render();
    for part in [
        "---@param setup Setup\n---@return Setup\nfunction begin(setup) end\n",
        "do\n--- Where to begin.\n---@class Setup\n--- What is written above.\n---@field title string?\n\
         ---@field mode (\"at_once\"|\"later\")?\n--- Those below.\n---@field children Setup[]?\n",
    ] {
        assert!(file.contains(part), "no {part:?} in\n{file}");
    }
    check(&file);
}

#[test]
fn names_that_are_no_names_are_quoted() {
    let file = definitions().class::<Odd>().render();
    for part in [
        "---@class my_type__x_\n---@field [\"line\\nbreak\"] integer\n",
        "---  one | two\n--- \\| three\n--- ---@class Evil\n---@field type integer\n",
        "---@param in_ integer\n---@param arg2 integer\n---@param in__ integer\n---@return integer\n\
         my_type__x_[\"end\"] = function(in_, arg2, in__) end\n",
        "_G[\"my type|\\\"x\\\"\"] = my_type__x_\n",
    ] {
        let part = part.replace("---  one", "--- one");
        assert!(file.contains(&part), "no {part:?} in\n{file}");
    }
    let lua = check(&file);
    assert!(lua.globals().get::<Value>("my type|\"x\"").unwrap().is_table());
}

#[test]
fn functions_of_the_host_have_the_types_of_rust_functions() {
    let api = || {
        definitions()
            .function("add(a, b)", "Adds.", |a: i64, b: i64| a + b)
            .function("log.write(end)", "", |_: &str, _: Option<f64>| Ok::<_, String>(()))
            .function("where", "", || (1.0, "x", None::<Vec2>))
            .global::<BTreeMap<String, Vec2>>("places.by-name", "All\nplaces.")
    };
    let file = api().render();
    for part in [
        "--- Adds.\n---@param a integer\n---@param b integer\n---@return integer\nfunction add(a, b) end\n",
        "\nlog = {}\n",
        "---@param end_ string\n---@param arg2? number\nfunction log.write(end_, arg2) end\n",
        "---@return number\n---@return string\n---@return Vec2?\nfunction where() end\n",
        "--- All\n--- places.\n---@type table<string, Vec2>\nplaces[\"by-name\"] = nil\n",
        "---@class Vec2\n",
    ] {
        assert!(file.contains(part), "no {part:?} in\n{file}");
    }
    check(&file);
    assert!(api().markdown().contains("### `add(a: integer, b: integer): integer`\n\nAdds.\n"));
}

#[test]
fn a_machine_tells_what_it_has() {
    let lua = Lua::new();
    lua.register::<Vec2>().unwrap();
    lua.register::<Log>().unwrap();
    lua.globals().set("mode", Mode::Run).unwrap();
    lua.globals().set("double", Function::wrap(|n: i64| 2 * n)).unwrap();
    lua.load(
        "tools = { hammer = { hit = function(nail, ...) end }, count = 1.5 } tools.self = tools",
    )
    .exec()
    .unwrap();
    let file = lua.definitions().unwrap().render();
    for part in [
        "---@operator mul(number): Vec2\n",
        "Vec2 = {}\n",
        "---@class Log\n---@field LEVELS integer (constant)\n---@field len any (read-only)\nLog = {}\n",
        "---@param ... any\n---@return any ...\nfunction Log.open(...) end\n",
        "function Log:write(...) end\n",
        "local Mode = {}\n",
        "---@type Mode\nmode = nil\n",
        "function double(...) end\n",
        "tools.hammer = {}\n",
        "---@param nail any\n---@param ... any\n---@return any ...\nfunction tools.hammer.hit(nail, ...) end\n",
        "---@type number\ntools.count = nil\n",
    ] {
        assert!(file.contains(part), "no {part:?} in\n{file}");
    }
    assert!(!file.contains("print") && !file.contains("\nlocal Vec2"), "{file}");
    check(&file);
    assert_eq!(Lua::new().definitions().unwrap().render(), "---@meta\n");
}

#[test]
fn files_are_written_if_they_say_something_new() {
    let folder = std::env::temp_dir().join(format!("definitions-{}", std::process::id()));
    let api = || definitions().global::<i64>("level", "");
    let path = api().write(folder.join("editor")).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), api().render());
    let written = || std::fs::metadata(&path).unwrap().modified().unwrap();
    let before = written();
    api().write(folder.join("editor")).unwrap();
    assert_eq!(written(), before);
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    assert!(api().write(&folder).is_err());
    std::fs::remove_file(&folder).unwrap();
}

#[test]
fn a_checker_that_takes_anything_would_find_nothing() {
    for wrong in [
        "---@field x",
        "---@field x Unknown",
        "---@param x (number",
        "---@return table<string>",
        "---@operator add Vec2",
        "---@type fun(x number)",
        "---@nonsense x",
    ] {
        assert!(annotation(wrong, &HashSet::new()).is_none(), "{wrong}");
    }
}

/// Runs the file, and checks each annotation in it.
#[track_caller]
fn check(file: &str) -> Lua {
    let lua = Lua::new();
    lua.load(file).set_name("=library").exec().unwrap_or_else(|error| panic!("{error}\n{file}"));
    let declared = file.lines().filter_map(|line| {
        let rest = line.strip_prefix("---@class ").or_else(|| line.strip_prefix("---@alias "))?;
        Some(rest.split([' ', ':']).next().unwrap().to_string())
    });
    let declared: HashSet<String> = declared.collect();
    for line in file.lines().filter(|line| line.starts_with("---@") && *line != "---@meta") {
        assert!(annotation(line, &declared).is_some(), "{line}\n{file}");
    }
    lua
}

/// Reads an annotation, all of whose types must be known.
fn annotation(line: &str, declared: &HashSet<String>) -> Option<()> {
    let (tag, rest) = line.strip_prefix("---@")?.split_once(' ')?;
    let mut reader = Reader { rest, declared };
    match tag {
        "class" => {
            reader.name()?;
            if reader.takes(":") {
                reader.ty()?;
            }
        }
        "alias" | "type" => {
            if tag == "alias" {
                reader.name()?;
            }
            reader.ty()?;
        }
        "field" => {
            if reader.takes("[") {
                if !reader.number() {
                    reader.ty()?;
                }
                reader.expect("]")?;
            } else {
                reader.name()?;
            }
            reader.ty()?;
        }
        "param" => {
            if !reader.takes("...") {
                reader.name()?;
                reader.takes("?");
            }
            reader.ty()?;
        }
        "return" => {
            reader.ty()?;
            reader.takes("...");
        }
        "overload" => reader.ty()?,
        "operator" => {
            reader.name()?;
            if reader.takes("(") {
                reader.ty()?;
                reader.expect(")")?;
            }
            reader.expect(":")?;
            reader.ty()?;
        }
        _ => return None,
    }
    let rest = reader.rest.trim();
    (rest.is_empty() || rest.starts_with('(') && rest.ends_with(')')).then_some(())
}

struct Reader<'a> {
    rest: &'a str,
    declared: &'a HashSet<String>,
}

impl<'a> Reader<'a> {
    fn takes(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, token: &str) -> Option<()> {
        self.takes(token).then_some(())
    }

    fn name(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        // A dot only between parts.
        let mut end = text.find(|letter: char| !is_part(letter)).unwrap_or(text.len());
        while text[end..].starts_with('.') && text[end + 1..].starts_with(is_part) {
            let next = &text[end + 1..];
            end += 1 + next.find(|letter: char| !is_part(letter)).unwrap_or(next.len());
        }
        self.rest = &text[end..];
        (end > 0).then(|| &text[..end])
    }

    fn number(&mut self) -> bool {
        let text = self.rest.trim_start();
        let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        self.rest = &text[end..];
        end > 0
    }

    fn text(&mut self) -> Option<()> {
        let mut letters = self.rest.trim_start().strip_prefix('"')?.chars();
        loop {
            match letters.next()? {
                '"' => break,
                '\\' => drop(letters.next()?),
                _ => {}
            }
        }
        self.rest = letters.as_str();
        Some(())
    }

    fn ty(&mut self) -> Option<()> {
        loop {
            self.atom()?;
            loop {
                // A suffix follows at once.
                if self.rest.starts_with("[]") {
                    self.rest = &self.rest[2..];
                } else if self.rest.starts_with('?') {
                    self.rest = &self.rest[1..];
                } else {
                    break;
                }
            }
            if !self.takes("|") {
                return Some(());
            }
        }
    }

    fn atom(&mut self) -> Option<()> {
        if self.takes("(") {
            self.ty()?;
            return self.expect(")");
        }
        if self.takes("{") {
            loop {
                if self.takes("[") {
                    self.text()?;
                    self.expect("]")?;
                } else {
                    self.name()?;
                }
                self.takes("?");
                self.expect(":")?;
                self.ty()?;
                if !self.takes(",") {
                    return self.expect("}");
                }
            }
        }
        if self.rest.trim_start().starts_with('"') {
            return self.text();
        }
        match self.name()? {
            "fun" => {
                self.expect("(")?;
                while !self.takes(")") {
                    if !self.takes("...") {
                        self.name()?;
                        self.takes("?");
                    }
                    self.expect(":")?;
                    self.ty()?;
                    self.takes(",");
                }
                if self.takes(":") {
                    loop {
                        self.takes("...");
                        self.ty()?;
                        if !self.takes(",") {
                            break;
                        }
                    }
                }
                Some(())
            }
            "table" if self.takes("<") => {
                self.ty()?;
                self.expect(",")?;
                self.ty()?;
                self.expect(">")
            }
            "any" | "nil" | "boolean" | "integer" | "number" | "string" | "table" | "function"
            | "thread" | "userdata" | "lightuserdata" => Some(()),
            name => self.declared.contains(name).then_some(()),
        }
    }
}
