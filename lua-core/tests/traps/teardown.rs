//! The end of a machine, and what happens in it: finalizers, destructors, handles, other machines.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use lua_core::{
    AnyUserData, BorrowedBytes, BorrowedStr, Function, Lua, LuaString, Table, UserData, WeakLua,
};

use crate::{catching, panic_as_wanted, probe};

/// Runs something at its end.
struct AtEnd<F: FnMut() + 'static>(F);

impl<F: FnMut()> UserData for AtEnd<F> {}

impl<F: FnMut()> Drop for AtEnd<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[test]
fn handles_are_dead_in_destructors_at_the_end() {
    let lua = Lua::new();
    let seen = Rc::new(RefCell::new(Vec::new()));
    for _ in 0..10 {
        let table: Table = lua.load("{ {}, 'text' }").eval().expect("a table");
        let function: Function = lua.load("function() end").eval().expect("a function");
        let data = lua.create_any_userdata(String::from("data")).expect("userdata");
        let key = lua.create_registry_value(&table).expect("a key");
        let (weak, notes) = (lua.weak(), seen.clone());
        let end = AtEnd(move || {
            let copies = (table.clone(), function.clone(), data.clone());
            notes.borrow_mut().push([
                weak.upgrade().is_none(),
                copies.0.get::<Table>(1).is_err(),
                copies.1.call::<()>(()).is_err(),
                copies.2.borrow::<String>().is_err(),
                copies.2.take::<String>().is_err(),
                copies.2.destroy().is_err(),
                table.pairs::<i64, i64>().all(|pair| pair.is_err()),
                !format!("{table:?} {function:?} {data:?} {key:?} {table:#?}").is_empty(),
            ]);
        });
        let data = lua.create_userdata(end).expect("userdata");
        lua.load("keep = { keep, ... }").call::<()>(data).expect("it is kept");
    }
    drop(lua);
    assert_eq!(*seen.borrow(), [[true; 8]; 10]);
}

#[test]
fn destructors_may_register_types_and_make_machines() {
    struct Late(#[expect(dead_code, reason = "it only makes it large")] [u64; 4]);
    impl UserData for Late {}
    let lua = Lua::new();
    let done = Rc::new(Cell::new(0));
    let keep: Rc<RefCell<Vec<AnyUserData>>> = Rc::default();
    let (weak, count, kept) = (lua.weak(), done.clone(), keep.clone());
    let end = AtEnd(move || {
        let other = Lua::new();
        probe(&other);
        if let Some(lua) = weak.upgrade() {
            lua.register::<Late>().expect("it is registered");
            kept.borrow_mut().push(lua.create_userdata(Late([1; 4])).expect("userdata"));
            lua.create_any_userdata([1_u8; 100]).expect("userdata");
            lua.gc_collect().expect("it collects");
            lua.gc_step().expect("it collects");
            lua.set_app_data(other);
        }
        count.set(count.get() + 1);
    });
    drop(lua.create_userdata(end).expect("userdata"));
    lua.gc_collect().expect("it collects");
    assert_eq!(done.get(), 1);
    assert!(keep.borrow().iter().all(|data| data.borrow::<Late>().is_ok()));
    probe(&lua);
    drop(lua);
    assert!(keep.borrow().iter().all(|data| data.borrow::<Late>().is_err()));
}

#[test]
fn a_destructor_may_drop_the_machine() {
    for is_last in [false, true] {
        let lua = Lua::new();
        let (slot, weak) = (Rc::new(Cell::new(None)), lua.weak());
        let inner = slot.clone();
        let end = AtEnd(move || drop(inner.take()));
        let data = lua.create_userdata(end).expect("userdata");
        let table = lua.create_table().expect("a table");
        if is_last {
            // Only the chunk that runs still holds it.
            let chunk = lua.load("collectgarbage() return #('x'):rep(100)");
            slot.set(Some(lua));
            drop(data);
            assert_eq!(chunk.eval::<i64>().expect("it runs to its end"), 100);
        } else {
            slot.set(Some(lua.clone()));
            drop(data);
            lua.gc_collect().expect("it collects");
            probe(&lua);
            drop(lua);
        }
        assert!(slot.take().is_none() && weak.upgrade().is_none() && table.len().is_err());
    }
}

#[test]
fn machines_within_machines_end_from_the_outside() {
    let order = Rc::new(RefCell::new(Vec::new()));
    let machine = |name: u32, inner: Option<Lua>| {
        let lua = Lua::new();
        let notes = order.clone();
        let end = AtEnd(move || {
            notes.borrow_mut().push(name);
            let _ = &inner;
        });
        lua.globals().set("end", end).expect("it is set");
        lua
    };
    let nested = (1..=50).fold(None, |inner, name| Some(machine(name, inner)));
    drop(nested);
    assert_eq!(*order.borrow(), (1..=50).rev().collect::<Vec<_>>());
}

#[test]
fn a_finalizer_at_the_end_may_save_the_machine() {
    let lua = Lua::new();
    let (saved, weak) = (Rc::new(RefCell::new(None)), lua.weak());
    let slot = saved.clone();
    let save = lua.create_function(move |lua, ()| {
        slot.replace(Some(lua.clone()));
        Ok(())
    });
    lua.globals().set("save", save.expect("a function")).expect("it is set");
    lua.load("ends = 0 x = setmetatable({}, { __gc = function() save() ends = ends + 1 end })")
        .exec()
        .expect("it runs");
    drop(lua);
    let lua: Lua = saved.take().expect("it was saved");
    assert_eq!(lua.globals().get::<i64>("ends").expect("it is whole"), 1);
    probe(&lua);
    drop(lua);
    assert!(saved.borrow().is_none() && weak.upgrade().is_none());
}

#[test]
fn a_finalizer_that_panics_at_the_end_keeps_no_other_from_running() {
    for is_panicking in [false, true] {
        let lua = Lua::new();
        let calls = Rc::new(Cell::new(0));
        let count = calls.clone();
        let panics = lua.create_function(move |_, ()| -> lua_core::Result<()> {
            count.set(count.get() + 1);
            panic_as_wanted()
        });
        lua.globals().set("panics", panics.expect("a function")).expect("it is set");
        let dropped = Rc::new(Cell::new(0));
        let count = dropped.clone();
        let end = AtEnd(move || count.set(count.get() + 1));
        lua.globals().set("data", end).expect("it is set");
        lua.load("keep = {} for i = 1, 10 do keep[i] = setmetatable({}, { __gc = panics }) end")
            .exec()
            .expect("it runs");
        catching(move || {
            let _lua = lua;
            if is_panicking {
                panic_as_wanted();
            }
        });
        assert_eq!((calls.get(), dropped.get()), (10, 1));
    }
}

#[test]
fn bytes_are_kept_while_they_are_borrowed() {
    for text in ["short", &"long ".repeat(100)] {
        let lua = Lua::new();
        let string: LuaString = lua.create_string(text).expect("a string");
        let bytes: BorrowedBytes = string.as_bytes().expect("bytes");
        let borrowed: BorrowedStr = string.to_str().expect("text");
        let from_script: BorrowedStr =
            lua.load(format!("return ('{text}'):upper()")).eval().expect("text");
        drop(string);
        for _ in 0..5 {
            lua.load("for i = 1, 2000 do local s = ('y'):rep(i % 600) .. i end")
                .exec()
                .expect("it runs");
            lua.gc_collect().expect("it collects");
            assert_eq!((&*bytes, &*borrowed), (text.as_bytes(), text));
            assert_eq!(&*from_script, text.to_uppercase());
        }
        let weak: WeakLua = lua.weak();
        drop((lua, borrowed));
        assert_eq!((&*bytes, &*from_script), (text.as_bytes(), &*text.to_uppercase()));
        drop(bytes);
        assert!(weak.upgrade().is_some(), "a borrower owns the machine");
        drop(from_script);
        assert!(weak.upgrade().is_none());
    }
}
