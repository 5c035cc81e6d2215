// What Lua has no value for, as a result or behind a reference.
use std::time::Instant;

use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Clock;

struct Hand;

#[methods]
impl Clock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn turn(&self, hand: &mut Hand) {
        let _ = hand;
    }
}

fn main() {}
