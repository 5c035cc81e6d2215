// Where there is nothing that a definition could define.
use std::net::Ipv4Addr;

use ferrolua::{UserData, methods};

#[derive(UserData)]
#[lua(remote = Ipv4Addr)]
struct Address;

#[derive(UserData)]
struct Host {
    #[lua(skip, remote = Address)]
    address: Ipv4Addr,
    #[lua(extends, remote = Address)]
    gateway: Ipv4Addr,
}

#[derive(UserData)]
enum Route {
    Direct(#[lua(remote = Address)] Ipv4Addr),
}

#[derive(UserData)]
struct Network;

#[methods]
impl Network {
    #[lua(remote = Address)]
    fn close(&self) {}

    fn open(&self, #[lua(remote = Address)] name: &str) {
        let _ = name;
    }

    fn add(&self, #[lua(remote = Address)] addresses: &[u8]) {
        let _ = addresses;
    }
}

fn main() {}
