//! Parts of host data: what is read of a field writes through, and never outlives what it is part of.

use std::cell::RefCell;
use std::rc::Rc;

use ferrolua::{AnyUserData, Lua, Result, UserData, UserDataRegistry, methods};

#[derive(UserData, Clone, Copy, PartialEq, Debug)]
#[lua(eq)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[methods]
impl Vec2 {
    fn length(&self) -> f64 {
        self.x.hypot(self.y)
    }

    fn scale(&mut self, by: f64) -> &mut Self {
        self.x *= by;
        self.y *= by;
        self
    }

    fn each(&mut self, visit: ferrolua::Function) -> Result<()> {
        visit.call(())
    }
}

/// There is one of each, so no script can replace it.
#[derive(UserData)]
struct Weapon {
    damage: i64,
    origin: Vec2,
}

#[derive(UserData, Clone, Copy, PartialEq, Debug)]
enum Mood {
    Calm,
    Angry,
}

#[derive(UserData)]
struct Entity {
    pos: Vec2,
    weapon: Weapon,
    #[lua(get)]
    home: Vec2,
    mood: Mood,
    shared: Rc<RefCell<Weapon>>,
}

#[methods]
impl Entity {
    fn during(&mut self, run: ferrolua::Function) -> Result<()> {
        run.call(())
    }
}

fn entity() -> Entity {
    let origin = Vec2 { x: 0.0, y: 0.0 };
    Entity {
        pos: Vec2 { x: 1.0, y: 2.0 },
        weapon: Weapon { damage: 5, origin },
        home: Vec2 { x: 7.0, y: 8.0 },
        mood: Mood::Calm,
        shared: Rc::new(RefCell::new(Weapon { damage: 1, origin })),
    }
}

fn machine() -> Result<(Lua, AnyUserData)> {
    let lua = Lua::new();
    lua.register::<Mood>()?;
    let data = lua.create_userdata(entity())?;
    lua.globals().set("e", &data)?;
    Ok((lua, data))
}

fn message(lua: &Lua, code: &str) -> String {
    lua.load(code).set_name("=t").exec().unwrap_err().to_string()
}

#[test]
fn a_field_writes_through() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load(
        "e.pos.x = 10
         local pos = e.pos
         pos.y = pos.x + 1
         pos:scale(2):scale(2)
         e.weapon.damage = e.weapon.damage + 1
         e.weapon.origin.x = 3",
    )
    .exec()?;
    let entity = data.borrow::<Entity>()?;
    assert_eq!(entity.pos, Vec2 { x: 40.0, y: 44.0 });
    assert_eq!((entity.weapon.damage, entity.weapon.origin.x), (6, 3.0));
    Ok(())
}

#[test]
fn a_field_can_be_replaced_by_a_copy() -> Result<()> {
    let (lua, data) = machine()?;
    lua.globals().set("v", Vec2 { x: 3.0, y: 4.0 })?;
    lua.load("e.pos = v v.x = 0 assert(e.pos:length() == 5) e.weapon.origin = e.pos").exec()?;
    assert_eq!(data.borrow::<Entity>()?.pos, Vec2 { x: 3.0, y: 4.0 });
    assert_eq!(data.borrow::<Entity>()?.weapon.origin, Vec2 { x: 3.0, y: 4.0 });
    Ok(())
}

#[test]
fn a_part_follows_its_whole() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("pos = e.pos").exec()?;
    data.borrow_mut::<Entity>()?.pos.x = 99.0;
    assert_eq!(lua.load("pos.x").eval::<f64>()?, 99.0);
    assert!(lua.load("pos == e.pos").eval::<bool>()?);
    Ok(())
}

#[test]
fn what_is_read_only_cannot_be_changed() -> Result<()> {
    let (lua, _) = machine()?;
    assert_eq!(lua.load("e.home.x").eval::<f64>()?, 7.0);
    assert_eq!(
        message(&lua, "e.home.x = 1"),
        "t:1: cannot borrow Vec2 mutably for Vec2.x: it is shared to be read only"
    );
    assert_eq!(message(&lua, "e.home = e.pos"), "t:1: field 'home' of Entity is read-only");
    assert_eq!(message(&lua, "e.weapon = e.weapon"), "t:1: field 'weapon' of Entity is read-only");
    Ok(())
}

#[test]
fn a_plain_enum_is_a_value() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("mood = e.mood e.mood = Mood.Angry assert(mood == Mood.Calm)").exec()?;
    assert_eq!(data.borrow::<Entity>()?.mood, Mood::Angry);
    Ok(())
}

#[test]
fn a_pointer_is_shared() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("s = e.shared s.damage = 9").exec()?;
    assert_eq!(data.borrow::<Entity>()?.shared.borrow().damage, 9);
    let shared: Rc<RefCell<Weapon>> = data.borrow::<Entity>()?.shared.clone();
    data.destroy()?;
    lua.load("s.damage = 10").exec()?;
    assert_eq!(shared.borrow().damage, 10);
    Ok(())
}

#[test]
fn a_part_of_what_is_gone_is_an_error() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("pos = e.pos origin = e.weapon.origin").exec()?;
    data.destroy()?;
    assert_eq!(
        message(&lua, "return pos.x"),
        "t:1: Vec2 is gone: the Entity that it is part of was taken or destroyed"
    );
    assert_eq!(
        message(&lua, "origin.x = 1"),
        "t:1: Vec2 is gone: the Weapon that it is part of was taken or destroyed"
    );
    Ok(())
}

#[test]
fn the_whole_is_borrowed_with_its_part() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("pos = e.pos").exec()?;
    assert_eq!(
        message(&lua, "pos:each(function() e.mood = Mood.Calm end)"),
        "t:1: cannot borrow Entity mutably for Entity.mood: Vec2:each is using it"
    );
    assert_eq!(
        message(&lua, "pos:each(function() pos.x = 1 end)"),
        "t:1: cannot borrow Vec2 mutably for Vec2.x: Vec2:each is using it"
    );
    assert_eq!(
        message(&lua, "e:during(function() return pos.x end)"),
        "t:1: cannot borrow Vec2 for Vec2.x: Entity:during is using it"
    );
    // Nothing is borrowed afterwards.
    lua.load("pos.x = 1 e.mood = Mood.Angry").exec()?;
    data.borrow_mut::<Entity>()?.pos.x = 2.0;
    Ok(())
}

#[test]
fn the_host_borrows_parts() -> Result<()> {
    let (lua, data) = machine()?;
    let pos: AnyUserData = lua.load("e.pos").eval()?;
    assert!(pos.is::<Vec2>());
    {
        let mut guard = pos.borrow_mut::<Vec2>()?;
        guard.x = 77.0;
        assert!(data.borrow::<Entity>().is_err());
    }
    assert_eq!(data.borrow::<Entity>()?.pos.x, 77.0);
    assert_eq!(
        pos.take::<Vec2>().unwrap_err().to_string(),
        "cannot take Vec2: it is lent or shared"
    );
    // Its user value is its own business.
    assert!(pos.set_user_value(1).is_err());
    assert!(pos.user_value::<Option<i64>>()?.is_none());
    Ok(())
}

#[test]
fn a_part_keeps_its_whole_alive() -> Result<()> {
    let (lua, data) = machine()?;
    lua.load("pos = e.pos e = nil").exec()?;
    drop(data);
    lua.gc_collect()?;
    lua.gc_collect()?;
    assert_eq!(lua.load("pos.x = pos.x + 1 return pos.x").eval::<f64>()?, 2.0);
    Ok(())
}

#[test]
fn parts_of_what_a_scope_lends_end_with_it() -> Result<()> {
    let lua = Lua::new();
    lua.register::<Mood>()?;
    let mut lent = entity();
    lua.scope(|scope| {
        lua.globals().set("e", scope.create_userdata_ref_mut(&mut lent)?)?;
        lua.load("pos = e.pos pos.x = 5").exec()?;
        let pos: AnyUserData = lua.globals().get("pos")?;
        // A guard might outlive the scope.
        let error = pos.borrow::<Vec2>().err().map(|error| error.to_string());
        assert_eq!(
            error.as_deref(),
            Some(
                "cannot borrow Vec2: a scope lends it, so it can be borrowed for the length of a call only"
            )
        );
        pos.borrow_scoped(|pos: &Vec2| assert_eq!(pos.x, 5.0))
    })?;
    assert_eq!(lent.pos.x, 5.0);
    assert_eq!(
        message(&lua, "return pos.x"),
        "t:1: Vec2 is gone: the scope that lent it has ended"
    );
    Ok(())
}

struct Thing {
    id: i64,
}

impl UserData for Thing {
    fn register(registry: &mut UserDataRegistry<Self>) {
        use ferrolua::UserDataFields;
        registry.add_field_method_get("id", |_, this| Ok(this.id));
        registry.add_field_method_set("id", |_, this, id| {
            this.id = id;
            Ok(())
        });
    }
}

struct Animal {
    thing: Thing,
    name: String,
}

impl UserData for Animal {
    fn register(registry: &mut UserDataRegistry<Self>) {
        use ferrolua::UserDataMethods;
        registry.extend(|this| &this.thing, |this| &mut this.thing);
        registry.add_method("name", |_, this, ()| Ok(this.name.clone()));
        registry.add_method("noise", |_, _, ()| Ok("?"));
        registry.add_meta_method("__len", |_, this, ()| Ok(this.name.len()));
        registry.add_function("new", |_, name: String| Ok(Animal { thing: Thing { id: 0 }, name }));
        registry.set_constructor("new");
    }
}

struct Dog {
    animal: Animal,
}

impl UserData for Dog {
    fn register(registry: &mut UserDataRegistry<Self>) {
        use ferrolua::UserDataMethods;
        registry.add_method("noise", |_, _, ()| Ok("woof"));
        registry.extend(|this| &this.animal, |this| &mut this.animal);
        registry.deny_unknown_fields();
    }
}

#[test]
fn a_type_extends_others() -> Result<()> {
    let lua = Lua::new();
    lua.register::<Dog>()?;
    let animal = Animal { thing: Thing { id: 7 }, name: "Rex".into() };
    let dog = lua.create_userdata(Dog { animal })?;
    lua.globals().set("dog", &dog)?;
    lua.globals().set(
        "rename",
        lua.create_function(
            |_, (mut animal, name): (ferrolua::UserDataRefMut<Animal>, String)| {
                animal.name = name;
                Ok(())
            },
        )?,
    )?;
    lua.load(
        "assert(dog:name() == 'Rex' and dog:noise() == 'woof' and #dog == 3 and dog.id == 7)
         dog.id = dog.id + 1
         rename(dog, 'Max')
         assert(dog:name() == 'Max')
         assert(Dog.new == nil)",
    )
    .exec()?;
    assert_eq!(dog.borrow::<Dog>()?.animal.thing.id, 8);
    assert_eq!(dog.borrow::<Thing>()?.id, 8);
    dog.borrow_mut::<Thing>()?.id = 9;
    assert!(dog.borrow::<Entity>().is_err());
    {
        let _guard = dog.borrow_mut::<Thing>()?;
        assert!(dog.borrow::<Animal>().is_err());
    }
    assert_eq!(dog.borrow::<Dog>()?.animal.thing.id, 9);
    assert_eq!(
        message(&lua, "return dog.nmae"),
        "t:1: no field 'nmae' in Dog (did you mean 'name'?)"
    );
    Ok(())
}

/// Two types that each have the other as their base.
struct Hen(Option<Box<Egg>>);
struct Egg(Option<Box<Hen>>);

impl UserData for Hen {
    fn register(registry: &mut UserDataRegistry<Self>) {
        registry.extend(
            |this| this.0.as_deref().expect("an egg"),
            |this| this.0.as_deref_mut().expect("an egg"),
        );
    }
}

impl UserData for Egg {
    fn register(registry: &mut UserDataRegistry<Self>) {
        registry.extend(
            |this| this.0.as_deref().expect("a hen"),
            |this| this.0.as_deref_mut().expect("a hen"),
        );
    }
}

#[test]
fn a_type_does_not_extend_itself() -> Result<()> {
    let lua = Lua::new();
    let error = lua.register::<Hen>().expect_err("there is no end of it").to_string();
    assert!(error.contains("extends itself"), "{error}");
    assert!(lua.create_userdata(Egg(Some(Box::new(Hen(None))))).is_err());
    // The machine is as it was.
    lua.register::<Dog>()
}

#[test]
fn what_may_be_missing_and_is_not_cloned_is_a_part_too() -> Result<()> {
    #[derive(UserData)]
    struct Holder {
        held: Option<Weapon>,
    }

    #[methods]
    impl Holder {
        fn drop_it(&mut self) {
            self.held = None;
        }
    }

    let lua = Lua::new();
    let held = Some(Weapon { damage: 1, origin: Vec2 { x: 0.0, y: 0.0 } });
    let data = lua.create_userdata(Holder { held })?;
    lua.globals().set("h", &data)?;
    lua.load("h.held.damage = 7 h.held.origin.x = 3").exec()?;
    assert_eq!(
        data.borrow::<Holder>()?.held.as_ref().map(|it| (it.damage, it.origin.x)),
        Some((7, 3.0))
    );
    assert_eq!(message(&lua, "h.held = nil"), "t:1: field 'held' of Holder is read-only");
    lua.load("h:drop_it() assert(h.held == nil)").exec()?;
    Ok(())
}
