//! What programs that were written for mlua rely on.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use lua_core::{Error, Lua, Result, Table, ThreadTriggers};

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
