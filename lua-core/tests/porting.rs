//! What programs that were written for mlua rely on.

use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use lua_core::{AsChunk, Chunk, ChunkMode, Error, ErrorKind, Lua, Result, Table, ThreadTriggers};

#[test]
fn a_callback_for_coroutines_is_not_told_of_its_own() -> Result<()> {
    let lua = Lua::new();
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    lua.set_thread_event_callback(
        ThreadTriggers::ON_CREATE | ThreadTriggers::ON_RESUME,
        move |lua, _| {
            count.set(count.get() + 1);
            let thread = lua.create_thread(lua.load("return 7").into_function()?)?;
            assert_eq!(thread.resume::<i64>(())?, 7);
            Ok(())
        },
    );
    lua.load("coroutine.wrap(function() end)()").exec()?;
    assert_eq!(calls.get(), 2);
    Ok(())
}

#[test]
fn a_callback_for_coroutines_that_failed_is_told_again() -> Result<()> {
    let lua = Lua::new();
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    lua.set_thread_event_callback(ThreadTriggers::ON_CREATE, move |_, _| {
        count.set(count.get() + 1);
        assert!(count.get() != 2, "the second panics");
        Err(Error::runtime("the others fail"))
    });
    let make = || lua.load("coroutine.create(print)").exec();
    assert!(make().unwrap_err().to_string().contains("the others fail"));
    assert!(catch_unwind(AssertUnwindSafe(make)).is_err());
    assert!(make().is_err());
    assert_eq!(calls.get(), 3);
    Ok(())
}

#[test]
fn a_list_with_holes_equals_what_is_before_the_first() -> Result<()> {
    let lua = Lua::new();
    let table: Table = lua.load("{ 1, 2, nil, 4 }").eval()?;
    assert_eq!(table, [1, 2]);
    assert_ne!(table, [1]);
    assert_ne!(table, [1, 2, 4]);
    assert_eq!(lua.load("{ nil, 2 }").eval::<Table>()?, [0; 0]);
    Ok(())
}

#[test]
fn an_error_takes_a_context_made_of_it() {
    let error = Error::runtime("no such file").with_context(|error| format!("({error})"));
    assert_eq!(error.to_string(), "(no such file): no such file");
    assert_eq!(error.message(), "no such file");
}

/// A source that says everything about itself.
struct Source {
    environment: Result<Option<Table>>,
    mode: Option<ChunkMode>,
}

impl AsChunk for Source {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        Ok(b"return x".into())
    }

    fn name(&self) -> Option<String> {
        Some("=source".into())
    }

    fn environment(&self, _: &Lua) -> Result<Option<Table>> {
        self.environment.clone()
    }

    fn mode(&self) -> Option<ChunkMode> {
        self.mode
    }
}

#[test]
fn a_source_has_an_environment_and_a_mode() -> Result<()> {
    let lua = Lua::new();
    let environment = lua.create_table_from([("x", 7)])?;
    let source = |mode| Source { environment: Ok(Some(environment.clone())), mode };
    // Boxed as the trait, too.
    let boxed: Box<dyn AsChunk> = Box::new(source(None));
    let chunk = lua.load(boxed);
    assert_eq!((chunk.name(), chunk.environment()), ("=source", Some(&environment)));
    assert_eq!(chunk.eval::<i64>()?, 7);
    assert_eq!(lua.load(source(Some(ChunkMode::Text))).call::<i64>(())?, 7);

    let error = lua.load(source(Some(ChunkMode::Binary))).exec().unwrap_err();
    assert!(error.to_string().contains("attempt to load a text chunk"), "{error}");
    let failing = || Source { environment: Err(Error::runtime("no room")), mode: None };
    assert_eq!(lua.load(failing()).environment(), None);
    assert_eq!(lua.load(failing()).exec().unwrap_err().to_string(), "no room");
    assert_eq!(lua.load(failing()).eval::<i64>().unwrap_err().to_string(), "no room");
    // What the host says goes before what the source says.
    assert_eq!(lua.load(failing()).set_environment(environment.clone()).eval::<i64>()?, 7);
    let foreign = Source { environment: Lua::new().create_table().map(Some), mode: None };
    assert!(matches!(lua.load(foreign).exec().unwrap_err().kind(), ErrorKind::Handle));
    Ok(())
}

#[test]
fn a_wrapped_chunk_is_a_function_named_after_its_line() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("f", Chunk::wrap("missing()"))?;
    let error = lua.load("f()").exec().unwrap_err();
    assert_eq!(error.location().map(|place| place.line), Some(1));
    assert!(error.to_string().contains(file!()), "{error}");
    let error = lua.globals().set("g", Chunk::wrap("x =")).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Syntax { .. }));
    Ok(())
}
