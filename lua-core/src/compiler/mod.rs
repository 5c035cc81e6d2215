//! The compiler: from the syntax tree to bytecode, one function at a time.
//!
//! Code generation is driven by destinations: whoever needs a value says in which register. Temporaries live
//! above the local variables, as a stack (`free` is its top). Numbered rules:
//!
//! - C1. A register is *fresh* if it is not that of a visible local variable. Only a fresh destination may be
//!   used as scratch space before the expression's last instruction.
//! - C2. If the destination is the topmost temporary, an expression may build its value in place there; else
//!   it builds it above and moves it.
//! - C3. A condition is compiled into jumps; a jump's distance is filled in when its target is known.
//! - C4. A scope with a captured or to-be-closed variable is left through `Close`, or by an instruction that
//!   closes by itself.

mod assign;
mod condition;
mod emit;
mod expression;
mod fold;
mod function;
mod operator;
mod scope;
mod statement;
mod suffix;

use std::sync::Arc;

use crate::bytecode::FunctionCode;
use crate::syntax::ast::FunctionBody;
use crate::syntax::error::SyntaxError;

use function::FunctionState;

/// The result of compiling a piece. The error is boxed to keep the good case small.
type Compiled<T = ()> = Result<T, Box<SyntaxError>>;

/// The functions that are being compiled, outermost first.
struct Compiler<'a> {
    functions: Vec<FunctionState<'a>>,
    source: Arc<[u8]>,
}

/// Compiles a main chunk. `source` is the chunk's name, with its `@` or `=` if it has one.
///
/// # Errors
///
/// What the grammar cannot express: jumps to nowhere, assignments to constants, exceeded limits.
pub(crate) fn compile(
    chunk: &FunctionBody<'_>,
    source: &[u8],
) -> Result<Arc<FunctionCode>, SyntaxError> {
    let mut compiler = Compiler { functions: Vec::new(), source: source.into() };
    compiler.main(chunk).map_err(|error| *error)
}
