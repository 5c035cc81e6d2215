// What borrows is lent by a scope, and cannot do everything.
use ferrolua::{UserData, methods};

#[derive(UserData)]
#[lua(opaque, add, eq, len)]
struct View<'a>(&'a [u8]);

#[methods]
impl<'a> View<'a> {
    fn take(self) -> usize {
        self.0.len()
    }

    #[lua(concat)]
    fn concat(_left: String, _right: String) -> String {
        String::new()
    }
}

#[derive(UserData)]
enum Token<'a> {
    Word(&'a str),
}

fn main() {}
