use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Player;

#[methods]
impl Player {
    #[lua(constructor)]
    fn with_receiver(&self) {}

    #[lua(constructor)]
    fn second() -> Player {
        Player
    }

    #[lua(getter)]
    fn level(&self, which: i64) -> i64 {
        which
    }

    #[lua(setter)]
    fn set_level(value: i64) {
        let _ = value;
    }

    #[lua(getter, setter)]
    fn both(&self) {}

    #[lua(meta = "add")]
    fn add(&self, _: i64) {}

    #[lua(meta = "__sum")]
    fn sum(&self) {}

    #[lua(meta = "__gc")]
    fn collect(&self) {}

    #[lua(static)]
    fn make() {}

    #[lua(name = "make")]
    fn make_again() {}
}

fn main() {}
