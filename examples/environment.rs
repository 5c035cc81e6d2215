//! The scripting RFC's controlled environment: a script sees what it is given and cannot make new globals.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use ferrolua::{Error, Function, Lua, Result, Table, Value, Variadic};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/scripts/environment.lua");

/// A table through which another is seen, and where nothing can be added or replaced.
fn read_only(lua: &Lua, contents: Table) -> Result<Table> {
    let forbid = |_: Table, name: String, _: Value| {
        let message = format!("'{name}' cannot be set: scripts keep no state");
        Err::<(), _>(Error::runtime(message))
    };
    let metatable = lua.create_table_from([("__index", contents)])?;
    metatable.set("__newindex", Function::wrap(forbid))?;
    metatable.set("__metatable", false)?;
    let table = lua.create_table()?;
    table.set_metatable(Some(metatable))?;
    Ok(table)
}

/// The globals of a script: the named ones of the machine.
fn environment(lua: &Lua, names: &[&str]) -> Result<Table> {
    let visible = lua.create_table()?;
    for &name in names {
        match lua.globals().get(name)? {
            Value::Table(library) => visible.set(name, read_only(lua, library)?)?,
            value => visible.set(name, value)?,
        }
    }
    read_only(lua, visible)
}

pub(crate) fn run() -> Result<String> {
    let lua = Lua::new();
    let printed = Rc::new(RefCell::new(String::new()));
    let sink = Rc::clone(&printed);
    let print = lua.create_function(move |_, values: Variadic<Value>| {
        let texts = values.iter().map(Value::to_string).collect::<Result<Vec<_>>>()?;
        *sink.borrow_mut() += &format!("{}\n", texts.join("\t"));
        Ok(())
    })?;
    lua.globals().set("print", print)?;

    // As the RFC has it: the script controls the environment of its own function.
    if let Err(error) = lua.load(Path::new(SCRIPT)).exec() {
        *printed.borrow_mut() += &format!("error: {error}\n");
    }

    // As a host does it, for the script as a whole: it chooses what is seen, and nothing of that can be changed.
    for source in [
        "print(math.max(1, 2), a)",
        "count = 1",
        "print = nil",
        "math.pi = 3",
        "string.rep('x', 9)",
    ] {
        let chunk = lua.load(source).set_name("=script");
        if let Err(error) = chunk.set_environment(environment(&lua, &["print", "math"])?).exec() {
            *printed.borrow_mut() += &format!("error: {error}\n");
        }
    }
    Ok(printed.take())
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}
