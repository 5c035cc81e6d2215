use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Loader;

#[methods]
impl Loader {
    async fn load(&self) {}
}

fn main() {}
