// Values of foreign types whose definition is not named.
use std::net::Ipv4Addr;

use ferrolua::{UserData, methods};

#[derive(UserData)]
#[lua(remote = Ipv4Addr, add)]
struct Address;

#[derive(UserData)]
struct Host;

#[methods]
impl Host {
    fn ping(&self, address: &Ipv4Addr) {
        let _ = address;
    }

    fn resolve(&self, address: Ipv4Addr) {
        let _ = address;
    }

    fn address(&self) -> Ipv4Addr {
        Ipv4Addr::LOCALHOST
    }
}

#[methods(remote)]
impl Address {
    fn visit(this: &Ipv4Addr, other: &std::net::Ipv6Addr) -> std::net::Ipv6Addr {
        let _ = this;
        *other
    }
}

fn main() {}
