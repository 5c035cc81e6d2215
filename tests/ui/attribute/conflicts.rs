use ferrolua::UserData;

#[derive(UserData)]
struct Player {
    #[lua(skip, get)]
    health: i64,
    #[lua(get, get)]
    speed: f64,
    #[lua(name = "speed")]
    velocity: f64,
    #[lua(name = 7)]
    level: i64,
}

fn main() {}
