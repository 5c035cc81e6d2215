//! Times the border between Rust and Lua, ours and mlua's in turn, and prints the ratios.
//!
//! `cargo run --release` in this folder. Each row is the median of interleaved rounds, in nanoseconds per
//! operation; a ratio above 1 means that ours is faster.

use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 15;

/// One engine's side of every row.
trait Side {
    /// Runs `count` operations of the row.
    fn run(&mut self, row: Row, count: u64);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    CallRustScalars,
    CallRustStr,
    CallLua,
    MethodCall,
    FieldGet,
    FieldSet,
    OperatorAdd,
    TableGetSet,
    Pairs,
    ErrThroughPcall,
    NewVm,
}

const ROWS: &[(Row, &str, u64)] = &[
    (Row::CallRustScalars, "Lua calls Rust (i64, i64)", 300_000),
    (Row::CallRustStr, "Lua calls Rust with a string", 300_000),
    (Row::CallLua, "Rust calls Lua (i64, i64)", 200_000),
    (Row::MethodCall, "userdata method", 300_000),
    (Row::FieldGet, "userdata field read", 300_000),
    (Row::FieldSet, "userdata field write", 300_000),
    (Row::OperatorAdd, "userdata + userdata", 200_000),
    (Row::TableGetSet, "table set and get from Rust", 200_000),
    (Row::Pairs, "pairs from Rust, per entry", 200_000),
    (Row::ErrThroughPcall, "Rust Err through pcall", 20_000),
    (Row::NewVm, "new machine and drop", 300),
];

/// The Lua loops that both engines run.
const LOOPS: &str = r#"
    function scalars(n) local f, s = add, 0 for i = 1, n do s = f(s, i) end return s end
    function strings(n) local f, s = length, 0 for i = 1, n do s = s + f("hello world") end return s end
    function methods(n) local v, s = point, 0 for i = 1, n do s = s + v:sum(i) end return s end
    function reads(n) local v, s = point, 0 for i = 1, n do s = s + v.x end return s end
    function writes(n) local v = point for i = 1, n do v.x = i end end
    function adds(n) local a, b = point, point for i = 1, n do b = a + point end return b end
    function errors(n) local f, p = fail, pcall for i = 1, n do p(f) end end
    function plus(a, b) return a + b end
"#;

macro_rules! side {
    ($name:ident, $engine:ident, $length:expr) => {
        mod $name {
            use super::{LOOPS, Row, Side, black_box};
            use $engine::{
                Error, Function, Lua, MetaMethod, Table, UserData, UserDataFields, UserDataMethods,
                UserDataRef,
            };

            #[derive(Clone, Copy)]
            struct Point {
                x: f64,
                y: f64,
            }

            impl UserData for Point {
                fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
                    fields.add_field_method_get("x", |_, this| Ok(this.x));
                    fields.add_field_method_set("x", |_, this, x: f64| {
                        this.x = x;
                        Ok(())
                    });
                }

                fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
                    methods.add_method("sum", |_, this, n: f64| Ok(this.x + this.y + n));
                    methods.add_meta_method(
                        MetaMethod::Add,
                        |_, this, other: UserDataRef<Point>| {
                            Ok(Point { x: this.x + other.x, y: this.y + other.y })
                        },
                    );
                }
            }

            pub struct Engine {
                lua: Lua,
                functions: Vec<(Row, Function)>,
                plus: Function,
                table: Table,
                large: Table,
            }

            impl Engine {
                pub fn new() -> Engine {
                    let lua = Lua::new();
                    let globals = lua.globals();
                    let add = lua.create_function(|_, (a, b): (i64, i64)| Ok(a.wrapping_add(b)));
                    globals.set("add", add.unwrap()).unwrap();
                    globals.set("length", ($length)(&lua)).unwrap();
                    let fail = lua.create_function(|_, ()| -> $engine::Result<()> {
                        Err(Error::runtime("no"))
                    });
                    globals.set("fail", fail.unwrap()).unwrap();
                    globals.set("point", Point { x: 1.0, y: 2.0 }).unwrap();
                    lua.load(LOOPS).exec().unwrap();
                    let function = |name: &str| globals.get::<Function>(name).unwrap();
                    let large = lua.create_table().unwrap();
                    for i in 0..10_000 {
                        large.raw_set(i + 1, i).unwrap();
                    }
                    Engine {
                        functions: vec![
                            (Row::CallRustScalars, function("scalars")),
                            (Row::CallRustStr, function("strings")),
                            (Row::MethodCall, function("methods")),
                            (Row::FieldGet, function("reads")),
                            (Row::FieldSet, function("writes")),
                            (Row::OperatorAdd, function("adds")),
                            (Row::ErrThroughPcall, function("errors")),
                        ],
                        plus: function("plus"),
                        table: lua.create_table().unwrap(),
                        large,
                        lua,
                    }
                }
            }

            impl Side for Engine {
                fn run(&mut self, row: Row, count: u64) {
                    match row {
                        Row::CallLua => {
                            let mut sum = 0;
                            for i in 0..count as i64 {
                                sum = self.plus.call::<i64>((sum, i)).unwrap();
                            }
                            black_box(sum);
                        }
                        Row::TableGetSet => {
                            for i in 0..count as i64 {
                                self.table.set("key", i).unwrap();
                                black_box(self.table.get::<i64>("key").unwrap());
                            }
                        }
                        Row::Pairs => {
                            for _ in 0..count / 10_000 {
                                for pair in self.large.pairs::<i64, i64>() {
                                    black_box(pair.unwrap());
                                }
                            }
                        }
                        Row::NewVm => {
                            for _ in 0..count {
                                black_box(Lua::new());
                            }
                        }
                        row => {
                            let found = self.functions.iter().find(|(of, _)| *of == row);
                            let (_, function) = found.unwrap();
                            function.call::<()>(count).unwrap();
                        }
                    }
                    black_box(&self.lua);
                }
            }
        }
    };
}

side!(ours, lua_core, |lua: &lua_core::Lua| {
    let length = lua_core::Function::wrap(|text: &str| text.len() as i64);
    lua.pack(length).unwrap()
});
side!(theirs, mlua, |lua: &mlua::Lua| {
    lua.create_function(|_, text: mlua::BorrowedStr| Ok(text.len() as i64)).unwrap()
});

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

/// Resident memory of this process, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// Memory of one new machine, from the growth of the process over many.
fn memory<T>(make: impl Fn() -> T) -> usize {
    const MANY: usize = 2000;
    let before = resident();
    let machines: Vec<T> = (0..MANY).map(|_| make()).collect();
    let after = resident();
    // They stay: the next measurement must not find their memory free.
    std::mem::forget(machines);
    after.saturating_sub(before) / MANY
}

fn main() {
    // First of all: later on the process has memory to spare that it got before.
    let (mine, others) = (memory(lua_core::Lua::new), memory(mlua::Lua::new));
    println!(
        "{:<32} {mine:>10} {others:>10} {:>8.2}",
        "bytes of a new machine",
        others as f64 / mine as f64
    );
    let mut ours = ours::Engine::new();
    let mut theirs = theirs::Engine::new();
    println!("{:<32} {:>10} {:>10} {:>8}", "ns per operation", "ours", "mlua", "ratio");
    for &(row, name, count) in ROWS {
        let (mut mine, mut others) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            for (side, samples) in
                [(&mut ours as &mut dyn Side, &mut mine), (&mut theirs, &mut others)]
            {
                let start = Instant::now();
                side.run(row, count);
                samples.push(start.elapsed().as_nanos() as f64 / count as f64);
            }
        }
        let (mine, others) = (median(mine), median(others));
        println!("{name:<32} {mine:>10.1} {others:>10.1} {:>8.2}", others / mine);
    }
}
