//! Derived enums: variants as constants, constructors, fields, `match`, names and numbers.

use ferrolua::{AnyUserData, Lua, UserData, methods};

fn fails(lua: &Lua, code: &str) -> String {
    lua.load(code).set_name("=test").exec().expect_err("the script fails").to_string()
}

fn runs(lua: &Lua, code: &str) {
    lua.load(code).set_name("=test").exec().expect("the script runs");
}

#[derive(UserData, Clone, Debug, PartialEq)]
#[lua(eq)]
enum Shape {
    Circle(f64),
    Rect {
        w: f64,
        h: f64,
    },
    Label {
        #[lua(get)]
        text: String,
        #[lua(name = "size")]
        points: u8,
        w: String,
    },
    Pair(i64, #[lua(get)] String),
    Empty,
    #[lua(skip)]
    Secret(u8),
    #[lua(name = "Opaque")]
    Hidden {
        #[lua(skip)]
        id: u32,
        name: String,
    },
}

#[methods]
impl Shape {
    fn area(&self) -> f64 {
        match self {
            Shape::Circle(radius) => 3.0 * radius * radius,
            Shape::Rect { w, h } => w * h,
            _ => 0.0,
        }
    }

    fn secret() -> Self {
        Shape::Secret(1)
    }

    fn hidden(name: String) -> Self {
        Shape::Hidden { id: 9, name }
    }

    fn id(&self) -> Option<u32> {
        match self {
            Shape::Hidden { id, .. } => Some(*id),
            Shape::Secret(id) => Some(u32::from(*id)),
            _ => None,
        }
    }
}

fn shapes() -> Lua {
    let lua = Lua::new();
    lua.register::<Shape>().expect("it registers");
    lua
}

#[test]
fn variants_are_made_by_their_class() {
    let lua = shapes();
    runs(&lua, "assert(Shape.Circle(2):area() == 12 and Shape.Circle(2) == Shape.Circle(2))");
    runs(
        &lua,
        "assert(Shape.Rect{ w = 2, h = 3 } == Shape.Rect(2, 3) and Shape.Rect(2, 3):area() == 6)",
    );
    runs(&lua, "assert(Shape.Empty == Shape.Empty and Shape.Empty ~= Shape.Circle(1))");
    let shape: Shape =
        lua.load("Shape.Label{ text = 't', size = 3, w = 'wide' }").eval().expect("one");
    assert_eq!(shape, Shape::Label { text: "t".into(), points: 3, w: "wide".into() });
    assert_eq!(
        lua.load("Shape.Pair(1, 'a')").eval::<Shape>().expect("one"),
        Shape::Pair(1, "a".into())
    );
}

#[test]
fn values_that_do_not_fit_a_variant_are_named() {
    let lua = shapes();
    assert_eq!(
        fails(&lua, "Shape.Circle('big')"),
        "test:1: bad argument #1 to 'Shape.Circle' (number expected, got string)"
    );
    assert_eq!(
        fails(&lua, "Shape.Rect{ w = 1 }"),
        "test:1: bad argument 'h' to 'Shape.Rect' (number expected, got nil)"
    );
    assert_eq!(
        fails(&lua, "Shape.Rect{ w = 1, h = 2, heigth = 2 }"),
        "test:1: no field 'heigth' in Shape.Rect"
    );
    assert_eq!(
        fails(&lua, "Shape.Label{ txt = 1 }"),
        "test:1: no field 'txt' in Shape.Label (did you mean 'text'?)"
    );
    assert_eq!(
        fails(&lua, "Shape.Rect(1)"),
        "test:1: bad argument 'h' to 'Shape.Rect' (number expected, got no value)"
    );
    assert_eq!(
        fails(&lua, "Shape.Opaque('x')"),
        "test:1: attempt to call a nil value (field 'Opaque')"
    );
    runs(&lua, "assert(Shape.Secret == nil and Shape.Opaque == nil)");
}

#[test]
fn fields_belong_to_variants() {
    let lua = shapes();
    runs(&lua, "c = Shape.Circle(2) c[1] = c[1] + 1 assert(c[1] == 3 and c.kind == 'Circle')");
    runs(&lua, "r = Shape.Rect(1, 2) r.w = 5 assert(r.w == 5 and r.kind == 'Rect')");
    runs(
        &lua,
        "l = Shape.Label('t', 3, 'wide') assert(l.w == 'wide' and l.text == 't' and l.size == 3)",
    );
    runs(
        &lua,
        "h = Shape.hidden('x') assert(h.kind == 'Opaque' and h.name == 'x' and h:id() == 9)",
    );
    runs(&lua, "s = Shape.secret() assert(s:id() == 1 and tostring(s) == 'Secret')");
    assert_eq!(
        fails(&lua, "return c.h"),
        "test:1: no field 'h' in Shape.Circle (Shape.Rect has it)"
    );
    assert_eq!(
        fails(&lua, "return c.w"),
        "test:1: no field 'w' in Shape.Circle (Shape.Rect, Shape.Label have it)"
    );
    assert_eq!(
        fails(&lua, "c.w = 1"),
        "test:1: no field 'w' in Shape.Circle (Shape.Rect, Shape.Label have it)"
    );
    assert_eq!(fails(&lua, "return c.radius"), "test:1: no field 'radius' in Shape");
    assert_eq!(fails(&lua, "l.text = 'x'"), "test:1: field 'text' of Shape is read-only");
    assert_eq!(
        fails(&lua, "Shape.Pair(1, 'a')[2] = 'x'"),
        "test:1: field '2' of Shape is read-only"
    );
    assert_eq!(fails(&lua, "r.w = 'x'"), "test:1: field 'w' of Shape: number expected, got string");
    assert_eq!(fails(&lua, "r.kind = 'x'"), "test:1: field 'kind' of Shape is read-only");
}

#[test]
fn pairs_goes_through_the_fields_of_the_variant() {
    let lua = shapes();
    runs(
        &lua,
        "local text = '' for key, value in pairs(Shape.Rect(1, 2)) do text = text .. key .. '=' .. value .. ' ' end
         assert(text == 'kind=Rect w=1.0 h=2.0 ', text)",
    );
    runs(
        &lua,
        "for key, value in pairs(Shape.Empty) do assert(key == 'kind' and value == 'Empty') end",
    );
}

#[test]
fn match_calls_the_arm_of_the_variant() {
    let lua = shapes();
    runs(
        &lua,
        "local arms = {
             Circle = function(r) return 'circle', r end,
             Rect = function(w, h) return w + h end,
             Empty = function(...) return select('#', ...) end,
             _ = function(shape) return shape.kind end,
         }
         local name, r = Shape.Circle(2):match(arms)
         assert(name == 'circle' and r == 2)
         assert(Shape.Rect(1, 2):match(arms) == 3 and Shape.Empty:match(arms) == 0)
         assert(Shape.Pair(1, 'x'):match(arms) == 'Pair')",
    );
    // The arm may yield, and change what it matched.
    runs(
        &lua,
        "local shape = Shape.Circle(1)
         local co = coroutine.wrap(function()
             return shape:match{ Circle = function(r) shape[1] = coroutine.yield(r) return shape[1] end }
         end)
         assert(co() == 1 and co(5) == 5 and shape[1] == 5)",
    );
    assert_eq!(
        fails(&lua, "Shape.Empty:match{ Circle = print }"),
        "test:1: no arm for Shape.Empty, and no '_'"
    );
    assert_eq!(
        fails(&lua, "Shape.Empty:match{ Cirle = print, _ = print }"),
        "test:1: no variant 'Cirle' in Shape (did you mean 'Circle'?)"
    );
    assert_eq!(
        fails(&lua, "Shape.Empty:match(print)"),
        "test:1: bad argument 'arms' to 'Shape:match' (table expected, got function)"
    );
}

#[derive(UserData, Clone, Copy, Debug, PartialEq, PartialOrd)]
#[lua(lt, le, rename_all = "snake_case")]
enum Color {
    Red = 3,
    DarkGreen,
    Blue = -7,
    #[lua(skip)]
    Infrared,
}

#[derive(UserData)]
#[lua(opaque)]
struct Pen(Color);

#[methods]
impl Pen {
    #[lua(constructor)]
    fn new(color: Color) -> Self {
        Pen(color)
    }

    fn color(&self) -> Color {
        self.0
    }

    fn recolor(&mut self, #[lua(default = Color::Red)] color: Color) {
        self.0 = color;
    }

    fn infrared() -> Color {
        Color::Infrared
    }
}

fn colors() -> Lua {
    let lua = Lua::new();
    lua.register::<Color>().expect("it registers");
    lua.register::<Pen>().expect("it registers");
    lua
}

#[test]
fn plain_enums_have_names_numbers_and_an_order() {
    let lua = colors();
    runs(
        &lua,
        "local c = Color.dark_green assert(c.name == 'dark_green' and c.kind == c.name and c.value == 4)",
    );
    runs(&lua, "assert(Color.blue.value == -7 and Color.red.value == 3)");
    runs(
        &lua,
        "assert(Color.red < Color.dark_green and Color.red <= Color.red and Color.blue < Color.red)",
    );
    runs(
        &lua,
        "local names = {} for i, c in ipairs(Color.variants) do names[i] = tostring(c) end
                assert(table.concat(names, ' ') == 'red dark_green blue')",
    );
    runs(&lua, "assert(rawequal(Color.variants[1], Color.red) and #Color.variants == 3)");
    assert!(fails(&lua, "Color.variants[1] = 1").contains("frozen"), "the list is frozen");
    assert_eq!(lua.load("Pen.infrared().name").eval::<String>().expect("a name"), "infrared");
}

#[test]
fn plain_enums_are_parsed() {
    let lua = colors();
    runs(
        &lua,
        "assert(rawequal(Color.parse('red'), Color.red) and rawequal(Color('blue'), Color.blue))",
    );
    assert_eq!(
        fails(&lua, "Color('bleu')"),
        "test:1: no variant 'bleu' in Color (did you mean 'blue'?)"
    );
    assert_eq!(fails(&lua, "Color('infrared')"), "test:1: no variant 'infrared' in Color");
    assert_eq!(
        fails(&lua, "Color()"),
        "test:1: bad argument 'name' to 'Color.parse' (string expected, got no value)"
    );
}

#[test]
fn names_of_variants_are_arguments() {
    let lua = colors();
    runs(
        &lua,
        "p = Pen('blue') assert(p:color() == Color.blue) p:recolor(Color.red) assert(p:color() == Color.red)",
    );
    runs(
        &lua,
        "p:recolor('dark_green') assert(p:color().value == 4) p:recolor() assert(p:color() == Color.red)",
    );
    assert_eq!(
        fails(&lua, "Pen('Red')"),
        "test:1: bad argument 'color' to 'Pen.new' (Color expected, got string (no variant 'Red' in Color (did you mean 'red'?)))"
    );
    assert_eq!(
        fails(&lua, "Pen(3)"),
        "test:1: bad argument 'color' to 'Pen.new' (Color expected, got number)"
    );
    assert_eq!(lua.load("'red'").eval::<Color>().expect("a color"), Color::Red);
    assert_eq!(lua.load("{'red', Color.blue}").eval::<Vec<Color>>().expect("colors").len(), 2);
    let shape = shapes().load("'Circle'").eval::<Shape>().expect_err("it has values");
    let text = "Shape expected, got string (Shape.Circle has values)";
    assert_eq!(shape.to_string(), text);
}

/// What it has by default yields to what its author writes.
#[derive(UserData, Clone, PartialEq)]
enum Own {
    First,
    Second,
}

#[methods]
impl Own {
    #[lua(getter)]
    fn kind(&self) -> i64 {
        7
    }

    #[lua(getter, name = "value")]
    fn own_value(&self) -> &'static str {
        "own"
    }

    fn parse(text: &str) -> Option<Own> {
        (text == "2").then_some(Own::Second)
    }

    fn r#match(&self) -> bool {
        true
    }

    #[lua(tostring)]
    fn text(&self) -> &'static str {
        "text"
    }

    #[lua(constructor)]
    fn make() -> Self {
        Own::First
    }

    fn variants() -> i64 {
        2
    }
}

#[test]
fn what_an_enum_has_by_default_yields() {
    let lua = Lua::new();
    lua.register::<Own>().expect("it registers");
    runs(&lua, "local o = Own() assert(o.kind == 7 and o.value == 'own' and o.name == 'First')");
    runs(
        &lua,
        "assert(Own.parse('2') == Own.Second and Own.First:match() and tostring(Own()) == 'text')",
    );
    runs(&lua, "assert(Own.variants() == 2)");
}

#[derive(UserData, Clone)]
#[lua(opaque)]
enum Tree<T: 'static> {
    Leaf(#[lua(get)] T),
    #[allow(dead_code)]
    Node(T, T),
}

#[test]
fn enums_may_be_generic_and_opaque() {
    let lua = Lua::new();
    lua.register::<Tree<i64>>().expect("it registers");
    runs(&lua, "assert(Tree_i64.Leaf(4)[1] == 4 and Tree_i64.Node(1, 2).kind == 'Node')");
    assert_eq!(
        fails(&lua, "return Tree_i64.Node(1, 2)[1]"),
        "test:1: no field '1' in Tree_i64.Node (Tree_i64.Leaf has it)"
    );
    let made: AnyUserData = lua.load("Tree_i64.Node(1, 2)").eval().expect("a tree");
    assert!(matches!(*made.borrow::<Tree<i64>>().expect("a tree"), Tree::Node(1, 2)));
}
