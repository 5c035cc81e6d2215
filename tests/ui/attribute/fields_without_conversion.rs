// A field that Lua cannot hold is to be skipped.
use std::time::Instant;

use ferrolua::UserData;

#[derive(UserData)]
struct Timer {
    #[lua(get)]
    started: Instant,
}

fn main() {}
