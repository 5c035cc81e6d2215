//! What scopes lend: it works while they last, it is dead afterwards, and it never dangles.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use lua_core::{
    AnyUserData, Error, Function, Lua, MetaMethod, Result, Thread, UserData, UserDataFields,
    UserDataMethods, UserDataOwned, UserDataRef, Value,
};

struct Bag {
    items: Vec<i64>,
}

impl UserData for Bag {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("count", |_, this| Ok(this.items.len()));
        fields.add_field_method_set("first", |_, this, item| {
            this.items[0] = item;
            Ok(())
        });
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method_mut("push", |_, this, item: i64| {
            this.items.push(item);
            Ok(())
        });
        methods.add_method_mut("update", |_, this, change: Function| {
            for item in &mut this.items {
                *item = change.call(*item)?;
            }
            Ok(())
        });
        methods.add_method("each", |_, this, visit: Function| {
            this.items.iter().try_for_each(|item| visit.call::<()>(*item))
        });
        methods.add_meta_method(MetaMethod::Len, |_, this, ()| Ok(this.items.len()));
        methods.add_method_once("melt", |_, this, ()| Ok(this.items.len()));
    }
}

fn text<T>(result: Result<T>) -> String {
    result.err().expect("an error").to_string()
}

fn ends_with<T>(result: Result<T>, end: &str) {
    let text = text(result);
    assert!(text.ends_with(end), "{text}");
}

const ENDED: &str = "Bag is gone: the scope that lent it has ended";

#[test]
fn lent_data_is_the_hosts_own() {
    let lua = Lua::new();
    let mut bag = Bag { items: vec![1] };
    lua.scope(|scope| {
        lua.globals().set("bag", scope.create_userdata_ref_mut(&mut bag)?)?;
        lua.load("bag:push(2) bag.first = 10 assert(#bag == 2 and bag.count == 2)").exec()
    })
    .expect("it runs");
    assert_eq!(bag.items, [10, 2]);
}

#[test]
fn data_that_is_lent_to_be_read_is_not_written() {
    let lua = Lua::new();
    let bag = Bag { items: vec![1] };
    lua.scope(|scope| {
        lua.globals().set("bag", scope.create_userdata_ref(&bag)?)?;
        assert_eq!(lua.load("return #bag").eval::<usize>()?, 1);
        assert_eq!(bag.items, [1]);
        ends_with(
            lua.load("bag:push(2)").exec(),
            "cannot borrow Bag mutably for Bag:push: it is shared to be read only",
        );
        ends_with(
            lua.load("bag.first = 2").exec(),
            "cannot borrow Bag mutably for Bag.first: it is shared to be read only",
        );
        lua.load("assert(#bag == 1)").exec()
    })
    .expect("it runs");
}

#[test]
fn what_lua_kept_is_dead() {
    let lua = Lua::new();
    let mut bag = Bag { items: vec![1] };
    let calls = Cell::new(0);
    let mut kept: Vec<Value> = vec![];
    let key = lua
        .scope(|scope| {
            let data = scope.create_userdata_ref_mut(&mut bag)?;
            let call = scope.create_function(|_, ()| {
                calls.set(calls.get() + 1);
                Ok(())
            })?;
            lua.globals().set("bag", &data)?;
            lua.globals().set("call", &call)?;
            lua.load(
                "upvalue = function() return bag.count end
                bound = bag.push
                routine = coroutine.create(function(b, c) c() coroutine.yield() c() return b.count end)
                assert(coroutine.resume(routine, bag, call))
                asleep = coroutine.wrap(function(b) b:update(function() coroutine.yield() end) end)
                local ok, message = pcall(asleep, bag)
                assert(not ok and message:find('yield'), message)
                box = setmetatable({}, { __index = function(_, k) return bag[k] end })",
            )
            .exec()?;
            kept.extend([Value::UserData(data), Value::Function(call)]);
            lua.create_registry_value(&kept[0])
        })
        .expect("it runs");
    assert_eq!(calls.get(), 1);
    ends_with(lua.load("bag:push(1)").exec(), ENDED);
    ends_with(lua.load("return #bag").exec(), ENDED);
    ends_with(lua.load("bag.first = 1").exec(), ENDED);
    ends_with(lua.load("return bag.count").exec(), ENDED);
    ends_with(lua.load("upvalue()").exec(), ENDED);
    ends_with(lua.load("bound(bag, 1)").exec(), ENDED);
    ends_with(lua.load("return box.count").exec(), ENDED);
    let gone = "function 'call' is gone: the scope that lent it has ended";
    ends_with(lua.load("call()").exec(), gone);
    ends_with(
        lua.load("error(select(2, coroutine.resume(routine)))").exec(),
        "function 'c' is gone: the scope that lent it has ended",
    );
    let data: AnyUserData = lua.registry_value(&key).expect("kept");
    assert!(!data.is::<Bag>());
    ends_with(data.borrow_scoped(|bag: &Bag| bag.items.len()), ENDED);
    ends_with(data.borrow::<Bag>(), "length of a call only");
    let call = kept[1].as_function().expect("a function").clone();
    ends_with(call.call::<()>(()), "function is gone: the scope that lent it has ended");
    drop(kept);
    lua.gc_collect().expect("collected");
    assert_eq!((bag.items.len(), calls.get()), (1, 1));
}

#[test]
fn guards_of_lent_data_do_not_outlive_a_call() {
    let lua = Lua::new();
    let mut bag = Bag { items: vec![1, 2] };
    let stolen: RefCell<Vec<UserDataRef<Bag>>> = RefCell::default();
    lua.scope(|scope| {
        let data = scope.create_userdata_ref_mut(&mut bag)?;
        let lent = "a scope lends it, so it can be borrowed for the length of a call only";
        ends_with(data.borrow::<Bag>(), lent);
        ends_with(data.borrow_mut::<Bag>(), lent);
        let not_taken = "cannot take Bag: it is lent or shared";
        ends_with(data.take::<Bag>(), not_taken);
        let steal = scope.create_function(|_, bag: UserDataRef<Bag>| {
            stolen.borrow_mut().push(bag);
            Ok(())
        })?;
        assert!(text(steal.call::<()>(&data)).contains(lent));
        let melt = lua.create_function(|_, _: UserDataOwned<Bag>| Ok(()))?;
        assert!(text(melt.call::<()>(&data)).contains(not_taken));
        let code = "local bag = ... bag:melt()";
        ends_with(lua.load(code).call::<()>(&data), not_taken);
        let kept = scope.create_userdata(Bag { items: vec![] })?;
        ends_with(lua.load(code).call::<()>(kept), not_taken);
        let length = data.borrow_scoped(|bag: &Bag| bag.items.len())?;
        data.borrow_mut_scoped(|bag: &mut Bag| bag.items.push(length as i64))?;
        assert!(data.borrow_scoped(|_: &String| ()).is_err());
        Ok(())
    })
    .expect("it runs");
    assert!(stolen.borrow().is_empty());
    assert_eq!(bag.items, [1, 2, 2]);
}

#[test]
fn an_object_in_use_is_not_used_twice() {
    let lua = Lua::new();
    let mut bag = Bag { items: vec![1, 2] };
    lua.scope(|scope| {
        let data = scope.create_userdata_ref_mut(&mut bag)?;
        lua.globals().set("bag", &data)?;
        ends_with(
            lua.load("bag:update(function() return #bag end)").exec(),
            "cannot borrow Bag for Bag:__len: Bag:update is using it",
        );
        ends_with(
            lua.load("bag:each(function() bag:push(3) end)").exec(),
            "cannot borrow Bag mutably for Bag:push: Bag:each is using it",
        );
        ends_with(
            lua.load("bag:each(coroutine.wrap(function() bag.first = 3 end))").exec(),
            "cannot borrow Bag mutably for Bag.first: Bag:each is using it",
        );
        let outcome = data.borrow_mut_scoped(|_: &mut Bag| lua.load("return #bag").exec())?;
        ends_with(outcome, "cannot borrow Bag for Bag:__len: the host is using it");
        lua.load("bag:each(function() assert(#bag == 2) end) bag:push(3)").exec()
    })
    .expect("it runs");
    assert_eq!(bag.items.len(), 3);
}

#[test]
fn functions_that_change_what_they_captured_do_not_run_twice() {
    let lua = Lua::new();
    let mut count = 0;
    lua.scope(|scope| {
        let call = scope.create_function_mut(|_, again: Option<Function>| {
            count += 1;
            match again {
                Some(again) => again.call::<()>(()),
                None => Ok(()),
            }
        })?;
        lua.globals().set("call", &call)?;
        let recursion = "a function that may change what it captured was called while it runs";
        assert!(text(call.call::<()>(&call)).contains(recursion));
        assert!(text(lua.load("call(function() call() end)").exec()).contains(recursion));
        lua.load("call() assert(not pcall(call, call)) call()").exec()
    })
    .expect("it runs");
    assert_eq!(count, 5);
    let mut state = 0;
    let call = lua
        .create_function_mut(move |_, again: Option<Function>| {
            state += 1;
            again.map_or(Ok(state), |again| again.call(()))
        })
        .expect("a function");
    assert!(text(call.call::<i64>(&call)).contains("was called while it runs"));
    assert_eq!(call.call::<i64>(()).expect("free again"), 2);
}

/// Data with a lifetime.
struct View<'a> {
    parts: Vec<&'a str>,
    dropped: &'a Cell<u32>,
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        self.dropped.set(self.dropped.get() + 1);
    }
}

impl UserData for View<'_> {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("length", |_, this| Ok(this.parts.len()));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("part", |_, this, at: usize| Ok(this.parts[at - 1].to_string()));
        methods.add_method_mut("pop", |_, this, ()| Ok(this.parts.pop().map(str::to_string)));
        methods.add_method_mut("within", |_, _, call: Function| call.call::<Value>(()));
    }
}

#[test]
fn data_with_lifetimes_is_dropped_when_the_scope_ends() {
    let (lua, dropped) = (Lua::new(), Cell::new(0));
    let text_of = String::from("one two three");
    lua.scope(|scope| {
        let parts = text_of.split(' ').collect();
        let view = scope.create_userdata(View { parts, dropped: &dropped })?;
        assert!(view.type_id().is_none() && !view.is::<View<'static>>());
        assert_eq!(view.type_name()?, "View");
        lua.globals().set("view", view)?;
        lua.load("assert(view:part(2) == 'two' and view:pop() == 'three' and view.length == 2)")
            .exec()?;
        ends_with(
            lua.load("view:within(function() return view.length end)").exec(),
            "cannot borrow View for View.length: View:within is using it",
        );
        lua.gc_collect()?;
        assert_eq!(dropped.get(), 0);
        Ok(())
    })
    .expect("it runs");
    assert_eq!(dropped.get(), 1);
    ends_with(lua.load("view:pop()").exec(), "View is gone: the scope that lent it has ended");
    let view: AnyUserData = lua.globals().get("view").expect("it was kept");
    let kept = view.borrow_scoped(|view: &View| view.parts.len());
    ends_with(kept, "View is gone: the scope that lent it has ended");
    drop(view);
    lua.load("view = nil collectgarbage()").exec().expect("collected");
    assert_eq!(dropped.get(), 1);
}

#[test]
fn methods_of_one_lifetime_refuse_data_of_another() {
    let (lua, dropped) = (Lua::new(), Cell::new(0));
    let outer_text = String::from("a b");
    lua.scope(|scope| {
        let parts = outer_text.split(' ').collect();
        lua.globals().set("outer", scope.create_userdata(View { parts, dropped: &dropped })?)?;
        lua.load("pop = outer.pop").exec()?;
        lua.scope(|scope| {
            let inner_text = String::from("c d");
            let parts: Vec<&str> = vec!["c", "d"];
            let _ = inner_text;
            lua.globals()
                .set("inner", scope.create_userdata(View { parts, dropped: &dropped })?)?;
            lua.load("assert(outer:pop() == 'b' and inner:pop() == 'd')").exec()?;
            assert!(text(lua.load("pop(inner)").exec()).contains("View expected, got View"));
            assert!(text(lua.load("inner.pop(outer)").exec()).contains("View expected, got View"));
            assert!(text(lua.load("pop(1)").exec()).contains("View expected, got number"));
            Ok(())
        })?;
        lua.load("assert(outer:pop() == 'a' and not pcall(inner.pop, inner))").exec()
    })
    .expect("it runs");
    assert_eq!(dropped.get(), 2);
    // A key of a dead type is never used again.
    lua.scope(|scope| {
        let view = View { parts: vec!["x"], dropped: &dropped };
        lua.globals().set("late", scope.create_userdata(view)?)?;
        assert!(text(lua.load("pop(late)").exec()).contains("View expected, got View"));
        Ok(())
    })
    .expect("it runs");
}

#[test]
fn errors_and_panics_end_a_scope() {
    let lua = Lua::new();
    let (dropped, destroyed) = (Cell::new(0), Cell::new(0));
    let bag = Bag { items: vec![1] };
    let lend = |scope: &lua_core::Scope<'_, '_>| -> Result<()> {
        let _ = scope;
        Ok(())
    };
    let failed = lua.scope(|scope| -> Result<()> {
        lend(scope)?;
        lua.globals().set("bag", scope.create_userdata_ref(&bag)?)?;
        scope.create_userdata(View { parts: vec![], dropped: &dropped })?;
        scope.add_destructor(|| destroyed.set(destroyed.get() + 1));
        Err(Error::runtime("no more"))
    });
    assert_eq!(text(failed), "no more");
    assert_eq!((dropped.get(), destroyed.get()), (1, 1));
    ends_with(lua.load("return #bag").exec(), ENDED);

    let panicked = catch_unwind(AssertUnwindSafe(|| {
        lua.scope(|scope| -> Result<()> {
            lua.globals().set("bag", scope.create_userdata_ref(&bag)?)?;
            lua.globals().set(
                "fail",
                scope.create_function(|_, ()| -> Result<()> { panic!("on purpose") })?,
            )?;
            scope.create_userdata(View { parts: vec![], dropped: &dropped })?;
            scope.add_destructor(|| destroyed.set(destroyed.get() + 1));
            lua.load("pcall(fail)").exec()
        })
    }));
    assert!(panicked.is_err());
    assert_eq!((dropped.get(), destroyed.get()), (2, 2));
    ends_with(lua.load("return #bag").exec(), ENDED);
    ends_with(
        lua.load("fail()").exec(),
        "function 'fail' is gone: the scope that lent it has ended",
    );
}

#[test]
fn nested_scopes_end_from_the_inside() {
    let lua = Lua::new();
    let mut outer_bag = Bag { items: vec![] };
    lua.scope(|outer| {
        lua.globals().set("outer", outer.create_userdata_ref_mut(&mut outer_bag)?)?;
        let make = outer.create_function(|lua, ()| {
            let mut inner_bag = Bag { items: vec![7] };
            lua.scope(|inner| {
                lua.globals().set("inner", inner.create_userdata_ref_mut(&mut inner_bag)?)?;
                lua.load("inner:push(8) outer:push(#inner)").exec()
            })?;
            Ok(inner_bag.items.len())
        })?;
        assert_eq!(make.call::<usize>(())?, 2);
        ends_with(lua.load("inner:push(9)").exec(), ENDED);
        // A function of the scope lends more of the same scope.
        let lend = outer.create_function(|_, ()| outer.create_function(|_, ()| Ok(5)))?;
        assert_eq!(lend.call::<Function>(())?.call::<i64>(())?, 5);
        lua.globals().set("late", lend)?;
        lua.load("outer:push(3)").exec()
    })
    .expect("it runs");
    assert_eq!(outer_bag.items, [2, 3]);
    assert!(lua.load("late()").exec().is_err());
}

/// Uses the machine and the scope when it is dropped.
struct Late<'a>(Lua, &'a RefCell<Vec<String>>);

impl Drop for Late<'_> {
    fn drop(&mut self) {
        let outcome = self.0.load("return #bag").eval::<i64>();
        self.1.borrow_mut().push(outcome.map_or_else(|error| error.to_string(), |n| n.to_string()));
    }
}

#[test]
fn what_is_dropped_last_finds_everything_dead() {
    let (lua, told) = (Lua::new(), RefCell::default());
    let bag = Bag { items: vec![1] };
    lua.scope(|scope| {
        let late = Late(lua.clone(), &told);
        lua.globals().set("bag", scope.create_userdata_ref(&bag)?)?;
        scope.create_function(move |_, ()| {
            let late = &late;
            Ok(late.1.borrow().len())
        })?;
        scope.create_any_userdata(Late(lua.clone(), &told), |_| ())?;
        scope.add_destructor(|| told.borrow_mut().push("destructor".into()));
        Ok(())
    })
    .expect("it runs");
    let told = told.take();
    assert!(told[0].ends_with(ENDED) && told[1].ends_with(ENDED), "{told:?}");
    assert_eq!(told[2..], ["destructor"]);
}

/// Asks the scope for more when it is dropped.
struct Greedy<'scope, 'env>(&'scope lua_core::Scope<'scope, 'env>, Rc<Cell<Option<bool>>>);

impl Drop for Greedy<'_, '_> {
    fn drop(&mut self) {
        self.1.set(Some(self.0.create_function(|_, ()| Ok(())).is_err()));
    }
}

#[test]
fn a_scope_that_has_ended_lends_nothing() {
    let (lua, refused) = (Lua::new(), Rc::new(Cell::new(None)));
    lua.scope(|scope| {
        let greedy = Greedy(scope, refused.clone());
        scope.create_function(move |_, ()| Ok(greedy.1.get().is_some()))?;
        Ok(())
    })
    .expect("it runs");
    assert_eq!(refused.get(), Some(true));
}

#[test]
fn a_scope_survives_collections_and_many_values() {
    let lua = Lua::new();
    let numbers: Vec<u64> = (0..2000).collect();
    let sum: u64 = lua
        .scope(|scope| {
            lua.register_userdata_type::<u64>(|registry| {
                registry.add_method("get", |_, this, ()| Ok(*this));
            })?;
            let all = lua.create_table()?;
            for number in &numbers {
                all.push(scope.create_any_userdata_ref(number)?)?;
            }
            lua.load("local all, sum = ..., 0 for i = 1, #all do sum = sum + all[i]:get() all[i] = nil if i % 500 == 0 then collectgarbage() end end return sum")
                .call(all)
        })
        .expect("it runs");
    assert_eq!(sum, 1999 * 1000);
    lua.load("collectgarbage() collectgarbage()").exec().expect("collected");
}

#[test]
fn a_coroutine_of_a_scope_ends_with_it() {
    let (lua, log) = (Lua::new(), RefCell::new(Vec::new()));
    let thread: Thread = lua
        .scope(|scope| {
            let say = scope.create_function(|_, word: String| {
                log.borrow_mut().push(word);
                Ok(())
            })?;
            let thread: Thread = lua
                .load("local say = ... return coroutine.create(function() say 'a' coroutine.yield() say 'b' end)")
                .call(say)?;
            thread.resume::<()>(())?;
            Ok(thread)
        })
        .expect("it runs");
    ends_with(thread.resume::<()>(()), "function 'say' is gone: the scope that lent it has ended");
    assert_eq!(log.take(), ["a"]);
}

#[test]
fn destroying_and_asking_of_lent_data() {
    let lua = Lua::new();
    let mut bag = Bag { items: vec![1] };
    lua.scope(|scope| {
        let data = scope.create_userdata_ref_mut(&mut bag)?;
        assert_eq!(data.type_name()?, "Bag");
        data.destroy()?;
        ends_with(data.borrow_scoped(|_: &Bag| ()), "Bag was taken or destroyed");
        Ok(())
    })
    .expect("it runs");
    assert_eq!(bag.items, [1]);
}

#[test]
fn when_a_scope_ends_all_its_functions_are_gone_at_once() {
    struct Notice(std::rc::Rc<Cell<bool>>, Lua);
    impl Drop for Notice {
        fn drop(&mut self) {
            // The other function of the scope, while this one's captures are dropped.
            self.0.set(self.1.load("second()").exec().is_err());
        }
    }
    let lua = Lua::new();
    let was_refused = std::rc::Rc::new(Cell::new(false));
    lua.scope(|scope| {
        let notice = Notice(was_refused.clone(), lua.clone());
        let first = scope.create_function(move |_, ()| Ok(notice.0.get()))?;
        lua.globals().set("second", scope.create_function(|_, ()| Ok(()))?)?;
        lua.load("local first = ... first() second()").call::<()>(first)
    })
    .expect("it runs");
    assert!(was_refused.get());
}
