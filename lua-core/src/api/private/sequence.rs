//! What derived types do in expressions and loops besides operators: lengths, elements, items, text, closing.

use crate::api::convert::{FromLua, IntoLua};
use crate::api::error::{Error, Result};
use crate::api::function::IntoReturn;
use crate::api::lua::Lua;
use crate::api::private::Callee;
use crate::api::private::bodies::add_metamethod;
use crate::api::stack::{Arguments, Results};
use crate::api::userdata::{UserDataClass, UserDataRegistry};
use crate::api::value::Value;
use crate::vm::{message, metamethod as text};

/// `#`
pub fn length<C: UserDataClass<Data: 'static> + 'static, N: IntoLua>(
    registry: &mut UserDataRegistry<C::Data>,
    len: impl Fn(&C::Data) -> N + 'static,
) {
    add_metamethod(registry, "__len", move |arguments, results| {
        let this = Callee::<C>::method("__len").receiver(arguments)?.borrow()?;
        len(&this).push_into(results)
    });
}

/// `..`, of a value as it shows itself and of strings, numbers and values of the same type.
pub fn concatenation<C: UserDataClass<Data: 'static> + 'static>(
    registry: &mut UserDataRegistry<C::Data>,
    show: impl Fn(&C::Data) -> String + 'static,
) {
    add_metamethod(registry, "__concat", move |arguments, results| {
        let mut joined = Vec::new();
        for index in 0..2 {
            let operand = arguments.raw(index);
            match operand.as_userdata() {
                Some(userdata) if userdata.gives::<C::Data>() => {
                    let this = crate::api::private::operand_ref::<C>(arguments, index)?;
                    joined.extend(this.map(|this| show(&this)).unwrap_or_default().into_bytes());
                }
                _ if operand.is_string() || operand.is_number() => {
                    let text = text::plain_text(arguments.state(), operand);
                    joined.extend(text.as_string().expect("a string").as_bytes());
                }
                _ => {
                    let name = message::type_name(arguments.state(), operand);
                    let name = String::from_utf8_lossy(&name);
                    return Err(Error::runtime(format!("attempt to concatenate a {name} value")));
                }
            }
        }
        results.push_bytes(&joined)
    });
}

/// `data[key]`, where `first` is the key of the element 0; nil for keys without an element.
pub fn elements<C: UserDataClass<Data: 'static> + 'static, V: IntoLua>(
    registry: &mut UserDataRegistry<C::Data>,
    first: i64,
    len: impl Fn(&C::Data) -> usize + 'static,
    read: impl Fn(&C::Data, usize) -> V + 'static,
) {
    registry.indexes_numbers = true;
    add_metamethod(registry, "__index", move |arguments, results| {
        let this = Callee::<C>::method("__index").receiver(arguments)?.borrow()?;
        match element(arguments, first, len(&this)) {
            Some(at) => read(&this, at).push_into(results),
            None => results.push_nil(),
        }
    });
}

/// `data[key] = value`, where `first` is the key of the element 0. It is an error if there is no such element.
pub fn new_elements<C: UserDataClass<Data: 'static> + 'static, V: FromLua>(
    registry: &mut UserDataRegistry<C::Data>,
    first: i64,
    len: impl Fn(&C::Data) -> usize + 'static,
    write: impl Fn(&mut C::Data, usize, V) + 'static,
) {
    registry.newindexes_numbers = true;
    add_metamethod(registry, "__newindex", move |arguments, _| {
        let receiver = Callee::<C>::method("__newindex").receiver(arguments)?;
        let key = || text_of(arguments, 1);
        let value = V::from_argument(arguments, 2)
            .map_err(|error| error.context(format!("element {} of {}", key(), C::class_name())))?;
        let mut this = receiver.borrow_mut()?;
        let count = len(&this);
        match element(arguments, first, count) {
            Some(at) => {
                write(&mut this, at, value);
                Ok(())
            }
            None => {
                let has = match count {
                    0 => "it is empty".to_string(),
                    _ => format!("it has {first} to {}", first + count as i64 - 1),
                };
                Err(Error::runtime(format!("no element {} in {} ({has})", key(), C::class_name())))
            }
        }
    });
}

fn element(arguments: &Arguments<'_>, first: i64, count: usize) -> Option<usize> {
    let at = usize::try_from(arguments.integer(1).ok()?.checked_sub(first)?).ok()?;
    (at < count).then_some(at)
}

fn text_of(arguments: &Arguments<'_>, index: usize) -> String {
    let text = text::plain_text(arguments.state(), arguments.raw(index));
    text.as_string().map(|text| text.to_text()).unwrap_or_default()
}

/// What a loop goes through: a copy of the items, made when the loop begins, so that the loop may change the data.
pub struct Items<'a> {
    lua: &'a Lua,
    items: Vec<(Value, Value)>,
}

impl Items<'_> {
    /// Takes items, which are counted from 1 on.
    ///
    /// # Errors
    ///
    /// If one cannot be converted.
    pub fn items<'i, V: Clone + IntoLua + 'i>(
        &mut self,
        items: impl Iterator<Item = &'i V>,
    ) -> Result<()> {
        for (index, item) in items.enumerate() {
            let item = item.clone().into_lua(self.lua)?;
            self.items.push((Value::Integer(index as i64 + 1), item));
        }
        Ok(())
    }

    /// Takes keys and values.
    ///
    /// # Errors
    ///
    /// If one cannot be converted.
    pub fn pairs<'i, K: Clone + IntoLua + 'i, V: Clone + IntoLua + 'i>(
        &mut self,
        pairs: impl Iterator<Item = (&'i K, &'i V)>,
    ) -> Result<()> {
        for (key, value) in pairs {
            let pair = (key.clone().into_lua(self.lua)?, value.clone().into_lua(self.lua)?);
            self.items.push(pair);
        }
        Ok(())
    }
}

/// `pairs(data)`
pub fn items<C: UserDataClass<Data: 'static> + 'static>(
    registry: &mut UserDataRegistry<C::Data>,
    collect: impl Fn(&C::Data, &mut Items<'_>) -> Result<()> + 'static,
) {
    add_metamethod(registry, "__pairs", move |arguments, results| {
        let mut items = Items { lua: arguments.lua(), items: Vec::new() };
        let this = Callee::<C>::method("__pairs").receiver(arguments)?.borrow()?;
        collect(&this, &mut items)?;
        results.push_value(&Value::Function(items.lua.create_iterator(items.items)?))
    });
}

/// `for item in data do`, of data that is an iterator itself.
pub fn iterator<C: UserDataClass<Data: 'static> + 'static, R: IntoReturn>(
    registry: &mut UserDataRegistry<C::Data>,
    next: impl Fn(&mut C::Data) -> Option<R> + 'static,
) {
    add_metamethod(registry, "__call", move |arguments, results: &mut Results<'_>| {
        let mut this = Callee::<C>::method("__call").receiver(arguments)?.borrow_mut()?;
        match next(&mut this) {
            Some(item) => item.into_return(results),
            None => results.push_nil(),
        }
    });
}

/// The end of a `<close>` variable: the data is dropped.
pub fn closing<C: UserDataClass<Data: 'static> + 'static>(
    registry: &mut UserDataRegistry<C::Data>,
) {
    add_metamethod(registry, "__close", |arguments, _| {
        let receiver = Callee::<C>::method("__close").receiver(arguments)?;
        receiver.destroy()
    });
}
