//! Editor types: definition files and references, of derived types, of what a machine has, of host functions.

use ferrolua::{Lua, UserData, definitions, methods};
use std::ops::{Add, Mul, Neg};

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
    println!("{}", definitions().class::<Vec2>().render());
    panic!();
}
