//! Rust data to Lua values and back by serde: `lua-serde` beside mlua's feature `serde`.

mod data;

use std::fmt::Debug;
use std::time::Instant;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Result;
use crate::comparison::{Cell, Comparison, FERROLUA, Row};
use crate::sampling::in_turn;

/// What is converted, as both engines want it.
trait Data: Serialize + DeserializeOwned + PartialEq + Debug {}

impl<T: Serialize + DeserializeOwned + PartialEq + Debug> Data for T {}

/// One engine's bridge. The APIs have the same names.
macro_rules! bridge {
    ($name:ident, $lua:path, $value:path, $extension:path) => {
        mod $name {
            use std::hint::black_box;

            use $extension as _;
            use $lua as Lua;
            use $value as Value;

            use super::Data;

            /// A machine, and the data as one of its values.
            pub struct Bridge {
                lua: Lua,
                value: Value,
            }

            impl Bridge {
                /// Makes the machine and the value, and sees that the data comes back as it was.
                pub fn new<T: Data>(data: &T) -> Bridge {
                    let lua = Lua::new();
                    let value = lua.to_value(data).unwrap();
                    assert_eq!(&lua.from_value::<T>(value.clone()).unwrap(), data);
                    Bridge { lua, value }
                }

                /// Converts the data to Lua.
                pub fn to_lua<T: Data>(&self, data: &T, count: usize) {
                    for _ in 0..count {
                        black_box(self.lua.to_value(black_box(data)).unwrap());
                    }
                }

                /// Converts the value to Rust.
                pub fn to_rust<T: Data>(&self, count: usize) {
                    for _ in 0..count {
                        black_box(self.lua.from_value::<T>(self.value.clone()).unwrap());
                    }
                }
            }
        }
    };
}

bridge!(ours, lua_core::Lua, lua_core::Value, ferrolua::LuaSerdeExt);
bridge!(theirs, mlua::Lua, mlua::Value, mlua::LuaSerdeExt);

/// Measures each kind of data `rounds` times in both directions, the engines in turn.
pub fn measure(rounds: usize) -> Result<Comparison> {
    let document = data::document();
    let size = serde_json::to_string(&document)?.len() as f64 / 1e6;
    let mut rows = Vec::new();
    rows.extend(measure_data("a struct of 8 fields", &data::order(1), 20_000, rounds)?);
    rows.extend(measure_data("1,000 integers", &data::integers(), 200, rounds)?);
    rows.extend(measure_data("1,000 structs", &data::orders(), 20, rounds)?);
    let name = format!("a document, {size:.1} MB as JSON");
    // The collector does not work in every document: with several, each sample has its share.
    rows.extend(measure_data(&name, &document, 10, rounds)?);
    Ok(Comparison {
        title: "serde".into(),
        rows_are: "data".into(),
        unit: "µs".into(),
        larger_is_better: false,
        has_mean: false,
        engines: vec!["mlua".into(), FERROLUA.into()],
        rows,
    })
}

/// The rows of one kind of data: to Lua and to Rust, of which `count` make a sample.
fn measure_data<T: Data>(name: &str, data: &T, count: usize, rounds: usize) -> Result<[Row; 2]> {
    let (theirs, ours) = (theirs::Bridge::new(data), ours::Bridge::new(data));
    let to_lua = in_turn(
        rounds,
        &mut [
            Box::new(|| Ok(timed(count, || theirs.to_lua(data, count)))),
            Box::new(|| Ok(timed(count, || ours.to_lua(data, count)))),
        ],
    )?;
    let to_rust = in_turn(
        rounds,
        &mut [
            Box::new(|| Ok(timed(count, || theirs.to_rust::<T>(count)))),
            Box::new(|| Ok(timed(count, || ours.to_rust::<T>(count)))),
        ],
    )?;
    let row = |direction: &str, samples: Vec<Vec<f64>>| Row {
        name: format!("{name}, {direction}"),
        cells: samples.into_iter().map(Cell::Samples).collect(),
    };
    Ok([row("to Lua", to_lua), row("to Rust", to_rust)])
}

/// Microseconds of one of the `count` operations that a call does.
fn timed(count: usize, operations: impl FnOnce()) -> f64 {
    let start = Instant::now();
    operations();
    start.elapsed().as_secs_f64() * 1e6 / count as f64
}
