//! What safe Rust must not be able to break: handles, borrows, iteration, panics, destructors.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use lua_core::{
    AnyUserData, ErrorKind, Function, Lua, RegistryKey, Result, Table, Thread, TypedFunction,
    UserData, UserDataFields, UserDataMethods, UserDataRef, Value, Variadic, WeakLua,
};

/// Something with parts, that can call back and that notices its end.
struct Bag {
    items: Vec<i64>,
    dropped: Option<Rc<Cell<u32>>>,
}

impl Bag {
    fn new(items: Vec<i64>) -> Bag {
        Bag { items, dropped: None }
    }
}

impl Drop for Bag {
    fn drop(&mut self) {
        if let Some(dropped) = &self.dropped {
            dropped.set(dropped.get() + 1);
        }
    }
}

impl UserData for Bag {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("count", |_, this| Ok(this.items.len()));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("get", |_, this, index: usize| Ok(this.items.get(index).copied()));
        methods.add_method_mut("push", |_, this, item: i64| {
            this.items.push(item);
            Ok(())
        });
        methods.add_method("each", |_, this, visit: Function| {
            this.items.iter().try_for_each(|item| visit.call::<()>(*item))
        });
        methods.add_method_mut("update", |_, this, change: Function| {
            for item in &mut this.items {
                *item = change.call(*item)?;
            }
            Ok(())
        });
    }
}

/// The machine still works.
fn probe(lua: &Lua) {
    let code = "local t = {} for i = 1, 1000 do t[i] = { i } end collectgarbage() \
        local co = coroutine.wrap(function() coroutine.yield(#t) end) return co()";
    assert_eq!(lua.load(code).eval::<i64>().expect("the machine works"), 1000);
}

fn with_bag() -> Lua {
    let lua = Lua::new();
    lua.globals().set("bag", Bag::new(vec![1, 2, 3])).expect("it converts");
    lua
}

#[test]
fn handles_outlive_their_machine_as_errors() {
    let lua = Lua::new();
    let table = lua.create_table().expect("a table");
    let function: Function = lua.load("function() end").eval().expect("a function");
    let string = lua.create_string("text").expect("a string");
    let thread: Thread = lua.load("coroutine.create(print)").eval().expect("a thread");
    let data = lua.create_userdata(Bag::new(vec![])).expect("userdata");
    let key: RegistryKey = lua.create_registry_value("kept").expect("a key");
    let error = lua.load("error({})").exec().expect_err("it throws");
    drop(lua);
    let copies = (table.clone(), function.clone(), string.clone(), thread.clone(), data.clone());
    assert!(matches!(table.set(1, 2).expect_err("gone").kind(), ErrorKind::Handle));
    assert!(function.call::<()>(()).is_err() && thread.resume::<()>(()).is_err());
    assert!(string.to_str().is_err() && data.borrow::<Bag>().is_err());
    assert!(table.pairs::<Value, Value>().next().expect("one item").is_err());
    let other = Lua::new();
    assert!(other.registry_value::<String>(&key).is_err() && error.value::<Table>(&other).is_err());
    drop((copies, table, function, string, thread, data, key, error));
}

#[test]
fn typed_functions_own_their_machine() {
    let double: TypedFunction<(i64,), i64> = {
        let lua = Lua::new();
        lua.load("function(x) return 2 * x end").eval().expect("a function")
    };
    assert_eq!(double.call((21,)).expect("it runs"), 42);
}

#[test]
fn values_of_another_machine_are_refused() {
    let (a, b) = (Lua::new(), Lua::new());
    let foreign = a.create_table().expect("a table");
    let own = b.create_table().expect("a table");
    let identity: Function = b.load("function(x) return x end").eval().expect("a function");
    assert!(own.set(1, &foreign).is_err() && own.set(&foreign, 1).is_err());
    assert!(identity.call::<Value>(&foreign).is_err() && b.globals().set("x", &foreign).is_err());
    assert!(own.set_metatable(Some(foreign.clone())).is_err());
    assert!(b.create_registry_value(&foreign).is_err());
    assert!(b.load("return 1").set_environment(foreign.clone()).exec().is_err());
    let give = b.create_function(move |_, ()| Ok(foreign.clone())).expect("a function");
    assert!(give.call::<Value>(()).is_err());
    let function: Function = a.load("function() end").eval().expect("a function");
    assert!(b.create_thread(function).is_err());
    probe(&a);
    probe(&b);
}

#[test]
fn an_object_in_use_cannot_be_changed_by_what_it_calls() {
    let lua = with_bag();
    let error = lua.load("bag:each(function() bag:push(4) end)").exec().expect_err("borrowed");
    let text = "cannot borrow Bag mutably for Bag:push: Bag:each is using it";
    assert!(error.to_string().contains(text), "{error}");
    let error = lua.load("bag:update(function() return bag:get(0) end)").exec();
    let text = "cannot borrow Bag for Bag:get: Bag:update is using it";
    assert!(error.expect_err("borrowed").to_string().contains(text));
    lua.load("bag:each(function() assert(not pcall(bag.push, bag, 4)) end)").exec().expect("runs");
    lua.load("bag:each(coroutine.wrap(function() while true do coroutine.yield(pcall(bag.push, bag, 4)) end end))")
        .exec()
        .expect("runs");
    lua.load("bag:push(4) assert(bag.count == 4)").exec().expect("free again");
}

#[test]
fn parts_are_read_anew_at_each_access() {
    let lua = with_bag();
    lua.load("local a = bag:get(0) for i = 1, 10000 do bag:push(i) end assert(a == 1 and bag:get(10002) == 10000)")
        .exec()
        .expect("runs");
    let data: AnyUserData = lua.globals().get("bag").expect("the bag");
    let guard = data.borrow::<Bag>().expect("free");
    assert!(lua.load("bag:push(1)").exec().is_err() && data.take::<Bag>().is_err());
    assert!(data.destroy().is_err());
    drop(guard);
    drop(data.take::<Bag>().expect("free"));
    let error = lua.load("return bag.count").exec().expect_err("taken");
    assert!(error.to_string().contains("Bag was taken or destroyed"), "{error}");
}

#[test]
fn guards_outlive_the_machines_owner() {
    let lua = with_bag();
    let guard: UserDataRef<Bag> = lua.globals().get("bag").expect("the bag");
    let forgotten: UserDataRef<Bag> = lua.globals().get("bag").expect("the bag");
    std::mem::forget(forgotten);
    assert!(lua.load("bag:push(1)").exec().is_err());
    drop(lua);
    assert_eq!(guard.items, [1, 2, 3]);
}

#[test]
fn tables_may_change_while_they_are_traversed() {
    let lua = Lua::new();
    let table: Table = lua
        .load("t = {} for i = 1, 50 do t[i] = i t['k' .. i] = i end return t")
        .eval()
        .expect("a table");
    let churn: Function = lua
        .load("function(k, i) t[k] = nil t['new' .. i] = i t[i * 7] = {} if i % 3 == 0 then collectgarbage() end end")
        .eval()
        .expect("a function");
    for round in 0..500 {
        for (step, pair) in table.pairs::<Value, Value>().take(200).enumerate() {
            let Ok((key, _)) = pair else { break };
            churn.call::<()>((key, round + step)).expect("it runs");
        }
        table.sequence_values::<Value>().for_each(drop);
    }
    table.for_each(|_: Value, _: Value| table.clear()).ok();
    probe(&lua);
}

#[test]
fn a_panic_goes_through_the_machine_to_the_host() {
    let lua = with_bag();
    let panics = lua.create_function(|_, ()| -> Result<()> { panic!("by request") });
    lua.globals().set("panics", panics.expect("a function")).expect("it is set");
    let scripts = [
        "panics()",
        "pcall(panics)",
        "coroutine.wrap(panics)()",
        "coroutine.resume(coroutine.create(function() pcall(panics) end))",
        "setmetatable({}, { __index = panics }).x = nil return setmetatable({}, { __index = panics }).x",
        "table.sort({ 3, 2, 1 }, panics)",
        "string.gsub('x', '.', panics)",
        "for _ in panics do end",
        "local c <close> = setmetatable({}, { __close = panics })",
        "bag:each(panics)",
        "bag:update(panics)",
    ];
    std::panic::set_hook(Box::new(|_| {}));
    for script in scripts {
        let outcome = catch_unwind(AssertUnwindSafe(|| lua.load(script).exec()));
        assert!(outcome.is_err(), "the panic of `{script}` was swallowed");
        probe(&lua);
        lua.load("bag:push(1)").exec().expect("no borrow is left behind");
    }
    drop(std::panic::take_hook());
}

#[test]
fn destructors_may_panic_and_may_use_the_machine() {
    struct Loud(WeakLua, Rc<Cell<u32>>, bool);
    impl UserData for Loud {}
    impl Drop for Loud {
        fn drop(&mut self) {
            self.1.set(self.1.get() + 1);
            if let Some(lua) = self.0.upgrade() {
                lua.load("local t = {} for i = 1, 100 do t[i] = {} end collectgarbage()")
                    .exec()
                    .ok();
            }
            assert!(!self.2, "by request");
        }
    }
    let lua = Lua::new();
    let dropped = Rc::new(Cell::new(0));
    lua.gc_stop();
    for i in 0..100 {
        drop(lua.create_userdata(Loud(lua.weak(), dropped.clone(), i % 10 == 0)).expect("made"));
    }
    lua.gc_restart();
    std::panic::set_hook(Box::new(|_| {}));
    for _ in 0..20 {
        catch_unwind(AssertUnwindSafe(|| lua.gc_collect().expect("it collects"))).ok();
    }
    drop(std::panic::take_hook());
    assert_eq!(dropped.get(), 100);
    probe(&lua);
}

#[test]
fn a_machine_may_be_dropped_inside_its_own_callback() {
    let lua = Lua::new();
    let slot = Rc::new(Cell::new(None));
    let inner = slot.clone();
    let end = lua.create_function(move |lua, ()| {
        drop(inner.take());
        lua.create_table()?.set(1, 2)
    });
    lua.globals().set("finish", end.expect("a function")).expect("it is set");
    let chunk = lua.load("finish() local t = {} for i = 1, 100 do t[i] = {} end return #t");
    slot.set(Some(lua));
    assert_eq!(chunk.eval::<i64>().expect("it runs to its end"), 100);
}

#[test]
fn handles_inside_a_machine_do_not_leak_it() {
    let dropped = Rc::new(Cell::new(0));
    let lua = Lua::new();
    let bag = Bag { items: vec![], dropped: Some(dropped.clone()) };
    let data = lua.create_userdata(bag).expect("userdata");
    let table = lua.create_table().expect("a table");
    table.set("data", &data).expect("it is set");
    let cycle = lua.create_function(move |_, ()| table.get::<Value>("data"));
    lua.globals().set("cycle", cycle.expect("a function")).expect("it is set");
    drop((data, lua));
    assert_eq!(dropped.get(), 1);
}

#[test]
fn there_is_no_limit_on_handles() {
    let lua = Lua::new();
    let table = lua.create_table().expect("a table");
    let copies: Vec<Table> = (0..2_000_000).map(|_| table.clone()).collect();
    let many: Vec<Table> = (0..100_000).map(|_| lua.create_table().expect("a table")).collect();
    lua.gc_collect().expect("it collects");
    assert!(many.iter().all(|table| table.raw_len() == 0));
    drop((copies, many));
    probe(&lua);
}

#[test]
fn many_arguments_and_deep_recursion_are_errors_at_worst() {
    let lua = Lua::new();
    let count = lua.create_function(|_, values: Variadic<Value>| Ok(values)).expect("a function");
    let values: Variadic<i64> = (0..100_000).collect();
    assert_eq!(count.call::<Variadic<Value>>(values).expect("they fit").len(), 100_000);
    let deep = std::thread::Builder::new().stack_size(2 << 20).spawn(|| {
        let lua = Lua::new();
        let again =
            lua.create_function(|lua, ()| lua.globals().get::<Function>("again")?.call::<()>(()));
        lua.globals().set("again", again.expect("a function")).expect("it is set");
        let error = lua.load("again()").exec().expect_err("too deep");
        assert!(error.to_string().contains("stack overflow"), "{error}");
        probe(&lua);
    });
    deep.expect("a thread").join().expect("no overflow of the Rust stack");
    probe(&lua);
}

#[test]
fn userdata_of_other_types_are_told_apart() {
    #[derive(Debug)]
    struct Nothing;
    let lua = Lua::new();
    let data = lua.create_any_userdata(Nothing).expect("userdata");
    assert!(data.is::<Nothing>() && !data.is::<()>() && data.borrow::<Bag>().is_err());
    assert!(data.borrow::<Nothing>().is_ok());
}

#[test]
fn thrown_values_and_sources_come_back() {
    let lua = Lua::new();
    let table: Table = lua.load("thrown = {} return thrown").eval().expect("a table");
    let error = lua.load("error(thrown)").exec().expect_err("it throws");
    assert_eq!(error.value::<Table>(&lua).expect("the table"), table);
    let rethrow = lua.create_function(move |_, ()| -> Result<()> { Err(error.clone()) });
    lua.globals().set("rethrow", rethrow.expect("a function")).expect("it is set");
    lua.load("local ok, e = pcall(rethrow) assert(not ok and e == thrown)").exec().expect("same");
    let fail = lua.create_function(|_, ()| Ok("x".parse::<i64>()?)).expect("a function");
    lua.globals().set("fail", fail).expect("it is set");
    for script in ["fail()", "local ok, e = pcall(fail) error(e, 0)"] {
        let error = lua.load(script).exec().expect_err("it throws");
        assert!(error.downcast_ref::<std::num::ParseIntError>().is_some(), "{script}: {error}");
    }
}

#[test]
fn debuggers_leave_the_arguments_of_rust_functions_alone() {
    let lua = Lua::bare();
    lua.open_libraries();
    let script = r#"
        local subject = ("x"):rep(1000)
        local result = subject:gsub("x", function()
            for n = 1, 4 do debug.setlocal(2, n, nil) end
            collectgarbage()
            return "y"
        end)
        assert(result == ("y"):rep(1000))
        local items = {}
        for i = 1, 100 do items[i] = { key = i * 7919 % 211 } end
        table.sort(items, function(a, b)
            debug.setlocal(2, 1, nil)
            collectgarbage("step")
            return a.key < b.key
        end)
        for i = 2, 100 do assert(items[i - 1].key <= items[i].key) end
    "#;
    lua.load(script).exec().expect("nothing changed under their hands");
}

#[test]
fn debuggers_leave_the_arguments_of_accessors_alone() {
    struct Noted(Vec<i64>, Rc<Cell<bool>>);
    impl Drop for Noted {
        fn drop(&mut self) {
            self.1.set(true);
        }
    }
    fn call_hook(lua: &Lua, data: &Noted) -> Result<()> {
        let is_gone = data.1.clone();
        lua.globals().get::<Function>("hook")?.call::<()>(())?;
        assert!(!is_gone.get(), "who is called keeps what it is called on");
        Ok(())
    }
    impl UserData for Noted {
        fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
            fields.add_field_method_get("sum", |lua, this| {
                call_hook(lua, this)?;
                Ok(this.0.iter().sum::<i64>())
            });
            fields.add_field_method_set("next", |lua, this, next: i64| {
                call_hook(lua, this)?;
                this.0.push(next);
                Ok(())
            });
        }
    }
    let lua = Lua::bare();
    lua.open_libraries();
    let make = lua.create_function(|_, ()| Ok(Noted(vec![1, 2, 3], Rc::default())));
    lua.globals().set("make", make.expect("a function")).expect("it converts");
    let script = r#"
        function hook()
            for level = 1, 6 do
                for n = 1, 250 do
                    local is_there, _, value = pcall(debug.getlocal, level, n)
                    if not is_there then break end
                    if type(value) == "userdata" then debug.setlocal(level - 1, n, nil) end
                end
            end
            collectgarbage() collectgarbage()
        end
        local function read() return make().sum end
        local function write() make().next = 4 end
        assert(read() == 6)
        write()
        local one, two = read(), { read(), a = read() }
        assert(one == 6 and two[1] == 6 and two.a == 6)
    "#;
    lua.load(script).exec().expect("nothing changed under their hands");
}

#[test]
fn a_machine_may_run_in_a_destructor_during_a_panic() {
    struct Caller(Lua, Rc<Cell<i64>>);
    impl Drop for Caller {
        fn drop(&mut self) {
            let sum = self.0.load("local t = { 1, 2, 3 } return #t + select('#', pcall(error))");
            self.1.set(sum.eval().unwrap_or(-1));
        }
    }
    let lua = Lua::new();
    let seen = Rc::new(Cell::new(0));
    let caller = Caller(lua.clone(), Rc::clone(&seen));
    let panicked = catch_unwind(AssertUnwindSafe(move || {
        let _caller = caller;
        panic!("on purpose");
    }));
    assert!(panicked.is_err());
    assert_eq!(seen.get(), 5);
    probe(&lua);
}

#[test]
fn data_without_handles_is_kept_as_long_as_it_is_borrowed() {
    use lua_core::__private::{Reader, View, Writer};
    let lua = Lua::new();
    let text = |n: usize| "text ".repeat(n);
    // Writers take turns, are forgotten, and end in any order.
    let mut writers = (1..=4).map(|_| Writer::new(&lua)).collect::<Vec<_>>();
    for round in 1..=3 {
        for (number, writer) in writers.iter_mut().enumerate() {
            writer.push_bytes(text(10 * number + round).as_bytes()).expect("it is short");
            probe(&lua);
        }
    }
    std::mem::forget(writers.remove(0));
    for (number, mut writer) in (1..).zip(writers) {
        writer.make_sequence(0, None).expect("a sequence");
        // Slots that do not exist are nil, and no key.
        assert!(writer.value(7).is_nil() && writer.check_key(7).is_err());
        let mut reader = Reader::new(&writer.finish()).expect("the machine lives");
        probe(&lua);
        let mut root = reader.root();
        assert!(root.entries(2).is_none(), "there are three");
        std::mem::forget(root.entries(3));
        let mut entries = root.entries(3).expect("a table");
        for round in 1..=3 {
            let item = entries.value(round - 1);
            let View::Bytes(bytes) = item.view() else { panic!("a string") };
            probe(&lua);
            assert_eq!(bytes, text(10 * number + round).as_bytes());
        }
    }
}

#[test]
fn a_reader_owns_its_machine() {
    use lua_core::__private::{Reader, View};
    let lua = Lua::new();
    let text = "text ".repeat(20);
    let table = lua.create_sequence_from(["short", &*text]).expect("a table");
    let value = Value::Table(table);
    let mut reader = Reader::new(&value).expect("the machine lives");
    let weak = lua.weak();
    drop(lua);
    let mut root = reader.root();
    let mut entries = root.entries(usize::MAX).expect("a table");
    assert!(matches!(entries.value(1).view(), View::Bytes(bytes) if bytes == text.as_bytes()));
    drop(entries);
    drop(reader);
    assert!(weak.upgrade().is_none());
    assert!(Reader::new(&value).is_err());
}

/// A metamethod's error that the host keeps to itself leaves nothing behind: neither frames nor open variables.
#[test]
fn errors_of_metamethods_that_the_host_swallows_leave_no_trace() {
    let lua = Lua::new();
    lua.open_libraries();
    let swallow = lua.create_function(|_, (value, other): (Value, Value)| {
        let Value::Table(table) = &value else { return Ok(0) };
        let failures = [
            table.get::<Value>("x").is_err(),
            table.set("x", 1).is_err(),
            table.len().is_err(),
            table.contains_key("x").is_err(),
            value.equals(&other).is_err(),
            value.to_string().is_err(),
        ];
        Ok(failures.into_iter().filter(|&failed| failed).count())
    });
    lua.globals().set("swallow", swallow.unwrap()).unwrap();
    let script = r#"
        local closed = 0
        local function fail()
            local x <close> = setmetatable({}, {__close = function() closed = closed + 1 end})
            error("no")
        end
        local mt = {__index = fail, __newindex = fail, __len = fail, __eq = fail, __tostring = fail}
        local function depth()
            local n = 0
            while debug.getinfo(n) do n = n + 1 end
            return n
        end
        local a, b = setmetatable({}, mt), setmetatable({}, mt)
        local before = depth()
        local function round()
            local failures = swallow(a, b)
            assert(failures == 6, failures)
        end
        for i = 1, 20 do round() end
        assert(pcall(round))
        assert(coroutine.wrap(function() round() return true end)())
        table.sort({3, 2, 1}, function(x, y) round() return x < y end)
        setmetatable({}, {__gc = round})
        collectgarbage()
        assert(depth() == before)
        assert(closed >= 6 * 22, closed)
        return "done"
    "#;
    for _ in 0..3 {
        assert_eq!(lua.load(script).eval::<String>().unwrap(), "done");
    }
}
