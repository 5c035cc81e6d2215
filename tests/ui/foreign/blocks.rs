// The functions of a definition are about the foreign type, not about the definition.
use std::net::Ipv4Addr;

use ferrolua::{UserData, methods};

#[derive(UserData)]
#[lua(remote = Ipv4Addr)]
struct Address;

#[methods(remote)]
impl Address {
    fn is_private(&self) -> bool {
        true
    }

    fn home() -> Self {
        Address
    }

    fn same(this: &Ipv4Addr, other: Self) -> bool {
        let _ = (this, other);
        true
    }

    fn octet(#[lua(default)] this: &Ipv4Addr) -> u8 {
        this.octets()[0]
    }
}

#[methods(remote)]
impl<T> Address {
    fn other(this: &Ipv4Addr) {
        let _ = this;
    }
}

fn main() {}
