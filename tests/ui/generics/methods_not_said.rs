// The derive of a generic type calls its block by name, so it must know that there is one.
use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Grid<T> {
    cells: Vec<T>,
}

#[methods]
impl<T: Clone + ferrolua::IntoLua + ferrolua::FromLua + 'static> Grid<T> {
    fn len(&self) -> usize {
        self.cells.len()
    }
}

fn main() {}
