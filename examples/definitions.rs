//! The definition file of a small API, for editors: what is completed, what is shown, what is reported.

use ferrolua::{Result, UserData, definitions, methods};

/// Someone who walks around.
#[derive(UserData)]
#[lua(opaque)]
struct Player {
    /// What others call them.
    #[lua(get)]
    name: String,
    /// Zero is the end.
    #[lua(get, set)]
    health: i64,
}

#[methods]
impl Player {
    /// A player in full health.
    #[lua(constructor)]
    fn new(name: String) -> Self {
        Player { name, health: 100 }
    }

    /// Takes damage; armor keeps a part of it off.
    fn hurt(&mut self, damage: i64, #[lua(default = 0)] armor: i64) -> &mut Self {
        self.health -= (damage - armor).max(0);
        self
    }
}

/// What the example prints. A build script would end with `.write("editor")`, a game with `lua.definitions()`.
pub(crate) fn run() -> Result<String> {
    let api = definitions()
        .class::<Player>()
        .function("dice.roll(sides)", "A number from 1 on.", |sides: Option<u32>| {
            sides.unwrap_or(6)
        })
        .global::<Vec<String>>("arguments", "What the game was started with.");
    Ok(api.render())
}

fn main() -> Result<()> {
    println!("{}", run()?);
    Ok(())
}
