//! Traits that a type does not have, or that offer nothing.

use ferrolua::{UserData, methods};

trait Silent {}

#[methods]
trait Named {
    fn name(&self) -> String;
}

#[derive(UserData)]
#[lua(traits(Silent))]
struct Quiet {
    id: i64,
}

impl Silent for Quiet {}

#[derive(UserData)]
#[lua(traits(Named))]
struct Nameless {
    id: i64,
}

fn main() {}
