use ferrolua::UserData;

#[derive(UserData)]
enum Shape {
    #[lua(skip, name = "circle")]
    Circle(f64),
    #[lua(name = "Point")]
    Dot,
    Point,
    #[lua(get)]
    Square(f64),
    Rect {
        #[lua(skip, set)]
        w: f64,
        #[lua(name = "w2")]
        h: f64,
        w2: f64,
        #[lua(size)]
        d: f64,
    },
}

#[derive(UserData)]
#[lua(iter)]
enum Looped {
    One(i64),
}

fn main() {}
