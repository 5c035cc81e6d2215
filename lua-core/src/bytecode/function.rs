//! `FunctionCode`: what the compiler makes of a function. Immutable, free of heap references, and so fit to
//! be shared by machines and threads.

use std::sync::Arc;

use super::instruction::Instruction;

/// The longest string that is interned: only such constants are keys of instructions that name a field.
pub(crate) const MAX_KEY: usize = 40;

/// A string or name of a function: a part of its `strings`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Text {
    start: u32,
    end: u32,
}

impl Text {
    /// The most bytes that the strings and names of a function may have.
    pub(crate) const MAX: usize = u32::MAX as usize;

    /// Appends bytes to a function's strings, which must not become longer than `MAX`.
    pub(crate) fn append(strings: &mut Vec<u8>, bytes: &[u8]) -> Text {
        let start = strings.len() as u32;
        strings.extend_from_slice(bytes);
        Text { start, end: strings.len() as u32 }
    }

    /// How many bytes.
    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A constant of a function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Constant {
    /// `nil`
    Nil,
    /// `false` or `true`
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A float.
    Float(f64),
    /// A string.
    String(Text),
}

/// Where a closure finds an upvalue when it is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct UpvalueDescriptor {
    /// The variable's name.
    pub(crate) name: Text,
    /// Whether it is a register of the enclosing function, else one of its upvalues.
    pub(crate) in_stack: bool,
    /// Which register or upvalue.
    pub(crate) index: u8,
}

/// A local variable and the instructions during which it lives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LocalVariable {
    /// The variable's name.
    pub(crate) name: Text,
    /// First instruction at which it lives.
    pub(crate) start: u32,
    /// First instruction at which it is dead.
    pub(crate) end: u32,
}

/// The code of one function.
#[derive(Debug, PartialEq)]
pub(crate) struct FunctionCode {
    /// The instructions.
    pub(crate) code: Box<[Instruction]>,
    /// The line of each instruction.
    pub(crate) lines: Box<[u32]>,
    /// The bytes of its strings and names, one after the other: many in one allocation.
    pub(crate) strings: Box<[u8]>,
    /// The constants.
    pub(crate) constants: Box<[Constant]>,
    /// The functions defined directly inside this one.
    pub(crate) children: Box<[Arc<FunctionCode>]>,
    /// The upvalues.
    pub(crate) upvalues: Box<[UpvalueDescriptor]>,
    /// The local variables in the order of their start, for error messages.
    pub(crate) locals: Box<[LocalVariable]>,
    /// The chunk's name, with its leading `@` or `=` if it has one.
    pub(crate) source: Arc<[u8]>,
    /// Line of `function`; 0 for a main chunk.
    pub(crate) line: u32,
    /// Line of the closing `end`.
    pub(crate) last_line: u32,
    /// How many fixed parameters.
    pub(crate) parameters: u8,
    /// Whether it takes varargs.
    pub(crate) is_vararg: bool,
    /// How many registers it needs.
    pub(crate) registers: u8,
}

impl FunctionCode {
    /// How many bytes the code takes, without the functions inside and the chunk's name.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<FunctionCode>()
            + size_of_val(&*self.code)
            + size_of_val(&*self.lines)
            + size_of_val(&*self.constants)
            + size_of_val(&*self.upvalues)
            + size_of_val(&*self.locals)
            + self.strings.len()
    }

    /// The bytes of a string or name.
    pub(crate) fn string(&self, text: Text) -> &[u8] {
        &self.strings[text.start as usize..text.end as usize]
    }

    /// The name of the `n`th (from 0) local variable that lives at `pc`, which is the one in register `n`.
    pub(crate) fn local_name(&self, n: usize, pc: usize) -> Option<&[u8]> {
        self.locals
            .iter()
            .take_while(|local| local.start as usize <= pc)
            .filter(|local| pc < local.end as usize)
            .nth(n)
            .map(|local| self.string(local.name))
    }
}
