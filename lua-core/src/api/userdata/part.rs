//! Parts of host data: fields that are host data themselves, and the base that a type extends.

use std::any::TypeId;
use std::rc::Rc;

use super::refusal::Refusal;
use super::registry::{Key, UserDataRegistry};
use super::{UserData, UserDataClass, expected_name, metatable};
use crate::api::error::{Error, Result};
use crate::api::function;
use crate::api::lua::Lua;
use crate::api::stack::Results;
use crate::gc::Gc;
use crate::object::{self, Bases, BorrowError, Call, Lens, Pointer, Projection, Returns};

/// Pushes a userdata that stands for a part of another.
///
/// # Errors
///
/// If the part's type cannot be registered, or the stack would overflow.
pub(in crate::api) fn push<C: UserDataClass<Data: 'static>>(
    results: &mut Results<'_>,
    whole: Gc<object::UserData>,
    projection: Projection<C::Data>,
) -> Result<()> {
    let lua = results.lua();
    let metatable = metatable::<C>(lua)?;
    let part = object::UserData::part(&lua.state.heap, whole, projection, Some(metatable));
    results.push_raw(object::Value::from_userdata(part))
}

/// Pushes a userdata that stands for a part of a `W`, or nil if there is no such part now.
///
/// # Errors
///
/// If the whole cannot be borrowed, the part's type cannot be registered, or the stack would overflow.
pub(in crate::api) fn push_if_there<W: 'static, C: UserDataClass<Data: 'static>>(
    results: &mut Results<'_>,
    whole: Gc<object::UserData>,
    projection: Projection<C::Data>,
) -> Result<()> {
    match projection.check(&whole) {
        Ok(()) => push::<C>(results, whole, projection),
        Err(BorrowError::Missing) => results.push_raw(object::Value::NIL),
        Err(error) => Err(Refusal::of::<W>(&results.lua().state, whole, error).to_method()),
    }
}

impl<T: 'static> UserDataRegistry<T> {
    /// Adds a field that is host data itself: reading it gives a part of this data, and what is written to that is
    /// written here. A part may be kept: it is looked for anew whenever it is used, and an error if the data is gone by
    /// then. With an [`UserDataFields::add_field_method_set`](super::UserDataFields::add_field_method_set) of the same
    /// name, the field can be replaced as a whole too.
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataFields, UserDataRegistry};
    ///
    /// struct Point { x: f64 }
    ///
    /// impl UserData for Point {
    ///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
    ///         fields.add_field_method_get("x", |_, this| Ok(this.x));
    ///         fields.add_field_method_set("x", |_, this, x| Ok(this.x = x));
    ///     }
    /// }
    ///
    /// struct Entity { pos: Point }
    ///
    /// impl UserData for Entity {
    ///     fn register(registry: &mut UserDataRegistry<Self>) {
    ///         registry.add_field_part("pos", |this| &this.pos, |this| &mut this.pos);
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// let entity = lua.create_userdata(Entity { pos: Point { x: 1.0 } })?;
    /// lua.globals().set("entity", &entity)?;
    /// lua.load("local pos = entity.pos pos.x = pos.x + 1").exec()?;
    /// assert_eq!(entity.borrow::<Entity>()?.pos.x, 2.0);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn add_field_part<P: UserData + 'static>(
        &mut self,
        name: impl Into<String>,
        read: impl Fn(&T) -> &P + 'static,
        write: impl Fn(&mut T) -> &mut P + 'static,
    ) {
        self.add_part(Key::Name(name.into()), Lens::always(read, Some(write)), push::<P>);
    }

    /// Adds a field that is a part of the data, if [`push_if_there`] pushes it one that may be missing.
    pub(in crate::api) fn add_part<P: 'static>(
        &mut self,
        key: Key,
        lens: Lens<T, P>,
        push: impl Fn(&mut Results<'_>, Gc<object::UserData>, Projection<P>) -> Result<()> + 'static,
    ) {
        let projection = Projection::through(Rc::new(lens));
        let getter = move |call: &mut Call<'_>| match call.get(1).as_userdata() {
            Some(whole) if whole.gives::<T>() => {
                let mut results = Results::on(call.state, call.thread);
                match push(&mut results, whole, projection.clone()) {
                    Ok(()) => Ok(Returns::Count(1)),
                    Err(error) => Err(results.throw(error)),
                }
            }
            _ => Err(call.type_error(1, &expected_name::<T>(call.state))),
        };
        let getter = function::accessor(self.lua(), getter);
        self.getters.push((key, getter));
    }

    /// Lets the data serve as data of the type `B`, which it has a value of: it has the fields, methods and metamethods
    /// of `B` too, unless it has others of the same name, and can be borrowed as a `B`, by Rust functions also.
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataMethods, UserDataRegistry};
    ///
    /// struct Animal { name: String }
    ///
    /// impl UserData for Animal {
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_method("name", |_, this, ()| Ok(this.name.clone()));
    ///     }
    /// }
    ///
    /// struct Dog { animal: Animal }
    ///
    /// impl UserData for Dog {
    ///     fn register(registry: &mut UserDataRegistry<Self>) {
    ///         registry.extend(|this| &this.animal, |this| &mut this.animal);
    ///         registry.add_method("bark", |_, _, ()| Ok("woof"));
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("rex", Dog { animal: Animal { name: "Rex".into() } })?;
    /// assert_eq!(lua.load("rex:name() .. ': ' .. rex:bark()").eval::<String>()?, "Rex: woof");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn extend<B: UserData + 'static>(
        &mut self,
        read: impl Fn(&T) -> &B + 'static,
        write: impl Fn(&mut T) -> &mut B + 'static,
    ) {
        let lens = Rc::new(Lens::always(read, Some(write)));
        let find = move |outer: Option<Projection<T>>| match outer {
            Some(outer) => Projection::beyond(outer, lens.clone()),
            None => Projection::through(lens.clone()),
        };
        let lua = self.lua().clone();
        let Some(_visit) = Visit::of::<B>(&lua) else {
            self.refuse(Error::userdata(format!("{} extends itself", B::type_name())));
            return;
        };
        // Messages know it by the name that it is registered with.
        if let Err(mistake) = metatable::<B>(&lua) {
            self.refuse(mistake);
            return;
        }
        let mut base = UserDataRegistry::<B>::new(&lua);
        B::register(&mut base);
        self.add_base(std::mem::take(&mut base.bases), find);
        self.inherit(base);
    }

    /// Makes this a pointer to a `B`, whose functions find their data behind it.
    pub(super) fn point_to<B: UserData + 'static>(&mut self)
    where
        T: Pointer<B>,
    {
        let mut target = UserDataRegistry::<B>::new(self.lua());
        B::register(&mut target);
        self.add_base(std::mem::take(&mut target.bases), Projection::behind);
        self.adopt(target);
    }

    /// Notes how a `B` is found in the data, and with that what the `B` extends.
    fn add_base<B: 'static>(
        &mut self,
        bases_of_base: Vec<AddBase<B>>,
        find: impl Fn(Option<Projection<T>>) -> Projection<B> + Clone + 'static,
    ) {
        self.bases.push(Box::new({
            let find = find.clone();
            move |outer, bases| bases.add(find(outer))
        }));
        self.bases.extend(bases_of_base.into_iter().map(|add| -> AddBase<T> {
            let find = find.clone();
            Box::new(move |outer, bases| add(Some(find(outer)), bases))
        }));
    }
}

/// A type that is looked at as a base. It must not come up again meanwhile: there would be no end.
struct Visit<'a>(&'a Lua);

impl Visit<'_> {
    fn of<B: 'static>(lua: &Lua) -> Option<Visit<'_>> {
        let mut bases = lua.state.extra.bases.borrow_mut();
        if bases.contains(&TypeId::of::<B>()) {
            return None;
        }
        bases.push(TypeId::of::<B>());
        Some(Visit(lua))
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.0.state.extra.bases.borrow_mut().pop();
    }
}

/// Adds a base of `T` to those of a type, which finds its own `T` as the projection says, or is `T` itself.
pub(super) type AddBase<T> = Box<dyn Fn(Option<Projection<T>>, &mut Bases)>;
