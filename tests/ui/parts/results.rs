//! References to what is neither userdata nor a value.

use ferrolua::{UserData, methods};

struct Plain;

#[derive(UserData)]
struct Item {
    price: i64,
}

#[derive(UserData)]
#[lua(opaque)]
struct Bag {
    plain: Plain,
    item: Item,
}

#[methods]
impl Bag {
    fn plain(&self) -> &Plain {
        &self.plain
    }
}

fn main() {}
