// What borrows cannot move into the machine.
use ferrolua::{Lua, UserData};

#[derive(UserData)]
#[lua(opaque)]
struct View<'a>(&'a [u8]);

fn main() {
    let (lua, bytes) = (Lua::new(), vec![1, 2, 3]);
    let _ = lua.globals().set("view", View(&bytes));
}
