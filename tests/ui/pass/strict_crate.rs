//! Generated code has no unsafe block and gives no warning.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]

use std::ops::{Add, Mul};

use ferrolua::{Lua, UserData, Variadic, methods};

#[derive(UserData, Clone, Copy, PartialEq, PartialOrd, Debug)]
#[lua(add, mul(f64, f64 * Self), eq, lt, le, tostring(debug))]
struct Vec2 {
    x: f64,
    #[lua(get)]
    y: f64,
}

impl Add for Vec2 {
    type Output = Vec2;
    fn add(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }
}

impl Mul<f64> for Vec2 {
    type Output = Vec2;
    fn mul(self, by: f64) -> Vec2 {
        Vec2 { x: self.x * by, y: self.y * by }
    }
}

impl Mul<Vec2> for f64 {
    type Output = Vec2;
    fn mul(self, v: Vec2) -> Vec2 {
        v * self
    }
}

#[methods]
impl Vec2 {
    const ORIGIN: Vec2 = Vec2 { x: 0.0, y: 0.0 };

    #[lua(constructor)]
    fn new(x: f64, #[lua(default = 0.0)] y: f64) -> Self {
        Vec2 { x, y }
    }

    fn zero() -> Self {
        Vec2::ORIGIN
    }

    fn scale(&mut self, by: f64) -> &mut Self {
        self.x *= by;
        self
    }

    fn swap(&mut self, other: &mut Vec2) {
        std::mem::swap(self, other);
    }

    fn nothing(self) {}

    #[lua(meta = "__call")]
    fn call(&self, _lua: &Lua, numbers: Variadic<f64>) -> usize {
        numbers.len()
    }

    #[deprecated]
    fn old(&self) {}
}

#[derive(UserData)]
struct Unit;

#[derive(UserData)]
enum Empty {}

#[derive(UserData, Clone)]
enum Color {
    Red,
    Green,
}

#[methods]
impl Color {}

/// A type from a macro of the user's, whose tokens have a hygiene of their own.
macro_rules! counter {
    ($name:ident, $field:ident: $type:ty) => {
        #[derive(UserData)]
        #[lua(opaque)]
        struct $name {
            #[lua(get, set)]
            $field: $type,
        }

        #[methods]
        impl $name {
            fn raise(&mut self, by: $type) -> &mut Self {
                self.$field += by;
                self
            }
        }
    };
}

counter!(Counter, value: i64);

fn main() -> Result<(), ferrolua::Error> {
    let lua = Lua::new();
    lua.register::<Vec2>()?;
    lua.register::<Unit>()?;
    lua.register::<Empty>()?;
    lua.register::<Color>()?;
    lua.globals().set("counter", Counter { value: 1 })?;
    lua.load("assert(counter:raise(2).value == 3 and Color.Red ~= Color.Green)").exec()?;
    lua.load("assert(2 * Vec2(1) == Vec2.new(2, 0) and Vec2.zero() == Vec2.ORIGIN)").exec()
}
