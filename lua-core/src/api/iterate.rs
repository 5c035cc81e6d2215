//! Iterators over the border: Rust's in a `for` loop of a script, and what such a loop goes through in Rust.

use std::cell::RefCell;
use std::marker::PhantomData;

use super::convert::{FromLuaMulti, IntoLua, IntoLuaMulti};
use super::error::{Error, Result};
use super::function::{self, Function, IntoReturn, call_raw};
use super::handle::Handle;
use super::lua::Lua;
use super::multi::MultiValue;
use super::stack::{Arguments, Restore, Results};
use super::table::Table;
use super::value::Value;
use crate::object::thread::ALL;
use crate::object::{self, Call, Event, Returns, State};
use crate::stdlib::NEXT;
use crate::vm::{call, collect, invoke, message, unwind};

impl Lua {
    /// Makes a Lua function that gives the items of a Rust iterator, one for each call: what a `for` loop of a script
    /// goes through. After the last item, and ever after, it gives nil.
    ///
    /// An item is anything a Rust function may return: a value, a tuple of values, or a `Result`, whose error is thrown
    /// in the loop. A loop ends when the first value is nil, so items should not begin with one.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let words = "lua in rust".split(' ').map(|word| (word, word.len()));
    /// lua.globals().set("words", lua.create_iterator(words)?)?;
    /// let text: String = lua.load("
    ///     local list = {}
    ///     for word, length in words do list[#list + 1] = word .. length end
    ///     return table.concat(list, ' ')
    /// ").eval()?;
    /// assert_eq!(text, "lua3 in2 rust4");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory. The function gives an error if the iterator comes to call it while it makes an item.
    pub fn create_iterator<I>(&self, items: I) -> Result<Function>
    where
        I: IntoIterator<Item: IntoReturn>,
        I::IntoIter: 'static,
    {
        collect::safepoint(&self.state);
        let items = RefCell::new(Some(items.into_iter()));
        let native = move |call: &mut Call<'_>| {
            let mut results = Results::on(call.state, call.thread);
            let given = match items.try_borrow_mut() {
                Ok(mut items) => match items.as_mut().map(Iterator::next) {
                    Some(Some(item)) => Ok(Some(item)),
                    // The iterator's destructor may come back here.
                    _ => {
                        let ended = items.take();
                        drop(items);
                        drop(ended);
                        Ok(None)
                    }
                },
                Err(_) => Err(Error::runtime("an iterator was called while it makes an item")),
            };
            let pushed = given.and_then(|item| match item {
                Some(item) => item.into_return(&mut results),
                None => results.push_nil(),
            });
            match pushed {
                Ok(()) => Ok(Returns::Count(results.len() as u32)),
                Err(error) => Err(results.throw(error)),
            }
        };
        Ok(function::from_native(self, native))
    }

    /// Goes through whatever a `for` loop of a script goes through: `values` is what stands between `in` and `do`, a
    /// function, and if need be the state and the first control value that it gets, and a value to be closed at the end.
    /// A table or userdata that cannot be called is gone through as `pairs` does, asking `__pairs`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let words: lua_core::MultiValue = lua.load("string.gmatch('lua in rust', '%a+')").eval()?;
    /// let words: Vec<String> = lua.iterate(words)?.collect::<lua_core::Result<_>>()?;
    /// assert_eq!(words, ["lua", "in", "rust"]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a value cannot be converted, the first is nothing to go through, the fourth cannot be closed, or `__pairs`
    /// fails.
    pub fn iterate<R: FromLuaMulti>(&self, values: impl IntoLuaMulti) -> Result<Iteration<R>> {
        Iteration::over(self, values.into_lua_multi(self)?)
    }
}

impl Function {
    /// Goes through what a `for` loop of a script goes through with this function, a state and a first control value.
    ///
    /// ```
    /// use lua_core::{Function, Lua, Value};
    /// let lua = Lua::new();
    /// let halves: Function = lua.load("function(_, n) if n > 1 then return n // 2 end end").eval()?;
    /// let halves: Vec<i64> = halves.iterate(Value::Nil, 20)?.collect::<lua_core::Result<_>>()?;
    /// assert_eq!(halves, [10, 5, 2, 1]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a value cannot be converted, or the machine is gone.
    pub fn iterate<R: FromLuaMulti>(
        &self,
        state: impl IntoLua,
        control: impl IntoLua,
    ) -> Result<Iteration<R>> {
        let (lua, _) = self.0.enter()?;
        lua.iterate((self, state, control))
    }
}

impl Table {
    /// Goes through the table as `pairs` does in a script, asking `__pairs`. Without that metamethod it is
    /// [`Table::pairs`] that goes fast.
    ///
    /// ```
    /// use lua_core::{Lua, Table};
    /// let lua = Lua::new();
    /// let view: Table = lua.load("setmetatable({}, { __pairs = function() return ipairs { 'a', 'b' } end })").eval()?;
    /// let entries: Vec<(i64, String)> = view.iterate()?.collect::<lua_core::Result<_>>()?;
    /// assert_eq!(entries, [(1, "a".to_string()), (2, "b".to_string())]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `__pairs` fails, or the machine is gone.
    pub fn iterate<R: FromLuaMulti>(&self) -> Result<Iteration<R>> {
        let (lua, table) = self.0.enter()?;
        pairs(&lua, table)
    }
}

/// What a `for` loop of a script goes through, for Rust: each item is what one round's variables get, `R`. After the
/// last item or an error it ends. See [`Lua::iterate`].
///
/// It can be what a chunk or function returns, too, and an argument of a Rust function.
///
/// ```
/// use lua_core::{Iteration, Lua};
/// let lua = Lua::new();
/// let entries: Iteration<(usize, String)> = lua.load("ipairs { 'a', 'b' }").eval()?;
/// for entry in entries {
///     let (index, name) = entry?;
///     assert_eq!(name, ["a", "b"][index - 1]);
/// }
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct Iteration<R> {
    /// The function; none when it is over.
    function: Option<Handle>,
    state: Value,
    control: Value,
    closing: Option<Handle>,
    types: PhantomData<fn() -> R>,
}

impl<R: FromLuaMulti> Iteration<R> {
    fn over(lua: &Lua, values: MultiValue) -> Result<Iteration<R>> {
        let mut values = values.into_iter();
        let [first, state, control, closing] =
            std::array::from_fn(|_| values.next().unwrap_or_default());
        let function = first.raw(&lua.state)?;
        if !is_callable(&lua.state, function) {
            return pairs(lua, function);
        }
        let closing = closing.raw(&lua.state)?;
        if closing.is_truthy() && lua.state.metamethod(closing, Event::Close).is_nil() {
            return Err(Error::runtime("variable '(for state)' got a non-closable value"));
        }
        let closing = closing.is_truthy().then(|| lua.handle(closing));
        let function = Some(lua.handle(function));
        Ok(Iteration { function, state, control, closing, types: PhantomData })
    }

    /// Calls the function; `None` if that is the end.
    fn step(&mut self) -> Result<Option<R>> {
        let Some(function) = &self.function else { return Ok(None) };
        let (lua, function) = function.enter()?;
        let state = &*lua.state;
        let thread = state.current.get();
        let _restore = Restore::of(thread);
        let func = invoke::scratch(thread);
        call::reserve(state, thread, func, 8).map_err(|error| Error::caught(&lua, error))?;
        let front = [function, self.state.raw(state)?, self.control.raw(state)?];
        thread.set_values(func, &front);
        thread.set_top(func + front.len());
        unwind::protected_invoke(state, thread, func, ALL, 0)
            .map_err(|error| Error::caught(&lua, error))?;
        let items = Arguments::at(state, thread, func, thread.top() - func);
        if items.is_nil(0) {
            return Ok(None);
        }
        self.control = items.value(0);
        R::from_arguments(&items, 0).map(Some).map_err(Error::in_result)
    }
}

impl<R> Iteration<R> {
    /// Ends the iteration now: what came with it to be closed is closed. That is done when it ends by itself or is
    /// dropped, too; but then an error of `__close` becomes a warning.
    ///
    /// ```
    /// use lua_core::{Iteration, Lua};
    /// let lua = Lua::new();
    /// let endless: Iteration<i64> = lua.load("
    ///     local file = setmetatable({}, { __close = function() closed = true end })
    ///     return function() return 1 end, nil, nil, file
    /// ").eval()?;
    /// endless.close()?;
    /// assert!(lua.globals().get::<bool>("closed")?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `__close` fails.
    pub fn close(mut self) -> Result<()> {
        self.finish(None)
    }

    /// Closes what is to be closed, once. The error that ended the iteration is for `__close` to see.
    fn finish(&mut self, cause: Option<&Error>) -> Result<()> {
        self.function = None;
        let Some(closing) = self.closing.take() else { return Ok(()) };
        let (lua, value) = closing.enter()?;
        let handler = lua.state.metamethod(value, Event::Close);
        let cause = cause.map_or(Ok(Value::Nil), |error| error.value(&lua))?;
        call_raw(&lua, &[handler, value], cause)
    }

    /// Ends the iteration where nobody hears of an error.
    fn finish_silently(&mut self) {
        let lua = self.closing.as_ref().and_then(|closing| closing.enter().ok());
        if let (Err(error), Some((lua, _))) = (self.finish(None), lua) {
            lua.warning(format!("error in __close ({error})"), false);
        }
    }
}

impl<R: FromLuaMulti> Iterator for Iteration<R> {
    type Item = Result<R>;

    fn next(&mut self) -> Option<Result<R>> {
        match self.step() {
            Ok(Some(item)) => Some(Ok(item)),
            Ok(None) => self.finish(None).err().map(Err),
            // What closing it throws takes the place of the first error, as in a script.
            Err(error) => Some(Err(self.finish(Some(&error)).err().unwrap_or(error))),
        }
    }
}

impl<R: FromLuaMulti> std::iter::FusedIterator for Iteration<R> {}

impl<R> Drop for Iteration<R> {
    fn drop(&mut self) {
        self.finish_silently();
    }
}

impl<R> std::fmt::Debug for Iteration<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let control = self.function.as_ref().map(|_| &self.control);
        f.debug_struct("Iteration").field("control", &control).finish_non_exhaustive()
    }
}

impl<R: FromLuaMulti> FromLuaMulti for Iteration<R> {
    fn from_lua_multi(values: MultiValue, lua: &Lua) -> Result<Iteration<R>> {
        Iteration::over(lua, values)
    }
}

fn is_callable(state: &State, value: object::Value) -> bool {
    value.is_function() || !state.metamethod(value, Event::Call).is_nil()
}

/// Goes through a table, or what has `__pairs`, as the function `pairs` does.
fn pairs<R: FromLuaMulti>(lua: &Lua, object: object::Value) -> Result<Iteration<R>> {
    let handler = lua.state.metamethod(object, Event::Pairs);
    if !handler.is_nil() {
        let (function, state, control): (Value, Value, Value) =
            call_raw(lua, &[handler, object], ())?;
        let function = function.raw(&lua.state)?;
        let function = Some(lua.handle(function));
        return Ok(Iteration { function, state, control, closing: None, types: PhantomData });
    }
    if object.as_table().is_none() {
        let kind = String::from_utf8_lossy(&message::type_name(&lua.state, object)).into_owned();
        return Err(Error::conversion(&kind, "iterator", None));
    }
    Ok(Iteration {
        function: Some(lua.handle(object::Value::from_native(&NEXT))),
        state: Value::from_raw(lua, object),
        control: Value::Nil,
        closing: None,
        types: PhantomData,
    })
}
