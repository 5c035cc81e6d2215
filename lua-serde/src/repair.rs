//! Reading on behind errors, to find all of a value's: each is repaired, and the whole is read again, up to the next.
//!
//! serde ends at the first error, and nobody but the type can tell what would have done in its place. But the type says
//! that as it reads: who asks for a `u16` takes any `u16`. So a repaired entry gives whatever it is asked for.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::de::{Reading, read};
use crate::error::{Error, Remedy};
use lua_core::{Function, Lua, Value};

/// More errors are not looked for.
const MAX_ERRORS: usize = 100;

/// Which variants of an enum are tried for a placeholder, from 0 on.
const MAX_VARIANT: u32 = 16;

/// How often a value is read at most.
const MAX_ROUNDS: usize = 1000;

/// How many entries are read in all of this: errors in large data are not all looked for.
const MAX_ENTRIES: usize = 10_000_000;

/// What is read in place of what is wrong. The entries of tables are numbered in the order in which they are read, from 1
/// on; the whole value is 0.
#[derive(Default)]
pub(crate) struct Repairs {
    /// How many entries were read.
    read: Cell<usize>,
    /// The entry whose value is being read.
    current: Cell<usize>,
    of: BTreeMap<usize, Repair>,
    /// Whether a placeholder had to be an enum.
    pub(crate) met_enum: Cell<bool>,
    /// Stands for every function.
    pub(crate) function: Option<Value>,
}

/// What is changed about an entry.
#[derive(Default)]
pub(crate) struct Repair {
    /// Its value is a placeholder.
    pub(crate) is_replaced: bool,
    /// It is left out.
    pub(crate) is_skipped: bool,
    /// Fields that its table has besides, or its placeholder.
    pub(crate) added: Vec<&'static str>,
    /// Which variant its placeholder is of.
    pub(crate) variant: u32,
}

impl Repairs {
    /// The number of the next entry.
    pub(crate) fn next(&self) -> usize {
        self.read.set(self.read.get() + 1);
        self.read.get()
    }

    /// Begins to read the value of an entry.
    pub(crate) fn begin(&self, entry: usize) {
        self.current.set(entry);
    }

    /// The entry whose value is being read.
    pub(crate) fn current(&self) -> usize {
        self.current.get()
    }

    pub(crate) fn of(&self, entry: usize) -> Option<&Repair> {
        self.of.get(&entry)
    }

    /// Repairs an error, and says whether it is one of the data and not of an earlier repair; `None` if that cannot be
    /// done.
    fn repair(&mut self, error: &Error) -> (bool, Option<()>) {
        let entry = error.trail().first().copied().unwrap_or(0);
        let repair = self.of.entry(entry).or_default();
        let is_new = !error.is_of_placeholder();
        match error.remedy() {
            Remedy::Add(field) if !repair.added.contains(&field) => {
                repair.added.push(field);
                return (is_new, Some(()));
            }
            Remedy::Skip | Remedy::Ignore if is_new && entry > 0 && !repair.is_skipped => {
                repair.is_skipped = true;
                return (true, Some(()));
            }
            _ => {}
        }
        if !is_new && self.met_enum.get() && repair.variant < MAX_VARIANT {
            repair.variant += 1;
            return (false, Some(()));
        }
        let entry = match is_new {
            true => entry,
            // No placeholder will do, so there is one for all around it.
            false => error.trail().get(1).copied().unwrap_or(0),
        };
        if entry == 0 {
            return (is_new, None);
        }
        self.of.retain(|other, _| *other < entry);
        self.of.insert(entry, Repair { is_replaced: true, ..Repair::default() });
        (is_new, Some(()))
    }
}

/// Reads a value with all its errors. There is data if all of them could be repaired.
pub(crate) fn read_all<T: DeserializeOwned>(
    lua: &Lua,
    value: &Value,
    reading: Reading,
) -> lua_core::Result<(Option<T>, Vec<Error>)> {
    let function = Function::wrap(|| ());
    let function = lua_core::IntoLua::into_lua(function, lua)?;
    let mut repairs = Repairs { function: Some(function), ..Repairs::default() };
    let mut errors = Vec::new();
    let mut entries = 0;
    for _ in 0..MAX_ROUNDS {
        repairs.read.set(0);
        repairs.current.set(0);
        repairs.met_enum.set(false);
        let (result, used) = read::<T>(value, reading, Some(repairs), None);
        repairs = used.unwrap_or_default();
        let error = match result {
            Ok(data) => return Ok((Some(data), errors)),
            Err(error) => error,
        };
        let (is_new, repaired) = repairs.repair(&error);
        if is_new {
            errors.push(error);
        }
        entries += repairs.read.get();
        if repaired.is_none() || errors.len() >= MAX_ERRORS || entries >= MAX_ENTRIES {
            break;
        }
    }
    Ok((None, errors))
}
