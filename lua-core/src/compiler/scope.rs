//! Names: blocks, local variables, upvalues, and where labels and the jumps to them meet.

use super::constant::Constant;
use super::emit::Jumps;
use super::function::{FunctionState, LocalState, UpvalueState};
use super::label::{Goto, Label, Mark};
use super::{Compiled, Compiler};
use crate::bytecode::Op;
use crate::syntax::Name;
use crate::syntax::ast::Line;
use crate::syntax::error::SyntaxError;

const MAX_UPVALUES: usize = 255;

/// A visible local name.
pub(super) struct Active {
    pub(super) name: Name,
    pub(super) kind: ActiveKind,
    /// The declaration that this one hides.
    hidden: Option<Declaration>,
}

/// Where a name is declared.
#[derive(Clone, Copy)]
pub(super) struct Declaration {
    /// How many functions are around the one that declares it.
    level: u32,
    /// Its place among the visible names of that function.
    position: u32,
}

/// The innermost visible declaration of each name.
///
/// PERF: no function is searched for a name; 2 % of compiling, more with many local variables.
#[derive(Default)]
pub(super) struct Declarations(Vec<Option<Declaration>>);

impl Declarations {
    fn get(&self, name: Name) -> Option<Declaration> {
        self.0.get(name.number()).copied().flatten()
    }

    /// Replaces the innermost declaration of a name; returns the one before.
    fn replace(&mut self, name: Name, new: Option<Declaration>) -> Option<Declaration> {
        if name.number() >= self.0.len() {
            self.0.resize(name.room(), None);
        }
        std::mem::replace(&mut self.0[name.number()], new)
    }
}

pub(super) enum ActiveKind {
    /// A variable in a register.
    Variable {
        register: u8,
        /// Its entry among the function's local variables.
        debug: usize,
        is_const: bool,
    },
    /// A constant known at compile time; it has no register.
    Constant(Constant),
}

pub(super) struct Block {
    /// How many names were visible at its start.
    active: usize,
    /// Whether a variable of the block is captured or must be closed.
    needs_close: bool,
    /// Whether there is a variable to be closed here or further out.
    pub(super) inside_close: bool,
    is_loop: bool,
    /// The labels and jumps before it.
    before: Mark,
}

/// What a name stands for.
pub(super) enum Resolved {
    /// A local variable in a register.
    Local { register: u8, is_const: bool },
    /// An upvalue.
    Upvalue { index: u8, is_const: bool },
    /// A compile-time constant.
    Constant(Constant),
    /// A field of the environment.
    Global,
}

impl FunctionState {
    /// How many registers the visible variables take; everything above is temporary.
    pub(super) fn active_registers(&self) -> usize {
        let last = self.active.iter().rev().find_map(|active| match active.kind {
            ActiveKind::Variable { register, .. } => Some(register as usize + 1),
            ActiveKind::Constant(_) => None,
        });
        last.unwrap_or(0)
    }

    fn registers_below(&self, active: usize) -> usize {
        let last = self.active[..active].iter().rev().find_map(|active| match active.kind {
            ActiveKind::Variable { register, .. } => Some(register as usize + 1),
            ActiveKind::Constant(_) => None,
        });
        last.unwrap_or(0)
    }
}

impl Compiler<'_> {
    /// Opens a block.
    pub(super) fn enter_block(&mut self, is_loop: bool) {
        let function = self.f();
        let inside_close = function.blocks.last().is_some_and(|block| block.inside_close);
        function.blocks.push(Block {
            active: function.active.len(),
            needs_close: false,
            inside_close,
            is_loop,
            before: function.labels.mark(),
        });
    }

    /// Closes the block: its names end, its variables are closed, jumps out of it go on waiting outside.
    pub(super) fn leave_block(&mut self) -> Compiled {
        let block = self.f().blocks.pop().expect("a block is open");
        let is_outermost = self.f().blocks.is_empty();
        let level = self.f().registers_below(block.active);
        if block.needs_close && !is_outermost {
            self.emit(Op::Close, level as u8, 0, 0, 0);
        }
        self.deactivate(block.active);
        self.f().labels.hide(block.before);
        self.f().free = level;
        let line = self.f().line;
        for goto in self.f().labels.waiting_since(block.before) {
            goto.active = goto.active.min(block.active);
            goto.needs_close |= block.needs_close;
        }
        if block.is_loop {
            self.define(Name::BREAK, block.before, block.active)?;
        }
        if is_outermost && let Some(goto) = self.function.labels.first_waiting() {
            return Err(self.undefined(goto, line));
        }
        Ok(())
    }

    /// Leaves the block whether or not it needs closing afterwards; tells whether it does.
    pub(super) fn block_needs_close(&mut self) -> bool {
        self.f().blocks.last().is_some_and(|block| block.needs_close)
    }

    /// The first register of the innermost block.
    pub(super) fn block_level(&mut self) -> u8 {
        let function = self.f();
        let active = function.blocks.last().map_or(0, |block| block.active);
        function.registers_below(active) as u8
    }

    /// Makes the next register that is not a variable yet a local variable.
    pub(super) fn activate(&mut self, name: Name) -> Compiled {
        self.activate_as(name, false)
    }

    /// Makes the next register that is not a variable yet a local variable, constant or not.
    pub(super) fn activate_as(&mut self, name: Name, is_const: bool) -> Compiled {
        let start = self.here() as u32;
        let function = self.f();
        let register = function.active_registers() as u8;
        function.locals.push(LocalState { name, start, end: u32::MAX });
        let debug = function.locals.len() - 1;
        self.declare(name, ActiveKind::Variable { register, debug, is_const })
    }

    /// Makes a name known.
    pub(super) fn declare(&mut self, name: Name, kind: ActiveKind) -> Compiled {
        self.visible_constants += matches!(kind, ActiveKind::Constant(_)) as usize;
        let level = self.outer.len() as u32;
        let position = self.function.active.len() as u32;
        let hidden = self.declarations.replace(name, Some(Declaration { level, position }));
        self.function.active.push(Active { name, kind, hidden });
        Ok(())
    }

    fn deactivate(&mut self, count: usize) {
        let end = self.here() as u32;
        for active in self.function.active.drain(count..).rev() {
            self.declarations.replace(active.name, active.hidden);
            match active.kind {
                ActiveKind::Variable { debug, .. } => self.function.locals[debug].end = end,
                ActiveKind::Constant(_) => self.visible_constants -= 1,
            }
        }
    }

    /// Notes that the innermost block has a variable to be closed.
    pub(super) fn mark_to_close(&mut self) {
        let function = self.f();
        function.needs_close = true;
        if let Some(block) = function.blocks.last_mut() {
            block.needs_close = true;
            block.inside_close = true;
        }
    }

    /// The function at a level: that of the main function is 0.
    fn level(&mut self, level: usize) -> &mut FunctionState {
        if level == self.outer.len() { &mut self.function } else { &mut self.outer[level] }
    }

    /// Finds out what a name stands for.
    pub(super) fn resolve(&mut self, name: Name) -> Compiled<Resolved> {
        let innermost = self.outer.len();
        let Some(Declaration { level, position }) = self.declarations.get(name) else {
            if name != Name::ENV {
                return Ok(Resolved::Global);
            }
            let (at, index) = self.find_upvalue(name, 0).expect("a chunk has an environment");
            return self.capture(at, innermost, index);
        };
        let (level, position) = (level as usize, position as usize);
        let (register, is_const) = match self.level(level).active[position].kind {
            ActiveKind::Constant(constant) => return Ok(Resolved::Constant(constant)),
            ActiveKind::Variable { register, is_const, .. } => (register, is_const),
        };
        if level == innermost {
            return Ok(Resolved::Local { register, is_const });
        }
        if let Some((at, index)) = self.find_upvalue(name, level + 1) {
            return self.capture(at, innermost, index);
        }
        self.mark_captured(level, position);
        let upvalue = UpvalueState { name, in_stack: true, index: register, is_const };
        let index = self.add_upvalue(level + 1, upvalue)?;
        self.capture(level + 1, innermost, index)
    }

    /// The innermost function that has an upvalue of that name, and which: at most as far out as `outermost`.
    fn find_upvalue(&mut self, name: Name, outermost: usize) -> Option<(usize, u8)> {
        (outermost..=self.outer.len()).rev().find_map(|at| {
            let upvalues = &self.level(at).upvalues;
            let index = upvalues.iter().position(|upvalue| upvalue.name == name)?;
            Some((at, index as u8))
        })
    }

    /// Hands an upvalue of function `from` inwards to function `to`.
    fn capture(&mut self, from: usize, to: usize, mut index: u8) -> Compiled<Resolved> {
        let UpvalueState { name, is_const, .. } = self.level(from).upvalues[index as usize];
        for at in from + 1..=to {
            index =
                self.add_upvalue(at, UpvalueState { name, in_stack: false, index, is_const })?;
        }
        Ok(Resolved::Upvalue { index, is_const })
    }

    fn add_upvalue(&mut self, at: usize, upvalue: UpvalueState) -> Compiled<u8> {
        let line = self.f().line;
        let function = self.level(at);
        if function.upvalues.len() >= MAX_UPVALUES {
            function.line = line;
            return Err(function.limit_error("upvalues", MAX_UPVALUES));
        }
        function.upvalues.push(upvalue);
        Ok(function.upvalues.len() as u8 - 1)
    }

    fn mark_captured(&mut self, at: usize, position: usize) {
        let function = self.level(at);
        function.needs_close = true;
        let block = function.blocks.iter_mut().rev().find(|block| block.active <= position);
        block.expect("a variable belongs to a block").needs_close = true;
    }

    // Labels.

    /// Emits a jump to a label, known or not.
    pub(super) fn goto(&mut self, name: Name, line: Line) -> Compiled {
        if let Some(&Label { pc, active, .. }) = self.f().labels.find(name) {
            let function = self.f();
            // Going back out of a scope: its variables end here.
            if function.active_registers() > function.registers_below(active) {
                let level = function.registers_below(active) as u8;
                self.emit(Op::Close, level, 0, 0, 0);
            }
            return self.jump_back(pc);
        }
        let at = self.emit(Op::Jump, 0, 0, 0, 0);
        let active = self.f().active.len();
        self.f().labels.wait(Goto { name, at, line, active, needs_close: false });
        Ok(())
    }

    /// Emits a jump out of the innermost loop.
    pub(super) fn break_loop(&mut self, line: Line) -> Compiled {
        self.goto(Name::BREAK, line)
    }

    /// Defines a label here; if it is the last statement of its block, the block's variables end before it.
    pub(super) fn label(&mut self, name: Name, line: Line, is_last: bool) -> Compiled {
        if let Some(label) = self.function.labels.find(name) {
            let place = format!("' already defined on line {}", label.line);
            let name = self.chunk.names().bytes(name);
            let message = [b"label '", name, place.as_bytes()].concat();
            return Err(SyntaxError::new(line, message));
        }
        let block = self.f().blocks.last().expect("a block is open");
        let (before, block_active) = (block.before, block.active);
        let active = if is_last { block_active } else { self.f().active.len() };
        let pc = self.target();
        self.f().labels.add(Label { name, pc, line, active });
        self.define(name, before, active)
    }

    /// Lets the jumps that wait for the label since the start of a block lead here.
    fn define(&mut self, name: Name, since: Mark, active: usize) -> Compiled {
        let here = self.target();
        let mut jumps = Jumps::none();
        let mut needs_close = false;
        for goto in self.f().labels.take(name, since) {
            if goto.active < active {
                return Err(self.jump_into_scope(&goto));
            }
            needs_close |= goto.needs_close;
            self.join(&mut jumps, Jumps::one(goto.at));
        }
        if !jumps.is_empty() {
            self.patch_all(jumps, here)?;
        }
        if needs_close {
            let level = self.f().registers_below(active);
            self.emit(Op::Close, level as u8, 0, 0, 0);
        }
        Ok(())
    }

    fn jump_into_scope(&self, goto: &Goto) -> Box<SyntaxError> {
        let (function, names) = (&self.function, self.chunk.names());
        let label = names.bytes(goto.name);
        let variable = names.bytes(function.active[goto.active].name);
        let place = format!("> at line {} jumps into the scope of local '", goto.line);
        let text = [b"<goto ", label, place.as_bytes(), variable, b"'"].concat();
        SyntaxError::new(function.line, text)
    }

    fn undefined(&self, goto: &Goto, line: Line) -> Box<SyntaxError> {
        if goto.name == Name::BREAK {
            return SyntaxError::new(line, format!("break outside loop at line {}", goto.line));
        }
        let label = self.chunk.names().bytes(goto.name);
        let place = format!("' for <goto> at line {}", goto.line);
        SyntaxError::new(line, [b"no visible label '", label, place.as_bytes()].concat())
    }
}
