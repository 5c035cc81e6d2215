//! Looking at what runs: hooks, the stack, and what can be told of a running function.

use std::borrow::Cow;
use std::ops::{BitOr, BitOrAssign};

use super::convert::IntoLua;
use super::error::Result;
use super::function::Function;
use super::lua::Lua;
use super::multi::MultiValue;
use super::string::LuaString;
use super::thread::Thread;
use super::value::Value;
use crate::gc::Gc;
use crate::object::hook::{Hook, Moment, Watcher, event};
use crate::object::{self, Closure, flag};
use crate::vm::inspect::{self, Origin};
use crate::vm::{hook, message, traceback};

/// What a hook is called for; see [`Lua::set_hook`].
///
/// ```
/// use lua_core::HookTriggers;
/// let triggers = HookTriggers::ON_CALLS | HookTriggers::new().every_nth_instruction(1000);
/// assert!(triggers.on_calls && !triggers.every_line);
/// assert_eq!(triggers.every_nth_instruction, Some(1000));
/// ```
///
/// ```
/// use lua_core::HookTriggers;
/// assert_eq!(HookTriggers::ON_CALLS, HookTriggers::new().on_calls());
/// assert_eq!(
///     HookTriggers::ON_RETURNS | HookTriggers::EVERY_LINE,
///     HookTriggers::new().on_returns().every_line()
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HookTriggers {
    /// Before a function runs.
    pub on_calls: bool,
    /// Before a function returns.
    pub on_returns: bool,
    /// Before code of another line runs, or code of the same line again.
    pub every_line: bool,
    /// Before every so many instructions. 0 is as none.
    pub every_nth_instruction: Option<u32>,
}

impl HookTriggers {
    /// Before a function runs. See [`HookTriggers`].
    pub const ON_CALLS: HookTriggers = HookTriggers::new().on_calls();
    /// Before a function returns. See [`HookTriggers`].
    pub const ON_RETURNS: HookTriggers = HookTriggers::new().on_returns();
    /// Before code of another line runs. See [`HookTriggers`].
    pub const EVERY_LINE: HookTriggers = HookTriggers::new().every_line();

    /// Nothing. See [`HookTriggers`].
    #[must_use]
    pub const fn new() -> HookTriggers {
        HookTriggers {
            on_calls: false,
            on_returns: false,
            every_line: false,
            every_nth_instruction: None,
        }
    }

    /// And before a function runs. See [`HookTriggers`].
    #[must_use]
    pub const fn on_calls(mut self) -> HookTriggers {
        self.on_calls = true;
        self
    }

    /// And before a function returns. See [`HookTriggers`].
    #[must_use]
    pub const fn on_returns(mut self) -> HookTriggers {
        self.on_returns = true;
        self
    }

    /// And before code of another line runs. See [`HookTriggers`].
    #[must_use]
    pub const fn every_line(mut self) -> HookTriggers {
        self.every_line = true;
        self
    }

    /// And before every `n` instructions. See [`HookTriggers`].
    #[must_use]
    pub const fn every_nth_instruction(mut self, n: u32) -> HookTriggers {
        self.every_nth_instruction = Some(n);
        self
    }

    /// The hook of a function, if there is anything to call it for.
    fn hook<F>(self, callback: F) -> Option<Hook>
    where
        F: Fn(&Lua, &Debug<'_>) -> Result<VmState> + 'static,
    {
        let period = self.every_nth_instruction.unwrap_or(0);
        let events = [
            (self.on_calls, event::CALL),
            (self.on_returns, event::RETURN),
            (self.every_line, event::LINE),
            (period > 0, event::COUNT),
        ];
        let mask = events.iter().filter(|(is_set, _)| *is_set).fold(0, |mask, (_, bit)| mask | bit);
        let watcher = Watcher::Host(Box::new(move |state, moment| {
            let lua = Lua::borrowed(state);
            let thread = state.current.get();
            let debug = Debug::of(&lua, thread, thread.frame_count() - 1, moment.into());
            match callback(&lua, &debug) {
                Ok(then) => Ok(then == VmState::Yield),
                Err(error) => Err(error.throw(state)),
            }
        }));
        (mask != 0).then(|| Hook::new(watcher, mask, period))
    }
}

impl BitOr for HookTriggers {
    type Output = HookTriggers;

    fn bitor(self, other: HookTriggers) -> HookTriggers {
        HookTriggers {
            on_calls: self.on_calls | other.on_calls,
            on_returns: self.on_returns | other.on_returns,
            every_line: self.every_line | other.every_line,
            every_nth_instruction: self.every_nth_instruction.or(other.every_nth_instruction),
        }
    }
}

impl BitOrAssign for HookTriggers {
    fn bitor_assign(&mut self, other: HookTriggers) {
        *self = *self | other;
    }
}

/// What the machine does after a hook; see [`Lua::set_hook`].
///
/// ```
/// use lua_core::{HookTriggers, Lua, Thread, VmState};
///
/// let lua = Lua::new();
/// let endless: Thread = lua.load("coroutine.create(function() n = 0 while true do n = n + 1 end end)").eval()?;
/// endless.set_hook(HookTriggers::new().every_nth_instruction(1000), |_, _| Ok(VmState::Yield))?;
/// endless.resume::<()>(())?;
/// let first: u32 = lua.globals().get("n")?;
/// endless.resume::<()>(())?;
/// assert!(lua.globals().get::<u32>("n")? > first && endless.is_resumable());
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum VmState {
    /// It goes on.
    Continue,
    /// The coroutine yields, without values; when it is resumed, it goes on here, and the arguments are dropped.
    Yield,
}

impl Lua {
    /// Lets a function watch the running thread: it is called for what the triggers say, with a view of the function
    /// that runs. Its error is thrown there; [`VmState::Yield`] lets a coroutine yield, before an instruction of a Lua
    /// function but not before a return or a Rust function. While it runs, nothing is watched.
    ///
    /// It takes the place of another hook of the thread, a script's too. Scripts that have `debug.sethook` cannot
    /// change it meanwhile. Coroutines have hooks of their own ([`Thread::set_hook`]); for all of them, see
    /// [`Lua::set_global_hook`]. While there is no hook, none of this costs anything; while there is, everything runs
    /// slower.
    ///
    /// ```
    /// use std::{cell::RefCell, rc::Rc};
    /// use lua_core::{HookTriggers, Lua, VmState};
    ///
    /// let lua = Lua::new();
    /// let lines = Rc::new(RefCell::new(Vec::new()));
    /// let seen = lines.clone();
    /// lua.set_hook(HookTriggers::EVERY_LINE, move |_, debug| {
    ///     seen.borrow_mut().extend(debug.current_line());
    ///     Ok(VmState::Continue)
    /// })?;
    /// lua.load("local x = 1\nif x > 1 then\nx = 2\nend\nreturn x").exec()?;
    /// lua.remove_hook();
    /// assert_eq!(*lines.borrow(), [1, 2, 5]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn set_hook<F>(&self, triggers: HookTriggers, callback: F) -> Result<()>
    where
        F: Fn(&Lua, &Debug<'_>) -> Result<VmState> + 'static,
    {
        hook::set(&self.state, self.state.current.get(), triggers.hook(callback));
        Ok(())
    }

    /// Removes the hook of the running thread, whoever set it; see [`Lua::set_hook`].
    ///
    /// ```
    /// use lua_core::{Error, HookTriggers, Lua};
    /// let lua = Lua::new();
    /// lua.set_hook(HookTriggers::ON_CALLS, |_, _| Err(Error::runtime("no")))?;
    /// lua.remove_hook();
    /// lua.load("tostring(1)").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn remove_hook(&self) {
        hook::set(&self.state, self.state.current.get(), None);
    }

    /// Lets a function watch all threads, those that are there and those to come, as [`Lua::set_hook`] does. A thread
    /// for which the host has set a hook has only that; a script's hook sleeps meanwhile.
    ///
    /// ```
    /// use std::{cell::Cell, rc::Rc};
    /// use lua_core::{HookTriggers, Lua, VmState};
    ///
    /// let lua = Lua::new();
    /// let calls = Rc::new(Cell::new(0));
    /// let count = calls.clone();
    /// lua.set_global_hook(HookTriggers::ON_CALLS, move |_, debug| {
    ///     if debug.names().name.as_deref() == Some("work") {
    ///         count.set(count.get() + 1);
    ///     }
    ///     Ok(VmState::Continue)
    /// })?;
    /// lua.load("
    ///     function work() end
    ///     work()
    ///     coroutine.wrap(function() work() end)()
    /// ").exec()?;
    /// lua.remove_global_hook();
    /// assert_eq!(calls.get(), 2);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn set_global_hook<F>(&self, triggers: HookTriggers, callback: F) -> Result<()>
    where
        F: Fn(&Lua, &Debug<'_>) -> Result<VmState> + 'static,
    {
        hook::set_global(&self.state, triggers.hook(callback));
        Ok(())
    }

    /// Removes the hook of all threads; see [`Lua::set_global_hook`].
    ///
    /// ```
    /// use lua_core::{Error, HookTriggers, Lua};
    /// let lua = Lua::new();
    /// lua.set_global_hook(HookTriggers::ON_CALLS, |_, _| Err(Error::runtime("no")))?;
    /// lua.remove_global_hook();
    /// lua.load("tostring(1)").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn remove_global_hook(&self) {
        hook::set_global(&self.state, None);
    }

    /// Looks at the function `level` calls up on the running thread: 0 is the one that runs, 1 its caller. Returns what
    /// `look` does; `None` if there are not so many calls.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let caller = lua.create_function(|lua, ()| {
    ///     Ok(lua.inspect_stack(1, |debug| debug.current_line()))
    /// })?;
    /// lua.globals().set("line", caller)?;
    /// assert_eq!(lua.load("\n\nlocal n = line()\nreturn n").eval::<Option<usize>>()?, Some(3));
    /// assert_eq!(lua.inspect_stack(0, |_| ()), None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn inspect_stack<R>(&self, level: usize, look: impl FnOnce(&Debug<'_>) -> R) -> Option<R> {
        let thread = self.state.current.get();
        let index = inspect::frame_at_level(thread, level.try_into().ok()?)?;
        Some(look(&Debug::of(self, thread, index, DebugEvent::Unknown(-1))))
    }

    /// The stack of the running thread as text, from `level` calls up, with a message before it.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let trace = lua.create_function(|lua, ()| lua.traceback(Some("here"), 1))?;
    /// lua.globals().set("trace", trace)?;
    /// let text: String = lua.load("local text = trace()\nreturn text").set_name("=main").eval()?;
    /// assert_eq!(text, "here\nstack traceback:\n\tmain:1: in main chunk");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is too long.
    pub fn traceback(&self, message: Option<&str>, level: usize) -> Result<LuaString> {
        self.trace(self.state.current.get(), message, level)
    }

    pub(super) fn trace(
        &self,
        thread: Gc<object::Thread>,
        message: Option<&str>,
        level: usize,
    ) -> Result<LuaString> {
        let mut text = message.map_or(Vec::new(), |message| [message, "\n"].concat().into());
        text.extend_from_slice(&traceback::traceback(&self.state, thread, level));
        self.create_string(text)
    }
}

impl Thread {
    /// Lets a function watch this coroutine, as [`Lua::set_hook`] does the running thread.
    ///
    /// ```
    /// use lua_core::{Error, HookTriggers, Lua, Thread};
    /// let lua = Lua::new();
    /// let endless: Thread = lua.load("coroutine.create(function() while true do end end)").eval()?;
    /// endless.set_hook(HookTriggers::new().every_nth_instruction(10_000), |_, _| {
    ///     Err(Error::runtime("that takes too long"))
    /// })?;
    /// let error = endless.resume::<()>(()).unwrap_err();
    /// assert!(error.to_string().contains("that takes too long"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn set_hook<F>(&self, triggers: HookTriggers, callback: F) -> Result<()>
    where
        F: Fn(&Lua, &Debug<'_>) -> Result<VmState> + 'static,
    {
        let (lua, thread) = self.thread()?;
        hook::set(&lua.state, thread, triggers.hook(callback));
        Ok(())
    }

    /// Removes the hook of this coroutine, whoever set it; see [`Thread::set_hook`].
    ///
    /// ```
    /// use lua_core::{Error, HookTriggers, Lua, Thread};
    /// let lua = Lua::new();
    /// let thread: Thread = lua.load("coroutine.create(function() return 1 end)").eval()?;
    /// thread.set_hook(HookTriggers::EVERY_LINE, |_, _| Err(Error::runtime("not yet")))?;
    /// thread.remove_hook();
    /// assert_eq!(thread.resume::<i64>(())?, 1);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn remove_hook(&self) {
        if let Ok((lua, thread)) = self.thread() {
            hook::set(&lua.state, thread, None);
        }
    }
}

/// A view of a function that runs, for hooks and [`Lua::inspect_stack`].
///
/// ```
/// use lua_core::{Lua, Value};
///
/// let lua = Lua::new();
/// let look = lua.create_function(|lua, ()| {
///     Ok(lua.inspect_stack(1, |debug| {
///         debug.set_local("hp", 50)?;
///         Ok::<_, lua_core::Error>(debug.locals())
///     }).transpose()?.map(|locals| locals.len()))
/// })?;
/// lua.globals().set("look", look)?;
/// let (count, hp): (usize, i64) =
///     lua.load("local name, hp = 'orc', 10\nlocal count = look()\nreturn count, hp").eval()?;
/// assert_eq!((count, hp), (2, 50));
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct Debug<'a> {
    lua: &'a Lua,
    thread: Gc<object::Thread>,
    /// Its frame, which stays while the view lives: the thread runs what looks at it.
    index: usize,
    function: Function,
    event: DebugEvent,
}

impl<'a> Debug<'a> {
    fn of(lua: &'a Lua, thread: Gc<object::Thread>, index: usize, event: DebugEvent) -> Debug<'a> {
        let function = thread.value(thread.frame_at(index).func.get() as usize);
        Debug { lua, thread, index, function: Function(lua.handle(function)), event }
    }

    fn raw(&self) -> object::Value {
        self.function.0.identity().1
    }

    fn closure(&self) -> Option<Gc<Closure>> {
        self.raw().as_closure()
    }

    /// What a hook is told of.
    ///
    /// ```
    /// use lua_core::{DebugEvent, HookTriggers, Lua, VmState};
    /// let lua = Lua::new();
    /// lua.set_hook(HookTriggers::EVERY_LINE, |_, debug| {
    ///     assert_eq!(debug.event(), DebugEvent::Line);
    ///     Ok(VmState::Continue)
    /// })?;
    /// lua.load("local x = 1").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn event(&self) -> DebugEvent {
        self.event
    }

    /// The function.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         let f = debug.function();
    ///         assert_eq!(f, lua.globals().get::<lua_core::Function>("f").unwrap());
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("function f() look() end f()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn function(&self) -> Function {
        self.function.clone()
    }

    /// How the function was called.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         let names = debug.names();
    ///         assert_eq!((names.name.as_deref(), names.name_what), (Some("f"), Some("global")));
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("function f() look() end f()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn names(&self) -> DebugNames<'_> {
        let found = message::frame_name(self.thread, self.index);
        let name = found.as_ref().map(|(_, name)| text(name));
        DebugNames { name, name_what: found.map(|(kind, _)| kind) }
    }

    /// Where the function comes from.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         assert_eq!((debug.source().what, debug.source().line_defined), ("Lua", Some(1)));
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("function f() look() end f()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn source(&self) -> DebugSource<'_> {
        let origin = Origin::of(self.raw());
        let is_lua = self.closure().is_some();
        let line = |line: i64| usize::try_from(line).ok();
        DebugSource {
            source: is_lua.then(|| text(&origin.source)),
            short_src: is_lua.then(|| text(&origin.short)),
            line_defined: line(origin.line),
            last_line_defined: line(origin.last_line),
            what: if is_lua { origin.what } else { "Rust" },
        }
    }

    /// The line that the function is at, if it is a Lua function and that is known.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         assert_eq!(debug.current_line(), Some(2));
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local x\nlook()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn current_line(&self) -> Option<usize> {
        usize::try_from(inspect::current_line(self.thread, self.index)).ok()
    }

    /// Whether the function was called in the place of its caller, of which nothing is known then.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         assert!(debug.is_tail_call());
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local function f() look() end return f()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_tail_call(&self) -> bool {
        self.thread.frame_at(self.index).has(flag::TAIL)
    }

    /// What the function takes and has captured.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         assert_eq!((debug.stack().num_params, debug.stack().is_vararg), (2, true));
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local function f(a, b, ...) look() end f()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn stack(&self) -> DebugStack {
        let info = self.function.info();
        DebugStack {
            num_upvalues: info.num_upvalues,
            num_params: info.num_params,
            is_vararg: info.is_vararg,
        }
    }

    /// The local variables that are visible where the function is, parameters first, with their values. Of variables
    /// with the same name the last is the one that the function's code sees.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         let locals = debug.locals();
    ///         assert_eq!(locals[0], ("hp".to_string(), lua_core::Value::Integer(10)));
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local hp = 10 look()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn locals(&self) -> Vec<(String, Value)> {
        let value = |(name, slot): (Vec<u8>, usize)| {
            (text(&name).into_owned(), Value::from_raw(self.lua, self.thread.value(slot)))
        };
        self.slots().map(value).collect()
    }

    /// Changes the local variable of a name; returns whether there is one.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         assert!(debug.set_local("hp", 20).unwrap());
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local hp = 10 look() assert(hp == 20)").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn set_local(&self, name: &str, value: impl IntoLua) -> Result<bool> {
        let value = value.into_lua(self.lua)?;
        let found = self.slots().filter(|(found, _)| found == name.as_bytes()).last();
        if let Some((_, slot)) = found {
            self.thread.set_value(slot, value.raw(&self.lua.state)?);
        }
        Ok(found.is_some())
    }

    /// Names and slots of the local variables, without the loops' own and temporary values.
    fn slots(&self) -> impl Iterator<Item = (Vec<u8>, usize)> + use<'_> {
        let is_lua = self.thread.frame_at(self.index).is_lua();
        let all = (1..).map_while(|n| inspect::local(self.thread, self.index, n));
        all.take_while(move |_| is_lua).filter(|(name, _)| !name.starts_with(b"("))
    }

    /// The arguments that the function takes with `...`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         assert_eq!(debug.varargs().len(), 3);
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local function f(a, ...) look() end f(1, 2, 3, 4)").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn varargs(&self) -> MultiValue {
        let all = (1..).map_while(|n| inspect::local(self.thread, self.index, -n));
        all.map(|(_, slot)| Value::from_raw(self.lua, self.thread.value(slot))).collect()
    }

    /// The variables that the function has captured, with their values.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         let upvalues = debug.upvalues();
    ///         assert!(upvalues.contains(&("hp".to_string(), lua_core::Value::Integer(10))));
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local hp = 10 local function f() look(hp) end f()").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn upvalues(&self) -> Vec<(String, Value)> {
        let Some(closure) = self.closure() else { return Vec::new() };
        let variable = |index| {
            let name = text(&inspect::upvalue_name(closure, index)).into_owned();
            (name, Value::from_raw(self.lua, closure.upvalue(index).get()))
        };
        (0..closure.upvalue_count()).map(variable).collect()
    }

    /// Changes the captured variable of a name, for all functions that share it; returns whether there is one.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("look", lua.create_function(|lua, ()| {
    ///     lua.inspect_stack(1, |debug| {
    ///         assert!(debug.set_upvalue("hp", 20).unwrap());
    ///     });
    ///     Ok(())
    /// })?)?;
    /// lua.load("local hp = 10 local function f() look(hp) end f() assert(hp == 20)").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn set_upvalue(&self, name: &str, value: impl IntoLua) -> Result<bool> {
        let value = value.into_lua(self.lua)?;
        let Some(closure) = self.closure() else { return Ok(false) };
        let is_named = |&index: &usize| inspect::upvalue_name(closure, index) == name.as_bytes();
        let Some(index) = (0..closure.upvalue_count()).find(is_named) else { return Ok(false) };
        let value = value.raw(&self.lua.state)?;
        closure.upvalue(index).set(&self.lua.state.heap, value);
        Ok(true)
    }
}

impl std::fmt::Debug for Debug<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Debug")
            .field("event", &self.event)
            .field("names", &self.names())
            .field("source", &self.source())
            .field("current_line", &self.current_line())
            .finish_non_exhaustive()
    }
}

fn text(bytes: &[u8]) -> Cow<'static, str> {
    Cow::Owned(String::from_utf8_lossy(bytes).into_owned())
}

/// What a hook is told of; see [`Debug::event`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebugEvent {
    /// The function is about to run.
    Call,
    /// The function is about to return.
    Ret,
    /// The function is about to run in the place of its caller.
    TailCall,
    /// Code of another line is about to run.
    Line,
    /// So many instructions have run.
    Count,
    /// Nothing: this is no hook.
    Unknown(i32),
}

impl From<Moment> for DebugEvent {
    fn from(moment: Moment) -> DebugEvent {
        match moment {
            Moment::Call => DebugEvent::Call,
            Moment::TailCall => DebugEvent::TailCall,
            Moment::Return => DebugEvent::Ret,
            Moment::Line => DebugEvent::Line,
            Moment::Count => DebugEvent::Count,
        }
    }
}

/// How a function was called; see [`Debug::names`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebugNames<'a> {
    /// The name by which its caller's code knows it, if that tells.
    pub name: Option<Cow<'a, str>>,
    /// What the name is of: `"global"`, `"local"`, `"method"`, `"field"`, `"upvalue"`, `"metamethod"`, ….
    pub name_what: Option<&'static str>,
}

/// Where a function comes from; see [`Debug::source`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebugSource<'a> {
    /// The chunk's name as it was given, for a Lua function: `@` and a file, `=` and a name, or the text.
    pub source: Option<Cow<'a, str>>,
    /// The chunk's name as messages show it, for a Lua function.
    pub short_src: Option<Cow<'a, str>>,
    /// The line on which the definition begins, for a Lua function; 0 for a chunk.
    pub line_defined: Option<usize>,
    /// The line on which the definition ends, for a Lua function.
    pub last_line_defined: Option<usize>,
    /// `"Lua"`, `"main"` for a chunk, or `"Rust"`.
    pub what: &'static str,
}

/// What a function takes and has captured; see [`Debug::stack`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebugStack {
    /// How many variables it captured.
    pub num_upvalues: u8,
    /// How many parameters it names.
    pub num_params: u8,
    /// Whether it takes any number of arguments.
    pub is_vararg: bool,
}
