//! `string.format` with any format and arguments of all kinds.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use lua_core::{Function, Lua, Value, Variadic};

#[derive(Arbitrary, Debug)]
enum Argument<'a> {
    Integer(i64),
    Float(f64),
    Text(&'a [u8]),
    Flag(bool),
    Nothing,
    Table,
}

thread_local! {
    static FORMAT: (Lua, Function) = {
        let lua = Lua::new();
        let function = lua.load("pcall(string.format, ...)").into_function().expect("it is Lua");
        (lua, function)
    };
}

fuzz_target!(|input: (&[u8], Vec<Argument<'_>>)| {
    FORMAT.with(|(lua, function)| {
        let text = |bytes: &[u8]| Value::String(lua.create_string(bytes).expect("it is short"));
        let mut arguments = Variadic::new();
        arguments.push(text(input.0));
        for argument in &input.1 {
            arguments.push(match argument {
                Argument::Integer(integer) => Value::Integer(*integer),
                Argument::Float(float) => Value::Number(*float),
                Argument::Text(bytes) => text(bytes),
                Argument::Flag(flag) => Value::Boolean(*flag),
                Argument::Nothing => Value::Nil,
                Argument::Table => Value::Table(lua.create_table().expect("a table")),
            });
        }
        function.call::<Value>(arguments).expect("errors are caught");
    });
});
