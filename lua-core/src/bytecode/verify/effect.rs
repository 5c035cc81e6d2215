//! What each instruction does with registers, and where it goes on: the handlers' behaviour as a table.

use std::ops::Range;

use crate::bytecode::{Instruction, Op};

/// On which way out of an instruction it writes registers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// On all.
    Always,
    /// If the next instruction follows.
    Falling,
    /// If it jumps.
    Jumping,
}

/// What an instruction does with registers.
pub(super) struct Effect {
    /// The registers that it reads.
    pub(super) reads: [Range<usize>; 3],
    /// What the registers from here on hold is gone before it writes: a call had them, or the collector may have
    /// cleared them.
    pub(super) kills: Option<usize>,
    /// The registers that it writes.
    pub(super) writes: Range<usize>,
    /// On which way out it writes them.
    pub(super) when: When,
    /// Index behind the last register that it uses for itself.
    scratch: usize,
}

impl Effect {
    fn new() -> Effect {
        Effect {
            reads: [0..0, 0..0, 0..0],
            kills: None,
            writes: 0..0,
            when: When::Always,
            scratch: 0,
        }
    }

    fn reads<const N: usize>(mut self, registers: [usize; N]) -> Effect {
        for (range, register) in self.reads.iter_mut().zip(registers) {
            *range = register..register + 1;
        }
        self
    }

    fn reads_range(mut self, range: Range<usize>) -> Effect {
        self.reads[0] = range;
        self
    }

    fn kills(mut self, from: usize) -> Effect {
        self.kills = Some(from);
        self
    }

    fn writes(mut self, register: usize) -> Effect {
        self.writes = register..register + 1;
        self
    }

    fn writes_range(mut self, range: Range<usize>) -> Effect {
        self.writes = range;
        self
    }

    fn when(mut self, when: When) -> Effect {
        self.when = when;
        self
    }

    fn uses_up_to(mut self, end: usize) -> Effect {
        self.scratch = end;
        self
    }

    /// Index behind the last register that the instruction names or uses.
    pub(super) fn end(&self) -> usize {
        let ranges = self.reads.iter().chain([&self.writes]).map(|range| range.end);
        ranges.chain(self.kills).fold(self.scratch, usize::max)
    }
}

fn lies_in(op: Op, first: Op, last: Op) -> bool {
    (first as u8..=last as u8).contains(&(op as u8))
}

/// Whether an instruction's `K[D]` is a number.
pub(super) fn has_number(op: Op) -> bool {
    lies_in(op, Op::AddConstant, Op::ShiftRightConstant)
}

/// The effect of an instruction; `open` is the first register that the instruction before it left up to the top.
pub(super) fn effect(i: Instruction, open: usize) -> Effect {
    use Op::*;
    let (a, b, c) = (i.a(), i.b(), i.c());
    let new = Effect::new();
    match i.op() {
        Move | Negate | BitNot | Not | Length | GetInteger | GetField | AddInteger
        | SubtractInteger => new.reads([b]).writes(a),
        LoadInteger | LoadFloat | LoadConstant | LoadFalse | LoadTrue | LoadFalseSkip
        | GetUpvalue | GetGlobal => new.writes(a),
        LoadNil => new.writes_range(a..a + b + 1),
        SetUpvalue => new.reads([b]),
        SetUpvalueConstant | SetGlobalConstant | Jump | JumpBack => new,
        SetGlobal => new.reads([c]),
        GetTable => new.reads([b, c]).writes(a),
        SetTable => new.reads([a, b, c]),
        SetTableConstant => new.reads([a, b]),
        SetInteger | SetField => new.reads([a, c]),
        SetIntegerConstant | SetFieldConstant => new.reads([a]),
        Method => new.reads([b]).writes_range(a..a + 2),
        NewTable => new.kills(a + 1).writes(a),
        SetList if b == 0 => new.reads_range(a..open.max(a + 1)),
        SetList => new.reads_range(a..a + b + 1),
        op if lies_in(op, Add, ShiftRight) => new.reads([b, c]).writes(a),
        op if has_number(op) => new.reads([b]).writes(a),
        Concat => new.reads_range(a..a + b).kills(a + 1).writes(a),

        JumpIfSet | JumpIfNotSet => new.reads([b]).writes(a).when(When::Jumping),
        op if lies_in(op, JumpIfEqual, JumpIfNotLessEqual) => new.reads([a, b]),
        op if lies_in(op, JumpIf, JumpIfNotGreaterEqualInteger) => new.reads([a]),

        Call | TailCall => {
            let arguments = if b == 0 { a..open.max(a + 1) } else { a..a + b };
            let results = if i.op() == Call { a..a + c.max(1) - 1 } else { a..a };
            new.reads_range(arguments).kills(a).writes_range(results)
        }
        Return if b == 0 => new.reads_range(a..open.max(a)),
        Return => new.reads_range(a..a + b - 1),
        ReturnNone => new,
        ReturnOne => new.reads([a]),

        ForPrepare => new.reads_range(a..a + 3).writes_range(a..a + 4).when(When::Falling),
        ForLoop => new.reads_range(a..a + 3).writes(a + 3).when(When::Jumping),
        GenericForPrepare => new.reads([a + 3]),
        GenericForCall => {
            let call = new.reads_range(a..a + 3).kills(a + 4);
            call.writes_range(a + 4..a + 4 + c).uses_up_to(a + 7)
        }
        GenericForLoop => new.reads([a + 4]).writes(a + 2).when(When::Jumping),

        Closure => new.kills(c).writes(a),
        Vararg if c == 0 => new.kills(a),
        Vararg => new.writes_range(a..a + c - 1),
        // Nothing above is of use to anybody afterwards, but nobody takes it either.
        Close => new.uses_up_to(a),
        ToBeClosed => new.reads([a]),
        op => unreachable!("{} has an effect", op.name()),
    }
}

/// Whether an instruction jumps by `sD`, and whether it may go on behind itself too.
pub(super) fn jump(op: Op) -> Option<bool> {
    use Op::*;
    match op {
        Jump | JumpBack | GenericForPrepare => Some(false),
        ForPrepare | ForLoop | GenericForLoop => Some(true),
        op if lies_in(op, JumpIf, JumpIfNotGreaterEqualInteger) => Some(true),
        _ => None,
    }
}

/// Whether an instruction jumps backwards: these are where a running loop can be interrupted.
pub(super) fn is_backward(op: Op) -> bool {
    matches!(op, Op::JumpBack | Op::ForLoop | Op::GenericForLoop)
}
