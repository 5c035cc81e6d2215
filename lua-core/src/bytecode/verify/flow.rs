//! What is known of the registers at each instruction, on whichever way it is reached: an iteration over the
//! blocks of a function until nothing changes any more.

use super::effect::{When, effect, jump};
use super::{Reason, check};
use crate::bytecode::{FunctionCode, Instruction, Op};

/// A set of registers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Registers([u64; 4]);

impl Registers {
    /// The registers from `start` up to `end`.
    fn range(start: usize, end: usize) -> Registers {
        let below = |n: usize, word: usize| match n.saturating_sub(word * 64) {
            0 => 0,
            bits @ 1..64 => (1 << bits) - 1,
            _ => u64::MAX,
        };
        Registers(std::array::from_fn(|word| below(end, word) & !below(start, word)))
    }

    /// The registers from `start` on.
    fn from(start: usize) -> Registers {
        Registers::range(start, 256)
    }

    fn zip(self, other: Registers, join: impl Fn(u64, u64) -> u64) -> Registers {
        Registers(std::array::from_fn(|word| join(self.0[word], other.0[word])))
    }

    fn and(self, other: Registers) -> Registers {
        self.zip(other, |a, b| a & b)
    }

    fn or(self, other: Registers) -> Registers {
        self.zip(other, |a, b| a | b)
    }

    fn without(self, other: Registers) -> Registers {
        self.zip(other, |a, b| a & !b)
    }

    fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    fn contains(self, other: Registers) -> bool {
        other.without(self).is_empty()
    }
}

/// What is known at an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// Registers that were written on every way here.
    written: Registers,
    /// Registers that a function may have captured.
    captured: Registers,
    /// Registers that may be to be closed.
    closing: Registers,
}

impl State {
    /// What is known where two ways meet.
    fn meet(self, other: State) -> State {
        State {
            written: self.written.and(other.written),
            captured: self.captured.or(other.captured),
            closing: self.closing.or(other.closing),
        }
    }

    /// Notes that a variable is to be closed.
    fn mark(&mut self, register: usize) -> Result<(), Reason> {
        let above = self.closing.and(Registers::from(register));
        check(above.is_empty(), "variables to be closed out of order")?;
        self.closing = self.closing.or(Registers::range(register, register + 1));
        Ok(())
    }

    /// Executes an instruction up to where ways part.
    fn execute(&mut self, function: &FunctionCode, pc: usize) -> Result<(), Reason> {
        let i = function.code[pc];
        for range in effect(i, open(function, pc)).reads {
            let registers = Registers::range(range.start, range.end);
            check(self.written.contains(registers), "read of an unset register")?;
        }
        match i.op() {
            Op::Closure => {
                for upvalue in function.children[i.d()].upvalues.iter().filter(|u| u.in_stack) {
                    let index = upvalue.index as usize;
                    let captured = Registers::range(index, index + 1);
                    // A local function captures the very register that it is about to be in.
                    let is_set = index == i.a() || self.written.contains(captured);
                    check(is_set, "capture of an unset register")?;
                    self.captured = self.captured.or(captured);
                }
            }
            Op::GenericForPrepare => self.mark(i.a() + 3)?,
            Op::ToBeClosed => self.mark(i.a())?,
            Op::Close => {
                self.captured = self.captured.without(Registers::from(i.a()));
                self.closing = self.closing.without(Registers::from(i.a()));
            }
            Op::TailCall => check(self.closing.is_empty(), "tail call before closing")?,
            _ => {}
        }
        let closes = match i.op() {
            Op::Return | Op::TailCall => i.c() != 0,
            op => !matches!(op, Op::ReturnNone | Op::ReturnOne),
        };
        let bound = self.captured.or(self.closing);
        check(closes || bound.is_empty(), "return without closing")?;
        if let Some(kills) = effect(i, 0).kills {
            let gone = Registers::from(kills);
            check(bound.and(gone).is_empty(), "captured register lost")?;
            self.written = self.written.without(gone);
        }
        Ok(())
    }

    /// What is known behind an instruction, on the way out that it takes.
    fn after(mut self, i: Instruction, jumps: bool) -> State {
        let effect = effect(i, 0);
        let not_written = if jumps { When::Falling } else { When::Jumping };
        if effect.when != not_written {
            let written = Registers::range(effect.writes.start, effect.writes.end);
            self.written = self.written.or(written);
        }
        self
    }
}

/// The first of the registers that the instruction before `pc` left up to the top.
fn open(function: &FunctionCode, pc: usize) -> usize {
    pc.checked_sub(1).map_or(0, |before| function.code[before].a())
}

/// The blocks of a function: runs of instructions that are entered at their beginning only.
struct Blocks {
    /// The block that begins at each instruction, if one does.
    starts: Vec<Option<u32>>,
    /// What is known at the beginning of each block that can be reached.
    known: Vec<Option<State>>,
    /// Instructions whose blocks are to be looked at again.
    waiting: Vec<usize>,
}

impl Blocks {
    fn new(is_target: &[bool]) -> Blocks {
        let mut count = 0;
        let mut number = |begins: bool| {
            begins.then(|| {
                count += 1;
                count - 1
            })
        };
        let starts =
            is_target.iter().enumerate().map(|(pc, &target)| number(target || pc == 0)).collect();
        Blocks { starts, known: vec![None; count as usize], waiting: Vec::new() }
    }

    /// Notes another way to the block at `pc`.
    fn reach(&mut self, pc: usize, state: State) {
        let Some(block) = self.starts[pc] else { return };
        let known = &mut self.known[block as usize];
        let met = known.map_or(state, |known| known.meet(state));
        if *known != Some(met) {
            *known = Some(met);
            self.waiting.push(pc);
        }
    }
}

/// Checks what depends on the way that leads to an instruction: that registers are set before they are read, that
/// captured registers stay what they are, and that everything is closed in time.
///
/// # Errors
///
/// What is wrong.
pub(super) fn check_flow(function: &FunctionCode, is_target: &[bool]) -> Result<(), Reason> {
    let mut blocks = Blocks::new(is_target);
    blocks.reach(
        0,
        State {
            written: Registers::range(0, function.parameters.into()),
            captured: Registers::default(),
            closing: Registers::default(),
        },
    );
    while let Some(start) = blocks.waiting.pop() {
        let block = blocks.starts[start].expect("only blocks wait");
        let mut state = blocks.known[block as usize].expect("a block that was reached");
        let mut pc = start;
        loop {
            let i = function.code[pc];
            state.execute(function, pc)?;
            let (falls, distance) = match i.op() {
                Op::Return | Op::ReturnNone | Op::ReturnOne => (false, None),
                Op::LoadFalseSkip => (false, Some(1)),
                op => match jump(op) {
                    Some(falls) => (falls, Some(i.signed_d())),
                    None => (true, None),
                },
            };
            pc += 1;
            if let Some(distance) = distance {
                blocks.reach(pc.wrapping_add_signed(distance), state.after(i, true));
            }
            if !falls {
                break;
            }
            check(pc < function.code.len(), "code without an end")?;
            state = state.after(i, false);
            if blocks.starts[pc].is_some() {
                blocks.reach(pc, state);
                break;
            }
        }
    }
    Ok(())
}
