// What a function returns must be something to Lua, and its error an error.
use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Player;

struct NotLua;

struct NoError;

#[methods]
impl Player {
    fn value(&self) -> NotLua {
        NotLua
    }

    fn result(&self) -> Result<i64, NoError> {
        Err(NoError)
    }

    fn parameter(&self, _it: NotLua) {}

    fn wrong_default(&self, #[lua(default = "one")] _it: i64) {}
}

fn main() {}
