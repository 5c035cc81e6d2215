//! ferrolua's side: the type annotated, as its users would.

use std::cell::RefCell;

use fastrand::Rng;
use ferrolua::{Function, Lua, TypedFunction, UserData, UserDataRef, methods};

use super::{SCRIPT, Sorter};
use crate::Result;

/// A string of the host.
#[derive(UserData, PartialEq, PartialOrd)]
#[lua(opaque, lt)]
struct Text(String);

#[methods]
impl Text {
    #[lua(constructor)]
    fn new(text: String) -> Text {
        Text(text)
    }
}

/// A machine that has the script.
pub struct Engine {
    sort: TypedFunction<(), u64>,
    // It lives as long as what it runs.
    _lua: Lua,
}

impl Engine {
    /// Makes the machine; the script's random numbers are given.
    pub fn new(random: RefCell<Rng>) -> Result<Engine> {
        let lua = Lua::new();
        lua.register::<Text>()?;
        let globals = lua.globals();
        globals.set("len", Function::wrap(|text: UserDataRef<Text>| text.0.len()))?;
        globals.set("rand", Function::wrap(move |n: u32| random.borrow_mut().u32(..n)))?;
        lua.load(SCRIPT).exec()?;
        Ok(Engine { sort: globals.get("sort_objects")?, _lua: lua })
    }
}

impl Sorter for Engine {
    fn sort(&self) -> Result<u64> {
        Ok(self.sort.call(())?)
    }
}
