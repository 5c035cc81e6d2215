//! Bytecode: the opcode table, the encoding of instructions, the code of a function. Plain data.

mod dump;
mod function;
mod instruction;
mod opcode;
mod undump;
mod verify;

pub(crate) use dump::dump;
pub(crate) use function::{
    Constant, FunctionCode, LocalVariable, MAX_KEY, Text, UpvalueDescriptor,
};
pub(crate) use instruction::Instruction;
pub(crate) use opcode::Op;
pub(crate) use undump::undump;
pub(crate) use verify::verify;
