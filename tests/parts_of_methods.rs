//! Results of methods that are parts of the object: found anew, by the method, whenever a script uses them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ferrolua::{AnyUserData, Function, Lua, Result, Table, UserData, methods};

#[derive(UserData, Clone, Debug, PartialEq)]
struct Item {
    name: String,
    price: i64,
}

#[methods]
impl Item {
    fn label(&self) -> String {
        format!("{} for {}", self.name, self.price)
    }

    fn raise(&mut self, by: i64) -> &mut Self {
        self.price += by;
        self
    }

    fn during(&self, run: Function) -> Result<()> {
        run.call(())
    }
}

#[derive(UserData, Clone, Copy, Debug, PartialEq)]
enum Size {
    Small,
    Large,
}

/// Can be neither copied nor made by a script.
#[derive(UserData)]
#[lua(opaque)]
struct Bag {
    items: Vec<Item>,
    labels: Vec<String>,
    size: Size,
    inner: Option<Box<Bag>>,
    looks: Cell<u32>,
    panics: Cell<bool>,
}

#[derive(Debug)]
struct NoSuchItem(String);

impl std::fmt::Display for NoSuchItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no item '{}'", self.0)
    }
}

impl std::error::Error for NoSuchItem {}

/// An argument that cannot be cloned does not matter where the result is a value.
struct Once(usize);

impl ferrolua::FromLua for Once {
    fn from_lua(value: ferrolua::Value, lua: &Lua) -> Result<Self> {
        usize::from_lua(value, lua).map(Once)
    }
}

#[methods]
impl Bag {
    fn get(&self, at: usize) -> Option<&Item> {
        assert!(!self.panics.get(), "the bag is torn");
        self.looks.set(self.looks.get() + 1);
        self.items.get(at.checked_sub(1)?)
    }

    fn get_mut(&mut self, at: usize) -> Option<&mut Item> {
        assert!(!self.panics.get(), "the bag is torn");
        self.items.get_mut(at.checked_sub(1)?)
    }

    fn seek(&mut self, at: usize) -> Option<&Item> {
        self.items.get(at.checked_sub(1)?)
    }

    fn find(&self, name: &str) -> std::result::Result<&Item, NoSuchItem> {
        let found = self.items.iter().find(|item| item.name == name);
        found.ok_or_else(|| NoSuchItem(name.to_string()))
    }

    fn find_mut(&mut self, name: &str) -> std::result::Result<Option<&mut Item>, NoSuchItem> {
        if name.is_empty() {
            return Err(NoSuchItem(String::new()));
        }
        Ok(self.items.iter_mut().find(|item| item.name == name))
    }

    fn pick<'a>(&'a mut self, name: Option<&'a str>, bytes: &'a [u8]) -> Option<&'a mut Item> {
        self.items.iter_mut().find(|it| Some(&*it.name) == name || it.name.as_bytes() == bytes)
    }

    fn first_of(&self, names: &Table, #[lua(default = 0)] skipped: usize) -> Option<&Item> {
        let names = names.sequence_values::<String>().collect::<Result<Vec<_>>>().ok()?;
        self.items.iter().filter(|item| names.contains(&item.name)).nth(skipped)
    }

    #[lua(getter)]
    fn get_top(&self) -> &Item {
        &self.items[0]
    }

    #[lua(call)]
    fn at(&mut self, at: usize) -> Option<&mut Item> {
        self.items.get_mut(at)
    }

    fn inner(&mut self) -> Option<&mut Self> {
        self.inner.as_deref_mut()
    }

    fn label(&self, at: Once) -> Option<&String> {
        self.labels.get(at.0 - 1)
    }

    fn label_of(&self, item: &Item) -> Option<&String> {
        self.labels.iter().find(|label| **label == item.name)
    }

    fn last_label(&self, lua: &Lua) -> &String {
        assert!(lua.used_memory() > 0);
        &self.labels[self.labels.len() - 1]
    }

    fn size(&self) -> &Size {
        &self.size
    }

    fn size_mut(&mut self) -> Option<&mut Size> {
        Some(&mut self.size)
    }

    fn pop(&mut self) -> Option<Item> {
        self.items.pop()
    }

    fn during(&mut self, run: Function) -> Result<()> {
        run.call(())
    }

    fn swap(&mut self, item: &mut Item) {
        item.price = self.items.len() as i64;
    }
}

fn item(name: &str, price: i64) -> Item {
    Item { name: name.into(), price }
}

fn bag() -> Bag {
    Bag {
        items: vec![item("rope", 3), item("torch", 5)],
        labels: vec!["rope".into(), "old".into()],
        size: Size::Large,
        inner: None,
        looks: Cell::new(0),
        panics: Cell::new(false),
    }
}

fn machine() -> Result<(Lua, AnyUserData)> {
    let lua = Lua::new();
    lua.register::<Size>()?;
    let data = lua.create_userdata(bag())?;
    lua.globals().set("bag", &data)?;
    Ok((lua, data))
}

fn message(lua: &Lua, code: &str) -> String {
    lua.load(code).set_name("=t").exec().unwrap_err().to_string()
}

#[test]
fn a_result_is_read_as_a_part() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load(
        "local rope = bag:get(1)
         assert(rope.name == 'rope' and rope:label() == 'rope for 3')
         assert(bag:get(9) == nil and bag:get(0) == nil)
         assert(bag:find('torch').price == 5 and bag.top.name == 'rope')
         assert(bag:seek(2).name == 'torch')
         assert(bag:first_of({ 'torch', 'rope' }).name == 'rope')
         assert(bag:first_of({ 'torch', 'rope' }, 1).name == 'torch')",
    )
    .exec()?;
    // Once at first, and for each access.
    data.borrow::<Bag>()?.looks.set(0);
    lua.load("local item = bag:get(1) local _ = item.name, item.name").exec()?;
    assert_eq!(data.borrow::<Bag>()?.looks.get(), 3);
    Ok(())
}

#[test]
fn a_mutable_result_writes_through() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load(
        "bag:get_mut(1).price = 10
         bag:find_mut('torch'):raise(1):raise(1)
         bag:pick('torch', 'x').price = bag:pick('torch', 'x').price * 2
         bag:pick(nil, 'rope').name = 'line'
         bag(0).price = bag(0).price + 1
         assert(bag:find_mut('rope') == nil)",
    )
    .exec()?;
    assert_eq!(data.borrow::<Bag>()?.items, [item("line", 11), item("torch", 14)]);
    Ok(())
}

#[test]
fn a_shared_result_is_read_only() -> Result<()> {
    let (lua, data) = machine()?;
    for way in ["bag:get(1)", "bag:seek(1)", "bag.top", "bag:find('rope')"] {
        assert_eq!(
            message(&lua, &format!("{way}.price = 1")),
            "t:1: cannot borrow Item mutably for Item.price: it is shared to be read only"
        );
    }
    assert_eq!(data.borrow::<Bag>()?.items[0].price, 3);
    Ok(())
}

#[test]
fn what_the_method_does_not_find_any_more_is_an_error() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("torch, named, lit = bag:get(2), bag:find('torch'), bag:get_mut(2) bag:pop()")
        .exec()?;
    for part in ["torch", "named", "lit"] {
        assert_eq!(message(&lua, &format!("return {part}.name")), "t:1: Item is no longer there");
    }
    assert_eq!(message(&lua, "lit.price = 1"), "t:1: Item is no longer there");
    // What it finds there later is there.
    data.borrow_mut::<Bag>()?.items.push(item("lamp", 9));
    assert_eq!(lua.load("return torch.name .. lit.name").eval::<String>()?, "lamplamp");
    assert_eq!(message(&lua, "return named.name"), "t:1: Item is no longer there");
    Ok(())
}

#[test]
fn the_first_call_tells_its_own_errors() -> Result<()> {
    let (lua, _) = machine()?;
    assert_eq!(message(&lua, "bag:find('axe')"), "t:1: no item 'axe'");
    assert_eq!(message(&lua, "bag:find_mut('')"), "t:1: no item ''");
    assert_eq!(
        message(&lua, "bag:get('x')"),
        "t:1: bad argument 'at' to 'Bag:get' (number expected, got string)"
    );
    Ok(())
}

#[test]
fn other_results_are_values() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load(
        "assert(bag:label(1) == 'rope' and bag:label(9) == nil)
         assert(bag:last_label() == 'old' and bag:label_of(bag:get(1)) == 'rope')
         assert(bag:size() == Size.Large and bag:size_mut() == Size.Large)",
    )
    .exec()?;
    drop(data);
    Ok(())
}

#[test]
fn a_part_borrows_its_owner() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("rope, own = bag:get(1), bag:get_mut(1)").exec()?;
    assert_eq!(
        message(&lua, "bag:during(function() return rope.name end)"),
        "t:1: cannot borrow Item for Item.name: Bag:during is using it"
    );
    assert_eq!(
        message(&lua, "rope:during(function() bag:pop() end)"),
        "t:1: cannot borrow Bag mutably for Bag:pop: Item:during is using it"
    );
    // To read what a method gives that takes the owner to change it, is to change it.
    assert_eq!(
        message(&lua, "rope:during(function() return own.name end)"),
        "t:1: cannot borrow Item for Item.name: Item:during is using it"
    );
    lua.load("rope:during(function() return rope.name, bag:get(2).name end)").exec()?;
    assert_eq!(
        message(&lua, "bag:swap(own)"),
        "t:1: bad argument 'item' to 'Bag:swap' (cannot borrow Item mutably for Bag:swap: \
         Bag:swap is using it)"
    );
    data.borrow_mut::<Bag>()?.items[0].price = 1;
    Ok(())
}

#[test]
fn a_panic_leaves_no_borrow_behind() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("rope, own = bag:get(1), bag:get_mut(1)").exec()?;
    data.borrow::<Bag>()?.panics.set(true);
    for code in
        ["bag:get(1)", "bag:get_mut(1)", "return rope.name", "return own.name", "own.price = 1"]
    {
        let run = std::panic::AssertUnwindSafe(|| lua.load(code).exec());
        assert!(std::panic::catch_unwind(run).is_err(), "{code}");
        data.borrow_mut::<Bag>()?.panics.set(true);
    }
    data.borrow_mut::<Bag>()?.panics.set(false);
    lua.load("own.price = rope.price + 1").exec()?;
    assert_eq!(data.borrow::<Bag>()?.items[0].price, 4);
    Ok(())
}

#[test]
fn parts_of_parts() -> Result<()> {
    let (lua, data) = machine()?;
    data.borrow_mut::<Bag>()?.inner = Some(Box::new(bag()));
    lua.load("inner = bag:inner() item = inner:get_mut(2) item.price = 50").exec()?;
    assert_eq!(data.borrow::<Bag>()?.inner.as_ref().unwrap().items[1].price, 50);
    assert!(lua.load("return inner:inner()").eval::<Option<AnyUserData>>()?.is_none());
    data.borrow_mut::<Bag>()?.inner = None;
    assert_eq!(message(&lua, "item.price = 1"), "t:1: Item is no longer there");
    assert_eq!(message(&lua, "inner:pop()"), "t:1: Bag is no longer there");
    data.destroy()?;
    assert_eq!(
        message(&lua, "return item.price"),
        "t:1: Item is gone: the Bag that it is part of was taken or destroyed"
    );
    Ok(())
}

#[test]
fn parts_of_what_is_shared_or_lent() -> Result<()> {
    let lua = Lua::new();
    lua.register::<Size>()?;
    let shared = Rc::new(RefCell::new(bag()));
    lua.globals().set("bag", shared.clone())?;
    lua.load("item = bag:get_mut(1) item.price = 70").exec()?;
    assert_eq!(shared.borrow().items[0].price, 70);
    let mut lent = bag();
    lua.scope(|scope| {
        lua.globals().set("bag", scope.create_userdata_ref_mut(&mut lent)?)?;
        lua.load("item = bag:get_mut(1) item.price = 80").exec()
    })?;
    assert_eq!(lent.items[0].price, 80);
    assert_eq!(
        message(&lua, "return item.price"),
        "t:1: Item is gone: the scope that lent it has ended"
    );
    Ok(())
}

#[test]
fn a_part_keeps_its_owner_and_its_arguments() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("item = bag:first_of({ 'torch' }) bag = nil").exec()?;
    drop(data);
    lua.gc_collect()?;
    lua.gc_collect()?;
    assert_eq!(lua.load("return item.name").eval::<String>()?, "torch");
    Ok(())
}

#[test]
fn the_host_borrows_what_a_method_found() -> Result<()> {
    let (lua, data) = machine()?;
    let item: AnyUserData = lua.load("bag:get_mut(1)").eval()?;
    {
        let mut guard = item.borrow_mut::<Item>()?;
        guard.price = 77;
        assert!(data.borrow::<Bag>().is_err());
    }
    assert_eq!(data.borrow::<Bag>()?.items[0].price, 77);
    assert_eq!(lua.load("bag:get(1)").eval::<Item>()?, item_of(&data)?);
    Ok(())
}

fn item_of(data: &AnyUserData) -> Result<Item> {
    Ok(data.borrow::<Bag>()?.items[0].clone())
}
