//! Panics of host code: the host gets them, the machine and all that is in it stay whole.

use std::cell::Cell;
use std::rc::Rc;

use lua_core::{
    Error, FromLua, Function, IntoLua, Lua, MultiValue, Result, Thread, UserData, UserDataFields,
    UserDataMethods, Value, Variadic,
};

use crate::{catching, panic_as_wanted, probe};

/// Something that panics whenever it is used.
struct Mine;

impl UserData for Mine {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("field", |_, _| -> Result<i64> { panic_as_wanted() });
        fields.add_field_method_set("field", |_, _, _: Value| -> Result<()> { panic_as_wanted() });
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method_mut("method", |_, _, ()| -> Result<()> { panic_as_wanted() });
        methods.add_meta_method("__index", |_, _, _: Value| -> Result<()> { panic_as_wanted() });
        methods.add_meta_method("__close", |_, _, _: Value| -> Result<()> { panic_as_wanted() });
        methods.add_method_mut("fill", |_, _, _: Value| Ok(()));
    }
}

/// A value whose conversions panic.
struct Unconvertible;

impl IntoLua for Unconvertible {
    fn into_lua(self, _: &Lua) -> Result<Value> {
        panic_as_wanted()
    }
}

impl FromLua for Unconvertible {
    fn from_lua(_: Value, _: &Lua) -> Result<Unconvertible> {
        panic_as_wanted()
    }
}

fn machine() -> Lua {
    let lua = Lua::new();
    let globals = lua.globals();
    let panics = lua.create_function(|_, _: MultiValue| -> Result<()> { panic_as_wanted() });
    globals.set("panics", panics.expect("a function")).expect("it is set");
    globals.set("mine", Mine).expect("it is set");
    let given = lua.create_function(|_, ()| Ok(Unconvertible)).expect("a function");
    globals.set("given", given).expect("it is set");
    let taken = lua.create_function(|_, _: Unconvertible| Ok(())).expect("a function");
    globals.set("taken", taken).expect("it is set");
    let items = (0..3).map(|item| if item == 2 { panic_as_wanted() } else { item });
    globals.set("items", lua.create_iterator(items).expect("an iterator")).expect("it is set");
    lua
}

#[test]
fn panics_reach_the_host_from_everywhere() {
    let lua = machine();
    for script in [
        "panics()",
        "return panics()",
        "given()",
        "taken(1)",
        "for item in items do end",
        "return mine.field",
        "mine.field = 1",
        "return mine.other",
        "mine:method()",
        "local c <close> = mine",
        "local c <close> = mine error('no')",
        "for _ in next, {}, nil, mine do end",
        "setmetatable({}, { __gc = panics }) collectgarbage()",
        "coroutine.close(coroutine.create(function() end)) coroutine.wrap(panics)()",
        "local co = coroutine.create(function() local c <close> = mine coroutine.yield() end) \
            coroutine.resume(co) coroutine.close(co)",
        "xpcall(error, panics)",
        "pcall(pcall, pcall, panics)",
        "load(panics)",
        "require('panicking')",
        "return tostring(setmetatable({}, { __tostring = panics }))",
        "for _ in pairs(setmetatable({}, { __pairs = panics })) do end",
        "table.concat(setmetatable({}, { __index = panics, __len = function() return 3 end }))",
        "table.insert(setmetatable({}, { __newindex = panics }), 1)",
        "table.move({ 1, 2 }, 1, 2, 1, setmetatable({}, { __newindex = panics }))",
        "return setmetatable({}, { __eq = panics }) == setmetatable({}, {})",
        "return setmetatable({}, { __concat = panics }) .. 'x'",
        "coroutine.wrap(function() pcall(coroutine.wrap(function() table.sort({ 2, 1 }, panics) end)) end)()",
    ] {
        lua.load("package.preload.panicking = panics").exec().expect("it is set");
        assert!(catching(|| lua.load(script).exec()).is_none(), "`{script}` does not panic");
        lua.load("mine:fill(1)").exec().expect("it is free");
        probe(&lua);
    }
    probe(&lua);
}

#[test]
fn coroutines_outlive_a_panic_that_they_are_not_part_of() {
    let lua = machine();
    lua.load(
        "closed = {}
        local function closes(name)
            return setmetatable({}, { __close = function() closed[#closed + 1] = name end })
        end
        asleep = coroutine.create(function()
            local c <close> = closes('asleep')
            for i = 1, math.huge do coroutine.yield(i) end
        end)
        assert(select(2, coroutine.resume(asleep)) == 1)
        inner = coroutine.create(function()
            local c <close> = closes('inner')
            coroutine.resume(asleep)
            panics()
        end)
        outer = coroutine.create(function()
            local c <close> = closes('outer')
            local upvalue = 1
            shared = function() upvalue = upvalue + 1 return upvalue end
            pcall(coroutine.resume, inner)
        end)",
    )
    .exec()
    .expect("it runs");
    let outer: Thread = lua.globals().get("outer").expect("a coroutine");
    assert!(catching(|| outer.resume::<()>(())).is_none());
    lua.load(
        "collectgarbage()
        assert(select(2, coroutine.resume(asleep)) == 3)
        for _, co in ipairs { inner, outer } do
            assert(coroutine.status(co) == 'dead')
            local ok, message = coroutine.resume(co)
            assert(not ok and message == 'cannot resume dead coroutine')
            coroutine.close(co)
        end
        assert(shared() == 2 and shared() == 3)
        assert(coroutine.close(asleep))
        assert(closed[#closed] == 'asleep')
        collectgarbage()",
    )
    .exec()
    .expect("the sleeping one is whole");
    assert!(outer.resume::<()>(()).is_err() && !outer.is_resumable());
    probe(&lua);
}

#[test]
fn panics_of_conversions_leave_nothing_on_the_stack() {
    let lua = machine();
    let sink: Function = lua.load("function(...) end").eval().expect("a function");
    let give = lua.create_function(|_, ()| {
        let front: Variadic<i64> = (0..100_000).collect();
        Ok((1, Unconvertible, front))
    });
    let give = give.expect("a function");
    let forever: Function =
        lua.load("function() while true do coroutine.yield() end end").eval().expect("it is");
    let thread = lua.create_thread(forever).expect("a coroutine");
    let many = || (0..100_000).map(Value::Integer);
    let take: Function =
        lua.load("function() return table.unpack({}, 1, 100000) end").eval().unwrap();
    let long = lua.create_iterator([1]).expect("an iterator");
    for _ in 0..25 {
        // More of them together than a stack holds.
        let arguments = || (many().collect::<Items>(), Unconvertible);
        assert!(catching(|| sink.call::<()>(Sequence(arguments()))).is_none());
        assert!(catching(|| thread.resume::<()>(Sequence(arguments()))).is_none());
        assert!(catching(|| lua.load("return ...").call::<()>(Sequence(arguments()))).is_none());
        assert!(catching(|| sink.bind(Sequence(arguments()))).is_none());
        assert!(catching(|| give.call::<()>(())).is_none());
        assert!(catching(|| take.call::<Unconvertible>(())).is_none());
        assert!(catching(|| lua.create_table_from([(1, Unconvertible)])).is_none());
        assert!(catching(|| long.call::<Unconvertible>(())).is_none());
    }
    let count: Function = lua.load("function(...) return select('#', ...) end").eval().unwrap();
    let values: Variadic<i64> = (0..100_000).collect();
    assert_eq!(count.call::<usize>(values).expect("there is room"), 100_000);
    thread.resume::<()>(()).expect("it is still there");
    probe(&lua);
}

type Items = Vec<Value>;

/// Values, and at their end one that cannot be converted.
struct Sequence((Items, Unconvertible));

impl lua_core::IntoLuaMulti for Sequence {
    fn into_lua_multi(self, lua: &Lua) -> Result<MultiValue> {
        let mut values = MultiValue::from_vec(self.0.0);
        values.push_back(self.0.1.into_lua(lua)?);
        Ok(values)
    }

    fn push_all(self, results: &mut lua_core::Results<'_>) -> Result<()> {
        for value in self.0.0 {
            results.push_value(&value)?;
        }
        self.0.1.push_into(results)
    }
}

/// Notices its end, and panics then.
struct Grenade(Rc<Cell<u32>>);

impl UserData for Grenade {}

impl Drop for Grenade {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
        // One that panics while another panic passes ends the process, in all of Rust.
        if !std::thread::panicking() {
            panic_as_wanted();
        }
    }
}

#[test]
fn destructors_that_panic_leave_no_memory_behind() {
    let lua = Lua::new();
    let dropped = Rc::new(Cell::new(0));
    lua.register::<Grenade>().expect("it is registered");
    drop(catching(|| lua.create_userdata(Grenade(dropped.clone())).expect("made")));
    let collect = || while catching(|| lua.gc_collect().expect("it collects")).is_none() {};
    collect();
    let before = lua.used_memory();
    for round in 0..3 {
        lua.gc_stop();
        for _ in 0..1000 {
            drop(lua.create_userdata(Grenade(dropped.clone())).expect("made"));
        }
        lua.gc_restart();
        // In a script, in the middle of which the panics come, and at the host's wish.
        if round == 1 {
            for _ in 0..100 {
                catching(|| lua.load("for i = 1, 1000 do local t = { i } end").exec());
            }
        }
        collect();
        collect();
        assert_eq!(dropped.get(), 1 + 1000 * (round + 1));
        let left = lua.used_memory();
        assert!(left <= before + 1024, "{left} bytes instead of {before}");
        probe(&lua);
        collect();
    }
    lua.gc_stop();
    for _ in 0..100 {
        drop(lua.create_userdata(Grenade(dropped.clone())).expect("made"));
    }
    drop(lua);
    assert_eq!(dropped.get(), 3101, "the end of the machine swallows their panics");
}

#[test]
fn an_error_that_meets_a_panic_is_forgotten() {
    let lua = machine();
    let script = "local c <close> = setmetatable({}, { __close = panics }) error({ 'thrown' })";
    for _ in 0..10 {
        assert!(catching(|| lua.load(script).exec()).is_none());
        assert!(catching(|| lua.load(format!("pcall(function() {script} end)")).exec()).is_none());
        assert!(
            lua.load("error('later', 0)").exec().is_err_and(|error| error.message() == "later")
        );
    }
    let rethrow = lua.create_function(|_, _: Value| -> Result<()> { Err(Error::runtime("mine")) });
    lua.globals().set("rethrow", rethrow.expect("a function")).expect("it is set");
    lua.load("local ok, e = pcall(rethrow) assert(tostring(e):find('mine'))").exec().expect("runs");
    probe(&lua);
}
