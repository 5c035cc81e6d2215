//! Types of host data are told apart, whatever they are like.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::rc::Rc;

use lua_core::{AnyUserData, Lua, UserData, UserDataMethods};

use crate::{probe, text};

mod first {
    pub(crate) struct Same(pub(crate) u64);
}

mod second {
    pub(crate) struct Same(pub(crate) String);
}

impl UserData for first::Same {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("show", |_, this, ()| Ok(this.0));
    }
}

impl UserData for second::Same {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("show", |_, this, ()| Ok(this.0.clone()));
    }
}

#[test]
fn types_of_one_name_are_two() {
    let lua = Lua::new();
    let globals = lua.globals();
    globals.set("a", first::Same(7)).expect("it is set");
    globals.set("b", second::Same("seven".into())).expect("it is set");
    lua.load("assert(a:show() == 7 and b:show() == 'seven')").exec().expect("it runs");
    for code in ["a.show(b)", "b.show(a)"] {
        assert!(text(lua.load(code).exec()).contains("Same expected, got Same"));
    }
    let (a, b): (AnyUserData, AnyUserData) = lua.load("return a, b").eval().expect("data");
    assert!(a.is::<first::Same>() && !a.is::<second::Same>());
    assert!(b.borrow::<first::Same>().is_err() && b.borrow_mut::<first::Same>().is_err());
    assert!(b.take::<first::Same>().is_err() && b.borrow_scoped(|_: &first::Same| ()).is_err());
    assert_eq!(b.take::<second::Same>().expect("its own").0, "seven");
    assert_eq!(a.borrow::<first::Same>().expect("its own").0, 7);
    probe(&lua);
}

/// A type for each type, with or without something in it.
struct Holder<T>(T);

impl<T: Debug + 'static> UserData for Holder<T> {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("show", |_, this, ()| Ok(format!("{:?}", this.0)));
        methods.add_function("same", |_, (a, b): (AnyUserData, AnyUserData)| {
            Ok((a.borrow::<Self>().is_ok(), b.borrow::<Self>().is_ok()))
        });
    }
}

#[test]
fn each_instance_of_a_generic_type_is_its_own() {
    let lua = Lua::new();
    let globals = lua.globals();
    globals.set("empty", Holder(())).expect("it is set");
    globals.set("none", Holder([0_u64; 0])).expect("it is set");
    globals.set("byte", Holder(1_u8)).expect("it is set");
    globals.set("signed", Holder(1_i8)).expect("it is set");
    globals.set("list", Holder(vec![1_u8])).expect("it is set");
    globals.set("nested", Holder(Box::new([1_u128; 3]))).expect("it is set");
    let script = "
        local all = { empty, none, byte, signed, list, nested }
        local shown = {}
        for i, a in ipairs(all) do
            shown[i] = a:show()
            for j, b in ipairs(all) do
                local first, second = a.same(a, b)
                assert(first and second == (i == j))
                assert(pcall(a.show, b) == (i == j))
            end
        end
        return table.concat(shown, ' ')";
    let shown: String = lua.load(script).eval().expect("it runs");
    assert_eq!(shown, "() [] 1 1 [1] [1, 1, 1]");
}

#[test]
fn types_without_a_size_of_their_own() {
    struct Nothing(());
    struct Counted(Rc<Cell<u32>>);
    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    thread_local! {
        static ENDS: Cell<u32> = const { Cell::new(0) };
    }
    struct Tiny;
    impl Drop for Tiny {
        fn drop(&mut self) {
            ENDS.set(ENDS.get() + 1);
        }
    }
    let lua = Lua::new();
    let all: Vec<AnyUserData> =
        (0..100).map(|_| lua.create_any_userdata(Nothing(())).expect("userdata")).collect();
    let pointers: std::collections::HashSet<_> = all.iter().map(AnyUserData::to_pointer).collect();
    assert_eq!(pointers.len(), 100, "each is an object of its own");
    let guards: Vec<_> = all.iter().map(|data| data.borrow_mut::<Nothing>()).collect();
    assert!(guards.iter().all(Result::is_ok) && all[0].borrow::<Nothing>().is_err());
    drop(guards);
    let Nothing(()) = all[0].take::<Nothing>().expect("its own");
    assert!(all[0].take::<Nothing>().is_err() && !all[1].is::<()>());
    let tiny: Vec<AnyUserData> =
        (0..10).map(|_| lua.create_any_userdata(Tiny).expect("userdata")).collect();
    drop(tiny[0].take::<Tiny>().expect("its own"));
    tiny[1].destroy().expect("it is free");
    assert_eq!(ENDS.get(), 2);
    drop((tiny, all));
    lua.gc_collect().expect("it collects");
    assert_eq!(ENDS.get(), 10, "each once");

    // What a pointer to something without a size leads to.
    trait Speak {
        fn speak(&self) -> String;
    }
    impl Speak for Counted {
        fn speak(&self) -> String {
            format!("{} dropped", self.0.get())
        }
    }
    let dropped = Rc::new(Cell::new(0));
    let counted = || Counted(dropped.clone());
    let boxed: Box<dyn Speak> = Box::new(counted());
    let boxed = lua.create_any_userdata(boxed).expect("userdata");
    let shared: Rc<RefCell<dyn Speak>> = Rc::new(RefCell::new(counted()));
    let shared = lua.create_any_userdata(shared).expect("userdata");
    assert!(boxed.borrow::<Counted>().is_err() && boxed.borrow::<Rc<dyn Speak>>().is_err());
    assert!(boxed.borrow::<Box<dyn Debug>>().is_err() && !shared.is::<RefCell<Counted>>());
    let said = boxed.borrow::<Box<dyn Speak>>().expect("its own").speak();
    assert_eq!(said, "0 dropped");
    let inner = shared.borrow::<Rc<RefCell<dyn Speak>>>().expect("its own").borrow().speak();
    assert_eq!(inner, "0 dropped");
    drop((boxed, shared));
    lua.gc_collect().expect("it collects");
    assert_eq!(dropped.get(), 2);
    probe(&lua);
}
