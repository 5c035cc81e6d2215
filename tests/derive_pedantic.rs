//! What the macros write is as clean as a program may ask for: the strictest lints are errors here.
#![forbid(unsafe_code)]
#![deny(warnings, clippy::pedantic)]

use std::fmt;
use std::ops::{Add, Index, IndexMut};

use ferrolua::{Lua, UserData, methods};

#[derive(UserData, Clone, Debug, PartialEq, PartialOrd)]
#[lua(add, eq, lt, le, len, concat, index, newindex, iter, close, tostring)]
struct Series {
    name: String,
    #[lua(get)]
    unit: Option<String>,
    #[lua(skip)]
    values: Vec<f64>,
}

impl Add for Series {
    type Output = Series;
    fn add(mut self, other: Series) -> Series {
        self.values.extend(other.values);
        self
    }
}

impl Index<usize> for Series {
    type Output = f64;
    fn index(&self, at: usize) -> &f64 {
        &self.values[at]
    }
}

impl IndexMut<usize> for Series {
    fn index_mut(&mut self, at: usize) -> &mut f64 {
        &mut self.values[at]
    }
}

impl<'a> IntoIterator for &'a Series {
    type Item = &'a f64;
    type IntoIter = std::slice::Iter<'a, f64>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[methods]
impl Series {
    const LIMIT: i64 = 10;

    #[lua(constructor)]
    fn new(name: &str, #[lua(rest)] values: Vec<f64>) -> Self {
        Series { name: name.to_string(), unit: None, values }
    }

    fn len(&self) -> usize {
        self.values.len()
    }

    fn set(&mut self, #[lua(default = "m")] unit: &str) -> &mut Self {
        self.unit = Some(unit.to_string());
        self
    }

    fn join(&mut self, other: &Series) -> Result<(), String> {
        if other.unit != self.unit {
            return Err("the units differ".to_string());
        }
        self.values.extend(&other.values);
        Ok(())
    }

    fn into_values(self) -> Vec<f64> {
        self.values
    }
}

#[methods]
impl Default for Series {
    fn default() -> Self {
        Series::new("", Vec::new())
    }
}

#[derive(UserData, Clone, Debug)]
enum Event {
    Key { code: u32, name: String },
    Wheel(f64, f64),
    Quit,
}

#[derive(UserData, Clone, Copy, Debug, PartialEq, PartialOrd)]
#[lua(lt, le)]
enum Level {
    Low = 1,
    High,
}

#[derive(UserData, Clone, Debug)]
#[lua(methods)]
struct Slot<T> {
    value: T,
}

#[methods]
impl<T: Clone + ferrolua::IntoLua + ferrolua::FromLua + 'static> Slot<T> {
    fn swap(&mut self, value: T) -> T {
        std::mem::replace(&mut self.value, value)
    }
}

#[derive(UserData)]
#[lua(opaque)]
struct Lines<'a>(std::str::Lines<'a>);

#[methods]
impl Lines<'_> {
    fn next(&mut self) -> Option<String> {
        self.0.next().map(str::to_string)
    }
}

#[test]
fn the_strictest_lints_are_content() -> Result<(), ferrolua::Error> {
    let lua = Lua::new();
    lua.register::<Series>()?;
    lua.register::<Event>()?;
    lua.register::<Level>()?;
    lua.globals().set("slot", Slot { value: 1_i64 })?;
    lua.load(
        "local s = Series('a', 1, 2) + Series.default() s[1] = 5
         assert(#s == 2 and s[1] == 5 and s:set().unit == 'm' and s .. '' == 'a')
         assert(Level.Low < Level.High and Event.Wheel(1, 2)[2] == 2 and slot:swap(3) == 1)
         assert(Event.Key(1, 'a').name == 'a' and Event.Quit.kind == 'Quit')",
    )
    .exec()?;
    lua.scope(|scope| {
        let lines = scope.create_userdata(Lines("one\ntwo".lines()))?;
        lua.load("local lines = ... assert(lines:next() == 'one')").call::<()>(lines)
    })
}
