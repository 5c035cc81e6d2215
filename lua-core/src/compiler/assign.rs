//! Assignments.

use super::constant::Constant;
use super::scope::Resolved;
use super::suffix::Place;
use super::{Compiled, Compiler};
use crate::bytecode::Op;
use crate::syntax::ast::{Expr, ExprKind, Line, Suffixed};
use crate::syntax::error::SyntaxError;

/// What can be assigned to.
enum Target {
    Local(u8),
    Upvalue(u8),
    Place(Place),
}

/// A value where a store can have it.
enum Source {
    Register(u8),
    Constant(Constant),
}

impl Compiler<'_> {
    /// Compiles `targets = values`, which end on line `end_line`: that is the line of the stores.
    pub(super) fn assign(
        &mut self,
        targets: &[Expr<'_>],
        values: &[Expr<'_>],
        end_line: Line,
    ) -> Compiled {
        if let ([target], [value]) = (targets, values) {
            return self.assign_one(target, value, end_line);
        }
        let mark = self.f().free;
        let mut places = Vec::with_capacity(targets.len());
        for target in targets {
            places.push(self.target_of(target)?);
        }
        self.protect(&mut places)?;
        let first = if values.len() == targets.len() {
            // The last value needs no register of its own: it is stored at once.
            let (last, init) = values.split_last().expect("as many values as targets");
            let first = self.f().free as u8;
            for value in init {
                self.expression_next(value)?;
            }
            let target = places.pop().expect("as many targets as values");
            self.store(target, last, end_line)?;
            first
        } else {
            self.list_to(values, targets.len())?
        };
        self.f().line = end_line;
        for (position, target) in places.into_iter().enumerate().rev() {
            self.store_register(target, first + position as u8);
        }
        self.f().free = mark;
        Ok(())
    }

    fn assign_one(&mut self, target: &Expr<'_>, value: &Expr<'_>, end_line: Line) -> Compiled {
        let mark = self.f().free;
        let target = self.target_of(target)?;
        self.store(target, value, end_line)?;
        self.f().free = mark;
        Ok(())
    }

    fn target_of(&mut self, target: &Expr<'_>) -> Compiled<Target> {
        self.f().line = target.line;
        match target.kind {
            ExprKind::Name(name) => match self.resolve(name)? {
                Resolved::Local { is_const: true, .. }
                | Resolved::Upvalue { is_const: true, .. }
                | Resolved::Constant(_) => {
                    let name = self.chunk.names().bytes(name);
                    let message = [b"attempt to assign to const variable '", name, b"'"].concat();
                    Err(SyntaxError::new(target.line, message))
                }
                Resolved::Local { register, .. } => Ok(Target::Local(register)),
                Resolved::Upvalue { index, .. } => Ok(Target::Upvalue(index)),
                Resolved::Global => Ok(Target::Place(self.global_place(name)?)),
            },
            ExprKind::Suffixed(Suffixed { primary, suffixes }) => {
                Ok(Target::Place(self.target_place(primary, suffixes)?))
            }
            _ => unreachable!("the parser assigns to names and places only"),
        }
    }

    /// Copies tables and keys that are variables assigned to by the same statement: the stores must see their old
    /// values.
    fn protect(&mut self, targets: &mut [Target]) -> Compiled {
        self.protect_upvalues(targets)?;
        for local in 0..targets.len() {
            let Target::Local(assigned) = targets[local] else { continue };
            let mut copy = None;
            for target in targets.iter_mut() {
                let Target::Place(place) = target else { continue };
                let (table, key) = match place {
                    Place::UpvalueField { .. } => continue,
                    Place::Field { table, .. } | Place::Integer { table, .. } => (table, None),
                    Place::Register { table, key } => (table, Some(key)),
                };
                for register in [Some(table), key].into_iter().flatten() {
                    if *register == assigned {
                        *register = match copy {
                            Some(copy) => copy,
                            None => *copy.insert(self.f().reserve(1)?),
                        };
                    }
                }
            }
            if let Some(copy) = copy {
                self.emit(Op::Move, copy, assigned, 0, 0);
            }
        }
        Ok(())
    }

    fn protect_upvalues(&mut self, targets: &mut [Target]) -> Compiled {
        for position in 0..targets.len() {
            let Target::Upvalue(assigned) = targets[position] else { continue };
            let mut copy = None;
            for target in targets.iter_mut() {
                let Target::Place(Place::UpvalueField { upvalue, key }) = *target else { continue };
                if upvalue == assigned {
                    let table = match copy {
                        Some(copy) => copy,
                        None => {
                            let register = *copy.insert(self.f().reserve(1)?);
                            self.emit(Op::GetUpvalue, register, assigned, 0, 0);
                            register
                        }
                    };
                    *target = Target::Place(Place::Field { table, key });
                }
            }
        }
        Ok(())
    }

    /// Compiles a value and stores it on line `end_line`.
    fn store(&mut self, target: Target, value: &Expr<'_>, end_line: Line) -> Compiled {
        match target {
            Target::Local(register) => self.expression_to(value, register),
            Target::Upvalue(upvalue) => {
                match self.source(value)? {
                    Source::Register(register) => {
                        self.emit(Op::SetUpvalue, upvalue, register, 0, 0);
                    }
                    Source::Constant(constant) => {
                        let index = self.constant(constant) as u32;
                        self.emit(Op::SetUpvalueConstant, upvalue, 0, 0, index);
                    }
                }
                Ok(())
            }
            Target::Place(place) => {
                let source = self.source(value)?;
                self.f().line = end_line;
                self.store_place(place, source)
            }
        }
    }

    fn store_register(&mut self, target: Target, register: u8) {
        match target {
            Target::Local(local) => _ = self.emit(Op::Move, local, register, 0, 0),
            Target::Upvalue(upvalue) => {
                self.emit(Op::SetUpvalue, upvalue, register, 0, 0);
            }
            Target::Place(place) => self.store_from(place, register),
        }
    }

    fn source(&mut self, value: &Expr<'_>) -> Compiled<Source> {
        match self.constant_of(value) {
            Some(constant) => Ok(Source::Constant(constant)),
            None => Ok(Source::Register(self.expression_any(value)?)),
        }
    }

    fn store_place(&mut self, place: Place, source: Source) -> Compiled {
        let constant = match source {
            Source::Register(register) => {
                self.store_from(place, register);
                return Ok(());
            }
            Source::Constant(constant) => constant,
        };
        let index = self.constant(constant);
        match (place, u16::try_from(index)) {
            (Place::Register { table, key }, _) => {
                self.emit(Op::SetTableConstant, table, key, 0, index as u32);
            }
            (Place::UpvalueField { upvalue, key }, Ok(index)) => {
                self.emit_e(Op::SetGlobalConstant, upvalue, index, key);
            }
            (Place::Field { table, key }, Ok(index)) => {
                self.emit_e(Op::SetFieldConstant, table, index, key);
            }
            (Place::Integer { table, key }, Ok(index)) => {
                self.emit_e(Op::SetIntegerConstant, table, index, key as u32);
            }
            (place, Err(_)) => {
                let register = self.f().reserve(1)?;
                self.load_constant(constant, register);
                self.store_from(place, register);
            }
        }
        Ok(())
    }

    fn store_from(&mut self, place: Place, register: u8) {
        match place {
            Place::UpvalueField { upvalue, key } => {
                self.emit(Op::SetGlobal, upvalue, 0, register, key)
            }
            Place::Field { table, key } => self.emit(Op::SetField, table, 0, register, key),
            Place::Integer { table, key } => {
                self.emit(Op::SetInteger, table, 0, register, key as u32)
            }
            Place::Register { table, key } => self.emit(Op::SetTable, table, key, register, 0),
        };
    }

    /// Compiles a key and a value and stores the value in a table that is in a register, on the line where the value
    /// ends.
    pub(super) fn store_entry(
        &mut self,
        table: u8,
        key: &Expr<'_>,
        value: &Expr<'_>,
        end_line: Line,
    ) -> Compiled {
        let mark = self.f().free;
        let place = self.place_in(table, key)?;
        let source = self.source(value)?;
        self.on_line(end_line, |this| this.store_place(place, source))?;
        self.f().free = mark;
        Ok(())
    }

    /// Stores a closure in the target of a `function` statement.
    pub(super) fn assign_function(&mut self, target: &Expr<'_>, value: &Expr<'_>) -> Compiled {
        let mark = self.f().free;
        let place = self.target_of(target)?;
        match place {
            Target::Local(register) => self.expression_to(value, register)?,
            place => {
                let register = self.expression_next(value)?;
                // The definition happens on its first line.
                self.f().line = value.line;
                self.store_register(place, register);
            }
        }
        self.f().free = mark;
        Ok(())
    }
}
