// The bounds of the fields say what an argument must be.
use std::time::Instant;

use ferrolua::{Lua, UserData};

#[derive(UserData)]
struct Cell<T> {
    value: T,
}

fn main() {
    let _ = Lua::new().register::<Cell<f64>>();
    let _ = Lua::new().register::<Cell<Instant>>();
}
