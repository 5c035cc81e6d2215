//! Host data without macros: fields, methods, metamethods and a constructor, registered by hand.

use std::collections::BTreeMap;

use ferrolua::{
    Lua, MetaMethod, Result, UserData, UserDataFields, UserDataMethods, UserDataRefMut,
};

/// What somebody carries.
#[derive(Default)]
struct Inventory {
    owner: String,
    items: BTreeMap<String, u32>,
}

impl UserData for Inventory {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("owner", |_, this| Ok(this.owner.clone()));
        fields.add_field_method_set("owner", |_, this, owner: String| {
            this.owner = owner;
            Ok(())
        });
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_function("new", |_, owner: String| {
            Ok(Inventory { owner, items: BTreeMap::new() })
        });
        methods.add_method_mut("add", |_, this, (item, count): (String, Option<u32>)| {
            let total = this.items.entry(item).or_default();
            *total += count.unwrap_or(1);
            Ok(*total)
        });
        // `#inventory`, `inventory.arrow` and `tostring(inventory)`.
        methods.add_meta_method(MetaMethod::Len, |_, this, ()| Ok(this.items.len()));
        methods.add_meta_method(MetaMethod::Index, |_, this, item: String| {
            Ok(this.items.get(&item).copied())
        });
        methods.add_meta_method(MetaMethod::ToString, |_, this, ()| {
            let items: Vec<_> = this.items.iter().map(|(item, n)| format!("{n} {item}")).collect();
            Ok(format!("{} has {}", this.owner, items.join(" and ")))
        });
    }
}

const SCRIPT: &str = "
    local mine = Inventory.new('knight')
    mine:add('arrow', 12)
    mine:add('rope')
    assert(#mine == 2 and mine.arrow == 12 and mine.boat == nil)
    mine.owner = mine.owner:upper()
    return mine
";

pub(crate) fn run() -> Result<String> {
    let lua = Lua::new();
    lua.register::<Inventory>()?;

    // Rust borrows what the script made, and changes it in place.
    let mut inventory: UserDataRefMut<Inventory> = lua.load(SCRIPT).eval()?;
    inventory.items.insert("torch".into(), 3);
    drop(inventory);

    // And the other way: data made by Rust is used by the script.
    let potions = BTreeMap::from([("potion".into(), 2)]);
    let chest = lua.create_userdata(Inventory { owner: "chest".into(), items: potions })?;
    lua.globals().set("chest", &chest)?;
    let text: String = lua.load("chest:add('potion') return tostring(chest)").eval()?;

    let error = lua.load("chest:add(nil)").exec().unwrap_err();
    let Inventory { owner, items } = chest.take()?;
    Ok(format!("{text}\n{error}\ntaken back: {owner}, {items:?}\n"))
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}
