//! `#[derive(UserData)]` and `#[methods]`: what they give to scripts, and what they say of mistakes.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use ferrolua::{Function, Lua, Result, Table, UserData, Variadic, methods};

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
    assert!(error.contains("Vec2 is borrowed mutably"), "{error}");
    let error = fails("local v = Vec2(1, 2) v:visit(function() return v.x end)");
    assert!(error.contains("Vec2 is borrowed mutably"), "{error}");
    let error = fails("local v = Vec2(1, 2) v:absorb(v)");
    assert!(error.contains("Vec2 is borrowed"), "{error}");
    run(
        "local v = Vec2(1, 2) pcall(v.visit, v, function() v:scale(2) end) v:scale(2) assert(v.x == 2)",
    );
}

#[test]
fn the_metatable_is_locked() {
    run("assert(getmetatable(Vec2(1, 2)) == false)");
    run("assert(not pcall(setmetatable, Vec2, {}))");
}
