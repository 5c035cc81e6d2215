use ferrolua::{Lua, UserData, Value, methods};

#[derive(UserData)]
struct Number(f64);

#[methods]
impl Number {
    #[lua(unm)]
    fn minus(&self, other: f64) -> f64 {
        self.0 - other
    }

    #[lua(idiv)]
    fn floor_divide(_: &Lua, a: &Number, b: f64, rounding: f64) -> f64 {
        (a.0 / b + rounding).floor()
    }

    #[lua(pow)]
    fn square(&self) -> f64 {
        self.0 * self.0
    }

    #[lua(len)]
    fn digits() -> usize {
        10
    }

    #[lua(meta = "__newindex")]
    fn set(&mut self, key: Value) {
        let _ = key;
    }

    // These are right.
    #[lua(bnot)]
    fn inverse(&self, again: Option<i64>) -> f64 {
        again.map_or(1.0 / self.0, |_| self.0)
    }

    #[lua(call)]
    fn call(&self, a: f64, b: f64, c: f64) -> f64 {
        self.0 + a + b + c
    }

    #[lua(add)]
    fn sum(#[lua(rest)] all: Vec<f64>) -> f64 {
        all.into_iter().sum()
    }
}

fn main() {}
