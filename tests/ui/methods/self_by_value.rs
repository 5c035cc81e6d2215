use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Once;

#[methods]
impl Once {
    fn finish(self) {}
}

fn main() {}
