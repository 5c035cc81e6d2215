// The type must have what the attribute is about.
use ferrolua::UserData;

#[derive(UserData)]
#[lua(len)]
struct NoLength;

#[derive(UserData)]
#[lua(concat)]
struct NoDisplay;

#[derive(UserData)]
#[lua(index)]
struct NoIndex;

#[derive(UserData)]
#[lua(iter)]
struct NoItems;

#[derive(UserData)]
#[lua(iterator)]
struct NoIterator;

fn main() {}
