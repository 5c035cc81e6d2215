//! `#[derive(UserData)]` and `#[methods]`: what they give to scripts, and what they say of mistakes.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use ferrolua::{
    AnyUserData, Error, ErrorKind, Function, Lua, MultiValue, Result, Table, UserData, Value,
    Variadic, methods,
};

/// A point in the plane.
#[derive(UserData, Clone, Copy, PartialEq, PartialOrd, Debug)]
#[lua(add, sub, mul(f64, Self), neg, eq, lt, le, tostring)]
struct Vec2 {
    /// Across.
    x: f64,
    #[lua(get)]
    y: f64,
    #[lua(skip)]
    _cache: u64,
}

impl Vec2 {
    fn at(x: f64, y: f64) -> Vec2 {
        Vec2 { x, y, _cache: 0 }
    }
}

impl Add for Vec2 {
    type Output = Vec2;
    fn add(self, other: Vec2) -> Vec2 {
        Vec2::at(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Vec2 {
    type Output = Vec2;
    fn sub(self, other: Vec2) -> Vec2 {
        Vec2::at(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Vec2 {
    type Output = Vec2;
    fn mul(self, by: f64) -> Vec2 {
        Vec2::at(self.x * by, self.y * by)
    }
}

impl Mul for Vec2 {
    type Output = f64;
    fn mul(self, other: Vec2) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

impl Neg for Vec2 {
    type Output = Vec2;
    fn neg(self) -> Vec2 {
        Vec2::at(-self.x, -self.y)
    }
}

impl fmt::Display for Vec2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {})", self.x, self.y)
    }
}

#[methods]
impl Vec2 {
    const ORIGIN: Vec2 = Vec2 { x: 0.0, y: 0.0, _cache: 0 };
    const DIMENSIONS: i64 = 2;

    /// Makes a vector.
    #[lua(constructor)]
    fn new(x: f64, y: f64) -> Self {
        Vec2::at(x, y)
    }

    fn length(&self) -> f64 {
        self.x.hypot(self.y)
    }

    fn scale(&mut self, by: f64) -> &mut Self {
        self.x *= by;
        self.y *= by;
        self
    }

    fn parse(text: &str) -> std::result::Result<Self, std::num::ParseFloatError> {
        let (x, y) = text.split_once(',').unwrap_or((text, "0"));
        Ok(Vec2::at(x.trim().parse()?, y.trim().parse()?))
    }

    fn distance(&self, other: &Vec2) -> f64 {
        (*self - *other).length()
    }

    fn absorb(&mut self, other: &mut Vec2) {
        *self = *self + *other;
        *other = Vec2::ORIGIN;
    }

    #[lua(getter)]
    fn angle(&self) -> f64 {
        self.y.atan2(self.x)
    }

    #[lua(setter)]
    fn set_polar(&mut self, length: f64) {
        let (sin, cos) = self.angle().sin_cos();
        *self = Vec2::at(length * cos, length * sin);
    }

    #[lua(meta = "__call")]
    fn call(&self, lua: &Lua, numbers: Variadic<f64>) -> Result<Table> {
        lua.create_sequence_from(numbers.into_iter().map(|n| n * self.x))
    }

    fn visit(&mut self, callback: Function) -> Result<()> {
        callback.call(self.x)
    }

    fn or_default(&self, by: Option<f64>) -> f64 {
        self.x * by.unwrap_or(10.0)
    }

    #[lua(skip)]
    #[allow(dead_code)]
    fn hidden(&self) {}
}

#[derive(UserData, Clone)]
#[lua(name = "Pair")]
struct Tuple(i64, #[lua(get)] String);

#[derive(UserData)]
struct Unit;

fn lua() -> Lua {
    let lua = Lua::new();
    lua.register::<Vec2>().expect("the type registers");
    lua.register::<Tuple>().expect("the type registers");
    lua
}

fn run(code: &str) {
    lua().load(code).set_name("=test").exec().expect("the script runs");
}

fn fails(code: &str) -> String {
    let outcome = lua().load(code).set_name("=test").exec();
    outcome.expect_err("the script fails").to_string()
}

#[test]
fn fields_are_read_and_written() {
    run("local v = Vec2(3, 4) v.x = v.x + 1 assert(v.x == 4 and v.y == 4)");
}

#[test]
fn methods_constructors_and_constants_work() {
    run("local v = Vec2(3, 4) + Vec2.ORIGIN assert(v:length() == 5)");
    run("assert(Vec2.new(1, 2).y == 2 and Vec2.DIMENSIONS == 2)");
    run("assert(Vec2(1, 2):scale(2):scale(2).x == 4)");
    run("local v = Vec2(1, 2) assert(rawequal(v:scale(1), v))");
    run("assert(Vec2.parse('3, 4'):length() == 5)");
    run("assert(Vec2(1, 1):distance(Vec2(1, 3)) == 2)");
    run("assert(Vec2(2, 0):or_default() == 20 and Vec2(2, 0):or_default(3) == 6)");
}

#[test]
fn operators_come_from_the_traits() {
    run("assert(Vec2(1, 2) + Vec2(3, 4) == Vec2(4, 6))");
    run("assert(Vec2(1, 2) - Vec2(3, 4) == Vec2(-2, -2))");
    run("assert(Vec2(1, 2) * 2 == Vec2(2, 4) and Vec2(1, 2) * Vec2(3, 4) == 11)");
    run("assert(-Vec2(1, 2) == Vec2(-1, -2))");
    run("assert(Vec2(1, 2) < Vec2(2, 0) and Vec2(1, 2) <= Vec2(1, 2) and Vec2(1, 2) ~= 3)");
    run("assert(tostring(Vec2(1, 2)) == '(1, 2)')");
}

#[test]
fn getters_setters_and_metamethods_are_called() {
    run("local v = Vec2(0, 2) assert(math.abs(v.angle - math.pi / 2) < 1e-9)");
    run("local v = Vec2(1, 0) v.polar = 5 assert(v.x == 5)");
    run("local t = Vec2(2, 0)(1, 2, 3) assert(#t == 3 and t[3] == 6)");
}

#[test]
fn pairs_goes_through_the_fields() {
    run(
        "local seen = '' for name, value in pairs(Vec2(3, 4)) do seen = seen .. name .. value .. ' ' end \
         assert(seen:find('x3.0 y4.0', 1, true), seen)",
    );
}

#[test]
fn tuple_structs_have_integer_keys() {
    let lua = lua();
    lua.globals().set("t", Tuple(1, "two".into())).expect("it converts");
    lua.load("assert(t[1] == 1 and t[2] == 'two') t[1] = 5 assert(t[1] == 5)")
        .exec()
        .expect("runs");
    let error = lua.load("t[2] = 'x'").exec().expect_err("the field is read-only");
    assert!(error.to_string().ends_with("field '2' of Pair is read-only"), "{error}");
    assert!(lua.globals().set("u", Unit).is_ok());
}

#[test]
fn argument_errors_name_method_and_parameter() {
    assert_eq!(
        fails("Vec2(1, 2):scale('much')"),
        "test:1: bad argument 'by' to 'Vec2:scale' (number expected, got string)"
    );
    assert_eq!(
        fails("Vec2(1, 2):scale()"),
        "test:1: bad argument 'by' to 'Vec2:scale' (number expected, got no value)"
    );
    assert_eq!(
        fails("Vec2(1, 2).distance(Vec2(1, 2), 7)"),
        "test:1: bad argument 'other' to 'Vec2:distance' (Vec2 expected, got number)"
    );
    assert_eq!(
        fails("Vec2(1, 2).length({})"),
        "test:1: bad argument 'self' to 'Vec2:length' (Vec2 expected, got table)"
    );
    assert_eq!(fails("Vec2.parse('x')"), "test:1: invalid float literal");
}

#[test]
fn unknown_fields_are_errors_that_suggest_a_name() {
    assert_eq!(
        fails("return Vec2(1, 2).lenght"),
        "test:1: no field 'lenght' in Vec2 (did you mean 'length'?)"
    );
    assert_eq!(fails("Vec2(1, 2).zebra = 1"), "test:1: no field 'zebra' in Vec2");
    assert_eq!(fails("Vec2(1, 2).y = 1"), "test:1: field 'y' of Vec2 is read-only");
    assert_eq!(fails("return Vec2(1, 2)._cache"), "test:1: no field '_cache' in Vec2");
}

#[test]
fn operands_of_other_types_are_refused() {
    assert_eq!(fails("return Vec2(1, 2) + {}"), "test:1: attempt to add a 'Vec2' with a 'table'");
    assert_eq!(fails("return 2 * Vec2(1, 2)"), "test:1: attempt to mul a 'number' with a 'Vec2'");
}

#[test]
fn an_object_in_use_cannot_be_changed() {
    let error = fails("local v = Vec2(1, 2) v:visit(function() v:scale(2) end)");
    let text = "cannot borrow Vec2 mutably for Vec2:scale: Vec2:visit is using it";
    assert!(error.contains(text), "{error}");
    let error = fails("local v = Vec2(1, 2) v:visit(function() return v.x end)");
    assert!(error.contains("cannot borrow Vec2 for Vec2.x: Vec2:visit is using it"), "{error}");
    let error = fails("local v = Vec2(1, 2) v:absorb(v)");
    assert!(error.contains("Vec2 mutably for Vec2:absorb: Vec2:absorb is using it"), "{error}");
    run(
        "local v = Vec2(1, 2) pcall(v.visit, v, function() v:scale(2) end) v:scale(2) assert(v.x == 2)",
    );
}

#[test]
fn the_metatable_is_locked() {
    run("assert(getmetatable(Vec2(1, 2)) == false)");
    run("assert(not pcall(setmetatable, Vec2, {}))");
}

/// A matrix of one number, whose operators are spelled out.
#[derive(UserData, Debug, PartialEq, PartialOrd)]
#[lua(add(&Self + &Self), mul(Vec2, i64 * Self), div(&str), mod(&Self), unm(&Self), shl(u8 << Self))]
#[lua(eq, lt(Self, f64, f64 < Self), le(f64 <= Self), tostring(debug))]
struct Matrix(f64);

impl Add for &Matrix {
    type Output = Matrix;
    fn add(self, other: &Matrix) -> Matrix {
        Matrix(self.0 + other.0)
    }
}

impl Mul<Vec2> for Matrix {
    type Output = Vec2;
    fn mul(self, v: Vec2) -> Vec2 {
        v * self.0
    }
}

impl Mul<Matrix> for i64 {
    type Output = f64;
    fn mul(self, matrix: Matrix) -> f64 {
        self as f64 * matrix.0
    }
}

impl std::ops::Div<&str> for Matrix {
    type Output = String;
    fn div(self, text: &str) -> String {
        format!("{}/{text}", self.0)
    }
}

impl std::ops::Rem<&Matrix> for Matrix {
    type Output = std::result::Result<Matrix, String>;
    fn rem(self, by: &Matrix) -> Self::Output {
        if by.0 == 0.0 { Err("modulo by nothing".into()) } else { Ok(Matrix(self.0 % by.0)) }
    }
}

impl Neg for &Matrix {
    type Output = Matrix;
    fn neg(self) -> Matrix {
        Matrix(-self.0)
    }
}

impl std::ops::Shl<Matrix> for u8 {
    type Output = String;
    fn shl(self, matrix: Matrix) -> String {
        format!("{self} << {}", matrix.0)
    }
}

impl PartialEq<f64> for Matrix {
    fn eq(&self, other: &f64) -> bool {
        self.0 == *other
    }
}

impl PartialOrd<f64> for Matrix {
    fn partial_cmp(&self, other: &f64) -> Option<std::cmp::Ordering> {
        self.0.partial_cmp(other)
    }
}

impl PartialEq<Matrix> for f64 {
    fn eq(&self, other: &Matrix) -> bool {
        *self == other.0
    }
}

impl PartialOrd<Matrix> for f64 {
    fn partial_cmp(&self, other: &Matrix) -> Option<std::cmp::Ordering> {
        self.partial_cmp(&other.0)
    }
}

// By value, only where an operand is taken by value.
impl Clone for Matrix {
    fn clone(&self) -> Matrix {
        Matrix(self.0)
    }
}

#[methods]
impl Matrix {
    #[lua(constructor)]
    fn of(number: f64) -> Matrix {
        Matrix(number)
    }
}

#[derive(UserData, Debug, Clone, Copy, PartialEq)]
#[lua(rename_all = "snake_case")]
enum Color {
    Red,
    DarkGreen,
    #[lua(name = "sky")]
    Blue,
    #[lua(skip)]
    Hidden,
}

#[methods]
impl Color {
    fn is_warm(self) -> bool {
        self == Color::Red
    }

    fn hidden() -> Color {
        Color::Hidden
    }
}

/// Everything a function can look like.
#[derive(UserData, Default)]
#[lua(opaque, name = "Item", rename_all = "camelCase")]
struct Inventory {
    #[lua(get, set)]
    max_weight: u32,
    #[lua(get, name = "label")]
    text: String,
    #[lua(set)]
    secret: i64,
    items: Vec<String>,
}

#[methods(rename_all = "camelCase")]
impl Inventory {
    const MAX_ITEMS: i64 = 3;
    #[lua(name = "Kind")]
    const KIND: &'static str = "bag";
    #[lua(skip)]
    const _UNSEEN: () = ();

    #[lua(constructor, name = "make")]
    fn new(#[lua(default = 10)] max_weight: u32, #[lua(default = "bag")] text: &str) -> Self {
        Inventory { max_weight, text: text.to_string(), ..Inventory::default() }
    }

    fn add_all(&mut self, lua: &Lua, items: Variadic<String>) -> Result<usize> {
        assert!(lua.globals().contains_key("Item")?);
        self.items.extend(items);
        Ok(self.items.len())
    }

    fn count_bytes(&self, bytes: &[u8], #[lua(default)] from: usize) -> usize {
        bytes.len() - from
    }

    fn join(&self, separator: Option<&str>) -> String {
        self.items.join(separator.unwrap_or(","))
    }

    fn same(&self, other: Option<&Inventory>) -> bool {
        other.is_some_and(|other| other.items == self.items)
    }

    fn swap(&mut self, other: Option<&mut Self>) -> bool {
        other.map(|other| std::mem::swap(&mut other.items, &mut self.items)).is_some()
    }

    fn label_of(&self) -> &str {
        &self.text
    }

    fn limit(&mut self, by: u32) -> std::result::Result<&mut Self, String> {
        if by > self.max_weight {
            return Err(format!("{by} is more than {}", self.max_weight));
        }
        self.max_weight = by;
        Ok(self)
    }

    fn unpack(self) -> Vec<String> {
        self.items
    }

    fn keys(&self, table: &Table, fallback: &Value) -> Result<MultiValue> {
        assert!(fallback.is_nil());
        table.pairs::<Value, Value>().map(|pair| Ok(pair?.0)).collect()
    }

    fn of_point(point: Vec2) -> Self {
        Inventory { items: vec![point.to_string()], ..Inventory::default() }
    }

    #[lua(getter)]
    fn get_size(&self) -> usize {
        self.items.len()
    }

    #[lua(setter)]
    fn set_size(&mut self, _: &Lua, size: usize) -> std::result::Result<(), String> {
        if size > self.items.len() {
            return Err("it cannot grow".into());
        }
        self.items.truncate(size);
        Ok(())
    }

    #[lua(meta = "__len")]
    fn len(&self) -> usize {
        self.items.len()
    }

    #[lua(meta = "__concat")]
    fn concat(left: AnyUserData, right: String) -> Result<String> {
        Ok(format!("{}{right}", left.borrow::<Inventory>()?.text))
    }

    #[lua(meta = "__index")]
    fn at(&self, index: usize) -> Option<String> {
        self.items.get(index - 1).cloned()
    }

    #[cfg(any())]
    fn does_not_exist(&self) -> Missing {}

    fn r#type(&self) -> &'static str {
        "bag"
    }
}

#[derive(UserData)]
struct Node {
    next: Segment,
    #[lua(get, set)]
    tail: Option<Segment>,
}

#[derive(UserData, Clone, Debug, PartialEq)]
struct Segment {
    length: f64,
}

/// A second object of the same type, by reference.
#[derive(UserData)]
#[lua(opaque)]
struct Twin(#[lua(skip)] Option<Box<Twin>>);

#[methods]
impl Twin {
    fn other(&self) -> &Twin {
        self.0.as_deref().unwrap_or(self)
    }
}

/// `FromLua` as its author wants it.
#[derive(UserData, Clone)]
#[lua(skip_from_lua)]
struct Angle {
    degrees: f64,
}

impl ferrolua::FromLua for Angle {
    fn from_lua(value: Value, lua: &Lua) -> Result<Angle> {
        f64::from_lua(value, lua).map(|degrees| Angle { degrees })
    }
}

mod elsewhere {
    /// The crate under another name, in a module where its names mean something else.
    use ferrolua as scripting;

    #[allow(dead_code)]
    struct Result;
    #[allow(dead_code)]
    struct Option;

    #[derive(scripting::UserData)]
    #[lua(crate = "scripting")]
    pub(crate) struct Local {
        pub(crate) value: i64,
    }

    #[scripting::methods(crate = "scripting")]
    impl Local {
        fn double(&self) -> i64 {
            self.value * 2
        }
    }
}

fn all() -> Lua {
    let lua = lua();
    lua.register::<Matrix>().expect("the type registers");
    lua.register::<Color>().expect("the type registers");
    lua.register::<Inventory>().expect("the type registers");
    lua
}

fn runs(code: &str) {
    all().load(code).set_name("=test").exec().expect("the script runs");
}

fn refuses(code: &str) -> String {
    let outcome = all().load(code).set_name("=test").exec();
    outcome.expect_err("the script fails").to_string()
}

#[test]
fn operands_can_be_written_out() {
    runs("assert(Matrix(1) + Matrix(2) == Matrix(3) and -Matrix(1) == Matrix(-1))");
    runs("assert(Matrix(2) * Vec2(1, 2) == Vec2(2, 4) and 3 * Matrix(2) == 6)");
    runs("assert(Matrix(2) / 'x' == '2/x' and Matrix(5) % Matrix(3) == Matrix(2))");
    runs("assert(3 << Matrix(1) == '3 << 1')");
    runs("assert(Matrix(1) < Matrix(2) and Matrix(1) < 2 and 1 < Matrix(2) and 2 <= Matrix(2))");
    runs("assert(Matrix(3) > 2 and tostring(Matrix(1)) == 'Matrix(1.0)')");
    runs("assert(Matrix(1) ~= Vec2(1, 1) and Matrix(1) ~= 1)");
}

#[test]
fn operands_that_do_not_fit_are_named() {
    let text = "test:1: attempt to mul a 'Matrix' with a 'number'";
    assert_eq!(refuses("return Matrix(1) * 2"), text);
    let text = "test:1: attempt to compare Matrix with Vec2";
    assert_eq!(refuses("return Matrix(1) < Vec2(1, 1)"), text);
    assert_eq!(refuses("return Matrix(1) % Matrix(0)"), "test:1: modulo by nothing");
}

#[test]
fn enums_are_constants_of_their_class() {
    runs("assert(Color.red == Color.red and Color.red ~= Color.sky)");
    runs("assert(tostring(Color.dark_green) == 'dark_green' and tostring(Color.sky) == 'sky')");
    runs("assert(Color.red:is_warm() and not Color.sky:is_warm() and Color.red:is_warm())");
    runs("assert(Color.blue == nil and Color.hidden() ~= Color.red)");
    let lua = all();
    assert_eq!(lua.load("Color.dark_green").eval::<Color>().expect("a color"), Color::DarkGreen);
    assert!(lua.load("Color.red").eval::<Vec2>().is_err());
}

#[test]
fn fields_of_opaque_types_ask_to_be_seen() {
    runs("local i = Item() i.maxWeight = i.maxWeight + 1 assert(i.maxWeight == 11)");
    runs("assert(Item(1, 'box').label == 'box' and Item().label == 'bag')");
    runs("local i = Item() i.secret = 4");
    assert_eq!(refuses("Item().label = 'x'"), "test:1: field 'label' of Item is read-only");
    let message = refuses("Item().maxWeight = 'x'");
    assert_eq!(message, "test:1: field 'maxWeight' of Item: number expected, got string");
    let message = refuses("Item().maxWeight = -1");
    assert!(message.contains("field 'maxWeight' of Item: u32 expected, got -1"), "{message}");
    let lua = all();
    lua.globals().set("s", Segment { length: 1.0 }).expect("it converts");
    let error = lua.load("s.lenght = 2").set_name("=test").exec().expect_err("no such field");
    let text = "test:1: no field 'lenght' in Segment (did you mean 'length'?)";
    assert_eq!(error.to_string(), text);
}

#[test]
fn write_only_fields_say_so() {
    #[derive(UserData)]
    struct Account {
        #[lua(set)]
        pin: i64,
    }
    let lua = Lua::new();
    lua.globals().set("a", Account { pin: 1 }).expect("it converts");
    lua.load("a.pin = 2").exec().expect("it can be written");
    let account: AnyUserData = lua.globals().get("a").expect("it is there");
    assert_eq!(account.borrow::<Account>().expect("an account").pin, 2);
    let error = lua.load("return a.pin").set_name("=test").exec().expect_err("not readable");
    assert_eq!(error.to_string(), "test:1: field 'pin' of Account is write-only");
}

#[test]
fn names_follow_the_attributes() {
    runs("assert(Item.make().maxWeight == 10 and Item.new == nil)");
    runs("assert(Item.MAX_ITEMS == 3 and Item().MAX_ITEMS == 3 and Item.Kind == 'bag')");
    runs("assert(Item():addAll('a', 'b') == 2 and Item():type() == 'bag')");
    runs("assert(Item():labelOf() == 'bag' and Item.ofPoint(Vec2(1, 2)):join() == '(1, 2)')");
}

#[test]
fn parameters_can_be_left_out() {
    runs("assert(Item():countBytes('a\\xff') == 2 and Item():countBytes('abc', 1) == 2)");
    runs("local i = Item() i:addAll('a', 'b') assert(i:join() == 'a,b' and i:join('-') == 'a-b')");
    runs("local a, b = Item(), Item() assert(not a:same() and a:same(b) and not a:swap())");
    runs("local a, b = Item(), Item() a:addAll('x') assert(b:swap(a) and #b == 1 and #a == 0)");
    runs("local i = Item() assert(select('#', i:keys({1, 2})) == 2)");
}

#[test]
fn getters_setters_and_events_keep_their_places() {
    runs("local i = Item() i:addAll('a', 'b') i.size = 1 assert(i.size == 1 and i[1] == 'a')");
    runs("assert(Item() .. 'age' == 'bagage')");
    assert_eq!(refuses("Item().size = 1"), "test:1: it cannot grow");
}

#[test]
fn pairs_shows_fields_and_neither_methods_nor_constants() {
    runs(
        "local seen = {} for name in pairs(Vec2(3, 4)) do seen[#seen + 1] = name end
         assert(table.concat(seen, ' ') == 'x y angle', table.concat(seen, ' '))",
    );
    runs(
        "local n = next assert(not pcall(function() local f, v = pairs(Vec2(1, 2)) f(v, 'q') end))",
    );
}

#[test]
fn self_by_value_takes_what_is_not_copy() {
    runs("local i = Item() i:addAll('a') assert(i:unpack()[1] == 'a' and not pcall(i.unpack, i))");
    let text = "test:1: Item was taken or destroyed";
    assert_eq!(refuses("local i = Item() i:unpack() i:join()"), text);
}

#[test]
fn chains_go_on_with_the_very_object() {
    runs("local i = Item() assert(rawequal(i, i:limit(5):limit(4)) and i.maxWeight == 4)");
    assert_eq!(refuses("Item():limit(5):limit(6)"), "test:1: 6 is more than 5");
    let lua = Lua::new();
    let pair = (Twin(None), Twin(Some(Box::new(Twin(None)))));
    lua.globals().set("single", pair.0).expect("it converts");
    lua.globals().set("double", pair.1).expect("it converts");
    lua.load("assert(rawequal(single, single:other()))").exec().expect("it is itself");
    let error = lua.load("double:other()").exec().expect_err("it is another");
    assert!(error.to_string().contains("another Twin than its receiver"), "{error}");
}

#[test]
fn sub_objects_are_parts() {
    let lua = Lua::new();
    let node = Node { next: Segment { length: 1.0 }, tail: None };
    lua.globals().set("node", node).expect("it converts");
    lua.load(
        "local segment = node.next
         segment.length = 5
         assert(node.next.length == 5)
         assert(node.tail == nil)
         node.tail = segment
         node.tail.length = 6
         assert(node.next.length == 5 and node.tail.length == 6)
         local tail = node.tail
         node.tail = nil
         assert(node.tail == nil)
         local ok, message = pcall(function() return tail.length end)
         assert(not ok and message:find('Segment is no longer there', 1, true), message)",
    )
    .exec()
    .expect("the script runs");
    let error = lua.load("node.next = {}").exec().expect_err("it is no segment");
    assert!(error.to_string().ends_with("field 'next' of Node: Segment expected, got table"));
    assert_eq!(lua.load("node.next").eval::<Segment>().expect("it converts").length, 5.0);
    assert_eq!(lua.load("{node.next}").eval::<Vec<Segment>>().expect("they convert").len(), 1);
}

#[test]
fn messages_use_the_name_that_scripts_know() {
    let text = "test:1: bad argument 'max_weight' to 'Item.make' (number expected, got table)";
    assert_eq!(refuses("Item({})"), text);
    let text = "test:1: bad argument 'other' to 'Item:same' (Item expected, got Vec2)";
    assert_eq!(refuses("Item():same(Vec2(1, 2))"), text);
    let text = "test:1: bad argument #2 to 'Item:addAll' (string expected, got table)";
    assert_eq!(refuses("Item():addAll('a', {})"), text);
    let text = "test:1: bad argument 'point' to 'Item.ofPoint' (Vec2 expected, got no value)";
    assert_eq!(refuses("Item.ofPoint()"), text);
    let text = "test:1: bad argument 'self' to 'Item:join' (Item expected, got Vec2)";
    assert_eq!(refuses("Item().join(Vec2(1, 2))"), text);
    let text = "test:1: bad argument 'separator' to 'Item:join' (string expected, got boolean)";
    assert_eq!(refuses("Item():join(true)"), text);
}

#[test]
fn errors_keep_their_kind_and_source() {
    let error: Error = all().load("Vec2.parse('x')").exec().expect_err("it fails");
    assert!(error.downcast_ref::<std::num::ParseFloatError>().is_some());
    let error = all().load("Vec2(1, 2):scale({})").exec().expect_err("it fails");
    let ErrorKind::BadArgument { function, position, name, .. } = error.kind() else {
        panic!("not about an argument: {error}");
    };
    assert_eq!(function.as_deref(), Some("Vec2:scale"));
    assert_eq!((*position, name.as_deref()), (1, Some("by")));
}

#[test]
fn the_same_object_twice_is_no_alias() {
    let text = "test:1: bad argument 'other' to 'Vec2:absorb' \
                (cannot borrow Vec2 mutably for Vec2:absorb: Vec2:absorb is using it)";
    assert_eq!(refuses("local v = Vec2(1, 2) v:absorb(v)"), text);
    runs("local v = Vec2(3, 4) assert(v:distance(v) == 0 and v + v == v * 2)");
    // Nothing stays borrowed behind an error.
    runs("local v = Vec2(1, 2) assert(not pcall(v.absorb, v, v)) v.x = 5 assert(v.x == 5)");
    runs("local v = Vec2(1, 2) assert(not pcall(v.absorb, v, 3)) v:scale(2) assert(v.x == 2)");
}

#[test]
fn the_collector_may_run_inside_a_method() {
    let lua = all();
    let collect = lua.create_function(|lua, ()| lua.gc_collect()).expect("a function");
    lua.globals().set("collect", collect).expect("a global");
    lua.load(
        "local x = 0
         Vec2(1, 2):visit(function(n) collect() for i = 1, 100 do x = x + #tostring({}) end end)
         collect()
         assert(x > 0)",
    )
    .exec()
    .expect("the script runs");
}

#[test]
fn from_lua_can_be_left_to_its_author() {
    let lua = Lua::new();
    assert_eq!(lua.load("90").eval::<Angle>().expect("it converts").degrees, 90.0);
}

#[test]
fn the_crate_may_have_another_name() {
    let lua = Lua::new();
    lua.globals().set("v", elsewhere::Local { value: 4 }).expect("it converts");
    assert_eq!(lua.load("v:double() + v.value").eval::<i64>().expect("a number"), 12);
}

#[test]
fn a_scope_lends_derived_types() {
    let lua = lua();
    let (mut lent, read_only) = (Vec2::at(3.0, 4.0), Vec2::at(1.0, 1.0));
    lua.scope(|scope| {
        lua.globals().set("lent", scope.create_userdata_ref_mut(&mut lent)?)?;
        lua.globals().set("fixed", scope.create_userdata_ref(&read_only)?)?;
        lua.load(
            "lent:scale(2) lent.x = lent.x + 1
            assert(lent:length() > 10 and lent:distance(fixed) > 0 and fixed:distance(lent) > 0)
            assert((lent + fixed).x == 8 and lent ~= fixed and lent == lent)
            assert(not pcall(fixed.scale, fixed, 2) and not pcall(function() fixed.x = 1 end))
            copy = lent + fixed - fixed",
        )
        .exec()?;
        let clone: Vec2 = lua.globals().get("lent")?;
        assert_eq!(clone.x, 7.0);
        Ok(())
    })
    .expect("it runs");
    assert_eq!((lent.x, lent.y, read_only.x), (7.0, 8.0, 1.0));
    lua.load("assert(copy.x == 7)").exec().expect("copies are the script's own");
    let error = lua.load("return lent.x").exec().expect_err("the scope has ended").to_string();
    assert!(error.ends_with("Vec2 is gone: the scope that lent it has ended"), "{error}");
    let error = lua.load("lent:scale(2)").exec().expect_err("the scope has ended").to_string();
    assert!(error.ends_with("Vec2 is gone: the scope that lent it has ended"), "{error}");
}

#[test]
fn pointers_to_derived_types_have_their_methods() {
    let lua = lua();
    let shared = std::rc::Rc::new(std::cell::RefCell::new(Vec2::at(3.0, 4.0)));
    lua.globals().set("shared", shared.clone()).expect("it converts");
    lua.load("shared:scale(2) assert(shared:length() == 10 and (shared + shared).x == 12)")
        .exec()
        .expect("it runs");
    lua.load("shared.x = 1 for key in pairs(shared) do assert(shared[key]) end")
        .exec()
        .expect("runs");
    assert_eq!((shared.borrow().x, shared.borrow().y), (1.0, 8.0));
    let error = lua.load("return shared.z").exec().expect_err("no such field").to_string();
    assert!(error.contains("no field 'z' in Vec2"), "{error}");
}

#[test]
fn data_of_a_derived_type_can_be_kept_by_a_scope() {
    #[derive(UserData)]
    #[lua(crate = "ferrolua")]
    struct Counter {
        n: i64,
    }

    #[ferrolua::methods]
    impl Counter {
        fn up(&mut self) -> i64 {
            self.n += 1;
            self.n
        }
    }

    let lua = Lua::new();
    let n: i64 = lua
        .scope(|scope| {
            lua.globals().set("counter", scope.create_userdata(Counter { n: 1 })?)?;
            lua.load("counter:up() counter.n = counter.n + 10 return counter:up()").eval()
        })
        .unwrap();
    assert_eq!(n, 13);
    assert!(lua.load("counter:up()").exec().is_err());
}

#[test]
fn parameters_may_have_the_names_of_the_prelude() {
    use ferrolua::prelude::{LuaTable, LuaVariadic};

    #[derive(UserData)]
    struct Names;

    #[methods]
    impl Names {
        fn count(&self, table: &LuaTable, rest: LuaVariadic<i64>) -> (usize, usize) {
            (table.raw_len(), rest.len())
        }
    }

    let lua = Lua::new();
    lua.globals().set("names", Names).expect("it is set");
    let counts: (usize, usize) =
        lua.load("names:count({ 1, 2, 3 }, 4, 5)").eval().expect("it runs");
    assert_eq!(counts, (3, 2));
}

mod fields_of_structs_with_public_ones {
    use super::*;

    #[derive(UserData)]
    struct Account {
        pub(crate) owner: String,
        pub(crate) branch: u8,
        balance: i64,
        #[lua(get)]
        limit: i64,
        #[lua(name = "note")]
        remark: String,
    }

    #[methods]
    impl Account {
        /// Stands for the field that scripts do not see.
        #[lua(getter)]
        fn balance(&self) -> i64 {
            self.balance
        }
    }

    #[derive(UserData)]
    #[lua(read_only)]
    struct Reading {
        value: f64,
        #[lua(set)]
        unit: String,
        #[lua(get, set)]
        comment: String,
    }

    #[derive(UserData)]
    struct Pair(pub(super) i64, i64);

    fn message(lua: &Lua, code: &str) -> String {
        let error = lua.load(code).set_name("=t").exec().unwrap_err().to_string();
        error.lines().next().unwrap_or_default().to_string()
    }

    #[test]
    fn are_private_unless_they_ask() -> Result<()> {
        let lua = Lua::new();
        let account = Account {
            owner: "Ann".into(),
            branch: 3,
            balance: 100,
            limit: -50,
            remark: "new".into(),
        };
        lua.globals().set("a", account)?;
        lua.load(
            "a.owner = 'Bob' assert(a.owner == 'Bob' and a.branch == 3 and a.limit == -50)
            a.note = 'old' assert(a.note == 'old' and a.balance == 100)
            local names = {}
            for name in pairs(a) do names[#names + 1] = name end
            table.sort(names)
            assert(table.concat(names, ' ') == 'balance branch limit note owner')",
        )
        .exec()?;
        assert!(
            message(&lua, "a.balance = 1").ends_with("field 'balance' of Account is read-only")
        );
        assert!(message(&lua, "a.remark = ''").contains("no field 'remark' in Account"));
        let pair = lua.create_userdata(Pair(1, 2))?;
        assert_eq!(pair.borrow::<Pair>()?.1, 2);
        lua.globals().set("p", pair)?;
        lua.load("assert(p[1] == 1)").exec()?;
        assert!(message(&lua, "return p[2]").contains("no field '2' in Pair"));
        Ok(())
    }

    #[test]
    fn are_read_only_if_the_type_is() -> Result<()> {
        let lua = Lua::new();
        let data = Reading { value: 1.5, unit: "m".into(), comment: String::new() };
        lua.globals().set("r", lua.create_userdata(data)?)?;
        lua.load(
            "assert(r.value == 1.5) r.unit = 'km' r.comment = 'far' assert(r.comment == 'far')",
        )
        .exec()?;
        assert_eq!(message(&lua, "r.value = 2"), "t:1: field 'value' of Reading is read-only");
        let data: AnyUserData = lua.globals().get("r")?;
        assert_eq!(data.borrow::<Reading>()?.unit, "km");
        Ok(())
    }
}
