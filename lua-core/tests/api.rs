//! The embedding API, type by type.

use std::collections::{BTreeMap, HashMap};

use lua_core::{
    ChunkMode, Error, ErrorKind, Function, Lua, LuaString, MultiValue, Result, Table, Thread,
    ThreadStatus, TypedFunction, Value, Variadic,
};

#[test]
fn chunks_have_names_environments_and_arguments() -> Result<()> {
    let lua = Lua::new();
    assert_eq!(lua.load("...").call::<Option<i64>>(7).ok(), None);
    assert_eq!(lua.load("return ...").call::<(i64, String)>((7, "x"))?, (7, "x".into()));
    let error = lua.load("x =").set_name("@a.lua").exec().expect_err("it is incomplete");
    assert!(matches!(error.kind(), ErrorKind::Syntax { incomplete: true }));
    assert_eq!(error.to_string(), "a.lua:1: unexpected symbol near <eof>");
    let environment = lua.create_table()?;
    lua.load("y = 1").set_environment(environment.clone()).exec()?;
    assert_eq!(environment.get::<i64>("y")?, 1);
    assert!(!lua.globals().contains_key("y")?);
    Ok(())
}

#[test]
fn tables_are_read_written_and_traversed() -> Result<()> {
    let lua = Lua::new();
    let table = lua.create_sequence_from([10, 20, 30])?;
    table.push(40)?;
    assert_eq!((table.len()?, table.pop::<i64>()?, table.raw_len()), (4, 40, 3));
    table.set("k", "v")?;
    let pairs: Vec<(Value, Value)> = table.pairs().collect::<Result<_>>()?;
    assert_eq!(pairs.len(), 4);
    assert_eq!(table.sequence_values::<i64>().collect::<Result<Vec<_>>>()?, [10, 20, 30]);
    let meta = lua.create_table()?;
    meta.set("__index", Function::wrap(|_: Table, key: String| format!("no {key}")))?;
    table.set_metatable(Some(meta))?;
    assert_eq!(table.get::<String>("absent")?, "no absent");
    assert_eq!(table.raw_get::<Option<String>>("absent")?, None);
    assert!(table.set(Value::Nil, 1).is_err() && table.set(f64::NAN, 1).is_err());
    table.clear()?;
    assert!(table.is_empty());
    Ok(())
}

#[test]
fn functions_are_called_bound_and_described() -> Result<()> {
    let lua = Lua::new();
    let sum: Function = lua.load("function(a, b, ...) return a + b end").eval()?;
    assert_eq!(sum.call::<f64>((1, 2.5))?, 3.5);
    assert_eq!(sum.bind(40)?.call::<i64>(2)?, 42);
    let info = sum.info();
    assert_eq!((info.what, info.num_params, info.is_vararg), ("Lua", 2, true));
    let mut count = 0;
    let counter = lua.create_function_mut(move |_, ()| {
        count += 1;
        Ok(count)
    })?;
    assert_eq!((counter.call::<i64>(())?, counter.call::<i64>(())?), (1, 2));
    let typed: TypedFunction<(i64, i64), i64> = TypedFunction::new(sum)?;
    assert_eq!(typed.call((1, 2))?, 3);
    let boxed: Box<dyn Fn(i64) -> Result<i64>> = lua.load("function(n) return n * n end").eval()?;
    assert_eq!(boxed(7)?, 49);
    Ok(())
}

#[test]
fn wrong_arguments_say_which_what_and_why() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("f", Function::wrap(|_: i64, text: &str| text.len()))?;
    let message = |code: &str| lua.load(code).set_name("=t").exec().expect_err("wrong").to_string();
    assert_eq!(message("f(1, {})"), "t:1: bad argument #2 to 'f' (string expected, got table)");
    assert_eq!(message("f('x', 'y')"), "t:1: bad argument #1 to 'f' (number expected, got string)");
    assert_eq!(message("f(1)"), "t:1: bad argument #2 to 'f' (string expected, got no value)");
    assert!(message("f(1.5, 'y')").contains("number has no integer representation"));
    Ok(())
}

#[test]
fn threads_are_resumed_and_closed() -> Result<()> {
    let lua = Lua::new();
    let thread: Thread = lua
        .load("coroutine.create(function(a) local b = coroutine.yield(a + 1) error(b) end)")
        .eval()?;
    assert_eq!(thread.resume::<i64>(1)?, 2);
    assert_eq!(thread.status(), ThreadStatus::Resumable);
    assert!(thread.resume::<()>("boom").is_err());
    assert_eq!(thread.status(), ThreadStatus::Error);
    assert!(thread.close().is_err() && thread.resume::<()>(()).is_err());
    Ok(())
}

#[test]
fn strings_hold_any_bytes() -> Result<()> {
    let lua = Lua::new();
    let bytes: LuaString = lua.load(r#""a\0\xff""#).eval()?;
    assert_eq!(bytes.as_bytes()?, b"a\0\xff");
    assert!(bytes.to_str().is_err());
    assert_eq!(lua.create_string("x".repeat(1 << 20))?.to_vec().len(), 1 << 20);
    Ok(())
}

#[test]
fn values_convert_without_loss() -> Result<()> {
    let lua = Lua::new();
    assert_eq!(lua.convert::<Vec<i64>>(vec![1, 2, 3])?, [1, 2, 3]);
    assert_eq!(lua.convert::<BTreeMap<String, bool>>(HashMap::from([("a", true)]))?.len(), 1);
    assert_eq!(lua.convert::<Option<u8>>(None::<u8>)?, None);
    assert_eq!(lua.convert::<[f64; 2]>([0.5, 1.5])?, [0.5, 1.5]);
    assert!(lua.convert::<u8>(256).is_err() && lua.pack(u64::MAX).is_err());
    assert_eq!(lua.convert::<i64>(3.0)?, 3);
    assert_eq!(lua.convert::<char>('ß')?, 'ß');
    let many: MultiValue = lua.load("1, nil, 'x'").eval()?;
    assert_eq!(many.len(), 3);
    let rest: (i64, Variadic<i64>) = lua.load("1, 2, 3").eval()?;
    assert_eq!((rest.0, rest.1.len()), (1, 2));
    assert!(Value::Integer(1) == Value::Number(1.0));
    assert_eq!(Value::Number(1.5).to_string()?, "1.5");
    Ok(())
}

#[test]
fn the_registry_keeps_values_for_rust() -> Result<()> {
    let lua = Lua::new();
    let key = lua.create_registry_value(lua.create_table()?)?;
    lua.registry_value::<Table>(&key)?.set(1, "kept")?;
    lua.gc_collect()?;
    assert_eq!(lua.registry_value::<Table>(&key)?.get::<String>(1)?, "kept");
    lua.replace_registry_value(&key, 5)?;
    assert_eq!(lua.registry_value::<i64>(&key)?, 5);
    lua.remove_registry_value(key)?;
    lua.set_app_data(7i32);
    assert_eq!(lua.app_data_ref::<i32>().map(|data| *data), Some(7));
    Ok(())
}

#[test]
fn errors_cross_threads_with_their_context() {
    fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Error>();
    let lua = Lua::new();
    let error = lua.load("error({})").exec().expect_err("it throws").context("starting");
    let text = std::thread::spawn(move || error.to_string()).join().expect("a thread");
    assert_eq!(text, "starting: (error object is a table value)");
}

#[test]
fn warnings_reach_the_function_that_the_host_set() -> Result<()> {
    use std::cell::RefCell;
    use std::rc::Rc;

    let lua = Lua::new();
    let pieces = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&pieces);
    lua.set_warning_function(move |lua, text, incomplete| {
        // The function may use the machine, warn again, and set another function.
        lua.load("local t = {}; for i = 1, 100 do t[i] = {} end").exec()?;
        sink.borrow_mut().push((text.to_string(), incomplete));
        if text == "stop" { Err(Error::runtime("stopped")) } else { Ok(()) }
    });
    lua.warning("from Rust, ", true);
    lua.warning("done", false);
    lua.load("warn('@on') warn('a', 1, 'b')").exec()?;
    let error = lua.load("warn('stop')").set_name("=t").exec().expect_err("the function fails");
    assert_eq!(error.to_string(), "t:1: stopped");
    lua.warning("stop", false);
    lua.load("error('another')").set_name("=t").exec().expect_err("nothing of the warning is left");
    let expected = [
        ("from Rust, ", true),
        ("done", false),
        ("@on", false),
        ("a", true),
        ("1", true),
        ("b", false),
        ("stop", false),
        ("stop", false),
    ];
    let pieces = pieces.take();
    assert!(pieces.iter().map(|(text, more)| (text.as_str(), *more)).eq(expected), "{pieces:?}");
    lua.remove_warning_function();
    lua.load("warn('to nobody: warnings are off')").exec()
}

#[test]
fn binary_chunks_are_loaded_where_the_host_wants_them() -> Result<()> {
    let lua = Lua::new();
    let function: Function = lua.load("function(x) return x + (offset or 1) end").eval()?;
    let chunk = function.dump(false);
    assert_eq!(chunk[0], 0x1b);
    assert!(function.dump(true).len() < chunk.len());
    assert!(lua.create_function(|_, ()| Ok(()))?.dump(false).is_empty());

    let error = lua.load(&chunk).into_function().expect_err("not by default").to_string();
    assert!(
        error.contains("attempt to load a binary chunk (binary chunks are not enabled)"),
        "{error}"
    );
    let from_script = "return load(string.dump(function() end))";
    let (none, message): (Value, String) = lua.load(from_script).call(())?;
    assert!(none.is_nil() && message.contains("binary chunks are not enabled"), "{message}");

    let binary = lua.load(&chunk);
    assert_eq!(binary.mode(), ChunkMode::Binary);
    assert_eq!(binary.set_mode(ChunkMode::Binary).call::<i64>(41)?, 42);
    let environment = lua.create_table()?;
    environment.set("offset", 100)?;
    let chunk_in = lua.load(&chunk).set_mode(ChunkMode::Binary).set_environment(environment);
    assert_eq!(chunk_in.call::<i64>(1)?, 101);

    lua.set_binary_chunks(true);
    assert_eq!(lua.load(&chunk).call::<i64>(1)?, 2);
    let main = lua.load("return 7").into_function()?.dump(true);
    assert_eq!(lua.load(&main).eval::<i64>()?, 7);
    let error = lua.load(&chunk).set_mode(ChunkMode::Text).exec().expect_err("it is binary");
    assert!(error.to_string().contains("(mode is 't')"), "{error}");
    let error = lua.load("x = 1").set_mode(ChunkMode::Binary).exec().expect_err("it is text");
    assert!(error.to_string().contains("(mode is 'b')"), "{error}");
    Ok(())
}
