// How `remote` is written.
use std::net::Ipv4Addr;

use ferrolua::{UserData, methods};

#[derive(UserData)]
#[lua(remote)]
struct Nothing;

#[derive(UserData)]
#[lua(remote = "std::net::Ipv4Addr")]
struct Quoted;

#[derive(UserData)]
#[lua(remote = Ipv4Addr)]
struct Address;

#[methods(remote = Ipv4Addr)]
impl Address {
    fn is_private(this: &Ipv4Addr) -> bool {
        this.is_private()
    }
}

#[methods(remote)]
trait Named {}

#[derive(UserData)]
struct Host {
    #[lua(remote)]
    address: Ipv4Addr,
    #[lua(remote = "Address")]
    gateway: Ipv4Addr,
}

fn main() {}
