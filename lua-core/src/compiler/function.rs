//! What is known of a function while it is compiled.

use std::collections::HashMap;
use std::sync::Arc;

use super::scope::{Active, Block, Goto, Label};
use super::{Compiled, Compiler};
use crate::bytecode::{Constant, FunctionCode, Instruction, LocalVariable, Op, UpvalueDescriptor};
use crate::syntax::ast::{FunctionBody, Line};
use crate::syntax::error::SyntaxError;

/// The highest number of registers of a function.
const MAX_REGISTERS: usize = 255;

/// A constant as a key: floats by their bits, so that `0.0`, `-0.0` and `0` are three constants.
#[derive(PartialEq, Eq, Hash)]
enum ConstantKey {
    Nil,
    Boolean(bool),
    Integer(i64),
    Float(u64),
    String(Box<[u8]>),
}

impl ConstantKey {
    fn of(constant: &Constant) -> ConstantKey {
        match constant {
            Constant::Nil => ConstantKey::Nil,
            Constant::Boolean(boolean) => ConstantKey::Boolean(*boolean),
            Constant::Integer(integer) => ConstantKey::Integer(*integer),
            Constant::Float(float) => ConstantKey::Float(float.to_bits()),
            Constant::String(bytes) => ConstantKey::String(bytes.clone()),
        }
    }
}

/// An upvalue of the function being compiled.
pub(super) struct UpvalueState<'a> {
    pub(super) name: &'a [u8],
    pub(super) in_stack: bool,
    pub(super) index: u8,
    /// Whether the variable must not be assigned to.
    pub(super) is_const: bool,
}

pub(super) struct FunctionState<'a> {
    pub(super) code: Vec<Instruction>,
    pub(super) lines: Vec<u32>,
    constants: Vec<Constant>,
    constant_indices: HashMap<ConstantKey, usize>,
    pub(super) children: Vec<Arc<FunctionCode>>,
    pub(super) upvalues: Vec<UpvalueState<'a>>,
    pub(super) locals: Vec<LocalVariable>,
    /// The visible local variables and constants, outermost first.
    pub(super) active: Vec<Active<'a>>,
    pub(super) blocks: Vec<Block>,
    pub(super) labels: Vec<Label<'a>>,
    pub(super) gotos: Vec<Goto<'a>>,
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

impl<'a> FunctionState<'a> {
    fn new(body: &FunctionBody<'a>) -> FunctionState<'a> {
        FunctionState {
            code: Vec::new(),
            lines: Vec::new(),
            constants: Vec::new(),
            constant_indices: HashMap::new(),
            children: Vec::new(),
            upvalues: Vec::new(),
            locals: Vec::new(),
            active: Vec::new(),
            blocks: Vec::new(),
            labels: Vec::new(),
            gotos: Vec::new(),
            free: 0,
            registers: 2,
            needs_close: false,
            last_target: 0,
            line: body.line.max(1),
            first_line: body.line,
        }
    }

    /// The index of a constant, added if it is new.
    pub(super) fn constant(&mut self, constant: Constant) -> usize {
        let next = self.constants.len();
        let index = *self.constant_indices.entry(ConstantKey::of(&constant)).or_insert(next);
        if index == next {
            self.constants.push(constant);
        }
        index
    }

    /// The index of a string constant.
    pub(super) fn string_constant(&mut self, bytes: &[u8]) -> usize {
        self.constant(Constant::String(bytes.into()))
    }

    /// Takes the next `count` registers; returns the first.
    pub(super) fn reserve(&mut self, count: usize) -> Compiled<u8> {
        let first = self.free;
        if first + count > MAX_REGISTERS {
            let message = "function or expression needs too many registers";
            return Err(SyntaxError::new(self.line, message));
        }
        self.free += count;
        self.registers = self.registers.max(self.free);
        Ok(first as u8)
    }

    /// The error of an exceeded limit.
    pub(super) fn limit_error(&self, what: &str, limit: usize) -> Box<SyntaxError> {
        let place = match self.first_line {
            0 => "main function".to_string(),
            line => format!("function at line {line}"),
        };
        SyntaxError::new(self.line, format!("too many {what} (limit is {limit}) in {place}"))
    }

    fn finish(mut self, body: &FunctionBody<'a>, source: &Arc<[u8]>) -> FunctionCode {
        for instruction in &mut self.code {
            finish_return(instruction, self.needs_close);
        }
        let upvalues = self.upvalues.iter().map(|upvalue| UpvalueDescriptor {
            name: upvalue.name.into(),
            in_stack: upvalue.in_stack,
            index: upvalue.index,
        });
        FunctionCode {
            upvalues: upvalues.collect(),
            code: self.code.into(),
            lines: self.lines.into(),
            constants: self.constants.into(),
            children: self.children.into(),
            locals: self.locals.into(),
            source: source.clone(),
            line: body.line,
            last_line: body.end_line,
            parameters: body.parameters.len() as u8,
            is_vararg: body.is_vararg,
            registers: self.registers as u8,
        }
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

impl<'a> Compiler<'a> {
    /// The function being compiled.
    pub(super) fn f(&mut self) -> &mut FunctionState<'a> {
        self.functions.last_mut().expect("a function is being compiled")
    }

    /// Compiles the main chunk, whose only upvalue is the environment.
    pub(super) fn main(&mut self, body: &FunctionBody<'a>) -> Compiled<Arc<FunctionCode>> {
        let mut function = FunctionState::new(body);
        function.upvalues.push(UpvalueState {
            name: b"_ENV",
            in_stack: true,
            index: 0,
            is_const: false,
        });
        self.functions.push(function);
        self.body(body)
    }

    /// Compiles an inner function; returns its index among the children.
    pub(super) fn child(&mut self, body: &FunctionBody<'a>) -> Compiled<u32> {
        let function = FunctionState::new(body);
        self.functions.push(function);
        let code = self.body(body)?;
        let children = &mut self.f().children;
        children.push(code);
        Ok(children.len() as u32 - 1)
    }

    fn body(&mut self, body: &FunctionBody<'a>) -> Compiled<Arc<FunctionCode>> {
        self.enter_block(false);
        for name in body.parameters {
            self.f().reserve(1)?;
            self.activate(name)?;
        }
        self.statements(&body.body)?;
        self.f().line = body.end_line;
        let first = self.f().active_registers();
        self.emit(Op::Return, first as u8, 1, 0, 0);
        self.leave_block()?;
        let function = self.functions.pop().expect("the function just compiled");
        Ok(Arc::new(function.finish(body, &self.source)))
    }
}
