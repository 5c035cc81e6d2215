use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Thing;

#[methods]
impl Thing {
    #[lua(constructor)]
    fn new(&self) {}

    #[lua(getter)]
    fn size() -> i64 {
        1
    }

    #[lua(meta = "call")]
    fn call(&self) {}
}

fn main() {}
