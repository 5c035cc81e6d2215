use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Player;

trait NotOurs {}

trait Named {
    fn name(&self) -> String;
}

#[methods]
impl Named for [Player] {
    fn name(&self) -> String {
        String::new()
    }
}

#[methods]
impl<T: NotOurs> Named for T {
    fn name(&self) -> String {
        String::new()
    }
}

#[methods(slot = 3)]
impl Player {}

#[methods(rename_all = "Title Case")]
impl Player {
    fn run(&self) {}
}

fn main() {}
