use std::rc::Rc;

use ferrolua::{Lua, UserData, Variadic, methods};

#[derive(UserData)]
struct Player;

#[methods]
impl Player {
    fn generic<T>(&self, value: T) {
        let _ = value;
    }

    unsafe fn trust_me(&self) {}

    fn shared(self: Rc<Self>) {}

    fn machine_last(&self, _: i64, _: &Lua) {}

    fn rest_first(&self, _: Variadic<i64>, _: i64) {}

    fn slice(&self, _: &[i64]) {}

    fn anything(&self, _: &dyn std::any::Any) {}

    fn default_of_userdata(&self, #[lua(default)] _: &Player) {}

    fn default_of_option(&self, #[lua(default = None)] _: Option<i64>) {}
}

fn main() {}
