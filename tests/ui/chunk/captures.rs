//! Variables that do not exist, or not in Lua.
use ferrolua::{Lua, chunk, lua};

struct Foreign;

fn main() -> ferrolua::Result<()> {
    let lua = Lua::new();
    lua.load(chunk! { print($missing) }).exec()?;
    lua.load(lua!("print($missing)")).exec()?;
    let foreign = Foreign;
    lua.load(chunk! { return 1, $foreign }).exec()?;
    let name = String::from("moved");
    lua.load(chunk! { print($name) }).exec()?;
    println!("{name}");
    Ok(())
}
