// Another name does not hide that the type is generic.
use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Grid<T> {
    cells: Vec<T>,
}

type Numbers = Grid<f64>;

#[methods]
impl Numbers {
    fn len(&self) -> usize {
        self.cells.len()
    }
}

fn main() {}
