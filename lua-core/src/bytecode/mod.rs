//! Bytecode: the opcode table, the encoding of instructions, the code of a function. Plain data.

mod function;
mod instruction;
mod opcode;

pub(crate) use function::{Constant, FunctionCode, LocalVariable, UpvalueDescriptor};
pub(crate) use instruction::Instruction;
pub(crate) use opcode::Op;
