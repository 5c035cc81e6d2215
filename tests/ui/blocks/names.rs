// One name has one meaning.
use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Player;

#[methods]
impl Player {
    #[lua(name = "run")]
    const RUN: i64 = 1;
    #[lua(skip, name = "top")]
    const TOP: i64 = 1;

    fn run(&self) {}

    #[lua(getter, name = "run")]
    fn running(&self) -> bool {
        true
    }

    #[lua(setter)]
    fn set_level(&mut self, _level: i64) {}

    #[lua(setter, name = "level")]
    fn level(&mut self, _level: i64) {}

    #[lua(len)]
    fn len(&self) -> i64 {
        1
    }

    #[lua(meta = "__len")]
    fn count(&self) -> i64 {
        1
    }

    #[lua(call, name = "call_me")]
    fn call(&self) {}

    #[lua(call, pow)]
    fn both(&self) {}
}

fn main() {}
