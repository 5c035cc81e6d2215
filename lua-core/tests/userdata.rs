//! Host data: what can be registered, what metatables and user values hold, and pointers that share data with the host.

use std::any::TypeId;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use lua_core::{
    AnyUserData, ErrorKind, Function, Lua, MetaMethod, Result, Table, UserData, UserDataFields,
    UserDataMethods, UserDataOwned, UserDataRef, UserDataRefMut, UserDataRegistry, Value,
};

#[derive(Debug)]
struct Account {
    coins: i64,
}

impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} coins", self.coins)
    }
}

impl UserData for Account {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field("currency", "coin");
        fields.add_field_method_get("coins", |_, this| Ok(this.coins));
        let mut writes = 0;
        fields.add_field_method_set("coins", move |_, this, coins: i64| {
            writes += 1;
            this.coins = coins * writes;
            Ok(())
        });
        let mut notes = 0;
        fields.add_field_function_set("note", move |_, this, note: String| {
            notes += 1;
            this.set_named_user_value("note", format!("{note} {notes}"))
        });
        fields.add_field_function_get("note", |_, this| this.named_user_value::<Value>("note"));
        fields.add_meta_field("__version", 3);
        fields.add_meta_field_with("__origin", |lua| lua.create_sequence_from([1, 2]));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_function("open", |_, coins| Ok(Account { coins }));
        methods.add_method("balance", |_, this, ()| Ok(this.coins));
        let mut total = 0;
        methods.add_method_mut("deposit", move |_, this, amount: i64| {
            total += amount;
            this.coins += amount;
            Ok(total)
        });
        methods.add_method("each", |_, this, visit: Function| visit.call::<()>(this.coins));
        methods.add_method_mut("during", |_, this, visit: Function| {
            this.coins += 1;
            visit.call::<()>(())
        });
        methods.add_method_once("close", |_, this, bonus: i64| Ok(this.coins + bonus));
        let mut ids = 0;
        methods.add_function_mut("next_id", move |_, again: Option<Function>| {
            ids += 1;
            match again {
                Some(again) => again.call::<i64>(()),
                None => Ok(ids),
            }
        });
        let mut calls = 0;
        methods.add_meta_method_mut(MetaMethod::Call, move |_, this, ()| {
            calls += 1;
            this.coins += 1;
            Ok(calls)
        });
        let mut sums = 0;
        methods.add_meta_function_mut(
            MetaMethod::Add,
            move |_, (a, b): (UserDataRef<Account>, i64)| {
                sums += 1;
                Ok(a.coins + b + 1000 * sums)
            },
        );
        methods.add_meta_method(MetaMethod::ToString, |_, this, ()| Ok(this.to_string()));
    }
}

fn lua() -> Lua {
    let lua = Lua::new();
    lua.register::<Account>().expect("it registers");
    lua.globals().set("account", Account { coins: 10 }).expect("it converts");
    lua
}

fn text<T>(result: Result<T>) -> String {
    result.err().expect("an error").to_string()
}

#[track_caller]
fn ends_with<T>(result: Result<T>, end: &str) {
    let text = text(result);
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn closures_may_change_what_they_captured() {
    lua()
        .load(
            "assert(account:deposit(5) == 5 and account:deposit(6) == 11 and account:balance() == 21)
            assert(account() == 1 and account() == 2 and account.coins == 23)
            assert(account + 1 == 1024 and account + 1 == 2024)
            account.coins = 1 assert(account.coins == 1)
            account.coins = 1 assert(account.coins == 2)
            account.note = 'a' account.note = 'b' assert(account.note == 'b 2')
            assert(Account.next_id() == 1 and Account.next_id() == 2)",
        )
        .exec()
        .expect("it runs");
}

#[test]
fn a_closure_with_state_is_not_entered_twice() {
    let lua = lua();
    let recursion = "a function that may change what it captured was called while it runs";
    let error = text(lua.load("Account.next_id(function() return Account.next_id() end)").exec());
    assert!(error.contains(recursion), "{error}");
    lua.load("assert(not pcall(Account.next_id, Account.next_id)) Account.next_id()")
        .exec()
        .expect("free again");
    let code = "account:during(function() Account.open(1):during(print) end)";
    assert!(text(lua.load(code).exec()).contains(recursion));
}

#[test]
fn methods_may_take_the_data() {
    let lua = lua();
    assert_eq!(lua.load("account:close(5)").eval::<i64>().expect("it runs"), 15);
    for use_it in ["account:close(1)", "return account.coins", "account:deposit(1)", "account()"] {
        ends_with(lua.load(use_it).exec(), "Account was taken or destroyed");
    }
    ends_with(
        lua.load("Account.open(1).close({}, 1)").exec(),
        "bad argument #1 to 'close' (Account expected, got table)",
    );
    // Arguments are read before the data is taken.
    let code = "local a = Account.open(1) assert(not pcall(a.close, a, {})) return a.coins";
    assert_eq!(lua.load(code).eval::<i64>().expect("it is still there"), 1);
    ends_with(
        lua.load("local a = Account.open(1) a:each(function() a:close(1) end)").exec(),
        "cannot borrow Account mutably for Account:close: Account:each is using it",
    );
}

#[test]
fn a_refused_borrow_names_who_wants_and_who_has_it() {
    let lua = lua();
    let each = "is using it";
    for (code, expected) in [
        (
            "account:each(function() account:deposit(1) end)",
            "mutably for Account:deposit: Account:each",
        ),
        (
            "account:during(function() return account.coins end)",
            " for Account.coins: Account:during",
        ),
        (
            "account:during(function() return tostring(account) end)",
            " for Account:__tostring: Account:during",
        ),
        (
            "account:each(function() account.coins = 1 end)",
            "mutably for Account.coins: Account:each",
        ),
        ("account:each(function() account() end)", "mutably for Account:__call: Account:each"),
        (
            "coroutine.wrap(function() account:each(coroutine.wrap(function() account:deposit(1) end)) end)()",
            "mutably for Account:deposit: Account:each",
        ),
    ] {
        let error = lua.load(code).exec().expect_err("borrowed");
        // `coroutine.wrap` throws a string of its own.
        let is_own = !code.contains("wrap");
        assert_eq!(is_own, matches!(error.kind(), ErrorKind::UserData), "{error:?}");
        let text = error.to_string();
        assert!(
            text.contains(&format!("cannot borrow Account {}", expected.trim_start())),
            "{text}"
        );
        assert!(text.ends_with(each), "{text}");
    }
    let data: AnyUserData = lua.globals().get("account").expect("it is there");
    let guard = data.borrow::<Account>().expect("free");
    ends_with(
        lua.load("account:deposit(1)").exec(),
        "cannot borrow Account mutably for Account:deposit: the host is using it",
    );
    ends_with(data.borrow_mut::<Account>(), "cannot borrow Account mutably: the host is using it");
    drop(guard);
    let held = data.clone();
    let peek = lua.create_function(move |_, ()| held.borrow_mut::<Account>().map(drop));
    lua.globals().set("peek", peek.expect("a function")).expect("it converts");
    ends_with(
        lua.load("account:each(peek)").exec(),
        "cannot borrow Account mutably: Account:each is using it",
    );
}

#[test]
fn metatables_can_be_read() {
    let lua = lua();
    let data: AnyUserData = lua.globals().get("account").expect("it is there");
    let metatable = data.metatable().expect("a metatable");
    assert_eq!(metatable.get::<i64>("__version").expect("a field"), 3);
    assert_eq!(metatable.get::<Vec<i64>>("__origin").expect("a field"), [1, 2]);
    assert_eq!(metatable.get::<String>(MetaMethod::Type).expect("a field"), "Account");
    assert!(metatable.contains(MetaMethod::Add).expect("alive"));
    assert!(!metatable.contains(MetaMethod::Sub).expect("alive"));
    let call: Function = metatable.get(MetaMethod::Call).expect("a field");
    assert_eq!(call.call::<i64>(&data).expect("it runs"), 1);
    let mut names: Vec<String> =
        metatable.pairs::<Value>().map(|pair| pair.expect("a pair").0).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "__add",
            "__call",
            "__index",
            "__metatable",
            "__name",
            "__newindex",
            "__origin",
            "__tostring",
            "__version"
        ]
    );
    let plain = lua.create_any_userdata(1_u8).expect("userdata");
    assert!(text(plain.metatable()).ends_with("userdata has no metatable"));
    drop(lua);
    assert!(metatable.contains("__add").is_err() && data.metatable().is_err());
}

#[test]
fn meta_fields_name_a_type_and_find_what_is_not_registered() {
    let lua = Lua::new();
    lua.register_userdata_type::<u8>(|registry| {
        registry.add_meta_field(MetaMethod::Type, "Byte");
        registry.add_meta_field_with("__index", |lua| lua.create_table_from([("zero", 0)]));
        registry.add_method("get", |_, this, ()| Ok(*this));
    })
    .expect("it registers");
    lua.globals().set("byte", AnyUserData::wrap(7_u8)).expect("it converts");
    lua.load("assert(byte.zero == 0 and byte:get() == 7 and byte.other == nil)")
        .exec()
        .expect("runs");
    ends_with(
        lua.load("return #byte").exec(),
        "attempt to get length of a Byte value (global 'byte')",
    );
    let refusing = |name: &'static str| {
        text(lua.register_userdata_type::<u16>(move |registry| registry.add_meta_field(name, 1)))
    };
    for name in ["__gc", "__metatable", "__mode", "__class"] {
        assert_eq!(refusing(name), format!("metamethod '{name}' cannot be registered"));
    }
    assert_eq!(
        lua.create_any_userdata(1_u16).expect("userdata").type_name().expect("a name"),
        "userdata"
    );
}

#[test]
fn types_are_registered_without_a_trait() {
    let lua = Lua::new();
    let early = lua.create_any_userdata(String::from("early")).expect("userdata");
    let register = |word: &'static str| {
        lua.register_userdata_type::<String>(move |registry: &mut UserDataRegistry<String>| {
            registry.add_method("shout", move |_, this, ()| Ok(format!("{this}{word}")));
        })
        .expect("it registers");
    };
    register("!");
    lua.globals().set("one", AnyUserData::wrap(String::from("one"))).expect("it converts");
    register("?");
    lua.globals().set("two", AnyUserData::wrap(String::from("two"))).expect("it converts");
    lua.globals().set("early", early).expect("it converts");
    lua.load("assert(one:shout() == 'one!' and two:shout() == 'two?')").exec().expect("it runs");
    assert!(lua.load("early:shout()").exec().is_err());
    let failing = lua.register_userdata_type::<String>(|registry| {
        registry.add_field("broken", u64::MAX);
    });
    assert!(text(failing).contains("18446744073709551615"));
    lua.globals().set("three", AnyUserData::wrap(String::from("three"))).expect("it converts");
    lua.load("assert(three:shout() == 'three?')").exec().expect("the earlier registration counts");
}

#[test]
fn user_values_by_number_and_name() {
    let lua = lua();
    let (one, two): (AnyUserData, AnyUserData) =
        lua.load("return Account.open(1), Account.open(2)").eval().expect("two of them");
    one.set_nth_user_value(1, "first").expect("kept");
    one.set_nth_user_value(65_535, "last").expect("kept");
    one.set_named_user_value("self", &one).expect("kept");
    two.set_nth_user_value(2, 5).expect("kept");
    lua.gc_collect().expect("collected");
    assert_eq!(one.user_value::<String>().expect("kept"), "first");
    assert_eq!(one.nth_user_value::<String>(65_535).expect("kept"), "last");
    assert_eq!(one.nth_user_value::<Value>(2).expect("nil"), Value::Nil);
    assert_eq!(one.named_user_value::<AnyUserData>("self").expect("kept"), one);
    assert_eq!(two.nth_user_value::<i64>(2).expect("kept"), 5);
    for n in [0, 65_536, usize::MAX] {
        let expected = format!("user value {n} does not exist: they are 1 to 65535");
        assert_eq!(text(one.set_nth_user_value(n, 1)), expected);
        assert_eq!(text(one.nth_user_value::<Value>(n)), expected);
    }
    let foreign = Lua::new().create_table().expect("a table");
    assert!(one.set_named_user_value("x", foreign).is_err());
    // A value that leads back to its data keeps nothing alive.
    let token = Rc::new(());
    one.set_named_user_value("token", AnyUserData::wrap(token.clone())).expect("kept");
    drop((one, two));
    lua.gc_collect().expect("collected");
    lua.gc_collect().expect("collected");
    assert_eq!(Rc::strong_count(&token), 1);
}

#[test]
fn guards_show_what_they_hold() {
    let lua = lua();
    let data: AnyUserData = lua.globals().get("account").expect("it is there");
    {
        let guard = data.borrow::<Account>().expect("free");
        assert_eq!(format!("{guard} {guard:?}"), "10 coins Account { coins: 10 }");
    }
    let mut guard: UserDataRefMut<Account> = data.borrow_mut().expect("free");
    guard.coins = 2;
    assert_eq!(format!("{guard} {guard:?}"), "2 coins Account { coins: 2 }");
    drop(guard);
    let owned: UserDataOwned<Account> = lua.globals().get("account").expect("it is there");
    assert_eq!(format!("{owned} {owned:?}"), "2 coins Account { coins: 2 }");
    assert_eq!(owned.coins, 2);
    assert!(lua.globals().get::<UserDataOwned<Account>>("account").is_err());
    assert!(lua.globals().get::<UserDataOwned<Account>>("print").is_err());
}

#[test]
fn identities() {
    let lua = lua();
    let data: AnyUserData = lua.globals().get("account").expect("it is there");
    assert_eq!(data.type_id(), Some(TypeId::of::<Account>()));
    assert!(data.is::<Account>() && !data.is::<String>());
    let again: AnyUserData = lua.globals().get("account").expect("it is there");
    assert_eq!(data.to_pointer(), again.to_pointer());
    assert!(!data.to_pointer().is_null());
    data.take::<Account>().expect("it is there");
    assert_eq!(data.type_id(), Some(TypeId::of::<Account>()));
    assert!(!data.is::<Account>());
    drop(lua);
    assert_eq!(data.type_id(), None);
}

fn exercise(lua: &Lua, writable: bool) {
    lua.load("assert(shared.coins == 10 and shared:balance() == 10 and shared.currency == 'coin')")
        .exec()
        .expect("it reads");
    lua.load("assert(tostring(shared) == '10 coins')").exec().expect("it reads");
    let data: AnyUserData = lua.globals().get("shared").expect("it is there");
    assert_eq!(data.type_name().expect("a name"), "Account");
    assert_eq!(data.borrow::<Account>().expect("free").coins, 10);
    let by_argument: UserDataRef<Account> = lua.globals().get("shared").expect("it converts");
    assert_eq!(by_argument.coins, 10);
    drop(by_argument);
    assert!(data.borrow::<String>().is_err());
    assert_eq!(text(data.take::<Account>()), "cannot take Account: it is lent or shared");
    if writable {
        lua.load("shared:deposit(5) assert(shared.coins == 15)").exec().expect("it writes");
        data.borrow_mut::<Account>().expect("free").coins += 1;
        ends_with(
            lua.load("shared:during(function() return shared.coins end)").exec(),
            "cannot borrow Account for Account.coins: Account:during is using it",
        );
        assert_eq!(lua.load("shared.coins").eval::<i64>().expect("free again"), 17);
    } else {
        ends_with(
            lua.load("shared:deposit(5)").exec(),
            "cannot borrow Account mutably for Account:deposit: it is shared to be read only",
        );
        assert!(data.borrow_mut::<Account>().is_err());
    }
}

#[test]
fn pointers_share_data_with_the_host() {
    let lua = lua();
    let set = |value: Result<AnyUserData>| {
        lua.globals().set("shared", value.expect("userdata")).expect("it converts");
    };
    let account = || Account { coins: 10 };

    let rc = Rc::new(account());
    set(lua.create_userdata(rc.clone()));
    exercise(&lua, false);
    let data: AnyUserData = lua.globals().get("shared").expect("it is there");
    assert!(data.is::<Rc<Account>>() && !data.is::<Account>());
    let guard = data.borrow::<Account>().expect("free");
    assert!(data.take::<Rc<Account>>().is_err());
    drop(guard);
    assert!(Rc::ptr_eq(&data.take::<Rc<Account>>().expect("free"), &rc));
    ends_with(lua.load("return shared.coins").exec(), "Account was taken or destroyed");

    let arc = Arc::new(account());
    set(lua.create_userdata(arc.clone()));
    exercise(&lua, false);

    let cell = Rc::new(RefCell::new(account()));
    set(lua.create_userdata(cell.clone()));
    exercise(&lua, true);
    assert_eq!(cell.borrow().coins, 17);
    let guard = cell.borrow();
    lua.load("assert(shared.coins == 17)").exec().expect("both may read");
    ends_with(
        lua.load("shared:deposit(1)").exec(),
        "cannot borrow Account mutably for Account:deposit: its lock is taken",
    );
    drop(guard);
    // What a script has borrowed is borrowed for the host, and free afterwards.
    let seen = cell.clone();
    let look = lua.create_function(move |_, ()| Ok(seen.try_borrow_mut().is_err()));
    lua.globals().set("look", look.expect("a function")).expect("it converts");
    lua.load("shared:each(function() assert(look()) end) assert(not look())").exec().expect("runs");
    // Two userdata may share one cell.
    lua.globals().set("other", cell.clone()).expect("it converts");
    ends_with(
        lua.load("shared:during(function() return other.coins end)").exec(),
        "cannot borrow Account for Account.coins: its lock is taken",
    );

    let mutex = Arc::new(Mutex::new(account()));
    set(lua.create_userdata(mutex.clone()));
    exercise(&lua, true);
    assert_eq!(mutex.lock().expect("free").coins, 17);
    let guard = mutex.lock().expect("free");
    ends_with(
        lua.load("return shared.coins").exec(),
        "cannot borrow Account for Account.coins: its lock is taken",
    );
    drop(guard);
    let poison = mutex.clone();
    let _ = std::thread::spawn(move || {
        let _guard = poison.lock();
        panic!("on purpose");
    })
    .join();
    ends_with(
        lua.load("return shared.coins").exec(),
        "cannot borrow Account for Account.coins: a panic left its lock poisoned",
    );

    let lock = Arc::new(RwLock::new(account()));
    set(lua.create_userdata(lock.clone()));
    exercise(&lua, true);
    assert_eq!(lock.read().expect("free").coins, 17);
    // Data of no registered type can be borrowed through its pointer too.
    let plain = lua.create_any_userdata(Rc::new(RefCell::new(vec![1]))).expect("userdata");
    plain.borrow_mut::<Vec<i32>>().expect("free").push(2);
    assert_eq!(plain.borrow::<Vec<i32>>().expect("free").len(), 2);
    assert!(text(plain.take::<Vec<i32>>()).contains("it is lent or shared"));
}

/// Extends what it shares with others.
struct Savings {
    account: Rc<RefCell<Account>>,
}

impl UserData for Savings {
    fn register(registry: &mut UserDataRegistry<Self>) {
        registry.extend(|this| &this.account, |this| &mut this.account);
        registry.add_method("save", |_, this, coins: i64| {
            this.account.borrow_mut().coins += coins;
            Ok(())
        });
    }
}

#[test]
fn pointers_are_followed_from_wherever_they_are() {
    let lua = lua();
    let cell = Rc::new(RefCell::new(Account { coins: 1 }));
    // Lent.
    lua.scope(|scope| {
        lua.globals().set("lent", scope.create_userdata_ref(&cell)?)?;
        lua.load("lent:deposit(1) assert(lent.coins == 2)").exec()?;
        let lent: AnyUserData = lua.globals().get("lent")?;
        assert!(text(lent.borrow::<Account>()).contains("a scope lends it"));
        Ok(())
    })
    .expect("it is lent");
    ends_with(lua.load("lent:deposit(1)").exec(), "the scope that lent it has ended");
    assert_eq!(cell.borrow().coins, 2);
    // In the base of what is behind a pointer itself: both locks are taken, and given free.
    #[allow(clippy::arc_with_non_send_sync)]
    let savings = Arc::new(Mutex::new(Savings { account: cell.clone() }));
    lua.globals().set("savings", savings.clone()).expect("it converts");
    let (seen, lock) = (cell.clone(), savings.clone());
    let look = lua.create_function(move |_, ()| {
        let shared = seen.try_borrow().is_ok();
        let exclusive = seen.try_borrow_mut().is_ok();
        let lock = lock.try_lock().is_ok();
        Ok((shared, exclusive, lock))
    });
    lua.globals().set("look", look.expect("a function")).expect("it converts");
    lua.load(
        "savings:save(1) savings:deposit(1) assert(savings.coins == 4)
        local function check(shared, exclusive, lock)
            local s, e, l = look() assert(s == shared and e == exclusive and l == lock)
        end
        savings:each(function() check(true, false, false) end) check(true, true, true)
        savings:during(function() check(false, false, false) end) check(true, true, true)
        assert(not pcall(savings.during, savings, error)) check(true, true, true)",
    )
    .exec()
    .expect("it runs");
    let data: AnyUserData = lua.globals().get("savings").expect("it is there");
    assert_eq!(data.borrow::<Account>().expect("free").coins, 6);
    assert_eq!(data.borrow::<Rc<RefCell<Account>>>().expect("free").borrow().coins, 6);
    let guard = cell.borrow();
    ends_with(lua.load("savings:deposit(1)").exec(), "its lock is taken");
    drop(guard);
    let guard = savings.lock().expect("free");
    ends_with(lua.load("savings:deposit(1)").exec(), "its lock is taken");
    drop(guard);
    lua.load("savings:deposit(1)").exec().expect("free again");
}

#[test]
fn nobody_is_found_in_itself_without_end() {
    struct Own;
    struct Other;
    impl UserData for Own {
        fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
            methods.add_method("me", |_, _, ()| Ok(true));
        }
    }
    impl UserData for Other {}
    let lua = Lua::bare();
    lua.open_libraries();
    let registered = lua.register_userdata_type::<Own>(|registry| {
        registry.extend::<Own>(|this| this, |this| this);
    });
    registered.expect("nothing comes of it");
    lua.globals().set("own", lua.create_any_userdata(Own).expect("userdata")).expect("it converts");
    lua.globals().set("other", Other).expect("it converts");
    lua.load("assert(own:me())").exec().expect("it has its functions");
    ends_with(
        lua.load("debug.setmetatable(other, debug.getmetatable(own)) own.me(other)").exec(),
        "(Own expected, got Own)",
    );
}

#[test]
fn a_guard_keeps_what_a_pointer_points_to() {
    let lua = lua();
    let cell = Rc::new(RefCell::new(Account { coins: 3 }));
    let data = lua.create_userdata(cell.clone()).expect("userdata");
    let guard = data.borrow::<Account>().expect("free");
    drop((data, lua));
    assert_eq!(guard.coins, 3);
    assert!(cell.try_borrow_mut().is_err());
    drop(guard);
    cell.borrow_mut().coins = 4;
    assert_eq!(Rc::strong_count(&cell), 1);
}

#[test]
fn class_tables_are_tables() {
    let lua = lua();
    let class: Table = lua.create_proxy::<Account>().expect("a class");
    assert_eq!(class.get::<String>("currency").expect("a constant"), "coin");
    let open: Function = class.get("open").expect("a function");
    let data: AnyUserData = open.call(4).expect("an account");
    assert_eq!(data.borrow::<Account>().expect("free").coins, 4);
}

#[test]
fn errors_of_metamethods_are_refused_names() {
    struct Bad;
    impl UserData for Bad {
        fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
            methods.add_meta_method("__gc", |_, _, ()| Ok(()));
        }
    }
    let refused = Lua::new().create_userdata(Bad).map(drop);
    assert_eq!(text(refused), "metamethod '__gc' cannot be registered");
    let name: String = MetaMethod::Add.into();
    assert!("__add" == MetaMethod::Add && name == MetaMethod::Add);
    assert_eq!(MetaMethod::ToDebugString.name(), "__todebugstring");
}

#[test]
fn a_registration_that_fails_leaves_the_type_as_it_was() {
    let lua = Lua::new();
    lua.register_userdata_type::<u64>(|registry| {
        registry.add_method("get", |_, this, ()| Ok(*this));
    })
    .expect("registered");
    let failed = lua.register_userdata_type::<u64>(|registry| {
        registry.add_meta_field_with("__x", |lua| -> Result<bool> {
            // Nobody but the registration knows the old metatable now.
            lua.gc_collect()?;
            Err(lua_core::Error::runtime("no"))
        });
    });
    assert_eq!(failed.expect_err("refused").to_string(), "no");
    // What would lie where the metatable was.
    let tables: Vec<_> = (0..200).map(|i| lua.create_table_from([(i, i)])).collect();
    lua.globals().set("data", lua.create_any_userdata(7_u64).expect("made")).expect("set");
    lua.gc_collect().expect("collected");
    assert_eq!(lua.load("data:get()").eval::<u64>().expect("it has its method"), 7);
    drop(tables);
}
