// A generic type has one block.
use ferrolua::{UserData, methods};

#[derive(UserData)]
#[lua(methods, opaque)]
struct Grid<T: 'static> {
    cells: Vec<T>,
}

#[methods]
impl<T: 'static> Grid<T> {
    fn len(&self) -> usize {
        self.cells.len()
    }
}

#[methods]
impl<T: 'static> Grid<T> {
    fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

fn main() {}
