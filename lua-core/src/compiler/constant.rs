//! Constants as the compiler knows them, and those of a function.

use hashbrown::HashMap;

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

/// A constant as a key: floats by their bits, so that `0.0`, `-0.0` and `0` are three constants.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Nil,
    Boolean(bool),
    Integer(i64),
    Float(u64),
    String(Name),
}

impl Constant {
    fn key(self) -> Key {
        match self {
            Constant::Nil => Key::Nil,
            Constant::Boolean(boolean) => Key::Boolean(boolean),
            Constant::Integer(integer) => Key::Integer(integer),
            Constant::Float(float) => Key::Float(float.to_bits()),
            Constant::String(name) => Key::String(name),
        }
    }

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

/// The constants of a function, each once.
#[derive(Default)]
pub(super) struct Constants {
    list: Vec<Constant>,
    indices: HashMap<Key, usize>,
}

impl Constants {
    /// The index of a constant, added if it is new.
    pub(super) fn index(&mut self, constant: Constant) -> usize {
        let next = self.list.len();
        let index = *self.indices.entry(constant.key()).or_insert(next);
        if index == next {
            self.list.push(constant);
        }
        index
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
        self.indices.clear();
    }
}
