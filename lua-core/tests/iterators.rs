//! Rust iterators in `for` loops of scripts, and what such loops go through in Rust.

use std::cell::Cell;
use std::rc::Rc;

use lua_core::{ErrorKind, Function, Iteration, Lua, MultiValue, Result, Table, Value};

#[test]
fn scripts_go_through_rust_iterators() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("numbers", lua.create_iterator(1..=4)?)?;
    lua.globals().set("pairs_of", lua.create_iterator(vec![("a", 1), ("b", 2)])?)?;
    let sum: i64 = lua.load("local s = 0 for n in numbers do s = s + n end return s").eval()?;
    assert_eq!(sum, 10);
    let text: String =
        lua.load("local s = '' for k, v in pairs_of do s = s .. k .. v end return s").eval()?;
    assert_eq!(text, "a1b2");
    // It stays at its end.
    assert_eq!(lua.load("numbers(), pairs_of()").eval::<(Value, Value)>()?, Default::default());
    Ok(())
}

#[test]
fn an_iterator_is_dropped_at_its_end_and_its_errors_are_thrown() -> Result<()> {
    struct Countdown(u32, Rc<Cell<bool>>);
    impl Iterator for Countdown {
        type Item = std::result::Result<u32, String>;
        fn next(&mut self) -> Option<Self::Item> {
            self.0 = self.0.checked_sub(1)?;
            Some(if self.0 == 2 { Err("two is bad".into()) } else { Ok(self.0) })
        }
    }
    impl Drop for Countdown {
        fn drop(&mut self) {
            self.1.set(true);
        }
    }
    let lua = Lua::new();
    let dropped = Rc::new(Cell::new(false));
    lua.globals().set("down", lua.create_iterator(Countdown(4, dropped.clone()))?)?;
    let error = lua.load("for n in down do last = n end").exec().expect_err("it fails");
    assert!(error.to_string().contains("two is bad"), "{error}");
    assert_eq!(lua.globals().get::<u32>("last")?, 3);
    assert!(!dropped.get());
    lua.load("for n in down do last = n end").exec()?;
    assert_eq!((lua.globals().get::<u32>("last")?, dropped.get()), (0, true));
    Ok(())
}

#[test]
fn an_iterator_that_calls_itself_gets_an_error() -> Result<()> {
    let lua = Lua::new();
    let weak = lua.weak();
    let items = std::iter::from_fn(move || {
        let lua = weak.upgrade()?;
        Some(lua.globals().get::<Function>("again").and_then(|again| again.call::<Value>(())))
    });
    lua.globals().set("again", lua.create_iterator(items)?)?;
    let error = lua.load("again()").exec().expect_err("it is in use").to_string();
    assert!(error.contains("an iterator was called while it makes an item"), "{error}");
    Ok(())
}

#[test]
fn rust_goes_through_what_scripts_iterate_over() -> Result<()> {
    let lua = Lua::new();
    let all = |code: &str| -> Result<Vec<(Value, Value)>> {
        lua.iterate(lua.load(code).eval::<MultiValue>()?)?.collect()
    };
    assert_eq!(all("ipairs { 7, 8 }")?.len(), 2);
    assert_eq!(all("pairs { a = 1 }")?, [(lua.pack("a")?, Value::Integer(1))]);
    assert_eq!(all("{ a = 1 }")?, [(lua.pack("a")?, Value::Integer(1))]);
    assert_eq!(all("string.gmatch('a=1', '(%w)=(%w)')")?, [(lua.pack("a")?, lua.pack("1")?)]);
    assert_eq!(all("coroutine.wrap(function() coroutine.yield(1, 2) end)")?.len(), 1);
    let callable = "setmetatable({ n = 0 }, { __call = function(self) \
        self.n = self.n + 1 if self.n < 4 then return self.n end end })";
    assert_eq!(all(callable)?.len(), 3);
    let proxy = "setmetatable({}, { __pairs = function(t) return next, { x = 1, y = 2 } end })";
    assert_eq!(all(proxy)?.len(), 2);
    let table: Table = lua.load(proxy).eval()?;
    assert_eq!(table.iterate::<(String, i64)>()?.count(), 2);
    assert_eq!(table.pairs::<Value, Value>().count(), 0);
    // Without the library too: nothing here is a global.
    let bare = Lua::bare();
    let list = bare.create_sequence_from(["x"])?;
    assert_eq!(list.iterate::<(i64, String)>()?.collect::<Result<Vec<_>>>()?, [(1, "x".into())]);
    Ok(())
}

#[test]
fn rust_iterates_with_a_state_and_a_control_value() -> Result<()> {
    let lua = Lua::new();
    let step: Function = lua
        .load("function(limit, n) collectgarbage() if n.n < limit then return { n = n.n + 1 } end end")
        .eval()?;
    let start = lua.create_table_from([("n", 0)])?;
    let steps = step.iterate::<Table>(3, start)?;
    let numbers: Vec<i64> =
        steps.map(|step| step.and_then(|table| table.get("n"))).collect::<Result<_>>()?;
    assert_eq!(numbers, [1, 2, 3]);
    Ok(())
}

#[test]
fn an_iteration_ends_at_an_error() -> Result<()> {
    let lua = Lua::new();
    let mut items: Iteration<i64> = lua
        .load(
            "local n = 0 return function() n = n + 1 if n == 2 then error('stop') end return n end",
        )
        .eval()?;
    assert_eq!(items.next().transpose()?, Some(1));
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none() && items.next().is_none());
    let mut wrong: Iteration<i64> = lua.load("ipairs({ 1 })").eval()?;
    assert_eq!(wrong.next().transpose()?, Some(1));
    let mut wrong: Iteration<(i64, i64)> = lua.load("ipairs({ 'x' })").eval()?;
    assert!(wrong.next().is_some_and(|item| item.is_err()) && wrong.next().is_none());
    let error = lua.iterate::<i64>(42).expect_err("a number").to_string();
    assert_eq!(error, "iterator expected, got number");
    assert!(lua.iterate::<i64>(()).is_err());
    Ok(())
}

#[test]
fn what_is_to_be_closed_is_closed_once() -> Result<()> {
    let lua = Lua::new();
    let make = "closed = {} return function(_, n) n = (n or 0) + 1 if n < 3 then return n end end, \
        nil, nil, setmetatable({}, { __close = function(_, e) closed[#closed + 1] = tostring(e) end })";
    let closed = || lua.load("table.concat(closed, ';')").eval::<String>();
    let mut items: Iteration<i64> = lua.load(make).eval()?;
    assert_eq!(items.by_ref().count(), 2);
    assert_eq!((closed()?.as_str(), items.next().is_none()), ("nil", true));
    items.close()?;
    assert_eq!(closed()?, "nil");
    let mut items: Iteration<i64> = lua.load(make).eval()?;
    items.next();
    assert_eq!(closed()?, "");
    drop(items);
    assert_eq!(closed()?, "nil");
    let mut items: Iteration<i64> = lua.load(make.replace("n < 3", "error('e', 0)")).eval()?;
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert_eq!(closed()?, "e");
    let items: Iteration<i64> = lua
        .load(make.replace("closed[#closed + 1] = tostring(e)", "error('in close', 0)"))
        .eval()?;
    assert_eq!(items.close().expect_err("it fails").message(), "in close");
    let bad = lua.load("print, nil, nil, {}").eval::<Iteration<i64>>().expect_err("not closable");
    assert_eq!(bad.to_string(), "variable '(for state)' got a non-closable value");
    Ok(())
}

#[test]
fn an_error_of_closing_at_the_drop_is_a_warning() -> Result<()> {
    let lua = Lua::new();
    let warnings = Rc::new(std::cell::RefCell::new(String::new()));
    let sink = warnings.clone();
    lua.set_warning_function(move |_, text, _| {
        sink.borrow_mut().push_str(text);
        Ok(())
    });
    let items: Iteration<i64> = lua
        .load("print, nil, nil, setmetatable({}, { __close = function() error('late', 0) end })")
        .eval()?;
    drop(items);
    assert_eq!(*warnings.borrow(), "error in __close (late)");
    Ok(())
}

#[test]
fn an_iteration_is_an_argument() -> Result<()> {
    let lua = Lua::new();
    let sum = lua.create_function(|_, items: Iteration<(i64, i64)>| {
        items.map(|item| item.map(|(_, value)| value)).sum::<Result<i64>>()
    })?;
    lua.globals().set("sum", sum)?;
    assert_eq!(lua.load("sum(ipairs { 1, 2, 3 })").eval::<i64>()?, 6);
    assert_eq!(lua.load("sum { 1, 2, 3 }").eval::<i64>()?, 6);
    Ok(())
}

#[test]
fn an_iteration_outlives_its_machine_as_an_error() -> Result<()> {
    let lua = Lua::new();
    let mut items: Iteration<i64> =
        lua.load("print, nil, nil, setmetatable({}, { __close = function() end })").eval()?;
    drop(lua);
    let error = items.next().expect("an error").expect_err("gone");
    assert!(matches!(error.kind(), ErrorKind::Handle) && items.next().is_none());
    Ok(())
}
