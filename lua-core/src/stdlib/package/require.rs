//! `require` (manual 6.3).

use super::search::package_field;
use crate::native::buffer::Buffer;
use crate::object::{Call, LuaError, Returns, Value};
use crate::stdlib::text::append_if_text;
use crate::stdlib::{LOADED, registry_table};
use crate::vm::metamethod;

/// Positions in the window: what was asked for, and the table of loaded modules.
const NAME: usize = 1;
const MODULES: usize = 2;

/// `require (modname)` — manual 6.3.
pub(super) fn require(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = Value::from_string(call.string(NAME)?);
    let modules = Value::from_table(registry_table(call.state(), LOADED));
    call.set_count(MODULES)?;
    call.replace(MODULES, modules);
    let state = call.state();
    let module = metamethod::index(state, modules, name)?;
    if module.is_truthy() {
        return call.one(module);
    }
    find_loader(call)?;
    // [loader, data] becomes [data, loader, name, data], the last three a call.
    let loader = call.len() - 1;
    let (function, data) = (call.slot(loader), call.slot(loader + 1));
    call.set_slot(loader, data);
    call.set_slot(loader + 1, function);
    call.push(name)?;
    call.push(data)?;
    call.invoke(2, 1)?;
    let result = call.slot(call.len());
    if !result.is_nil() {
        metamethod::set_index(state, modules, name, result)?;
    }
    let mut module = metamethod::index(state, modules, name)?;
    if module.is_nil() {
        module = Value::TRUE;
        metamethod::set_index(state, modules, name, module)?;
    }
    let data = call.slot(loader);
    call.many(&[module, data])
}

/// Asks the searchers one after the other; leaves the loader and its data on top.
///
/// # Errors
///
/// If no searcher knows the module: the error says what each of them said.
fn find_loader(call: &mut Call<'_>) -> Result<(), LuaError> {
    let state = call.state();
    let searchers = package_field(state, "searchers")?;
    let Some(list) = searchers.as_table() else {
        return Err(call.error("'package.searchers' must be a table"));
    };
    // On the stack, as a searcher may replace it.
    call.push(searchers)?;
    let floor = call.len();
    let mut answers = Buffer::new(state);
    for index in 1.. {
        let searcher = list.get_integer(index);
        if searcher.is_nil() {
            break;
        }
        call.push(searcher)?;
        call.push(call.get(NAME))?;
        call.invoke(1, 2)?;
        let answer = call.slot(floor + 1);
        if answer.is_function() {
            return Ok(());
        }
        let length = answers.len();
        answers.extend(b"\n\t")?;
        if !append_if_text(answer, &mut answers)? {
            answers.truncate(length);
        }
        call.truncate(floor);
    }
    let name = call.string(NAME)?;
    Err(call.error([b"module '", name.as_bytes(), b"' not found:", answers.as_slice()].concat()))
}
