//! `math` (manual 6.7).

use std::collections::hash_map::RandomState;
use std::f64::consts::PI;
use std::hash::{BuildHasher, Hasher};

use super::random::Xoshiro;
use super::{open_table, set_field};
use crate::num::Number;
use crate::num::convert::float_to_integer;
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Value};
use crate::vm::metamethod;

/// The functions of the library.
pub(super) static FUNCTIONS: [NativeFunction; 23] = [
    NativeFunction { name: "math.abs", function: abs },
    NativeFunction { name: "math.acos", function: acos },
    NativeFunction { name: "math.asin", function: asin },
    NativeFunction { name: "math.atan", function: atan },
    NativeFunction { name: "math.ceil", function: ceil },
    NativeFunction { name: "math.cos", function: cos },
    NativeFunction { name: "math.deg", function: deg },
    NativeFunction { name: "math.exp", function: exp },
    NativeFunction { name: "math.floor", function: floor },
    NativeFunction { name: "math.fmod", function: fmod },
    NativeFunction { name: "math.log", function: log },
    NativeFunction { name: "math.max", function: max },
    NativeFunction { name: "math.min", function: min },
    NativeFunction { name: "math.modf", function: modf },
    NativeFunction { name: "math.rad", function: rad },
    NativeFunction { name: "math.random", function: random },
    NativeFunction { name: "math.randomseed", function: randomseed },
    NativeFunction { name: "math.sin", function: sin },
    NativeFunction { name: "math.sqrt", function: sqrt },
    NativeFunction { name: "math.tan", function: tan },
    NativeFunction { name: "math.tointeger", function: tointeger },
    NativeFunction { name: "math.type", function: number_type },
    NativeFunction { name: "math.ult", function: ult },
];

/// Opens the library and seeds its generator.
pub(super) fn open(state: &State) {
    let constants = [
        ("huge", Value::from_float(f64::INFINITY)),
        ("maxinteger", Value::from_integer(i64::MAX)),
        ("mininteger", Value::from_integer(i64::MIN)),
        ("pi", Value::from_float(PI)),
    ];
    let table = open_table(state, "math", &FUNCTIONS, constants.len());
    for (name, value) in constants {
        set_field(state, table, name, value);
    }
    let (n1, n2) = match state.extra.seed.get() {
        Some(seed) => (seed, 0),
        None => unpredictable_seed(),
    };
    state.extra.random.set(Xoshiro::seeded(n1, n2).state());
}

/// Applies a function from float to float to the first argument.
#[inline(always)]
fn map_float(call: &mut Call<'_>, function: fn(f64) -> f64) -> Result<Returns, LuaError> {
    let x = call.float(1)?;
    call.one(Value::from_float(function(x)))
}

/// A float without a fraction, as an integer if it fits one.
fn whole_number(float: f64) -> Value {
    float_to_integer(float).map_or(Value::from_float(float), Value::from_integer)
}

/// Rounds the first argument; an integer stays as it is.
#[inline(always)]
fn round(call: &mut Call<'_>, function: fn(f64) -> f64) -> Result<Returns, LuaError> {
    let x = call.get(1);
    if x.as_integer().is_some() {
        return call.one(x);
    }
    let rounded = function(call.float(1)?);
    call.one(whole_number(rounded))
}

/// `math.abs (x)` — manual 6.7.
fn abs(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    match call.get(1).as_integer() {
        Some(integer) => call.one(Value::from_integer(integer.wrapping_abs())),
        None => map_float(call, f64::abs),
    }
}

/// `math.acos (x)` — manual 6.7.
fn acos(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, f64::acos)
}

/// `math.asin (x)` — manual 6.7.
fn asin(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, f64::asin)
}

/// `math.atan (y [, x])` — manual 6.7.
fn atan(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (y, x) = (call.float(1)?, call.float_or(2, 1.0)?);
    call.one(Value::from_float(y.atan2(x)))
}

/// `math.ceil (x)` — manual 6.7.
fn ceil(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    round(call, f64::ceil)
}

/// `math.cos (x)` — manual 6.7.
fn cos(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, f64::cos)
}

/// `math.deg (x)` — manual 6.7.
fn deg(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, |x| x * (180.0 / PI))
}

/// `math.exp (x)` — manual 6.7.
fn exp(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, f64::exp)
}

/// `math.floor (x)` — manual 6.7.
fn floor(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    round(call, f64::floor)
}

/// `math.fmod (x, y)` — manual 6.7.
fn fmod(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let remainder = match (call.get(1).as_integer(), call.get(2).as_integer()) {
        (Some(_), Some(0)) => return Err(call.argument_error(2, "zero")),
        (Some(x), Some(y)) => Value::from_integer(x.wrapping_rem(y)),
        _ => {
            // C compilers check the second argument first.
            let y = call.float(2)?;
            Value::from_float(call.float(1)? % y)
        }
    };
    call.one(remainder)
}

/// `math.log (x [, base])` — manual 6.7.
fn log(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let x = call.float(1)?;
    let logarithm = if call.get(2).is_nil() {
        x.ln()
    } else {
        match call.float(2)? {
            2.0 => x.log2(),
            10.0 => x.log10(),
            base => x.ln() / base.ln(),
        }
    };
    call.one(Value::from_float(logarithm))
}

/// `math.max (x, ···)` — manual 6.7.
fn max(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let mut greatest = call.any(1)?;
    for position in 2..=call.count() {
        let x = call.get(position);
        if metamethod::less_than(call.state(), greatest, x)? {
            greatest = x;
        }
    }
    call.one(greatest)
}

/// `math.min (x, ···)` — manual 6.7.
fn min(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let mut least = call.any(1)?;
    for position in 2..=call.count() {
        let x = call.get(position);
        if metamethod::less_than(call.state(), x, least)? {
            least = x;
        }
    }
    call.one(least)
}

/// `math.modf (x)` — manual 6.7.
fn modf(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let x = call.get(1);
    if x.as_integer().is_some() {
        return call.many(&[x, Value::from_float(0.0)]);
    }
    let x = call.float(1)?;
    let whole = x.trunc();
    // An infinity has no fraction, and the difference would be no number.
    let fraction = if x == whole { 0.0 } else { x - whole };
    call.many(&[whole_number(whole), Value::from_float(fraction)])
}

/// `math.rad (x)` — manual 6.7.
fn rad(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, |x| x * (PI / 180.0))
}

/// `math.random ([m [, n]])` — manual 6.7.
fn random(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (low, up) = match call.count() {
        0 => {
            let float = draw(call.state(), Xoshiro::float);
            return call.one(Value::from_float(float));
        }
        1 => (1, call.integer(1)?),
        2 => (call.integer(1)?, call.integer(2)?),
        _ => return Err(call.error("wrong number of arguments")),
    };
    if call.count() == 1 && up == 0 {
        let bits = draw(call.state(), Xoshiro::next_u64);
        return call.one(Value::from_integer(bits as i64));
    }
    if low > up {
        return Err(call.argument_error(1, "interval is empty"));
    }
    let integer = draw(call.state(), |generator| generator.in_range(low, up));
    call.one(Value::from_integer(integer))
}

/// Draws from the machine's generator.
#[inline]
fn draw<T>(state: &State, draw: impl FnOnce(&mut Xoshiro) -> T) -> T {
    let mut generator = Xoshiro::from_state(state.extra.random.get());
    let drawn = draw(&mut generator);
    state.extra.random.set(generator.state());
    drawn
}

/// `math.randomseed ([x [, y]])` — manual 6.7.
fn randomseed(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (n1, n2) = match call.has(1) {
        true => (call.integer(1)? as u64, call.integer_or(2, 0)? as u64),
        false if call.state().extra.seed.get().is_some() => {
            let mut generator = Xoshiro::from_state(call.state().extra.random.get());
            (generator.next_u64(), generator.next_u64())
        }
        false => unpredictable_seed(),
    };
    call.state().extra.random.set(Xoshiro::seeded(n1, n2).state());
    call.many(&[Value::from_integer(n1 as i64), Value::from_integer(n2 as i64)])
}

/// A seed in two parts that differs from run to run and from machine to machine.
fn unpredictable_seed() -> (u64, u64) {
    let keys = RandomState::new();
    let part = |number: u8| {
        let mut hasher = keys.build_hasher();
        hasher.write_u8(number);
        hasher.finish()
    };
    (part(1), part(2))
}

/// `math.sin (x)` — manual 6.7.
fn sin(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, f64::sin)
}

/// `math.sqrt (x)` — manual 6.7.
fn sqrt(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, f64::sqrt)
}

/// `math.tan (x)` — manual 6.7.
fn tan(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    map_float(call, f64::tan)
}

/// `math.tointeger (x)` — manual 6.7.
fn tointeger(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let integer = metamethod::to_integer(call.state(), call.any(1)?);
    call.one(integer.map_or(Value::NIL, Value::from_integer))
}

/// `math.type (x)` — manual 6.7.
fn number_type(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    match call.any(1)?.as_number() {
        Some(Number::Integer(_)) => call.one_string(b"integer"),
        Some(Number::Float(_)) => call.one_string(b"float"),
        None => call.one(Value::NIL),
    }
}

/// `math.ult (m, n)` — manual 6.7.
fn ult(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (m, n) = (call.integer(1)?, call.integer(2)?);
    call.one(Value::from_boolean((m as u64) < n as u64))
}
