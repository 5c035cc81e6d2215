// An operand by value is a clone; a reference needs none.
use std::ops::Add;

use ferrolua::UserData;

#[derive(UserData)]
#[lua(add)]
struct Big(Vec<u8>);

impl Add for Big {
    type Output = Big;
    fn add(self, _: Big) -> Big {
        self
    }
}

fn main() {}
