//! The resident memory of a machine that has just been made.

use crate::comparison::{Cell, Row};

/// Machines of one sample.
const MANY: usize = 2000;

/// The row, with the engines in the order of the other rows.
pub fn rows() -> Vec<Row> {
    let cells = [of_one(mlua::Lua::new), of_one(lua_core::Lua::new), of_one(super::luars::machine)];
    vec![Row { name: "a new machine's memory, bytes".into(), cells: cells.into() }]
}

/// Resident memory of this process, in bytes, where the system tells.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<usize>().ok()? * 1024)
}

/// Memory of one new machine, from the growth of the process over many.
fn of_one<T>(make: impl Fn() -> T) -> Cell {
    let before = resident();
    let machines: Vec<T> = (0..MANY).map(|_| make()).collect();
    let after = resident();
    // They stay: the next measurement must not find their memory free.
    std::mem::forget(machines);
    match (before, after) {
        (Some(before), Some(after)) => {
            Cell::Samples(vec![(after.saturating_sub(before) / MANY) as f64])
        }
        _ => Cell::Missing("this system does not tell a process its resident memory".into()),
    }
}
