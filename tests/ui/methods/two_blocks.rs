// A type has one block.
use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Player;

#[methods]
impl Player {
    fn walk(&self) {}
}

#[methods]
impl Player {
    fn run(&self) {}
}

fn main() {}
