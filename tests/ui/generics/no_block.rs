// `#[lua(methods)]` promises a block.
use ferrolua::{Lua, UserData};

#[derive(UserData)]
#[lua(methods)]
struct Grid<T> {
    cells: Vec<T>,
}

fn main() {
    let _ = Lua::new().register::<Grid<f64>>();
}
