// Userdata comes out of Lua by value as a clone.
use ferrolua::{Lua, UserData};

#[derive(UserData)]
struct Handle(u64);

fn main() {
    let _ = Lua::new().load("handle").eval::<Handle>();
}
