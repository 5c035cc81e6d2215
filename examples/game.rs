//! A small game: annotated Rust types, and a script that plays with them by operators, fields and methods.

use std::cell::RefCell;
use std::fmt;
use std::ops::{Add, Mul, Sub};
use std::path::Path;
use std::rc::Rc;

use ferrolua::{Function, Lua, Result, Table, TypedFunction, UserData, UserDataRef};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/scripts/game.lua");

/// A point in the plane, or the way to one.
#[derive(UserData, Clone, Copy, PartialEq)]
#[lua(add, sub, mul(f64), eq, tostring)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[ferrolua::methods]
impl Vec2 {
    #[lua(constructor)]
    fn new(x: f64, y: f64) -> Vec2 {
        Vec2 { x, y }
    }

    fn length(&self) -> f64 {
        self.x.hypot(self.y)
    }

    fn unit(&self) -> Vec2 {
        *self * (1.0 / self.length())
    }
}

/// Somebody in the world.
#[derive(UserData)]
struct Entity {
    #[lua(get)]
    name: String,
    #[lua(get)]
    hp: u32,
    #[lua(get)]
    position: Vec2,
}

#[ferrolua::methods]
impl Entity {
    #[lua(constructor)]
    fn new(name: String, hp: u32, position: &Vec2) -> Entity {
        Entity { name, hp, position: *position }
    }

    fn hit(&mut self, damage: u32) {
        self.hp = self.hp.saturating_sub(damage);
    }

    #[lua(setter)]
    fn set_position(&mut self, position: &Vec2) {
        self.position = *position;
    }

    #[lua(getter)]
    fn alive(&self) -> bool {
        self.hp > 0
    }

    fn distance(&self, other: &Entity) -> f64 {
        (self.position - other.position).length()
    }
}

pub(crate) fn run() -> Result<String> {
    let lua = Lua::new();
    lua.register::<Vec2>()?;
    lua.register::<Entity>()?;
    let told = Rc::new(RefCell::new(String::new()));
    let teller = Rc::clone(&told);
    lua.globals().set(
        "say",
        Function::wrap(move |line: &str| *teller.borrow_mut() += &format!("{line}\n")),
    )?;

    let game: Table = lua.load(Path::new(SCRIPT)).eval()?;
    let update: TypedFunction<u32, bool> = game.get("update")?;
    let mut tick = 1;
    while update.call(tick)? {
        tick += 1;
    }

    let knight: UserDataRef<Entity> = game.get("knight")?;
    let Entity { name, hp, position } = &*knight;
    Ok(format!("{}after {tick} ticks the {name} is at {position} with {hp} hp\n", told.take()))
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
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
