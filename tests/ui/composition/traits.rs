//! Misuse of traits.

use ferrolua::{UserData, methods};

#[methods(object)]
trait Holds<T: Clone> {
    fn has(&self, #[lua(rest)] item: i64) -> bool;
}

#[methods]
trait Made {
    #[lua(constructor)]
    fn make() -> Self;

    fn pick<T>(&self, item: T) -> bool;
}

#[derive(UserData)]
#[lua(traits())]
struct None {
    id: i64,
}

#[derive(UserData)]
#[lua(traits(Made))]
struct View<'a> {
    #[lua(skip)]
    name: &'a str,
}

struct Thing;

#[methods(object)]
impl Thing {}

fn main() {}
