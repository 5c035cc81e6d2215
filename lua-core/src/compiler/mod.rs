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
mod constant;
mod emit;
mod expression;
mod fold;
mod function;
mod label;
mod operator;
mod scope;
mod statement;
mod suffix;

use std::sync::Arc;

use bumpalo::Bump;

use crate::bytecode::FunctionCode;
use crate::syntax::Chunk;
use crate::syntax::error::{Allowance, SyntaxError};

use constant::StringIndices;
use function::FunctionState;
use scope::Declarations;

/// The result of compiling a piece. The error is boxed to keep the good case small.
type Compiled<T = ()> = Result<T, Box<SyntaxError>>;

/// A compiler in the middle of a chunk.
struct Compiler<'s> {
    chunk: Chunk<'s>,
    /// The chunk's name.
    source: Arc<[u8]>,
    /// The function being compiled.
    function: FunctionState,
    /// The functions around it, outermost first.
    outer: Vec<FunctionState>,
    /// Functions that are complete, for their memory.
    ///
    /// PERF: a dozen lists that grow are most of the allocations of a small function.
    spare: Vec<FunctionState>,
    /// The strings of a function that is being completed.
    strings: Vec<u8>,
    /// Which constants strings are.
    string_indices: StringIndices,
    /// What names stand for.
    declarations: Declarations,
    /// How many compile-time constants are visible, in all functions.
    visible_constants: usize,
}

/// Compiles source text. `source` is the chunk's name, with its `@` or `=` if it has one.
///
/// # Errors
///
/// If the text is not Lua, or says what the grammar cannot forbid: jumps to nowhere, assignments to constants,
/// exceeded limits. If it takes more than is allowed.
pub(crate) fn compile(
    text: &[u8],
    source: &[u8],
    allowance: Allowance<'_>,
) -> Result<Arc<FunctionCode>, Box<SyntaxError>> {
    let mut compiler = Compiler {
        chunk: Chunk::new(text, allowance)?,
        source: source.into(),
        function: FunctionState::default(),
        outer: Vec::new(),
        spare: Vec::new(),
        strings: Vec::new(),
        string_indices: StringIndices::default(),
        declarations: Declarations::default(),
        visible_constants: 0,
    };
    compiler.main()
}

impl Compiler<'_> {
    /// Compiles the chunk's statements, one piece after the other.
    fn pieces(&mut self) -> Compiled {
        let mut arena = Bump::new();
        while let Some(piece) = self.chunk.piece(&arena)? {
            self.statements(&piece)?;
            arena.reset();
        }
        Ok(())
    }
}
