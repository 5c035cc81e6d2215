//! What is known of a function while it is compiled.

use std::mem;
use std::sync::Arc;

use super::constant::Constants;
use super::label::Labels;
use super::scope::{Active, Block};
use super::{Compiled, Compiler};
use crate::bytecode::{FunctionCode, Instruction, LocalVariable, Op, Text, UpvalueDescriptor};
use crate::syntax::Name;
use crate::syntax::ast::{self, FunctionBody, Line};
use crate::syntax::error::SyntaxError;

/// The highest number of registers of a function.
const MAX_REGISTERS: usize = 255;
/// How many instructions and constants a function may have whose memory is kept for those after it.
const MAX_KEPT: usize = 4096;

/// An upvalue of the function being compiled.
pub(super) struct UpvalueState {
    pub(super) name: Name,
    pub(super) in_stack: bool,
    pub(super) index: u8,
    /// Whether the variable must not be assigned to.
    pub(super) is_const: bool,
}

/// A local variable and the instructions during which it lives.
pub(super) struct LocalState {
    pub(super) name: Name,
    pub(super) start: u32,
    pub(super) end: u32,
}

#[derive(Default)]
pub(super) struct FunctionState {
    pub(super) code: Vec<Instruction>,
    pub(super) lines: Vec<u32>,
    pub(super) constants: Constants,
    pub(super) children: Vec<Arc<FunctionCode>>,
    pub(super) upvalues: Vec<UpvalueState>,
    pub(super) locals: Vec<LocalState>,
    /// The visible local variables and constants, outermost first.
    pub(super) active: Vec<Active>,
    pub(super) blocks: Vec<Block>,
    pub(super) labels: Labels,
    /// The first free register.
    pub(super) free: usize,
    registers: usize,
    /// Whether a return must close variables.
    pub(super) needs_close: bool,
    /// Code before this place must not be merged with what follows: a jump may lead there.
    pub(super) last_target: usize,
    /// Line of the statement or expression being compiled.
    pub(super) line: Line,
    pub(super) first_line: Line,
}

impl FunctionState {
    /// Begins a function, in the memory of one that is complete.
    fn begin(&mut self, body: &FunctionBody<'_>) {
        if self.code.capacity() > MAX_KEPT || self.constants.capacity() > MAX_KEPT {
            *self = FunctionState::default();
        }
        self.code.clear();
        self.lines.clear();
        self.constants.clear();
        self.upvalues.clear();
        self.locals.clear();
        self.active.clear();
        self.blocks.clear();
        self.labels.clear();
        self.free = 0;
        self.registers = 2;
        self.needs_close = false;
        self.last_target = 0;
        self.line = body.line.max(1);
        self.first_line = body.line;
    }

    /// Takes the next `count` registers; returns the first.
    pub(super) fn reserve(&mut self, count: usize) -> Compiled<u8> {
        let first = self.free;
        if first + count > MAX_REGISTERS {
            return Err(self.too_many_registers());
        }
        self.free += count;
        self.registers = self.registers.max(self.free);
        Ok(first as u8)
    }

    /// The error of an expression that is too wide.
    pub(super) fn too_many_registers(&self) -> Box<SyntaxError> {
        SyntaxError::new(self.line, "function or expression needs too many registers")
    }

    /// The error of an exceeded limit.
    pub(super) fn limit_error(&self, what: &str, limit: usize) -> Box<SyntaxError> {
        let place = match self.first_line {
            0 => "main function".to_string(),
            line => format!("function at line {line}"),
        };
        SyntaxError::new(self.line, format!("too many {what} (limit is {limit}) in {place}"))
    }
}

/// Chooses the form of a return now that it is known whether there are variables to close.
fn finish_return(instruction: &mut Instruction, needs_close: bool) {
    if !matches!(instruction.op(), Op::Return | Op::TailCall) {
        return;
    }
    let (a, count) = (instruction.a() as u8, instruction.b());
    match (instruction.op(), count, needs_close) {
        (Op::Return, 1, false) => *instruction = Instruction::new(Op::ReturnNone, a, 0, 0, 0),
        (Op::Return, 2, false) => *instruction = Instruction::new(Op::ReturnOne, a, 0, 0, 0),
        _ => instruction.set_c(needs_close as u8),
    }
}

impl Compiler<'_> {
    /// The function being compiled.
    #[inline(always)]
    pub(super) fn f(&mut self) -> &mut FunctionState {
        &mut self.function
    }

    /// Compiles the main chunk, whose only upvalue is the environment.
    pub(super) fn main(&mut self) -> Compiled<Arc<FunctionCode>> {
        let body = ast::Block { statements: &[] };
        let mut main =
            FunctionBody { parameters: &[], is_vararg: true, body, line: 0, end_line: 0 };
        self.f().begin(&main);
        let environment =
            UpvalueState { name: Name::ENV, in_stack: true, index: 0, is_const: false };
        self.f().upvalues.push(environment);
        self.enter_block(false);
        self.pieces()?;
        main.end_line = self.chunk.end_line();
        self.finish(&main)
    }

    /// Compiles an inner function; returns its index among the children.
    pub(super) fn child(&mut self, body: &FunctionBody<'_>) -> Compiled<u32> {
        let mut function = self.spare.pop().unwrap_or_default();
        function.begin(body);
        self.outer.push(mem::replace(&mut self.function, function));
        self.enter_block(false);
        for &name in body.parameters {
            self.f().reserve(1)?;
            self.activate(name)?;
        }
        self.statements(&body.body)?;
        let code = self.finish(body)?;
        let outer = self.outer.pop().expect("an inner function has an outer one");
        self.spare.push(mem::replace(&mut self.function, outer));
        let children = &mut self.f().children;
        children.push(code);
        Ok(children.len() as u32 - 1)
    }

    /// Ends the function being compiled.
    fn finish(&mut self, body: &FunctionBody<'_>) -> Compiled<Arc<FunctionCode>> {
        self.f().line = body.end_line;
        let first = self.f().active_registers();
        self.emit(Op::Return, first as u8, 1, 0, 0);
        self.leave_block()?;
        let (names, function) = (self.chunk.names(), &mut self.function);
        for instruction in &mut function.code {
            finish_return(instruction, function.needs_close);
        }
        function.constants.forget(&mut self.string_indices);
        self.strings.clear();
        let constants = function.constants.stored(names, &mut self.strings);
        let mut text = |name| Text::append(&mut self.strings, names.bytes(name));
        let upvalues = function.upvalues.iter().map(|upvalue| UpvalueDescriptor {
            name: text(upvalue.name),
            in_stack: upvalue.in_stack,
            index: upvalue.index,
        });
        let upvalues = upvalues.collect();
        let locals = function.locals.iter().map(|local| LocalVariable {
            name: text(local.name),
            start: local.start,
            end: local.end,
        });
        let locals = locals.collect();
        if self.strings.len() > Text::MAX {
            return Err(function.limit_error("bytes of strings", Text::MAX));
        }
        // PERF: copies of just the right size, so that the next function can use the memory of this one.
        Ok(Arc::new(FunctionCode {
            code: function.code.as_slice().into(),
            lines: function.lines.as_slice().into(),
            strings: self.strings.as_slice().into(),
            constants,
            children: mem::take(&mut function.children).into(),
            upvalues,
            locals,
            source: self.source.clone(),
            line: body.line,
            last_line: body.end_line,
            parameters: body.parameters.len() as u8,
            is_vararg: body.is_vararg,
            registers: function.registers as u8,
        }))
    }
}
