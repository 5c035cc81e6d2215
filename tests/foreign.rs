//! Types of other crates, which scripts know by a definition.

use std::net::Ipv4Addr;
use std::ops::RangeInclusive;

use ferrolua::{
    AnyUserData, Foreign, Lua, Result, UserData, UserDataRef, UserDataRefMut, definitions, methods,
};

/// What stands for another crate.
#[allow(unreachable_pub)]
mod glam {
    use std::fmt;
    use std::ops::{Add, Index, Mul, Neg};

    #[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]
    pub struct Vec3 {
        pub x: f32,
        pub y: f32,
        pub z: f32,
    }

    impl Vec3 {
        pub const X: Vec3 = Vec3 { x: 1.0, y: 0.0, z: 0.0 };

        pub fn new(x: f32, y: f32, z: f32) -> Vec3 {
            Vec3 { x, y, z }
        }

        pub fn length(self) -> f32 {
            (self.x * self.x + self.y * self.y + self.z * self.z).sqrt()
        }

        pub fn len(&self) -> usize {
            3
        }
    }

    impl Add for Vec3 {
        type Output = Vec3;

        fn add(self, other: Vec3) -> Vec3 {
            Vec3::new(self.x + other.x, self.y + other.y, self.z + other.z)
        }
    }

    impl Mul<f32> for Vec3 {
        type Output = Vec3;

        fn mul(self, by: f32) -> Vec3 {
            Vec3::new(self.x * by, self.y * by, self.z * by)
        }
    }

    impl Mul for &Vec3 {
        type Output = f32;

        fn mul(self, other: &Vec3) -> f32 {
            self.x * other.x + self.y * other.y + self.z * other.z
        }
    }

    impl Mul<Vec3> for f32 {
        type Output = Vec3;

        fn mul(self, v: Vec3) -> Vec3 {
            v * self
        }
    }

    impl Neg for Vec3 {
        type Output = Vec3;

        fn neg(self) -> Vec3 {
            self * -1.0
        }
    }

    impl Index<usize> for Vec3 {
        type Output = f32;

        fn index(&self, at: usize) -> &f32 {
            [&self.x, &self.y, &self.z][at]
        }
    }

    impl fmt::Display for Vec3 {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "<{} {} {}>", self.x, self.y, self.z)
        }
    }

    /// Nothing of it can be copied.
    pub struct Ray {
        pub origin: Vec3,
        pub hit: Option<Vec3>,
        pub label: String,
    }
}

/// A vector of a maths crate.
#[derive(UserData)]
#[lua(remote = glam::Vec3, name = "Vec3", add, mul(f32, &Self * &Self, f32 * Self), unm, eq, lt)]
#[lua(tostring, len, index)]
struct Vec3Definition {
    /// Across.
    pub x: f32,
    pub y: f32,
    #[lua(get)]
    pub z: f32,
}

#[methods(remote)]
impl Vec3Definition {
    /// To the right.
    const RIGHT: glam::Vec3 = glam::Vec3::X;
    const SIZE: usize = 3;

    /// Makes a vector.
    #[lua(constructor)]
    fn new(x: f32, y: f32, #[lua(default = 0.0)] z: f32) -> glam::Vec3 {
        glam::Vec3::new(x, y, z)
    }

    fn parse(text: &str) -> std::result::Result<glam::Vec3, std::num::ParseFloatError> {
        text.parse().map(|x| glam::Vec3::new(x, 0.0, 0.0))
    }

    fn length(this: &glam::Vec3) -> f32 {
        this.length()
    }

    fn scale(this: &mut glam::Vec3, by: f32) -> &mut glam::Vec3 {
        *this = *this * by;
        this
    }

    /// The larger one.
    fn larger(this: &glam::Vec3, other: &glam::Vec3) -> glam::Vec3 {
        if other.length() > this.length() { *other } else { *this }
    }

    fn swap(this: &mut glam::Vec3, other: &mut glam::Vec3) {
        std::mem::swap(this, other);
    }

    fn plus(this: glam::Vec3, other: glam::Vec3, third: Option<glam::Vec3>) -> glam::Vec3 {
        this + other + third.unwrap_or_default()
    }

    fn towards(this: &glam::Vec3, name: Option<&Named>) -> Option<glam::Vec3> {
        name.map(|name| glam::Vec3::new(name.name.len() as f32, this.y, this.z))
    }

    fn nearest(this: &glam::Vec3, to: Option<&glam::Vec3>) -> f32 {
        to.map_or(-1.0, |to| this * to)
    }

    #[lua(getter)]
    fn flat(this: &glam::Vec3) -> bool {
        this.z == 0.0
    }

    #[lua(setter)]
    fn set_flat(this: &mut glam::Vec3, flat: bool) {
        this.z = if flat { 0.0 } else { 1.0 };
    }

    #[lua(call)]
    fn call(this: &glam::Vec3, lua: &Lua, x: f32) -> bool {
        lua.globals().contains_key("Vec3").unwrap() && this.x == x
    }
}

#[methods(remote, rename_all = "camelCase")]
impl Vec3Definition {
    fn is_zero(this: &glam::Vec3) -> bool {
        *this == glam::Vec3::default()
    }
}

#[derive(UserData)]
struct Named {
    name: String,
}

/// Only methods.
#[derive(UserData)]
#[lua(remote = Ipv4Addr, name = "Address", tostring, eq, lt)]
struct Address;

#[methods(remote)]
impl Address {
    #[lua(constructor)]
    fn parse(text: &str) -> std::result::Result<Ipv4Addr, std::net::AddrParseError> {
        text.parse()
    }

    fn is_private(this: &Ipv4Addr) -> bool {
        this.is_private()
    }
}

#[derive(UserData)]
#[lua(remote = glam::Ray, name = "Ray")]
struct RayDefinition {
    #[lua(remote = Vec3Definition)]
    origin: glam::Vec3,
    #[lua(remote = Vec3Definition)]
    hit: Option<glam::Vec3>,
    #[lua(name = "name")]
    label: String,
}

#[derive(UserData)]
struct Entity {
    #[lua(remote = Vec3Definition)]
    pos: glam::Vec3,
    #[lua(remote = Vec3Definition, get)]
    home: glam::Vec3,
    #[lua(remote = Vec3Definition)]
    target: Option<glam::Vec3>,
    #[lua(remote = RayDefinition)]
    sight: glam::Ray,
    #[lua(skip)]
    path: Vec<glam::Vec3>,
}

#[methods]
impl Entity {
    fn move_to(&mut self, #[lua(remote = Vec3Definition)] to: &glam::Vec3) -> &mut Self {
        self.pos = *to;
        self
    }

    fn put(#[lua(remote = Vec3Definition)] at: glam::Vec3) -> Self {
        entity(at)
    }

    #[lua(remote = Vec3Definition)]
    fn middle(&self) -> glam::Vec3 {
        (self.pos + self.home) * 0.5
    }

    #[lua(remote = Vec3Definition)]
    fn step(&mut self, at: usize) -> Option<&mut glam::Vec3> {
        self.path.get_mut(at)
    }

    fn steps(&self) -> Vec<Foreign<Vec3Definition>> {
        self.path.iter().copied().map(Foreign).collect()
    }

    fn follow(&mut self, path: Vec<Foreign<Vec3Definition>>) -> usize {
        self.path = path.into_iter().map(|step| step.0).collect();
        self.path.len()
    }
}

fn entity(pos: glam::Vec3) -> Entity {
    let sight = glam::Ray { origin: pos, hit: None, label: "eye".into() };
    let home = glam::Vec3::new(9.0, 9.0, 9.0);
    Entity { pos, home, target: None, sight, path: vec![pos] }
}

fn machine() -> Lua {
    let lua = Lua::new();
    lua.register::<Vec3Definition>().unwrap();
    lua.register::<Entity>().unwrap();
    lua
}

fn error(lua: &Lua, code: &str) -> String {
    let error = lua.load(code).exec().unwrap_err().to_string();
    error.lines().next().unwrap_or_default().to_string()
}

#[test]
fn fields_methods_and_constants_are_those_of_the_definition() -> Result<()> {
    let lua = machine();
    lua.load(
        r#"
        local v = Vec3(3, 4)
        assert(v.x == 3 and v.y == 4 and v.z == 0 and v:length() == 5)
        v.x = 6
        assert(v.x == 6 and v:scale(2):scale(0.5) == v)
        assert(Vec3.RIGHT.x == 1 and Vec3.SIZE == 3 and v.RIGHT == Vec3.RIGHT)
        assert(Vec3.parse("2.5").x == 2.5 and not pcall(Vec3.parse, "two"))
        assert(v:larger(Vec3(1, 1, 1)) == v and Vec3(1, 1):larger(v) == v)
        local w = Vec3(1, 2, 3)
        v:swap(w)
        assert(w.x == 6 and v.z == 3)
        assert(Vec3(1, 1):plus(Vec3(1, 2)) == Vec3(2, 3))
        assert(Vec3(1, 1):plus(Vec3(1, 2), Vec3(0, 0, 1)).z == 1)
        assert(v:towards() == nil and v:nearest() == -1 and v:nearest(v) == 14)
        assert(not v.flat) v.flat = true assert(v.z == 0 and v.flat)
        assert(v(1) and not v(2))
        assert(not v:isZero() and Vec3(0, 0):isZero())
        local keys = {}
        for key in pairs(v) do keys[#keys + 1] = key end
        assert(table.concat(keys, " ") == "x y z flat")
        "#,
    )
    .exec()
}

#[test]
fn operators_are_those_of_the_foreign_type() -> Result<()> {
    let lua = machine();
    lua.load(
        r#"
        local a, b = Vec3(1, 2, 3), Vec3(4, 5, 6)
        assert(a + b == Vec3(5, 7, 9) and a * 2 == Vec3(2, 4, 6) and 2 * a == a * 2)
        assert(a * b == 32 and -a == Vec3(-1, -2, -3) and a < b and a ~= b)
        assert(tostring(a) == "<1 2 3>" and #a == 3 and a[1] == 1 and a[3] == 3 and a[4] == nil)
        "#,
    )
    .exec()?;
    let message = error(&lua, "return Vec3(1, 2) + 1");
    assert!(message.ends_with("attempt to add a 'Vec3' with a 'number'"), "{message}");
    Ok(())
}

#[test]
fn userdata_holds_the_foreign_value_itself() -> Result<()> {
    let lua = machine();
    let v: AnyUserData = lua.load("Vec3(1, 2, 3)").eval()?;
    assert!(v.is::<glam::Vec3>());
    v.borrow_mut::<glam::Vec3>()?.x = 7.0;
    let sum = lua.create_function(
        |_, (a, mut b): (UserDataRef<glam::Vec3>, UserDataRefMut<glam::Vec3>)| {
            b.y += a.x;
            Ok(a.x + b.x)
        },
    )?;
    assert_eq!(sum.call::<f32>((&v, Foreign::<Vec3Definition>(glam::Vec3::X)))?, 8.0);
    let back: Foreign<Vec3Definition> = lua.load("return ...").call(&v)?;
    assert_eq!((back.x, *back), (7.0, glam::Vec3::new(7.0, 2.0, 3.0)));
    // What the host makes without the definition is known by it too.
    lua.globals().set("any", lua.create_any_userdata(glam::Vec3::X)?)?;
    assert!(lua.load("any:length() == 1 and any == Vec3.RIGHT").eval::<bool>()?);
    Ok(())
}

#[test]
fn a_class_is_registered_when_a_value_needs_it() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("v", Foreign::<Vec3Definition>(glam::Vec3::X))?;
    assert_eq!(lua.load("v:length()").eval::<f32>()?, 1.0);
    assert!(lua.load("Vec3 == nil").eval::<bool>()?);
    lua.globals().set("home", Foreign::<Address>(Ipv4Addr::new(10, 0, 0, 1)))?;
    lua.register::<Address>()?;
    lua.load("assert(home:is_private() and tostring(home) == '10.0.0.1' and home == Address('10.0.0.1'))")
        .exec()
}

#[test]
fn fields_of_foreign_types_are_parts() -> Result<()> {
    let lua = machine();
    let data = lua.create_userdata(entity(glam::Vec3::new(1.0, 2.0, 3.0)))?;
    lua.globals().set("entity", &data)?;
    lua.load(
        r#"
        entity.pos.x = 5
        assert(entity.pos.x == 5 and entity.pos:length() > 5 and entity.pos:scale(2).x == 10)
        local pos = entity.pos
        entity.pos = Vec3(1, 1, 1)
        assert(pos == Vec3(1, 1, 1))
        assert(entity.target == nil)
        entity.target = pos + pos
        entity.target.y = 7
        assert(entity.target == Vec3(2, 7, 2))
        entity.target = nil
        assert(entity.target == nil)
        entity.sight.origin.x = 8
        entity.sight.hit = Vec3(3, 3)
        entity.sight.hit.y = 4
        assert(entity.sight.name == "eye")
        assert(entity:move_to(Vec3(4, 4)).pos == Vec3(4, 4) and entity:middle() == Vec3(6.5, 6.5, 4.5))
        entity:step(0).x = 6
        assert(entity:step(0).x == 6 and entity:step(1) == nil and entity:steps()[1].x == 6)
        assert(entity:follow({ Vec3(1, 0), Vec3(2, 0) }) == 2 and entity:step(1).x == 2)
        assert(Entity.put(Vec3(1, 2)).pos.y == 2)
        "#,
    )
    .exec()?;
    assert_eq!(data.borrow::<Entity>()?.sight.origin.x, 8.0);
    assert_eq!(data.borrow::<Entity>()?.sight.hit.unwrap().y, 4.0);
    Ok(())
}

#[test]
fn mistakes_of_scripts_name_the_class() {
    let lua = machine();
    lua.globals().set("entity", entity(glam::Vec3::X)).unwrap();
    for (code, expected) in [
        ("Vec3(1, 2):length(1).x = 2", "attempt to index a number value"),
        ("Vec3(1, 2).z = 2", "field 'z' of Vec3 is read-only"),
        ("return Vec3(1, 2).w", "no field 'w' in Vec3"),
        ("return Vec3(1, 2).lenght", "did you mean 'length'?"),
        ("Vec3(1, 2).x = 'far'", "field 'x' of Vec3"),
        ("Vec3(1, {})", "bad argument 'y' to 'Vec3.new' (number expected, got table)"),
        (
            "Vec3(1, 2):larger(1)",
            "bad argument 'other' to 'Vec3:larger' (Vec3 expected, got number)",
        ),
        (
            "Vec3(1, 2):plus(entity)",
            "bad argument 'other' to 'Vec3:plus' (Vec3 expected, got Entity)",
        ),
        (
            "Vec3(1, 2).length(1)",
            "bad argument 'self' to 'Vec3:length' (Vec3 expected, got number)",
        ),
        ("local v = Vec3(1, 2) v:swap(v)", "bad argument 'other' to 'Vec3:swap'"),
        ("entity.home.x = 1", "Vec3"),
        ("entity.home = Vec3(1, 2)", "field 'home' of Entity is read-only"),
        ("entity.pos = 1", "field 'pos' of Entity"),
        (
            "entity:move_to('there')",
            "bad argument 'to' to 'Entity:move_to' (Vec3 expected, got string)",
        ),
        ("Entity.put(1)", "bad argument 'at' to 'Entity.put' (Vec3 expected, got number)"),
        ("entity.sight = entity.sight", "field 'sight' of Entity is read-only"),
    ] {
        let message = error(&lua, code);
        assert!(message.contains(expected), "{code}: {message}");
    }
}

#[test]
fn editors_know_definitions() -> Result<()> {
    let file = definitions().class::<Vec3Definition>().class::<Entity>().render();
    for expected in [
        "--- A vector of a maths crate.\n---@class Vec3\n",
        "--- Across.\n---@field x number\n",
        "---@operator add(Vec3): Vec3",
        "---@operator mul(number): Vec3",
        "---@operator unm: Vec3",
        "---@return Vec3\nfunction Vec3.new(x, y, z) end",
        "--- The larger one.\n---@param other Vec3\n---@return Vec3\nfunction Vec3:larger(other) end",
        "---@param third? Vec3\n",
        "---@param name? Named\n---@return Vec3?\nfunction Vec3:towards(name) end",
        "--- To the right.\n---@field RIGHT Vec3 (constant)",
        "---@field pos Vec3",
        "---@field target Vec3?\n",
        "---@field sight Ray",
        "---@param to Vec3\n---@return Entity\nfunction Entity:move_to(to) end",
        "---@return Vec3\nfunction Entity:middle() end",
        "---@return Vec3[]\nfunction Entity:steps() end",
        "---@class Ray\n",
    ] {
        assert!(file.contains(expected), "{expected} is not in\n{file}");
    }
    let lua = Lua::new();
    lua.register::<Vec3Definition>()?;
    let seen = lua.definitions()?.render();
    assert!(
        seen.contains("---@class Vec3\n") && seen.contains("function Vec3:length() end"),
        "{seen}"
    );
    Ok(())
}

/// A definition may be of a type with arguments.
#[derive(UserData)]
#[lua(remote = RangeInclusive<i64>, name = "Range", eq)]
struct RangeDefinition;

#[methods(remote)]
impl RangeDefinition {
    #[lua(constructor)]
    fn new(from: i64, to: i64) -> RangeInclusive<i64> {
        from..=to
    }

    fn has(this: &RangeInclusive<i64>, n: i64) -> bool {
        this.contains(&n)
    }
}

#[test]
fn foreign_types_may_have_arguments() -> Result<()> {
    let lua = Lua::new();
    lua.register::<RangeDefinition>()?;
    lua.load("assert(Range(1, 3):has(3) and not Range(1, 3):has(4) and Range(1, 2) == Range(1, 2))")
        .exec()
}

#[test]
fn scopes_lend_foreign_values() -> Result<()> {
    let lua = machine();
    let mut v = glam::Vec3::X;
    lua.scope(|scope| {
        lua.globals().set("v", scope.create_any_userdata_ref_mut(&mut v)?)?;
        lua.load("v.x = 3 assert(v:length() == 3)").exec()
    })?;
    assert_eq!(v.x, 3.0);
    assert!(error(&lua, "return v.x").contains("Vec3"));
    Ok(())
}
