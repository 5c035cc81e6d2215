// The fields of a definition are those of the foreign type, public and of the same types.
use ferrolua::UserData;

mod shapes {
    pub struct Circle {
        pub x: f64,
        radius: f64,
    }

    impl Circle {
        pub fn area(&self) -> f64 {
            self.radius * self.radius * 3.14
        }
    }
}

#[derive(UserData)]
#[lua(remote = shapes::Circle)]
struct CircleDefinition {
    x: f32,
    radius: f64,
    colour: u32,
}

#[derive(UserData)]
#[lua(remote = shapes::Square)]
struct SquareDefinition;

fn main() {}
