//! Constants as the compiler knows them, and those of a function.

use hashbrown::HashMap;

use super::Compiler;
use crate::bytecode::{self, Text};
use crate::syntax::{Name, Names};

/// A constant, whose string is that of the source.
#[derive(Debug, Clone, Copy)]
pub(super) enum Constant {
    Nil,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(Name),
}

/// A constant that is no string as a key: floats by their bits, so that `0.0`, `-0.0` and `0` are three constants.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Nil,
    Boolean(bool),
    Integer(i64),
    Float(u64),
}

impl Constant {
    /// The constant as a function's code has it; its string goes to those of the function.
    fn stored(self, names: &Names, strings: &mut Vec<u8>) -> bytecode::Constant {
        match self {
            Constant::Nil => bytecode::Constant::Nil,
            Constant::Boolean(boolean) => bytecode::Constant::Boolean(boolean),
            Constant::Integer(integer) => bytecode::Constant::Integer(integer),
            Constant::Float(float) => bytecode::Constant::Float(float),
            Constant::String(name) => {
                bytecode::Constant::String(Text::append(strings, names.bytes(name)))
            }
        }
    }
}

/// Which constant a string is, in the function that last had it.
#[derive(Clone, Copy, Default)]
struct StringIndex {
    /// One more than how many functions are around that function; 0 if there is none.
    owner: u32,
    index: u32,
}

/// Which constant of the function being compiled each string is, by its number.
///
/// PERF: strings are most of the constants, and need no hash table this way: a quarter of compiling many different
/// ones.
#[derive(Default)]
pub(super) struct StringIndices(Vec<StringIndex>);

/// The constants of a function, each once.
#[derive(Default)]
pub(super) struct Constants {
    list: Vec<Constant>,
    others: HashMap<Key, usize>,
    /// What is known of the strings among them in a function outside.
    hidden: Vec<StringIndex>,
}

impl Constants {
    fn string(&mut self, name: Name, owner: u32, indices: &mut StringIndices) -> usize {
        if name.number() >= indices.0.len() {
            indices.0.resize(name.room(), StringIndex::default());
        }
        let known = &mut indices.0[name.number()];
        if known.owner != owner {
            self.hidden.push(*known);
            *known = StringIndex { owner, index: self.list.len() as u32 };
            self.list.push(Constant::String(name));
        }
        known.index as usize
    }

    fn other(&mut self, key: Key, constant: Constant) -> usize {
        let next = self.list.len();
        let index = *self.others.entry(key).or_insert(next);
        if index == next {
            self.list.push(constant);
        }
        index
    }

    /// Forgets which constants the strings are, as the function is complete.
    pub(super) fn forget(&mut self, indices: &mut StringIndices) {
        let mut hidden = self.hidden.drain(..);
        for constant in &self.list {
            if let Constant::String(name) = constant {
                indices.0[name.number()] = hidden.next().expect("one for each string");
            }
        }
    }

    /// The constants as a function's code has them; their strings go to those of the function.
    pub(super) fn stored(&self, names: &Names, strings: &mut Vec<u8>) -> Box<[bytecode::Constant]> {
        self.list.iter().map(|constant| constant.stored(names, strings)).collect()
    }

    /// For how many constants there is memory.
    pub(super) fn capacity(&self) -> usize {
        self.list.capacity()
    }

    /// Removes all, but keeps their memory.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.others.clear();
        self.hidden.clear();
    }
}

impl Compiler<'_> {
    /// The index of a constant of the function being compiled, added if it is new.
    pub(super) fn constant(&mut self, constant: Constant) -> usize {
        let key = match constant {
            Constant::Nil => Key::Nil,
            Constant::Boolean(boolean) => Key::Boolean(boolean),
            Constant::Integer(integer) => Key::Integer(integer),
            Constant::Float(float) => Key::Float(float.to_bits()),
            Constant::String(name) => return self.string_constant(name),
        };
        self.function.constants.other(key, constant)
    }

    /// The index of a string constant.
    pub(super) fn string_constant(&mut self, name: Name) -> usize {
        let owner = self.outer.len() as u32 + 1;
        self.function.constants.string(name, owner, &mut self.string_indices)
    }
}
