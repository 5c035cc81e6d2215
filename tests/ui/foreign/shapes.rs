// What a definition can be.
use std::cmp::Ordering;
use std::net::Ipv4Addr;

use ferrolua::UserData;

#[derive(UserData)]
#[lua(remote = Ordering)]
enum OrderingDefinition {
    Less,
}

#[derive(UserData)]
#[lua(remote = Vec<T>)]
struct VecDefinition<T>(T);

#[derive(UserData)]
#[lua(remote = Ipv4Addr)]
struct LentDefinition<'a> {
    text: &'a str,
}

#[derive(UserData)]
#[lua(remote = Ipv4Addr, traits(Named), skip_from_lua)]
struct Address {
    #[lua(skip)]
    octets: [u8; 4],
}

#[derive(UserData)]
#[lua(remote = Ipv4Addr, remote = Ordering)]
struct Twice;

fn main() {}
