//! Fields, indices and calls behind a primary expression; globals.

use super::constant::Constant;
use super::scope::Resolved;
use super::{Compiled, Compiler};
use crate::bytecode::{MAX_KEY, Op};
use crate::syntax::Name;
use crate::syntax::ast::{Expr, ExprKind, Suffix, SuffixKind};

/// A table and a key, each where an instruction can have it.
pub(super) enum Place {
    /// A field of an upvalue that holds a table.
    UpvalueField { upvalue: u8, key: u32 },
    /// A field with a short name.
    Field { table: u8, key: u32 },
    /// An integer key.
    Integer { table: u8, key: i32 },
    /// A key in a register.
    Register { table: u8, key: u8 },
}

impl Compiler<'_> {
    /// Compiles a global variable into `target`.
    pub(super) fn global_to(&mut self, name: Name, target: u8) -> Compiled {
        let mark = self.f().free;
        let place = self.global_place(name)?;
        self.load_place(place, target);
        self.f().free = mark;
        Ok(())
    }

    /// Where a global variable is: a field of the environment.
    pub(super) fn global_place(&mut self, name: Name) -> Compiled<Place> {
        let key = Expr { line: self.f().line, kind: ExprKind::String(name) };
        let environment = Expr { line: key.line, kind: ExprKind::Name(Name::ENV) };
        self.place(&environment, &key)
    }

    /// Evaluates a table and a key as far as an instruction needs them.
    pub(super) fn place(&mut self, table: &Expr<'_>, key: &Expr<'_>) -> Compiled<Place> {
        if let ExprKind::Name(name) = table.kind
            && let Resolved::Upvalue { index, .. } = self.resolve(name)?
            && let Some(key) = self.short_key(key)
        {
            return Ok(Place::UpvalueField { upvalue: index, key });
        }
        let table = self.expression_any(table)?;
        self.place_in(table, key)
    }

    /// Evaluates a key as far as an instruction needs it, for a table in a register.
    pub(super) fn place_in(&mut self, table: u8, key: &Expr<'_>) -> Compiled<Place> {
        if let Some(key) = self.short_key(key) {
            return Ok(Place::Field { table, key });
        }
        if let Some(Constant::Integer(integer)) = self.constant_of(key)
            && let Ok(key) = i32::try_from(integer)
        {
            return Ok(Place::Integer { table, key });
        }
        Ok(Place::Register { table, key: self.expression_any(key)? })
    }

    fn short_key(&mut self, key: &Expr<'_>) -> Option<u32> {
        match self.constant_of(key) {
            Some(Constant::String(name)) if self.chunk.names().bytes(name).len() <= MAX_KEY => {
                Some(self.string_constant(name) as u32)
            }
            _ => None,
        }
    }

    /// Emits the load of a table's field into `target`.
    pub(super) fn load_place(&mut self, place: Place, target: u8) {
        match place {
            Place::UpvalueField { upvalue, key } => {
                self.emit(Op::GetGlobal, target, upvalue, 0, key)
            }
            Place::Field { table, key } => self.emit(Op::GetField, target, table, 0, key),
            Place::Integer { table, key } => {
                self.emit(Op::GetInteger, target, table, 0, key as u32)
            }
            Place::Register { table, key } => self.emit(Op::GetTable, target, table, key, 0),
        };
    }

    /// Compiles a chain of suffixes into `target`.
    pub(super) fn suffixed_to(
        &mut self,
        primary: &Expr<'_>,
        suffixes: &[Suffix<'_>],
        target: u8,
    ) -> Compiled {
        let Some((last, init)) = suffixes.split_last() else {
            return self.expression_to(primary, target);
        };
        if matches!(last.kind, SuffixKind::Call(_) | SuffixKind::Method { .. }) {
            return self
                .in_place(target, |this, first| this.call_chain(primary, suffixes, first, 2));
        }
        let mark = self.f().free;
        let place = self.chain_place(primary, init, last, target)?;
        self.f().line = last.line;
        self.load_place(place, target);
        self.f().free = mark;
        Ok(())
    }

    /// Evaluates everything but the last suffix, which is a field or an index; a fresh `target` may serve as
    /// scratch space.
    fn chain_place(
        &mut self,
        primary: &Expr<'_>,
        init: &[Suffix<'_>],
        last: &Suffix<'_>,
        target: u8,
    ) -> Compiled<Place> {
        let key = match last.kind {
            SuffixKind::Field(name) => Expr { line: last.line, kind: ExprKind::String(name) },
            SuffixKind::Index(key) => *key,
            SuffixKind::Call(_) | SuffixKind::Method { .. } => unreachable!("a call is no place"),
        };
        if init.is_empty() {
            if self.local_of(primary)?.is_none() && self.is_fresh(target) {
                if let ExprKind::Name(name) = primary.kind
                    && matches!(self.resolve(name)?, Resolved::Upvalue { .. })
                {
                    return self.place_with(primary, &key, target);
                }
                self.expression_to(primary, target)?;
                return self.place_in(target, &key);
            }
            return self.place(primary, &key);
        }
        // The chain needs the topmost temporary, as it may contain calls.
        let is_top = self.is_fresh(target) && target as usize + 1 == self.f().free;
        let table = if is_top { target } else { self.f().reserve(1)? };
        self.chain_to_register(primary, init, table)?;
        self.place_in(table, &key)
    }

    /// Compiles a chain of at least one suffix into `scratch`, the topmost temporary, suffix by suffix: chains
    /// may be of any length, so nothing recurses along them.
    fn chain_to_register(
        &mut self,
        primary: &Expr<'_>,
        suffixes: &[Suffix<'_>],
        scratch: u8,
    ) -> Compiled {
        let (first, rest) = suffixes.split_first().expect("a chain has a suffix");
        self.suffixed_to(primary, std::slice::from_ref(first), scratch)?;
        for suffix in rest {
            self.f().line = suffix.line;
            match suffix.kind {
                SuffixKind::Field(name) => {
                    let key = Expr { line: suffix.line, kind: ExprKind::String(name) };
                    let place = self.place_in(scratch, &key)?;
                    self.load_place(place, scratch);
                }
                SuffixKind::Index(key) => {
                    let place = self.place_in(scratch, key)?;
                    self.f().line = suffix.line;
                    self.load_place(place, scratch);
                }
                SuffixKind::Call(arguments) => {
                    self.finish_call(arguments, suffix.line, scratch, 2)?;
                }
                SuffixKind::Method { name, arguments, call_line } => {
                    self.load_method(name, scratch, scratch)?;
                    self.finish_call(arguments, call_line, scratch, 2)?;
                }
            }
            self.f().free = scratch as usize + 1;
        }
        Ok(())
    }

    /// As `place`, for an upvalue whose table may be loaded into `scratch`.
    fn place_with(&mut self, table: &Expr<'_>, key: &Expr<'_>, scratch: u8) -> Compiled<Place> {
        if self.short_key(key).is_some() {
            return self.place(table, key);
        }
        self.expression_to(table, scratch)?;
        self.place_in(scratch, key)
    }

    /// Where the target of an assignment is, if it is a field or an index.
    pub(super) fn target_place(
        &mut self,
        primary: &Expr<'_>,
        suffixes: &[Suffix<'_>],
    ) -> Compiled<Place> {
        let (last, init) = suffixes.split_last().expect("a suffixed expression has a suffix");
        let key = match last.kind {
            SuffixKind::Field(name) => Expr { line: last.line, kind: ExprKind::String(name) },
            SuffixKind::Index(key) => *key,
            SuffixKind::Call(_) | SuffixKind::Method { .. } => {
                unreachable!("the parser assigns to places only")
            }
        };
        if init.is_empty() {
            return self.place(primary, &key);
        }
        let table = self.f().reserve(1)?;
        self.chain_to_register(primary, init, table)?;
        self.place_in(table, &key)
    }

    /// Compiles a chain that ends in a call, with the function in `first`, the topmost temporary.
    /// `results` is operand C of the call: how many results plus one, or 0 for all.
    pub(super) fn call_chain(
        &mut self,
        primary: &Expr<'_>,
        suffixes: &[Suffix<'_>],
        first: u8,
        results: usize,
    ) -> Compiled {
        let (last, init) = suffixes.split_last().expect("a call is a suffix");
        self.prepare_call(primary, init, last, first)?;
        let (arguments, line) = match last.kind {
            SuffixKind::Call(arguments) => (arguments, last.line),
            SuffixKind::Method { arguments, call_line, .. } => (arguments, call_line),
            _ => unreachable!("the last suffix is a call"),
        };
        self.finish_call(arguments, line, first, results)
    }

    /// Compiles the arguments and the call of the function in `first`.
    fn finish_call(
        &mut self,
        arguments: &[Expr<'_>],
        line: u32,
        first: u8,
        results: usize,
    ) -> Compiled {
        let operand = self.arguments(arguments, first)?;
        self.f().line = line;
        self.emit(Op::Call, first, operand, results as u8, 0);
        self.f().free = first as usize + 1;
        Ok(())
    }

    /// Loads a method into `first` and its object behind it.
    fn load_method(&mut self, name: Name, first: u8, object: u8) -> Compiled {
        self.f().reserve(1)?;
        let key = self.string_constant(name) as u32;
        self.emit(Op::Method, first, object, 0, key);
        Ok(())
    }

    /// Puts the function to be called, and the object of a method, into the registers from `first` on.
    fn prepare_call(
        &mut self,
        primary: &Expr<'_>,
        init: &[Suffix<'_>],
        last: &Suffix<'_>,
        first: u8,
    ) -> Compiled {
        let SuffixKind::Method { name, .. } = last.kind else {
            return self.callee_to(primary, init, first);
        };
        let object = match (init.is_empty(), self.local_of(primary)?) {
            (true, Some(register)) => register,
            _ => {
                self.callee_to(primary, init, first)?;
                first
            }
        };
        self.f().line = last.line;
        self.load_method(name, first, object)
    }

    fn callee_to(&mut self, primary: &Expr<'_>, init: &[Suffix<'_>], first: u8) -> Compiled {
        match init.is_empty() {
            true => self.expression_to(primary, first),
            false => self.chain_to_register(primary, init, first),
        }
    }

    /// Compiles arguments into the next registers; returns operand B of the call.
    fn arguments(&mut self, arguments: &[Expr<'_>], first: u8) -> Compiled<u8> {
        if let Some((last, init)) = arguments.split_last() {
            for argument in init {
                self.expression_next(argument)?;
            }
            if self.expression_open(last)? {
                return Ok(0);
            }
        }
        Ok((self.f().free - first as usize) as u8)
    }
}
