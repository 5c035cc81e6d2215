//! The border between Rust and Lua: what one operation across it takes.
//!
//! All engines live in this process and take their turns. mlua and ferrolua run the same source
//! (`alike.rs`); what is natural with luars is written for it (`luars.rs`).

mod alike;
mod luars;
mod memory;

use std::time::Instant;

use crate::comparison::{Cell, Comparison, FERROLUA, Row};
use crate::sampling::{Measure, in_turn};

/// What is done across the border.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    CallRustScalars,
    CallRustStr,
    CallLua,
    MethodCall,
    FieldGet,
    FieldSet,
    OperatorAdd,
    TableGetSet,
    Pairs,
    ForEach,
    ErrThroughPcall,
    NewVm,
}

/// Each operation, its name, and how many make a sample.
const OPERATIONS: &[(Operation, &str, u64)] = &[
    (Operation::CallRustScalars, "Lua calls Rust, two integers", 300_000),
    (Operation::CallRustStr, "Lua calls Rust, a string", 300_000),
    (Operation::CallLua, "Rust calls Lua, two integers", 200_000),
    (Operation::MethodCall, "userdata method", 300_000),
    (Operation::FieldGet, "userdata field read", 300_000),
    (Operation::FieldSet, "userdata field write", 300_000),
    (Operation::OperatorAdd, "`+` of two userdata", 200_000),
    (Operation::TableGetSet, "table set and get from Rust", 200_000),
    (Operation::Pairs, "`pairs` from Rust, an entry", 200_000),
    (Operation::ForEach, "all entries visited by Rust, an entry", 200_000),
    (Operation::ErrThroughPcall, "an `Err` through `pcall`", 20_000),
    (Operation::NewVm, "a new machine and its drop", 300),
];

/// The entries of the table that `pairs` goes through.
const ENTRIES: i64 = 10_000;

/// The Lua loops that all engines run.
const LOOPS: &str = r#"
    function scalars(n) local f, s = add, 0 for i = 1, n do s = f(s, i) end return s end
    function strings(n)
        local f, s = length, 0 for i = 1, n do s = s + f("hello world") end return s
    end
    function methods(n) local v, s = point, 0 for i = 1, n do s = s + v:sum(i) end return s end
    function reads(n) local v, s = point, 0 for i = 1, n do s = s + v.x end return s end
    function writes(n) local v = point for i = 1, n do v.x = i end end
    function adds(n) local a, b = point, point for i = 1, n do b = a + point end return b end
    function errors(n) local f, p = fail, pcall for i = 1, n do p(f) end end
    function plus(a, b) return a + b end
"#;

/// The loop in which Lua does an operation; the others are loops of Rust.
fn loop_of(operation: Operation) -> Option<&'static str> {
    match operation {
        Operation::CallRustScalars => Some("scalars"),
        Operation::CallRustStr => Some("strings"),
        Operation::MethodCall => Some("methods"),
        Operation::FieldGet => Some("reads"),
        Operation::FieldSet => Some("writes"),
        Operation::OperatorAdd => Some("adds"),
        Operation::ErrThroughPcall => Some("errors"),
        _ => None,
    }
}

/// One engine's side of every operation.
trait Side {
    /// Runs an operation `count` times.
    fn run(&mut self, operation: Operation, count: u64);

    /// Why the engine cannot do an operation, if so.
    fn lacks(&self, _: Operation) -> Option<&'static str> {
        None
    }
}

/// Measures every operation `rounds` times on every engine, in turn, and the memory of a new
/// machine.
pub fn measure(rounds: usize) -> Comparison {
    // First of all: later on the process has memory to spare that it got before.
    let mut memory = memory::rows();
    let mut sides: [(&str, Box<dyn Side>); 3] = [
        ("mlua", Box::new(alike::mlua::Engine::new())),
        (FERROLUA, Box::new(alike::ferrolua::Engine::new())),
        ("luars", Box::new(luars::Engine::new())),
    ];
    let mut rows = Vec::new();
    for &(operation, name, count) in OPERATIONS {
        let mut measures: Vec<Measure<'_>> = Vec::new();
        let lacking = sides.each_ref().map(|(_, side)| side.lacks(operation));
        for ((_, side), lacking) in sides.iter_mut().zip(lacking) {
            if lacking.is_some() {
                continue;
            }
            measures.push(Box::new(move || {
                let start = Instant::now();
                side.run(operation, count);
                Ok(start.elapsed().as_nanos() as f64 / count as f64)
            }));
        }
        let samples = in_turn(rounds, &mut measures).expect("clocks do not fail");
        let mut samples = samples.into_iter().map(Cell::Samples);
        let cells = lacking.into_iter().filter_map(|lacking| match lacking {
            Some(reason) => Some(Cell::Missing(reason.into())),
            None => samples.next(),
        });
        let cells = cells.collect();
        rows.push(Row { name: name.into(), cells });
    }
    rows.append(&mut memory);
    Comparison {
        title: "The border".into(),
        rows_are: "operation".into(),
        unit: "ns".into(),
        larger_is_better: false,
        has_mean: false,
        engines: sides.iter().map(|(name, _)| name.to_string()).collect(),
        rows,
    }
}
