//! Types made of others: what they extend, and the methods that they have from traits.

use std::cell::RefCell;
use std::rc::Rc;

use ferrolua::{AnyUserData, Lua, Result, UserData, methods};

#[derive(UserData)]
struct Thing {
    id: i64,
    weight: f64,
}

#[derive(UserData, Clone, PartialEq, Debug)]
struct Sound {
    text: String,
}

#[derive(UserData)]
struct Animal {
    #[lua(extends)]
    thing: Thing,
    name: String,
    voice: Sound,
}

#[methods]
impl Animal {
    #[lua(constructor)]
    fn new(name: String) -> Self {
        let thing = Thing { id: 0, weight: 1.0 };
        Animal { thing, name, voice: Sound { text: "?".into() } }
    }

    fn noise(&self) -> String {
        self.voice.text.clone()
    }

    fn rename(&mut self, name: String) -> &mut Self {
        self.name = name;
        self
    }

    fn heavier(&self, other: &Thing) -> bool {
        self.thing.weight > other.weight
    }

    fn feed(&self, other: &mut Thing) {
        other.weight += 1.0;
    }
}

#[derive(UserData)]
struct Dog {
    #[lua(extends, get)]
    animal: Animal,
    /// Its own: scripts cannot write it.
    #[lua(get)]
    weight: f64,
    #[lua(get)]
    friend: Option<Animal>,
}

#[methods]
impl Dog {
    fn noise(&self) -> &'static str {
        "woof"
    }
}

#[derive(UserData)]
struct Kennel {
    dog: Dog,
    dogs: Vec<i64>,
}

fn dog(name: &str) -> Dog {
    Dog { animal: Animal::new(name.into()), weight: 30.0, friend: None }
}

fn message(lua: &Lua, code: &str) -> String {
    lua.load(code).set_name("=t").exec().unwrap_err().to_string()
}

const USES: &str = "
    assert(dog.name == 'Rex' and dog:noise() == 'woof' and dog.id == 0 and dog.weight == 30)
    dog.id = 7
    dog:rename('Max'):rename('Moe')
    assert(dog.name == 'Moe' and dog.id == 7 and dog.animal:noise() == '?')
    dog.voice.text = 'grr'
    local other = Animal('Cat')
    other:feed(dog)
    dog:feed(other)
    assert(other:heavier(dog) == false and dog.animal.weight == 2)";

#[test]
fn a_type_has_what_it_extends() -> Result<()> {
    let lua = Lua::new();
    lua.register::<Animal>()?;
    lua.register::<Dog>()?;
    let data = lua.create_userdata(dog("Rex"))?;
    lua.globals().set("dog", &data)?;
    lua.load(USES).exec()?;
    assert_eq!(data.borrow::<Dog>()?.animal.voice.text, "grr");
    assert_eq!(data.borrow::<Thing>()?.id, 7);
    data.borrow_mut::<Animal>()?.name = "Rex".into();
    assert_eq!(lua.load("dog.name").eval::<String>()?, "Rex");
    // A constructor makes what it is a constructor of.
    assert!(lua.load("Dog.new == nil").eval::<bool>()?);
    Ok(())
}

#[test]
fn own_members_win() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("dog", dog("Rex"))?;
    assert_eq!(message(&lua, "dog.weight = 1"), "t:1: field 'weight' of Dog is read-only");
    assert_eq!(
        message(&lua, "return dog.nmae"),
        "t:1: no field 'nmae' in Dog (did you mean 'name'?)"
    );
    Ok(())
}

#[test]
fn pairs_goes_through_the_fields_of_both() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("dog", dog("Rex"))?;
    let code = "local keys = {} for key in pairs(dog) do keys[#keys + 1] = key end
                return table.concat(keys, ' ')";
    assert_eq!(lua.load(code).eval::<String>()?, "animal weight friend name voice id");
    Ok(())
}

#[test]
fn data_that_is_shared_or_lent_extends_too() -> Result<()> {
    let lua = Lua::new();
    lua.register::<Animal>()?;
    let shared = Rc::new(RefCell::new(dog("Rex")));
    lua.globals().set("dog", shared.clone())?;
    lua.load(USES).exec()?;
    assert_eq!(shared.borrow().animal.thing.weight, 2.0);
    let data: AnyUserData = lua.globals().get("dog")?;
    data.borrow_mut::<Thing>()?.id = 9;
    assert_eq!(shared.borrow().animal.thing.id, 9);
    {
        let _guard = shared.borrow();
        assert_eq!(
            message(&lua, "dog.id = 1"),
            "t:1: cannot borrow Thing mutably for Dog.id: its lock is taken"
        );
    }

    let mut lent = dog("Rex");
    lua.scope(|scope| {
        lua.globals().set("dog", scope.create_userdata_ref_mut(&mut lent)?)?;
        lua.load(USES).exec()
    })?;
    assert_eq!(lent.animal.thing.weight, 2.0);

    // What is shared to be read is read.
    lua.globals().set("dog", Rc::new(dog("Rex")))?;
    assert_eq!(lua.load("return dog.name .. dog.id").eval::<String>()?, "Rex0");
    assert!(message(&lua, "dog.id = 1").ends_with("it is shared to be read only"));
    Ok(())
}

#[test]
fn a_part_extends_too() -> Result<()> {
    let lua = Lua::new();
    lua.register::<Animal>()?;
    let data = lua.create_userdata(Kennel { dog: dog("Rex"), dogs: vec![] })?;
    lua.globals().set("kennel", &data)?;
    lua.load("dog = kennel.dog").exec()?;
    lua.load(USES).exec()?;
    assert_eq!(data.borrow::<Kennel>()?.dog.animal.thing.weight, 2.0);
    assert_eq!(data.borrow::<Kennel>()?.dogs.len(), 0);
    data.destroy()?;
    assert!(message(&lua, "return dog.id").contains("is gone"));
    Ok(())
}

#[test]
fn a_base_is_borrowed_with_what_extends_it() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("dog", dog("Rex"))?;
    assert_eq!(
        message(&lua, "dog:feed(dog)"),
        "t:1: bad argument 'other' to 'Animal:feed' (cannot borrow Thing mutably for Dog:feed: \
         Dog:feed is using it)"
    );
    lua.load("assert(not dog:heavier(dog))").exec()
}

/// Whatever scripts call by a name.
#[methods]
trait Named {
    /// How long names are.
    const LENGTH: usize = 8;

    fn name(&self) -> String;

    fn set_name(&mut self, name: &str);

    fn shout(&self) -> String {
        self.name().to_uppercase()
    }

    #[lua(getter)]
    fn initial(&self) -> Option<String> {
        self.name().get(..1).map(str::to_string)
    }

    #[lua(name = "weapon")]
    fn weapon_mut(&mut self) -> Option<&mut Weapon> {
        None
    }

    #[lua(skip)]
    fn secret(&self) -> *const u8 {
        std::ptr::null()
    }
}

mod games {
    #[ferrolua::methods(rename_all = "camelCase")]
    pub(crate) trait Scaled<T: ferrolua::IntoLua + ferrolua::FromLua + Clone + 'static> {
        fn scale_of(&self, by: T) -> T;

        fn origin() -> &'static str {
            "nowhere"
        }
    }
}

#[derive(UserData, Clone)]
struct Weapon {
    damage: i64,
}

#[derive(UserData)]
#[lua(traits(Named, games::Scaled<f64>))]
struct Orc {
    #[lua(skip)]
    name: String,
    #[lua(skip)]
    axe: Weapon,
}

impl Named for Orc {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn set_name(&mut self, name: &str) {
        self.name = name.to_string();
    }

    fn weapon_mut(&mut self) -> Option<&mut Weapon> {
        Some(&mut self.axe)
    }
}

impl games::Scaled<f64> for Orc {
    fn scale_of(&self, by: f64) -> f64 {
        by * 2.0
    }
}

fn orc() -> Orc {
    Orc { name: "Grom".into(), axe: Weapon { damage: 4 } }
}

#[test]
fn a_type_has_the_methods_of_its_traits() -> Result<()> {
    let lua = Lua::new();
    lua.register::<Orc>()?;
    let data = lua.create_userdata(orc())?;
    lua.globals().set("orc", &data)?;
    lua.load(
        "assert(orc:name() == 'Grom' and orc:shout() == 'GROM' and orc.initial == 'G')
         orc:set_name('Thrall')
         orc:weapon().damage = 9
         assert(orc:shout() == 'THRALL' and orc:scaleOf(4) == 8)
         assert(Orc.LENGTH == 8 and Orc.origin() == 'nowhere')",
    )
    .exec()?;
    assert_eq!(data.borrow::<Orc>()?.axe.damage, 9);
    assert!(orc().secret().is_null());
    assert_eq!(message(&lua, "orc:secret()"), "t:1: no field 'secret' in Orc");
    assert_eq!(
        message(&lua, "orc:set_name({})"),
        "t:1: bad argument 'name' to 'Orc:set_name' (string expected, got table)"
    );
    Ok(())
}

#[derive(UserData)]
#[lua(traits(Named))]
struct Twice {
    name: String,
}

impl Named for Twice {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn set_name(&mut self, _: &str) {}
}

#[test]
fn a_member_of_the_type_and_of_a_trait_is_a_mistake() {
    assert_eq!(
        Lua::new().register::<Twice>().unwrap_err().to_string(),
        "'name' of Twice is a field, and also a method of `trait Named`"
    );
}

/// Shapes of any kind, for scripts.
#[methods(object)]
trait Shape {
    fn area(&self) -> f64;

    fn grow(&mut self, by: f64);

    #[lua(getter)]
    fn corners(&self) -> u32 {
        4
    }

    fn weapon(&self) -> Option<&Weapon> {
        None
    }

    fn weapon_mut(&mut self) -> Option<&mut Weapon> {
        None
    }

    fn into_area(self) -> f64
    where
        Self: Sized,
    {
        self.area()
    }

    fn unit() -> f64
    where
        Self: Sized,
    {
        1.0
    }
}

struct Square(f64, Weapon);

impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }

    fn grow(&mut self, by: f64) {
        self.0 += by;
    }

    fn weapon(&self) -> Option<&Weapon> {
        Some(&self.1)
    }

    fn weapon_mut(&mut self) -> Option<&mut Weapon> {
        Some(&mut self.1)
    }
}

#[derive(UserData)]
struct Scene {
    shape: Box<dyn Shape>,
    total: f64,
}

#[methods]
impl Scene {
    #[expect(clippy::borrowed_box, reason = "the box is what the userdata holds")]
    fn add(&mut self, shape: &Box<dyn Shape>) {
        self.total += shape.area();
    }

    fn shape_mut(&mut self) -> &mut Box<dyn Shape> {
        &mut self.shape
    }
}

fn square(side: f64) -> Box<dyn Shape> {
    Box::new(Square(side, Weapon { damage: 1 }))
}

#[test]
fn objects_of_a_trait_are_userdata() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("shape", square(2.0))?;
    let scene = lua.create_userdata(Scene { shape: square(1.0), total: 0.0 })?;
    lua.globals().set("scene", &scene)?;
    lua.load(
        "shape:grow(1)
         assert(shape:area() == 9 and shape.corners == 4)
         shape:weapon_mut().damage = 5
         assert(shape:weapon().damage == 5)
         scene:add(shape)
         scene.shape:grow(1)
         scene:shape_mut():grow(1)
         assert(scene.shape:area() == 9)",
    )
    .exec()?;
    assert_eq!(scene.borrow::<Scene>()?.total, 9.0);
    assert_eq!(message(&lua, "shape:into_area()"), "t:1: no field 'into_area' in Shape");
    assert_eq!(message(&lua, "shape:unit()"), "t:1: no field 'unit' in Shape");
    assert!(message(&lua, "shape:weapon().damage = 1").ends_with("it is shared to be read only"));
    assert_eq!(
        message(&lua, "scene:add(scene)"),
        "t:1: bad argument 'shape' to 'Scene:add' (Shape expected, got Scene)"
    );
    let shared = Rc::new(RefCell::new(square(1.0)));
    lua.globals().set("shape", shared.clone())?;
    lua.load("shape:grow(4)").exec()?;
    assert_eq!(shared.borrow().area(), 25.0);
    assert_eq!(Square(1.0, Weapon { damage: 0 }).into_area(), Square::unit());
    Ok(())
}

#[test]
fn editors_are_told_of_bases() {
    #[derive(UserData)]
    struct Ground {
        height: f64,
    }

    #[derive(UserData)]
    struct Hill {
        #[lua(extends)]
        ground: Ground,
        name: String,
    }

    let text = ferrolua::definitions().class::<Hill>().render();
    assert!(text.contains("---@class Hill: Ground"), "{text}");
    assert!(text.contains("---@class Ground"), "{text}");
    let lua = ferrolua::Lua::new();
    let ground = Ground { height: 2.0 };
    lua.globals().set("hill", Hill { ground, name: "Knoll".into() }).expect("it converts");
    let read = lua.load("return hill.name .. hill.height").eval::<String>();
    assert_eq!(read.expect("it has both"), "Knoll2.0");
}
