// A block is found by the derive of its type.
use ferrolua::{UserData, methods};

struct ByHand;

impl UserData for ByHand {}

#[methods]
impl ByHand {
    fn wave(&self) {}
}

fn main() {}
