use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Player;

#[methods]
fn alone() {}

#[methods]
impl std::fmt::Display for Player {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("player")
    }
}

struct Stranger;

#[methods]
impl Stranger {
    fn wave(&self) {}
}

fn main() {}
