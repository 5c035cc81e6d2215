//! What code must be before it may run. The interpreter checks nothing of this (rule V2 of the loop), so a
//! binary chunk passes here first; what the compiler emits does too, wherever debug assertions are on.
//!
//! Verified code has these properties:
//!
//! - Y1. Registers lie below the function's count, which covers its parameters.
//! - Y2. Constants exist and are of the kind that the instruction wants; so do upvalues and inner functions, and
//!   what these capture.
//! - Y3. Jumps stay inside the function, and only the instructions made for it jump backwards; the code never runs
//!   off its end.
//! - Y4. Values "up to the top" are taken by the instruction behind the one that left them there, and lie above
//!   what that instruction has before them.
//! - Y5. A register is read only if it was written on every way there: nothing that others left on the stack can
//!   be seen.
//! - Y6. Registers that are captured or to be closed are not given away to calls, and are closed before the function
//!   is left; variables are to be closed in the order of their registers.
//!
//! The values in registers may be of any type: that is what the handlers check.

mod effect;
mod flow;

use super::function::{Constant, FunctionCode, MAX_KEY};
use super::instruction::Instruction;
use super::opcode::Op;
use super::undump::Reason;
use effect::{effect, is_backward, jump};

/// The highest number of upvalues of a function.
const MAX_UPVALUES: usize = 255;
/// How many items of a table one instruction may stand for, at most: a constructor stores 50 at a time.
const ITEMS_PER_INSTRUCTION: usize = 50;

/// Checks a function and those inside it.
///
/// # Errors
///
/// What is wrong.
pub(crate) fn verify(function: &FunctionCode) -> Result<(), Reason> {
    check(function.parameters <= function.registers, "invalid number of registers")?;
    check(function.upvalues.len() <= MAX_UPVALUES, "too many upvalues")?;
    let length = function.code.len();
    check(length > 0 && i32::try_from(length).is_ok(), "invalid length of code")?;
    check(function.lines.is_empty() || function.lines.len() == length, "invalid lines")?;
    check(has_plausible_locals(function), "invalid local variables")?;
    for child in &function.children {
        captures(function, child)?;
    }
    let mut is_target = vec![false; length];
    for (pc, &i) in function.code.iter().enumerate() {
        operands(function, i)?;
        if let Some(target) = target(function, pc)? {
            is_target[target] = true;
        }
    }
    for pc in 0..length {
        open_values(function, pc, &is_target)?;
    }
    flow::check_flow(function, &is_target)?;
    function.children.iter().try_for_each(|child| verify(child))
}

fn check(is_right: bool, reason: Reason) -> Result<(), Reason> {
    if is_right { Ok(()) } else { Err(reason) }
}

/// Whether local variables are in order, and no more than registers at any time.
fn has_plausible_locals(function: &FunctionCode) -> bool {
    let length = function.code.len();
    let mut changes = vec![0i64; length + 1];
    let mut last_start = 0;
    for local in &function.locals {
        if local.start < last_start || local.start > local.end || local.end as usize > length {
            return false;
        }
        last_start = local.start;
        changes[local.start as usize] += 1;
        changes[local.end as usize] -= 1;
    }
    let mut alive = 0;
    changes.into_iter().all(|change| {
        alive += change;
        alive <= function.registers.into()
    })
}

/// Checks what an inner function captures.
fn captures(function: &FunctionCode, child: &FunctionCode) -> Result<(), Reason> {
    let exists = |upvalue: &super::UpvalueDescriptor| match upvalue.in_stack {
        true => upvalue.index < function.registers,
        false => (upvalue.index as usize) < function.upvalues.len(),
    };
    check(child.upvalues.iter().all(exists), "invalid upvalue of a function")
}

/// Checks the operands of an instruction one by one.
fn operands(function: &FunctionCode, i: Instruction) -> Result<(), Reason> {
    use Op::*;
    check(effect(i, 0).end() <= function.registers.into(), "invalid register")?;
    let upvalue = match i.op() {
        GetUpvalue | GetGlobal => Some(i.b()),
        SetUpvalue | SetUpvalueConstant | SetGlobal | SetGlobalConstant => Some(i.a()),
        _ => None,
    };
    check(upvalue.is_none_or(|index| index < function.upvalues.len()), "invalid upvalue")?;
    let constant = |index: usize, is_right: fn(&Constant) -> bool| {
        check(function.constants.get(index).is_some_and(is_right), "invalid constant")
    };
    match i.op() {
        LoadConstant | SetUpvalueConstant | SetTableConstant => constant(i.d(), |_| true)?,
        GetGlobal | SetGlobal | SetGlobalConstant | GetField | SetField | SetFieldConstant => {
            constant(i.d(), is_key)?;
        }
        Method => constant(i.d(), |constant| matches!(constant, Constant::String(_)))?,
        op if effect::has_number(op) => constant(i.d(), |constant| {
            matches!(constant, Constant::Integer(_) | Constant::Float(_))
        })?,
        _ => {}
    }
    match i.op() {
        SetGlobalConstant
        | SetIntegerConstant
        | SetFieldConstant
        | JumpIfEqualConstant
        | JumpIfNotEqualConstant => constant(i.e(), |_| true),
        Closure => check(i.d() < function.children.len(), "invalid function"),
        Concat => check(i.b() >= 2, "invalid operand"),
        Vararg => check(function.is_vararg, "invalid operand"),
        // A table is not made larger than the code that fills it could need.
        NewTable | SetList => {
            let items = function.code.len().saturating_mul(ITEMS_PER_INSTRUCTION);
            let fields = if i.op() == NewTable { i.e() } else { 0 };
            check(i.d() <= items && fields <= function.code.len(), "invalid size of a table")
        }
        _ => Ok(()),
    }
}

/// Whether a constant is a string that instructions take as the name of a field.
fn is_key(constant: &Constant) -> bool {
    matches!(constant, Constant::String(text) if text.len() <= MAX_KEY)
}

/// Where an instruction may jump to.
fn target(function: &FunctionCode, pc: usize) -> Result<Option<usize>, Reason> {
    let i = function.code[pc];
    let distance = match i.op() {
        Op::LoadFalseSkip => 1,
        op if jump(op).is_none() => return Ok(None),
        _ => i.signed_d(),
    };
    check((distance < 0) == is_backward(i.op()), "invalid jump")?;
    let target = (pc + 1).checked_add_signed(distance);
    match target.filter(|&target| target < function.code.len()) {
        Some(target) => Ok(Some(target)),
        None => Err("invalid jump"),
    }
}

/// Checks that whoever takes values up to the top stands behind whoever left them there, and the other way round.
fn open_values(function: &FunctionCode, pc: usize, is_target: &[bool]) -> Result<(), Reason> {
    const REASON: Reason = "invalid number of values";
    let i = function.code[pc];
    // A tail call of a Rust function leaves its results to the return behind it.
    let leaves = |i: Instruction| match i.op() {
        Op::Call | Op::Vararg => i.c() == 0,
        op => op == Op::TailCall,
    };
    let takes = match i.op() {
        Op::Call | Op::TailCall | Op::SetList | Op::Return => i.b() == 0,
        _ => false,
    };
    let source = pc.checked_sub(1).map(|before| function.code[before]).filter(|&i| leaves(i));
    check(takes == source.is_some(), REASON)?;
    let Some(source) = source else { return Ok(()) };
    let is_above = match i.op() {
        Op::Return => source.a() >= i.a(),
        _ => source.a() > i.a(),
    };
    let fits = source.op() != Op::TailCall || i.op() == Op::Return;
    check(is_above && fits && !is_target[pc], REASON)
}
