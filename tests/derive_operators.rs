//! What derived types do in expressions and loops: lengths, elements, items, text, closing, calls.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Index, IndexMut};

use ferrolua::{Lua, UserData, methods};

fn fails(lua: &Lua, code: &str) -> String {
    lua.load(code).set_name("=test").exec().expect_err("the script fails").to_string()
}

fn runs(lua: &Lua, code: &str) {
    lua.load(code).set_name("=test").exec().expect("the script runs");
}

#[derive(UserData, Clone)]
#[lua(len, index, newindex, iter, concat)]
struct List {
    #[lua(get)]
    name: String,
    #[lua(skip)]
    items: Vec<i64>,
}

impl List {
    fn len(&self) -> usize {
        self.items.len()
    }
}

impl Index<usize> for List {
    type Output = i64;
    fn index(&self, at: usize) -> &i64 {
        &self.items[at]
    }
}

impl IndexMut<usize> for List {
    fn index_mut(&mut self, at: usize) -> &mut i64 {
        &mut self.items[at]
    }
}

impl<'a> IntoIterator for &'a List {
    type Item = &'a i64;
    type IntoIter = std::slice::Iter<'a, i64>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.name, self.items)
    }
}

#[methods]
impl List {
    #[lua(constructor)]
    fn new(name: String, #[lua(rest)] items: Vec<i64>) -> Self {
        List { name, items }
    }

    fn push(&mut self, item: i64) {
        self.items.push(item);
    }

    #[lua(pow)]
    fn power(&self, by: u32) -> List {
        let items = self.items.iter().map(|item| item.pow(by)).collect();
        List { name: self.name.clone(), items }
    }

    #[lua(idiv)]
    fn split(&self, by: i64) -> Result<List, String> {
        if by == 0 {
            return Err("by nothing".into());
        }
        Ok(List { name: self.name.clone(), items: self.items.iter().map(|it| it / by).collect() })
    }

    #[lua(call)]
    fn call(&self, at: usize) -> Option<i64> {
        self.items.get(at).copied()
    }
}

fn lists() -> Lua {
    let lua = Lua::new();
    lua.register::<List>().expect("it registers");
    lua
}

#[test]
fn elements_have_the_numbers_that_lua_gives_them() {
    let lua = lists();
    runs(
        &lua,
        "l = List('a', 10, 20, 30) assert(#l == 3 and l[1] == 10 and l[3] == 30 and l[2.0] == 20)",
    );
    runs(&lua, "assert(l[0] == nil and l[4] == nil and l[-1] == nil and l[1.5] == nil)");
    runs(
        &lua,
        "assert(l[math.mininteger] == nil and l[math.maxinteger] == nil and l[1e300] == nil)",
    );
    runs(&lua, "l[2] = 7 assert(l[2] == 7)");
    runs(&lua, "local sum = 0 for _, item in ipairs(l) do sum = sum + item end assert(sum == 47)");
    assert_eq!(fails(&lua, "l[4] = 1"), "test:1: no element 4 in List (it has 1 to 3)");
    assert_eq!(fails(&lua, "l[0] = 1"), "test:1: no element 0 in List (it has 1 to 3)");
    assert_eq!(fails(&lua, "l[0.5] = 1"), "test:1: no element 0.5 in List (it has 1 to 3)");
    assert_eq!(fails(&lua, "List('b')[1] = 1"), "test:1: no element 1 in List (it is empty)");
    assert_eq!(fails(&lua, "l[1] = 'x'"), "test:1: element 1 of List: number expected, got string");
}

#[test]
fn fields_and_methods_go_before_elements() {
    let lua = lists();
    runs(&lua, "l = List('a', 1) l:push(2) assert(l.name == 'a' and #l == 2)");
    assert_eq!(
        fails(&lua, "return l.nmae"),
        "test:1: no field 'nmae' in List (did you mean 'name'?)"
    );
    assert_eq!(fails(&lua, "l.name = 1"), "test:1: field 'name' of List is read-only");
    assert_eq!(fails(&lua, "l.x = 1"), "test:1: no field 'x' in List");
    assert_eq!(fails(&lua, "return l[{}]"), "test:1: no field 'table' in List");
}

#[test]
fn loops_go_through_a_copy_of_the_items() {
    let lua = lists();
    runs(
        &lua,
        "l = List('a', 3, 4)
         local text = ''
         for at, item in pairs(l) do text = text .. at .. '=' .. item .. ' ' l:push(0) end
         assert(text == '1=3 2=4 ' and #l == 4)",
    );
}

#[test]
fn text_is_joined_on_both_sides() {
    let lua = lists();
    runs(
        &lua,
        "l = List('a', 1) assert(l .. '!' == 'a[1]!' and '<' .. l .. 2 == '<a[1]2' and l .. l == 'a[1]a[1]')",
    );
    assert_eq!(fails(&lua, "return l .. {}"), "test:1: attempt to concatenate a table value");
}

#[test]
fn functions_are_metamethods_by_their_names() {
    let lua = lists();
    runs(
        &lua,
        "l = List('a', 2, 3) ^ 2 assert(l[1] == 4 and l[2] == 9 and (l // 2)[2] == 4 and l(1) == 9)",
    );
    assert_eq!(fails(&lua, "return l // 0"), "test:1: by nothing");
    assert_eq!(
        fails(&lua, "return l ^ 'x'"),
        "test:1: bad argument 'by' to 'List:__pow' (number expected, got string)"
    );
}

#[derive(UserData)]
#[lua(opaque, index = 0, len)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl Index<usize> for Bytes {
    type Output = u8;
    fn index(&self, at: usize) -> &u8 {
        &self.0[at]
    }
}

#[test]
fn elements_may_count_from_zero() {
    let lua = Lua::new();
    lua.globals().set("b", Bytes(vec![5, 6])).expect("it converts");
    runs(&lua, "assert(b[0] == 5 and b[1] == 6 and b[2] == nil and #b == 2)");
    assert_eq!(fails(&lua, "b[0] = 1"), "test:1: no field '0' in Bytes");
}

#[derive(UserData)]
#[lua(opaque, pairs)]
struct Prices(BTreeMap<String, f64>);

impl<'a> IntoIterator for &'a Prices {
    type Item = (&'a String, &'a f64);
    type IntoIter = std::collections::btree_map::Iter<'a, String, f64>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[derive(UserData)]
#[lua(opaque, iterator)]
struct Countdown(u32);

impl Iterator for Countdown {
    type Item = (u32, String);
    fn next(&mut self) -> Option<(u32, String)> {
        self.0 = self.0.checked_sub(1)?;
        Some((self.0, "!".repeat(self.0 as usize)))
    }
}

#[test]
fn maps_and_iterators_work_in_loops() {
    let lua = Lua::new();
    let prices = BTreeMap::from([("bow".to_string(), 2.5), ("axe".to_string(), 1.0)]);
    lua.globals().set("prices", Prices(prices)).expect("it converts");
    runs(
        &lua,
        "local text = '' for name, price in pairs(prices) do text = text .. name .. price end
         assert(text == 'axe1.0bow2.5', text)",
    );
    lua.globals().set("count", Countdown(3)).expect("it converts");
    runs(
        &lua,
        "local text = '' for n, marks in count do text = text .. n .. marks end
         assert(text == '2!!1!0' and count() == nil, text)",
    );
}

#[derive(UserData)]
#[lua(opaque, close)]
struct File(#[allow(dead_code)] std::rc::Rc<()>);

#[methods]
impl File {
    fn is_open(&self) -> bool {
        true
    }

    fn keep(&self, run: ferrolua::Function) -> ferrolua::Result<()> {
        run.call(())
    }
}

#[test]
fn the_end_of_a_variable_drops_the_data() {
    let (lua, data) = (Lua::new(), std::rc::Rc::new(()));
    lua.globals().set("file", File(data.clone())).expect("it converts");
    runs(&lua, "do local f <close> = file assert(f:is_open()) end");
    assert_eq!(std::rc::Rc::strong_count(&data), 1);
    assert_eq!(fails(&lua, "file:is_open()"), "test:1: File was taken or destroyed");
    // A second end has nothing to do.
    runs(&lua, "do local f <close> = file end");
    lua.globals().set("file", File(data)).expect("it converts");
    let text = fails(&lua, "file:keep(function() local f <close> = file end)");
    assert!(text.contains("cannot borrow File mutably"), "{text}");
}
