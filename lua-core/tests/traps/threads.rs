//! Machines and threads of the system: what stays where, thread locals, small stacks, machines side by side.

use std::cell::RefCell;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use lua_core::{
    AnyUserData, AppDataRef, BorrowedBytes, BorrowedStr, Function, Iteration, Lua, LuaString,
    MultiValue, RegistryKey, StopHandle, Table, TablePairs, Thread, TypedFunction, UserData,
    UserDataRef, UserDataRefMut, Value, WeakLua,
};

use crate::probe;

/// Does not compile if one of the types can be sent to, or shared with, another thread.
macro_rules! stay_on_their_thread {
    ($($type:ty),* $(,)?) => {$(
        const _: fn() = || {
            trait Ambiguous<Reason> {
                fn is_one() {}
            }
            struct Sent;
            struct Shared;
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + Send> Ambiguous<Sent> for T {}
            impl<T: ?Sized + Sync> Ambiguous<Shared> for T {}
            // Which one is meant is known only if the type is neither.
            <$type as Ambiguous<_>>::is_one();
        };
    )*};
}

stay_on_their_thread! {
    Lua,
    WeakLua,
    Table,
    Function,
    LuaString,
    Thread,
    AnyUserData,
    Value,
    MultiValue,
    TypedFunction<(), ()>,
    UserDataRef<u8>,
    UserDataRefMut<u8>,
    BorrowedStr,
    BorrowedBytes,
    AppDataRef<'static, std::cell::Cell<u8>>,
    TablePairs<'static, u8, u8>,
    Iteration<u8>,
    lua_core::Chunk<'static>,
    lua_core::Scope<'static, 'static>,
}

#[test]
fn what_may_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<StopHandle>();
    crosses::<RegistryKey>();
    crosses::<lua_core::GcMode>();
    crosses::<lua_core::ErrorKind>();
}

/// Tells when it ends, and touches what the thread has.
struct Witness(Sender<bool>);

impl UserData for Witness {}

impl Drop for Witness {
    fn drop(&mut self) {
        let found = BESIDE.try_with(|beside| beside.borrow_mut().push(1));
        self.0.send(found.is_ok()).expect("somebody listens");
    }
}

thread_local! {
    static MACHINE: RefCell<Option<Lua>> = const { RefCell::new(None) };
    static BESIDE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

#[test]
fn a_machine_may_live_in_a_thread_local() {
    for machine_first in [true, false] {
        let (sender, receiver) = channel();
        let live = move || {
            let touch_beside = || BESIDE.with_borrow_mut(|beside| beside.push(0));
            if !machine_first {
                touch_beside();
            }
            let lua = Lua::new();
            lua.globals().set("witness", Witness(sender.clone())).expect("it is set");
            let finish = lua.create_function(move |lua, _: Value| {
                let again = MACHINE.try_with(|_| ()).is_ok();
                lua.load("local t = {} for i = 1, 10 do t[i] = {} end").exec()?;
                sender.send(again).expect("somebody listens");
                Ok(())
            });
            lua.globals().set("finish", finish.expect("a function")).expect("it is set");
            lua.load("x = setmetatable({}, { __gc = finish })").exec().expect("it runs");
            MACHINE.set(Some(lua));
            if machine_first {
                touch_beside();
            }
            MACHINE.with_borrow(|lua| probe(lua.as_ref().expect("it is there")));
        };
        thread::spawn(live).join().expect("no panic");
        assert_eq!(receiver.iter().count(), 2, "finalizer and destructor ran");
    }
}

#[test]
fn machines_run_side_by_side() {
    let run = |seed: i64| {
        let lua = Lua::new();
        let script = "local seed = ...
            math.randomseed(seed)
            local t = {}
            for i = 1, 2000 do t[i] = math.random(1, 1000000) end
            table.sort(t)
            local co = coroutine.wrap(function() for _, x in ipairs(t) do coroutine.yield(x) end end)
            local sum = 0
            for i = 1, 2000 do sum = (sum * 31 + co()) % 1000000007 end
            collectgarbage()
            return sum .. ' ' .. os.date('!%Y', 0)";
        lua.load(script).call::<String>(seed).expect("it runs")
    };
    let alone: Vec<String> = (0..4).map(run).collect();
    let at_once: Vec<_> = (0..4).map(|seed| thread::spawn(move || run(seed))).collect();
    let at_once: Vec<String> =
        at_once.into_iter().map(|thread| thread.join().expect("no panic")).collect();
    assert_eq!(alone, at_once);
    assert!(alone[0] != alone[1] && alone[1] != alone[2]);
}

#[test]
fn machines_have_seeds_of_their_own() {
    let random = || {
        let lua = Lua::new();
        lua.load("math.random(0)").eval::<i64>().expect("a number")
    };
    let numbers = [random(), random(), thread::spawn(random).join().expect("no panic")];
    assert!(numbers[0] != numbers[1] && numbers[1] != numbers[2], "{numbers:?}");
    // One machine's numbers do not depend on what another does.
    let (a, b) = (Lua::new(), Lua::new());
    for lua in [&a, &b] {
        lua.load("math.randomseed(42)").exec().expect("it runs");
    }
    let next = |lua: &Lua| lua.load("math.random(0)").eval::<i64>().expect("a number");
    let (of_a, of_b) = ([next(&a), next(&a), next(&a)], [next(&b), next(&b), next(&b)]);
    assert_eq!(of_a, of_b);
}

/// Goes back and forth between Rust and Lua until it cannot, in many ways; what goes deep is an error at worst.
fn go_deep() {
    let lua = Lua::new();
    let again = |lua: &Lua, name: String| {
        let function: Function = lua.globals().get(name.as_str())?;
        function.call::<Value>(name)
    };
    lua.globals().set("again", lua.create_function(again).expect("made")).expect("it is set");
    lua.load(
        "function plain(name) return (again(name)) end
        function protected(name) local ok, e = pcall(again, name) return ok end
        function routine(name) return coroutine.wrap(again)(name) end
        function index(name) return setmetatable({}, { __index = function() return again(name) end }).x end
        function sorted(name) table.sort({ 2, 1 }, function() return again(name) end) end
        function substituted(name) return (('x'):gsub('.', function() return again(name) end)) end
        function closed(name) local c <close> = setmetatable({}, { __close = function() again(name) end }) end
        function shown(name) return tostring(setmetatable({}, { __tostring = function() return again(name) end })) end
        function loaded(name) return load(function() again(name) end) end
        function handled(name) return xpcall(error, function() return again(name) end) end",
    )
    .exec()
    .expect("it runs");
    for name in [
        "plain",
        "protected",
        "routine",
        "index",
        "sorted",
        "substituted",
        "closed",
        "shown",
        "loaded",
        "handled",
    ] {
        let function: Function = lua.globals().get(name).expect("a function");
        function.call::<Value>(name).ok();
    }
    let deep = "local s = ('('):rep(10000) .. '1' .. (')'):rep(10000) load('return ' .. s)
        load(('{'):rep(10000)) load(('a='):rep(10000)) load(('function f() '):rep(10000))
        load(('return not '):rep(10000)) load('x = ' .. ('-'):rep(10000) .. '1')
        pcall(string.find, ('x'):rep(3000), ('x?'):rep(3000))
        return 1";
    lua.load(deep).eval::<i64>().expect("all of it is refused");
    probe(&lua);
}

#[test]
fn deep_recursion_fits_into_a_stack() {
    for kibibytes in [2048, 4096, 8192] {
        let deep = thread::Builder::new().stack_size(kibibytes << 10).spawn(go_deep);
        deep.expect("a thread").join().expect("an error at worst");
    }
}
