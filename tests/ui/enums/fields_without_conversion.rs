// A field of a variant is converted in both directions, as one of a struct.
use std::time::Instant;

use ferrolua::UserData;

#[derive(UserData)]
enum Event {
    At(Instant),
    In {
        #[lua(skip)]
        since: Instant,
        seconds: f64,
    },
}

fn main() {}
