//! ferrolua's side: the type annotated, as its users would.

use std::cell::RefCell;

use fastrand::Rng;
use ferrolua::{Function, Lua, TypedFunction, UserData, UserDataRef, methods};

use super::SCRIPT;

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

/// Makes a machine with the script; each call of what is returned sorts once.
pub fn sorter(random: RefCell<Rng>) -> crate::Result<impl FnMut() -> crate::Result<u64>> {
    let lua = Lua::new();
    lua.register::<Text>()?;
    lua.globals().set("len", Function::wrap(|text: UserDataRef<Text>| text.0.len()))?;
    lua.globals().set("rand", Function::wrap(move |n: u32| random.borrow_mut().u32(..n)))?;
    lua.load(SCRIPT).exec()?;
    let sort: TypedFunction<(), u64> = lua.globals().get("sort_objects")?;
    Ok(move || {
        // The machine lives as long as what it runs.
        let _machine = &lua;
        Ok(sort.call(())?)
    })
}
