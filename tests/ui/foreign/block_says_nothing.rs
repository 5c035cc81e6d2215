// A block of a definition says that it is one.
use std::net::Ipv4Addr;

use ferrolua::{UserData, methods};

#[derive(UserData)]
#[lua(remote = Ipv4Addr)]
struct Address;

#[methods]
impl Address {
    fn is_private(this: bool) -> bool {
        this
    }
}

fn main() {}
