//! luars' side of the border, written as its own documentation does.

use std::hint::black_box;
use std::ops::Add;

use luars::lua_methods;
use luars::{Lua, LuaApi, LuaFunction, LuaTable, LuaUserData, LuaValue, SafeOption, Stdlib};

use super::{ENTRIES, LOOPS, OPERATIONS, Operation, Side, loop_of};

#[derive(LuaUserData, Clone, Copy)]
#[lua_impl(Add)]
struct Point {
    pub x: f64,
    pub y: f64,
}

#[lua_methods]
impl Point {
    pub fn sum(&self, n: f64) -> f64 {
        self.x + self.y + n
    }
}

impl Add for Point {
    type Output = Point;

    fn add(self, other: Point) -> Point {
        Point { x: self.x + other.x, y: self.y + other.y }
    }
}

/// A new machine with its libraries.
pub fn machine() -> Lua {
    let mut lua = Lua::new(SafeOption::default());
    lua.open_stdlib(Stdlib::All).unwrap();
    lua
}

/// A machine with everything the operations need.
pub struct Engine {
    loops: Vec<(Operation, LuaFunction)>,
    plus: LuaFunction,
    table: LuaTable,
    large: LuaTable,
    // Below what it runs, as fields are dropped in their order: no handle may outlive the machine.
    lua: Lua,
}

impl Engine {
    /// Makes the machine.
    pub fn new() -> Engine {
        let mut lua = machine();
        lua.register_function("add", |a: i64, b: i64| a.wrapping_add(b)).unwrap();
        // A parameter `String` would be a copy: this is how a string is lent.
        lua.register_function("length", |text: LuaValue| {
            text.as_str().ok_or("a string expected").map(|text| text.len() as i64)
        })
        .unwrap();
        lua.register_function("fail", || Err::<(), _>("no")).unwrap();
        lua.set_global("point", Point { x: 1.0, y: 2.0 }).unwrap();
        lua.load(LOOPS).exec().unwrap();
        let mut function = |name| lua.get_global::<LuaFunction>(name).unwrap().unwrap();
        let loops = OPERATIONS
            .iter()
            .filter_map(|&(operation, ..)| Some((operation, function(loop_of(operation)?))));
        let loops = loops.collect();
        let plus = function("plus");
        let large = lua.create_table().unwrap();
        for i in 0..ENTRIES {
            large.raw_set(i + 1, i).unwrap();
        }
        Engine { loops, plus, table: lua.create_table().unwrap(), large, lua }
    }
}

impl Side for Engine {
    fn run(&mut self, operation: Operation, count: u64) {
        match operation {
            Operation::CallLua => {
                let mut sum = 0;
                for i in 0..count as i64 {
                    sum = self.plus.call1::<_, i64>((sum, i)).unwrap();
                }
                black_box(sum);
            }
            Operation::TableGetSet => {
                for i in 0..count as i64 {
                    self.table.set("key", i).unwrap();
                    black_box(self.table.get::<i64>("key").unwrap());
                }
            }
            Operation::ForEach => {
                for _ in 0..count / ENTRIES as u64 {
                    for pair in self.large.pairs::<i64, i64>().unwrap() {
                        black_box(pair);
                    }
                }
            }
            Operation::NewVm => {
                for _ in 0..count {
                    black_box(machine());
                }
            }
            operation => {
                let found = self.loops.iter().find(|(of, _)| *of == operation);
                let (_, function) = found.unwrap();
                function.call::<_, ()>(count).unwrap();
            }
        }
        black_box(&self.lua);
    }

    fn lacks(&self, operation: Operation) -> Option<&'static str> {
        (operation == Operation::Pairs).then_some("it returns all entries at once")
    }
}
