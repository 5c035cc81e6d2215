// What a method borrows ends with the call.
use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Keeper {
    #[lua(skip)]
    text: &'static str,
}

#[methods]
impl Keeper {
    fn keep(&mut self, text: &'static str) {
        self.text = text;
    }

    fn keep_object(&mut self, other: &'static Keeper) {
        self.text = other.text;
    }
}

fn main() {}
