//! What errors know: their kind, their place, the argument they are about, what caused them, and the thrown value.

use std::error::Error as StdError;
use std::num::ParseIntError;

use lua_core::{
    Error, ErrorContext, ErrorKind, ExternalResult, Function, Lua, Table, Value, Variadic,
};

fn place(lua: &Lua, source: &str) -> Option<(String, u32)> {
    let error = lua.load(source).set_name("@game/orc.lua").exec().expect_err(source);
    error.location().map(|location| (location.chunk.clone(), location.line))
}

#[test]
fn errors_know_the_line_they_come_from() {
    let lua = Lua::new();
    lua.globals().set("fail", Function::wrap(|| Err::<(), _>(Error::runtime("no")))).unwrap();
    let at = |line| Some(("game/orc.lua".to_string(), line));
    assert_eq!(place(&lua, "local x\n\nx.y = 1"), at(3));
    assert_eq!(place(&lua, "\nerror('text')"), at(2));
    assert_eq!(place(&lua, "\nerror({})"), at(2));
    assert_eq!(place(&lua, "\n\nfail()"), at(3), "the line that called Rust");
    assert_eq!(place(&lua, "\ntable.concat({{}})"), at(2));
    assert_eq!(place(&lua, "local function f()\n  error('in f')\nend\nf()"), at(2));
    assert_eq!(place(&lua, "coroutine.wrap(function()\n error('in a coroutine') end)()"), at(2));
    assert_eq!(place(&lua, "setmetatable({}, {__index = function()\n error('x') end}).y()"), at(2));
    // Where the text is not Lua.
    assert_eq!(place(&lua, "local x\nlocal 1"), at(2));
    assert_eq!(place(&lua, "x = [["), at(1));
    // What was caught on the way has no place any more.
    assert_eq!(place(&lua, "pcall(error, 'first')\n\nerror('second')"), at(3));
}

#[test]
fn errors_outside_of_scripts_have_no_place() {
    let lua = Lua::new();
    assert_eq!(Error::runtime("no").location(), None);
    let fail = lua.create_function(|_, ()| Err::<(), _>(Error::runtime("no"))).unwrap();
    assert!(fail.call::<()>(()).unwrap_err().location().is_none());
    lua.load("error('before')").exec().unwrap_err();
    assert!(fail.call::<()>(()).unwrap_err().location().is_none(), "not that of another error");
    let text = lua.load("local x = 1 x()").set_name("=(load)").exec().unwrap_err();
    assert_eq!(text.location().unwrap().to_string(), "(load):1");
    let unnamed = lua.load("error()").set_name("error() -- a chunk named by its text");
    let location = unnamed.exec().unwrap_err().location().cloned().unwrap();
    assert_eq!(location.chunk, "[string \"error() -- a chunk named by its text\"]");
}

#[test]
fn argument_errors_say_everything() {
    let lua = Lua::new();
    let function = lua.create_function(|_, (_, _): (i64, Variadic<bool>)| Ok(())).unwrap();
    lua.globals().set("f", function).unwrap();
    let error = lua.load("local f = f f({})").exec().unwrap_err();
    let ErrorKind::BadArgument { function, position, name, expected, actual, .. } = error.kind()
    else {
        panic!("{:?}", error.kind());
    };
    assert_eq!((function.as_deref(), *position, name.as_deref()), (Some("f"), 1, None));
    assert_eq!((expected.as_deref(), actual.as_deref()), (Some("number"), Some("table")));
    let cause = error.source().and_then(|cause| cause.downcast_ref::<Error>()).expect("a cause");
    assert!(matches!(cause.kind(), ErrorKind::Conversion { from, to }
        if from == "table" && to == "number"));
    assert_eq!(error.location().unwrap().line, 1);
    let text = error.to_string();
    assert!(text.ends_with("bad argument #1 to 'f' (number expected, got table)"), "{text}");
}

#[test]
fn what_an_argument_error_wraps_is_found_along_the_chain() {
    #[derive(Debug)]
    struct Port(u16);

    impl lua_core::FromLua for Port {
        fn from_lua(value: Value, lua: &Lua) -> lua_core::Result<Port> {
            let text = String::from_lua(value, lua)?;
            text.parse().map(Port).into_lua_err()
        }
    }

    let lua = Lua::new();
    let listen = lua.create_function(|_, port: Port| Ok(port.0)).unwrap();
    lua.globals().set("listen", listen).unwrap();
    assert_eq!(lua.load("listen('80')").eval::<u16>().unwrap(), 80);
    let error = lua.load("listen('http')").eval::<u16>().unwrap_err();
    assert!(error.downcast_ref::<ParseIntError>().is_some());
    let chain: Vec<String> = error.chain().skip(1).map(|error| error.to_string()).collect();
    assert_eq!(chain, ["invalid digit found in string"; 2]);
    assert!(error.to_string().contains("bad argument #1 to 'listen' (invalid digit"));
}

#[test]
fn contexts_and_thrown_values_survive_the_way_through_scripts() {
    let lua = Lua::new();
    lua.globals()
        .set(
            "load_map",
            Function::wrap(|name: &str| {
                Err::<(), Error>(Error::runtime("no such file")).with_context(|_| name.to_string())
            }),
        )
        .unwrap();
    let error = lua.load("load_map('cave')").exec().unwrap_err();
    assert!(error.to_string().ends_with("cave: no such file"), "{error}");
    let error = lua.load("error(setmetatable({code = 7}, {}))").exec().unwrap_err();
    let again = lua.create_function(move |_, ()| Err::<(), _>(error.clone())).unwrap();
    lua.globals().set("again", again).unwrap();
    let code: i64 = lua.load("select(2, pcall(again)).code").eval().unwrap();
    assert_eq!(code, 7);
    let error = lua.load("again()").exec().unwrap_err();
    assert_eq!(error.value::<Table>(&lua).unwrap().get::<i64>("code").unwrap(), 7);
}
