//! A script of everything, in which each call of the host fails or panics in turn.

use std::cell::Cell;
use std::rc::Rc;

use lua_core::{
    Error, Function, Lua, MultiValue, Result, UserData, UserDataFields, UserDataMethods, Value,
};

use crate::{catching, panic_as_wanted, probe};

/// What happens at the call that is meant.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    None,
    Error,
    Panic,
}

/// Counts calls, and spoils one of them.
struct Fuse {
    calls: Cell<u32>,
    spoiled: Cell<u32>,
    fault: Cell<Fault>,
}

impl Fuse {
    fn step(&self) -> Result<()> {
        self.calls.set(self.calls.get() + 1);
        if self.calls.get() != self.spoiled.get() {
            return Ok(());
        }
        match self.fault.get() {
            Fault::None => Ok(()),
            Fault::Error => Err(Error::runtime("spoiled")),
            Fault::Panic => panic_as_wanted(),
        }
    }

    fn set(&self, fault: Fault, spoiled: u32) {
        self.calls.set(0);
        self.spoiled.set(spoiled);
        self.fault.set(fault);
    }
}

struct Part(Rc<Fuse>, i64);

impl UserData for Part {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("field", |_, this| this.0.step().map(|()| this.1));
        fields.add_field_method_set("field", |_, this, value: i64| {
            this.0.step()?;
            this.1 = value;
            this.0.step()
        });
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("read", |_, this, ()| this.0.step());
        methods.add_method_mut("change", |_, this, run: Function| {
            this.0.step()?;
            run.call::<()>(this.1)?;
            this.0.step()
        });
        methods.add_meta_method("__add", |_, this, _: Value| this.0.step().map(|()| 1));
        methods.add_meta_method("__len", |_, this, ()| this.0.step().map(|()| 1));
        methods.add_meta_method("__call", |_, this, ()| this.0.step());
        methods.add_meta_method("__tostring", |_, this, ()| this.0.step().map(|()| "part"));
        methods.add_meta_method("__close", |_, this, _: Value| this.0.step());
        methods.add_meta_method("__index", |_, this, _: Value| this.0.step());
        methods.add_meta_method("__newindex", |_, this, _: MultiValue| this.0.step());
    }
}

const METAMETHODS: &str = "
    local mt = { __name = 'Thing' }
    for name, result in pairs { add = 1, sub = 1, mul = 1, div = 1, mod = 1, pow = 1, idiv = 1, band = 1,
        bor = 1, bxor = 1, shl = 1, shr = 1, unm = 1, bnot = 1, concat = 'x', len = 3, eq = true, lt = true,
        le = true, index = 1, newindex = false, call = 1, tostring = 'thing' } do
        mt['__' .. name] = function(...) step() return result end
    end
    local a, b = setmetatable({}, mt), setmetatable({}, mt)
    local function closing()
        return setmetatable({}, { __close = function() step() end })
    end";

const USES: &[&str] = &[
    "local x = a + b, a - 1, 1 * a, a / b, a % 1, a ^ 2, a // 1, a & 1, a | 1, a ~ 1, a << 1, a >> 1",
    "local x = -a, ~a, #a, a .. b, 'x' .. a .. 'y', a == b, a < b, a <= b, a > 1",
    "local x = a.x, a[1], a[b] a.x = 1 a[1] = 2 a(1, 2) tostring(a)",
    "if a == b then a.x = a < b end while a < b do break end local x = a and b or a + b",
    "do local c <close> = closing() local d <close> = closing() step() end",
    "local function f() local c <close> = closing() return step(), 1, 2 end f() local x = (f())",
    "for i = 1, 3 do local c <close> = closing() if i == 2 then break end end",
    "for i in function(_, i) step() i = (i or 0) + 1 if i < 3 then return i end end, nil, nil, closing() do step() end",
    "local p = setmetatable({}, { __pairs = function(t) step() return next, { 1, 2 } end }) for k in pairs(p) do step() end",
    "for i, x in ipairs(setmetatable({}, { __index = function(_, i) step() if i < 3 then return i end end })) do end",
    "local co = coroutine.wrap(function(...) local c <close> = closing() step() coroutine.yield(step()) step() end) co() co()",
    "local co = coroutine.create(function() local c <close> = closing() coroutine.yield() end) \
        coroutine.resume(co) coroutine.close(co)",
    "local co = coroutine.create(function() local c <close> = closing() step() error('x') end) assert(coroutine.resume(co) ~= 1)",
    "for x in coroutine.wrap(function() for i = 1, 3 do step() coroutine.yield(i) end end) do step() end",
    "pcall(function() local c <close> = closing() step() error('x') end)",
    "xpcall(function() local c <close> = closing() step() error('x') end, function(e) step() return e end)",
    "coroutine.wrap(function() pcall(function() local c <close> = closing() coroutine.yield(step()) error('x') end) step() end)()",
    "table.sort({ 5, 3, 1, 4 }, function(x, y) step() return x < y end)",
    "table.sort({ a, b, a }, function(x, y) return #x < #y end)",
    "local s = ('xyz'):gsub('.', function(c) step() return c end):gsub('x', { x = 'y' }) s = s:gsub('.', a)",
    "table.concat(setmetatable({}, { __index = function() step() return 'x' end, __len = function() step() return 3 end }))",
    "local t = setmetatable({}, { __newindex = function(t, k, v) step() rawset(t, k, v) end }) table.insert(t, 1) table.move({ 1, 2 }, 1, 2, 2, t)",
    "table.unpack(setmetatable({}, { __index = function() step() end }), 1, 3) string.format('%s %s', a, b)",
    "load(function() step() end) local n = 0 load(function() step() n = n + 1 return n < 3 and ' ' or nil end)",
    "setmetatable({}, { __gc = function() local c <close> = closing() step() end }) collectgarbage()",
    "package.preload.part = function() step() return step end require('part') package.loaded.part = nil",
    "local x = part.field + part.field part.field = 3 part:read() part:change(function(n) step() end)",
    "local x = part + 1, #part, part(), tostring(part), part.other part.other = 1 local c <close> = part",
    "part:change(function() pcall(part.read, part) step() table.sort({ 2, 1 }, function(x, y) step() return x < y end) end)",
    "for i in items() do step() end",
    "convert(5) local x, y = convert(step())",
    "table.sort({ 3, 2, 1 }, function(x, y) local co = coroutine.wrap(function() \
        ('x'):gsub('.', function() local c <close> = closing() step() end) end) co() return x < y end)",
    "local function deep(n) local c <close> = closing() if n > 0 then return deep(n - 1), step() end end deep(5)",
    "call(function() call(function() local c <close> = closing() step() call(step) end) end)",
    "pcall(call, function() coroutine.wrap(function() call(function() step() error('x') end) end)() end)",
    "local up = 0 local function f() up = up + 1 step() end do local g = f g() end f() shared = f",
];

/// A value whose conversion is a step.
struct Converted(Rc<Fuse>);

impl lua_core::IntoLua for Converted {
    fn into_lua(self, _: &Lua) -> Result<Value> {
        self.0.step().map(|()| Value::Integer(1))
    }
}

fn machine() -> (Lua, Rc<Fuse>) {
    let lua = Lua::new();
    let fuse =
        Rc::new(Fuse { calls: Cell::new(0), spoiled: Cell::new(0), fault: Cell::new(Fault::None) });
    let globals = lua.globals();
    let of = fuse.clone();
    let step = lua.create_function(move |_, _: MultiValue| of.step()).expect("a function");
    globals.set("step", step).expect("it is set");
    globals.set("part", Part(fuse.clone(), 1)).expect("it is set");
    let of = fuse.clone();
    let items = lua.create_function(move |lua, ()| {
        let of = of.clone();
        lua.create_iterator((0..3).map(move |item| of.step().map(|()| item)))
    });
    globals.set("items", items.expect("a function")).expect("it is set");
    let of = fuse.clone();
    let convert = lua.create_function(move |_, _: Value| Ok((1, Converted(of.clone()))));
    globals.set("convert", convert.expect("a function")).expect("it is set");
    // Keeps the error to itself every other time.
    let swallow = Cell::new(false);
    let call = lua.create_function(move |_, function: Function| {
        swallow.set(!swallow.get());
        function.call::<()>(()).or_else(|error| if swallow.get() { Ok(()) } else { Err(error) })
    });
    globals.set("call", call.expect("a function")).expect("it is set");
    (lua, fuse)
}

fn spoil_each_call(fault: Fault) {
    for use_of_it in USES {
        let (lua, fuse) = machine();
        let code = format!("{METAMETHODS}\n{use_of_it}");
        let function = lua.load(&code).into_function().expect("it is Lua");
        fuse.set(Fault::None, 0);
        function.call::<()>(()).unwrap_or_else(|error| panic!("{use_of_it}: {error}"));
        let calls = fuse.calls.get();
        assert!(calls > 0, "{use_of_it}: no call");
        lua.gc_collect().expect("it collects");
        let mut used = None;
        for spoiled in 1..=calls {
            fuse.set(fault, spoiled);
            let outcome = catching(|| function.call::<()>(()));
            assert!(fuse.calls.get() >= spoiled, "{use_of_it}: only {} calls", fuse.calls.get());
            assert_eq!(outcome.is_none(), fault == Fault::Panic, "{use_of_it}, call {spoiled}");
            if let Some(Err(error)) = outcome {
                assert!(error.to_string().contains("spoiled"), "{use_of_it}: {error}");
            }
            fuse.set(Fault::None, 0);
            probe(&lua);
            lua.load("part.field = 1 part:change(function() end)").exec().expect("it is free");
            let again = function.call::<()>(());
            again.unwrap_or_else(|error| panic!("{use_of_it} after {spoiled}: {error}"));
            lua.gc_collect().expect("it collects");
            lua.gc_collect().expect("it collects");
            let left = lua.used_memory();
            assert!(left <= *used.get_or_insert(left) + 2048, "{use_of_it}: {left} bytes");
        }
    }
}

#[test]
fn an_error_anywhere_leaves_the_machine_whole() {
    spoil_each_call(Fault::Error);
}

#[test]
fn a_panic_anywhere_leaves_the_machine_whole() {
    spoil_each_call(Fault::Panic);
}

#[test]
fn faults_in_the_middle_of_a_coroutine_that_goes_on() {
    let (lua, fuse) = machine();
    lua.load(
        "worker = coroutine.create(function()
            while true do
                local ok = pcall(function() step() coroutine.yield('works') step() end)
                if not ok then coroutine.yield('failed') end
            end
        end)",
    )
    .exec()
    .expect("it runs");
    let worker: lua_core::Thread = lua.globals().get("worker").expect("a coroutine");
    let mut failures = 0;
    for round in 1..100 {
        // Others panic while it sleeps.
        fuse.set(Fault::Panic, 1);
        assert!(catching(|| lua.load("coroutine.wrap(step)()").exec()).is_none());
        fuse.set(if round % 3 == 0 { Fault::Error } else { Fault::None }, 1);
        let state: String = worker.resume(()).expect("it goes on");
        failures += u32::from(state == "failed");
    }
    assert!(failures > 20, "{failures}");
    probe(&lua);
}
