use ferrolua::UserData;

#[derive(UserData)]
struct Generic<T> {
    value: T,
}

#[derive(UserData)]
struct Borrowed<'a> {
    text: &'a str,
}

#[derive(UserData)]
enum Shape {
    Circle(f64),
    Square { side: f64 },
    Point,
}

#[derive(UserData)]
union Bits {
    integer: u32,
    float: f32,
}

fn main() {}
