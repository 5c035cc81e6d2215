//! Metamethods: the one slow path of each operator (manual 2.4).
//!
//! A `…_step` function finds out what an operation amounts to: a value, or the call of a handler. The
//! interpreter's instructions push that call as a frame and go on in their loop; Rust code, through the
//! functions without `_step`, calls the handler and waits.

use super::invoke;
use super::limits;
use super::message;
use crate::gc::Gc;
use crate::num::Number;
use crate::num::arith::{ArithError, ArithOp, arith};
use crate::num::compare;
use crate::num::convert::number_to_integer;
use crate::num::parse::parse_number;
use crate::object::{Event, KeyError, LuaError, State, Table, Value};

/// How long a chain of `__index` or `__newindex` may be.
const MAX_CHAIN: usize = 2000;

/// What an operation amounts to.
pub(crate) enum Step {
    /// A value.
    Done(Value),
    /// The call of a handler with two arguments.
    Call(Value, [Value; 2]),
}

/// What a store amounts to.
pub(crate) enum StoreStep {
    /// It is done.
    Done,
    /// The call of a handler with the object it belongs to.
    Call(Value, Value),
}

/// Reads `object[key]`: a value, or the `__index` function to call.
///
/// # Errors
///
/// If something along the chain cannot be indexed, or the chain is too long.
pub(crate) fn index_step(state: &State, mut object: Value, key: Value) -> Result<Step, LuaError> {
    for _ in 0..MAX_CHAIN {
        count_lookup(state, key);
        let handler = match object.as_table() {
            Some(table) => {
                let value = table.raw_get(key);
                if !value.is_nil() {
                    return Ok(Step::Done(value));
                }
                match table.metatable() {
                    Some(metatable) => state.metatable_field(metatable, Event::Index),
                    None => return Ok(Step::Done(Value::NIL)),
                }
            }
            None => {
                let handler = state.metamethod(object, Event::Index);
                if handler.is_nil() {
                    return Err(message::type_error(state, object, "index"));
                }
                handler
            }
        };
        if handler.is_nil() {
            return Ok(Step::Done(Value::NIL));
        }
        if handler.is_function() {
            return Ok(Step::Call(handler, [object, key]));
        }
        object = handler;
    }
    Err(message::error(state, "'__index' chain too long; possible loop"))
}

/// Counts a step of a chain of metatables, and looking at a long string that is a key.
#[inline]
pub(crate) fn count_lookup(state: &State, key: Value) {
    limits::count(state, 1);
    if let Some(string) = key.as_string() {
        limits::count_bytes(state, string.len());
    }
}

/// How far [`inherited`] looks; [`index_step`] goes further.
const MAX_INHERITANCE: usize = 16;

/// What [`index_step`] finds for a name that a table lacks, if only tables are on the way and one has it.
///
/// PERF: methods and fields of a class are found so; it saves a sixth of the instructions of programs full of them.
#[inline]
pub(crate) fn inherited(state: &State, object: Value, key: Value) -> Option<Value> {
    let (mut table, name) = (object.as_table()?, key.as_short_string()?);
    for _ in 0..MAX_INHERITANCE {
        table = state.metatable_field(table.metatable()?, Event::Index).as_table()?;
        let value = table.get_short_string(name);
        if !value.is_nil() {
            return Some(value);
        }
    }
    None
}

/// Reads `object[key]`, calling metamethods.
///
/// # Errors
///
/// If the object cannot be indexed, or a metamethod fails.
pub(crate) fn index(state: &State, object: Value, key: Value) -> Result<Value, LuaError> {
    match index_step(state, object, key)? {
        Step::Done(value) => Ok(value),
        Step::Call(handler, arguments) => invoke::call_value(state, handler, &arguments),
    }
}

/// Stores `object[key] = value`, or finds the `__newindex` function to call.
///
/// # Errors
///
/// If something along the chain cannot be indexed, or the key cannot be stored.
pub(crate) fn set_index_step(
    state: &State,
    mut object: Value,
    key: Value,
    value: Value,
) -> Result<StoreStep, LuaError> {
    for _ in 0..MAX_CHAIN {
        count_lookup(state, key);
        let handler = match object.as_table() {
            Some(table) => {
                let handler = match table.metatable() {
                    Some(metatable) if table.raw_get(key).is_nil() => {
                        state.metatable_field(metatable, Event::NewIndex)
                    }
                    _ => Value::NIL,
                };
                if handler.is_nil() {
                    raw_set(state, table, key, value)?;
                    return Ok(StoreStep::Done);
                }
                handler
            }
            None => {
                let handler = state.metamethod(object, Event::NewIndex);
                if handler.is_nil() {
                    return Err(message::type_error(state, object, "index"));
                }
                handler
            }
        };
        if handler.is_function() {
            return Ok(StoreStep::Call(handler, object));
        }
        object = handler;
    }
    Err(message::error(state, "'__newindex' chain too long; possible loop"))
}

/// Stores `object[key] = value`, calling metamethods.
///
/// # Errors
///
/// If the object cannot be indexed, the key cannot be stored, or a metamethod fails.
pub(crate) fn set_index(
    state: &State,
    object: Value,
    key: Value,
    value: Value,
) -> Result<(), LuaError> {
    match set_index_step(state, object, key, value)? {
        StoreStep::Done => Ok(()),
        StoreStep::Call(handler, object) => {
            invoke::call_value(state, handler, &[object, key, value]).map(drop)
        }
    }
}

/// Stores `table[key] = value` without metamethods.
///
/// # Errors
///
/// If the key is nil or NaN, or the table cannot grow.
pub(crate) fn raw_set(
    state: &State,
    table: Gc<Table>,
    key: Value,
    value: Value,
) -> Result<(), LuaError> {
    table.raw_set(&state.heap, key, value).map_err(|error| match error {
        KeyError::Frozen => message::frozen_error(state, key),
        KeyError::Memory => limits::out_of_memory(state),
        error => message::error(state, error.message()),
    })
}

/// The event of an arithmetic operation.
pub(crate) fn arith_event(op: ArithOp) -> Event {
    match op {
        ArithOp::Add => Event::Add,
        ArithOp::Sub => Event::Subtract,
        ArithOp::Mul => Event::Multiply,
        ArithOp::Div => Event::Divide,
        ArithOp::Mod => Event::Modulo,
        ArithOp::Pow => Event::Power,
        ArithOp::IDiv => Event::FloorDivide,
        ArithOp::BAnd => Event::BitAnd,
        ArithOp::BOr => Event::BitOr,
        ArithOp::BXor => Event::BitXor,
        ArithOp::Shl => Event::ShiftLeft,
        ArithOp::Shr => Event::ShiftRight,
        ArithOp::Unm => Event::Negate,
        ArithOp::BNot => Event::BitNot,
    }
}

/// Whether an operation works on integers only.
pub(crate) fn is_bitwise(op: ArithOp) -> bool {
    use ArithOp::{BAnd, BNot, BOr, BXor, Shl, Shr};
    matches!(op, BAnd | BOr | BXor | Shl | Shr | BNot)
}

/// Computes `a op b`: a number, or the handler to call. Strings are the business of their own metamethods.
///
/// # Errors
///
/// If an operand is no number and has no metamethod, or the operation has no result.
pub(crate) fn arith_step(state: &State, op: ArithOp, a: Value, b: Value) -> Result<Step, LuaError> {
    let mut no_integer = false;
    if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
        match arith(op, x, y) {
            Ok(number) => return Ok(Step::Done(Value::from_number(number))),
            Err(ArithError::DivideByZero) => {
                return Err(message::error(state, "attempt to divide by zero"));
            }
            Err(ArithError::ModuloByZero) => {
                return Err(message::error(state, "attempt to perform 'n%0'"));
            }
            Err(ArithError::NoInteger) => no_integer = true,
        }
    }
    let handler = binary_handler(state, a, b, arith_event(op));
    if !handler.is_nil() {
        return Ok(Step::Call(handler, [a, b]));
    }
    Err(if no_integer || is_bitwise(op) && a.is_number() && b.is_number() {
        message::no_integer_error(state, a, b)
    } else if is_bitwise(op) {
        message::operand_error(state, a, b, "perform bitwise operation on")
    } else {
        message::operand_error(state, a, b, "perform arithmetic on")
    })
}

/// Computes `a op b`, calling metamethods.
///
/// # Errors
///
/// As [`arith_step`], or if a metamethod fails.
pub(crate) fn arithmetic(
    state: &State,
    op: ArithOp,
    a: Value,
    b: Value,
) -> Result<Value, LuaError> {
    match arith_step(state, op, a, b)? {
        Step::Done(value) => Ok(value),
        Step::Call(handler, arguments) => invoke::call_value(state, handler, &arguments),
    }
}

/// The metamethod of the first operand, or else of the second; nil if neither has one.
pub(crate) fn binary_handler(state: &State, a: Value, b: Value, event: Event) -> Value {
    let handler = state.metamethod(a, event);
    if handler.is_nil() { state.metamethod(b, event) } else { handler }
}

/// Computes `a .. b` for two values: a string, or the handler to call.
///
/// # Errors
///
/// If an operand is neither a string nor a number and has no metamethod.
pub(crate) fn concat_handler(state: &State, a: Value, b: Value) -> Result<Value, LuaError> {
    let handler = binary_handler(state, a, b, Event::Concat);
    if handler.is_nil() {
        return Err(message::concat_error(state, a, b));
    }
    Ok(handler)
}

/// Computes `#value`: a number, or the handler to call.
///
/// # Errors
///
/// If the value has no length.
pub(crate) fn length_step(state: &State, value: Value) -> Result<Step, LuaError> {
    let handler = match (value.as_table(), value.as_string()) {
        (Some(table), _) => {
            let handler = match table.metatable() {
                Some(metatable) => state.metatable_field(metatable, Event::Length),
                None => Value::NIL,
            };
            if handler.is_nil() {
                return Ok(Step::Done(Value::from_integer(table.length())));
            }
            handler
        }
        (_, Some(string)) => return Ok(Step::Done(Value::from_integer(string.len() as i64))),
        _ => state.metamethod(value, Event::Length),
    };
    if handler.is_nil() {
        return Err(message::type_error(state, value, "get length of"));
    }
    Ok(Step::Call(handler, [value, value]))
}

/// Computes `#value`, calling metamethods; the result need not be an integer.
///
/// # Errors
///
/// If the value has no length, or a metamethod fails.
pub(crate) fn length(state: &State, value: Value) -> Result<Value, LuaError> {
    match length_step(state, value)? {
        Step::Done(length) => Ok(length),
        Step::Call(handler, arguments) => invoke::call_value(state, handler, &arguments),
    }
}

/// Counts what it takes to compare two values, if they are long strings.
#[inline]
pub(crate) fn count_comparison(state: &State, a: Value, b: Value) {
    if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
        limits::count_bytes(state, a.len().min(b.len()));
    }
}

/// Whether `a == b`: known, or the handler to call.
pub(crate) fn equals_step(state: &State, a: Value, b: Value) -> Step {
    count_comparison(state, a, b);
    if a.raw_equals(b) {
        return Step::Done(Value::TRUE);
    }
    let (first, second) = match (a.as_table(), b.as_table(), a.as_userdata(), b.as_userdata()) {
        (Some(a), Some(b), ..) => (a.metatable(), b.metatable()),
        (_, _, Some(a), Some(b)) => (a.metatable(), b.metatable()),
        _ => return Step::Done(Value::FALSE),
    };
    let handler = [first, second]
        .into_iter()
        .flatten()
        .map(|metatable| state.metatable_field(metatable, Event::Equal))
        .find(|handler| !handler.is_nil());
    match handler {
        Some(handler) => Step::Call(handler, [a, b]),
        None => Step::Done(Value::FALSE),
    }
}

/// Whether `a == b`, calling metamethods.
///
/// # Errors
///
/// If a metamethod fails.
pub(crate) fn equals(state: &State, a: Value, b: Value) -> Result<bool, LuaError> {
    match equals_step(state, a, b) {
        Step::Done(result) => Ok(result.is_truthy()),
        Step::Call(handler, arguments) => {
            Ok(invoke::call_value(state, handler, &arguments)?.is_truthy())
        }
    }
}

/// Compares two numbers by `<`, or by `<=` if `or_equal`.
#[inline]
pub(crate) fn compare_numbers(a: Number, b: Number, or_equal: bool) -> bool {
    use Number::{Float, Integer};
    match (a, b, or_equal) {
        (Integer(a), Integer(b), false) => a < b,
        (Integer(a), Integer(b), true) => a <= b,
        (Float(a), Float(b), false) => a < b,
        (Float(a), Float(b), true) => a <= b,
        (Integer(a), Float(b), false) => compare::integer_less_float(a, b),
        (Integer(a), Float(b), true) => compare::integer_less_equal_float(a, b),
        (Float(a), Integer(b), false) => compare::float_less_integer(a, b),
        (Float(a), Integer(b), true) => compare::float_less_equal_integer(a, b),
    }
}

/// Whether `a < b` (or `a <= b` if `or_equal`): known, or the handler to call.
///
/// # Errors
///
/// If the values cannot be compared.
pub(crate) fn compare_step(
    state: &State,
    a: Value,
    b: Value,
    or_equal: bool,
) -> Result<Step, LuaError> {
    if let (Some(a), Some(b)) = (a.as_number(), b.as_number()) {
        return Ok(Step::Done(Value::from_boolean(compare_numbers(a, b, or_equal))));
    }
    if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
        limits::count_bytes(state, a.len().min(b.len()));
        let result =
            if or_equal { a.as_bytes() <= b.as_bytes() } else { a.as_bytes() < b.as_bytes() };
        return Ok(Step::Done(Value::from_boolean(result)));
    }
    let event = if or_equal { Event::LessEqual } else { Event::Less };
    let handler = binary_handler(state, a, b, event);
    if handler.is_nil() {
        return Err(message::compare_error(state, a, b));
    }
    Ok(Step::Call(handler, [a, b]))
}

/// Whether `a < b`, calling metamethods.
///
/// # Errors
///
/// If the values cannot be compared, or a metamethod fails.
pub(crate) fn less_than(state: &State, a: Value, b: Value) -> Result<bool, LuaError> {
    compared(state, a, b, false)
}

fn compared(state: &State, a: Value, b: Value, or_equal: bool) -> Result<bool, LuaError> {
    if let (Some(a), Some(b)) = (a.as_integer(), b.as_integer()) {
        return Ok(a < b || or_equal && a == b);
    }
    match compare_step(state, a, b, or_equal)? {
        Step::Done(result) => Ok(result.is_truthy()),
        Step::Call(handler, arguments) => {
            Ok(invoke::call_value(state, handler, &arguments)?.is_truthy())
        }
    }
}

/// The integer that a value stands for: an integer, a float with an integer's value, or a string of either.
pub(crate) fn to_integer(state: &State, value: Value) -> Option<i64> {
    number_to_integer(to_number(state, value)?)
}

/// How many digits are read in the time of an instruction, about.
const DIGITS: usize = 4;

/// The number that a value stands for: a number, or a string that reads as one.
pub(crate) fn to_number(state: &State, value: Value) -> Option<Number> {
    match value.as_string() {
        Some(string) => {
            limits::count(state, string.len() / DIGITS);
            parse_number(string.as_bytes())
        }
        None => value.as_number(),
    }
}

/// A value as text, as `tostring` gives it: through `__tostring`, with `__name`.
///
/// # Errors
///
/// If `__tostring` fails or returns something else than a string.
pub(crate) fn to_string(state: &State, value: Value) -> Result<Value, LuaError> {
    let handler = state.metamethod(value, Event::ToString);
    if !handler.is_nil() {
        let text = invoke::call_value(state, handler, &[value])?;
        if text.is_string() {
            return Ok(text);
        }
        if let Some(number) = text.as_number() {
            return Ok(number_text(state, number));
        }
        return Err(message::error_at_caller(state, "'__tostring' must return a string"));
    }
    if let Some(name) = message::own_type_name(state, value) {
        limits::admit_string(state, name.len())?;
        limits::spend_bytes(state, name.len())?;
    }
    Ok(plain_text(state, value))
}

/// A value as text without calling anything.
pub(crate) fn plain_text(state: &State, value: Value) -> Value {
    if value.is_string() {
        return value;
    }
    if let Some(number) = value.as_number() {
        return number_text(state, number);
    }
    if value.is_nil() {
        return state.string_value("nil");
    }
    if let Some(boolean) = value.as_boolean() {
        return state.string_value(if boolean { "true" } else { "false" });
    }
    let mut text = message::type_name(state, value);
    text.extend_from_slice(format!(": {:#06x}", state.identity(value).unwrap_or(0)).as_bytes());
    state.string_value(text)
}

/// A number as text.
pub(crate) fn number_text(state: &State, number: Number) -> Value {
    let mut text = Vec::with_capacity(24);
    crate::num::format::write_number(number, &mut text);
    state.string_value(text)
}
