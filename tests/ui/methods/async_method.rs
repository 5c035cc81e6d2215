use ferrolua::{UserData, methods};

#[derive(UserData)]
struct Loader;

#[methods]
impl Loader {
    async fn load(&self) {}

    #[lua(getter)]
    async fn size(&self) -> u32 {
        0
    }

    #[lua(constructor)]
    async fn open() -> Loader {
        Loader
    }

    #[lua(meta = "__len")]
    async fn length(&self) -> u32 {
        0
    }
}

fn main() {}
