// A definition of another type, and none at all.
use std::net::{Ipv4Addr, Ipv6Addr};

use ferrolua::UserData;

#[derive(UserData)]
#[lua(remote = Ipv4Addr)]
struct Address;

struct Nothing;

#[derive(UserData)]
struct Host {
    #[lua(remote = Address)]
    address: Ipv6Addr,
    #[lua(remote = Nothing)]
    gateway: Ipv4Addr,
}

fn main() {}
