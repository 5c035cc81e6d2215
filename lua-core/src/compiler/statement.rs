//! Statements.

use super::emit::Jumps;
use super::expression::is_open;
use super::fold::truth;
use super::scope::ActiveKind;
use super::{Compiled, Compiler};
use crate::bytecode::Op;
use crate::syntax::Name;
use crate::syntax::ast::{
    Attribute, Block, Expr, ExprKind, FunctionBody, IfArm, Line, LocalName, Statement,
    StatementKind, Suffix, SuffixKind, Suffixed,
};

impl Compiler<'_> {
    /// Compiles the statements of a block that is open already.
    pub(super) fn statements(&mut self, block: &Block<'_>) -> Compiled {
        self.statements_until(block, true)
    }

    /// As `statements`; `ends` tells whether the block's scope ends with its last statement, as it does not in a
    /// `repeat` loop.
    fn statements_until(&mut self, block: &Block<'_>, ends: bool) -> Compiled {
        for (position, statement) in block.statements.iter().enumerate() {
            self.f().line = statement.line;
            if let StatementKind::Label { name } = statement.kind {
                let rest = &block.statements[position + 1..];
                let is_last = ends
                    && rest.iter().all(|next| matches!(next.kind, StatementKind::Label { .. }));
                // A label belongs to the line of what follows it.
                let line = rest.first().map_or(statement.line, |next| next.line);
                self.label(name, line, is_last)?;
                continue;
            }
            self.statement(statement)?;
            self.f().line = statement.end_line;
            self.f().free = self.f().active_registers();
        }
        Ok(())
    }

    /// Compiles a block with a scope of its own.
    fn block(&mut self, block: &Block<'_>) -> Compiled {
        self.enter_block(false);
        self.statements(block)?;
        self.leave_block()
    }

    fn statement(&mut self, statement: &Statement<'_>) -> Compiled {
        let line = statement.line;
        match statement.kind {
            StatementKind::Local { names, values } => self.local(names, values, statement.end_line),
            StatementKind::Assign { targets, values } => {
                self.assign(targets, values, statement.end_line)
            }
            StatementKind::Call(call) => self.call_statement(&call),
            StatementKind::Do(block) => self.block(&block),
            StatementKind::While { condition, do_line, body, body_end } => {
                self.while_loop(&condition, do_line, &body, body_end)
            }
            StatementKind::Repeat { body, condition, until_line } => {
                self.repeat_loop(&body, &condition, until_line)
            }
            StatementKind::If { arms, otherwise } => self.if_statement(arms, otherwise.as_ref()),
            StatementKind::NumericFor { name, start, limit, step, body, do_line } => {
                self.numeric_for(name, [start, limit], step, &body, [line, do_line])
            }
            StatementKind::GenericFor { names, values, values_line, body, do_line } => {
                self.generic_for(names, values, &body, [values_line, do_line])
            }
            StatementKind::Function { target, function } => {
                let value = Expr { line, kind: ExprKind::Function(function) };
                self.assign_function(&target, &value)
            }
            StatementKind::LocalFunction { name, function } => self.local_function(name, function),
            StatementKind::Return { values } => self.return_statement(values),
            StatementKind::Break => self.break_loop(line),
            StatementKind::Goto { name } => self.goto(name, line),
            StatementKind::Label { .. } => unreachable!("labels are handled with their block"),
        }
    }

    fn local(&mut self, names: &[LocalName], values: &[Expr<'_>], end_line: Line) -> Compiled {
        let last = names.last().expect("a local statement has a name");
        if last.attribute == Attribute::Const
            && names.len() == values.len()
            && let Some(constant) = self.constant_of(&values[values.len() - 1])
        {
            // A constant needs no register; the other names are compiled without it.
            let init = names.len() - 1;
            if init > 0 {
                self.list_to(&values[..init], init)?;
                self.activate_all(&names[..init])?;
            }
            return self.declare(last.name, ActiveKind::Constant(constant));
        }
        self.list_to(values, names.len())?;
        self.f().line = end_line;
        self.activate_all(names)
    }

    fn activate_all(&mut self, names: &[LocalName]) -> Compiled {
        for name in names {
            self.activate_as(name.name, name.attribute != Attribute::None)?;
        }
        if let Some(position) = names.iter().position(|name| name.attribute == Attribute::Close) {
            self.mark_to_close();
            let register = self.f().active_registers() - (names.len() - position);
            self.emit(Op::ToBeClosed, register as u8, 0, 0, 0);
        }
        Ok(())
    }

    fn local_function(&mut self, name: Name, function: &FunctionBody<'_>) -> Compiled {
        let register = self.f().reserve(1)?;
        self.activate(name)?;
        let line = self.f().line;
        self.expression_to(&Expr { line, kind: ExprKind::Function(function) }, register)
    }

    fn call_statement(&mut self, call: &Expr<'_>) -> Compiled {
        let ExprKind::Suffixed(Suffixed { primary, suffixes }) = call.kind else {
            unreachable!("the parser makes statements of calls only");
        };
        let first = self.f().reserve(1)?;
        self.call_chain(primary, suffixes, first, 1)
    }

    fn if_statement(&mut self, arms: &[IfArm<'_>], otherwise: Option<&Block<'_>>) -> Compiled {
        let mut end = Jumps::none();
        for (position, arm) in arms.iter().enumerate() {
            let is_last = position + 1 == arms.len() && otherwise.is_none();
            // `if x then break end` and its like: one jump instead of two.
            let next = self.jump_if(&arm.condition, false)?;
            self.test_on_line(arm.then_line);
            self.block(&arm.body)?;
            if !is_last && !self.ends_in_jump(&arm.body) {
                self.f().line = arm.end_line;
                let jump = self.jump();
                self.join(&mut end, jump);
            }
            self.patch_here(next)?;
        }
        if let Some(block) = otherwise {
            self.block(block)?;
        }
        self.patch_here(end)
    }

    /// Whether the code after a block is never reached from its end.
    fn ends_in_jump(&mut self, block: &Block<'_>) -> bool {
        matches!(block.statements.last().map(|last| last.kind), Some(StatementKind::Return { .. }))
    }

    /// Attributes the test of a plain value, if that is the last instruction, to the line of the word behind it.
    fn test_on_line(&mut self, line: Line) {
        let function = self.f();
        if let (Some(last), Some(place)) = (function.code.last(), function.lines.last_mut())
            && let Op::JumpIf | Op::JumpIfNot = last.op()
        {
            *place = line;
        }
    }

    fn while_loop(
        &mut self,
        condition: &Expr<'_>,
        do_line: Line,
        body: &Block<'_>,
        body_end: Line,
    ) -> Compiled {
        let start = self.target();
        self.f().line = condition.line;
        let exit = match self.constant_of(condition) {
            Some(constant) if truth(&constant) => Jumps::none(),
            _ => {
                let exit = self.jump_if(condition, false)?;
                self.test_on_line(do_line);
                exit
            }
        };
        self.enter_block(true);
        self.block(body)?;
        self.f().line = body_end;
        self.jump_back(start)?;
        self.patch_exit(exit)
    }

    /// Leaves a loop's block with the exit of its condition leading to the same place as its breaks.
    fn patch_exit(&mut self, exit: Jumps) -> Compiled {
        self.patch_here(exit)?;
        self.leave_block()
    }

    fn repeat_loop(&mut self, body: &Block<'_>, condition: &Expr<'_>, line: Line) -> Compiled {
        let start = self.target();
        self.enter_block(true);
        // The condition sees the locals of the body.
        self.enter_block(false);
        self.statements_until(body, false)?;
        self.f().line = line;
        let again = self.jump_if(condition, false)?;
        self.back(again, start)?;
        self.leave_block()?;
        self.leave_block()
    }

    /// Lets the conditional jumps of a `repeat` lead back to its start, through one backward jump: that is where a
    /// running loop can be interrupted.
    fn back(&mut self, again: Jumps, start: usize) -> Compiled {
        if again.is_empty() {
            return Ok(());
        }
        let exit = self.jump();
        self.patch_here(again)?;
        // Known only after the condition, which may capture locals of the body too.
        if self.block_needs_close() {
            let level = self.block_level();
            self.emit(Op::Close, level, 0, 0, 0);
        }
        self.jump_back(start)?;
        self.patch_here(exit)
    }

    fn numeric_for(
        &mut self,
        name: Name,
        bounds: [&Expr<'_>; 2],
        step: Option<&Expr<'_>>,
        body: &Block<'_>,
        [line, do_line]: [Line; 2],
    ) -> Compiled {
        self.enter_block(true);
        let base = self.f().free as u8;
        for bound in bounds {
            self.expression_next(bound)?;
        }
        match step {
            Some(step) => _ = self.expression_next(step)?,
            None => {
                let register = self.f().reserve(1)?;
                self.emit(Op::LoadInteger, register, 0, 0, 1);
            }
        }
        for _ in 0..3 {
            self.activate(Name::FOR_STATE)?;
        }
        self.f().line = do_line;
        let prepare = self.emit(Op::ForPrepare, base, 0, 0, 0);
        let start = self.target();
        self.enter_block(false);
        self.f().reserve(1)?;
        self.activate(name)?;
        self.statements(body)?;
        self.leave_block()?;
        let here = self.target();
        self.f().line = line;
        let at = self.emit(Op::ForLoop, base, 0, 0, 0);
        self.patch(at, start)?;
        // The preparation jumps behind the loop instruction.
        self.patch(prepare, here + 1)?;
        self.target();
        self.leave_block()
    }

    fn generic_for(
        &mut self,
        names: &[Name],
        values: &[Expr<'_>],
        body: &Block<'_>,
        [line, do_line]: [Line; 2],
    ) -> Compiled {
        self.enter_block(true);
        let base = self.list_to(values, 4)?;
        for _ in 0..4 {
            self.activate(Name::FOR_STATE)?;
        }
        // The fourth value is closed when the loop ends.
        self.mark_to_close();
        self.f().line = do_line;
        let prepare = self.emit(Op::GenericForPrepare, base, 0, 0, 0);
        let start = self.target();
        self.enter_block(false);
        self.f().reserve(names.len())?;
        for &name in names {
            self.activate(name)?;
        }
        self.statements(body)?;
        self.leave_block()?;
        let here = self.target();
        self.patch(prepare, here)?;
        self.f().line = line;
        // The iterator's call needs three registers for itself.
        self.f().reserve(3)?;
        self.emit(Op::GenericForCall, base, 0, names.len() as u8, 0);
        let at = self.emit(Op::GenericForLoop, base, 0, 0, 0);
        self.patch(at, start)?;
        self.target();
        self.leave_block()
    }

    fn return_statement(&mut self, values: &[Expr<'_>]) -> Compiled {
        if let [value] = values {
            let inside_close = self.f().blocks.last().is_some_and(|block| block.inside_close);
            if is_open(value)
                && !inside_close
                && let ExprKind::Suffixed(Suffixed { primary, suffixes }) = value.kind
            {
                return self.tail_call(primary, suffixes);
            }
            if !is_open(value) {
                let register = self.expression_any(value)?;
                self.emit(Op::Return, register, 2, 0, 0);
                return Ok(());
            }
        }
        let first = self.f().free as u8;
        let Some((last, init)) = values.split_last() else {
            self.emit(Op::Return, first, 1, 0, 0);
            return Ok(());
        };
        for value in init {
            self.expression_next(value)?;
        }
        let open = self.expression_open(last)?;
        let count = match u8::try_from(values.len() + 1) {
            _ if open => 0,
            Ok(count) => count,
            // As many values as there are registers: their number has no room in the instruction.
            Err(_) => return Err(self.f().too_many_registers()),
        };
        self.emit(Op::Return, first, count, 0, 0);
        Ok(())
    }

    fn tail_call(&mut self, primary: &Expr<'_>, suffixes: &[Suffix<'_>]) -> Compiled {
        debug_assert!(matches!(
            suffixes.last().map(|suffix| suffix.kind),
            Some(SuffixKind::Call(_) | SuffixKind::Method { .. })
        ));
        let first = self.f().reserve(1)?;
        self.call_chain(primary, suffixes, first, 0)?;
        let at = self.here() - 1;
        let call = self.f().code[at];
        let (a, b) = (call.a() as u8, call.b() as u8);
        self.f().code[at] = crate::bytecode::Instruction::new(Op::TailCall, a, b, 0, 0);
        // A tail call of a Rust function comes back here with its results.
        self.emit(Op::Return, first, 0, 0, 0);
        Ok(())
    }
}
