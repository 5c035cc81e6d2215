//! A small game whose Rust types are scripted: vectors with operators, entities with methods.

use std::fmt;
use std::ops::{Add, Mul, Sub};
use std::path::Path;

use ferrolua::{Lua, Result, TypedFunction, UserData, UserDataRef, methods};

/// A point or a direction in the plane.
#[derive(UserData, Clone, Copy, PartialEq, Debug)]
#[lua(add, sub, mul(f64), eq, tostring)]
pub(crate) struct Vec2 {
    x: f64,
    y: f64,
}

impl Add for Vec2 {
    type Output = Vec2;
    fn add(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }
}

impl Sub for Vec2 {
    type Output = Vec2;
    fn sub(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x - other.x, y: self.y - other.y }
    }
}

impl Mul<f64> for Vec2 {
    type Output = Vec2;
    fn mul(self, by: f64) -> Vec2 {
        Vec2 { x: self.x * by, y: self.y * by }
    }
}

impl fmt::Display for Vec2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({:.1}, {:.1})", self.x, self.y)
    }
}

#[methods]
impl Vec2 {
    #[lua(constructor)]
    fn new(x: f64, y: f64) -> Self {
        Vec2 { x, y }
    }

    fn length(&self) -> f64 {
        self.x.hypot(self.y)
    }
}

/// Something that lives in the world.
#[derive(UserData, Clone)]
pub(crate) struct Entity {
    #[lua(get)]
    name: String,
    #[lua(skip)]
    position: Vec2,
    #[lua(get)]
    hp: i64,
}

#[methods]
impl Entity {
    #[lua(constructor)]
    fn new(name: String, hp: i64) -> Self {
        Entity { name, position: Vec2 { x: 0.0, y: 0.0 }, hp }
    }

    #[lua(getter)]
    fn position(&self) -> Vec2 {
        self.position
    }

    fn walk(&mut self, by: &Vec2) -> &mut Self {
        self.position = self.position + *by;
        self
    }

    fn damage(&mut self, amount: i64) -> bool {
        self.hp = (self.hp - amount).max(0);
        self.hp == 0
    }
}

/// Plays the game of `scripts/game.lua`; returns what happened.
///
/// # Errors
///
/// If the script fails.
pub(crate) fn run() -> Result<Vec<String>> {
    let lua = Lua::new();
    lua.register::<Vec2>()?;
    lua.register::<Entity>()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/scripts/game.lua");
    let update: TypedFunction<(i64,), String> = lua.load(script).call(())?;
    let mut log = Vec::new();
    for turn in 1..=4 {
        log.push(update.call((turn,))?);
    }
    let orc: UserDataRef<Entity> = lua.globals().get("orc")?;
    log.push(format!("{} ended at {} with {} hp", orc.name, orc.position, orc.hp));
    Ok(log)
}

#[allow(dead_code)]
fn main() -> Result<()> {
    for line in run()? {
        println!("{line}");
    }
    Ok(())
}
