//! Several `#[methods]` blocks of a type, blocks of traits, generic types, types that borrow.

use ferrolua::{Lua, UserData, Variadic, methods};

fn fails(lua: &Lua, code: &str) -> String {
    lua.load(code).set_name("=test").exec().expect_err("the script fails").to_string()
}

fn runs(lua: &Lua, code: &str) {
    lua.load(code).set_name("=test").exec().expect("the script runs");
}

trait Shape {
    const SIDES: u32;
    type Unit;

    fn area(&self) -> f64;
    fn grow(&mut self, by: Self::Unit) -> &mut Self;
    fn named(name: &str) -> Self;
    fn not_exposed(&self) -> bool {
        true
    }
}

#[derive(UserData, Default)]
struct Square {
    side: f64,
}

#[methods]
impl Square {
    #[lua(constructor)]
    fn new(side: f64) -> Self {
        Square { side }
    }
}

mod elsewhere {
    use ferrolua::methods;

    #[methods(rename_all = "camelCase")]
    impl super::Square {
        pub(crate) fn diagonal_length(&self) -> f64 {
            self.side * 2f64.sqrt()
        }
    }
}

#[methods]
impl Shape for Square {
    const SIDES: u32 = 4;
    type Unit = f64;

    fn area(&self) -> f64 {
        self.side * self.side
    }

    fn grow(&mut self, by: Self::Unit) -> &mut Self {
        self.side += by;
        self
    }

    #[lua(name = "byName")]
    fn named(name: &str) -> Self {
        Square { side: name.len() as f64 }
    }
}

#[methods]
impl From<Variadic<f64>> for Square {
    #[lua(name = "sum")]
    fn from(sides: Variadic<f64>) -> Square {
        Square { side: sides.iter().sum() }
    }
}

/// Methods that several types share, written once.
macro_rules! countable {
    ($($name:ident)+) => {$(
        #[methods]
        impl $name {
            fn count(&self) -> usize {
                1
            }
        }
    )+};
}

countable!(Square Crowd);

#[derive(UserData)]
struct Crowd;

#[test]
fn all_blocks_of_a_type_are_found() {
    let lua = Lua::new();
    lua.register::<Square>().expect("it registers");
    lua.register::<Crowd>().expect("it registers");
    runs(&lua, "s = Square(2) assert(s:area() == 4 and s:count() == 1 and Square.SIDES == 4)");
    runs(
        &lua,
        "assert(s:grow(1):grow(1).side == 4 and math.abs(s:diagonalLength() - 5.65685) < 1e-4)",
    );
    runs(&lua, "assert(Square.byName('four').side == 4 and Square.sum(1, 2, 3).side == 6)");
    assert_eq!(
        fails(&lua, "s:grow('much')"),
        "test:1: bad argument 'by' to 'Square:grow' (number expected, got string)"
    );
    assert_eq!(fails(&lua, "s:not_exposed()"), "test:1: no field 'not_exposed' in Square");
    assert!(Square::default().not_exposed());
}

#[test]
fn types_of_one_name_have_their_own_blocks() {
    fn first() -> Lua {
        #[derive(UserData)]
        struct Local;
        #[methods]
        impl Local {
            fn which(&self) -> i64 {
                1
            }
        }
        let lua = Lua::new();
        lua.globals().set("it", Local).expect("it converts");
        lua
    }
    fn second() -> Lua {
        #[derive(UserData)]
        struct Local;
        #[methods]
        impl Local {
            fn which(&self) -> i64 {
                2
            }
        }
        let lua = Lua::new();
        lua.globals().set("it", Local).expect("it converts");
        lua
    }
    assert_eq!(first().load("it:which()").eval::<i64>().expect("a number"), 1);
    assert_eq!(second().load("it:which()").eval::<i64>().expect("a number"), 2);
}

#[test]
fn a_member_that_two_blocks_have_is_a_mistake() {
    #[derive(UserData)]
    struct Twice;
    trait Named {
        fn name(&self) -> String;
    }
    #[methods]
    impl Named for Twice {
        fn name(&self) -> String {
            "trait".into()
        }
    }
    #[methods]
    impl Twice {
        fn name(&self) -> String {
            "own".into()
        }
    }
    let error = Lua::new().register::<Twice>().expect_err("two members of a name");
    assert_eq!(
        error.to_string(),
        "'name' of Twice is a method of `impl Named for Twice`, and also a method of `impl Twice`"
    );
    assert_eq!((Twice.name(), Named::name(&Twice)), ("own".into(), "trait".into()));

    #[derive(UserData)]
    struct Both {
        size: i64,
    }
    #[methods]
    impl Both {
        #[lua(getter)]
        fn size(&self) -> i64 {
            self.size
        }
    }
    let error = Lua::new().register::<Both>().expect_err("two members of a name");
    let text = "'size' of Both is a field, and also a getter of `impl Both`";
    assert_eq!(error.to_string(), text);

    #[derive(UserData)]
    struct Made;
    #[methods]
    impl Made {
        #[lua(constructor)]
        fn one() -> Self {
            Made
        }
    }
    #[methods]
    impl Default for Made {
        #[lua(constructor)]
        fn default() -> Self {
            Made
        }
    }
    let error = Lua::new().register::<Made>().expect_err("two constructors");
    assert_eq!(error.to_string(), "'one' and 'default' are both constructors of Made");
}

#[test]
fn a_field_that_is_read_may_have_a_setter_in_a_block() {
    #[derive(UserData)]
    struct Level {
        #[lua(get)]
        value: i64,
    }
    #[methods]
    impl Level {
        #[lua(setter)]
        fn set_value(&mut self, value: i64) {
            self.value = value.clamp(0, 9);
        }
    }
    let lua = Lua::new();
    lua.globals().set("level", Level { value: 1 }).expect("it converts");
    runs(&lua, "level.value = 100 assert(level.value == 9)");
}

#[derive(UserData, Clone, Debug, PartialEq)]
#[lua(methods, eq)]
struct Grid<T: PartialEq> {
    #[lua(get)]
    width: usize,
    cells: Vec<T>,
}

#[methods]
impl<T: PartialEq + Default + Clone + ferrolua::IntoLua + ferrolua::FromLua + 'static> Grid<T> {
    #[lua(constructor)]
    fn new(width: usize, height: usize) -> Self {
        Grid { width, cells: vec![T::default(); width * height] }
    }

    fn fill(&mut self, value: T) -> &mut Self {
        self.cells.fill(value);
        self
    }

    fn at(&self, x: usize, y: usize) -> Option<T> {
        self.cells.get((y - 1) * self.width + x - 1).cloned()
    }
}

#[test]
fn a_generic_type_is_registered_by_instantiation() {
    let lua = Lua::new();
    lua.register::<Grid<f64>>().expect("it registers");
    lua.register::<Grid<String>>().expect("it registers");
    lua.register::<Grid<Vec<Option<u8>>>>().expect("it registers");
    runs(&lua, "g = Grid_f64(2, 2):fill(1.5) assert(g:at(2, 2) == 1.5 and g.width == 2)");
    runs(&lua, "t = Grid_String(2, 2):fill('x') assert(t.cells[3] == 'x' and #t.cells == 4)");
    runs(
        &lua,
        "assert(Grid_f64(1, 1) == Grid_f64(1, 1) and Grid_Vec_Option_u8.new(1, 1):at(1, 1))",
    );
    assert_eq!(
        fails(&lua, "g.at(t, 1, 1)"),
        "test:1: bad argument 'self' to 'Grid_f64:at' (Grid_f64 expected, got Grid_String)"
    );
    let grid: Grid<String> = lua.load("t").eval().expect("it converts");
    assert_eq!(grid.cells.len(), 4);
}

#[derive(UserData)]
#[lua(name = "Matrix")]
struct Matrix<const ROWS: usize, const COLUMNS: usize> {
    #[lua(skip)]
    cells: [[f64; COLUMNS]; ROWS],
}

#[derive(UserData)]
struct Fixed<const N: usize>([i64; N]);

#[test]
fn a_type_may_have_numbers_as_parameters() {
    let lua = Lua::new();
    lua.globals().set("m", Matrix::<2, 3> { cells: [[0.0; 3]; 2] }).expect("it converts");
    assert_eq!(fails(&lua, "return m.x"), "test:1: no field 'x' in Matrix");
    let m: ferrolua::AnyUserData = lua.globals().get("m").expect("it is there");
    assert_eq!(m.borrow::<Matrix<2, 3>>().expect("it is one").cells[1][2], 0.0);
    lua.globals().set("f", Fixed([1, 2, 3])).expect("it converts");
    assert_eq!(fails(&lua, "return f.x"), "test:1: no field 'x' in Fixed_3");
    runs(&lua, "assert(f[1][3] == 3)");
}

/// Needs nothing of its parameter, as no field of it is seen.
#[derive(UserData)]
#[lua(opaque, bound = "T: Send + 'static")]
struct Handle<T> {
    value: T,
    #[lua(get)]
    id: u32,
}

struct NotLua;

#[test]
fn bounds_can_be_told() {
    let lua = Lua::new();
    let handle = Handle { value: NotLua, id: 7 };
    let NotLua = handle.value;
    lua.globals().set("h", Handle { value: NotLua, ..handle }).expect("it converts");
    runs(&lua, "assert(h.id == 7)");
}

#[methods]
impl Tagged<i64> {
    fn double(&self) -> i64 {
        self.value * 2
    }
}

#[methods]
impl Tagged<bool> {
    fn flip(&mut self) {
        self.value = !self.value;
    }
}

#[derive(UserData)]
#[lua(methods)]
struct Tagged<T> {
    value: T,
}

#[test]
fn each_instantiation_may_have_a_block() {
    let lua = Lua::new();
    lua.globals().set("n", Tagged { value: 4_i64 }).expect("it converts");
    lua.globals().set("b", Tagged { value: true }).expect("it converts");
    runs(&lua, "assert(n:double() == 8) b:flip() assert(b.value == false)");
    assert_eq!(fails(&lua, "n:flip()"), "test:1: no field 'flip' in Tagged_i64");
}

#[derive(UserData)]
#[lua(tostring)]
struct View<'a> {
    #[lua(skip)]
    items: &'a mut Vec<u32>,
    offset: usize,
    #[lua(get)]
    label: String,
}

impl std::fmt::Display for View<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}", self.label, self.offset)
    }
}

#[methods]
impl<'a> View<'a> {
    const FIRST: usize = 1;

    fn get(&self, at: usize) -> Option<u32> {
        self.items.get(at + self.offset - 1).copied()
    }

    fn push(&mut self, item: u32, #[lua(default = 1)] times: usize) -> &mut Self {
        self.items.extend(std::iter::repeat_n(item, times));
        self
    }

    #[lua(getter)]
    fn size(&self) -> usize {
        self.items.len() - self.offset
    }

    #[lua(setter)]
    fn set_size(&mut self, size: usize) {
        self.items.truncate(size + self.offset);
    }

    #[lua(len)]
    fn len(&self) -> usize {
        self.size()
    }
}

#[methods]
impl View<'_> {
    fn clear(&mut self) {
        self.items.clear();
    }

    fn twice(text: &str) -> String {
        text.repeat(2)
    }
}

#[test]
fn a_type_with_a_lifetime_is_lent_by_a_scope() {
    let (lua, mut items) = (Lua::new(), vec![1, 2, 3]);
    lua.scope(|scope| {
        let view = View { items: &mut items, offset: 1, label: "v".into() };
        lua.globals().set("view", scope.create_userdata(view)?)?;
        runs(&lua, "assert(view:get(1) == 2 and #view == 2 and view.size == 2)");
        runs(&lua, "assert(rawequal(view:push(7), view) and view:push(8, 2).size == 5)");
        runs(&lua, "view.size = 3 assert(tostring(view) == 'v+1' and view.label == 'v')");
        runs(&lua, "view.offset = 0 assert(view:get(view.FIRST) == 1 and view.twice('a') == 'aa')");
        assert_eq!(fails(&lua, "view.label = 'x'"), "test:1: field 'label' of View is read-only");
        assert_eq!(
            fails(&lua, "view:push('x')"),
            "test:1: bad argument 'item' to 'View:push' (number expected, got string)"
        );
        let text = fails(&lua, "view.push({}, 1)");
        assert_eq!(text, "test:1: bad argument 'self' to 'View:push' (View expected, got table)");
        let text = fails(&lua, "view.offset = 'x'");
        assert_eq!(text, "test:1: field 'offset' of View: number expected, got string");
        Ok(())
    })
    .expect("it runs");
    assert_eq!(items, [1, 2, 3, 7]);
    let text = fails(&lua, "view:clear()");
    assert!(text.ends_with("View is gone: the scope that lent it has ended"), "{text}");
}

#[test]
fn two_that_a_scope_lends_do_not_mix() {
    let (lua, mut a, mut b) = (Lua::new(), vec![1], vec![2]);
    lua.scope(|scope| {
        let first = View { items: &mut a, offset: 0, label: "a".into() };
        let second = View { items: &mut b, offset: 0, label: "b".into() };
        lua.globals().set("a", scope.create_userdata(first)?)?;
        lua.globals().set("b", scope.create_userdata(second)?)?;
        let text = fails(&lua, "a.push(b, 3)");
        assert!(text.contains("View"), "{text}");
        Ok(())
    })
    .expect("it runs");
    assert_eq!((a, b), (vec![1], vec![2]));
}

#[test]
fn a_vec_takes_the_rest_of_the_arguments() {
    #[derive(UserData)]
    struct Log(Vec<String>);
    #[methods]
    impl Log {
        fn write(&mut self, level: i64, #[lua(rest)] lines: Vec<String>) -> usize {
            self.0.extend(lines.into_iter().map(|line| format!("{level}{line}")));
            self.0.len()
        }
    }
    let lua = Lua::new();
    lua.globals().set("log", Log(vec![])).expect("it converts");
    runs(&lua, "assert(log:write(1) == 0 and log:write(2, 'a', 'b') == 2 and log[1][2] == '2b')");
    let text = fails(&lua, "log:write(1, 'a', {})");
    assert_eq!(text, "test:1: bad argument #3 to 'Log:write' (string expected, got table)");
}

mod asynchronous {
    use ferrolua::{Lua, UserData, methods};

    #[derive(UserData)]
    struct Loader {
        url: String,
    }

    #[methods]
    impl Loader {
        async fn load(&self, times: u32) -> String {
            self.url.repeat(times as usize)
        }

        async fn fetch(url: String) -> usize {
            url.len()
        }

        fn length(&self) -> usize {
            self.url.len()
        }
    }

    #[test]
    fn async_functions_are_there_and_say_that_nothing_waits() {
        let lua = Lua::new();
        lua.register::<Loader>().unwrap();
        lua.globals().set("loader", Loader { url: "abc".into() }).unwrap();
        let fails = |code: &str| lua.load(code).exec().unwrap_err().to_string();
        let text = fails("loader:load(2)");
        assert!(text.contains("Loader:load is async: scripts cannot wait for it yet"), "{text}");
        let text = fails("Loader.fetch('abc')");
        assert!(text.contains("Loader.fetch is async: scripts cannot wait for it yet"), "{text}");
        assert_eq!(lua.load("loader:length()").eval::<usize>().unwrap(), 3);
    }
}
